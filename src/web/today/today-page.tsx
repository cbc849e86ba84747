import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../app/session-context.ts';
import { OwnReferrals } from '../casework/own-referrals.tsx';
import { AccountChanges } from '../identity/account-changes.tsx';
import { HelpCalls } from '../measures/public.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import {
  AdministrationToday,
  AuditToday,
  FoundingToday,
  SecondFactorNotice,
  StatisticsToday,
} from './keepers.tsx';
import { AlertsToday, CasesToday, GroupsToday, ReferralsToday } from './workers.tsx';

/** What needs this person first, by what they may do. */
export function TodayPage() {
  const { t } = useTranslation();
  const { me, may } = useSession();
  const mayCase = may('case.read');
  const mayAdminister = may('account.manage') || may('site.manage');
  const parts = [
    may('alert.take') && <HelpCalls key="help-calls" />,
    may('alert.take') && <AlertsToday key="alerts" />,
    may('referral.decide') && <ReferralsToday key="referrals" />,
    may('pupil.refer') && !may('client.read') && (
      <OwnReferrals key="own-referrals" action={<Link to="/refer">{t('pupilReferral.title')}</Link>} />
    ),
    may('group.manage') && <GroupsToday key="groups" />,
    mayCase && <CasesToday key="cases" />,
    mayAdminister && <AdministrationToday key="administration" />,
    may('organisation.create') && <FoundingToday key="founding" />,
    may('account.watch') && <AccountChanges key="account-changes" />,
    may('audit.read') && <AuditToday key="audit" />,
    may('statistics.read') && !mayCase && <StatisticsToday key="statistics" />,
  ].filter((part) => part !== false);
  return (
    <>
      <PageHeader title={t('today.title')} lead={t('today.hello', { name: me.user.displayName })} />
      {mayAdminister && !me.user.secondFactor && <SecondFactorNotice />}
      {parts.length === 0 ? <EmptyState title={t('today.nothing')} hint={t('today.nothingHint')} /> : parts}
    </>
  );
}
