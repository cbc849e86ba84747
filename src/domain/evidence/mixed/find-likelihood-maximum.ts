import { EigenvalueDecomposition, Matrix } from 'ml-matrix';
import { at } from '../numbers/flat-array.ts';
import { likelihoodStarts, MANY_LEVELS } from './likelihood-starts.ts';
import {
  type HessianKind,
  type LikelihoodMethod,
  type LikelihoodPoint,
  type LikelihoodSlopes,
  findLikelihood,
  likelihoodSlopes,
} from './mixed-likelihood.ts';
import { type CovarianceEntry, covarianceEntries } from './mixed-parameters.ts';
import type { MixedProducts } from './mixed-products.ts';

const MAXIMUM_STEPS = 100;
/** Above so many crossed effects the exact Hessian costs several times the average one, which climbs as fast in data of this size. */
const SMALL_CORE = 100;
const AVERAGE_STEPS = 15;
/** Half the expected fall of the criterion by one more Newton step, below which there is nothing left to gain. */
const SETTLED = 1e-22;
/** Above this expected fall the search has not arrived. */
const ARRIVED = 1e-9;
/** A root this large, in standardised units, only grows further. */
const NO_RESIDUAL_ROOT = 1e5;
/** A root this small, in standardised units, counts as zero when zero is no worse. */
const BOUNDARY_ROOT = 1e-5;

export interface LikelihoodMaximum {
  readonly point: LikelihoodPoint;
  /** At the point, with the exact Hessian. */
  readonly slopes: LikelihoodSlopes;
  readonly entries: readonly CovarianceEntry[];
  /** The slope vanishes here and the criterion curves upwards in every direction. */
  readonly converged: boolean;
}

/**
 * The theta of the largest (restricted) likelihood by Newton's method with exact derivatives, from several starts, for
 * small data have several maxima. The criterion does not change when a column of a root changes its sign, so a variance of zero is an ordinary
 * stationary point and needs no bounds. Undefined where the likelihood grows without end: nothing varies within groups.
 */
export function findLikelihoodMaximum(
  products: MixedProducts,
  method: LikelihoodMethod,
): LikelihoodMaximum | undefined {
  const entries = covarianceEntries(products.shapes);
  const levels = products.shapes[0]?.levels ?? 0;
  const search: Search = {
    evaluate: (theta) => findLikelihood(products, entries, method, theta),
    slopesAt: (point, hessian) => likelihoodSlopes(products, entries, method, point, hessian),
    isLarge: levels >= MANY_LEVELS || products.plan.core > SMALL_CORE,
  };
  const climbs = likelihoodStarts(entries, levels, search.evaluate).map((start) => climb(search, start));
  const [first, ...others] = climbs;
  if (first === undefined) return undefined;
  const best = others.reduce((one, other) => (isLower(other, one) ? other : one), first);
  if (best.point.theta.some((root) => Math.abs(root) > NO_RESIDUAL_ROOT)) return undefined;
  const point = snapToBoundary(best.point, entries, search.evaluate);
  const slopes = point === best.point ? best.slopes : search.slopesAt(point, 'exact');
  return { point, slopes, converged: best.converged, entries };
}

interface Search {
  readonly evaluate: (theta: Float64Array) => LikelihoodPoint | undefined;
  readonly slopesAt: (point: LikelihoodPoint, hessian: HessianKind) => LikelihoodSlopes;
  readonly isLarge: boolean;
}

interface Climb {
  readonly point: LikelihoodPoint;
  /** With the exact Hessian. */
  readonly slopes: LikelihoodSlopes;
  readonly converged: boolean;
}

function climb({ evaluate, slopesAt, isLarge }: Search, start: LikelihoodPoint): Climb {
  let point = start;
  let hessian: HessianKind = isLarge ? 'average' : 'exact';
  let slopes = slopesAt(point, hessian);
  let decrement = Infinity;
  let steepest = 0;
  for (let step = 0; step < MAXIMUM_STEPS; step += 1) {
    const { direction, fall, lowestCurvature } = newtonStep(slopes);
    steepest = lowestCurvature;
    // once rounding rules, the promised fall no longer shrinks
    const isSettled = fall < SETTLED || (fall < ARRIVED * 1e-3 && fall > decrement / 2);
    decrement = fall;
    const hasArrived = isSettled && lowestCurvature > -ARRIVED;
    if (hasArrived && hessian === 'exact') break;
    const next = hasArrived ? undefined : descend(point, direction, evaluate);
    if (next === undefined && hessian === 'exact') break;
    point = next ?? point;
    if (next === undefined || step >= AVERAGE_STEPS) hessian = 'exact';
    slopes = slopesAt(point, hessian);
  }
  return { point, slopes, converged: decrement < ARRIVED && steepest > -ARRIVED };
}

