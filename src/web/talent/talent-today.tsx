import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import type { TalentWorkerView } from '../../contract/talent.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { Section } from '../ui/section.tsx';
import { narrowed } from './board.ts';
import { LoadBar } from './load.tsx';
import { workersQuery } from './queries.ts';

/** Who has too much, and what of the staff waits for somebody. */
export function TalentToday() {
  const { t } = useTranslation('talent');
  const list = useQuery(workersQuery);
  const workers = list.data?.items ?? [];
  const overloaded = narrowed(workers, { band: 'overloaded' });
  const count = (counts: (worker: TalentWorkerView) => number) =>
    workers.reduce((sum, worker) => sum + counts(worker), 0);
  const waiting = count((worker) => worker.waiting);
  const expiring = count((worker) => worker.expiring);
  const due = count(({ supervision }) => (supervision.isDue ? 1 : 0));
  return (
    <Section title={t('today.title')} action={<Link to="/talent">{t('today.all')}</Link>}>
      {list.isPending && <LoadingState rows={2} />}
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && (
        <>
          {overloaded.length === 0 ? (
            <p className="quiet">{t('today.nobody')}</p>
          ) : (
            <ul className="items">
              {overloaded.map((worker) => (
                <li key={worker.accountId} className="item item-tight">
                  <div className="item-main">
                    <Link to="/talent/workers/$accountId" params={{ accountId: worker.accountId }}>
                      <bdi>{worker.name}</bdi>
                    </Link>{' '}
                    {worker.workload !== null && <LoadBar workload={worker.workload} />}
                  </div>
                </li>
              ))}
            </ul>
          )}
          <p className="small">
            {[
              ...(waiting > 0 ? [t('today.waiting', { count: waiting })] : []),
              ...(expiring > 0 ? [t('today.expiring', { count: expiring })] : []),
              ...(due > 0 ? [t('today.supervision', { count: due })] : []),
            ].join(' · ')}
          </p>
        </>
      )}
    </Section>
  );
}
