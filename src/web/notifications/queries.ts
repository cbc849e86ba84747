import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import {
  CountNotifications,
  ListNotifications,
  ListUnsentMessages,
  type Notification,
  type NotificationChoices,
  ReadNotificationChoices,
  type UnsentMessage,
} from '../../contract/notifications.ts';
import { call } from '../base/api.ts';

export type NotificationView = Static<typeof Notification>;
export type Unsent = Static<typeof UnsentMessage>;
export type ChoicesView = Static<typeof NotificationChoices>;

export const notificationsKey = ['notifications'] as const;

/** Asked for again by itself, in the background too: whoever works in another tab must hear within a minute. */
const watched = { refetchInterval: 60_000, refetchIntervalInBackground: true };

export const unreadQuery = queryOptions({
  queryKey: [...notificationsKey, 'unread'],
  queryFn: ({ signal }) => call(CountNotifications, { signal }),
  ...watched,
});

export const notificationPages = infiniteQueryOptions({
  queryKey: [...notificationsKey, 'list'],
  queryFn: ({ pageParam, signal }) =>
    call(ListNotifications, {
      query: { limit: 50, ...(pageParam === null ? {} : { after: pageParam }) },
      signal,
    }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
  ...watched,
});

export const choicesQuery = queryOptions({
  queryKey: ['notification-choices'],
  queryFn: ({ signal }) => call(ReadNotificationChoices, { signal }),
});

export const unsentPages = infiniteQueryOptions({
  queryKey: ['unsent-messages'],
  queryFn: ({ pageParam, signal }) =>
    call(ListUnsentMessages, { query: pageParam === null ? {} : { after: pageParam }, signal }),
  initialPageParam: null as string | null,
  getNextPageParam: ({ next }) => next,
});
