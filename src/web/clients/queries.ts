import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import {
  type Client,
  type ClientItem,
  ListClasses,
  ListClients,
  ListConsents,
  type ListedClient,
  ReadClient,
  ReadClientStatistics,
} from '../../contract/clients.ts';
import { ListGuardians, ListRelatives, type GuardianItem, type RelativeItem } from '../../contract/family.ts';
import type { QueryOf } from '../../contract/operation.ts';
import { call } from '../base/api.ts';

export type ClientView = Static<typeof Client>;
export type ClientItemView = Static<typeof ClientItem>;
export type ListedClientView = Static<typeof ListedClient>;
export type GuardianView = Static<typeof GuardianItem>;
export type RelativeView = Static<typeof RelativeItem>;
export type ClientFilter = Omit<QueryOf<typeof ListClients>, 'limit' | 'after'>;

/** All that is known of clients stands below this key. */
export const clientsKey = ['clients'] as const;

export function clientPages(filter: ClientFilter) {
  return infiniteQueryOptions({
    queryKey: [...clientsKey, 'list', filter],
    queryFn: ({ pageParam, signal }) =>
      call(ListClients, {
        query: { ...filter, limit: 50, ...(pageParam === null ? {} : { after: pageParam }) },
        signal,
      }),
    initialPageParam: null as string | null,
    getNextPageParam: ({ next }) => next,
  });
}

export function clientQuery(id: string) {
  return queryOptions({
    queryKey: [...clientsKey, id],
    queryFn: ({ signal }) => call(ReadClient, { params: { id }, signal }),
  });
}

export function guardiansQuery(id: string) {
  return queryOptions({
    queryKey: [...clientsKey, id, 'guardians'],
    queryFn: ({ signal }) => call(ListGuardians, { params: { id }, signal }),
  });
}

export function relativesQuery(id: string) {
  return queryOptions({
    queryKey: [...clientsKey, id, 'relatives'],
    queryFn: ({ signal }) => call(ListRelatives, { params: { id }, signal }),
  });
}

export function consentsQuery(id: string) {
  return queryOptions({
    queryKey: [...clientsKey, id, 'consents'],
    queryFn: ({ signal }) => call(ListConsents, { params: { id }, signal }),
  });
}

export const classesQuery = queryOptions({
  queryKey: ['classes'],
  queryFn: ({ signal }) => call(ListClasses, { signal }),
  staleTime: 60_000,
});

export const clientStatisticsQuery = queryOptions({
  queryKey: ['statistics', 'clients'],
  queryFn: ({ signal }) => call(ReadClientStatistics, { query: { by: 'region,status' }, signal }),
});
