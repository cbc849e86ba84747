import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useSession } from '../base/session-context.ts';
import { accountsQuery } from '../identity/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';

/** For administrators: who is not yet safe, and where service happens. */
export function AdministrationToday() {
  return (
    <div className="columns">
      <AccountsToday />
      <SitesToday />
    </div>
  );
}

function AccountsToday() {
  const { t } = useTranslation('organisations');
  const { may } = useSession();
  const accounts = useQuery(accountsQuery);
  const bare = (accounts.data?.items ?? []).filter(
    ({ status, secondFactor }) => status === 'active' && !secondFactor,
  );
  const ways = (
    <span className="row">
      {may('account.manage') && (
        <Link to="/administration" search={{ view: 'accounts', invite: 'colleague' }}>
          {t('today.invite')}
        </Link>
      )}
      <Link to="/administration" search={{ view: 'accounts' }}>
        {t('today.manageAccounts')}
      </Link>
    </span>
  );
  return (
    <Section title={t('today.accounts')} action={ways}>
      {accounts.isPending && <LoadingState rows={2} />}
      {accounts.error !== null && (
        <ErrorState error={accounts.error} onRetry={() => void accounts.refetch()} />
      )}
      {accounts.isSuccess && (
        <p>
          {bare.length === 0 ? t('today.allSecured') : t('today.withoutSecondFactor', { n: bare.length })}
        </p>
      )}
      <ul className="items">
        {bare.slice(0, 8).map(({ id, displayName, username }) => (
          <li key={id} className="item">
            {displayName} <span className="quiet">{username}</span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function SitesToday() {
  const { t } = useTranslation('organisations');
  const { sites } = useSession().me;
  return (
    <Section
      title={t('today.sites')}
      action={
        <Link to="/administration" search={{ view: 'sites' }}>
          {t('today.manageSites')}
        </Link>
      }
    >
      <p>{t('today.siteCount', { n: sites.length })}</p>
      <ul className="items">
        {sites.map(({ id, name }) => (
          <li key={id} className="item">
            {name}
          </li>
        ))}
      </ul>
    </Section>
  );
}

export function FoundingToday() {
  const { t } = useTranslation('organisations');
  return (
    <Section
      title={t('organisation.title')}
      action={<Link to="/organisations">{t('organisation.found')}</Link>}
    >
      <p>{t('today.foundLead')}</p>
    </Section>
  );
}
