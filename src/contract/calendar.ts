import { Type } from 'typebox';
import { Exactly, Id, IdParams, Instant, Nothing, Nullable, operation } from './operation.ts';

const tag = 'calendar';

const times = {
  createdAt: Instant,
  usedAt: Nullable(Instant),
};

export const CalendarFeed = Exactly(times);

/** Where a calendar is read: told once, when it is made. */
const Address = Exactly({
  path: Type.String({
    description: 'to be opened at the address of this server; whoever has it reads along',
  }),
});

export const ReadOwnCalendarFeed = operation({
  method: 'GET',
  url: '/api/v1/calendar-feed',
  access: 'calendar.own',
  personOnly: true,
  tag,
  summary: 'Whether one’s own calendar has an address, since when, and when it was last read there',
  response: { 200: Exactly({ feed: Nullable(CalendarFeed) }) },
});

export const MakeOwnCalendarFeed = operation({
  method: 'POST',
  url: '/api/v1/calendar-feed',
  access: 'calendar.own',
  personOnly: true,
  tag,
  summary: 'A secret address for one’s own calendar: shown once, stored as a hash; the one before ends',
  response: { 201: Address },
});

export const EndOwnCalendarFeed = operation({
  method: 'DELETE',
  url: '/api/v1/calendar-feed',
  access: 'calendar.own',
  personOnly: true,
  tag,
  summary: 'End the address of one’s own calendar',
  response: { 200: Nothing },
});

export const ListSiteCalendarFeeds = operation({
  method: 'GET',
  url: '/api/v1/site-calendar-feeds',
  access: 'calendar.site',
  personOnly: true,
  tag,
  summary: 'The calendars of sites that have an address, and who made it',
  response: { 200: Exactly({ items: Type.Array(Exactly({ siteId: Id, madeBy: Id, ...times })) }) },
});

export const MakeSiteCalendarFeed = operation({
  method: 'POST',
  url: '/api/v1/sites/:id/calendar-feed',
  access: 'calendar.site',
  personOnly: true,
  tag,
  summary:
    'A secret address for a site’s calendar, read in the name of whoever makes it: shown once; the one before ends',
  params: IdParams,
  response: { 201: Address },
});

export const EndSiteCalendarFeed = operation({
  method: 'DELETE',
  url: '/api/v1/sites/:id/calendar-feed',
  access: 'calendar.site',
  personOnly: true,
  tag,
  summary: 'End the address of a site’s calendar, whoever made it',
  params: IdParams,
  response: { 200: Nothing },
});

export const ReadCalendar = operation({
  method: 'GET',
  url: '/calendar/:token.ics',
  access: 'public',
  // calendar services ask for many people from few addresses
  perMinute: 600,
  tag,
  summary:
    'A calendar (RFC 5545) as its account may see it now; the reading is recorded. Events name no person',
  params: Exactly({ token: Type.String({ maxLength: 200 }) }),
  response: { 200: Type.String({ description: 'text/calendar' }) },
});
