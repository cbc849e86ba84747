import * as contract from '../../contract/calendar.ts';
import type { Routes } from '../platform/http/route.ts';
import type { Doors } from '../platform/work/doors.ts';
import type { Services } from '../platform/work/work.ts';
import { endOwnFeed, endSiteFeed, listSiteFeeds, makeOwnFeed, makeSiteFeed, readOwnFeed } from './feeds.ts';
import { getFeed, readCalendar, readHolderCalendar } from './read-calendar.ts';
import type { CalendarSource, HolderCalendar } from './source.ts';

export function calendarRoutes(
  routes: Routes,
  { services, doors }: { services: Services; doors: Doors },
  { sources, holderCalendar }: { sources: readonly CalendarSource[]; holderCalendar: HolderCalendar },
): void {
  routes.on(contract.ReadOwnCalendarFeed, ({ actor, work }) =>
    work.read((reading) => readOwnFeed(reading, actor.accountId)),
  );
  routes.on(contract.MakeOwnCalendarFeed, ({ actor, work }) =>
    work.change((change) => makeOwnFeed(change, actor.accountId)),
  );
  routes.on(contract.EndOwnCalendarFeed, ({ actor, work }) =>
    work.change((change) => endOwnFeed(change, actor.accountId)),
  );

  routes.on(contract.ListSiteCalendarFeeds, ({ work }) => work.read(listSiteFeeds));
  routes.on(contract.MakeSiteCalendarFeed, ({ actor, params, work }) =>
    work.change((change) => makeSiteFeed(change, actor.accountId, params.id)),
  );
  routes.on(contract.EndSiteCalendarFeed, ({ params, work }) =>
    work.change((change) => endSiteFeed(change, params.id)),
  );

  routes.on(contract.ReadCalendar, async ({ params, origin, request, reply }) => {
    const asked = {
      requestId: request.id,
      origin: `${request.protocol}://${request.host}`,
      have: request.headers['if-none-match'],
    };
    const ofStaff = async () => {
      const feed = await getFeed(services, params.token);
      // refuses organisations in whose name nothing is done here
      doors.open(feed.organisationId, origin);
      return readCalendar(services, sources, feed, asked);
    };
    const ofHolder = await readHolderCalendar(doors, holderCalendar, params.token, { origin, asked });
    const { text, etag } = ofHolder ?? (await ofStaff());
    reply.header('etag', etag).header('cache-control', 'private, no-cache');
    if (text === undefined) {
      reply.status(304);
      return '';
    }
    reply.type('text/calendar; charset=utf-8').header('content-disposition', 'inline; filename=nuantu.ics');
    return text;
  });
}
