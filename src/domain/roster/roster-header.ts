import { findRosterField, type RosterField } from './roster-column.ts';
import type { Cell } from './sheet.ts';

export interface RosterHeader {
  /** The row of the headings as the spreadsheet program numbers it, from 1. */
  row: number;
  columns: RosterColumn[];
  /** Headings that mean nothing to the import, so that the page can say what it leaves out. */
  ignored: string[];
}

export interface RosterColumn {
  field: RosterField;
  /** Counted from 0. */
  index: number;
  /** The heading as the file writes it. */
  heading: string;
}

export type RosterHeaderResult =
  | { ok: true; header: RosterHeader }
  | { ok: false; reason: 'no_header' }
  | { ok: false; reason: 'heading_twice'; heading: string; row: number };

/** Titles, remarks and instructions stand above the headings, but hardly ever more of them than this. */
const rowsSearched = 40;

/**
 * Finds the headings below any title rows: the first row that names people and at least one more column, else the first
 * that names people. Headings of two rows are read together, since schools merge cells: `监护人` above `姓名` and `电话`
 * makes `监护人姓名` and `监护人电话`, and a heading merged downwards counts for both rows. The lower of two rows is taken where
 * it tells more.
 */
export function findRosterHeader(cells: readonly (readonly Cell[])[]): RosterHeaderResult {
  const candidates = cells
    .slice(0, rowsSearched)
    .map((row, index) => readHeadings(row, cells[index - 1] ?? [], index + 1))
    .filter(({ columns }) => columns.some(({ field }) => field === 'name'));
  const upper = candidates.find(({ columns }) => columns.length > 1) ?? candidates[0];
  if (upper === undefined) return { ok: false, reason: 'no_header' };
  const lower = candidates.find(({ row }) => row === upper.row + 1);
  const header = lower !== undefined && countMeanings(lower) > countMeanings(upper) ? lower : upper;
  const fields = header.columns.map(({ field }) => field);
  const repeated = header.columns.find(({ field }, index) => fields.indexOf(field) < index);
  if (repeated !== undefined) {
    return { ok: false, reason: 'heading_twice', heading: repeated.heading, row: header.row };
  }
  return { ok: true, header };
}

function readHeadings(row: readonly Cell[], above: readonly Cell[], rowNumber: number): RosterHeader {
  const header: RosterHeader = { row: rowNumber, columns: [], ignored: [] };
  // a downward merge only makes sense where the row above is itself part of the headings
  const aboveIsHeading = above.some((cell) => findRosterField(headingText(cell)) !== undefined);
  const hasOwn = row.some((cell) => findRosterField(headingText(cell)) !== undefined);
  if (!hasOwn) return header;
  let group = '';
  for (let index = 0; index < Math.max(row.length, above.length); index += 1) {
    const upper = headingText(above[index]);
    group = upper === '' ? group : upper;
    const own = headingText(row[index]);
    const heading = own === '' && aboveIsHeading ? upper : own;
    if (heading === '') continue;
    const field = (own === '' ? undefined : fieldInGroup(group, own)) ?? findRosterField(heading);
    if (field === undefined) header.ignored.push(heading);
    else header.columns.push({ field, index, heading });
  }
  return withoutWeakerPhones(header);
}

/** A heading that is merged over several columns means one thing. */
function countMeanings({ columns }: RosterHeader): number {
  return new Set(columns.map(({ field }) => field)).size;
}

/** `父亲信息` above `电话` is 父亲电话. */
function fieldInGroup(group: string, own: string): RosterField | undefined {
  const whose = group.replace(/(?:基本)?(?:信息|情况|资料)$/u, '');
  return findRosterField(`${whose}${own}`);
}

/** `联系电话` beside `家长电话` is some other phone; only the exact one is taken. */
function withoutWeakerPhones(header: RosterHeader): RosterHeader {
  const phones = header.columns.filter(({ field }) => field === 'guardianPhone');
  const exact = phones.filter(({ heading }) => /监护人|家长|guardian|parent/iu.test(heading));
  if (exact.length !== 1 || phones.length === 1) return header;
  const others = phones.filter((column) => !exact.includes(column));
  return {
    ...header,
    columns: header.columns.filter((column) => !others.includes(column)),
    ignored: [...header.ignored, ...others.map(({ heading }) => heading)],
  };
}

/** How the file calls a column; empty where it has none. */
export function headingOf({ columns }: RosterHeader, field: RosterField): string {
  return columns.find((column) => column.field === field)?.heading ?? '';
}

/** A cell's words in one line; empty for anything else. */
export function headingText(cell: Cell | undefined): string {
  return typeof cell === 'string' ? cell.replace(/[\s\p{Cf}]+/gu, ' ').trim() : '';
}
