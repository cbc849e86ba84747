import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { ListImportedServices, ListVolunteerImports } from '../../contract/volunteer-imports.ts';
import { call } from '../base/api.ts';

export const importsKey = ['volunteer-imports'] as const;

export const importsQuery = queryOptions({
  queryKey: importsKey,
  queryFn: ({ signal }) => call(ListVolunteerImports, { signal }),
});

/** What a lot credits whom with, by person. */
export function lotPages(id: string) {
  return infiniteQueryOptions({
    queryKey: [...importsKey, id, 'services'],
    queryFn: ({ pageParam, signal }) =>
      call(ListImportedServices, {
        params: { id },
        query: pageParam === null ? {} : { after: pageParam },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}
