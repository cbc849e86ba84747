import type { CalendarSource } from './calendar/public.ts';
import { caseworkCalendar } from './casework/public.ts';
import { groupCalendar } from './groups/public.ts';
import { measureCalendar } from './measures/public.ts';
import { meetingCalendar } from './meetings/public.ts';
import { shiftCalendar } from './opportunities/public.ts';
import { trainingCalendar } from './training/public.ts';

/** What stands in calendars, each kind by the slice that holds it. */
export const calendarSources: readonly CalendarSource[] = [
  ...caseworkCalendar,
  ...groupCalendar,
  ...measureCalendar,
  shiftCalendar,
  trainingCalendar,
  meetingCalendar,
];
