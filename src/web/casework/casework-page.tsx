import { useNavigate, useSearch } from '@tanstack/react-router';
import { Tabs } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { caseViews } from './case-views.ts';
import { useSession } from '../base/session-context.ts';
import { PageHeader } from '../ui/page-header.tsx';
import { AlertPages, CasePages, ClosurePages, ReferralPages } from './casework-pages.tsx';

/** My cases, all cases, referrals, requests to close, and alerts. */
export function CaseworkPage() {
  const { t } = useTranslation('casework');
  const { may } = useSession();
  const { view } = useSearch({ from: '/staff/cases' });
  const navigate = useNavigate({ from: '/cases' });
  const mayReadCases = may('case.read');
  const panes: Readonly<
    Record<(typeof caseViews)[number], { label: string; isShown: boolean; children: ReactNode }>
  > = {
    mine: { label: t('case.mine'), isShown: mayReadCases, children: <CasePages isMine /> },
    all: { label: t('case.all'), isShown: mayReadCases, children: <CasePages isMine={false} /> },
    referrals: { label: t('referral.title'), isShown: may('referral.read'), children: <ReferralPages /> },
    closures: { label: t('closure.title'), isShown: mayReadCases, children: <ClosurePages /> },
    alerts: { label: t('alert.title'), isShown: may('alert.take'), children: <AlertPages /> },
  };
  const shown = caseViews.filter((key) => panes[key].isShown);
  return (
    <>
      <PageHeader title={t('case.title')} />
      <Tabs
        activeKey={view ?? shown[0] ?? 'mine'}
        onChange={(key) => {
          const wanted = caseViews.find((known) => known === key);
          void navigate({ search: wanted === undefined ? {} : { view: wanted } });
        }}
        destroyOnHidden
        items={shown.map((key) => ({ key, label: panes[key].label, children: panes[key].children }))}
      />
    </>
  );
}
