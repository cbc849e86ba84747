import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { FindHelpers, ReadHelper } from '../../contract/helpers.ts';
import type { QueryOf } from '../../contract/operation.ts';
import {
  ListVolunteers,
  ListVolunteerTeams,
  ReadVolunteer,
  type VolunteerView,
} from '../../contract/volunteers.ts';
import { call } from '../base/api.ts';

const key = ['volunteers'] as const;
/** Somebody may register or leave while the page is open. */
const AGAIN_MS = 30_000;

export type VolunteerSearch = Omit<QueryOf<typeof ListVolunteers>, 'limit' | 'after'>;

export function volunteerPages(search: VolunteerSearch) {
  return infiniteQueryOptions({
    queryKey: [...key, 'list', search],
    queryFn: ({ pageParam, signal }) =>
      call(ListVolunteers, {
        query: { ...search, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: AGAIN_MS,
  });
}

export function volunteerQuery(id: string) {
  return queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }): Promise<VolunteerView> => call(ReadVolunteer, { params: { id }, signal }),
  });
}

/** Who may have helped on a day, by number or name. */
export function helpersQuery(q: string, on: string) {
  return queryOptions({
    queryKey: [...key, 'helpers', on, q],
    queryFn: ({ signal }) => call(FindHelpers, { query: { q, on }, signal }),
  });
}

export function helperQuery(id: string, on: string) {
  return queryOptions({
    queryKey: [...key, 'helper', on, id],
    queryFn: ({ signal }) => call(ReadHelper, { params: { id }, query: { on }, signal }),
  });
}

export const teamsQuery = queryOptions({
  queryKey: [...key, 'teams'],
  queryFn: ({ signal }) => call(ListVolunteerTeams, { signal }),
});

/** What was written down of one shows on their page and in the lists. */
export function readVolunteersAnew(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: key });
}
