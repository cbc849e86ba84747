import { weekdayOf } from '../calendar/weekday.ts';
import type { CalendarDay } from '../people/calendar-day.ts';

/** Hours of a day of the week at which somebody could come; by the clocks of where they live. */
export interface WeeklyWindow {
  /** 1: Monday … 7: Sunday (ISO 8601) */
  readonly weekday: number;
  /** HH:MM */
  readonly from: string;
  /** HH:MM, later on the same day; 24:00 is the end of it */
  readonly to: string;
}

/** Days that are otherwise: away, or there all the same. */
export interface AvailabilityException {
  readonly from: CalendarDay;
  readonly until: CalendarDay;
  readonly isAvailable: boolean;
}

export interface Availability {
  readonly weekly: readonly WeeklyWindow[];
  readonly exceptions: readonly AvailabilityException[];
}

export const NO_AVAILABILITY: Availability = { weekly: [], exceptions: [] };

export type AvailabilityCode = 'window_ends_before' | 'window_overlap' | 'days_end_before';
export interface AvailabilityError {
  /** JSON pointer within the availability */
  readonly path: string;
  readonly code: AvailabilityCode;
}

/** In order of the week and of the calendar; what nobody can mean is refused by its place. */
export function decideAvailability(
  entered: Availability,
): { ok: true; availability: Availability } | { ok: false; errors: AvailabilityError[] } {
  const errors: AvailabilityError[] = [];
  const weekly = entered.weekly
    .map((window, index) => ({ window, index }))
    .sort(({ window: left }, { window: right }) =>
      left.weekday === right.weekday ? left.from.localeCompare(right.from) : left.weekday - right.weekday,
    );
  for (const [place, { window, index }] of weekly.entries()) {
    if (window.to <= window.from) errors.push({ path: `/weekly/${index}/to`, code: 'window_ends_before' });
    const before = weekly[place - 1]?.window;
    // half-open: one may end as the next begins
    if (before?.weekday === window.weekday && before.to > window.from)
      errors.push({ path: `/weekly/${index}/from`, code: 'window_overlap' });
  }
  for (const [index, { from, until }] of entered.exceptions.entries())
    if (until < from) errors.push({ path: `/exceptions/${index}/until`, code: 'days_end_before' });
  if (errors.length > 0) return { ok: false, errors };
  const exceptions = [...entered.exceptions].sort((left, right) => left.from.localeCompare(right.from));
  return { ok: true, availability: { weekly: weekly.map(({ window }) => window), exceptions } };
}

/** Whether somebody told nothing of when they could come: whoever asks them does not know. */
export function isUntold({ weekly, exceptions }: Availability): boolean {
  return weekly.length === 0 && !exceptions.some(({ isAvailable }) => isAvailable);
}

/**
 * Whether somebody could come from one clock time of a day to another. Days away count before days there all the same; windows that
 * touch are one. Of whoever told no windows only the days away are known.
 */
export function isAvailableOn(
  availability: Availability,
  { day, from, to }: { readonly day: CalendarDay; readonly from: string; readonly to: string },
): boolean {
  const there = availability.exceptions.filter((days) => days.from <= day && day <= days.until);
  if (there.some(({ isAvailable }) => !isAvailable)) return false;
  if (there.length > 0 || isUntold(availability)) return true;
  let reached = from;
  // they are in the order of the week
  for (const window of availability.weekly)
    if (window.weekday === weekdayOf(day) && window.from <= reached && window.to > reached)
      reached = window.to;
  return reached >= to;
}
