import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { type BookEntryView, ListBookEntries, ReadBook } from '../../contract/books.ts';
import { call } from '../base/api.ts';

const key = ['book-entries'] as const;
/** Somebody may ask or leave while the page is open. */
const AGAIN_MS = 30_000;

export const bookQuery = queryOptions({
  queryKey: ['book'],
  queryFn: ({ signal }) => call(ReadBook, { signal }),
});

/** @param state undefined: all of them @param q empty: whoever it is */
export function entryPages(state: BookEntryView['state'] | undefined, q = '') {
  return infiniteQueryOptions({
    queryKey: [...key, { state, q }],
    queryFn: ({ pageParam, signal }) =>
      call(ListBookEntries, {
        query: {
          ...(state === undefined ? {} : { state }),
          ...(q === '' ? {} : { q }),
          ...(pageParam === null ? {} : { after: pageParam }),
        },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: AGAIN_MS,
  });
}

/** An answer moves the entry from one list into another. */
export function readEntriesAnew(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: key });
}
