import { EvidenceError } from './evidence-error.ts';
import { moments } from './moments.ts';
import { dot, type OrthogonalBasis, orthogonalBasis, projectOut } from './orthogonal-basis.ts';

/** A residual sum of squares below this share of the total is a perfect fit up to rounding: no error to test against. */
const PERFECT_FIT_SHARE = 1e-24;

export interface LeastSquares {
  readonly basis: OrthogonalBasis;
  /** Of the outcome in the basis, the intercept's first; solved by the basis' triangle they are the coefficients. */
  readonly coordinates: Float64Array;
  /** What the columns leave of the outcome. */
  readonly rest: Float64Array;
  readonly residualSquares: number;
  readonly totalSquares: number;
  /** Residual degrees of freedom. */
  readonly df: number;
}

/**
 * An outcome on the constant and these columns, through a QR decomposition.
 *
 * @param names one per column, for the refusals
 * @param outcome name of y
 * @throws EvidenceError too_few_rows (no residual degree of freedom), constant_term, collinear_term, zero_variance (a
 *   perfect fit)
 * @see Golub & Van Loan, Matrix Computations, ch. 5
 */
export function leastSquares(
  names: readonly string[],
  columns: readonly Float64Array[],
  y: Float64Array,
  outcome: string,
): LeastSquares {
  const df = y.length - names.length - 1;
  if (df < 1) throw new EvidenceError('too_few_rows', { rows: y.length, needed: names.length + 2 });
  const basis = orthogonalBasis(names, columns, y.length);
  const { coordinates, rest } = projectOut(basis, y);
  const residualSquares = dot(rest, rest);
  const totalSquares = moments(y).squares;
  if (!(residualSquares > PERFECT_FIT_SHARE * totalSquares))
    throw new EvidenceError('zero_variance', { column: outcome });
  return { basis, coordinates, rest, residualSquares, totalSquares, df };
}
