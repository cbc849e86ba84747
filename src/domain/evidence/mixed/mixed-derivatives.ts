import { Matrix } from 'ml-matrix';
import { at } from '../numbers/flat-array.ts';
import type { CovarianceEntry } from './mixed-parameters.ts';
import type { Links, MixedProducts, RandomShape } from './mixed-products.ts';
import type { MixedSystem } from './mixed-system.ts';

/**
 * How V = I + Z G Z' enters the likelihood, by entry i of the covariances with G_i = dV / d entry. With T = Z' V^-1 X
 * extended by the column u = Z'Py.
 */
export interface MixedDerivatives {
  /** tr V^-1 G_i */
  readonly trace: Float64Array;
  /** tr V^-1 G_i V^-1 G_j */
  readonly traces: Matrix;
  /** T' E_i T: X' V^-1 G_i V^-1 X, bordered by the residual's products. */
  readonly products: readonly Matrix[];
  /** T' E_i S E_j T with S = Z' V^-1 Z, by i and j. */
  readonly pairs: ReadonlyArray<readonly Matrix[]>;
}

/** The matrix units whose sum is dG / d entry. */
type Units = ReadonlyArray<readonly [row: number, column: number]>;

function unitsOf({ row, column }: CovarianceEntry): Units {
  return row === column
    ? [[row, row]]
    : [
        [row, column],
        [column, row],
      ];
}

/** Computes all first and second order pieces of the likelihood's derivatives at one solution. */
export function mixedDerivatives(
  products: MixedProducts,
  system: MixedSystem,
  entries: readonly CovarianceEntry[],
): MixedDerivatives {
  const width = products.fixed + 1;
  const result = {
    trace: new Float64Array(entries.length),
    traces: Matrix.zeros(entries.length, entries.length),
    products: entries.map(() => Matrix.zeros(width, width)),
    pairs: entries.map(() => entries.map(() => Matrix.zeros(width, width))),
  };
  const firstCount = entries.filter(({ factor }) => factor === 0).length;
  const firstUnits = entries.slice(0, firstCount).map(unitsOf);
  const carry = firstCount === 0 ? [] : addFirstFactor(result, products.links, system, firstUnits);
  const restEntries = entries.slice(firstCount);
  if (restEntries.length > 0) addRestFactors(result, products.shapes.slice(1), system, restEntries, carry);
  return result;
}

/** What couples an entry of the first factor with the others: sum F' e F and sum F' e T over its levels. */
interface Carry {
  readonly squares: Matrix;
  readonly outcome: Matrix;
}

function addFirstFactor(
  result: MixedDerivatives,
  links: Links,
  system: MixedSystem,
  units: readonly Units[],
): Carry[] {
  const { own, outcome, shape } = system.first;
  const k = shape.columns;
  const width = system.beta.length + 1;
  const size = system.rest.kernel.rows;
  const carry = units.map(() => ({ squares: Matrix.zeros(size, size), outcome: Matrix.zeros(size, width) }));
  for (let level = 0; level < shape.levels; level += 1) {
    const block = own.subarray(level * k * k, (level + 1) * k * k);
    const rows = outcome.subarray(level * k * width, (level + 1) * k * width);
    const throughRest = addCarry(carry, links, system, level, units, rows);
    for (const [i, left] of units.entries()) {
      result.trace[i] =
        at(result.trace, i) + traceOfUnits(left, block, k) - traceOfUnits(left, throughRest, k);
      for (const [a, b] of left) addOuter(result.products[i], rows, a, rows, b, 1, width);
      for (const [j, right] of units.entries()) {
        const plain = traceOfPair(left, right, block, block, k);
        const mixed =
          traceOfPair(left, right, block, throughRest, k) + traceOfPair(left, right, throughRest, block, k);
        result.traces.set(i, j, result.traces.get(i, j) + plain - mixed);
        for (const [a, b] of left) {
          for (const [c, d] of right)
            addOuter(result.pairs[i]?.[j], rows, a, rows, d, at(block, b * k + c), width);
        }
      }
    }
  }
  if (size > 0) addThroughRest(result, carry, system.rest.kernel);
  return carry;
}

/** Adds one level to the carries; returns F K2 F', what the other factors take from the level's own block. */
function addCarry(
  carry: readonly Carry[],
  links: Links,
  system: MixedSystem,
  level: number,
  units: readonly Units[],
  rows: Float64Array,
): Float64Array {
  const k = system.first.shape.columns;
  const width = system.beta.length + 1;
  const through = new Float64Array(k * k);
  const from = at(links.start, level);
  const to = at(links.start, level + 1);
  const values = system.first.links;
  for (let entry = from; entry < to; entry += 1) {
    const row = at(links.column, entry);
    for (const [i, pairs] of units.entries()) {
      const target = carry[i];
      if (target === undefined) continue;
      for (const [a, b] of pairs) {
        for (let column = 0; column < width; column += 1) {
          const value = at(values, entry * k + a) * at(rows, b * width + column);
          target.outcome.set(row, column, target.outcome.get(row, column) + value);
        }
        for (let other = from; other < to; other += 1) {
          const column = at(links.column, other);
          const value = at(values, entry * k + a) * at(values, other * k + b);
          target.squares.set(row, column, target.squares.get(row, column) + value);
        }
      }
    }
    for (let other = from; other < to; other += 1) {
      const weight = system.rest.kernel.get(row, at(links.column, other));
      for (let a = 0; a < k; a += 1) {
        for (let b = 0; b < k; b += 1) {
          through[a * k + b] =
            at(through, a * k + b) + at(values, entry * k + a) * weight * at(values, other * k + b);
        }
      }
    }
  }
  return through;
}

