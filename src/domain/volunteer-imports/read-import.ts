import type { CalendarDay } from '../people/calendar-day.ts';
import { parseCalendarDay } from '../people/calendar-day.ts';
import type { IdentityDocument } from '../people/identity-document.ts';
import type { ColumnChoices } from '../roster/column-choice.ts';
import { relationOfWords } from '../roster/guardian-slot.ts';
import { isOfPerson, type PassedOver, passedOverIn } from '../roster/passed-over.ts';
import {
  type CellResult,
  readBirthDateCell,
  readDocumentCell,
  readKindCell,
  readPhoneCell,
  readSexCell,
  readTextCell,
} from '../roster/roster-cell.ts';
import { findHeader, headingOf, headingText, type RosterHeader } from '../roster/roster-header.ts';
import { areAll, type Cell, type Sheet, withMergesFilled } from '../roster/sheet.ts';
import type { Steps } from '../roster/steps.ts';
import { categoryNames, languageNames, skillNames } from '../volunteers/profile-words.ts';
import { type ImportField, importWords } from './import-column.ts';
import type {
  ImportedPerson,
  ImportedService,
  ImportRejection,
  ImportRejectionCode,
  ImportRow,
  RowPlace,
} from './import-row.ts';
import { readClock, readServedMinutes } from './served-minutes.ts';

/** What was understood of a sheet. */
export interface ImportTable {
  readonly sheet: string | null;
  readonly state: 'read' | 'hidden' | 'empty' | 'no_header';
  /** undefined where it was not read */
  readonly header: RosterHeader<ImportField> | undefined;
  readonly passedOver: readonly { readonly row: number; readonly reason: PassedOver }[];
  readonly hiddenRows: readonly number[];
}

export type ReadImport =
  | {
      readonly ok: true;
      readonly tables: readonly ImportTable[];
      readonly rows: readonly ImportRow[];
      readonly rejected: readonly ImportRejection[];
    }
  | { readonly ok: false; readonly reason: 'no_header' | 'no_rows' }
  | { readonly ok: false; readonly reason: 'heading_twice'; readonly heading: string; readonly row: number };

interface Reading {
  readonly today: CalendarDay;
  readonly startsIn1904: boolean;
  readonly length: LengthColumn;
}

const ROWS_PER_STEP = 50;

/**
 * Reads volunteers and their hours from the decoded sheets of a spreadsheet: each that is not hidden and has headings that name people. A row with
 * any fault is not among `rows`; each of its faults is told.
 * @param options.today the calendar day after which nobody was born and nobody served
 */
export function* readImport(
  sheets: readonly Sheet[],
  { today, choices }: { today: CalendarDay; choices: ColumnChoices<ImportField> },
): Steps<ReadImport> {
  const tables: ImportTable[] = [];
  const rows: ImportRow[] = [];
  const rejected: ImportRejection[] = [];
  for (const sheet of sheets) {
    const unread = { sheet: sheet.name, header: undefined, passedOver: [], hiddenRows: [] };
    const cells = withMergesFilled(sheet);
    if (areAll(cells, (row) => row.every(isBlank))) tables.push({ ...unread, state: 'empty' });
    else if (sheet.isHidden) tables.push({ ...unread, state: 'hidden' });
    else {
      const found = findHeader(cells, importWords, choices);
      if (!found.ok) {
        if (found.reason === 'heading_twice') return found;
        tables.push({ ...unread, state: 'no_header' });
        continue;
      }
      const { header } = found;
      const passedOver: { row: number; reason: PassedOver }[] = [];
      const ofPeople: { row: number; cells: readonly Cell[] }[] = [];
      for (let index = 0; index < cells.length; index += 1) {
        if (index % ROWS_PER_STEP === 0) yield;
        const row = cells.at(index) ?? [];
        if (index < header.row || header.columns.every((column) => isBlank(row[column.index] ?? null)))
          continue;
        const reason = passedOverIn(row, header, { words: importWords, isOfPerson: isOfVolunteer });
        if (reason !== undefined) {
          passedOver.push({ row: index + 1, reason });
          continue;
        }
        ofPeople.push({ row: index + 1, cells: row });
      }
      const length = lengthColumn(
        header,
        ofPeople.map((one) => one.cells),
      );
      const reading = { today, startsIn1904: sheet.startsIn1904, length };
      for (const [index, { row, cells: ofRow }] of ofPeople.entries()) {
        if (index % ROWS_PER_STEP === 0) yield;
        const read = readRow(ofRow, { sheet: sheet.name, row }, header, reading);
        rejected.push(...read.faults);
        if (read.row !== undefined) rows.push(read.row);
      }
      const hiddenRows = sheet.hiddenRows.filter((row) => row > header.row && row <= cells.length);
      tables.push({ sheet: sheet.name, state: 'read', header, passedOver, hiddenRows });
    }
  }
  if (tables.every(({ state }) => state !== 'read')) return { ok: false, reason: 'no_header' };
  if (rows.length === 0 && rejected.length === 0) return { ok: false, reason: 'no_rows' };
  return { ok: true, tables, rows, rejected };
}

