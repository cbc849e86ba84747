import type { LikelihoodPoint } from './mixed-likelihood.ts';
import type { CovarianceEntry } from './mixed-parameters.ts';

/** Common multiples of the residual standard deviation; small data sets may have a maximum at both ends. */
const COMMON_SIZES = [0.01, 0.05, 0.1, 0.2, 0.35, 0.6, 1, 1.7, 3, 10, 30];
/** With this many levels the likelihood has one maximum in all but contrived data, and one climb is enough. */
export const MANY_LEVELS = 500;
const FEW_SIZES = [0.1, 0.35, 1, 3];
/** Where several variances compete, some may be large while others vanish. */
const MIXED_SIZES = [0.1, 1];
const MOST_MIXED = 4;
const BEST_MIXED = 2;

/**
 * Points from which to climb: every dip of the criterion along a common size of all random effects, and the best
 * combinations of large and small ones.
 *
 * @param levels of the largest grouping factor
 */
export function likelihoodStarts(
  entries: readonly CovarianceEntry[],
  levels: number,
  evaluate: (theta: Float64Array) => LikelihoodPoint | undefined,
): LikelihoodPoint[] {
  const diagonal = entries.flatMap(({ row, column }, position) => (row === column ? [position] : []));
  const at = (sizes: readonly number[]): LikelihoodPoint | undefined => {
    const theta = new Float64Array(entries.length);
    for (const [index, position] of diagonal.entries()) theta[position] = sizes[index] ?? 0;
    return evaluate(theta);
  };
  if (levels >= MANY_LEVELS)
    return FEW_SIZES.map((size) => at(diagonal.map(() => size)))
      .filter(isPoint)
      .sort(byHeight)
      .slice(0, 1);
  const common = COMMON_SIZES.map((size) => at(diagonal.map(() => size)));
  const heights = common.map((point) => point?.criterion ?? Infinity);
  const dips = common.filter((_, index) => {
    const height = heights[index] ?? Infinity;
    return height < (heights[index - 1] ?? Infinity) && height <= (heights[index + 1] ?? Infinity);
  });
  const mixed =
    diagonal.length < 2 || diagonal.length > MOST_MIXED ? [] : combinations(diagonal.length).map(at);
  const best = mixed.filter(isPoint).sort(byHeight).slice(0, BEST_MIXED);
  return [...dips.filter(isPoint), ...best];
}

function byHeight(one: LikelihoodPoint, other: LikelihoodPoint): number {
  return one.criterion - other.criterion;
}

function isPoint(point: LikelihoodPoint | undefined): point is LikelihoodPoint {
  return point !== undefined;
}

/** All ways to give each variance one of the mixed sizes, but for the common ones. */
function combinations(count: number): number[][] {
  let sizes: number[][] = [[]];
  for (let index = 0; index < count; index += 1) {
    sizes = sizes.flatMap((head) => MIXED_SIZES.map((size) => [...head, size]));
  }
  return sizes.filter((one) => new Set(one).size > 1);
}
