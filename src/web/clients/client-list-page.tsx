import { PlusOutlined } from '@ant-design/icons';
import { Link, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../base/session-context.ts';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorState } from '../ui/error-state.tsx';
import { KeptRows } from '../ui/kept-rows.tsx';
import { LoadingState } from '../ui/loading-state.tsx';
import { PageHeader } from '../ui/page-header.tsx';
import { useIsNarrow } from '../ui/use-is-narrow.ts';
import { useNarrowedPages } from '../ui/use-narrowed-pages.ts';
import { BulkBar } from './bulk-bar.tsx';
import { ClientFilters } from './client-filters.tsx';
import { ClientCards, ClientTable } from './client-table.tsx';
import { ListMenus } from './list-menus.tsx';
import { type ClientColumn, keep, readKept, type SavedView } from './list-view.ts';
import { clientPages } from './queries.ts';

export function ClientListPage() {
  const { t } = useTranslation('clients');
  const { me } = useSession();
  const search = useSearch({ from: '/staff/clients' });
  const [kept, setKept] = useState(() => readKept(me.user.id));
  const isNarrow = useIsNarrow();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const isFiltered = Object.keys(search).some((name) => name !== 'sort');
  const list = useNarrowedPages(clientPages({ ...search, details: true }));
  const clients = (list.data?.pages ?? []).flatMap(({ items }) => items);
  // that nobody was found before says nothing of who is asked for now
  const areToCome = list.isPending || (list.isPlaceholderData && clients.length === 0);
  const total = list.data?.pages[0]?.total;
  const setUp = (change: { columns?: readonly ClientColumn[]; views?: readonly SavedView[] }) => {
    const next = { ...kept, ...change };
    keep(me.user.id, next);
    setKept(next);
  };
  return (
    <>
      <PageHeader title={t('client.title')} action={<WaysToAdd />} />
      <ClientFilters />
      <ListMenus kept={kept} onChange={setUp} />
      {areToCome && <LoadingState rows={6} />}
      {list.error !== null && <ErrorState error={list.error} onRetry={() => void list.refetch()} />}
      {list.isSuccess && !areToCome && clients.length === 0 && <NobodyFound isFiltered={isFiltered} />}
      {clients.length > 0 && (
        <KeptRows areStale={list.isPlaceholderData}>
          <BulkBar clients={clients.filter(({ id }) => chosen.has(id))} onDone={() => setChosen(new Set())} />
          {isNarrow ? (
            <ClientCards clients={clients} />
          ) : (
            <ClientTable clients={clients} columns={kept.columns} chosen={chosen} onChoose={setChosen} />
          )}
          <div className="centre">
            <output className="quiet">
              {total === undefined
                ? t('state.shown', { n: clients.length })
                : t('list.shownOf', { n: clients.length, total })}
            </output>
            {list.hasNextPage && (
              <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
                {t('action.more')}
              </Button>
            )}
          </div>
        </KeptRows>
      )}
    </>
  );
}

function NobodyFound({ isFiltered }: { isFiltered: boolean }) {
  const { t } = useTranslation('clients');
  return isFiltered ? (
    <EmptyState title={t('client.notFound')} hint={t('client.notFoundHint')} />
  ) : (
    <EmptyState title={t('client.empty')} hint={t('client.emptyHint')} />
  );
}

function WaysToAdd() {
  const { t } = useTranslation('clients');
  const { may } = useSession();
  return (
    <div className="row">
      {may('consent.record') && (
        <Link to="/clients/consents">
          <Button tabIndex={-1}>{t('classConsent.title')}</Button>
        </Link>
      )}
      {may('roster.import') && (
        <Link to="/clients/roster">
          <Button tabIndex={-1}>{t('roster.title')}</Button>
        </Link>
      )}
      {may('client.create') && (
        <Link to="/clients/new">
          <Button type="primary" icon={<PlusOutlined aria-hidden />} tabIndex={-1}>
            {t('client.new')}
          </Button>
        </Link>
      )}
    </div>
  );
}
