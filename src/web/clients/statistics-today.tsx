import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type clientStatuses, type ReadClientStatistics } from '../../contract/clients.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import { useRegions } from '../organisations/public.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { FigureTable } from '../ui/figure-table.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { clientStatisticsQuery } from './queries.ts';

/** For whoever sees totals only: counts that passed suppression; nothing where there is nothing to count. */
export function StatisticsToday() {
  const { t } = useTranslation('clients');
  const statistics = useQuery(clientStatisticsQuery);
  if (statistics.data?.rows.length === 0) return null;
  return (
    <Section title={t('today.statistics')}>
      {statistics.isPending && <LoadingState rows={3} />}
      {statistics.error !== null && (
        <ErrorState error={statistics.error} onRetry={() => void statistics.refetch()} />
      )}
      {statistics.data !== undefined && <CountTable {...statistics.data} />}
    </Section>
  );
}

function CountTable({ rows, suppressedBelow, countedInSteps }: AnswerOf<typeof ReadClientStatistics>) {
  const { t } = useTranslation('clients');
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
                  : t('figure.atLeast', { n: count }),
          },
        ]}
      />
      <p className="quiet small">{t('today.statisticsHint', { n: suppressedBelow })}</p>
    </>
  );
}
