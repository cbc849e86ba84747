import type { CalendarDay } from '../people/calendar-day.ts';

const DAY_MS = 86_400_000;

/**
 * The day of each session when the first is held on `startsOn` and each in its own week of the playbook.
 * @param weeks the sessions' weeks, from 1
 */
export function sessionDays(startsOn: CalendarDay, weeks: readonly number[]): CalendarDay[] {
  const first = Date.parse(`${startsOn}T00:00:00Z`);
  const firstWeek = weeks[0] ?? 1;
  return weeks.map((week) =>
    new Date(first + (week - firstWeek) * 7 * DAY_MS).toISOString().slice(0, 'YYYY-MM-DD'.length),
  );
}
