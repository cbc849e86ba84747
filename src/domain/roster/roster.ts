import type { CalendarDay } from '../people/calendar-day.ts';
import type { IdentityNumber } from '../people/identity-number.ts';
import type { Rejection, RejectionCode, RejectionParameters } from './rejection.ts';
import {
  readBirthDateCell,
  readIdentityCell,
  readPhoneCell,
  readSexCell,
  readStudentNumberCell,
  readTextCell,
  type CellResult,
  type TextField,
} from './roster-cell.ts';
import type { RosterField } from './roster-column.ts';
import { findRosterHeader, type Cell, type RosterHeader } from './roster-header.ts';
import { RosterRepeats } from './roster-repeats.ts';
import type { RosterRow } from './roster-row.ts';

export type RosterResult =
  | { ok: true; header: RosterHeader; rows: RosterRow[]; rejected: Rejection[] }
  | { ok: false; reason: 'no_header' | 'no_rows' }
  | { ok: false; reason: 'heading_twice'; heading: string; row: number };

interface RowDraft {
  row: Partial<RosterRow>;
  identity: IdentityNumber | undefined;
  faults: Rejection[];
}

/**
 * Reads a roster from the decoded cells of a spreadsheet. Rows in which every known column is empty (spacing, prepared
 * serial numbers) are passed over. Each fault of a row is reported; a row with any fault is not among `rows`. Of rows
 * that contradict or repeat each other within the file, the later is rejected and names the earlier.
 * @param cells rows of cells, the first being row 1 of the file
 * @param options.today the calendar day after which nobody can be born
 */
export function readRoster(
  cells: readonly (readonly Cell[])[],
  options: { today: CalendarDay },
): RosterResult {
  const found = findRosterHeader(cells);
  if (!found.ok) return found;
  const { header } = found;
  const repeats = new RosterRepeats(header);
  const rows: RosterRow[] = [];
  const rejected: Rejection[] = [];
  for (const [index, row] of cells.entries()) {
    if (index < header.row || isBlank(row, header)) continue;
    const { row: draft, faults } = readRow(row, index + 1, header, options.today);
    const repeat = repeats.findRepeat(draft, index + 1, faults.length > 0);
    const all = repeat === undefined ? faults : [...faults, repeat];
    if (all.length === 0 && isNamed(draft)) rows.push(draft);
    rejected.push(...all);
  }
  if (rows.length === 0 && rejected.length === 0) return { ok: false, reason: 'no_rows' };
  return { ok: true, header, rows, rejected };
}

function isBlank(row: readonly Cell[], header: RosterHeader): boolean {
  return header.columns.every(({ index }) => {
    const cell = row[index] ?? null;
    return cell === null || (typeof cell === 'string' && cell.replace(/[\s\p{Cf}]/gu, '') === '');
  });
}

function isNamed(draft: Partial<RosterRow>): draft is RosterRow {
  return draft.name !== undefined && draft.row !== undefined;
}

function readRow(cells: readonly Cell[], number: number, header: RosterHeader, today: CalendarDay): RowDraft {
  const draft: RowDraft = { row: { row: number }, identity: undefined, faults: [] };
  for (const { field, index, heading } of header.columns) {
    const reject = (code: RejectionCode, parameters: RejectionParameters = {}): void => {
      draft.faults.push({ row: number, column: heading, code, parameters });
    };
    const result = readField(draft, field, cells[index] ?? null, today);
    if (!result.ok) reject(result.code, result.parameters);
    else if (result.value === undefined && field === 'name') reject('missing');
  }
  draft.faults.push(...findContradictions(draft, header));
  return draft;
}

/** Reads one cell into the draft. */
function readField(draft: RowDraft, field: RosterField, cell: Cell, today: CalendarDay): CellResult<unknown> {
  switch (field) {
    case 'idNumber': {
      const result = readIdentityCell(cell, today);
      if (result.ok && result.value !== undefined) {
        draft.identity = result.value;
        draft.row.idNumber = result.value.number;
      }
      return result;
    }
    case 'sex':
      return keep(draft, 'sex', readSexCell(cell));
    case 'birthDate':
      return keep(draft, 'birthDate', readBirthDateCell(cell, today));
    case 'guardianPhone':
      return keep(draft, 'guardianPhone', readPhoneCell(cell));
    case 'studentNumber':
      return keep(draft, 'studentNumber', readStudentNumberCell(cell));
    default:
      return keep(draft, field satisfies TextField, readTextCell(cell, field));
  }
}

function keep<Field extends RosterField>(
  draft: RowDraft,
  field: Field,
  result: CellResult<NonNullable<RosterRow[Field]>>,
): CellResult<unknown> {
  if (result.ok && result.value !== undefined) Object.assign(draft.row, { [field]: result.value });
  return result;
}

/** Compares sex and birth date with those inside the identity number, and fills them in where they are missing. */
function findContradictions({ row, identity, faults }: RowDraft, header: RosterHeader): Rejection[] {
  if (identity === undefined || row.row === undefined) return [];
  const contradictions: Rejection[] = [];
  for (const field of ['birthDate', 'sex'] as const) {
    const column = header.columns.find((candidate) => candidate.field === field);
    const hasFault = faults.some((fault) => fault.column === column?.heading);
    if (row[field] === undefined && !hasFault) Object.assign(row, { [field]: identity[field] });
    if (row[field] === undefined || row[field] === identity[field]) continue;
    const code = field === 'sex' ? 'sex_contradicts_id_number' : 'birth_date_contradicts_id_number';
    contradictions.push({ row: row.row, column: column?.heading ?? '', code, parameters: {} });
  }
  return contradictions;
}
