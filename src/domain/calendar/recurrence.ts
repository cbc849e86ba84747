import type { CalendarDay } from '../people/calendar-day.ts';
import { daysAfter } from './calendar-event.ts';
import { instantOf } from './clock-time.ts';
import { weekdayOf } from './weekday.ts';
import { datesOf, type PlannedOccurrence, type WeeklyPlan } from './weekly-plan.ts';

/** What a plan says of one pair of hours, for calendars (RFC 5545). */
export interface CalendarRule {
  /** HH:MM */
  readonly from: string;
  readonly to: string;
  /** where it takes place first; clock time `YYYY-MM-DDTHH:MM` in the zone */
  readonly start: string;
  /** clock time at which the first one ends */
  readonly end: string;
  /** value of RRULE */
  readonly rrule: string;
  /** clock times in order, at which the rule gives something and the plan does not */
  readonly exdates: readonly string[];
  /** property by property as calendars write them; whoever puts them into one adds the VTIMEZONE that TZID names */
  readonly lines: readonly string[];
}

export const BYDAYS = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const;

/**
 * The rules of a plan, one for each pair of hours that takes place at all. Each begins with the first date that is held, so that
 * DTSTART is an instance of its rule, and ends with the last: calendars disagree about a DTSTART that is none. RDATE is never needed,
 * since a plan only leaves out what its weeks give.
 * @param zone IANA name of the organisation's zone
 */
export function rruleOf(plan: WeeklyPlan, zone: string): CalendarRule[] {
  const { occurrences } = datesOf(plan);
  const hours = new Set(occurrences.map(({ from, to }) => `${from} ${to}`));
  return [...hours].sort().map((pair) => {
    const held = occurrences.filter(({ from, to }) => `${from} ${to}` === pair);
    return ruleOf(plan, zone, held);
  });
}

function ruleOf(plan: WeeklyPlan, zone: string, held: readonly PlannedOccurrence[]): CalendarRule {
  const [first, last] = [held[0], held.at(-1)];
  if (first === undefined || last === undefined)
    throw new RangeError('hours that are never held have no rule');
  const { from, to } = first;
  const days = new Set(held.map(({ day }) => day));
  const weekdays = new Set([...days].map(weekdayOf));
  const exdates = weeksFrom(first.day, last.day, plan.everyWeeks)
    .filter((day) => weekdays.has(weekdayOf(day)) && !days.has(day))
    .map((day) => `${day}T${from}`);
  const start = `${first.day}T${from}`;
  const end = `${to > from ? first.day : daysAfter(first.day, 1)}T${to}`;
  const rrule = [
    'FREQ=WEEKLY',
    ...(plan.everyWeeks === 1 ? [] : [`INTERVAL=${plan.everyWeeks}`, 'WKST=MO']),
    `BYDAY=${BYDAYS.filter((_, place) => weekdays.has(place + 1)).join(',')}`,
    // beside a local DTSTART it is an instant in UTC (RFC 5545, 3.3.10)
    `UNTIL=${basic(instantOf(zone, `${last.day}T${from}`).slice(0, 'YYYY-MM-DDTHH:MM'.length))}Z`,
  ].join(';');
  const lines = [
    `DTSTART;TZID=${zone}:${basic(start)}`,
    `DTEND;TZID=${zone}:${basic(end)}`,
    `RRULE:${rrule}`,
    ...(exdates.length === 0 ? [] : [`EXDATE;TZID=${zone}:${exdates.map(basic).join(',')}`]),
  ];
  return { from, to, start, end, rrule, exdates, lines };
}

/** The days of every nth week, from one day to another. */
function weeksFrom(first: CalendarDay, last: CalendarDay, everyWeeks: number): CalendarDay[] {
  const days: CalendarDay[] = [];
  const monday = daysAfter(first, 1 - weekdayOf(first));
  for (let week = monday; week <= last; week = daysAfter(week, 7 * everyWeeks))
    days.push(...BYDAYS.map((_, place) => daysAfter(week, place)));
  return days.filter((day) => day >= first && day <= last);
}

/** `YYYYMMDDTHHMM00` */
function basic(clockTime: string): string {
  return `${clockTime.replaceAll(/[-:]/g, '')}00`;
}
