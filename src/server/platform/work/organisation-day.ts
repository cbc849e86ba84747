import { daysAfter } from '../../../domain/calendar/calendar-event.ts';
import { instantOf } from '../../../domain/calendar/clock-time.ts';
import type { CalendarDay } from '../../../domain/people/calendar-day.ts';

/** Calendar day (YYYY-MM-DD) that an instant falls on in a time zone. */
export function dayIn(timeZone: string, instant: Date): string {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-CA', {
      timeZone,
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
    });
    formats.set(timeZone, format);
  }
  return format.format(instant);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The instants at which the first of some days begins and the last one ends. */
export function instantsOf(
  timeZone: string,
  { from, until }: { readonly from: CalendarDay; readonly until: CalendarDay },
): { from: Date; until: Date } {
  return {
    from: new Date(instantOf(timeZone, `${from}T00:00`)),
    until: new Date(instantOf(timeZone, `${daysAfter(until, 1)}T00:00`)),
  };
}
