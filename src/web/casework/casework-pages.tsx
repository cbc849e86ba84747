import { useNavigate, useSearch } from '@tanstack/react-router';
import { Segmented, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { closureRequestViews } from '../../contract/closures.ts';
import { type CaseStatus, caseStatuses, lifecycle } from '../../domain/casework/lifecycle.ts';
import { useFormats } from '../base/formats.ts';
import { HelpCalls } from '../measures/public.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { useNarrowedPages } from '../ui/use-narrowed-pages.ts';
import { AlertList } from './alert-list.tsx';
import { DutyList } from './duty-list.tsx';
import { CaseList } from './case-list.tsx';
import { ClosureList } from './closure-list.tsx';
import { alertPages, casePages, closurePages, referralPages } from './queries.ts';
import { ReferralList } from './referral-list.tsx';
import { byUrgency } from './referral-order.ts';
import { UnstaffedSites } from './unstaffed-sites.tsx';

export function CasePages({ isMine }: { isMine: boolean }) {
  const { t } = useTranslation('casework');
  const { textOf } = useFormats();
  const { status } = useSearch({ from: '/staff/cases' });
  const navigate = useNavigate({ from: '/cases' });
  const list = useNarrowedPages(
    casePages({ ...(isMine ? { mine: true } : {}), ...(status === undefined ? {} : { status }) }),
  );
  return (
    <div className="section">
      <Select
        className="narrow"
        aria-label={t('case.status')}
        allowClear
        placeholder={t('case.allStatuses')}
        value={status}
        onChange={(wanted: CaseStatus | undefined) =>
          void navigate({
            search: ({ status: _, ...rest }) => (wanted === undefined ? rest : { ...rest, status: wanted }),
          })
        }
        options={caseStatuses.map((known) => ({ value: known, label: textOf(lifecycle[known].title) }))}
      />
      <PagedList list={list} empty={<EmptyState title={t('case.empty')} hint={t('case.emptyHint')} />}>
        {(cases) => <CaseList cases={cases} hasWorkers={!isMine} />}
      </PagedList>
    </div>
  );
}

export function ReferralPages() {
  const { t } = useTranslation('casework');
  const [status, setStatus] = useState<'open' | 'accepted' | 'declined'>('open');
  const list = useNarrowedPages(referralPages({ status }));
  const statuses = ['open', 'accepted', 'declined'] as const;
  return (
    <div className="section">
      <Segmented
        aria-label={t('referral.title')}
        value={status}
        onChange={setStatus}
        options={statuses.map((value) => ({ value, label: t(`referral.statuses.${value}`) }))}
      />
      <PagedList
        list={list}
        empty={<EmptyState title={t('referral.empty')} hint={t('referral.emptyHint')} />}
      >
        {(referrals) => <ReferralList referrals={status === 'open' ? byUrgency(referrals) : referrals} />}
      </PagedList>
    </div>
  );
}

export function ClosurePages() {
  const { t } = useTranslation('casework');
  const [view, setView] = useState<(typeof closureRequestViews)[number]>('open');
  const list = useNarrowedPages(closurePages(view));
  return (
    <div className="section">
      <Segmented
        aria-label={t('closure.title')}
        value={view}
        onChange={setView}
        options={closureRequestViews.map((value) => ({ value, label: t(`closure.views.${value}`) }))}
      />
      <PagedList list={list} empty={<EmptyState title={t('closure.none')} hint={t('closure.noneHint')} />}>
        {(requests) => <ClosureList requests={requests} />}
      </PagedList>
    </div>
  );
}

export function AlertPages() {
  const { t } = useTranslation('casework');
  const [state, setState] = useState<'open' | 'closed'>('open');
  const list = useNarrowedPages(alertPages({ state }));
  return (
    <div className="stack">
      <HelpCalls />
      <div className="section">
        <Segmented
          aria-label={t('alert.title')}
          value={state}
          onChange={setState}
          options={[
            { value: 'open' as const, label: t('alert.openOnes') },
            { value: 'closed' as const, label: t('alert.closedOnes') },
          ]}
        />
        <UnstaffedSites siteIds={list.data?.pages[0]?.unstaffedSiteIds ?? []} />
        <PagedList
          list={list}
          empty={<EmptyState title={t(state === 'open' ? 'alert.empty' : 'alert.emptyClosed')} />}
        >
          {(alerts) => <AlertList alerts={alerts} />}
        </PagedList>
      </div>
      <DutyList />
    </div>
  );
}
