import { queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import { type Account, ListAccounts, ListSessions } from '../../contract/identity.ts';
import { call } from '../base/api.ts';

export type AccountView = Static<typeof Account>;

export const accountsQuery = queryOptions({
  queryKey: ['accounts'],
  queryFn: ({ signal }) => call(ListAccounts, { signal }),
});

export const sessionsQuery = queryOptions({
  queryKey: ['sessions'],
  queryFn: ({ signal }) => call(ListSessions, { signal }),
});
