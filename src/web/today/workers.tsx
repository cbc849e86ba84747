import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { lifecycle } from '../../domain/casework/lifecycle.ts';
import { AlertList } from '../casework/alert-list.tsx';
import { UnstaffedSites } from '../casework/unstaffed-sites.tsx';
import { CaseList } from '../casework/case-list.tsx';
import { useFormats } from '../app/formats.ts';
import { useSession } from '../app/session-context.ts';
import { alertPages, type CaseItemView, casePages, referralPages } from '../casework/queries.ts';
import { ReferralList } from '../casework/referral-list.tsx';
import { dueGroups } from '../groups/due-groups.ts';
import { GroupList } from '../groups/group-list.tsx';
import { groupPages } from '../groups/queries.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PagedList } from '../ui/paged-list.tsx';
import { Section } from '../ui/section.tsx';

export function AlertsToday() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(alertPages({ state: 'open' }));
  return (
    <Section title={t('today.alerts')}>
      <UnstaffedSites siteIds={list.data?.pages[0]?.unstaffedSiteIds ?? []} />
      <PagedList list={list} empty={<p className="quiet">{t('today.noAlerts')}</p>}>
        {(alerts) => <AlertList alerts={alerts} />}
      </PagedList>
    </Section>
  );
}

export function ReferralsToday() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(referralPages({ status: 'open' }));
  return (
    <Section title={t('today.referrals')}>
      <PagedList list={list} empty={<p className="quiet">{t('today.noReferrals')}</p>}>
        {(referrals) => <ReferralList referrals={referrals} />}
      </PagedList>
    </Section>
  );
}

export function CasesToday() {
  const { t } = useTranslation();
  const list = useInfiniteQuery(casePages({ mine: true }));
  return (
    <Section title={t('today.myCases')} action={<Link to="/clients">{t('today.toClients')}</Link>}>
      <PagedList list={list} empty={<p className="quiet">{t('today.noCases')}</p>}>
        {(cases) => <CaseList cases={byNextStep(cases)} />}
      </PagedList>
    </Section>
  );
}

/** Sessions of my own groups: those within a week, and before them those that nobody has recorded yet. */
export function GroupsToday() {
  const { t } = useTranslation();
  const { me } = useSession();
  const { today } = useFormats();
  const list = useInfiniteQuery(groupPages);
  const groups = (list.data?.pages ?? []).flatMap(({ items }) => items);
  const due = dueGroups(groups, me.user.id, today);
  return (
    <Section title={t('group.today')} action={<Link to="/groups">{t('group.title')}</Link>}>
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState rows={2} />}
      {list.isSuccess && due.length === 0 && <p className="quiet">{t('group.todayNone')}</p>}
      <GroupList groups={due} />
    </Section>
  );
}

/** Cases in work, the earliest next step first; those without one at the end, where the list says so. */
function byNextStep(cases: readonly CaseItemView[]): CaseItemView[] {
  const last = '9999-12-31';
  return cases
    .filter(({ status }) => lifecycle[status].phase !== 'ended')
    .sort((left, right) => ((left.nextStepOn ?? last) < (right.nextStepOn ?? last) ? -1 : 1));
}
