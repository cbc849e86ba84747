import { inOneLine, markUnstorable } from '../../written-text.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { type CellKind, kindOfCell, shownCell } from './cell-kind.ts';
import { type Column, type DataTable, type FactorColumn, factorFromCodes } from './data-table.ts';

const FIRST_ROWS = 1024;
/** Different numbers that are counted: no factor has more levels that are numbers. */
const MOST_COUNTED = 1000;

/** What an analysis takes from a column, and what its owner says of it. */
export interface ColumnUse {
  /** Its numbers, and nothing else. */
  readonly isNumber: boolean;
  /** Its labels: groups, arms, persons. */
  readonly isLabel: boolean;
  /** A term of a model: numbers or labels, whichever it holds. */
  readonly isTerm: boolean;
  readonly declared?: 'factor' | 'number' | undefined;
}

export interface TextTableOptions {
  /** The columns that are read; what else the file has is nobody's business here. */
  readonly uses: ReadonlyMap<string, ColumnUse>;
  /** Spellings of no answer, beside the empty cell; of a number (-99) also its others (-99.0). */
  readonly missing?: ReadonlySet<string>;
  /** Columns that are known to hold more than numbers. */
  readonly labelled?: ReadonlySet<string>;
}

/**
 * A table from rows of text, one after the other, so that only the columns in use are held. A label keeps its spelling, but for what nobody sees in it.
 * What a term of a model is, its whole column says: labels, unless more of its cells are numbers, or there are more
 * different numbers than labels; then the others are mistakes or stand for no answer, and must not turn two hundred scores
 * into as many groups.
 */
export class TextTable {
  readonly #columns: ReadonlyArray<{ name: string; position: number; column: TextColumn }>;
  readonly #missing: ReadonlySet<string>;
  readonly #missingNumbers: ReadonlySet<number>;
  readonly #lines = new GrowingNumbers();
  #rows = 0;

