import type { Rejection, RejectionCode } from './rejection.ts';
import type { RosterField } from './roster-column.ts';
import type { RosterHeader } from './roster-header.ts';
import type { RosterRow } from './roster-row.ts';

interface Seen {
  row: number;
  name: string | undefined;
}

/**
 * Remembers the rows of one file, in order, to find those that contradict or repeat an earlier one. An identity number
 * with two names is a contradiction even when the earlier row was rejected for something else; a repetition counts only
 * against rows that were accepted, so that a corrected copy below a faulty row comes through.
 */
export class RosterRepeats {
  readonly #header: RosterHeader;
  readonly #nameByIdNumber = new Map<string, Seen>();
  readonly #accepted = new Map<string, number>();

  constructor(header: RosterHeader) {
    this.#header = header;
  }

  /** The fault of `row` against earlier rows, if any; remembers the row. */
  findRepeat(row: Partial<RosterRow>, number: number, isFaulty: boolean): Rejection | undefined {
    const named = row.idNumber === undefined ? undefined : this.#nameByIdNumber.get(row.idNumber);
    if (row.idNumber !== undefined && row.name !== undefined && named === undefined) {
      this.#nameByIdNumber.set(row.idNumber, { row: number, name: row.name });
    }
    if (named !== undefined && row.name !== undefined && named.name !== row.name) {
      return this.#rejection(number, 'idNumber', 'id_number_with_two_names', named.row);
    }
    return isFaulty ? undefined : this.#findRepeatOfAccepted(row, number);
  }

  #findRepeatOfAccepted(row: Partial<RosterRow>, number: number): Rejection | undefined {
    const { row: _, ...content } = row;
    const keys: [string, RosterField, RejectionCode][] = [
      [`row ${JSON.stringify(content)}`, 'name', 'duplicate_row'],
    ];
    if (row.idNumber !== undefined) keys.push([`id ${row.idNumber}`, 'idNumber', 'id_number_repeated']);
    if (row.studentNumber !== undefined) {
      const withinSchool = JSON.stringify([row.school ?? '', row.studentNumber]);
      keys.push([`student ${withinSchool}`, 'studentNumber', 'student_number_repeated']);
    }
    for (const [key, field, code] of keys) {
      const first = this.#accepted.get(key);
      if (first !== undefined) return this.#rejection(number, field, code, first);
    }
    for (const [key] of keys) this.#accepted.set(key, number);
    return undefined;
  }

  #rejection(row: number, field: RosterField, code: RejectionCode, firstRow: number): Rejection {
    const column = this.#header.columns.find((candidate) => candidate.field === field)?.heading ?? '';
    return { row, column, code, parameters: { firstRow } };
  }
}
