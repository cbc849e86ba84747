import { LuDecomposition, Matrix } from 'ml-matrix';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { type Interval, requireConfidence } from '../estimates/interval.ts';
import { findPositiveInverse } from '../numbers/invert-positive.ts';
import { logitInterval } from '../estimates/logit-interval.ts';
import { correlationsOf } from '../numbers/moments.ts';

export interface Omega extends Interval {
  readonly omega: number;
  readonly se: number;
  /** In the units of the matrix that was given, signed so that most are positive. */
  readonly loadings: readonly number[];
  /** Each item's variance that the factor leaves. */
  readonly uniquenesses: readonly number[];
}

const MOST_STEPS = 500;
/** Relative size of a step that is rounding. */
const SETTLED = 1e-13;

/**
 * McDonald's omega: the share of a sum's variance that one common factor explains, from the one-factor model by maximum
 * likelihood (Fisher scoring). Unlike alpha it lets items load differently. Its interval comes from the information
 * matrix by the delta method, on the logit scale so that it stays between 0 and 1.
 *
 * @param covariances of the items (or their correlations), positive definite, at least three items
 * @param n persons behind them
 * @throws EvidenceError too_few_items, too_few_rows, zero_variance (not positive definite), no_common_factor (an item's
 *   own variance vanishes, or no factor is found)
 * @see McDonald 1999, Test Theory, ch. 6; Lawley & Maxwell 1971, Factor Analysis as a Statistical Method, ch. 4;
 *   Raykov 2002, Structural Equation Modeling 9:195-212
 */
export function factorOmega(
  covariances: ReadonlyArray<readonly number[]>,
  n: number,
  confidence = 0.95,
): Omega {
  requireConfidence(confidence);
  const size = covariances.length;
  if (size < 3) throw new EvidenceError('too_few_items', { items: size, needed: 3 });
  if (n <= size) throw new EvidenceError('too_few_rows', { rows: n, needed: size + 1 });
  const scales = covariances.map((row, i) => Math.sqrt(row[i] ?? 0));
  // in correlations every quantity is about 1; the model is scale-free
  const observed = new Matrix(correlationsOf(covariances));
  if (findPositiveInverse(observed) === undefined)
    throw new EvidenceError('zero_variance', { column: 'items' });
  const { parameters, information } = fitOneFactor(observed);
  const sign = Math.sign(parameters.slice(0, size).reduce((sum, value) => sum + value, 0)) || 1;
  const loadings = scales.map((scale, i) => sign * scale * (parameters[i] ?? 0));
  const uniquenesses = scales.map((scale, i) => scale * scale * (parameters[size + i] ?? 0));
  const common = loadings.reduce((sum, value) => sum + value, 0);
  const own = uniquenesses.reduce((sum, value) => sum + value, 0);
  const total = common * common + own;
  const omega = (common * common) / total;
  const slopes = [
    ...scales.map((scale) => (2 * common * own * sign * scale) / (total * total)),
    ...scales.map((scale) => (-common * common * scale * scale) / (total * total)),
  ];
  const covariance = findPositiveInverse(information)?.inverse;
  if (covariance === undefined) throw new EvidenceError('no_common_factor');
  const gradient = Matrix.columnVector(slopes);
  const se = Math.sqrt(gradient.dot(covariance.mmul(gradient)) / (n - 1));
  const logOdds = Math.log(omega / (1 - omega));
  const interval = logitInterval(logOdds, se / (omega * (1 - omega)), confidence);
  return { omega, se, ...interval, loadings, uniquenesses };
}

interface OneFactor {
  /** Loadings, then uniquenesses. */
  readonly parameters: Float64Array;
  /** Expected information of one person. */
  readonly information: Matrix;
}

