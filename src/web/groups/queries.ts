import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import {
  type Group,
  type GroupItem,
  ListGroupsOfClient,
  ListGroups,
  ReadGroup,
} from '../../contract/groups.ts';
import { call } from '../base/api.ts';

export type GroupView = Static<typeof Group>;
export type GroupItemView = Static<typeof GroupItem>;
export type GroupSessionView = GroupView['sessions'][number];
export type GroupMemberView = GroupView['members'][number];

/** All that is known of groups stands below this key. */
export const groupsKey = ['groups'] as const;

export const groupPages = infiniteQueryOptions({
  queryKey: [...groupsKey, 'list'],
  queryFn: ({ pageParam, signal }) =>
    call(ListGroups, { query: { limit: 100, ...(pageParam === null ? {} : { after: pageParam }) }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});

/** To choose from: the newest hundred. */
export const groupItemsQuery = queryOptions({
  queryKey: [...groupsKey, 'items'],
  queryFn: ({ signal }) => call(ListGroups, { query: { limit: 100 }, signal }),
});

export function groupQuery(id: string) {
  return queryOptions({
    queryKey: [...groupsKey, id],
    queryFn: ({ signal }) => call(ReadGroup, { params: { id }, signal }),
  });
}

export function groupsOfClientQuery(clientId: string) {
  return queryOptions({
    queryKey: [...groupsKey, 'client', clientId],
    queryFn: ({ signal }) => call(ListGroupsOfClient, { params: { id: clientId }, signal }),
  });
}
