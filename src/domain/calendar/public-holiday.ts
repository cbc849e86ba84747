import days from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { Texts } from '../language.ts';
import type { CalendarDay } from '../people/calendar-day.ts';

/** `English,中文,days`, by day; as the State Council announces them each autumn for the year to come. */
const holidays: Readonly<Record<string, string>> = days.holidays;

/** The public holiday of China that a day belongs to, or undefined: a weekend alone is none. */
export function publicHolidayOn(day: CalendarDay): Texts | undefined {
  const [en, zh] = holidays[day]?.split(',') ?? [];
  return en === undefined || zh === undefined ? undefined : { zh, en };
}

/** The last year whose public holidays are known: later ones are announced in the autumn before. */
export const lastYearOfHolidays = Math.max(
  ...Object.keys(holidays).map((day) => Number(day.slice(0, 'YYYY'.length))),
);
