import { type Column, type DataTable, factorFromCodes } from './data-table.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';

const NUMBER = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/;
/** Spellings by which other programs write a number that is none; among numbers they must not turn a column into labels. */
const NOT_A_NUMBER = /^(?:[+-]?inf(?:inity)?|nan|na|n\/a|#n\/a|null|none|missing|\.|-)$/i;
const FIRST_ROWS = 1024;

/**
 * A table from rows of text, one after the other, so that only its columns are held: a column whose filled cells are all
 * numbers is numeric, any other is a factor. An empty cell is missing.
 */
export class TextTable {
  readonly #columns: ReadonlyArray<readonly [name: string, column: TextColumn]>;
  #rows = 0;

  /** @param labelled columns that are known to hold more than numbers */
  constructor(names: readonly string[], labelled: ReadonlySet<string> = new Set()) {
    this.#columns = names.map((name) => [name, new TextColumn(labelled.has(name))]);
  }

  add(cells: readonly string[]): void {
    for (const [position, [, column]] of this.#columns.entries())
      column.add((cells[position] ?? '').trim(), this.#rows);
    this.#rows += 1;
  }

  /**
   * Columns that went on with labels after numbers, whose spelling is not kept: with these named, the rows are to be
   * added to a new table.
   */
  get labelled(): ReadonlySet<string> {
    return new Set(this.#columns.flatMap(([name, column]) => (column.hasLostLabels ? [name] : [])));
  }

  /**
   * @throws EvidenceError not_numeric when a column mixes numbers with spellings such as `NA` or `Inf`
   * @throws EvidenceError number_not_finite for a number beyond the range of a double
   */
  finish(): DataTable {
    return {
      rows: this.#rows,
      columns: new Map(this.#columns.map(([name, column]) => [name, column.finish(name, this.#rows)])),
    };
  }
}

class TextColumn {
  /** Numbers, or codes of labels in the order of their appearance. */
  #values = new Float64Array(FIRST_ROWS);
  /** Undefined as long as all filled cells are numbers. */
  #codeOf: Map<string, number> | undefined;
  #hasNumbers = false;
  #notANumber: { readonly row: number; readonly value: string } | undefined;
  #infinite: number | undefined;
  hasLostLabels = false;

  constructor(isLabelled: boolean) {
    if (isLabelled) this.#codeOf = new Map();
  }

  add(text: string, row: number): void {
    if (row === this.#values.length) this.#resize(2 * row);
    this.#values[row] = this.#valueOf(text, row);
  }

  #valueOf(text: string, row: number): number {
    if (text === '') return Number.NaN;
    const isNumber = NUMBER.test(text);
    if (isNumber) this.#hasNumbers = true;
    else if (NOT_A_NUMBER.test(text)) this.#notANumber ??= { row, value: text };
    if (this.#codeOf === undefined && isNumber) {
      const value = Number(text);
      if (!Number.isFinite(value)) this.#infinite ??= row;
      return value;
    }
    if (this.#codeOf === undefined && this.#hasNumbers) {
      this.hasLostLabels = true;
      return Number.NaN;
    }
    this.#codeOf ??= new Map();
    const known = this.#codeOf.get(text);
    if (known !== undefined) return known;
    this.#codeOf.set(text, this.#codeOf.size);
    return this.#codeOf.size - 1;
  }

  finish(name: string, rows: number): Column {
    this.#resize(rows);
    if (this.#hasNumbers && this.#notANumber !== undefined) {
      const { row, value } = this.#notANumber;
      throw new EvidenceError('not_numeric', { column: name, row: row + 1, value });
    }
    if (this.#codeOf !== undefined) return factorFromCodes([...this.#codeOf.keys()], this.#values);
    if (this.#infinite !== undefined)
      throw new EvidenceError('number_not_finite', { column: name, row: this.#infinite + 1 });
    return { kind: 'numeric', values: this.#values };
  }

  /** Moves the rows into a larger or smaller buffer; in place where the system can. */
  #resize(rows: number): void {
    this.#values = new Float64Array(this.#values.buffer.transfer(rows * Float64Array.BYTES_PER_ELEMENT));
  }
}
