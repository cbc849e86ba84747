import type { RowOf } from '../platform/database/statement.ts';
import type * as enrolments from './sql-enrolments.ts';

export type MarkRow = RowOf<ReturnType<typeof enrolments.listMarks>>;

/** Of one person, what counts at each lesson. @param marks the newest of each last */
export function newestOf(marks: readonly MarkRow[]): ReadonlyMap<string, MarkRow> {
  return new Map(marks.map((mark) => [mark.lesson_id, mark]));
}
