import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useTranslation } from 'react-i18next';
import { Choices } from '../ui/choices.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { ItemButtons } from './item-buttons.tsx';
import { ItemRow } from './item-row.tsx';
import styles from './meetings.module.css';
import { itemsQuery } from './queries.ts';
import { type ItemView, itemViews } from './views.ts';

/** What one does oneself, and what the organisation does, after meetings. */
export function ActionItemsPage() {
  const { t } = useTranslation('meetings');
  const navigate = useNavigate({ from: '/action-items' });
  const { view = 'mine' } = useSearch({ from: '/staff/action-items' });
  return (
    <>
      <PageHeader title={t('items.title')} lead={t('items.lead')} />
      <div className={styles['views']}>
        <Choices
          label={t('items.view')}
          values={itemViews}
          labelOf={(one) => t(`items.views.${one}`)}
          value={view}
          onChange={(one) =>
            void navigate({ to: '/action-items', search: one === 'mine' ? {} : { view: one }, replace: true })
          }
        />
      </div>
      <List view={view} />
    </>
  );
}

function List({ view }: { view: ItemView }) {
  const { t } = useTranslation('meetings');
  const query = useQuery(itemsQuery({ mine: view === 'mine', open: view !== 'closed' }));
  if (query.isPending) return <LoadingState />;
  if (query.error !== null) return <ErrorState error={query.error} onRetry={() => void query.refetch()} />;
  const { items } = query.data;
  if (items.length === 0) return <EmptyState title={t(`items.empty.${view}`)} hint={t('items.emptyHint')} />;
  return (
    <div className="section">
      <ul className="items">
        {items.map((item) => (
          <ItemRow key={item.id} item={item}>
            <ItemButtons item={item} />
          </ItemRow>
        ))}
      </ul>
    </div>
  );
}
