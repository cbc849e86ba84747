import type { zh } from './words.zh.ts';

/** Words of calendars in English. */
export const en: typeof zh = {
  own: {
    title: 'My calendar',
    lead: 'Have what waits for you in the calendar of your telephone or computer: sessions of groups that you lead, next steps of your cases, alerts and mandatory reports that you see to and when they are due, rounds of measures at your sites. No title names anybody.',
  },
  sites: {
    title: 'Calendars of sites',
    lead: 'Give a school or community an address, and their own calendar shows on which days a site has group sessions and rounds of measures. Days and numbers only, no names and no cases.',
    none: 'No address',
  },
  feed: {
    make: 'Make an address',
    renew: 'Make a new address',
    end: 'End it',
    ended: 'Ended: calendars that used this address are no longer renewed',
    address: 'Address of the calendar',
    once: 'The address is shown this once. In the calendar of your telephone or computer choose “Add subscription calendar” (or “From URL”) and paste it. The calendar renews itself, usually every hour.',
    secret:
      'Whoever has this address sees these days: keep it like a password. It ends for good when the account that made it is suspended or reset, and opens nothing while that account lacks the right.',
    renewHint:
      'Once there is a new address, or none, the old one stops working; calendars that subscribed to it have to be added again.',
    made: 'made {{time}}',
    madeBy: 'made by {{name}}, {{time}}',
    read: 'last read {{time}}',
    unread: 'not read yet',
  },
};
