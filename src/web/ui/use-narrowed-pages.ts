import {
  type InfiniteData,
  keepPreviousData,
  type QueryKey,
  type UndefinedInitialDataInfiniteOptions,
  useInfiniteQuery,
} from '@tanstack/react-query';

/**
 * Pages of a list that is narrowed, searched or put in another order: the rows stay until those that were asked for are there, since a
 * press on one may be on its way. Not for what belongs to one person, who would be seen in another's place; nor for a search in which
 * Enter takes the first that was found.
 */
export function useNarrowedPages<Page, Key extends QueryKey>(
  pages: UndefinedInitialDataInfiniteOptions<Page, Error, InfiniteData<Page>, Key, string | null>,
) {
  return useInfiniteQuery({ ...pages, placeholderData: keepPreviousData });
}
