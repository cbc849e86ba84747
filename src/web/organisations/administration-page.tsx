import { useNavigate, useSearch } from '@tanstack/react-router';
import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { administrationViews } from './administration-views.ts';
import { useSession } from '../base/session-context.ts';
import { Accounts } from '../identity/public.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { Sites } from './sites.tsx';
import { useParts } from '../base/slice.ts';
import { Place } from '../ui/place.tsx';

declare module '../base/slice.ts' {
  interface Places {
    /** what an organisation allows and forbids */
    rules: Nothing;
  }
}

export function AdministrationPage() {
  const { t } = useTranslation('organisations');
  const { may } = useSession();
  const { view } = useSearch({ from: '/staff/administration' });
  const hasRules = useParts('rules').length > 0;
  const navigate = useNavigate({ from: '/administration' });
  const items = [
    ...(may('account.manage')
      ? [{ key: 'accounts', label: t('administration.accounts'), children: <Accounts /> }]
      : []),
    ...(may('site.manage') ? [{ key: 'sites', label: t('administration.sites'), children: <Sites /> }] : []),
    ...(hasRules
      ? [
          {
            key: 'rules',
            label: t('administration.rules'),
            children: (
              <div className="stack">
                <Place name="rules" of={{}} />
              </div>
            ),
          },
        ]
      : []),
  ];
  return (
    <>
      <PageHeader title={t('administration.title')} />
      <Tabs
        activeKey={view ?? items[0]?.key ?? 'accounts'}
        onChange={(key) => {
          const wanted = administrationViews.find((known) => known === key);
          void navigate({ search: wanted === undefined ? {} : { view: wanted } });
        }}
        destroyOnHidden
        items={items}
      />
    </>
  );
}
