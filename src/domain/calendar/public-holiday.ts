import days from 'chinese-days/dist/chinese-days.json' with { type: 'json' };
import type { Texts } from '../language.ts';
import type { CalendarDay } from '../people/calendar-day.ts';

/** `English,中文,days`, by day; as the State Council announces them each autumn for the year to come. */
type NamedDays = Readonly<Record<string, string>>;
const holidays: NamedDays = days.holidays;
const makeUpDays: NamedDays = days.workdays;

/** The public holiday of China that a day belongs to, or undefined: a weekend alone is none. */
export function publicHolidayOn(day: CalendarDay): Texts | undefined {
  return nameOn(holidays, day);
}

/**
 * The public holiday for which a Saturday or Sunday is worked (调休上班), or undefined. Which day of the week it stands in for, nobody
 * announces: the notice names the days, each school and employer decides whose timetable it follows, and the lists are not even
 * of one length (150 worked days to 151 free ones from 2004 to 2026).
 */
export function makeUpDayOn(day: CalendarDay): Texts | undefined {
  return nameOn(makeUpDays, day);
}

function nameOn(named: NamedDays, day: CalendarDay): Texts | undefined {
  const [en, zh] = named[day]?.split(',') ?? [];
  return en === undefined || zh === undefined ? undefined : { zh, en };
}

/** The last year whose public holidays are known: later ones are announced in the autumn before. */
export const lastYearOfHolidays = Math.max(
  ...Object.keys(holidays).map((day) => Number(day.slice(0, 'YYYY'.length))),
);
