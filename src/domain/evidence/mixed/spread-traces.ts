import { addProduct, type Block, blockAt, transposed } from '../numbers/block-product.ts';
import { at, increase } from '../numbers/flat-array.ts';
import type { Elimination } from './elimination.ts';
import { gatherSquares, type PlannedNode, plannedNode } from './elimination-panels.ts';
import type { EliminationPlan } from './elimination-plan.ts';
import type { CovarianceEntry } from './mixed-parameters.ts';

/** What is known, once all effects are taken out, of S = Z'V^-1 Z and of K = G - G S G, where the panels have a place for it. */
export interface SelectedSpread {
  /** By node K of its own effects, and below it K of the later effects with them. */
  readonly kernel: Float64Array;
  /** Below by node R = K_JJ F. */
  readonly carried: Float64Array;
  /** By node M = F' K_JJ F. */
  readonly taken: Float64Array;
  /** By node S of its own effects. */
  readonly spread: Float64Array;
}

/**
 * From the last node to the first: K_Jl = -R K_l, K_ll = K_l + K_l M K_l and S_ll = s a - s M s', for which K_JJ of the later
 * effects is enough.
 *
 * @see Takahashi, Fagan & Chen 1973; Erisman & Tinney 1975, Communications of the ACM 18:177-179
 */
export function selectSpread(plan: EliminationPlan, elimination: Elimination): SelectedSpread {
  const { panels, shrink, kernel } = elimination;
  const selected = new Float64Array(plan.entries);
  const carried = new Float64Array(plan.entries);
  const taken = new Float64Array(plan.squareEntries);
  const spread = new Float64Array(plan.squareEntries);
  const squares = new Float64Array(plan.mostRows * plan.mostRows);
  const scratch = new Float64Array(plan.mostColumns * plan.mostColumns);
  for (let node = plan.nodes - 1; node >= 0; node -= 1) {
    const planned = plannedNode(plan, node);
    const { k, j, panel, below, square } = planned;
    const own = blockAt(kernel, square, k);
    const s = blockAt(shrink, square, k);
    const target = blockAt(spread, square, k);
    selected.set(kernel.subarray(square, square + k * k), panel);
    addProduct(target, s, blockAt(panels, panel, k), k, k, k);
    if (j === 0) continue;
    const later = blockAt(panels, below, k);
    const image = blockAt(carried, below, k);
    const middle = blockAt(taken, square, k);
    gatherSquares(plan, planned, selected, squares);
    addProduct(image, blockAt(squares, 0, j), later, j, j, k);
    addProduct(middle, transposed(later), image, k, j, k);
    addProduct(blockAt(selected, below, k), image, own, j, k, k, -1);
    addSandwich(blockAt(selected, panel, k), own, middle, own, k, 1, scratch);
    addSandwich(target, s, middle, transposed(s), k, -1, scratch);
  }
  return { kernel: selected, carried, taken, spread };
}

/** target += sign * left middle right, all k x k. */
export function addSandwich(
  target: Block,
  left: Block,
  middle: Block,
  right: Block,
  k: number,
  sign: 1 | -1,
  scratch: Float64Array,
): void {
  scratch.fill(0, 0, k * k);
  addProduct(blockAt(scratch, 0, k), left, middle, k, k, k);
  addProduct(target, blockAt(scratch, 0, k), right, k, k, k, sign);
}

/** tr E_i S for each entry: E_i has a unit, or two beside the diagonal, at each level of the entry's factor. */
export function spreadTraces(
  plan: EliminationPlan,
  { spread }: SelectedSpread,
  entries: readonly CovarianceEntry[],
): Float64Array {
  const traces = new Float64Array(entries.length);
  for (let node = 0; node < plan.nodes; node += 1)
    addTraces(plan, plannedNode(plan, node), spread, entries, traces, 1);
  return traces;
}

export function addTraces(
  { factorAt, columnAt }: EliminationPlan,
  { k, first, square }: PlannedNode,
  spread: Float64Array,
  entries: readonly CovarianceEntry[],
  traces: Float64Array,
  sign: 1 | -1,
): void {
  for (const [i, { factor, row, column }] of entries.entries()) {
    for (let a = 0; a < k; a += 1) {
      if (at(factorAt, first + a) !== factor || at(columnAt, first + a) !== 0) continue;
      const value = at(spread, square + (a + row) * k + a + column);
      const other = row === column ? 0 : at(spread, square + (a + column) * k + a + row);
      increase(traces, i, sign * (value + other));
    }
  }
}
