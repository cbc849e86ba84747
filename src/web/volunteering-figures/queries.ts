import { queryOptions } from '@tanstack/react-query';
import type { QueryOf } from '../../contract/operation.ts';
import { ReadVolunteeringBoard, ReadVolunteeringFigures } from '../../contract/volunteering-figures.ts';
import { call } from '../base/api.ts';

const key = ['volunteering-figures'] as const;
const AGAIN_MS = 60_000;

export const boardQuery = queryOptions({
  queryKey: [...key, 'board'],
  queryFn: ({ signal }) => call(ReadVolunteeringBoard, { signal }),
  refetchInterval: AGAIN_MS,
});

export function figuresQuery(period: QueryOf<typeof ReadVolunteeringFigures>) {
  return queryOptions({
    queryKey: [...key, 'figures', period],
    queryFn: ({ signal }) => call(ReadVolunteeringFigures, { query: period, signal }),
  });
}
