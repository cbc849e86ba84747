import { BYDAYS } from '../calendar/recurrence.ts';
import { weekdayOf } from '../calendar/weekday.ts';
import type { CalendarDay } from '../people/calendar-day.ts';

/** How often those of a series meet: on the day of the week of the first one. */
export const rhythms = ['weekly', 'fortnightly', 'monthly', 'every_two_months', 'quarterly'] as const;
export type Rhythm = (typeof rhythms)[number];

const months: Readonly<Record<Exclude<Rhythm, 'weekly' | 'fortnightly'>, number>> = {
  monthly: 1,
  every_two_months: 2,
  quarterly: 3,
};

/** The last such day of the week in a month may be its fourth or its fifth. */
const LAST = -1;

/**
 * A recurrence rule (RFC 5545) for a series that begins on a day: each second Tuesday of a month where the first one is a second Tuesday;
 * on the last where the first is a fifth, which not every month has.
 */
export function ruleOfRhythm(rhythm: Rhythm, first: CalendarDay, count: number): string {
  const weekday = BYDAYS[weekdayOf(first) - 1] ?? 'MO';
  if (rhythm === 'weekly' || rhythm === 'fortnightly')
    return `FREQ=WEEKLY;INTERVAL=${rhythm === 'weekly' ? 1 : 2};BYDAY=${weekday};COUNT=${count}`;
  const place = Math.ceil(Number(first.slice('YYYY-MM-'.length)) / 7);
  return `FREQ=MONTHLY;INTERVAL=${months[rhythm]};BYDAY=${place > 4 ? LAST : place}${weekday};COUNT=${count}`;
}