function isBlank(cell: Cell): boolean {
  return cell === null || (typeof cell === 'string' && cell.replace(/[\s\p{Cf}]/gu, '') === '');
}

/** A sum has hours too; a number, a document, a telephone or a day has only somebody who served. */
function isOfVolunteer(field: ImportField, cell: Cell): boolean {
  switch (field) {
    case 'number':
      return /^\p{L}{0,4}[\d\s-]{5,}$/u.test(String(cell ?? '').normalize('NFKC'));
    case 'day':
      return cell instanceof Date || /^(?:19|20)\d{2}[-/.年]\d/u.test(String(cell ?? ''));
    case 'phone':
    case 'guardianPhone':
      return isOfPerson('guardianPhone', cell);
    case 'sex':
    case 'idNumber':
    case 'birthDate':
      return isOfPerson(field, cell);
    default:
      return false;
  }
}

class Draft {
  readonly faults: ImportRejection[] = [];
  readonly #place: RowPlace;
  readonly #cells: readonly Cell[];
  readonly #header: RosterHeader<ImportField>;

  constructor(place: RowPlace, cells: readonly Cell[], header: RosterHeader<ImportField>) {
    this.#place = place;
    this.#cells = cells;
    this.#header = header;
  }

  cell(field: ImportField): Cell {
    const column = this.#header.columns.find((one) => one.field === field);
    return column === undefined ? null : (this.#cells[column.index] ?? null);
  }

  heading(field: ImportField): string {
    return headingOf(this.#header, field);
  }

  reject(
    field: ImportField,
    code: ImportRejectionCode,
    parameters: ImportRejection['parameters'] = {},
  ): void {
    this.faults.push({ ...this.#place, column: this.heading(field), code, parameters });
  }

  /** undefined: it is empty, or was refused */
  take<Value>(field: ImportField, read: (cell: Cell) => CellResult<Value>): Value | undefined {
    const result = read(this.cell(field));
    if (result.ok) return result.value;
    this.reject(field, result.code, result.parameters);
    return undefined;
  }
}

function readRow(
  cells: readonly Cell[],
  place: RowPlace,
  header: RosterHeader<ImportField>,
  reading: Reading,
): { row: ImportRow | undefined; faults: readonly ImportRejection[] } {
  const draft = new Draft(place, cells, header);
  const unknownWords: string[] = [];
  const person = readPerson(draft, reading, unknownWords);
  if (person.name === undefined && person.number === undefined && draft.faults.length === 0)
    draft.reject(draft.heading('name') === '' ? 'number' : 'name', 'person_missing');
  const service = readService(draft, reading, person);
  const { faults } = draft;
  return faults.length > 0
    ? { row: undefined, faults }
    : { row: { ...place, person, service: service ?? null, unknownWords }, faults };
}

function readPerson(draft: Draft, { today, startsIn1904 }: Reading, unknown: string[]): ImportedPerson {
  const saidKind = draft.take('idKind', readKindCell);
  const read = draft.take('idNumber', (cell) => readDocumentCell(cell, saidKind, today));
  const document = read === 'none' ? undefined : read;
  if (document?.isCheckDigitWrong === true) draft.reject('idNumber', 'id_number_check_digit');
  const relation = draft.take('guardianRelation', (cell) => readTextCell(cell, 'relation'));
  const number = draft.take('number', readNumberCell);
  const said = {
    number,
    name: draft.take('name', (cell) => readTextCell(cell, 'personName')),
    sex: draft.take('sex', readSexCell),
    birthDate: draft.take('birthDate', (cell) => readBirthDateCell(cell, today, { startsIn1904 })),
    phone: draft.take('phone', readPhoneCell),
    region: draft.take('region', (cell) => readTextCell(cell, 'address')),
    guardianName: draft.take('guardianName', (cell) => readTextCell(cell, 'personName')),
    guardianRelation: relation === undefined ? undefined : relationOfWords(relation),
    guardianPhone: draft.take('guardianPhone', readPhoneCell),
    skills: readWords(draft, 'skills', skillNames, unknown),
    categories: readWords(draft, 'categories', categoryNames, unknown),
    languages: readWords(draft, 'languages', languageNames, unknown),
    ...identityOf(draft, document),
  };
  if (document !== undefined) {
    said.birthDate ??= document.birthDate;
    said.sex ??= document.sex;
  }
  if (said.phone !== undefined && said.phone === said.guardianPhone)
    draft.reject('guardianPhone', 'guardian_phone_same');
  return Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
}

function identityOf(draft: Draft, document: IdentityDocument | undefined) {
  if (document === undefined) return {};
  // what the number says of the person stands against what the row says
  const { birthDate, sex, kind, number } = document;
  const saidDay = draft.cell('birthDate');
  const day = saidDay === null || typeof saidDay === 'boolean' ? undefined : parseCalendarDay(saidDay);
  if (day?.ok === true && birthDate !== undefined && day.day !== birthDate)
    draft.reject('birthDate', 'birth_date_contradicts_id_number');
  const saidSex = readSexCell(draft.cell('sex'));
  if (saidSex.ok && saidSex.value !== undefined && sex !== undefined && saidSex.value !== sex)
    draft.reject('sex', 'sex_contradicts_id_number');
  return { idKind: kind, idNumber: number };
}

/** Sixteen digits are more than a number's cell keeps: rounded, it is another volunteer's. */
function readNumberCell(cell: Cell): CellResult<string> {
  if (typeof cell === 'number' && Math.abs(cell) >= 10 ** 15)
    return { ok: false, code: 'student_number_rounded', parameters: {} };
  const text = readTextCell(cell, 'relation');
  if (!text.ok || text.value === undefined) return text;
  const plain = text.value
    .normalize('NFKC')
    .replace(/[\s\p{Pd}]/gu, '')
    .toUpperCase();
  return /^\d\.\d+E\+?\d+$/u.test(plain)
    ? { ok: false, code: 'student_number_rounded', parameters: {} }
    : { ok: true, value: plain };
}

function readWords<Word extends string>(
  draft: Draft,
  field: ImportField,
  names: Readonly<Record<Word, { readonly zh: string; readonly en: string }>>,
  unknown: string[],
): readonly Word[] | undefined {
  const text = draft.take(field, (cell) => readTextCell(cell, 'words'));
  if (text === undefined) return undefined;
  const known = Object.entries<{ zh: string; en: string }>(names);
  const found = new Set<Word>();
  for (const word of text.split(/[、,，;；/|\n]+/u).map((one) => one.trim())) {
    if (word === '') continue;
    const plain = plainWord(word);
    const match = known.find(([code, { zh, en }]) => [code, zh, en].some((one) => plainWord(one) === plain));
    if (match === undefined) unknown.push(word);
    else found.add(match[0] as Word);
  }
  return [...found].sort();
}

function plainWord(word: string): string {
  return word
    .normalize('NFKC')
    .replace(/\([^)]*\)/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}

const LENGTH_FIELDS = ['hours', 'minuteCount', 'minutes'] as const;
const SERVICE_FIELDS = ['activity', 'day', 'begins', 'ends', 'content', ...LENGTH_FIELDS] as const;

/** The column that says how long it was, and what its bare numbers count. */
interface LengthColumn {
  readonly field: (typeof LENGTH_FIELDS)[number];
  /** unclear: no unit, and numbers that can hardly all be hours: somebody says which they are */
  readonly unit: 'hours' | 'minutes' | 'unclear';
  /** a program wrote times into it as parts of a day: below 1 nobody knows which a number is */
  readonly hasDayParts: boolean;
}

/** Whoever served longer at one time wrote the unit. */
const MOST_BARE_HOURS = 12;

function lengthColumn(header: RosterHeader<ImportField>, rows: readonly (readonly Cell[])[]): LengthColumn {
  const column = LENGTH_FIELDS.flatMap((field) => header.columns.filter((one) => one.field === field))[0];
  const field = LENGTH_FIELDS.find((one) => one === column?.field) ?? 'minutes';
  const numbers =
    column === undefined ? [] : rows.flatMap((row) => bareNumber(row[column.index] ?? null) ?? []);
  const unit = unitOf(field, headingOf(header, field));
  if (unit !== undefined) return { field, unit, hasDayParts: unit === 'hours' && numbers.some(isDayPart) };
  const isUnclear = numbers.some((one) => one > MOST_BARE_HOURS);
  return { field, unit: isUnclear ? 'unclear' : 'hours', hasDayParts: numbers.some(isDayPart) };
}

/** undefined: neither the heading nor somebody says it */
function unitOf(field: LengthColumn['field'], heading: string): 'hours' | 'minutes' | undefined {
  if (field !== 'minutes') return field === 'hours' ? 'hours' : 'minutes';
  const plain = heading.normalize('NFKC').toLowerCase();
  if (/分钟|[(/]\s*分|分\)|minute|\bmins?\b|\(\s*m\s*\)|\/\s*m\b/u.test(plain)) return 'minutes';
  return /小时|[(/]\s*时|时\)|hour|\bhrs?\b|\bh\b/u.test(plain) ? 'hours' : undefined;
}

function bareNumber(cell: Cell): number | undefined {
  if (typeof cell === 'number') return cell;
  const text = typeof cell === 'string' ? cell.normalize('NFKC').replace(/[\s\p{Cf}']/gu, '') : '';
  return /^\d+(?:\.\d+)?$/u.test(text) ? Number(text) : undefined;
}

/** `0.104166667` is two and a half hours of a day where nobody gave the cell a format, and no number of hours that anybody writes. */
function isDayPart(value: number): boolean {
  const isWhole = (minutes: number) => Math.abs(minutes - Math.round(minutes)) < 0.01;
  return value > 0 && value < 1 && !isWhole(value * 60) && isWhole(value * MINUTES_A_DAY);
}

/** undefined: it was refused */
function readLength(
  draft: Draft,
  { length: { field, unit, hasDayParts }, startsIn1904 }: Reading,
): { minutes: number | undefined } | undefined {
  const cell = draft.cell(field);
  const bare = bareNumber(cell);
  if (bare !== undefined && unit === 'unclear') draft.reject(field, 'minutes_unit');
  else if (bare !== undefined && bare > 0 && bare < 1 && hasDayParts) draft.reject(field, 'minutes_of_day');
  else {
    const served = readServedMinutes(cell, { unit: unit === 'minutes' ? unit : 'hours', startsIn1904 });
    if (served.ok) return served;
    draft.reject(field, served.code);
  }
  return undefined;
}

/** undefined: the row says of nothing that was done, or says it in a way that was refused */
function readService(draft: Draft, reading: Reading, { categories }: ImportedPerson) {
  if (SERVICE_FIELDS.every((field) => isBlank(draft.cell(field)))) return undefined;
  const before = draft.faults.length;
  const title = draft.take('activity', (cell) => readTextCell(cell, 'activity'));
  if (title === undefined && draft.faults.length === before) draft.reject('activity', 'missing');
  const day = readDay(draft, reading);
  const [from, until] = [readClock(draft.cell('begins')), readClock(draft.cell('ends'))];
  if (!from.ok) draft.reject('begins', from.code);
  if (!until.ok) draft.reject('ends', until.code);
  const served = readLength(draft, reading);
  const texts = {
    place: draft.take('place', (cell) => readTextCell(cell, 'address')) ?? null,
    content: draft.take('content', (cell) => readTextCell(cell, 'words')) ?? null,
    organiser: draft.take('organiser', (cell) => readTextCell(cell, 'address')) ?? null,
    inCharge: draft.take('inCharge', (cell) => readTextCell(cell, 'personName')) ?? null,
  };
  if (!from.ok || !until.ok || served === undefined || title === undefined || day === undefined)
    return undefined;
  const { field } = reading.length;
  const said = { from: from.minuteOfDay, until: until.minuteOfDay, minutes: served.minutes, field };
  const times = timesOf(draft, said);
  if (times === undefined || draft.faults.length > before) return undefined;
  const [category = null, another] = categories ?? [];
  return { title, day, ...times, ...texts, category: another === undefined ? category : null };
}

function readDay(draft: Draft, { today, startsIn1904 }: Reading): CalendarDay | undefined {
  const cell = draft.cell('day');
  if (isBlank(cell)) {
    draft.reject('day', 'missing');
    return undefined;
  }
  const parsed =
    cell instanceof Date || typeof cell === 'number'
      ? parseCalendarDay(cell, { startsIn1904 })
      : parseCalendarDay(headingText(cell));
  if (!parsed.ok) draft.reject('day', 'day_format');
  else if (parsed.day > today) draft.reject('day', 'day_future');
  else return parsed.day;
  return undefined;
}

const MINUTES_A_DAY = 1440;

/** What stands in the columns of times against each other; undefined: it was refused. */
function timesOf(
  draft: Draft,
  {
    from,
    until,
    minutes,
    field,
  }: {
    from: number | undefined;
    until: number | undefined;
    minutes: number | undefined;
    field: LengthColumn['field'];
  },
): Pick<ImportedService, 'clock' | 'minutes'> | undefined {
  if (minutes !== undefined && minutes > MINUTES_A_DAY) {
    draft.reject(field, 'minutes_over_day');
    return undefined;
  }
  if (from === undefined && until === undefined) {
    if (minutes !== undefined) return { clock: null, minutes };
    draft.reject(field, 'minutes_missing');
    return undefined;
  }
  if (from === undefined || until === undefined) {
    // one of them and how long it was say the other
    const other =
      minutes === undefined ? undefined : from === undefined ? Number(until) - minutes : from + minutes;
    if (minutes === undefined || other === undefined || other < 0 || other > MINUTES_A_DAY) {
      draft.reject(from === undefined ? 'begins' : 'ends', 'clock_half');
      return undefined;
    }
    return { clock: { from: from ?? other, until: until ?? other }, minutes };
  }
  if (until <= from) {
    draft.reject('ends', 'clock_backwards');
    return undefined;
  }
  if (minutes !== undefined && minutes > until - from) {
    draft.reject(field, 'minutes_beyond_times');
    return undefined;
  }
  return { clock: { from, until }, minutes: minutes ?? until - from };
}
