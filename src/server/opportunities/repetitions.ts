import type { CreateShifts, CreateShiftsBody } from '../../contract/opportunities.ts';
import type { AnswerOf } from '../../contract/operation.ts';
import { clockTimeIn, instantOf } from '../../domain/calendar/clock-time.ts';
import { publicHolidayOn } from '../../domain/calendar/public-holiday.ts';
import { expandRule } from '../../domain/calendar/recurrence.ts';
import { AppError } from '../platform/work/errors.ts';

/**
 * When the shifts of a rule begin, by the clocks of the organisation, and on which public holidays none does.
 * @throws AppError invalid_request
 */
export function repetitionsOf(
  timeZone: string,
  startsAt: Date,
  { recurrence, skipHolidays = false }: Pick<CreateShiftsBody, 'recurrence' | 'skipHolidays'>,
): { starts: Date[]; left: AnswerOf<typeof CreateShifts>['left'] } {
  if (recurrence === undefined) return { starts: [startsAt], left: [] };
  const expanded = expandRule(recurrence, { start: clockTimeIn(timeZone, startsAt.toISOString()) });
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

function refused(code: 'recurrence_wrong' | 'recurrence_too_many' | 'recurrence_empty'): AppError {
  return new AppError('invalid_request', { fields: [{ path: '/recurrence', code }] });
}
