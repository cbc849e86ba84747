import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  ListMatchCandidates,
  ListMatches,
  ListMatchPlaces,
  type MatchView,
  ReadMatch,
} from '../../contract/matches.ts';
import { call } from '../base/api.ts';

const key = ['matches'] as const;
/** So soon is asked again while it is being solved, or people are signed up. */
const AGAIN_MS = 1_500;

export function isAtWork({ state }: Pick<MatchView, 'state'>): boolean {
  return ['queued', 'solving', 'accepting'].includes(state);
}

export const matchPages = infiniteQueryOptions({
  queryKey: [...key, 'list'],
  queryFn: ({ pageParam, signal }) =>
    call(ListMatches, { query: pageParam === null ? {} : { after: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

export function matchQuery(id: string) {
  return queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }): Promise<MatchView> => call(ReadMatch, { params: { id }, signal }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isAtWork(data) ? AGAIN_MS : false),
  });
}

/** Each reading is recorded: read again where the match is another than before, not by the clock. */
export function placePages({ id, version, state }: MatchView, onlyOpen: boolean) {
  return infiniteQueryOptions({
    queryKey: [...key, 'places', id, version, state, onlyOpen],
    queryFn: ({ pageParam, signal }) =>
      call(ListMatchPlaces, {
        params: { id },
        query: { ...(onlyOpen ? { open: true } : {}), ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export interface AskedPlace {
  readonly matchId: string;
  readonly shiftId: string;
  readonly role: string;
}

export function candidatesQuery({ matchId, shiftId, role }: AskedPlace, q: string) {
  return queryOptions({
    queryKey: [...key, 'candidates', matchId, shiftId, role, q],
    queryFn: ({ signal }) =>
      call(ListMatchCandidates, {
        params: { id: matchId },
        query: { shiftId, role, ...(q === '' ? {} : { q }) },
        signal,
      }),
  });
}

/** Keeps what was answered, and reads again what follows from it. */
export function keepMatch(queryClient: QueryClient, match: MatchView | undefined): void {
  if (match !== undefined) queryClient.setQueryData(matchQuery(match.id).queryKey, match);
  void queryClient.invalidateQueries({ queryKey: key });
}