/** Two climbs to one maximum differ by rounding only: the settled one counts. */
function isLower(one: Climb, other: Climb): boolean {
  const gap = other.point.criterion - one.point.criterion;
  const rounding = 1e-11 * (1 + Math.abs(one.point.criterion));
  return Math.abs(gap) <= rounding ? one.converged && !other.converged : gap > 0;
}

/** Newton's direction with every curvature taken as positive, and half the fall of the criterion that it promises. */
function newtonStep({ gradient, hessian }: LikelihoodSlopes): {
  direction: Float64Array;
  fall: number;
  lowestCurvature: number;
} {
  const count = gradient.length;
  const profiled = Matrix.zeros(count, count);
  const last = hessian.get(count, count);
  for (let i = 0; i < count; i += 1) {
    for (let j = 0; j < count; j += 1) {
      profiled.set(i, j, hessian.get(i, j) - (hessian.get(i, count) * hessian.get(count, j)) / last);
    }
  }
  const { realEigenvalues, eigenvectorMatrix } = new EigenvalueDecomposition(profiled, {
    assumeSymmetric: true,
  });
  const largest = Math.max(...realEigenvalues.map(Math.abs), Number.MIN_VALUE);
  const direction = new Float64Array(count);
  let fall = 0;
  for (const [axis, curvature] of realEigenvalues.entries()) {
    const vector = eigenvectorMatrix.getColumn(axis);
    const slope = vector.reduce((sum, value, i) => sum + value * at(gradient, i), 0);
    // on a saddle the slope is zero and the way down is the axis itself
    const isSaddle = curvature < -ARRIVED && Math.abs(slope) < 1e-9;
    const length = isSaddle ? 0.1 : -slope / Math.max(Math.abs(curvature), 1e-10 * largest);
    fall += 0.5 * Math.abs(slope * length);
    for (const [i, value] of vector.entries()) direction[i] = at(direction, i) + length * value;
  }
  return { direction, fall, lowestCurvature: Math.min(...realEigenvalues) };
}

/** The first halving of the step that does not raise the criterion beyond rounding. */
function descend(
  point: LikelihoodPoint,
  direction: Float64Array,
  evaluate: (theta: Float64Array) => LikelihoodPoint | undefined,
): LikelihoodPoint | undefined {
  const rounding = 1e-13 * (1 + Math.abs(point.criterion));
  for (let share = 1; share > 1e-12; share /= 2) {
    const next = evaluate(point.theta.map((value, i) => value + share * at(direction, i)));
    if (next !== undefined && next.criterion <= point.criterion + rounding) return next;
  }
  return undefined;
}

/** Roots that are zero but for rounding become zero, so that a variance on its boundary is reported as such. */
function snapToBoundary(
  point: LikelihoodPoint,
  entries: readonly CovarianceEntry[],
  evaluate: (theta: Float64Array) => LikelihoodPoint | undefined,
): LikelihoodPoint {
  const theta = point.theta.slice();
  for (const [i, { factor, row, column }] of entries.entries()) {
    if (row !== column || Math.abs(at(theta, i)) > BOUNDARY_ROOT) continue;
    const below = entries.flatMap((entry, j) =>
      entry.factor === factor && entry.column === column ? [j] : [],
    );
    if (below.some((j) => Math.abs(at(theta, j)) > BOUNDARY_ROOT)) theta[i] = 0;
    else for (const j of below) theta[j] = 0;
  }
  if (theta.every((root, i) => root === at(point.theta, i))) return point;
  const snapped = evaluate(theta);
  return snapped !== undefined &&
    snapped.criterion <= point.criterion + 1e-11 * (1 + Math.abs(point.criterion))
    ? snapped
    : point;
}
