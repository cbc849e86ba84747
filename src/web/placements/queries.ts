import { infiniteQueryOptions, type QueryClient, queryOptions } from '@tanstack/react-query';
import { ListPlacements, type PlacementView, ReadPlacement } from '../../contract/placements.ts';
import { call } from '../base/api.ts';

const key = ['placements'] as const;

/** Each reading is recorded: nothing here is read again by the clock. */
export const placementPages = infiniteQueryOptions({
  queryKey: [...key, 'list'],
  queryFn: ({ pageParam, signal }) =>
    call(ListPlacements, { query: pageParam === null ? {} : { after: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

export function placementQuery(id: string) {
  return queryOptions({
    queryKey: [...key, 'one', id],
    queryFn: ({ signal }): Promise<PlacementView> => call(ReadPlacement, { params: { id }, signal }),
  });
}

/** Keeps what was answered; lists are read again when they are shown. */
export function keepPlacement(queryClient: QueryClient, placement: PlacementView | undefined): void {
  if (placement !== undefined) queryClient.setQueryData(placementQuery(placement.id).queryKey, placement);
  void queryClient.invalidateQueries({ queryKey: placementPages.queryKey });
}
