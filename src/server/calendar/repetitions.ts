import { clockTimeIn, instantOf } from '../../domain/calendar/clock-time.ts';
import { expandRule, type RecurrenceCode } from '../../domain/calendar/expand-rule.ts';
import { makeUpDayOn, publicHolidayOn } from '../../domain/calendar/public-holiday.ts';
import { AppError } from '../platform/work/errors.ts';

/** As somebody enters it. */
interface Rule {
  /** RFC 5545 */
  readonly recurrence?: string | undefined;
  readonly skipHolidays?: boolean | undefined;
  readonly skipMakeUpDays?: boolean | undefined;
}

/** A day on which it would have been, and why it is not. */
interface LeftDay {
  readonly day: string;
  readonly holiday: string;
  readonly holidayEn: string;
}

/**
 * When those of a rule begin, by the clocks of the organisation, and on which days none does for a public holiday.
 * @throws AppError invalid_request
 */
export async function repetitionsOf(
  timeZone: string,
  startsAt: Date,
  { recurrence, skipHolidays = false, skipMakeUpDays = false }: Rule,
): Promise<{ starts: Date[]; left: LeftDay[] }> {
  if (recurrence === undefined) return { starts: [startsAt], left: [] };
  const start = clockTimeIn(timeZone, startsAt.toISOString());
  const expanded = await expandRule(recurrence, { start, zone: timeZone });
  if (!expanded.ok) throw refused(expanded.code);
  const left: LeftDay[] = [];
  const starts: Date[] = [];
  for (const clockTime of expanded.starts) {
    const day = clockTime.slice(0, 'YYYY-MM-DD'.length);
    const holiday =
      (skipHolidays ? publicHolidayOn(day) : undefined) ?? (skipMakeUpDays ? makeUpDayOn(day) : undefined);
    if (holiday === undefined) starts.push(new Date(instantOf(timeZone, clockTime)));
    else left.push({ day, holiday: holiday.zh, holidayEn: holiday.en });
  }
  if (starts.length === 0) throw refused('recurrence_empty');
  return { starts, left };
}

function refused(code: RecurrenceCode | 'recurrence_empty'): AppError {
  return new AppError('invalid_request', { fields: [{ path: '/recurrence', code }] });
}
