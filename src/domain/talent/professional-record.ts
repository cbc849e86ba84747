import type { CalendarDay } from '../people/calendar-day.ts';
import { educationKinds, professionalKinds } from './professional-words.ts';

/** What stands in somebody's professional record: what they are qualified for, and what they learned. */
export const recordKinds = ['qualification', 'education'] as const;
export type RecordKind = (typeof recordKinds)[number];

/** Entered by whom it is about, it waits for somebody else; entered by somebody else, it is confirmed. */
export const recordStates = ['waiting', 'confirmed', 'refused', 'withdrawn'] as const;
export type RecordState = (typeof recordStates)[number];

export interface EnteredRecord {
  readonly record: RecordKind;
  readonly code: string;
  readonly title: string;
  /** of a qualification from when on it holds, of education the day on which it ended */
  readonly from: CalendarDay;
  /** of a qualification: null without an end */
  readonly until: CalendarDay | null;
  readonly minutes: number | null;
}

/** More than a fortnight of days from morning to evening is a mistake of the unit. */
export const MOST_EDUCATION_MINUTES = 14 * 10 * 60;

export type RecordFault =
  | 'record_code_unknown'
  | 'record_title_missing'
  | 'record_ends_before'
  | 'record_minutes_missing'
  | 'record_in_future';

/** Undefined: it can be written down as it is. */
export function refuseRecord(
  { record, code, title, from, until, minutes }: EnteredRecord,
  today: CalendarDay,
): { path: string; code: RecordFault } | undefined {
  const known: readonly string[] = record === 'qualification' ? professionalKinds : educationKinds;
  if (!known.includes(code)) return { path: '/code', code: 'record_code_unknown' };
  if (record === 'education') {
    if (minutes === null) return { path: '/minutes', code: 'record_minutes_missing' };
    if (from > today) return { path: '/from', code: 'record_in_future' };
  }
  // what a code says needs no title
  if ((record === 'education' || code === 'other') && title === '')
    return { path: '/title', code: 'record_title_missing' };
  if (until !== null && until < from) return { path: '/until', code: 'record_ends_before' };
  return undefined;
}
