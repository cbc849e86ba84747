import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { useFormats } from '../base/formats.ts';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { workerQuery } from './queries.ts';
import { WorkerRecord } from './worker-record.tsx';

/** One of the staff, for whoever answers for them. */
export function TalentWorkerPage() {
  const { t } = useTranslation('talent');
  const { instant } = useFormats();
  const { accountId } = useParams({ from: '/staff/talent/workers/$accountId' });
  const worker = useQuery(workerQuery(accountId));
  if (worker.error !== null) return <ErrorState error={worker.error} onRetry={() => void worker.refetch()} />;
  if (worker.isPending) return <LoadingState />;
  const { name, awayUntil, hasLeft } = worker.data;
  const lead = awayUntil === null ? t('worker.lead') : t('worker.away', { until: instant(awayUntil) });
  return (
    <>
      <PageHeader title={<bdi>{name}</bdi>} lead={hasLeft ? t('worker.left') : lead} />
      <WorkerRecord worker={worker.data} isOwn={false} />
    </>
  );
}
