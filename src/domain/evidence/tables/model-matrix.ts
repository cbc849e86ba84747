import {
  type DataTable,
  type References,
  getColumn,
  getFactor,
  takeFactor,
  takeNumbers,
  unknownLevel,
} from './data-table.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { at } from '../numbers/flat-array.ts';
import { orthogonalBasis } from '../numbers/orthogonal-basis.ts';

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

/** What of a design can be estimated from its rows. */
export interface EstimableMatrix extends ModelMatrix {
  /** Interactions that were left out because a combination of levels has no row. */
  readonly dropped: readonly string[];
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
 * The model matrix without those interactions of factors that combinations of levels without a row leave nothing to be
 * estimated from, as R leaves them out; of columns that say the same the later one goes. Whatever else cannot be
 * estimated is refused by its name.
 *
 * @throws EvidenceError like modelMatrix; constant_term, collinear_term
 */
export function estimableMatrix(
  table: DataTable,
  terms: readonly string[],
  rows: Int32Array,
  references: References = {},
): EstimableMatrix {
  let { names, columns }: ModelMatrix = modelMatrix(table, terms, rows, references);
  const open = terms.filter((term) => hasEmptyCell(table, term, rows));
  const droppable = new Set(open.flatMap((term) => modelMatrix(table, [term], rows, references).names));
  const dropped: string[] = [];
  for (;;) {
    const unfit = droppable.size === 0 ? undefined : findUnfitColumn(names, columns, rows.length);
    if (unfit === undefined || !droppable.has(unfit)) return { names, columns, dropped };
    const place = names.indexOf(unfit);
    dropped.push(unfit);
    names = names.filter((_, position) => position !== place);
    columns = columns.filter((_, position) => position !== place);
  }
}

/** The first column that is constant or says what earlier ones say. */
function findUnfitColumn(
  names: readonly string[],
  columns: readonly Float64Array[],
  n: number,
): string | undefined {
  try {
    orthogonalBasis(names, columns, n);
    return undefined;
  } catch (error) {
    if (error instanceof EvidenceError) return String(error.parameters['term']);
    throw error;
  }
}

/** Whether two or more factors of an interaction have a combination of levels without a row. */
function hasEmptyCell(table: DataTable, term: string, rows: Int32Array): boolean {
  const factors = term
    .split(':')
    .filter((name) => getColumn(table, name).kind === 'factor')
    .map((name) => takeFactor(getFactor(table, name), rows, name));
  if (factors.length < 2) return false;
  const filled = new Set<number>();
  for (let row = 0; row < rows.length; row += 1)
    filled.add(factors.reduce((cell, { codes, levels }) => cell * levels.length + at(codes, row), 0));
  return filled.size < factors.reduce((cells, { levels }) => cells * levels.length, 1);
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
  if (unknown !== undefined) throw unknownLevel(name, unknown, levels);
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
