import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorState } from './error-state.tsx';
import { KeptRows } from './kept-rows.tsx';
import { LoadingState } from './loading-state.tsx';

interface Paged<Item> {
  readonly data: { readonly pages: readonly { readonly items: readonly Item[] }[] } | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  /** what is shown was there before what is asked for now */
  readonly isPlaceholderData: boolean;
  readonly hasNextPage: boolean;
  readonly isFetchingNextPage: boolean;
  readonly fetchNextPage: () => Promise<unknown>;
  readonly refetch: () => Promise<unknown>;
}

/** A list that grows page by page: loading, failed, empty, or there. */
export function PagedList<Item>(props: {
  list: Paged<Item>;
  empty: ReactNode;
  children: (items: readonly Item[]) => ReactNode;
}) {
  const { list } = props;
  const { t } = useTranslation();
  const items = (list.data?.pages ?? []).flatMap((page) => page.items);
  if (list.error !== null && items.length === 0) {
    return <ErrorState error={list.error} onRetry={() => void list.refetch()} />;
  }
  // that nothing was found before says nothing of what is asked for now
  if (list.isPending || (list.isPlaceholderData && items.length === 0)) return <LoadingState />;
  if (items.length === 0) return props.empty;
  return (
    <KeptRows areStale={list.isPlaceholderData}>
      {props.children(items)}
      {list.hasNextPage && (
        <div className="centre">
          <Button onClick={() => void list.fetchNextPage()} loading={list.isFetchingNextPage}>
            {t('action.more')}
          </Button>
        </div>
      )}
    </KeptRows>
  );
}
