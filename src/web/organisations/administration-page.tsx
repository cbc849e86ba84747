import { useNavigate, useSearch } from '@tanstack/react-router';
import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { administrationViews } from './administration-views.ts';
import { useSession } from '../base/session-context.ts';
import { useParts } from '../base/slice.ts';
import { Accounts } from '../identity/public.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { Place } from '../ui/place.tsx';
import { Sites } from './sites.tsx';

declare module '../base/slice.ts' {
  interface Places {
    /** which other systems the organisation's own is joined with */
    connections: Nothing;
    /** what an organisation allows and forbids */
    rules: Nothing;
  }
}

export function AdministrationPage() {
  const { t } = useTranslation('organisations');
  const { may } = useSession();
  const { view } = useSearch({ from: '/staff/administration' });
  const navigate = useNavigate({ from: '/administration' });
  const connections = useParts('connections');
  const rules = useParts('rules');
  const items = [
    ...(may('account.manage')
      ? [{ key: 'accounts', label: t('administration.accounts'), children: <AccountsView /> }]
      : []),
    ...(may('site.manage') ? [{ key: 'sites', label: t('administration.sites'), children: <Sites /> }] : []),
    ...(connections.length > 0
      ? [
          {
            key: 'connections',
            label: t('administration.connections'),
            children: <Place name="connections" of={{}} />,
          },
        ]
      : []),
    ...(rules.length > 0
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

/** The dialog of an invitation has an address: the first page leads to it. */
function AccountsView() {
  const { invite } = useSearch({ from: '/staff/administration' });
  const navigate = useNavigate({ from: '/administration' });
  return (
    <Accounts
      isInviting={invite !== undefined}
      onInviting={(isInviting) =>
        void navigate({
          search: isInviting ? { view: 'accounts', invite: 'colleague' } : { view: 'accounts' },
          replace: true,
        })
      }
    />
  );
}
