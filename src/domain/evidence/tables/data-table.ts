import { EvidenceError } from '../numbers/evidence-error.ts';
import { at } from '../numbers/flat-array.ts';

/** A column of numbers; NaN marks a missing value. */
export interface NumericColumn {
  readonly kind: 'numeric';
  readonly values: Float64Array;
  /** The same cells as they are spelt, where they name groups as well: `01` is not `1`, and a double ends at 17 digits. */
  readonly labels?: FactorColumn;
}

/** A column of labels: `codes` index `levels`, -1 marks a missing value. Levels are in code-point order. */
export interface FactorColumn {
  readonly kind: 'factor';
  readonly levels: readonly string[];
  readonly codes: Int32Array;
}

export type Column = NumericColumn | FactorColumn;

/** Rows of one data set, column by column. */
export interface DataTable {
  readonly rows: number;
  readonly columns: ReadonlyMap<string, Column>;
  /** Of a file: each row's number there, the header's being 1, as a spreadsheet program shows it. */
  readonly lines?: Int32Array;
}

/** Column name -> the level that treatment contrasts compare with; without an entry the first level in code-point order. */
export type References = Readonly<Record<string, string>>;

/** Squares and products of larger numbers leave the range of a double. */
const LARGEST_NUMBER = 1e100;
/** Columns or levels that a refusal lists. */
const MOST_NAMED = 30;

/** A factor from one label a row; an empty label is missing. */
export function factorFromLabels(labels: readonly string[]): FactorColumn {
  const levels = [...new Set(labels)].filter((label) => label !== '').sort(byCodePoint);
  const codeOf = new Map(levels.map((level, code) => [level, code]));
  return { kind: 'factor', levels, codes: Int32Array.from(labels, (label) => codeOf.get(label) ?? -1) };
}

/** A factor from labels in any order and, for each row, which of them it is; NaN is missing. */
export function factorFromCodes(labels: readonly string[], codes: Float64Array): FactorColumn {
  const levels = [...labels].sort(byCodePoint);
  const place = new Map(levels.map((level, code) => [level, code]));
  const placeOf = Int32Array.from(labels, (label) => place.get(label) ?? -1);
  const placed = new Int32Array(codes.length);
  for (let row = 0; row < codes.length; row += 1) placed[row] = placeOf[at(codes, row)] ?? -1;
  return { kind: 'factor', levels, codes: placed };
}

/** A numeric column; NaN is missing, infinities are refused when the column is used. */
export function numericColumn(values: ArrayLike<number>): NumericColumn {
  return { kind: 'numeric', values: values instanceof Float64Array ? values : Float64Array.from(values) };
}

/** The number that people know a row by: the file's, else its place from 1. */
export function lineOf(table: DataTable, row: number): number {
  return table.lines?.[row] ?? row + 1;
}

/** @throws EvidenceError unknown_column */
export function getColumn(table: DataTable, name: string): Column {
  const column = table.columns.get(name);
  if (column === undefined) throw unknownColumn(name, [...table.columns.keys()]);
  return column;
}

/** A misspelt name is found among those that there are; a few dozen of them make a sentence. */
export function unknownColumn(name: string, known: readonly string[]): EvidenceError {
  const column = name === '' ? '""' : name;
  return new EvidenceError('unknown_column', {
    column,
    columns: listedNames(known.filter((one) => one !== '')),
  });
}

/** Names the levels that there are, as `unknownColumn` does with columns. */
export function unknownLevel(column: string, level: string, known: readonly string[]): EvidenceError {
  return new EvidenceError('unknown_level', { column, level, levels: listedNames(known) });
}

/** @param needed how many the analysis compares: `2`, or `≥ 2` */
export function wrongLevels(column: string, levels: readonly string[], needed: '2' | '≥ 2'): EvidenceError {
  return new EvidenceError('group_needs_two_levels', {
    column,
    levels: levels.length,
    names: listedNames(levels),
    needed,
  });
}

/** A few dozen names as a sentence lists them. */
export function listedNames(names: readonly string[]): string {
  return [...names.slice(0, MOST_NAMED), ...(names.length > MOST_NAMED ? ['…'] : [])].join(', ');
}

/** @throws EvidenceError unknown_column, not_numeric */
export function getNumbers(table: DataTable, name: string): Float64Array {
  const column = getColumn(table, name);
  if (column.kind === 'factor') {
    const row = column.codes.findIndex((code) => code >= 0);
    const value = column.levels[column.codes[row] ?? -1] ?? '';
    throw new EvidenceError('not_numeric', { column: name, row: lineOf(table, row), value });
  }
  return column.values;
}

