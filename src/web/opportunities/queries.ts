import {
  infiniteQueryOptions,
  keepPreviousData,
  type QueryClient,
  queryOptions,
} from '@tanstack/react-query';
import {
  ListOpportunities,
  ListSignUps,
  ListVolunteerShifts,
  type OpportunityView,
  ReadOpportunity,
  ReadShift,
} from '../../contract/opportunities.ts';
import type { AnswerOf, QueryOf } from '../../contract/operation.ts';
import { call } from '../base/api.ts';

const key = ['opportunities'] as const;
/** Somebody may sign up or cancel while the page is open. */
const AGAIN_MS = 30_000;

export type OpportunitySearch = Omit<QueryOf<typeof ListOpportunities>, 'limit' | 'after'>;
export type NamedShift = AnswerOf<typeof ReadShift>;

export function opportunityPages(search: OpportunitySearch) {
  return infiniteQueryOptions({
    queryKey: [...key, 'list', search],
    queryFn: ({ pageParam, signal }) =>
      call(ListOpportunities, {
        query: { ...search, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
    refetchInterval: AGAIN_MS,
  });
}

/** As many as somebody chooses among: the newest. */
export const publishedOpportunities = queryOptions({
  queryKey: [...key, 'published'],
  queryFn: ({ signal }) => call(ListOpportunities, { query: { state: 'published', limit: 200 }, signal }),
});

export function opportunityQuery(id: string) {
  return queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }): Promise<OpportunityView> => call(ReadOpportunity, { params: { id }, signal }),
    refetchInterval: AGAIN_MS,
  });
}

export function shiftQuery(id: string) {
  return queryOptions({
    queryKey: [...key, 'shift', id],
    queryFn: ({ signal }): Promise<NamedShift> => call(ReadShift, { params: { id }, signal }),
    refetchInterval: AGAIN_MS,
  });
}

/**
 * Who signed up. Each reading is recorded: it is read again where the shift counts others than before, not by the clock.
 */
export function signUpsQuery({ id, places }: Pick<NamedShift, 'id' | 'places'>) {
  return queryOptions({
    queryKey: [
      ...key,
      'signUps',
      id,
      places.map(({ taken, waiting, arrivals }) => [taken, waiting, arrivals]),
    ],
    queryFn: ({ signal }) => call(ListSignUps, { params: { id }, signal }),
    placeholderData: keepPreviousData,
  });
}

export function shiftsOfVolunteer(id: string) {
  return queryOptions({
    queryKey: [...key, 'volunteer', id],
    queryFn: ({ signal }) => call(ListVolunteerShifts, { params: { id }, signal }),
  });
}

/** What was changed of one shows in the lists and on the pages of its shifts. */
export function readOpportunitiesAnew(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: key });
}
