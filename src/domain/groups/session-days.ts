import { daysAfter } from '../calendar/calendar-event.ts';
import { publicHolidayOn } from '../calendar/public-holiday.ts';
import type { CalendarDay } from '../people/calendar-day.ts';

/** The longest holidays last nine days; whatever a calendar says, a plan ends. */
const MOST_WEEKS_PUT_OFF = 8;

interface SessionPlan {
  readonly days: readonly CalendarDay[];
  /** Public holidays on which a session would have been. */
  readonly avoided: readonly CalendarDay[];
}

/**
 * The day of each session when the first is held on `startsOn` and each in its own week of the playbook. A session that would fall on
 * a public holiday is held a week later, and so are those behind it: their order and the weeks between them stay.
 * @param weeks the sessions' weeks, from 1
 */
export function planSessionDays(startsOn: CalendarDay, weeks: readonly number[]): SessionPlan {
  const firstWeek = weeks[0] ?? 1;
  const avoided: CalendarDay[] = [];
  const days = weeks.map((week) => {
    const day = () => daysAfter(startsOn, (week - firstWeek + avoided.length) * 7);
    while (avoided.length < MOST_WEEKS_PUT_OFF && publicHolidayOn(day()) !== undefined) avoided.push(day());
    return day();
  });
  return { days, avoided };
}
