import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { lifecycle } from '../../domain/casework/lifecycle.ts';
import { PagedList } from '../ui/paged-list.tsx';
import { Section } from '../ui/section.tsx';
import { AlertList } from './alert-list.tsx';
import { CaseList } from './case-list.tsx';
import { OwnReferrals } from './own-referrals.tsx';
import { ClosureList } from './closure-list.tsx';
import { alertPages, type CaseItemView, casePages, closurePages, referralPages } from './queries.ts';
import { ReferralList } from './referral-list.tsx';
import { byUrgency } from './referral-order.ts';
import { UnstaffedSites } from './unstaffed-sites.tsx';

export function AlertsToday() {
  const { t } = useTranslation('casework');
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
  const { t } = useTranslation('casework');
  const list = useInfiniteQuery(referralPages({ status: 'open' }));
  return (
    <Section title={t('today.referrals')}>
      <PagedList list={list} empty={<p className="quiet">{t('today.noReferrals')}</p>}>
        {(referrals) => <ReferralList referrals={byUrgency(referrals)} />}
      </PagedList>
    </Section>
  );
}

/** For whoever decides: what waits for it. */
export function ClosuresToday() {
  const { t } = useTranslation('casework');
  const list = useInfiniteQuery(closurePages('open'));
  return (
    <Section title={t('closure.queue')}>
      <PagedList list={list} empty={<p className="quiet">{t('closure.none')}</p>}>
        {(requests) => <ClosureList requests={requests} />}
      </PagedList>
    </Section>
  );
}

/** For whoever asked: what came back, until it is asked for again or the case ends. */
export function ReturnedClosuresToday() {
  const { t } = useTranslation('casework');
  const list = useInfiniteQuery(closurePages('returned'));
  const isEmpty = list.isSuccess && list.data.pages.every(({ items }) => items.length === 0);
  if (isEmpty) return null;
  return (
    <Section title={t('closure.cameBack')}>
      <PagedList list={list} empty={null}>
        {(requests) => <ClosureList requests={requests} />}
      </PagedList>
    </Section>
  );
}

/** What was agreed as next in one's own cases, and follow-ups of closed ones, by day. */
export function NextStepsToday() {
  const { t } = useTranslation('casework');
  const list = useInfiniteQuery(casePages({ waiting: 'next_step' }));
  return (
    <Section title={t('nextStep.list')}>
      <PagedList list={list} empty={<p className="quiet">{t('nextStep.none')}</p>}>
        {(cases) => <CaseList cases={cases} hasTicks />}
      </PagedList>
    </Section>
  );
}

export function CasesToday() {
  const { t } = useTranslation('casework');
  const list = useInfiniteQuery(casePages({ mine: true }));
  return (
    <Section title={t('today.myCases')} action={<Link to="/clients">{t('today.toClients')}</Link>}>
      <PagedList list={list} empty={<p className="quiet">{t('today.noCases')}</p>}>
        {(cases) => <CaseList cases={byNextStep(cases)} areStepsAbove />}
      </PagedList>
    </Section>
  );
}

/** For a teacher, who refers pupils and sees no clients. */
export function OwnReferralsToday() {
  const { t } = useTranslation('casework');
  return <OwnReferrals action={<Link to="/refer">{t('pupilReferral.title')}</Link>} />;
}

/** Cases in work, the earliest next step first; those without one at the end, where the list says so. */
function byNextStep(cases: readonly CaseItemView[]): CaseItemView[] {
  const last = '9999-12-31';
  return cases
    .filter(({ status }) => lifecycle[status].phase !== 'ended')
    .sort((left, right) => ((left.nextStepOn ?? last) < (right.nextStepOn ?? last) ? -1 : 1));
}
