import { judgeCompletion } from '../../domain/training/completion.ts';
import type { CalendarDay } from '../../domain/people/calendar-day.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Reading } from '../platform/work/work.ts';
import { sumAttended } from './sql-enrolments.ts';

/** Continuing education that somebody has from one course. */
export interface CreditedMinutes {
  readonly accountId: string;
  readonly courseId: string;
  readonly title: string;
  /** when the last lesson was that they attended */
  readonly on: CalendarDay;
  readonly minutes: number;
}

/** What these accounts completed, of courses that are over; both days are included. */
export async function creditedMinutes(
  reading: Pick<Reading, 'all' | 'organisationId' | 'now' | 'timeZone'>,
  { accountIds, from, until }: { accountIds: readonly string[]; from: CalendarDay; until: CalendarDay },
): Promise<CreditedMinutes[]> {
  const { organisationId, now, timeZone } = reading;
  const [rows] = await reading.all(sumAttended({ organisationId, accountIds, now }));
  return rows.flatMap((row) => {
    const measure = { minutes: row.minutes, share: row.share, creditMinutes: row.credit_minutes };
    const { creditedMinutes: minutes } = judgeCompletion(measure, row.attended);
    const on = dayIn(timeZone, row.last_at);
    if (minutes === 0 || on < from || on > until) return [];
    return [{ accountId: row.account_id, courseId: row.id, title: row.title, on, minutes }];
  });
}
