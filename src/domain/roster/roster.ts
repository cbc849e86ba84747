import { MOST_GUARDIANS } from '../clients/guardian-relation.ts';
import type { CalendarDay } from '../people/calendar-day.ts';
import type { DocumentKind, IdentityDocument } from '../people/identity-document.ts';
import type { ColumnChoices } from './column-choice.ts';
import { type GuardianField, isGuardianField, partsOfField } from './guardian-slot.ts';
import { type PassedOver, passedOverAs } from './passed-over.ts';
import type { Rejection, RejectionCode, RejectionParameters } from './rejection.ts';
import {
  readBirthDateCell,
  readDocumentCell,
  readKindCell,
  readPhoneCell,
  readSexCell,
  readStudentNumberCell,
  readTextCell,
  type CellResult,
} from './roster-cell.ts';
import type { RosterField } from './roster-column.ts';
import { findRosterHeader, headingOf, type RosterHeader } from './roster-header.ts';
import { PackedList } from './packed-list.ts';
import { type Repeat, RosterRepeats } from './roster-repeats.ts';
import {
  joinedGuardians,
  packedRosterRows,
  type RosterRow,
  rosterRowOf,
  type RosterValues,
} from './roster-row.ts';
import { areAll, type Cell, type CellRows, type Sheet, withMergesFilled } from './sheet.ts';
import type { Steps } from './steps.ts';

/** What was understood of a sheet. */
export interface RosterTable {
  /** null: the file has only this one, without a name */
  readonly sheet: string | null;
  /** hidden sheets are not read; the others without headings that name people say nothing of persons */
  readonly state: 'read' | 'hidden' | 'empty' | 'no_header';
  /** undefined where it was not read */
  readonly header: RosterHeader | undefined;
  /** how many of its rows are persons without a fault */
  readonly persons: number;
  /** rows as the spreadsheet program numbers them, from 1 */
  readonly passedOver: readonly { readonly row: number; readonly reason: PassedOver }[];
  /** rows that only name others who look after the child of an earlier row */
  readonly joined: readonly { readonly row: number; readonly first: RowDraft['place'] }[];
  /** they were read like the others */
  readonly hiddenRows: readonly number[];
}

export type RosterResult =
  | { ok: true; tables: RosterTable[]; rows: PackedList<RosterRow>; rejected: Rejection[] }
  | { ok: false; reason: 'no_header' | 'no_rows' }
  | { ok: false; reason: 'heading_twice'; heading: string; row: number };

interface RowDraft {
  readonly place: Pick<RosterRow, 'sheet' | 'row'>;
  values: Partial<RosterValues>;
  identity: Pick<IdentityDocument, 'birthDate' | 'sex'> | undefined;
  faults: Rejection[];
}

/**
 * Reads a roster from the decoded sheets of a spreadsheet: each that is not hidden and has headings that name people. Rows in which
 * every known column is empty (spacing, prepared serial numbers) are passed over; sums, remarks and repeated headings too, by name.
 * Each fault of a row is reported; a row with any fault is not among `rows`. Of rows that contradict or repeat each other within the
 * file, the later is rejected and names the earlier. Where the cell of a name covers several rows, they are one person's.
 * @param options.today the calendar day after which nobody can be born
 * @param options.choices what somebody said that columns mean
 */
export function* readRoster(
  sheets: readonly Sheet[],
  options: { today: CalendarDay; choices?: ColumnChoices },
): Steps<RosterResult> {
  const reading = {
    repeats: new RosterRepeats(),
    rows: new PackedList(packedRosterRows),
    indexOf: new Map<string | null, number[]>(),
    rejected: [] as Rejection[],
  };
  const tables: RosterTable[] = [];
  for (const sheet of sheets) {
    const unread = {
      sheet: sheet.name,
      header: undefined,
      persons: 0,
      passedOver: [],
      joined: [],
      hiddenRows: [],
    };
    const cells = withMergesFilled(sheet);
    if (areAll(cells, isEmpty)) tables.push({ ...unread, state: 'empty' });
    else if (sheet.isHidden) tables.push({ ...unread, state: 'hidden' });
    else {
      const found = findRosterHeader(cells, options.choices);
      if (found.ok) tables.push(yield* readTable(sheet, cells, found.header, { ...reading, ...options }));
      else if (found.reason === 'heading_twice') return found;
      else tables.push({ ...unread, state: 'no_header' });
    }
  }
  const { rejected, rows } = reading;
  if (tables.every(({ state }) => state !== 'read')) return { ok: false, reason: 'no_header' };
  if (rows.length === 0 && rejected.length === 0) return { ok: false, reason: 'no_rows' };
  return { ok: true, tables, rows, rejected };
}

/** A row takes some fifty microseconds. */
const ROWS_PER_STEP = 50;

