import type { Matrix } from 'ml-matrix';
import { at, increase } from '../numbers/flat-array.ts';
import { invertInPlace } from '../numbers/small-inverse.ts';
import type { CovarianceEntry } from './mixed-parameters.ts';
import type { Contrasts } from './pooled-levels.ts';

/** (I + a G)^-1, G times that and a after it for contrasts, which no other factor touches, and their ln det(I + a G). */
function solveContrasts({ squares }: Contrasts, covariance: Float64Array, k: number) {
  const shrink = multiply(squares, covariance, k);
  for (let a = 0; a < k; a += 1) increase(shrink, a * k + a, 1);
  const logDet = invertInPlace(shrink, k);
  return { logDet, shrink, kernel: multiply(covariance, shrink, k), spread: multiply(shrink, squares, k) };
}

function multiply(left: Float64Array, right: Float64Array, k: number): Float64Array {
  return left.map((_, place) => {
    const row = place - (place % k);
    let sum = 0;
    for (let b = 0; b < k; b += 1) sum += at(left, row + b) * at(right, b * k + (place % k));
    return sum;
  });
}

/**
 * Takes contrasts out of Y'Y, in place.
 *
 * @returns what they add to ln det V
 */
export function eliminateContrasts(
  contrasts: readonly Contrasts[],
  covariance: Float64Array,
  total: Float64Array,
): number {
  const width = Math.sqrt(total.length);
  const k = Math.sqrt(covariance.length);
  let logDetV = 0;
  for (const one of contrasts) {
    const { logDet, kernel } = solveContrasts(one, covariance, k);
    logDetV += one.count * logDet;
    for (let a = 0; a < k; a += 1) {
      for (let b = 0; b < k; b += 1) addSums(total, one.outcome, { k, a, b, width }, -at(kernel, a * k + b));
    }
  }
  return logDetV;
}

interface SumsPlace {
  readonly k: number;
  readonly a: number;
  readonly b: number;
  readonly width: number;
}

/** Adds a multiple of the products of the columns a and b of the effects, a width x width block. */
function addSums(
  target: Float64Array,
  outcome: Float64Array,
  { k, a, b, width }: SumsPlace,
  weight: number,
): void {
  for (let i = 0; i < width; i += 1) {
    const from = (a * width + i) * k * width + b * width;
    for (let j = 0; j < width; j += 1) increase(target, i * width + j, weight * at(outcome, from + j));
  }
}

/** What derivatives of the likelihood are made of, as `MixedDerivatives` has them. */
interface DerivativeSums {
  readonly trace: Float64Array;
  readonly products: readonly Matrix[];
  readonly residualPairs: Matrix;
  readonly exact: { readonly traces: Matrix; readonly pairs: ReadonlyArray<readonly Matrix[]> } | undefined;
}

/**
 * Adds the contrasts' share of the derivatives.
 *
 * @param entries of the first factor, which come first among all
 */
export function addContrastShares(
  sums: DerivativeSums,
  contrasts: readonly Contrasts[],
  covariance: Float64Array,
  beta: Float64Array,
  entries: readonly CovarianceEntry[],
): void {
  const k = Math.sqrt(covariance.length);
  const units = entries.map(unitsOf);
  for (const one of contrasts) {
    const { shrink, spread } = solveContrasts(one, covariance, k);
    const scores = scoreProducts(one.outcome, shrink, beta, k);
    for (const [i, left] of units.entries()) {
      for (const [a, b] of left) {
        increase(sums.trace, i, one.count * at(spread, b * k + a));
        addTo(sums.products[i], scores[a * k + b], 1);
      }
      for (const [j, right] of units.entries()) {
        let trace = 0;
        let residual = sums.residualPairs.get(i, j);
        for (const [a, b] of left) {
          for (const [c, d] of right) {
            trace += at(spread, b * k + c) * at(spread, d * k + a);
            residual += at(spread, b * k + c) * (scores[a * k + d]?.at(-1) ?? Number.NaN);
            addTo(sums.exact?.pairs[i]?.[j], scores[a * k + d], at(spread, b * k + c));
          }
        }
        sums.residualPairs.set(i, j, residual);
        const traces = sums.exact?.traces;
        traces?.set(i, j, traces.get(i, j) + one.count * trace);
      }
    }
  }
}

/** The matrix units whose sum is dG / d entry. */
function unitsOf({ row, column }: CovarianceEntry): ReadonlyArray<readonly [row: number, column: number]> {
  return row === column
    ? [[row, row]]
    : [
        [row, column],
        [column, row],
      ];
}

/** T_a'T_b of the contrasts, by a and b, with T = s Z'Y and y beside X beta. */
function scoreProducts(
  outcome: Float64Array,
  shrink: Float64Array,
  beta: Float64Array,
  k: number,
): Float64Array[] {
  const p = beta.length;
  const width = p + 1;
  return Array.from({ length: k * k }, (_, place) => {
    const [a, b] = [Math.floor(place / k), place % k];
    const products = new Float64Array(width * width);
    for (let c = 0; c < k; c += 1) {
      for (let d = 0; d < k; d += 1)
        addSums(products, outcome, { k, a: c, b: d, width }, at(shrink, a * k + c) * at(shrink, b * k + d));
    }
    for (let row = 0; row < width; row += 1) {
      for (let i = 0; i < p; i += 1)
        increase(products, row * width + p, -at(beta, i) * at(products, row * width + i));
    }
    for (let column = 0; column < width; column += 1) {
      for (let i = 0; i < p; i += 1)
        increase(products, p * width + column, -at(beta, i) * at(products, i * width + column));
    }
    return products;
  });
}

function addTo(target: Matrix | undefined, products: Float64Array | undefined, weight: number): void {
  if (target === undefined || products === undefined) return;
  const width = target.columns;
  for (const [place, value] of products.entries()) {
    const row = Math.floor(place / width);
    target.set(row, place % width, target.get(row, place % width) + weight * value);
  }
}
