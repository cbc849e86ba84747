import { Matrix } from 'ml-matrix';
import { at, increase } from '../numbers/flat-array.ts';
import { dot } from '../numbers/orthogonal-basis.ts';

/** One value per row; a number stands for a column that has it in every row. */
export type RowValues = Float64Array | number;

/** A grouping factor over the rows and the columns whose effects vary by its levels: 1 first, then the slopes. */
export interface RandomColumns {
  readonly levels: number;
  /** Level of each row. */
  readonly codes: Int32Array;
  readonly slopes: readonly Float64Array[];
}

export interface RandomShape {
  readonly levels: number;
  /** 1 for the intercept, plus one per slope. */
  readonly columns: number;
}

/**
 * All that a mixed model needs of its data: cross-products of the fixed columns X and the outcome y (together Y) with
 * themselves and with the random columns Z. The first grouping factor, the one with the most levels, has a
 * block-diagonal Z'Z and is eliminated level by level; the other factors together stay a dense system.
 */
export interface MixedProducts {
  readonly n: number;
  /** Fixed columns, constant included. */
  readonly fixed: number;
  /** Y'Y, the outcome last. */
  readonly total: Matrix;
  /** The first factor, then the others. */
  readonly shapes: readonly RandomShape[];
  /** Z'Z of the first factor: one square block per level. */
  readonly firstSquares: Float64Array;
  /** Z'Y of the first factor: per level `columns` rows of `fixed + 1`. */
  readonly firstOutcome: Float64Array;
  readonly links: Links;
  /** Z'Z and Z'Y of the other factors. */
  readonly restSquares: Matrix;
  readonly restOutcome: Matrix;
}

/** Z1'Z2, sparse by level of the first factor: entries start[level] .. start[level + 1] - 1. */
export interface Links {
  readonly start: Int32Array;
  /** Column among the other factors. */
  readonly column: Int32Array;
  /** `columns` values per entry. */
  readonly values: Float64Array;
}

/** The size of the dense system of all factors but the first. */
export function restSize(shapes: readonly RandomShape[]): number {
  return shapes.slice(1).reduce((size, { levels, columns }) => size + levels * columns, 0);
}

/**
 * Cross-products from rows.
 *
 * @param basis fixed columns (the constant included), orthonormal
 * @param outcome orthogonal to them
 * @param random grouping factors, the one with the most levels first
 */
export function productsFromRows(
  basis: readonly RowValues[],
  outcome: Float64Array,
  random: readonly RandomColumns[],
): MixedProducts {
  const [first, ...others] = random;
  const n = outcome.length;
  const design = [...basis, outcome];
  if (first === undefined) throw new RangeError('a mixed model has at least one grouping factor');
  const shapes = random.map(({ levels, slopes }) => ({ levels, columns: 1 + slopes.length }));
  const size = restSize(shapes);
  const restSquares = Matrix.zeros(size, size);
  const restOutcome = Matrix.zeros(size, design.length);
  const restColumns = denseColumns(others);
  if (size > 0) addRestProducts(restSquares, restOutcome, restColumns, design, n);
  return {
    n,
    fixed: basis.length,
    total: totalProducts(basis.length, outcome),
    shapes,
    ...firstProducts(design, first),
    links: linkProducts(first, restColumns, n),
    restSquares,
    restOutcome,
  };
}

function addRestProducts(
  squares: Matrix,
  outcome: Matrix,
  columns: readonly DenseColumn[],
  design: readonly RowValues[],
  n: number,
): void {
  for (let row = 0; row < n; row += 1) {
    for (const left of columns) {
      const index = left.index(row);
      const value = left.value(row);
      for (const right of columns) {
        const other = right.index(row);
        squares.set(index, other, squares.get(index, other) + value * right.value(row));
      }
      for (const [position, values] of design.entries()) {
        outcome.set(index, position, outcome.get(index, position) + value * valueAt(values, row));
      }
    }
  }
}

interface DenseColumn {
  index(row: number): number;
  value(row: number): number;
}

function denseColumns(others: readonly RandomColumns[]): DenseColumn[] {
  let offset = 0;
  return others.flatMap(({ levels, codes, slopes }) => {
    const start = offset;
    const columns = 1 + slopes.length;
    offset += levels * columns;
    return [1, ...slopes].map((values, position) => ({
      index: (row: number) => start + at(codes, row) * columns + position,
      value: (row: number) => valueAt(values, row),
    }));
  });
}

function valueAt(values: RowValues, row: number): number {
  return typeof values === 'number' ? values : at(values, row);
}

/** Orthonormal columns, and an outcome orthogonal to them. */
function totalProducts(fixed: number, outcome: Float64Array): Matrix {
  const total = Matrix.eye(fixed + 1, fixed + 1);
  total.set(fixed, fixed, dot(outcome, outcome));
  return total;
}

function firstProducts(
  design: readonly RowValues[],
  { levels, codes, slopes }: RandomColumns,
): Pick<MixedProducts, 'firstSquares' | 'firstOutcome'> {
  const columns = 1 + slopes.length;
  const width = design.length;
  const firstSquares = new Float64Array(levels * columns * columns);
  const firstOutcome = new Float64Array(levels * columns * width);
  const accumulate = (
    target: Float64Array,
    stride: number,
    offset: number,
    a: RowValues,
    b: RowValues,
  ): void => {
    for (let row = 0; row < codes.length; row += 1) {
      increase(target, at(codes, row) * stride + offset, valueAt(a, row) * valueAt(b, row));
    }
  };
  const random = [1, ...slopes];
  for (const [i, left] of random.entries()) {
    for (const [j, right] of random.entries())
      accumulate(firstSquares, columns * columns, i * columns + j, left, right);
    for (const [position, values] of design.entries()) {
      accumulate(firstOutcome, columns * width, i * width + position, left, values);
    }
  }
  return { firstSquares, firstOutcome };
}

function linkProducts(
  { levels, codes, slopes }: RandomColumns,
  rest: readonly DenseColumn[],
  n: number,
): Links {
  const columns = 1 + slopes.length;
  const perLevel = Array.from(
    { length: rest.length === 0 ? 0 : levels },
    () => new Map<number, Float64Array>(),
  );
  for (let row = 0; row < n; row += 1) {
    const entries = perLevel[at(codes, row)];
    if (entries === undefined) break;
    for (const factor of rest) {
      const column = factor.index(row);
      const sums = entries.get(column) ?? new Float64Array(columns);
      entries.set(column, sums);
      increase(sums, 0, factor.value(row));
      for (const [position, slope] of slopes.entries())
        increase(sums, position + 1, at(slope, row) * factor.value(row));
    }
  }
  const start = new Int32Array(levels + 1);
  const column: number[] = [];
  const values: number[] = [];
  for (const [level, entries] of perLevel.entries()) {
    for (const [index, sums] of entries) {
      column.push(index);
      values.push(...sums);
    }
    start[level + 1] = column.length;
  }
  return { start, column: Int32Array.from(column), values: Float64Array.from(values) };
}
