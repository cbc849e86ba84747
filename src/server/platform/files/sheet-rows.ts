import { DAYS_TO_1904 } from '../../../domain/people/calendar-day.ts';
import type { Cell, Merge } from '../../../domain/roster/sheet.ts';
import type { DateStyles } from './date-styles.ts';
import { type SharedStrings, withoutEscapes } from './shared-strings.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';
import { type Attributes, attributeOf, isTrue, type XmlEvents } from './xml-reader.ts';

/** What cells of a sheet refer to. */
export interface SheetContext {
  readonly strings: SharedStrings;
  readonly styles: DateStyles;
  readonly startsIn1904: boolean;
  readonly limits: { readonly rows: number; readonly columns: number };
}

interface OpenCell {
  readonly column: number;
  readonly type: string;
  readonly style: string | undefined;
  /** what stands in it, or its number among the shared texts; undefined where it says nothing */
  value: string | undefined;
  inline: string | undefined;
}

/** The last row that a spreadsheet program knows. */
const LAST_ROW = 1_048_576;
/** A merge over whole columns would fill cells that nobody wrote. */
const LARGEST_MERGE = 100_000;
/** Cells that merges may cover, one below the other: a column of the longest sheet. */
const MOST_MERGED = 100_000;
/** Days from 1900 on, counted as if that had been a leap year, to 1970. */
const DAYS_TO_1970 = 25_569;
const DAY_MS = 86_400_000;
/** A time without a zone would be one of the server's own. */
const HAS_ZONE = /(?:Z|[+-]\d{2}:?\d{2})$/u;

/**
 * Rows of a sheet while its part is read: each is given out once it is complete, and those without content behind the last that has
 * some are none. Date cells become dates in UTC, cells in error their error's text.
 */
export class SheetRows implements XmlEvents {
  readonly hiddenRows: number[] = [];
  readonly #context: SheetContext;
  readonly #merges: Merge[] = [];
  #ready: Cell[][] = [];
  /** number of the last row that is ready */
  #last = 0;
  #row: { number: number | undefined; isHidden: boolean; cells: Cell[]; column: number } | undefined;
  #rowBefore = 0;
  #cell: OpenCell | undefined;
  #reads: 'value' | 'inline' | undefined;
  #isPhonetic = false;

  constructor(context: SheetContext) {
    this.#context = context;
  }