/** The part of the first factor's pairs that runs through the other factors. */
function addThroughRest(result: MixedDerivatives, carry: readonly Carry[], kernel: Matrix): void {
  const squares = carry.map((one) => one.squares.mmul(kernel));
  const outcomes = carry.map((one) => kernel.mmul(one.outcome));
  for (const [i, one] of carry.entries()) {
    for (const [j] of carry.entries()) {
      const left = squares[i];
      const right = squares[j];
      const outcome = outcomes[j];
      if (left === undefined || right === undefined || outcome === undefined) continue;
      result.traces.set(i, j, result.traces.get(i, j) + traceOfProduct(left, right));
      result.pairs[i]?.[j]?.sub(one.outcome.transpose().mmul(outcome));
    }
  }
}

function addRestFactors(
  result: MixedDerivatives,
  shapes: readonly RandomShape[],
  system: MixedSystem,
  entries: readonly CovarianceEntry[],
  carry: readonly Carry[],
): void {
  const { squares, shrink, outcome } = system.rest;
  const offset = carry.length;
  const selected = entries.map((entry) => selectRows(squares, shapes, entry));
  const outcomes = entries.map((entry) => selectRows(outcome, shapes, entry));
  const transposed = outcome.transpose();
  const turned = shrink.transpose();
  // Z1' V^-1 Z2 = F shrink'
  const carried = carry.map((one) => ({
    squares: shrink.mmul(one.squares).mmul(turned),
    outcome: one.outcome.transpose().mmul(turned),
  }));
  for (const [i, left] of selected.entries()) {
    const ownOutcome = outcomes[i];
    if (ownOutcome === undefined) continue;
    result.trace[offset + i] = left.trace();
    result.products[offset + i]?.add(transposed.mmul(ownOutcome));
    for (const [j, right] of selected.entries()) {
      const other = outcomes[j];
      if (other === undefined) continue;
      result.traces.set(offset + i, offset + j, traceOfProduct(left, right));
      result.pairs[offset + i]?.[offset + j]?.add(ownOutcome.transpose().mmul(squares).mmul(other));
    }
    for (const [j, one] of carried.entries()) {
      const entry = entries[i];
      if (entry === undefined) continue;
      const trace = selectRows(one.squares, shapes, entry).trace();
      result.traces.set(offset + i, j, trace);
      result.traces.set(j, offset + i, trace);
      const pair = one.outcome.mmul(ownOutcome);
      result.pairs[j]?.[offset + i]?.add(pair);
      result.pairs[offset + i]?.[j]?.add(pair.transpose());
    }
  }
}

/** E_i times a matrix whose rows are the other factors' levels and columns. */
function selectRows(matrix: Matrix, shapes: readonly RandomShape[], entry: CovarianceEntry): Matrix {
  const selected = Matrix.zeros(matrix.rows, matrix.columns);
  let start = 0;
  for (const [position, { levels, columns }] of shapes.entries()) {
    if (position === entry.factor - 1) {
      for (let level = 0; level < levels; level += 1) {
        for (const [row, column] of unitsOf(entry)) {
          selected.setRow(start + level * columns + row, matrix.getRow(start + level * columns + column));
        }
      }
    }
    start += levels * columns;
  }
  return selected;
}

function traceOfUnits(units: Units, block: Float64Array, k: number): number {
  return units.reduce((sum, [a, b]) => sum + at(block, b * k + a), 0);
}

/** tr e_i S e_j R for symmetric blocks S and R. */
function traceOfPair(left: Units, right: Units, s: Float64Array, r: Float64Array, k: number): number {
  let trace = 0;
  for (const [a, b] of left) for (const [c, d] of right) trace += at(s, b * k + c) * at(r, d * k + a);
  return trace;
}

function traceOfProduct(left: Matrix, right: Matrix): number {
  let trace = 0;
  for (let row = 0; row < left.rows; row += 1) {
    for (let column = 0; column < left.columns; column += 1)
      trace += left.get(row, column) * right.get(column, row);
  }
  return trace;
}

function addOuter(
  target: Matrix | undefined,
  left: Float64Array,
  leftRow: number,
  right: Float64Array,
  rightRow: number,
  weight: number,
  width: number,
): void {
  if (target === undefined) return;
  for (let i = 0; i < width; i += 1) {
    const value = weight * at(left, leftRow * width + i);
    for (let j = 0; j < width; j += 1)
      target.set(i, j, target.get(i, j) + value * at(right, rightRow * width + j));
  }
}
