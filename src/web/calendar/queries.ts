import { queryOptions } from '@tanstack/react-query';
import type { Static } from 'typebox';
import { type CalendarFeed, ListSiteCalendarFeeds, ReadOwnCalendarFeed } from '../../contract/calendar.ts';
import { call } from '../base/api.ts';

export type FeedView = Static<typeof CalendarFeed>;

export const ownFeedQuery = queryOptions({
  queryKey: ['calendar-feeds', 'own'],
  queryFn: ({ signal }) => call(ReadOwnCalendarFeed, { signal }),
});

export const siteFeedsQuery = queryOptions({
  queryKey: ['calendar-feeds', 'sites'],
  queryFn: ({ signal }) => call(ListSiteCalendarFeeds, { signal }),
});
