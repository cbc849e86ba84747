import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { formerQuery } from './queries.ts';

/** Whoever works here no more, as long as something is kept of them. */
export function FormerPage() {
  const { t } = useTranslation('talent');
  const list = useQuery(formerQuery);
  return (
    <>
      <PageHeader title={t('former.title')} lead={t('former.lead')} />
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isPending && <LoadingState />}
      {list.isSuccess && list.data.items.length === 0 && <EmptyState title={t('former.none')} />}
      {list.isSuccess && list.data.items.length > 0 && (
        <div className="section">
          <ul className="items">
            {list.data.items.map(({ accountId, name }) => (
              <li key={accountId} className="item">
                <Link to="/talent/workers/$accountId" params={{ accountId }}>
                  <bdi>{name}</bdi>
                </Link>
              </li>
            ))}
          </ul>
        </div>
      )}
    </>
  );
}
