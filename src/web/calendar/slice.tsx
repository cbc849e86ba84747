import { piecesOf, type Slice } from '../base/slice.ts';

const piece = piecesOf('calendar');
const siteCalendars = piece(() => import('./site-calendars.tsx'), 'SiteCalendars');

export const calendar = {
  routes: [],
  parts: {
    profile: [
      {
        rank: 10,
        isFor: (may) => may('calendar.own'),
        component: piece(() => import('./own-calendar.tsx'), 'OwnCalendar'),
      },
      // whoever keeps the sites finds them beside the sites
      {
        rank: 20,
        isFor: (may) => may('calendar.site') && !may('site.manage'),
        component: siteCalendars,
      },
    ],
    sites: [{ rank: 10, isFor: (may) => may('calendar.site'), component: siteCalendars }],
  },
} satisfies Slice;
