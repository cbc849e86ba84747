import { Matrix } from 'ml-matrix';
import { at, increase } from '../numbers/flat-array.ts';
import { dot } from '../numbers/orthogonal-basis.ts';
import { type EliminationPlan, panelPlace, planElimination } from './elimination-plan.ts';
import { type Crossing, crossingsOf } from './factor-crossings.ts';
import { type PooledLevels, poolLevels } from './pooled-levels.ts';
import type { FactorProducts, RandomColumns, RandomShape } from './random-columns.ts';

/** One value per row; a number stands for a column that has it in every row. */
export type RowValues = Float64Array | number;

/**
 * All that a mixed model needs of its data: cross-products of the fixed columns X and the outcome y (together Y) with
 * themselves and with the random columns Z. Those of Z stand in the order in which the plan takes the effects out.
 */
export interface MixedProducts {
  readonly n: number;
  /** Fixed columns, constant included. */
  readonly fixed: number;
  /** Y'Y, the outcome last. */
  readonly total: Matrix;
  /** The factor with the most effects first. */
  readonly shapes: readonly RandomShape[];
  /** Levels of the first factor that are alike; the plan has a node for each kind. */
  readonly pooled: PooledLevels;
  readonly plan: EliminationPlan;
  /** Z'Z in the plan's panels. */
  readonly squares: Float64Array;
  /** Z'Y: a row of `fixed + 1` for each effect, in the plan's order. */
  readonly outcome: Float64Array;
}

/**
 * Cross-products from rows.
 *
 * @param basis fixed columns (the constant included), orthonormal
 * @param outcome orthogonal to them
 * @param random grouping factors, the one with the most effects first
 * @throws EvidenceError too_many_random_effects
 */
export function productsFromRows(
  basis: readonly RowValues[],
  outcome: Float64Array,
  random: readonly RandomColumns[],
): MixedProducts {
  const design = [...basis, outcome];
  return mixedProducts(
    outcome.length,
    totalProducts(basis.length, outcome),
    random.map(({ levels, slopes }) => ({ levels, columns: 1 + slopes.length })),
    random.map((factor) => factorProducts(design, factor)),
    crossingsOf(random),
  );
}

/** Brings the cross-products of the factors, and of each two of them, into the order of elimination. */
export function mixedProducts(
  n: number,
  total: Matrix,
  shapes: readonly RandomShape[],
  factors: readonly FactorProducts[],
  crossings: readonly Crossing[],
): MixedProducts {
  const [first, ...others] = factors;
  const [firstShape, ...otherShapes] = shapes;
  if (first === undefined || firstShape === undefined)
    throw new RangeError('a mixed model has at least one grouping factor');
  const isOfFirst = ({ left }: Crossing): boolean => left === 0;
  const {
    pooled,
    products,
    crossings: pooledCrossings,
  } = poolLevels(firstShape, first, crossings.filter(isOfFirst), total.rows);
  const nodes = [{ ...firstShape, levels: pooled.count.length }, ...otherShapes];
  const placed = [...pooledCrossings, ...crossings.filter((crossing) => !isOfFirst(crossing))];
  const plan = planElimination(nodes, placed);
  const squares = new Float64Array(plan.entries);
  const outcome = new Float64Array(plan.size * total.rows);
  for (const [factor, own] of [products, ...others].entries()) {
    const { levels, columns: k } = nodes[factor] ?? { levels: 0, columns: 0 };
    for (let level = 0; level < levels; level += 1) {
      const position = plan.positionOf(factor, level);
      for (let a = 0; a < k; a += 1) {
        for (let b = 0; b < k; b += 1)
          squares[panelPlace(plan, position + a, position + b)] = at(own.squares, (level * k + a) * k + b);
      }
      const rows = own.outcome.subarray(level * k * total.rows, (level + 1) * k * total.rows);
      outcome.set(rows, position * total.rows);
    }
  }
  for (const crossing of placed) placeCrossing(plan, crossing, shapes, squares);
  return { n, fixed: total.rows - 1, total, shapes, pooled, plan, squares, outcome };
}

function placeCrossing(
  plan: EliminationPlan,
  { left, right, start, level: levels, values }: Crossing,
  shapes: readonly RandomShape[],
  squares: Float64Array,
): void {
  const rows = shapes[left]?.columns ?? 0;
  const columns = shapes[right]?.columns ?? 0;
  for (let level = 0; level + 1 < start.length; level += 1) {
    const one = plan.positionOf(left, level);
    for (let entry = at(start, level); entry < at(start, level + 1); entry += 1) {
      const other = plan.positionOf(right, at(levels, entry));
      for (let a = 0; a < rows; a += 1) {
        for (let b = 0; b < columns; b += 1) {
          const value = at(values, (entry * rows + a) * columns + b);
          squares[panelPlace(plan, one + a, other + b)] = value;
          // in a block of the core both halves are kept
          if (plan.nodeOf[one] === plan.nodeOf[other]) squares[panelPlace(plan, other + b, one + a)] = value;
        }
      }
    }
  }
}

/** Orthonormal columns, and an outcome orthogonal to them. */
function totalProducts(fixed: number, outcome: Float64Array): Matrix {
  const total = Matrix.eye(fixed + 1, fixed + 1);
  total.set(fixed, fixed, dot(outcome, outcome));
  return total;
}

function factorProducts(
  design: readonly RowValues[],
  { levels, codes, slopes }: RandomColumns,
): FactorProducts {
  const columns = 1 + slopes.length;
  const width = design.length;
  const squares = new Float64Array(levels * columns * columns);
  const outcome = new Float64Array(levels * columns * width);
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
      accumulate(squares, columns * columns, i * columns + j, left, right);
    for (const [position, values] of design.entries()) {
      accumulate(outcome, columns * width, i * width + position, left, values);
    }
  }
  return { squares, outcome };
}

function valueAt(values: RowValues, row: number): number {
  return typeof values === 'number' ? values : at(values, row);
}
