import { infiniteQueryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import { type LateDelivery, ListLateDeliveries } from '../../contract/deliveries.ts';
import { call } from '../base/api.ts';

export type Late = Static<typeof LateDelivery>;

export const latePages = infiniteQueryOptions({
  queryKey: ['late-deliveries'],
  queryFn: ({ pageParam, signal }) =>
    call(ListLateDeliveries, { query: pageParam === null ? {} : { after: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});