  constructor(names: readonly string[], { uses, missing = new Set(), labelled }: TextTableOptions) {
    this.#missing = missing;
    this.#missingNumbers = new Set([...missing].filter((text) => kindOfCell(text) === 'number').map(Number));
    this.#columns = names.flatMap((name, position) => {
      const use = uses.get(name);
      if (use === undefined) return [];
      return [{ name, position, column: new TextColumn(use, labelled?.has(name) ?? false) }];
    });
  }

  /** @param line the row's number in its file */
  add(cells: readonly string[], line: number): void {
    for (const { position, column } of this.#columns) {
      const text = plainText(cells[position] ?? '');
      const isMissing =
        this.#missing.has(text) || (column.isNumeric && this.#missingNumbers.has(Number(text)));
      column.add(isMissing ? '' : text, this.#rows, line);
    }
    this.#lines.set(this.#rows, line);
    this.#rows += 1;
  }

  /**
   * Columns that turned out to be labels after numbers, whose spelling is not kept: with these named, the rows are to be
   * added to a new table.
   */
  get labelled(): ReadonlySet<string> {
    return new Set(this.#columns.flatMap(({ name, column }) => (column.hasLostLabels ? [name] : [])));
  }

  /**
   * @throws EvidenceError not_numeric, bad_number, bad_cell, unclear_label, cell_in_error, rounded_label, declared_factor,
   *   number_not_finite, each naming the column and, but for declared_factor, the file's row
   */
  finish(): DataTable {
    return {
      rows: this.#rows,
      lines: Int32Array.from(this.#lines.first(this.#rows)),
      columns: new Map(this.#columns.map(({ name, column }) => [name, column.finish(name, this.#rows)])),
    };
  }
}

interface Cell {
  readonly line: number;
  readonly value: string;
}

class TextColumn {
  readonly #use: ColumnUse;
  readonly #numbers: GrowingNumbers | undefined;
  #labels: GrowingLabels | undefined;
  readonly #counts: Record<CellKind, number> = {
    number: 0,
    numberLike: 0,
    bound: 0,
    missingMark: 0,
    error: 0,
    label: 0,
  };
  readonly #kinds = new Map<string, CellKind>();
  readonly #differentNumbers = new Set<number>();
  /** The first cell of each kind. */
  readonly #first = new Map<CellKind, Cell>();
  #firstBad: Cell | undefined;
  #rounded: Cell | undefined;
  #infinite: number | undefined;

  constructor(use: ColumnUse, isLabelled: boolean) {
    this.#use = use;
    const isFactor = use.declared === 'factor' || isLabelled;
    if (use.isNumber || (use.isTerm && !isFactor)) this.#numbers = new GrowingNumbers();
    if (use.isLabel || isFactor) this.#labels = new GrowingLabels();
  }

  /** Whether its cells may be numbers, not only labels. */
  get isNumeric(): boolean {
    return this.#numbers !== undefined;
  }

  add(text: string, row: number, line: number): void {
    this.#numbers?.set(row, Number.NaN);
    this.#labels?.set(row, text);
    if (text === '') return;
    const kind = this.#kindOf(text);
    this.#counts[kind] += 1;
    if (!this.#first.has(kind)) this.#first.set(kind, { line, value: text });
    if (kind === 'number') {
      const value = Number(text);
      if (!Number.isFinite(value)) this.#infinite ??= line;
      this.#numbers?.set(row, value);
      if (this.#differentNumbers.size < MOST_COUNTED) this.#differentNumbers.add(value);
      if (this.#labels !== undefined && isRounded(text)) this.#rounded ??= { line, value: text };
      return;
    }
    this.#firstBad ??= { line, value: text };
    // a term that begins with labels: nothing is lost yet, so they are kept at once
    if (this.#labels === undefined && this.#use.isTerm && this.#counts.number === 0) {
      this.#labels = new GrowingLabels();
      this.#labels.set(row, text);
    }
  }

  /** A label is looked at once, however many rows have it. */
  #kindOf(text: string): CellKind {
    const known = this.#kinds.get(text);
    if (known !== undefined) return known;
    const kind = kindOfCell(text);
    if (kind !== 'number') this.#kinds.set(text, kind);
    return kind;
  }

  get hasLostLabels(): boolean {
    return this.#labels === undefined && this.#holdsLabels;
  }

  /** Of a term: whether the whole column is labels. */
  get #holdsLabels(): boolean {
    const { isNumber, isTerm, declared } = this.#use;
    if (declared !== undefined || isNumber || !isTerm) return declared === 'factor';
    const { number, numberLike, label } = this.#counts;
    const labels = [...this.#kinds.values()].filter((kind) => kind === 'label').length;
    return (
      this.#firstBad !== undefined && number + numberLike <= label && this.#differentNumbers.size <= labels
    );
  }

  finish(name: string, rows: number): Column {
    const { isNumber, isLabel, isTerm, declared } = this.#use;
    if (isNumber && declared === 'factor') throw new EvidenceError('declared_factor', { column: name });
    const isNumeric = isNumber || declared === 'number' || (isTerm && !this.#holdsLabels);
    if (isNumeric) this.#requireNumbers(name);
    const isFactor = isLabel || !isNumeric;
    if (isFactor) this.#requireLabels(name);
    const factor = isFactor ? this.#labels?.finish(rows) : undefined;
    const values = isNumber || isTerm ? this.#numbers?.first(rows) : undefined;
    if (isNumeric && values !== undefined)
      return { kind: 'numeric', values, ...(factor && { labels: factor }) };
    if (factor === undefined) throw new Error(`the labels of ${name} were not kept: read its rows again`);
    return factor;
  }

  #requireNumbers(column: string): void {
    if (this.#infinite !== undefined)
      throw new EvidenceError('number_not_finite', { column, row: this.#infinite });
    const bad = this.#firstBad;
    if (bad === undefined) return;
    const { number, ...others } = this.#counts;
    const count = Object.values(others).reduce((sum, one) => sum + one, 0);
    const parameters = { column, row: bad.line, value: shownCell(bad.value) };
    if (!this.#use.isNumber) throw new EvidenceError('bad_cell', { ...parameters, count });
    if (number === 0) throw new EvidenceError('not_numeric', parameters);
    throw new EvidenceError('bad_number', { ...parameters, count });
  }

  #requireLabels(column: string): void {
    const error = this.#first.get('error');
    if (error !== undefined)
      throw new EvidenceError('cell_in_error', { column, row: error.line, value: error.value });
    if (this.#rounded !== undefined) {
      const { line, value } = this.#rounded;
      throw new EvidenceError('rounded_label', { column, row: line, value });
    }
    const mark = this.#first.get('missingMark');
    if (mark !== undefined && this.#use.declared !== 'factor')
      throw new EvidenceError('unclear_label', { column, row: mark.line, value: mark.value });
  }
}

/** Nothing that is invisible: looked at first, for a file may hold millions of cells. */
const SIMPLE = /^[\u0020-\u007e\u4e00-\u9fff]*$/;

/** ="0012" is how programs keep a spreadsheet from taking digits for a number; it shows 0012. */
function plainText(cell: string): string {
  const text = SIMPLE.test(cell) ? cell.trim() : markUnstorable(inOneLine(cell)).trim();
  return text.startsWith('="') && text.endsWith('"') ? text.slice(2, -1).trim() : text;
}

/** As a spreadsheet program writes a number of more than eleven digits, the last of which it has forgotten. */
function isRounded(text: string): boolean {
  return /^[+-]?\d(?:\.\d+)?e\+?\d{2,}$/i.test(text);
}

/** Numbers by row; a row that was not set is zero. */
class GrowingNumbers {
  #values = new Float64Array(FIRST_ROWS);

  set(row: number, value: number): void {
    if (row >= this.#values.length) this.#resize(2 * row);
    this.#values[row] = value;
  }

  /** The first rows, in the buffer itself: nothing may be set afterwards. */
  first(rows: number): Float64Array {
    this.#resize(rows);
    return this.#values;
  }

  /** Moves the rows into a larger or smaller buffer; in place where the system can. */
  #resize(rows: number): void {
    this.#values = new Float64Array(this.#values.buffer.transfer(rows * Float64Array.BYTES_PER_ELEMENT));
  }
}

/** Labels by row, as codes in the order of their appearance; rows before the first that was set are missing. */
class GrowingLabels {
  readonly #codeOf = new Map<string, number>();
  readonly #codes = new GrowingNumbers();
  #next = 0;

  set(row: number, label: string): void {
    for (; this.#next < row; this.#next += 1) this.#codes.set(this.#next, Number.NaN);
    this.#next = row + 1;
    this.#codes.set(row, label === '' ? Number.NaN : this.#codeFor(label));
  }

  #codeFor(label: string): number {
    const known = this.#codeOf.get(label);
    if (known !== undefined) return known;
    this.#codeOf.set(label, this.#codeOf.size);
    return this.#codeOf.size - 1;
  }

  finish(rows: number): FactorColumn {
    return factorFromCodes([...this.#codeOf.keys()], this.#codes.first(rows));
  }
}
