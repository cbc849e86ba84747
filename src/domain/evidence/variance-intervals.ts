import { Matrix } from 'ml-matrix';
import { chisquareAt, normalQuantile } from './distributions.ts';
import type { MixedFit } from './mixed-fit.ts';
import type { LikelihoodSlopes } from './mixed-likelihood.ts';
import { covariancesOf, rootsOf } from './mixed-parameters.ts';
import { deltaVariance } from './satterthwaite.ts';

export interface PossibleInterval {
  /** Null where the variance is zero, its sampling distribution not being regular there, or where nothing is known. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface VarianceIntervals {
  /** Per grouping factor, per term. */
  readonly random: ReadonlyArray<readonly PossibleInterval[]>;
  readonly residual: PossibleInterval;
  readonly icc: PossibleInterval;
}

const NONE: PossibleInterval = { low: null, high: null };
/** A variance this far below the residual's is zero up to rounding. */
const VANISHED = 1e-9;

/**
 * Intervals of the variances: each is taken as a multiple of a chi-square variable whose degrees of freedom match its
 * sampling variance, so that they stay positive and are as skewed as a variance is. The ICC's is symmetric on the logit
 * scale.
 *
 * @see Satterthwaite 1946, Biometrics Bulletin 2:110-114
 */
export function varianceIntervals(
  fit: MixedFit,
  slopes: LikelihoodSlopes,
  confidence: number,
): VarianceIntervals {
  const { products, maximum, unit, random } = fit;
  const { point, entries } = maximum;
  const scale = unit * unit;
  const covariances = covariancesOf(products.shapes, rootsOf(products.shapes, entries, point.theta));
  /** a variance in data units with its gradient in (theta, sigma2) */
  const component = (factor: number, position: number) => {
    const transform = random[factor]?.transform ?? Matrix.eye(1);
    const size = transform.rows;
    const flat = covariances[factor] ?? new Float64Array();
    const row = transform.getRow(position);
    let relative = 0;
    for (let a = 0; a < size; a += 1) {
      for (let b = 0; b < size; b += 1) relative += (row[a] ?? 0) * (row[b] ?? 0) * (flat[a * size + b] ?? 0);
    }
    const gradient = entries.map((_, j) =>
      entries.reduce((sum, entry, i) => {
        if (entry.factor !== factor) return sum;
        const weight =
          (row[entry.row] ?? 0) * (row[entry.column] ?? 0) * (entry.row === entry.column ? 1 : 2);
        return sum + weight * slopes.jacobian.get(i, j);
      }, 0),
    );
    return {
      relative,
      value: point.sigma2 * scale * relative,
      gradient: [...gradient.map((slope) => slope * point.sigma2 * scale), scale * relative],
    };
  };
  const interval = (value: number, gradient: readonly number[]): PossibleInterval => {
    const degrees = (2 * value * value) / deltaVariance(slopes.hessian, gradient);
    if (!(degrees > 0 && Number.isFinite(degrees))) return NONE;
    const tail = (1 - confidence) / 2;
    const low = (degrees * value) / chisquareAt(1 - tail, degrees);
    const high = (degrees * value) / chisquareAt(tail, degrees);
    // a handful of rows may say nothing at all about a variance
    return Number.isFinite(high) ? { low, high } : NONE;
  };
  const intercepts = random.map((_, factor) => component(factor, 0));
  return {
    random: random.map(({ terms }, factor) =>
      terms.map((_, position) => {
        const { relative, value, gradient } = component(factor, position);
        return relative > VANISHED ? interval(value, gradient) : NONE;
      }),
    ),
    residual: interval(point.sigma2 * scale, [...entries.map(() => 0), scale]),
    icc: iccInterval(
      intercepts.reduce((sum, { relative }) => sum + relative, 0),
      entries.map((_, j) =>
        intercepts.reduce((sum, { gradient }) => sum + (gradient[j] ?? 0) / (point.sigma2 * scale), 0),
      ),
      slopes,
      confidence,
    ),
  };
}

/** The odds of the ICC are the intercepts' variance over the residual's: relative variances, free of sigma2. */
function iccInterval(
  odds: number,
  gradient: readonly number[],
  slopes: LikelihoodSlopes,
  confidence: number,
): PossibleInterval {
  if (!(odds > VANISHED)) return NONE;
  const se = Math.sqrt(deltaVariance(slopes.hessian, [...gradient, 0])) / odds;
  const reach = normalQuantile((1 + confidence) / 2) * se;
  const at = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));
  return { low: at(Math.log(odds) - reach), high: at(Math.log(odds) + reach) };
}