  opened(name: string, attributes: () => Attributes): void {
    switch (name) {
      case 'row':
        this.#beginRow(attributes());
        break;
      case 'c':
        this.#beginCell(attributes());
        break;
      case 'v':
        this.#reads = 'value';
        if (this.#cell !== undefined) this.#cell.value ??= '';
        break;
      case 'is':
        if (this.#cell !== undefined) this.#cell.inline ??= '';
        break;
      case 't':
        if (!this.#isPhonetic && this.#cell?.inline !== undefined) this.#reads = 'inline';
        break;
      case 'rPh':
        this.#isPhonetic = true;
        break;
      case 'mergeCell':
        this.#addMerge(attributeOf(attributes(), 'ref') ?? '');
        break;
      default:
    }
  }

  text(text: string): void {
    if (this.#cell === undefined || this.#reads === undefined) return;
    this.#cell[this.#reads] = (this.#cell[this.#reads] ?? '') + text;
  }

  closed(name: string): void {
    if (name === 'v' || name === 't') this.#reads = undefined;
    else if (name === 'rPh') this.#isPhonetic = false;
    else if (name === 'c') this.#endCell();
    else if (name === 'row') this.#endRow();
  }

  /** Rows that are complete, and were not taken yet. */
  take(): Cell[][] {
    const ready = this.#ready;
    this.#ready = [];
    return ready;
  }

  /** Those over several rows that hold something. @throws SpreadsheetError file_too_costly: no school merges so much */
  merges(): Merge[] {
    const kept = this.#merges.filter(({ top }) => top < this.#last);
    const covered = kept.reduce((sum, { top, bottom }) => sum + Math.min(bottom, this.#last) - top, 0);
    if (covered > MOST_MERGED) throw new SpreadsheetError('file_too_costly');
    return kept;
  }

  #beginRow(attributes: Attributes): void {
    const said = attributeOf(attributes, 'r');
    const number = said === undefined ? undefined : numberOf(said);
    this.#row = { number, isHidden: isTrue(attributes['hidden']), cells: [], column: 0 };
  }

  #beginCell(attributes: Attributes): void {
    if (this.#row === undefined) return;
    const said = attributeOf(attributes, 'r');
    const place = said === undefined ? undefined : placeOf(said);
    if (said !== undefined && place === undefined) throw damaged();
    const column = place === undefined ? this.#row.column + 1 : place.column + 1;
    // a cell stands behind those that were named before it
    if (column <= this.#row.column) throw damaged();
    if (place !== undefined) this.#row.number ??= place.row + 1;
    this.#row.column = column;
    const { t: type = 'n', s: style } = attributes;
    this.#cell = { column, type, style, value: undefined, inline: undefined };
  }

  #endCell(): void {
    if (this.#cell === undefined || this.#row === undefined) return;
    const { column } = this.#cell;
    const value = this.#valueOf(this.#cell);
    this.#cell = undefined;
    if (value === null) return;
    if (column > this.#context.limits.columns) throw new SpreadsheetError('file_too_many_columns');
    const { cells } = this.#row;
    while (cells.length < column - 1) cells.push(null);
    cells.push(value);
  }

  #endRow(): void {
    if (this.#row === undefined) return;
    const { number = this.#rowBefore + 1, isHidden, cells } = this.#row;
    if (number <= this.#rowBefore || number > LAST_ROW) throw damaged();
    this.#rowBefore = number;
    this.#row = undefined;
    if (isHidden && number <= this.#context.limits.rows) this.hiddenRows.push(number);
    if (cells.length === 0) return;
    if (number > this.#context.limits.rows) throw new SpreadsheetError('file_too_many_rows');
    for (let empty = this.#last + 1; empty < number; empty += 1) this.#ready.push([]);
    this.#ready.push(cells);
    this.#last = number;
  }

  #addMerge(reference: string): void {
    const [first, last] = reference.split(':').map(placeOf);
    if (first === undefined || last === undefined || last.row <= first.row) return;
    const merge = { top: first.row, left: first.column, bottom: last.row, right: last.column };
    const size = (merge.bottom - merge.top + 1) * (merge.right - merge.left + 1);
    if (size > LARGEST_MERGE) return;
    if (this.#merges.push(merge) > MOST_MERGED) throw new SpreadsheetError('file_too_costly');
  }

  #valueOf({ type, style, value, inline }: OpenCell): Cell {
    switch (type) {
      case 'inlineStr':
        return textOf(withoutEscapes(inline ?? ''));
      case 'str':
        return textOf(withoutEscapes(value ?? ''));
      case 'e':
        return textOf(value ?? '');
      default:
    }
    if (value === undefined || value === '') return null;
    switch (type) {
      case 's': {
        const text = this.#context.strings.at(Number(value));
        if (text === undefined) throw damaged();
        return textOf(text);
      }
      case 'b':
        if (value !== '1' && value !== '0') throw damaged();
        return value === '1';
      case 'd':
        return new Date(numeric(Date.parse(HAS_ZONE.test(value) ? value : `${value}Z`)));
      case 'n':
        return this.#context.styles.isDate(style)
          ? this.#dayOf(numeric(Number(value)))
          : numeric(Number(value));
      default:
        throw damaged();
    }
  }

  /** A number that is no day of any calendar stays one. */
  #dayOf(days: number): Date | number {
    const from1900 = days + (this.#context.startsIn1904 ? DAYS_TO_1904 : 0);
    const day = new Date(Math.floor((from1900 - DAYS_TO_1970) * DAY_MS));
    return Number.isNaN(day.getTime()) ? days : day;
  }
}

function textOf(text: string): string | null {
  const trimmed = text.trim();
  return trimmed === '' ? null : trimmed;
}

/** @throws SpreadsheetError file_not_spreadsheet */
function numeric(number: number): number {
  if (Number.isNaN(number)) throw damaged();
  return number;
}

/** @throws SpreadsheetError file_not_spreadsheet */
function numberOf(digits: string): number {
  if (!/^\d{1,7}$/u.test(digits)) throw damaged();
  return Number(digits);
}

/** `B3` is row 2, column 1. */
function placeOf(reference: string): { row: number; column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/u.exec(reference) ?? [];
  if (letters === undefined) return undefined;
  return { row: Number(digits) - 1, column: columnNumber(letters) - 1 };
}

/** A is 1, Z 26, AA 27. */
function columnNumber(letters: string): number {
  return Array.from(letters).reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0);
}

function damaged(): SpreadsheetError {
  return new SpreadsheetError('file_not_spreadsheet');
}
