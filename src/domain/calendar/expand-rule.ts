import type { CalendarDay } from '../people/calendar-day.ts';
import { daysAfter } from './calendar-event.ts';
import { isCalendarDay, isInstant } from '../instant.ts';
import { clockTimeIn } from './clock-time.ts';
import { BYDAYS } from './recurrence.ts';
import { weekdayOf } from './weekday.ts';
import { MOST_DAYS, MOST_OCCURRENCES } from './weekly-plan.ts';

export type RecurrenceCode =
  /** no rule of RFC 5545 */
  | 'recurrence_unreadable'
  /** a rule, but of a kind that is not expanded here */
  | 'recurrence_unsupported'
  /** neither COUNT nor UNTIL */
  | 'recurrence_endless'
  /** the rule does not give its own start */
  | 'recurrence_start_outside'
  | 'recurrence_ends_before'
  | 'recurrence_too_many'
  | 'recurrence_beyond_three_years';

export type ExpandedRule = { ok: true; starts: string[] } | { ok: false; code: RecurrenceCode };

interface RuleStart {
  /** clock time `YYYY-MM-DDTHH:MM` in the zone */
  readonly start: string;
  /** IANA name of the organisation's zone */
  readonly zone: string;
}

type Day = { toString(): CalendarDay };
type Parts = ReadonlyMap<string, string>;

const listOf = (one: string) => new RegExp(`^${one}(?:,${one})*$`);
const DAY_NAME = `(?:${BYDAYS.join('|')})`;
const MONTH_DAY = '[+-]?(?:0?[1-9]|[12]\\d|3[01])';
const NUMBER = '[1-9]\\d{0,8}';
/** How each part is written that is expanded here. */
const FORMS: Readonly<Record<string, RegExp>> = {
  FREQ: /^(?:DAILY|WEEKLY|MONTHLY|YEARLY)$/,
  INTERVAL: new RegExp(`^${NUMBER}$`),
  COUNT: new RegExp(`^${NUMBER}$`),
  UNTIL: /^\d{8}(?:T\d{6}Z)?$/,
  WKST: new RegExp(`^${DAY_NAME}$`),
  BYDAY: listOf(`(?:[+-]?(?:0?[1-9]|[1-4]\\d|5[0-3]))?${DAY_NAME}`),
  BYMONTHDAY: listOf(MONTH_DAY),
  BYMONTH: listOf('(?:0?[1-9]|1[0-2])'),
  BYSETPOS: listOf('[+-]?[1-9]\\d{0,2}'),
};
/** Parts and frequencies of the standard that no shift asks for. */
const OTHER_PART = /^(?:BY(?:SECOND|MINUTE|HOUR|YEARDAY|WEEKNO)|RSCALE|SKIP)$/;
const OTHER_FREQUENCY = /^(?:SECONDLY|MINUTELY|HOURLY)$/;

/**
 * The clock times at which a recurrence rule (RFC 5545, 3.3.10; `RRULE:` in front or not) gives something. The start counts as the
 * first, with COUNT too; a start that the rule itself does not give is refused, as the standard leaves open what it means then.
 * UNTIL may be a day, which is included, or an instant in UTC.
 */
export async function expandRule(text: string, { start, zone }: RuleStart): Promise<ExpandedRule> {
  const parts = readParts(text);
  if (typeof parts === 'string') return { ok: false, code: parts };
  const day = start.slice(0, 'YYYY-MM-DD'.length);
  const count = parts.has('COUNT') ? Number(parts.get('COUNT')) : Infinity;
  const until = untilOf(parts, zone);
  if (until === null) return { ok: false, code: 'recurrence_unreadable' };
  const refusal = refuse(parts, day);
  if (refusal !== undefined) return { ok: false, code: refusal };
  const time = start.slice(day.length);
  const isOver = (other: CalendarDay) => until !== undefined && `${other}${time}` > until;
  if (isOver(day)) return { ok: false, code: 'recurrence_ends_before' };
  if (parts.has('COUNT') && count > MOST_OCCURRENCES) return { ok: false, code: 'recurrence_too_many' };
  const days = await daysOf(parts, day);
  const latest = daysAfter(day, MOST_DAYS);
  const starts: string[] = [];
  for (const next of days) {
    if (starts.length === count || isOver(next)) return { ok: true, starts };
    if (next > latest) return { ok: false, code: 'recurrence_beyond_three_years' };
    if (starts.length === MOST_OCCURRENCES) return { ok: false, code: 'recurrence_too_many' };
    starts.push(`${next}${time}`);
  }
  return { ok: true, starts };
}