/** The column as labels: as they were spelt, or the decimal spelling of numbers that never were text. */
export function getFactor(table: DataTable, name: string): FactorColumn {
  const column = getColumn(table, name);
  if (column.kind === 'factor') return column;
  if (column.labels !== undefined) return column.labels;
  return factorFromLabels(Array.from(column.values, (value) => (Number.isNaN(value) ? '' : String(value))));
}

/**
 * The row numbers (from 0) in which every named column has a value, in the table's order.
 *
 * @throws EvidenceError unknown_column
 * @throws EvidenceError number_not_finite for a value beyond 1e100, infinity included
 * @throws EvidenceError too_few_rows when no complete row is left
 */
export function completeRows(table: DataTable, names: readonly string[]): Int32Array {
  const isMissing = new Uint8Array(table.rows);
  for (const name of new Set(names)) markMissing(table, name, isMissing);
  let count = 0;
  const rows = new Int32Array(table.rows);
  for (let row = 0; row < table.rows; row += 1) {
    if (isMissing[row] === 0) {
      rows[count] = row;
      count += 1;
    }
  }
  if (count === 0) throw new EvidenceError('too_few_rows', { rows: 0, needed: 1 });
  return rows.subarray(0, count);
}

// counted loops from here on: an iterator over a million rows costs more than the model fitted to them
function markMissing(table: DataTable, name: string, isMissing: Uint8Array): void {
  const column = getColumn(table, name);
  if (column.kind === 'factor') {
    for (let row = 0; row < column.codes.length; row += 1) if (at(column.codes, row) < 0) isMissing[row] = 1;
    return;
  }
  for (let row = 0; row < column.values.length; row += 1) {
    const value = at(column.values, row);
    if (Number.isNaN(value)) isMissing[row] = 1;
    else if (!(Math.abs(value) <= LARGEST_NUMBER)) {
      throw new EvidenceError('number_not_finite', { column: name, row: lineOf(table, row) });
    }
  }
}

export function isMissingAt(column: Column, row: number): boolean {
  return column.kind === 'factor' ? at(column.codes, row) < 0 : Number.isNaN(at(column.values, row));
}

/** Whether no row has a value in the column. */
export function isEmptyColumn(column: Column): boolean {
  return column.kind === 'factor' ? column.levels.length === 0 : column.values.every(Number.isNaN);
}

/** The values of the given rows, in their order: the column itself where these are all its rows, so never written to. */
export function takeNumbers(values: Float64Array, rows: Int32Array): Float64Array {
  if (rows.length === values.length) return values;
  const taken = new Float64Array(rows.length);
  for (let position = 0; position < rows.length; position += 1)
    taken[position] = at(values, at(rows, position));
  return taken;
}

/**
 * The factor restricted to the given rows: levels without a row are dropped, the reference level comes first.
 *
 * @throws EvidenceError unknown_level when the reference is not among the levels left
 */
export function takeFactor(
  factor: FactorColumn,
  rows: Int32Array,
  name: string,
  reference?: string,
): FactorColumn {
  const present = new Uint8Array(factor.levels.length);
  for (let position = 0; position < rows.length; position += 1)
    present[at(factor.codes, at(rows, position))] = 1;
  const levels = factor.levels.filter((_, code) => present[code] === 1);
  if (reference !== undefined) {
    const position = levels.indexOf(reference);
    if (position < 0) throw unknownLevel(name, reference, levels);
    levels.unshift(...levels.splice(position, 1));
  }
  const isWhole = rows.length === factor.codes.length && levels.length === factor.levels.length;
  if (isWhole && reference === undefined) return factor;
  const place = new Map(levels.map((level, code) => [level, code]));
  const newCode = Int32Array.from(factor.levels, (level) => place.get(level) ?? -1);
  const codes = new Int32Array(rows.length);
  for (let position = 0; position < rows.length; position += 1) {
    codes[position] = at(newCode, at(factor.codes, at(rows, position)));
  }
  return { kind: 'factor', levels, codes };
}

/** By Unicode code point, so that the first level does not depend on the machine's language. */
function byCodePoint(left: string, right: string): number {
  const a = [...left];
  const b = [...right];
  for (let position = 0; position < Math.min(a.length, b.length); position += 1) {
    const difference = (a[position]?.codePointAt(0) ?? 0) - (b[position]?.codePointAt(0) ?? 0);
    if (difference !== 0) return difference;
  }
  return a.length - b.length;
}
