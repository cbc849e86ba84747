import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ownTalentQuery } from './queries.ts';
import { WorkerRecord } from './worker-record.tsx';

/** One's own qualifications, education, supervision and workload, as colleagues who answer for one see them. */
export function OwnTalentPage() {
  const { t } = useTranslation('talent');
  const own = useQuery(ownTalentQuery);
  return (
    <>
      <PageHeader title={t('own.title')} lead={t('own.lead')} />
      {own.error !== null && <ErrorState error={own.error} onRetry={() => void own.refetch()} />}
      {own.isPending && <LoadingState />}
      {own.isSuccess && <WorkerRecord worker={own.data} isOwn />}
    </>
  );
}