function readParts(text: string): Parts | RecurrenceCode {
  const parts = new Map<string, string>();
  for (const part of text
    .trim()
    .toUpperCase()
    .replace(/^RRULE:/, '')
    .split(';')) {
    const [name = '', value, more] = part.split('=');
    if (value === undefined || more !== undefined || parts.has(name)) return 'recurrence_unreadable';
    if (OTHER_PART.test(name)) return 'recurrence_unsupported';
    if (name === 'FREQ' && OTHER_FREQUENCY.test(value)) return 'recurrence_unsupported';
    if (FORMS[name]?.test(value) !== true) return 'recurrence_unreadable';
    parts.set(name, value);
  }
  if (!parts.has('FREQ') || (parts.has('COUNT') && parts.has('UNTIL'))) return 'recurrence_unreadable';
  return parts.has('COUNT') || parts.has('UNTIL') ? parts : 'recurrence_endless';
}

/** The last clock time at which something may begin; null: no day of the calendar. */
function untilOf(parts: Parts, zone: string): string | null | undefined {
  const written = parts.get('UNTIL');
  if (written === undefined) return undefined;
  const [, year, month, day, hour, minute, second] =
    /^(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)Z)?$/.exec(written) ?? [];
  const date = `${year}-${month}-${day}`;
  if (hour === undefined) return isCalendarDay(date) ? `${date}T23:59` : null;
  const instant = `${date}T${hour}:${minute}:${second}Z`;
  return isInstant(instant) ? clockTimeIn(zone, instant) : null;
}

function refuse(parts: Parts, day: CalendarDay): RecurrenceCode | undefined {
  if (isForbidden(parts)) return 'recurrence_unreadable';
  if (isExpandedWrongly(parts, day)) return 'recurrence_unsupported';
  // after it, since only then does the expansion come to an end: it looks for an instance until there is one
  return isGiven(parts, day) ? undefined : 'recurrence_start_outside';
}

/** After so many of a frequency's periods nothing is within three years any more. */
const FARTHEST_INTERVALS: Readonly<Record<string, number>> = {
  DAILY: MOST_DAYS + 1,
  WEEKLY: 160,
  MONTHLY: 40,
  YEARLY: 5,
};

function intervalOf(parts: Parts): number {
  return Number(parts.get('INTERVAL') ?? 1);
}

/** What the standard says no rule may be. */
function isForbidden(parts: Parts): boolean {
  const frequency = parts.get('FREQ');
  if (parts.has('BYMONTHDAY') && frequency === 'WEEKLY') return true;
  if (hasPlaces(parts) && frequency !== 'MONTHLY' && frequency !== 'YEARLY') return true;
  return parts.has('BYSETPOS') && !['BYDAY', 'BYMONTHDAY', 'BYMONTH'].some((name) => parts.has(name));
}

/**
 * What ical.js 2.2.1 expands wrongly, out of order or without ever ending: BYSETPOS but for days of the week in months (its issues 960
 * and 1039), days counted from a month's end in daily rules (1038), and in those every nth day of some (it looks for the next through centuries), months in monthly rules, days of the month together with days of
 * the week, in yearly rules days of the month without a month and days that some of the months have not every year. Of `MO,2TU`
 * no two implementations mean the same. The tests hold all that is left against another implementation.
 */