interface Readings {
  readonly repeats: RosterRepeats;
  readonly rows: PackedList<RosterRow>;
  /** by sheet and number of a row: where it stands in `rows` */
  readonly indexOf: Map<string | null, number[]>;
  readonly rejected: Rejection[];
  readonly today: CalendarDay;
}

function* readTable(
  sheet: Sheet,
  cells: CellRows,
  header: RosterHeader,
  { repeats, rows, indexOf, rejected, today }: Readings,
): Steps<RosterTable> {
  const passedOver: { row: number; reason: PassedOver }[] = [];
  const joined: { row: number; first: RowDraft['place'] }[] = [];
  const refused = new Set<number>();
  const dates = { today, startsIn1904: sheet.startsIn1904 };
  const beginnings = beginningsOf(sheet, header);
  const indexInSheet: number[] = [];
  indexOf.set(sheet.name, indexInSheet);
  const read = { rows, indexOf };
  const before = rows.length;
  for (let index = 0; index < cells.length; index += 1) {
    if (index % ROWS_PER_STEP === 0) yield;
    const row = cells.at(index) ?? [];
    if (index < header.row || isBlank(row, header)) continue;
    const reason = passedOverAs(row, header);
    if (reason !== undefined) {
      passedOver.push({ row: index + 1, reason });
      continue;
    }
    const draft = readRow(row, { sheet: sheet.name, row: index + 1 }, header, dates);
    const { place, values, faults } = draft;
    const beginsAt = beginnings.get(index);
    const beginning = beginsAt === undefined ? undefined : { sheet: sheet.name, row: beginsAt + 1 };
    if (beginning !== undefined && isAddedTo(read, beginning, draft)) {
      joined.push({ row: place.row, first: beginning });
      continue;
    }
    if (beginning !== undefined && refused.has(beginning.row)) {
      const column = headingOf(header, 'name');
      rejected.push({
        ...place,
        column,
        code: 'first_row_rejected',
        parameters: { firstRow: beginning.row },
      });
      continue;
    }
    const repeat = repeats.findRepeat(values, place, { header, isFaulty: faults.length > 0 });
    if (repeat !== undefined && isNumberRepeated(repeat) && isAddedTo(read, repeat.first, draft)) {
      joined.push({ row: place.row, first: repeat.first });
      continue;
    }
    const all = repeat === undefined ? faults : [...faults, repeat.rejection];
    if (all.length === 0 && isNamed(values)) {
      indexInSheet[place.row] = rows.length;
      rows.add(rosterRowOf(place, values));
    } else refused.add(place.row);
    rejected.push(...all);
  }
  const hiddenRows = sheet.hiddenRows.filter((row) => row > header.row && row <= cells.length);
  const persons = rows.length - before;
  return { sheet: sheet.name, state: 'read', header, persons, passedOver, joined, hiddenRows };
}

function isNumberRepeated({ rejection: { code } }: Repeat): boolean {
  return code === 'id_number_repeated' || code === 'student_number_repeated';
}

function isEmpty(row: readonly Cell[]): boolean {
  return row.every(isBlankCell);
}

function isBlank(row: readonly Cell[], header: RosterHeader): boolean {
  return header.columns.every(({ index }) => isBlankCell(row[index] ?? null));
}

function isBlankCell(cell: Cell): boolean {
  return cell === null || (typeof cell === 'string' && cell.replace(/[\s\p{Cf}]/gu, '') === '');
}

/** Index of a row → of the one in which the cell of the name begins that reaches into it. */
function beginningsOf({ merges, cells }: Sheet, header: RosterHeader): Map<number, number> {
  const column = header.columns.find(({ field }) => field === 'name')?.index;
  const beginnings = new Map<number, number>();
  for (const { top, left, bottom } of merges) {
    if (left !== column || top < header.row) continue;
    for (let row = top + 1; row <= Math.min(bottom, cells.length - 1); row += 1) beginnings.set(row, top);
  }
  return beginnings;
}

/**
 * A row further down in the same name's cell, or with the same number, names others who look after the child. One that says something
 * else of the child itself is a row of its own.
 */
function isAddedTo(
  { rows, indexOf }: Pick<Readings, 'rows' | 'indexOf'>,
  first: RowDraft['place'],
  { place, values, faults }: RowDraft,
): boolean {
  const at = indexOf.get(first.sheet)?.[first.row];
  const person = at === undefined ? undefined : rows.at(at);
  if (at === undefined || person === undefined || faults.length > 0 || !isNamed(values)) return false;
  const { sheet: _, row: __, guardians, ...said } = rosterRowOf(place, values);
  const isSame = Object.entries(said).every(
    ([field, value]) => JSON.stringify(person[field as keyof typeof said]) === JSON.stringify(value),
  );
  // one more than anybody may have is refused, however many there are
  if (!isSame || person.guardians.length > MOST_GUARDIANS) return isSame;
  const joined = joinedGuardians(person.guardians, guardians);
  if (joined.length > person.guardians.length || JSON.stringify(joined) !== JSON.stringify(person.guardians))
    rows.replace(at, { ...person, guardians: joined });
  return isSame;
}

