import { type DataTable, type References, getColumn, takeFactor, takeNumbers } from './data-table.ts';
import { EvidenceError } from './evidence-error.ts';

/** Columns of a design without its intercept, which every model here has. */
export interface ModelMatrix {
  /** Names such as `x`, `arm[treated]`, `x:arm[treated]`. */
  readonly names: readonly string[];
  readonly columns: readonly Float64Array[];
}

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
): ModelMatrix {
  const columns = terms.flatMap((term) => {
    const sides = term.split(':').map((name) => mainColumns(table, name, rows, references));
    return sides.reduce((product, side) =>
      side.flatMap((right) => product.map((left) => multiply(left, right))),
    );
  });
  return { names: columns.map(({ name }) => name), columns: columns.map(({ values }) => values) };
}

function mainColumns(
  table: DataTable,
  name: string,
  rows: Int32Array,
  references: References,
): NamedColumn[] {
  const column = getColumn(table, name);
  if (column.kind === 'numeric') return [{ name, values: takeNumbers(column.values, rows) }];
  const factor = takeFactor(column, rows, name, references[name]);
  if (factor.levels.length < 2) throw new EvidenceError('constant_term', { term: name });
  return factor.levels.slice(1).map((level, position) => ({
    name: `${name}[${level}]`,
    values: indicator(factor.codes, position + 1),
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
