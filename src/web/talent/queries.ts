import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  ListFormerTalent,
  ListSupervision,
  ListTalent,
  ListTalentReports,
  ListWaitingRecords,
  ReadOwnTalent,
  ReadTalent,
  ReadTalentFigures,
  ReadTalentRules,
} from '../../contract/talent.ts';
import { call } from '../base/api.ts';

const key = ['talent'] as const;
/** Cases are opened and closed while the page is open; what is added up of everybody is dear, and a load of weeks changes slowly. What one changes oneself is read at once. */
const AGAIN_MS = 5 * 60_000;

export const workersQuery = queryOptions({
  queryKey: [...key, 'workers'],
  queryFn: ({ signal }) => call(ListTalent, { signal }),
  refetchInterval: AGAIN_MS,
});

export const formerQuery = queryOptions({
  queryKey: [...key, 'former'],
  queryFn: ({ signal }) => call(ListFormerTalent, { signal }),
});

export function workerQuery(id: string) {
  return queryOptions({
    queryKey: [...key, 'worker', id],
    queryFn: ({ signal }) => call(ReadTalent, { params: { id }, signal }),
  });
}

export const ownTalentQuery = queryOptions({
  queryKey: [...key, 'own'],
  queryFn: ({ signal }) => call(ReadOwnTalent, { signal }),
});

export const rulesQuery = queryOptions({
  queryKey: [...key, 'rules'],
  queryFn: ({ signal }) => call(ReadTalentRules, { signal }),
});

export const waitingPages = infiniteQueryOptions({
  queryKey: [...key, 'waiting'],
  queryFn: ({ pageParam, signal }) =>
    call(ListWaitingRecords, { query: pageParam === null ? {} : { after: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

export const supervisionPages = infiniteQueryOptions({
  queryKey: [...key, 'supervision'],
  queryFn: ({ pageParam, signal }) =>
    call(ListSupervision, { query: pageParam === null ? {} : { after: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

export const figuresQuery = queryOptions({
  queryKey: [...key, 'figures'],
  queryFn: ({ signal }) => call(ReadTalentFigures, { signal }),
});

export const reportsQuery = queryOptions({
  queryKey: [...key, 'reports'],
  queryFn: ({ signal }) => call(ListTalentReports, { signal }),
});

/** What is written down of one shows on their page, on the board and in the figures. */
export function readTalentAnew(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: key });
}
