import type { Texts } from '../language.ts';
import type { CalendarDay } from '../people/calendar-day.ts';
import { isCalendarDay } from '../instant.ts';
import { daysAfter } from './calendar-event.ts';
import { weekdayOf } from './weekday.ts';
import { lastYearOfHolidays, makeUpDayOn, publicHolidayOn } from './public-holiday.ts';

/** Hours of a day of the week. */
export interface WeeklySlot {
  /** 1: Monday … 7: Sunday (ISO 8601) */
  readonly weekday: number;
  /** HH:MM */
  readonly from: string;
  /** HH:MM; where it is not later than `from`, on the next day */
  readonly to: string;
}

/** What takes place every week, or every few, by the clocks of the organisation. A slot belongs to the day on which it begins. */
export interface WeeklyPlan {
  readonly from: CalendarDay;
  /** the last day on which a slot may begin */
  readonly until: CalendarDay;
  /** counted from the week of `from`; weeks begin on Monday */
  readonly everyWeeks: 1 | 2 | 3 | 4;
  readonly slots: readonly WeeklySlot[];
  readonly holidays: 'skip' | 'keep';
  /**
   * What Saturday's and Sunday's slots do on a day that is worked for a holiday. Slots of the day that it stands in for cannot be held
   * there instead: see `makeUpDayOn`.
   */
  readonly makeUpDays: 'skip' | 'as_usual';
}

export interface PlannedOccurrence {
  /** on which it begins */
  readonly day: CalendarDay;
  readonly from: string;
  readonly to: string;
}

/** A day on which something would take place, were it not for a public holiday. */
export interface LeftDay {
  readonly day: CalendarDay;
  readonly reason: 'holiday' | 'make_up_day';
  /** the holiday's name; of a day that is worked: the holiday for which it is */
  readonly why: Texts;
}

export interface PlannedDates {
  /** in order */
  readonly occurrences: readonly PlannedOccurrence[];
  readonly left: readonly LeftDay[];
  /** from here on nobody knows the holidays yet, and they are not left out; undefined: known to the end, or not asked about */
  readonly unknownFrom: CalendarDay | undefined;
}

export type WeeklyPlanCode =
  | 'day_impossible'
  | 'days_end_before'
  | 'slot_overlap'
  | 'plan_without_dates'
  | 'plan_beyond_three_years'
  | 'plan_too_many';
export interface WeeklyPlanError {
  /** JSON pointer within the plan */
  readonly path: string;
  readonly code: WeeklyPlanCode;
}

export const MOST_OCCURRENCES = 400;
/** Three years, one of them a leap year. */
export const MOST_DAYS = 1_096;
const DAY_MINUTES = 1_440;
const WEEK_DAYS = 7;

/** The dates of a plan that can be meant; what nobody can mean is refused by its place. */
export function decideWeeklyPlan(
  plan: WeeklyPlan,
): { ok: true; dates: PlannedDates } | { ok: false; errors: WeeklyPlanError[] } {
  const errors: WeeklyPlanError[] = overlapsOf(plan).map((index) => ({
    path: `/slots/${index}/from`,
    code: 'slot_overlap',
  }));
  const impossible = (['from', 'until'] as const).filter((name) => !isCalendarDay(plan[name]));
  if (impossible.length > 0)
    errors.push(...impossible.map((name) => ({ path: `/${name}`, code: 'day_impossible' as const })));
  else if (plan.until < plan.from) errors.push({ path: '/until', code: 'days_end_before' });
  else if (plan.until > daysAfter(plan.from, MOST_DAYS))
    errors.push({ path: '/until', code: 'plan_beyond_three_years' });
  if (errors.length > 0) return { ok: false, errors };
  const dates = datesOf(plan);
  const count = dates.occurrences.length;
  if (count === 0) return { ok: false, errors: [{ path: '/slots', code: 'plan_without_dates' }] };
  if (count > MOST_OCCURRENCES) return { ok: false, errors: [{ path: '/until', code: 'plan_too_many' }] };
  return { ok: true, dates };
}

/**
 * The dates that a plan makes. A night over the end of a holiday is judged by the day on which it begins.
 * @param plan one that `decideWeeklyPlan` lets pass, or nobody says how many dates there are
 */
export function datesOf(plan: WeeklyPlan): PlannedDates {
  const occurrences: PlannedOccurrence[] = [];
  const left: LeftDay[] = [];
  const slots = [...plan.slots].sort((one, other) => one.from.localeCompare(other.from));
  const monday = daysAfter(plan.from, 1 - weekdayOf(plan.from));
  for (let week = monday; week <= plan.until; week = daysAfter(week, WEEK_DAYS * plan.everyWeeks)) {
    for (let weekday = 1; weekday <= WEEK_DAYS; weekday += 1) {
      const day = daysAfter(week, weekday - 1);
      const ofDay = slots.filter((slot) => slot.weekday === weekday);
      if (ofDay.length === 0 || day < plan.from || day > plan.until) continue;
      const leaving = leavingOut(plan, day);
      if (leaving === undefined) occurrences.push(...ofDay.map(({ from, to }) => ({ day, from, to })));
      else left.push(leaving);
    }
  }
  return { occurrences, left, unknownFrom: unknownFrom(plan) };
}

function leavingOut({ holidays, makeUpDays }: WeeklyPlan, day: CalendarDay): LeftDay | undefined {
  const holiday = holidays === 'skip' ? publicHolidayOn(day) : undefined;
  if (holiday !== undefined) return { day, reason: 'holiday', why: holiday };
  const worked = makeUpDays === 'skip' ? makeUpDayOn(day) : undefined;
  return worked === undefined ? undefined : { day, reason: 'make_up_day', why: worked };
}

function unknownFrom({ from, until, holidays, makeUpDays }: WeeklyPlan): CalendarDay | undefined {
  if (holidays === 'keep' && makeUpDays === 'as_usual') return undefined;
  const firstUnknown = `${lastYearOfHolidays + 1}-01-01`;
  if (until < firstUnknown) return undefined;
  return from > firstUnknown ? from : firstUnknown;
}

/** Which slots begin before another has ended; of two that begin at once, the one that was entered later. */
function overlapsOf({ everyWeeks, slots }: WeeklyPlan): number[] {
  const inWeek = slots
    .map((slot, index) => ({ index, ...minutesOf(slot) }))
    .sort((one, other) => one.begins - other.begins || one.index - other.index);
  const first = inWeek[0];
  const last = inWeek.at(-1);
  if (first === undefined || last === undefined) return [];
  const overlapping = inWeek
    .filter(({ begins }, place) => (inWeek[place - 1]?.ends ?? 0) > begins)
    .map(({ index }) => index);
  // Sunday's night reaches into the week that follows, where that one has slots
  const reachesRound = everyWeeks === 1 && last.ends - WEEK_DAYS * DAY_MINUTES > first.begins;
  return reachesRound ? [first.index, ...overlapping] : overlapping;
}

/** From Monday's midnight on. */
function minutesOf({ weekday, from, to }: WeeklySlot): { begins: number; ends: number } {
  const midnight = (weekday - 1) * DAY_MINUTES;
  const nextDay = to > from ? 0 : DAY_MINUTES;
  return { begins: midnight + minuteOfDay(from), ends: midnight + nextDay + minuteOfDay(to) };
}

function minuteOfDay(clock: string): number {
  return Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3, 5));
}
