import { addLowerProduct, addProduct, blockAt, transposed } from '../numbers/block-product.ts';
import { at, increase } from '../numbers/flat-array.ts';
import { invertInPlace } from '../numbers/small-inverse.ts';
import { type PlannedNode, plannedNode, subtractSquares } from './elimination-panels.ts';
import type { EliminationPlan } from './elimination-plan.ts';
import type { MixedProducts } from './mixed-products.ts';

/**
 * The random effects taken out node by node. Before node l is taken out, V holds the effects before it only, and with
 * a = Z_l'V^-1 Z_l and F = Z_J'V^-1 Z_l of the later effects J that it touches:
 *
 *     s = (I + a G)^-1,  K = G s,  Z_J'V^-1 Z_J falls by F K F',  ln det V grows by ln det(I + a G).
 *
 * So G may be singular; with K for the inverse pivot it is the sparse Cholesky decomposition of I + Z'Z G.
 *
 * @see Henderson 1975; Bates et al. 2015, Journal of Statistical Software 67(1), section 2
 */
export interface Elimination {
  /** Relative covariances G, one flat matrix per factor. */
  readonly covariances: readonly Float64Array[];
  /** By node a, and below it F. */
  readonly panels: Float64Array;
  /** By node s. */
  readonly shrink: Float64Array;
  /** By node K. */
  readonly kernel: Float64Array;
  /** Z'V^-1 Y as it stood when the effect's turn came, a row per effect. */
  readonly outcome: Float64Array;
  /** Y'V^-1 Y, row by row. */
  readonly total: Float64Array;
  readonly logDetV: number;
}

export function eliminate(products: MixedProducts, covariances: readonly Float64Array[]): Elimination {
  const { plan } = products;
  const width = products.fixed + 1;
  const panels = products.squares.slice();
  const outcome = products.outcome.slice();
  const total = Float64Array.from(products.total.to1DArray());
  const shrink = new Float64Array(plan.squareEntries);
  const kernel = new Float64Array(plan.squareEntries);
  const covariance = new Float64Array(plan.mostColumns * plan.mostColumns);
  const weighted = new Float64Array(plan.mostRows * plan.mostColumns);
  const squares = new Float64Array(plan.mostRows * plan.mostRows);
  const own = new Float64Array(plan.mostColumns * width);
  let logDetV = 0;
  for (let node = 0; node < plan.nodes; node += 1) {
    const planned = plannedNode(plan, node);
    const { k, j, first, panel, below, square } = planned;
    fillCovariance(plan, planned, covariances, covariance);
    const { logDeterminant, inverse } = shrinkOf(panels, panel, covariance, k);
    logDetV += logDeterminant;
    shrink.set(inverse, square);
    const weight = blockAt(kernel, square, k);
    addProduct(weight, blockAt(covariance, 0, k), blockAt(inverse, 0, k), k, k, k);
    own.fill(0, 0, k * width);
    const rows = blockAt(outcome, first * width, width);
    addProduct(blockAt(own, 0, width), weight, rows, k, k, width);
    addProduct(blockAt(total, 0, width), transposed(rows), blockAt(own, 0, width), width, k, width, -1);
    if (j === 0) continue;
    const later = blockAt(panels, below, k);
    weighted.fill(0, 0, j * k);
    addProduct(blockAt(weighted, 0, k), later, weight, j, k, k);
    squares.fill(0, 0, j * j);
    addLowerProduct(blockAt(squares, 0, j), blockAt(weighted, 0, k), transposed(later), j, k);
    subtractSquares(plan, planned, squares, panels);
    addToLater(plan, planned, panels, own, width, outcome, -1);
  }
  return { covariances, panels, shrink, kernel, outcome, total, logDetV };
}

/** (I + a G)^-1 and ln det(I + a G). */
function shrinkOf(
  panels: Float64Array,
  panel: number,
  covariance: Float64Array,
  k: number,
): { logDeterminant: number; inverse: Float64Array } {
  const inverse = new Float64Array(k * k);
  addProduct(blockAt(inverse, 0, k), blockAt(panels, panel, k), blockAt(covariance, 0, k), k, k, k);
  for (let a = 0; a < k; a += 1) increase(inverse, a * k + a, 1);
  return { logDeterminant: invertInPlace(inverse, k), inverse };
}

/** The covariance of a node's own effects: a block per level. */
export function fillCovariance(
  { factorAt, columnAt }: EliminationPlan,
  { k, first }: PlannedNode,
  covariances: readonly Float64Array[],
  target: Float64Array,
): void {
  target.fill(0, 0, k * k);
  for (let a = 0; a < k; a += 1) {
    const covariance = covariances[at(factorAt, first + a)] ?? target;
    const size = Math.sqrt(covariance.length);
    const column = at(columnAt, first + a);
    for (let b = 0; b < size; b += 1) target[a * k + a - column + b] = at(covariance, column * size + b);
  }
}

