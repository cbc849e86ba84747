import { LuDecomposition, Matrix } from 'ml-matrix';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { at } from '../numbers/flat-array.ts';
import { type LikelihoodPoint, fixedPart } from './mixed-likelihood.ts';
import { covariancesOf, rootsOf } from './mixed-parameters.ts';
import type { LikelihoodMaximum } from './find-likelihood-maximum.ts';
import type { MixedProducts } from './mixed-products.ts';

/** What Kenward and Roger's method needs beyond the fit. */
export interface KenwardRoger {
  /** Adjusted covariance of the standardised fixed effects, in units of the residual variance. */
  readonly adjusted: Matrix;
  /** Degrees of freedom of one contrast over the standardised fixed effects. */
  degreesOf(weights: Float64Array): number;
}

/**
 * Kenward and Roger's small-sample covariance and degrees of freedom, for covariances that are linear in their
 * parameters: the entries of each factor's covariance and the residual variance. The residual's own pieces follow from
 * I = V - sum of gamma_i G_i. For a single contrast the F scaling is 1 and the degrees of freedom are 2 / A.
 *
 * @see Kenward & Roger 1997, Biometrics 53:983-997; Halekoh & Hojsgaard 2014, Journal of Statistical Software 59(9)
 */
export function kenwardRoger(products: MixedProducts, maximum: LikelihoodMaximum): KenwardRoger {
  const { point, entries } = maximum;
  const { phi } = point.system;
  const { first, pairs, traces } = linearPieces(products, maximum);
  const count = entries.length + 1;
  const shares = first.map((one) => phi.mmul(one));
  const information = Matrix.zeros(count, count);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < count; j += 1) {
      const crossed = (shares[i] ?? phi).mmul(shares[j] ?? phi).trace();
      information.set(i, j, traces.get(i, j) - 2 * phi.mmul(pairs[i]?.[j] ?? phi).trace() + crossed);
    }
  }
  const lu = new LuDecomposition(information);
  // so few rows that the variances have no information about each other
  if (lu.isSingular()) throw new EvidenceError('degrees_of_freedom_undefined', { term: '(Intercept)' });
  const weightsOfPairs = lu.solve(Matrix.eye(count, count)).mul(2);
  const correction = Matrix.zeros(phi.rows, phi.rows);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < count; j += 1) {
      const pair = Matrix.sub(pairs[i]?.[j] ?? phi, (first[i] ?? phi).mmul(shares[j] ?? phi));
      correction.add(pair.mul(weightsOfPairs.get(i, j)));
    }
  }
  return {
    adjusted: Matrix.add(phi, phi.mmul(correction).mmul(phi).mul(2)),
    degreesOf: (weights) => {
      const image = phi.mmul(Matrix.columnVector(Array.from(weights)));
      const variance = weights.reduce((sum, weight, i) => sum + weight * image.get(i, 0), 0);
      const slope = first.map((one) => image.transpose().mmul(one).mmul(image).get(0, 0) / variance);
      const vector = Matrix.columnVector(slope);
      return 2 / vector.transpose().mmul(weightsOfPairs).mmul(vector).get(0, 0);
    },
  };
}

interface LinearPieces {
  /** X' V^-1 G_i V^-1 X, the residual last; Kenward and Roger's P_i with the opposite sign, which cancels everywhere. */
  readonly first: readonly Matrix[];
  /** X' V^-1 G_i V^-1 G_j V^-1 X */
  readonly pairs: ReadonlyArray<readonly Matrix[]>;
  /** tr V^-1 G_i V^-1 G_j */
  readonly traces: Matrix;
}

function linearPieces(
  products: MixedProducts,
  { point, entries, slopes: { derivatives } }: LikelihoodMaximum,
): LinearPieces {
  const p = products.fixed;
  const count = entries.length;
  const gamma = gammaOf(products, point, entries);
  const first = derivatives.products.map((product) => fixedPart(product, p));
  const { exact } = derivatives;
  if (exact === undefined) throw new RangeError('Kenward and Roger need the exact curvature');
  const pairs = exact.pairs.map((row) => row.map((pair) => fixedPart(pair, p)));
  const traces = Matrix.zeros(count + 1, count + 1);
  traces.setSubMatrix(exact.traces, 0, 0);
  const residualFirst = point.system.information.clone();
  const residualPairs = pairs.map((row, i) => {
    const pair = (first[i] ?? residualFirst).clone();
    for (const [j, other] of row.entries()) pair.sub(Matrix.mul(other, at(gamma, j)));
    const trace =
      at(derivatives.trace, i) - row.reduce((sum, _, j) => sum + at(gamma, j) * exact.traces.get(i, j), 0);
    traces.set(i, count, trace);
    traces.set(count, i, trace);
    return pair;
  });
  for (const [i, one] of first.entries()) residualFirst.sub(Matrix.mul(one, at(gamma, i)));
  const residualOwn = residualFirst.clone();
  for (const [i, one] of residualPairs.entries()) residualOwn.sub(Matrix.mul(one, at(gamma, i)));
  const explained = gamma.reduce(
    (sum, value, i) => sum + value * (at(derivatives.trace, i) + traces.get(i, count)),
    0,
  );
  traces.set(count, count, products.n - explained);
  return {
    first: [...first, residualFirst],
    pairs: [
      ...pairs.map((row, i) => [...row, residualPairs[i] ?? residualFirst]),
      [...residualPairs.map((pair) => pair.transpose()), residualOwn],
    ],
    traces,
  };
}

function gammaOf(
  products: MixedProducts,
  point: LikelihoodPoint,
  entries: LikelihoodMaximum['entries'],
): Float64Array {
  const covariances = covariancesOf(products.shapes, rootsOf(products.shapes, entries, point.theta));
  return Float64Array.from(entries, ({ factor, row, column }) => {
    const columns = products.shapes[factor]?.columns ?? 0;
    return at(covariances[factor] ?? new Float64Array(), row * columns + column);
  });
}
