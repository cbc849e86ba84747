import { queryOptions } from '@tanstack/react-query';
import { ListRegions, ListSites } from '../../contract/organisations.ts';
import { call } from '../base/api.ts';

const REFERENCE = 3_600_000;

/** Regions below one of them; without a parent the provinces. They do not change during a day. */
export function regionsQuery(parent: string | undefined) {
  return queryOptions({
    queryKey: ['regions', parent ?? null],
    queryFn: ({ signal }) => call(ListRegions, { query: parent === undefined ? {} : { parent }, signal }),
    staleTime: REFERENCE,
  });
}

export const sitesKey = ['sites'] as const;

export const sitesQuery = queryOptions({
  queryKey: sitesKey,
  queryFn: ({ signal }) => call(ListSites, { signal }),
});
