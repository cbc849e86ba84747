import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { type clientStatuses, type ReadClientStatistics } from '../../contract/clients.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import { useSession } from '../app/session-context.ts';
import { clientStatisticsQuery } from '../clients/queries.ts';
import { accountsQuery } from '../identity/queries.ts';
import { useRegions } from '../organisations/use-regions.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { FigureTable } from '../ui/figure-table.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';

export function SecondFactorNotice() {
  const { t } = useTranslation();
  return (
    <p className="notice notice-warning">
      {t('today.ownSecondFactor')} <Link to="/profile">{t('today.turnOn')}</Link>
    </p>
  );
}

/** For administrators: who is not yet safe, and where service happens. */
export function AdministrationToday() {
  const { t } = useTranslation();
  const { me } = useSession();
  const accounts = useQuery(accountsQuery);
  const bare = (accounts.data?.items ?? []).filter(
    ({ status, secondFactor }) => status === 'active' && !secondFactor,
  );
  return (
    <div className="columns">
      <Section
        title={t('today.accounts')}
        action={
          <Link to="/administration" search={{ view: 'accounts' }}>
            {t('today.manageAccounts')}
          </Link>
        }
      >
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
      <Section
        title={t('today.sites')}
        action={
          <Link to="/administration" search={{ view: 'sites' }}>
            {t('today.manageSites')}
          </Link>
        }
      >
        <p>{t('today.siteCount', { n: me.sites.length })}</p>
        <ul className="items">
          {me.sites.map(({ id, name }) => (
            <li key={id} className="item">
              {name}
            </li>
          ))}
        </ul>
      </Section>
    </div>
  );
}

export function AuditToday() {
  const { t } = useTranslation();
  return (
    <Section title={t('audit.title')} action={<Link to="/audit">{t('action.open')}</Link>}>
      <p>{t('today.auditLead')}</p>
    </Section>
  );
}

export function FoundingToday() {
  const { t } = useTranslation();
  return (
    <Section
      title={t('organisation.title')}
      action={<Link to="/organisations">{t('organisation.found')}</Link>}
    >
      <p>{t('today.foundLead')}</p>
    </Section>
  );
}

/** For whoever sees totals only: counts that passed suppression. */
export function StatisticsToday() {
  const { t } = useTranslation();
  const statistics = useQuery(clientStatisticsQuery);
  return (
    <Section title={t('today.statistics')}>
      {statistics.isPending && <LoadingState rows={3} />}
      {statistics.error !== null && (
        <ErrorState error={statistics.error} onRetry={() => void statistics.refetch()} />
      )}
      {statistics.data?.rows.length === 0 && <p className="quiet">{t('today.noStatistics')}</p>}
      {statistics.data !== undefined && statistics.data.rows.length > 0 && (
        <CountTable {...statistics.data} />
      )}
    </Section>
  );
}

function CountTable({ rows, suppressedBelow, countedInSteps }: AnswerOf<typeof ReadClientStatistics>) {
  const { t } = useTranslation();
  const { nameOf } = useRegions();
  return (
    <>
      <FigureTable
        caption={t('today.statistics')}
        rows={rows}
        keyOf={({ region = '', status = '' }) => `${region} ${status}`}
        label={{ head: t('client.region'), render: ({ region = '' }) => nameOf(region) }}
        columns={[
          {
            key: 'status',
            head: t('client.status'),
            render: ({ status = '' }) => t(`client.statuses.${status as (typeof clientStatuses)[number]}`),
          },
          {
            key: 'count',
            head: t('today.count'),
            render: ({ count }) =>
              count === null
                ? t('today.suppressed', { n: suppressedBelow })
                : countedInSteps === null
                  ? count
                  : t('campaign.atLeast', { n: count }),
          },
        ]}
      />
      <p className="quiet small">{t('today.statisticsHint', { n: suppressedBelow })}</p>
    </>
  );
}
