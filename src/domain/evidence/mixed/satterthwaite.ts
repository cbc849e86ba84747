import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { at } from '../numbers/flat-array.ts';
import { type LikelihoodPoint, type LikelihoodSlopes, fixedPart } from './mixed-likelihood.ts';

/** Directions in which the criterion is flat or falls carry no information about the variances. */
const FLAT = 1e-8;

/**
 * Satterthwaite's degrees of freedom of the variance of `weights`' beta: 2 v^2 / (g' A g) with v that variance, g its
 * gradient in (theta, sigma2) and A = 2 H^-1 the covariance of these.
 *
 * @param weights over the standardised fixed effects
 * @see Satterthwaite 1946, Biometrics Bulletin 2:110-114; Kuznetsova, Brockhoff & Christensen 2017, Journal of
 *   Statistical Software 82(13)
 */
export function satterthwaiteDegrees(
  point: LikelihoodPoint,
  slopes: LikelihoodSlopes,
  weights: Float64Array,
): number {
  const { system, sigma2 } = point;
  const p = weights.length;
  const image = system.phi.mmul(Matrix.columnVector(Array.from(weights)));
  const relative = weights.reduce((sum, weight, i) => sum + weight * image.get(i, 0), 0);
  const byEntry = slopes.derivatives.products.map(
    (product) => sigma2 * image.transpose().mmul(fixedPart(product, p)).mmul(image).get(0, 0),
  );
  const gradient = Array.from({ length: byEntry.length }, (_, j) =>
    byEntry.reduce((sum, slope, i) => sum + slope * slopes.jacobian.get(i, j), 0),
  );
  gradient.push(relative);
  const variance = deltaVariance(slopes.hessian, gradient);
  const total = sigma2 * relative;
  return (2 * total * total) / variance;
}

/** The sampling variance of a function of (theta, sigma2) with this gradient, by the curvature of the criterion. */
export function deltaVariance(hessian: Matrix, gradient: readonly number[]): number {
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(hessian, {
    assumeSymmetric: true,
  });
  let variance = 0;
  for (const [axis, curvature] of realEigenvalues.entries()) {
    if (curvature <= FLAT) continue;
    const vector = Float64Array.from(eigenvectorMatrix.getColumn(axis));
    const share = gradient.reduce((sum, slope, i) => sum + slope * at(vector, i), 0);
    variance += (2 * share * share) / curvature;
  }
  return variance;
}
