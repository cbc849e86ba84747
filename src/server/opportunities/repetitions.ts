import type { CreateShifts, CreateShiftsBody } from '../../contract/opportunities.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import { clockTimeIn, instantOf } from '../../domain/calendar/clock-time.ts';
import { publicHolidayOn } from '../../domain/calendar/public-holiday.ts';
import { expandRule, type RecurrenceCode } from '../../domain/calendar/expand-rule.ts';
import { AppError } from '../platform/work/errors.ts';

/**
 * When the shifts of a rule begin, by the clocks of the organisation, and on which public holidays none does.
 * @throws AppError invalid_request
 */
export async function repetitionsOf(
  timeZone: string,
  startsAt: Date,
  { recurrence, skipHolidays = false }: Pick<CreateShiftsBody, 'recurrence' | 'skipHolidays'>,
): Promise<{ starts: Date[]; left: AnswerOf<typeof CreateShifts>['left'] }> {
  if (recurrence === undefined) return { starts: [startsAt], left: [] };
  const start = clockTimeIn(timeZone, startsAt.toISOString());
  const expanded = await expandRule(recurrence, { start, zone: timeZone });
  if (!expanded.ok) throw refused(expanded.code);
  const left: AnswerOf<typeof CreateShifts>['left'] = [];
  const starts: Date[] = [];
  for (const clockTime of expanded.starts) {
    const day = clockTime.slice(0, 'YYYY-MM-DD'.length);
    const holiday = skipHolidays ? publicHolidayOn(day) : undefined;
    if (holiday === undefined) starts.push(new Date(instantOf(timeZone, clockTime)));
    else left.push({ day, holiday: holiday.zh, holidayEn: holiday.en });
  }
  if (starts.length === 0) throw refused('recurrence_empty');
  return { starts, left };
}

function refused(code: RecurrenceCode | 'recurrence_empty'): AppError {
  return new AppError('invalid_request', { fields: [{ path: '/recurrence', code }] });
}