function isNamed(values: Partial<RosterValues>): values is RosterValues {
  return values.name !== undefined;
}

interface Dates {
  readonly today: CalendarDay;
  readonly startsIn1904: boolean;
}

/** What a cell's meaning depends on beside itself. */
interface Means extends Dates {
  readonly kind: DocumentKind | undefined;
}

function readRow(
  cells: readonly Cell[],
  place: RowDraft['place'],
  header: RosterHeader,
  dates: Dates,
): RowDraft {
  const draft: RowDraft = { place, values: {}, identity: undefined, faults: [] };
  // the kind says how the number is read, on whichever side of it its column stands
  const kindAt = header.columns.find(({ field }) => field === 'idKind')?.index;
  const saidKind = kindAt === undefined ? undefined : readKindCell(cells[kindAt] ?? null);
  const means = { ...dates, kind: saidKind?.ok === true ? saidKind.value : undefined };
  for (const { field, index, heading } of header.columns) {
    const reject = (code: RejectionCode, parameters: RejectionParameters = {}): void => {
      draft.faults.push({ ...place, column: heading, code, parameters });
    };
    const result = readField(draft, field, cells[index] ?? null, means);
    if (!result.ok) reject(result.code, result.parameters);
    else if (result.value === undefined && field === 'name') reject('missing');
  }
  draft.faults.push(...findContradictions(draft, header));
  return draft;
}

/** Reads one cell into the draft. */
function readField(draft: RowDraft, field: RosterField, cell: Cell, means: Means): CellResult<unknown> {
  if (isGuardianField(field)) return keep(draft, field, readGuardianCell(field, cell));
  switch (field) {
    case 'idKind':
      return keepDocument(draft, readKindCell(cell), means);
    case 'idNumber': {
      const result = readDocumentCell(cell, means.kind, means.today);
      return keepDocument(draft, result, means);
    }
    case 'sex':
      return keep(draft, 'sex', readSexCell(cell));
    case 'birthDate':
      return keep(draft, 'birthDate', readBirthDateCell(cell, means.today, means));
    case 'studentNumber':
      return keep(draft, 'studentNumber', readStudentNumberCell(cell));
    case 'name':
      return keep(draft, 'name', readTextCell(cell, 'personName'));
    default:
      return keep(draft, field, readTextCell(cell, field));
  }
}

function readGuardianCell(field: GuardianField, cell: Cell): CellResult<string> {
  const { part } = partsOfField(field);
  if (part === 'Phone') return readPhoneCell(cell);
  return readTextCell(cell, part === 'Name' ? 'personName' : 'relation');
}

/** A number, that there is none yet, or the kind alone where the number's cell is empty. */
function keepDocument(
  draft: RowDraft,
  result: CellResult<IdentityDocument | DocumentKind>,
  { kind: said }: Means,
): CellResult<unknown> {
  if (!result.ok || result.value === undefined) return result;
  const { value } = result;
  if (typeof value === 'string') {
    // a number, or that there is none, says more than a whole column's kind
    const isSaid = draft.values.document !== undefined && (value !== 'none' || draft.identity !== undefined);
    if (!isSaid) draft.values.document = { kind: value, isKindSaid: true, isCheckDigitWrong: false };
    return result;
  }
  const { kind, number, isCheckDigitWrong, ...identity } = value;
  draft.identity = identity;
  draft.values.idNumber = number;
  draft.values.document = { kind, isKindSaid: kind === said, isCheckDigitWrong };
  return result;
}

function keep<Field extends keyof RosterValues>(
  draft: RowDraft,
  field: Field,
  result: CellResult<NonNullable<RosterValues[Field]>>,
): CellResult<unknown> {
  if (result.ok && result.value !== undefined) Object.assign(draft.values, { [field]: result.value });
  return result;
}

/** Compares sex and birth date with those inside the identity number, and fills them in where they are missing. */
function findContradictions(
  { place, values, identity, faults }: RowDraft,
  header: RosterHeader,
): Rejection[] {
  if (identity === undefined) return [];
  const contradictions: Rejection[] = [];
  for (const field of ['birthDate', 'sex'] as const) {
    const column = headingOf(header, field);
    const hasFault = faults.some((fault) => fault.column === column);
    if (values[field] === undefined && identity[field] !== undefined && !hasFault)
      Object.assign(values, { [field]: identity[field] });
    if (identity[field] === undefined || values[field] === undefined || values[field] === identity[field])
      continue;
    const code = field === 'sex' ? 'sex_contradicts_id_number' : 'birth_date_contradicts_id_number';
    contradictions.push({ ...place, column, code, parameters: {} });
  }
  return contradictions;
}
