import { queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import { type Account, ListAccounts, ListSessions } from '../../contract/identity.ts';
import { call } from '../base/api.ts';

export type AccountView = Static<typeof Account>;

/** A one-time link and whom to hand it to. */
export interface HandedLink {
  readonly name: string;
  readonly path: string;
}

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => call(ListAccounts, { signal }),
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => call(ListSessions, { signal }),
});
