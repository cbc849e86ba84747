import type { Matrix } from 'ml-matrix';
import { chisquareAt } from '../numbers/distributions.ts';
import { logitInterval } from '../estimates/logit-interval.ts';
import type { MixedFit } from './mixed-fit.ts';
import type { LikelihoodSlopes } from './mixed-likelihood.ts';
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
 * @param covariances per grouping factor, in data units
 * @see Satterthwaite 1946, Biometrics Bulletin 2:110-114
 */
export function varianceIntervals(
  { maximum, unit, random }: MixedFit,
  covariances: readonly Matrix[],
  confidence: number,
): VarianceIntervals {
  const { point, entries, slopes } = maximum;
  const scale = unit * unit;
  const residual = point.sigma2 * scale;
  /** a variance in data units with its gradient in (theta, sigma2) */
  const component = (factor: number, position: number) => {
    const row = random[factor]?.transform.getRow(position) ?? [];
    const value = covariances[factor]?.get(position, position) ?? 0;
    const gradient = entries.map((_, j) =>
      entries.reduce((sum, entry, i) => {
        if (entry.factor !== factor) return sum;
        const weight =
          (row[entry.row] ?? 0) * (row[entry.column] ?? 0) * (entry.row === entry.column ? 1 : 2);
        return sum + weight * slopes.jacobian.get(i, j);
      }, 0),
    );
    return { value, gradient: [...gradient.map((slope) => slope * residual), value / point.sigma2] };
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
        const { value, gradient } = component(factor, position);
        return value > VANISHED * residual ? interval(value, gradient) : NONE;
      }),
    ),
    residual: interval(residual, [...entries.map(() => 0), scale]),
    icc: iccInterval(
      intercepts.reduce((sum, { value }) => sum + value / residual, 0),
      entries.map((_, j) => intercepts.reduce((sum, { gradient }) => sum + (gradient[j] ?? 0) / residual, 0)),
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
  return logitInterval(Math.log(odds), se, confidence);
}
