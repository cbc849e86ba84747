import { type QueryClient, queryOptions } from '@tanstack/react-query';
import {
  type AllianceView,
  ListAllianceCandidates,
  ListAlliances,
  ReadAlliance,
} from '../../contract/alliances.ts';
import { call } from '../base/api.ts';

const key = ['alliances'] as const;
/** What another organisation says arrives a moment later. */
const AGAIN_MS = 15_000;

export const alliancesQuery = queryOptions({
  queryKey: [...key, 'list'],
  queryFn: ({ signal }) => call(ListAlliances, { signal }),
  refetchInterval: AGAIN_MS,
});

export function allianceQuery(id: string) {
  return queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }): Promise<AllianceView> => call(ReadAlliance, { params: { id }, signal }),
    refetchInterval: AGAIN_MS,
  });
}

export const candidatesQuery = queryOptions({
  queryKey: [...key, 'candidates'],
  queryFn: ({ signal }) => call(ListAllianceCandidates, { signal }),
});

/** Keeps what was answered, and reads again what follows from it. */
export function keepAlliance(queryClient: QueryClient, alliance: AllianceView): void {
  queryClient.setQueryData(allianceQuery(alliance.id).queryKey, alliance);
  void queryClient.invalidateQueries({ queryKey: key });
}

export function readAlliancesAnew(queryClient: QueryClient): void {
  void queryClient.invalidateQueries({ queryKey: key });
}
