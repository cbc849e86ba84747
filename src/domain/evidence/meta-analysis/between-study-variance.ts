import { chisquareAt } from '../numbers/distributions.ts';
import { findRoot } from '../numbers/find-root.ts';
import { type WeightedFit, weightedFit } from './weighted-fit.ts';

export type BetweenStudyMethod = 'REML' | 'ML' | 'DL' | 'EE' | 'PM' | 'HE';

/** Study estimates, their sampling variances, and the whole design with its constant column. */
export interface Studies {
  readonly estimates: Float64Array;
  readonly variances: Float64Array;
  readonly design: readonly Float64Array[];
}

/** The fit with weights 1 / (v + tau2). */
export function fitAt({ estimates, variances, design }: Studies, tau2: number): WeightedFit {
  return weightedFit(
    design,
    estimates,
    variances.map((variance) => 1 / (variance + tau2)),
  );
}

/**
 * The variance tau2 >= 0 between studies: maximum likelihood (ML), restricted (REML), DerSimonian-Laird (DL),
 * Paule-Mandel (PM), Hedges (HE) or zero by assumption (EE). Likelihood scores are solved to the last digits.
 *
 * @see Viechtbauer 2005, Journal of Educational and Behavioral Statistics 30:261-293; DerSimonian & Laird 1986;
 *   Paule & Mandel 1982; Hedges & Olkin 1985
 */
export function betweenStudyVariance(studies: Studies, method: BetweenStudyMethod): number {
  const df = studies.estimates.length - studies.design.length;
  if (method === 'EE') return 0;
  if (method === 'PM') return varianceAtQ(studies, df) ?? 0;
  if (method === 'ML' || method === 'REML') return likelihoodMaximum(studies, method);
  if (method === 'DL') {
    const { q, traceP } = fitAt(studies, 0);
    return Math.max(0, (q - df) / traceP);
  }
  const unweighted = weightedFit(
    studies.design,
    studies.estimates,
    studies.variances.map(() => 1),
  );
  const expected = weightedTraceOfVariances(studies);
  return Math.max(0, (unweighted.q - expected) / df);
}

/**
 * The Q-profile interval of tau2: all values at which Q(tau2) is an unsurprising chi-square. Null limits mean that even
 * tau2 = 0 leaves the studies more alike than chance allows.
 *
 * @see Viechtbauer 2007, Statistics in Medicine 26:37-52
 */
export function betweenStudyInterval(
  studies: Studies,
  confidence: number,
): { low: number | null; high: number | null } {
  const df = studies.estimates.length - studies.design.length;
  const tail = (1 - confidence) / 2;
  const high = varianceAtQ(studies, chisquareAt(tail, df));
  if (high === undefined) return { low: null, high: null };
  return { low: varianceAtQ(studies, chisquareAt(1 - tail, df)) ?? 0, high };
}

/** The tau2 at which Q falls to `target`, or undefined when it is lower from the start. */
function varianceAtQ(studies: Studies, target: number): number | undefined {
  const excess = (tau2: number): number => fitAt(studies, tau2).q - target;
  if (excess(0) < 0) return undefined;
  let high = scaleOf(studies);
  while (excess(high) > 0) high *= 4;
  return findRoot(excess, 0, high);
}

/** sum v (1 - h) with h the leverages of the unweighted fit: what the variances alone add to its residuals. */
function weightedTraceOfVariances({ variances, design }: Studies): number {
  const ones = variances.map(() => 1);
  return variances.reduce((sum, variance, row) => {
    const indicator = variances.map((_, other) => (other === row ? 1 : 0));
    return sum + variance * weightedFit(design, indicator, ones).q;
  }, 0);
}

function scaleOf({ estimates, variances }: Studies): number {
  const mean = estimates.reduce((sum, value) => sum + value, 0) / estimates.length;
  return estimates.reduce((sum, value) => sum + (value - mean) ** 2, 0) + Math.max(...variances);
}

const GRID_FROM = -12;
const GRID_TO = 2;
const GRID_STEPS_PER_DECADE = 3;

/** The likelihood may have several maxima: every descent of the score through zero on a grid is refined and compared. */
function likelihoodMaximum(studies: Studies, method: 'ML' | 'REML'): number {
  const score = (tau2: number): number => {
    const { doubleQ, traceP } = fitAt(studies, tau2);
    const traceW = studies.variances.reduce((sum, variance) => sum + 1 / (variance + tau2), 0);
    return doubleQ - (method === 'REML' ? traceP : traceW);
  };
  const criterion = (tau2: number): number => {
    const { q, logDeterminant } = fitAt(studies, tau2);
    const logVariances = studies.variances.reduce((sum, variance) => sum + Math.log(variance + tau2), 0);
    return logVariances + q + (method === 'REML' ? logDeterminant : 0);
  };
  const scale = scaleOf(studies);
  const grid = [0];
  for (let step = GRID_FROM * GRID_STEPS_PER_DECADE; step <= GRID_TO * GRID_STEPS_PER_DECADE; step += 1) {
    grid.push(scale * 10 ** (step / GRID_STEPS_PER_DECADE));
  }
  const scores = grid.map(score);
  const candidates = (scores[0] ?? 0) <= 0 ? [0] : [];
  for (const [position, low] of grid.entries()) {
    const high = grid[position + 1];
    if (high !== undefined && (scores[position] ?? 0) > 0 && (scores[position + 1] ?? 0) <= 0) {
      candidates.push(findRoot(score, low, high));
    }
  }
  return candidates.reduce(
    (best, candidate) => (criterion(candidate) < criterion(best) ? candidate : best),
    candidates[0] ?? 0,
  );
}