/** Adds sign * F times a node's rows (k x width) to the rows of the later effects. */
function addToLater(
  plan: EliminationPlan,
  { k, j, rows, below }: PlannedNode,
  panels: Float64Array,
  own: Float64Array,
  width: number,
  target: Float64Array,
  sign: 1 | -1,
): void {
  for (let i = 0; i < j; i += 1) {
    const place = at(plan.rows, rows + i) * width;
    for (let a = 0; a < k; a += 1) {
      const weight = sign * at(panels, below + i * k + a);
      for (let c = 0; c < width; c += 1) increase(target, place + c, weight * at(own, a * width + c));
    }
  }
}

/** Adds sign * F' times the rows of the later effects to a node's rows (k x width). */
function addFromLater(
  plan: EliminationPlan,
  { k, j, rows, below }: PlannedNode,
  panels: Float64Array,
  later: Float64Array,
  width: number,
  own: Float64Array,
  sign: 1 | -1,
): void {
  for (let i = 0; i < j; i += 1) {
    const place = at(plan.rows, rows + i) * width;
    for (let a = 0; a < k; a += 1) {
      const weight = sign * at(panels, below + i * k + a);
      for (let c = 0; c < width; c += 1) increase(own, a * width + c, weight * at(later, place + c));
    }
  }
}

/** target = G times values, of all effects. */
function weighByCovariance(
  { factorAt, columnAt }: EliminationPlan,
  covariances: readonly Float64Array[],
  first: number,
  end: number,
  values: Float64Array,
  width: number,
  target: Float64Array,
): void {
  for (let position = first; position < end; position += 1) {
    const covariance = covariances[at(factorAt, position)] ?? target;
    const size = Math.sqrt(covariance.length);
    const column = at(columnAt, position);
    for (let c = 0; c < width; c += 1) {
      let sum = 0;
      for (let b = 0; b < size; b += 1)
        sum += at(covariance, column * size + b) * at(values, (position - column + b) * width + c);
      target[position * width + c] = sum;
    }
  }
}

/** Z'V^-1 Y from what stood of it when each effect's turn came: T_l = s (Y_l - F' G T_J), the last node first. */
export function scoresOf(
  plan: EliminationPlan,
  { panels, shrink, covariances }: Elimination,
  outcome: Float64Array,
  width: number,
): Float64Array {
  const scores = new Float64Array(outcome.length);
  const spread = new Float64Array(outcome.length);
  const own = new Float64Array(plan.mostColumns * width);
  for (let node = plan.nodes - 1; node >= 0; node -= 1) {
    const planned = plannedNode(plan, node);
    const { k, first, square } = planned;
    own.set(outcome.subarray(first * width, (first + k) * width));
    addFromLater(plan, planned, panels, spread, width, own, -1);
    const target = blockAt(scores, first * width, width);
    addProduct(target, blockAt(shrink, square, k), blockAt(own, 0, width), k, k, width);
    weighByCovariance(plan, covariances, first, first + k, scores, width, spread);
  }
  return scores;
}

/**
 * Z'V^-1 Z times rows W, one for each effect. Forwards e = W_l - K (a W_l + h_l) goes to h_J as F e; backwards the product is
 * s (a W_l + h_l + F' (W_J - G times the product's own rows J)).
 */
export function spreadProduct(
  plan: EliminationPlan,
  { panels, shrink, kernel, covariances }: Elimination,
  weights: Float64Array,
  width: number,
): Float64Array {
  const reached = new Float64Array(weights.length);
  const own = new Float64Array(plan.mostColumns * width);
  for (let node = 0; node < plan.nodes; node += 1) {
    const planned = plannedNode(plan, node);
    const { k, first, panel, square } = planned;
    const from = first * width;
    const rows = blockAt(reached, from, width);
    addProduct(rows, blockAt(panels, panel, k), blockAt(weights, from, width), k, k, width);
    own.set(weights.subarray(from, from + k * width));
    addProduct(blockAt(own, 0, width), blockAt(kernel, square, k), rows, k, k, width, -1);
    addToLater(plan, planned, panels, own, width, reached, 1);
  }
  const product = new Float64Array(weights.length);
  const rest = new Float64Array(weights.length);
  for (let node = plan.nodes - 1; node >= 0; node -= 1) {
    const planned = plannedNode(plan, node);
    const { k, first, square } = planned;
    const from = first * width;
    own.set(reached.subarray(from, from + k * width));
    addFromLater(plan, planned, panels, rest, width, own, 1);
    addProduct(
      blockAt(product, from, width),
      blockAt(shrink, square, k),
      blockAt(own, 0, width),
      k,
      k,
      width,
    );
    weighByCovariance(plan, covariances, first, first + k, product, width, rest);
    for (let place = from; place < from + k * width; place += 1)
      rest[place] = at(weights, place) - at(rest, place);
  }
  return product;
}
