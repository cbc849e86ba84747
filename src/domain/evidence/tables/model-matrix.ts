import {
  type DataTable,
  type References,
  getColumn,
  getFactor,
  takeFactor,
  takeNumbers,
} from './data-table.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';

/** Columns of a design without its intercept, which every model here has. */
export interface ModelMatrix {
  /** Names such as `x`, `arm[treated]`, `x:arm[treated]`. */
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

/**
 * Column name -> all its levels, the reference first: where several parties fit one model together, each writes the
 * same columns even if some level has no row at one of them.
 */
export type AgreedLevels = Readonly<Record<string, readonly string[]>>;

interface NamedColumn {
  readonly name: string;
  readonly values: Float64Array;
}

/** The columns of the table that the terms speak of: `x:arm` speaks of `x` and `arm`. */
export function columnsOfTerms(terms: readonly string[]): string[] {
  return terms.flatMap((term) => term.split(':'));
}

/**
 * The design columns of the terms over the given rows. A numeric column enters as it is, a factor by treatment
 * contrasts (one 0/1 column per level but the reference), an interaction `a:b` by the products of both sides' columns,
 * the first side varying fastest.
 *
 * @throws EvidenceError unknown_column, unknown_level
 * @throws EvidenceError constant_term for a factor with a single level in these rows
 */
export function modelMatrix(
  table: DataTable,
  terms: readonly string[],
  rows: Int32Array,
  references: References = {},
  agreedLevels: AgreedLevels = {},
): ModelMatrix {
  const columns = terms.flatMap((term) => {
    const sides = term
      .split(':')
      .map((name) => mainColumns(table, name, rows, references[name], agreedLevels[name]));
    return sides.reduce((product, side) =>
      side.flatMap((right) => product.map((left) => multiply(left, right))),
    );
  });
  return { names: columns.map(({ name }) => name), columns: columns.map(({ values }) => values) };
}

/**
 * All levels of each factor that the terms speak of, its reference first.
 *
 * @throws EvidenceError unknown_column, unknown_level
 */
export function levelsOfTerms(
  table: DataTable,
  terms: readonly string[],
  rows: Int32Array,
  references: References = {},
): AgreedLevels {
  const factors = columnsOfTerms(terms).filter((name) => getColumn(table, name).kind === 'factor');
  return Object.fromEntries(
    factors.map((name) => [name, takeFactor(getFactor(table, name), rows, name, references[name]).levels]),
  );
}

function mainColumns(
  table: DataTable,
  name: string,
  rows: Int32Array,
  reference: string | undefined,
  agreed: readonly string[] | undefined,
): NamedColumn[] {
  const column = getColumn(table, name);
  if (column.kind === 'numeric' && agreed === undefined)
    return [{ name, values: takeNumbers(column.values, rows) }];
  const factor = takeFactor(getFactor(table, name), rows, name, reference);
  const levels = agreed ?? factor.levels;
  if (levels.length < 2) throw new EvidenceError('constant_term', { term: name });
  const unknown = factor.levels.find((level) => !levels.includes(level));
  if (unknown !== undefined) throw new EvidenceError('unknown_level', { column: name, level: unknown });
  return levels.slice(1).map((level) => ({
    name: `${name}[${level}]`,
    values: indicator(factor.codes, factor.levels.indexOf(level)),
  }));
}

function indicator(codes: Int32Array, level: number): Float64Array {
  const values = new Float64Array(codes.length);
  for (let row = 0; row < codes.length; row += 1) if (codes[row] === level) values[row] = 1;
  return values;
}

function multiply(left: NamedColumn, right: NamedColumn): NamedColumn {
  return {
    name: `${left.name}:${right.name}`,
    values: left.values.map((value, row) => value * (right.values[row] ?? Number.NaN)),
  };
}
