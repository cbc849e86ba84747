import type { CalendarDay } from '../people/calendar-day.ts';

/** 1: Monday … 7: Sunday (ISO 8601). Apart from the plans, whose holidays weigh more than a page for a telephone may. */
export function weekdayOf(day: CalendarDay): number {
  return new Date(`${day}T00:00:00Z`).getUTCDay() || 7;
}
