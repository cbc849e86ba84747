import type { CalendarDay } from '../people/calendar-day.ts';
import { daysAfter } from './calendar-event.ts';
import { makeUpDayOn, publicHolidayOn } from './public-holiday.ts';
import { weekdayOf } from './weekday.ts';

const FRIDAY = 5;

/**
 * Whether offices in China work on a day: Mondays to Fridays but public holidays, and the Saturdays and Sundays that are worked for
 * one. In a year whose holidays nobody has announced yet, Mondays to Fridays.
 */
export function isWorkingDay(day: CalendarDay): boolean {
  if (makeUpDayOn(day) !== undefined) return true;
  return weekdayOf(day) <= FRIDAY && publicHolidayOn(day) === undefined;
}

/** The so-manieth working day after a day, which itself does not count. */
export function workingDaysAfter(day: CalendarDay, count: number): CalendarDay {
  let found = day;
  for (let left = count; left > 0;) {
    found = daysAfter(found, 1);
    if (isWorkingDay(found)) left -= 1;
  }
  return found;
}