function fitOneFactor(observed: Matrix): OneFactor {
  const size = observed.rows;
  let parameters = startingPoint(observed);
  let current = evaluate(observed, parameters);
  for (let step = 0; step < MOST_STEPS && current !== undefined; step += 1) {
    const next = stepFrom(observed, parameters, current);
    if (next === undefined) break;
    parameters = next.parameters;
    current = next.evaluation;
    if (next.size < SETTLED) break;
  }
  const isProper = current !== undefined && parameters.every((value, i) => i < size || value > 1e-6);
  if (current === undefined || !isProper || Math.max(...current.gradient.to1DArray().map(Math.abs)) > 1e-6) {
    throw new EvidenceError('no_common_factor');
  }
  return { parameters, information: current.information };
}

/** One step of Fisher scoring, halved until the misfit does not grow; undefined where no part of it helps. */
function stepFrom(observed: Matrix, from: Float64Array, { gradient, information, misfit }: Evaluation) {
  const direction = new LuDecomposition(information).solve(gradient).to1DArray();
  for (let share = 1; share > 1e-12; share /= 2) {
    const move = direction.map((value) => share * value);
    const parameters = from.map((value, i) => value + (move[i] ?? 0));
    const evaluation = evaluate(observed, parameters);
    if (evaluation !== undefined && evaluation.misfit <= misfit + 1e-15 * observed.rows) {
      return { parameters, evaluation, size: Math.max(...move.map(Math.abs)) };
    }
  }
  return undefined;
}

/** Communalities of about a half, signed by each item's part in the sum of all. */
function startingPoint(observed: Matrix): Float64Array {
  const size = observed.rows;
  const sums = Array.from({ length: size }, (_, i) =>
    observed.getRow(i).reduce((sum, value) => sum + value, 0),
  );
  const total = Math.sqrt(
    Math.max(
      1e-6,
      sums.reduce((sum, value) => sum + value, 0),
    ),
  );
  const loadings = sums.map((value) => Math.max(-0.95, Math.min(0.95, value / total)));
  return Float64Array.from([...loadings, ...loadings.map((value) => 1 - value * value)]);
}

interface Evaluation {
  /** ln det Sigma + tr(S Sigma^-1): twice the negative log likelihood of one person, but for a constant. */
  readonly misfit: number;
  readonly gradient: Matrix;
  readonly information: Matrix;
}

/** Undefined outside the space of the model. */
function evaluate(observed: Matrix, parameters: Float64Array): Evaluation | undefined {
  const size = observed.rows;
  const loadings = Matrix.columnVector(parameters.slice(0, size));
  const model = loadings.mmul(loadings.transpose());
  for (let i = 0; i < size; i += 1) {
    const own = parameters[size + i] ?? 0;
    if (!(own > 0)) return undefined;
    model.set(i, i, model.get(i, i) + own);
  }
  const inverted = findPositiveInverse(model);
  if (inverted === undefined) return undefined;
  const { inverse, logDeterminant } = inverted;
  // A = Sigma^-1 (S - Sigma) Sigma^-1; slopes: A lambda for loadings, A_ii / 2 for uniquenesses
  const lack = inverse.mmul(Matrix.sub(observed, model)).mmul(inverse);
  const gradient = Matrix.zeros(2 * size, 1);
  const image = lack.mmul(loadings);
  const seen = inverse.mmul(loadings);
  const scale = loadings.dot(seen);
  const information = Matrix.zeros(2 * size, 2 * size);
  for (let i = 0; i < size; i += 1) {
    gradient.set(i, 0, image.get(i, 0));
    gradient.set(size + i, 0, lack.get(i, i) / 2);
    for (let j = 0; j < size; j += 1) {
      const between = inverse.get(i, j);
      information.set(i, j, scale * between + seen.get(i, 0) * seen.get(j, 0));
      information.set(size + i, size + j, (between * between) / 2);
      information.set(i, size + j, seen.get(j, 0) * between);
      information.set(size + j, i, seen.get(j, 0) * between);
    }
  }
  const fit = observed.dot(inverse);
  return { misfit: logDeterminant + fit, gradient, information };
}
