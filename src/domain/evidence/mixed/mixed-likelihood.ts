import { Matrix } from 'ml-matrix';
import { at } from '../numbers/flat-array.ts';
import { type MixedDerivatives, mixedDerivatives } from './mixed-derivatives.ts';
import {
  type CovarianceEntry,
  covariancesOf,
  rootCurvature,
  rootJacobian,
  rootsOf,
} from './mixed-parameters.ts';
import type { MixedProducts } from './mixed-products.ts';
import { type MixedSystem, findMixedSystem } from './mixed-system.ts';

export type LikelihoodMethod = 'REML' | 'ML';

/** The model at one theta, with its criterion (-2 log likelihood, restricted for REML) profiled over beta and sigma2. */
export interface LikelihoodPoint {
  readonly theta: Float64Array;
  readonly criterion: number;
  readonly sigma2: number;
  readonly system: MixedSystem;
}

/** Derivatives of the criterion as a function of theta and sigma2 (beta profiled out). */
export interface LikelihoodSlopes {
  readonly derivatives: MixedDerivatives;
  /** d G entry / d theta */
  readonly jacobian: Matrix;
  readonly gradient: Float64Array;
  /** Square, theta first, sigma2 last. */
  readonly hessian: Matrix;
}

/**
 * The likelihood at theta, or undefined where rounding leaves none.
 *
 * @see Bates et al. 2015, Journal of Statistical Software 67(1), eqs. 34 and 41
 */
export function findLikelihood(
  products: MixedProducts,
  entries: readonly CovarianceEntry[],
  method: LikelihoodMethod,
  theta: Float64Array,
): LikelihoodPoint | undefined {
  const roots = rootsOf(products.shapes, entries, theta);
  const system = findMixedSystem(products, covariancesOf(products.shapes, roots));
  if (system === undefined) return undefined;
  const degrees = degreesOf(products, method);
  const sigma2 = system.residualSquares / degrees;
  const criterion =
    system.logDetV +
    (method === 'REML' ? system.logDetInformation : 0) +
    degrees * (1 + Math.log(2 * Math.PI * sigma2));
  return { theta, criterion, sigma2, system };
}

/**
 * The exact Hessian, or the average of the observed and the expected one, which needs no traces of pairs and serves to
 * climb.
 *
 * @see Gilmour, Thompson & Cullis 1995, Biometrics 51:1440-1450
 */
export type HessianKind = 'exact' | 'average';

/** The gradient and the Hessian at a point, sigma2 at its profile value. */
export function likelihoodSlopes(
  products: MixedProducts,
  entries: readonly CovarianceEntry[],
  method: LikelihoodMethod,
  point: LikelihoodPoint,
  kind: HessianKind,
): LikelihoodSlopes {
  const { system, sigma2 } = point;
  const derivatives = mixedDerivatives(products, system, entries, kind === 'exact');
  const p = products.fixed;
  const phi = system.phi;
  const isRestricted = method === 'REML';
  const shares = derivatives.products.map((product) => phi.mmul(fixedPart(product, p)));
  const traces = shares.map((share, i) => at(derivatives.trace, i) - (isRestricted ? share.trace() : 0));
  const squares = derivatives.products.map((product) => product.get(p, p));
  const entryGradient = traces.map((trace, i) => trace - (squares[i] ?? 0) / sigma2);
  const count = entries.length;
  const byEntry = Matrix.zeros(count, count);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < count; j += 1) {
      const residual = derivatives.residualPairs.get(i, j) - takenByFixed(derivatives.products, phi, i, j);
      const trace = derivatives.exact?.traces.get(i, j);
      const removed = isRestricted
        ? traceTakenByFixed(derivatives.exact?.pairs[i]?.[j], shares, phi, i, j)
        : 0;
      const expected = trace === undefined ? residual / sigma2 : trace - removed;
      byEntry.set(i, j, (2 * residual) / sigma2 - expected);
    }
  }
  const roots = rootsOf(products.shapes, entries, point.theta);
  const jacobian = rootJacobian(products.shapes, entries, roots);
  const inTheta = Matrix.add(
    jacobian.transpose().mmul(byEntry).mmul(jacobian),
    rootCurvature(entries, entryGradient),
  );
  const hessian = Matrix.zeros(count + 1, count + 1);
  hessian.setSubMatrix(inTheta, 0, 0);
  for (let j = 0; j < count; j += 1) {
    const cross = squares.reduce(
      (sum, square, i) => sum + (square * jacobian.get(i, j)) / (sigma2 * sigma2),
      0,
    );
    hessian.set(j, count, cross);
    hessian.set(count, j, cross);
  }
  hessian.set(count, count, degreesOf(products, method) / (sigma2 * sigma2));
  const gradient = Float64Array.from({ length: count }, (_, j) =>
    entryGradient.reduce((sum, slope, i) => sum + slope * jacobian.get(i, j), 0),
  );
  return { derivatives, jacobian, gradient, hessian };
}

/** What the fixed effects take from y'P G_i V^-1 G_j P y, to leave y'P G_i P G_j P y. */
function takenByFixed(products: readonly Matrix[], phi: Matrix, i: number, j: number): number {
  const p = phi.rows;
  const left = products[i]?.subMatrix(0, p - 1, p, p) ?? Matrix.zeros(p, 1);
  const right = products[j]?.subMatrix(0, p - 1, p, p) ?? Matrix.zeros(p, 1);
  return left.transpose().mmul(phi).mmul(right).get(0, 0);
}

/** The same from tr V^-1 G_i V^-1 G_j, to leave tr P G_i P G_j. */
function traceTakenByFixed(
  pair: Matrix | undefined,
  shares: readonly Matrix[],
  phi: Matrix,
  i: number,
  j: number,
): number {
  if (pair === undefined) return 0;
  const crossed = (shares[i] ?? phi).mmul(shares[j] ?? phi).trace();
  return 2 * phi.mmul(fixedPart(pair, phi.rows)).trace() - crossed;
}

/** The block of a bordered product that belongs to the fixed effects. */
export function fixedPart(product: Matrix, p: number): Matrix {
  return product.subMatrix(0, p - 1, 0, p - 1);
}

function degreesOf(products: MixedProducts, method: LikelihoodMethod): number {
  return method === 'REML' ? products.n - products.fixed : products.n;
}
