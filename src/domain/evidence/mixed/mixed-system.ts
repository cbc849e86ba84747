import { Matrix } from 'ml-matrix';
import { at, increase } from '../numbers/flat-array.ts';
import { findPositiveInverse } from '../numbers/invert-positive.ts';
import { eliminateContrasts } from './contrast-shares.ts';
import { type Elimination, eliminate, scoresOf } from './elimination.ts';
import type { MixedProducts } from './mixed-products.ts';

/** A residual below this share of the outcome's squares has lost most of its digits. */
const ROUNDING_SHARE = 1e-11;

/**
 * The mixed model at given relative covariances G (in units of the residual variance), with V = I + Z G Z'. Written so
 * that G may be singular. Everything the likelihood, its derivatives and the degrees of freedom need is here.
 */
export interface MixedSystem {
  /** ln det V */
  readonly logDetV: number;
  /** X' V^-1 X and its inverse. */
  readonly information: Matrix;
  readonly phi: Matrix;
  readonly logDetInformation: number;
  readonly beta: Float64Array;
  /** y'Py, the residual sum of squares in V's metric. */
  readonly residualSquares: number;
  readonly elimination: Elimination;
  /** Z'V^-1 X and, in the last column, u = Z'Py: a row for each random effect of the plan. */
  readonly scores: Float64Array;
}

/**
 * Solves the system, or finds that rounding has eaten it: random effects so large that nothing is left of the fixed ones
 * or of the residual.
 *
 * @param covariances per grouping factor the flat symmetric matrix G of its columns
 */
export function findMixedSystem(
  products: MixedProducts,
  covariances: readonly Float64Array[],
): MixedSystem | undefined {
  const elimination = eliminate(products, covariances);
  const p = products.fixed;
  const [first = new Float64Array()] = covariances;
  const logDetContrasts = eliminateContrasts(products.pooled.contrasts, first, elimination.total);
  const total = Matrix.from1DArray(p + 1, p + 1, elimination.total);
  const information = total.subMatrix(0, p - 1, 0, p - 1);
  const inverted = findPositiveInverse(information);
  if (inverted === undefined) return undefined;
  const phi = inverted.inverse;
  const right = total.subMatrix(0, p - 1, p, p);
  const beta = Float64Array.from(phi.mmul(right).to1DArray());
  const residualSquares =
    total.get(p, p) - beta.reduce((sum, value, row) => sum + value * right.get(row, 0), 0);
  if (!(residualSquares > ROUNDING_SHARE * products.total.get(p, p))) return undefined;
  const outcome = elimination.outcome.slice();
  takeOutFixed(outcome, beta);
  return {
    logDetV: elimination.logDetV + logDetContrasts,
    information,
    phi,
    logDetInformation: inverted.logDeterminant,
    beta,
    residualSquares,
    elimination,
    scores: scoresOf(products.plan, elimination, outcome, p + 1),
  };
}

/** Turns the last column, of y, into that of y - X beta. */
function takeOutFixed(outcome: Float64Array, beta: Float64Array): void {
  const width = beta.length + 1;
  for (let row = 0; row < outcome.length; row += width) {
    for (let column = 0; column < beta.length; column += 1) {
      increase(outcome, row + beta.length, -at(outcome, row + column) * at(beta, column));
    }
  }
}