function isExpandedWrongly(parts: Parts, day: CalendarDay): boolean {
  const [months, monthDays] = [numbersOf(parts, 'BYMONTH'), numbersOf(parts, 'BYMONTHDAY')];
  const isPlaced = parts.has('BYSETPOS');
  const names = parts.get('BYDAY')?.split(',') ?? [];
  if (hasPlaces(parts) && names.some((name) => !/\d/.test(name))) return true;
  switch (parts.get('FREQ')) {
    case 'DAILY':
      if (isPlaced || monthDays.some((monthDay) => monthDay < 0)) return true;
      return intervalOf(parts) > 1 && (months.length > 0 || monthDays.length > 0 || names.length > 0);
    case 'WEEKLY':
      return isPlaced;
    case 'MONTHLY':
      if (months.length > 0 || (monthDays.length > 0 && parts.has('BYDAY'))) return true;
      return isPlaced && (!parts.has('BYDAY') || hasPlaces(parts));
    default: {
      if (isPlaced || (monthDays.length > 0 && (months.length === 0 || parts.has('BYDAY')))) return true;
      if (parts.has('BYDAY')) return hasPlaces(parts) && months.length === 0;
      const wanted = monthDays.length > 0 ? monthDays : [Number(day.slice(8))];
      return months.some((month) => wanted.some((one) => one < 0 || one > daysIn(COMMON_YEAR, month)));
    }
  }
}

/** Whether a day is an instance of a rule that begins with it, as far as rules are expanded here. */
function isGiven(parts: Parts, day: CalendarDay): boolean {
  const [year = 0, month = 0, dayOfMonth = 0] = day.split('-').map(Number);
  const length = daysIn(year, month);
  const hasOne = (name: string, ...wanted: number[]) =>
    !parts.has(name) || numbersOf(parts, name).some((number) => wanted.includes(number));
  if (!hasOne('BYMONTH', month)) return false;
  if (!hasOne('BYMONTHDAY', dayOfMonth, dayOfMonth - length - 1)) return false;
  const weekday = BYDAYS[weekdayOf(day) - 1] ?? '';
  const fromStart = Math.ceil(dayOfMonth / 7);
  const fromEnd = -Math.ceil((length - dayOfMonth + 1) / 7);
  const names = parts.get('BYDAY')?.split(',') ?? [weekday];
  const isNamed = names.some((name) => {
    const place = Number(name.slice(0, -2));
    return name.endsWith(weekday) && (place === 0 || place === fromStart || place === fromEnd);
  });
  if (!isNamed || !parts.has('BYSETPOS')) return isNamed;
  const inMonth = Array.from({ length }, (_, index) =>
    daysAfter(`${day.slice(0, 'YYYY-MM'.length)}-01`, index),
  );
  const counted = inMonth.filter((one) => names.includes(BYDAYS[weekdayOf(one) - 1] ?? ''));
  const position = counted.indexOf(day);
  return hasOne('BYSETPOS', position + 1, position - counted.length);
}

const COMMON_YEAR = 2_027;

function daysIn(year: number, month: number): number {
  return new Date(Date.UTC(year, month, 0)).getUTCDate();
}

/** Whether days of the week are counted: `2MO`. */
function hasPlaces(parts: Parts): boolean {
  return /\d/.test(parts.get('BYDAY') ?? '');
}

function numbersOf(parts: Parts, name: string): number[] {
  return parts.get(name)?.split(',').map(Number) ?? [];
}

/** The days that the rule gives, in order and without end: where it ends is looked at by the day. */
async function daysOf(parts: Parts, day: CalendarDay): Promise<Iterable<CalendarDay>> {
  const { Recur, Time } = (await import('ical.js')).default;
  const farthest = FARTHEST_INTERVALS[parts.get('FREQ') ?? ''] ?? 1;
  const endless = [...parts].filter(([name]) => name !== 'COUNT' && name !== 'UNTIL' && name !== 'INTERVAL');
  const rule = Recur.fromString(endless.map((part) => part.join('=')).join(';'));
  // farther makes no difference here, but would have it count for as long as somebody wishes
  rule.interval = Math.min(intervalOf(parts), farthest);
  const instances = rule.iterator(Time.fromDateString(day));
  return (function* () {
    // the types do not say that a rule can come to its end
    for (let next = instances.next() as Day | null; next !== null; next = instances.next())
      yield next.toString();
  })();
}
