import { addLowerProduct, addProduct, type Block, blockAt, transposed } from '../numbers/block-product.ts';
import { at } from '../numbers/flat-array.ts';
import type { Elimination } from './elimination.ts';
import { gatherSquares, type PlannedNode, plannedNode, subtractSquares } from './elimination-panels.ts';
import type { EliminationPlan } from './elimination-plan.ts';
import type { CovarianceEntry } from './mixed-parameters.ts';
import { addSandwich, addTraces, type SelectedSpread } from './spread-traces.ts';

/**
 * tr E_i S E_j S with S = Z'V^-1 Z: how tr E_i S falls along the entry j. Elimination and selection are differentiated, one
 * entry after the other.
 *
 * @see Smith 1995, Journal of Computational and Graphical Statistics 4:134-147
 */
export function spreadTracesOfPairs(
  plan: EliminationPlan,
  elimination: Elimination,
  selected: SelectedSpread,
  entries: readonly CovarianceEntry[],
): number[][] {
  const space = {
    squares: new Float64Array(plan.mostRows * plan.mostRows),
    others: new Float64Array(plan.mostRows * plan.mostRows),
    tall: new Float64Array(plan.mostRows * plan.mostColumns),
    small: new Float64Array(plan.mostColumns * plan.mostColumns),
    scratch: new Float64Array(plan.mostColumns * plan.mostColumns),
  };
  return entries.map((entry) => {
    const change = changeOfElimination(plan, elimination, entry, space);
    const spread = changeOfSpread(plan, elimination, selected, change, space);
    const traces = new Float64Array(entries.length);
    for (let node = 0; node < plan.nodes; node += 1)
      addTraces(plan, plannedNode(plan, node), spread, entries, traces, -1);
    return Array.from(traces);
  });
}

interface Workspace {
  readonly squares: Float64Array;
  readonly others: Float64Array;
  readonly tall: Float64Array;
  readonly small: Float64Array;
  readonly scratch: Float64Array;
}

/** Derivatives of an elimination's pieces along one entry of the covariances. */
interface EliminationChange {
  /** 1 for nodes of which anything changes. */
  readonly changed: Uint8Array;
  readonly panels: Float64Array;
  readonly shrink: Float64Array;
  readonly kernel: Float64Array;
}

/** ds = -s (da G + a dG) s, dK = s' dG s - K da K, and later effects fall by dF K F' + F dK F' + F K dF'. */
function changeOfElimination(
  plan: EliminationPlan,
  elimination: Elimination,
  entry: CovarianceEntry,
  space: Workspace,
): EliminationChange {
  const changed = new Uint8Array(plan.nodes);
  const panels = new Float64Array(plan.entries);
  const shrink = new Float64Array(plan.squareEntries);
  const kernel = new Float64Array(plan.squareEntries);
  for (let node = 0; node < plan.nodes; node += 1) {
    const planned = plannedNode(plan, node);
    const { k, j, below, square } = planned;
    const hasEntry = fillUnits(plan, planned, entry, space.small);
    if (!hasEntry && changed[node] === 0) continue;
    changed[node] = 1;
    changePivot(elimination, planned, panels, space, blockAt(shrink, square, k), blockAt(kernel, square, k));
    if (j === 0) continue;
    const later = blockAt(elimination.panels, below, k);
    const weighted = blockAt(space.tall, 0, k);
    // with H = dF K + F dK / 2 the fall is H F' + F H'
    space.tall.fill(0, 0, j * k);
    addProduct(weighted, later, blockAt(kernel, square, k), j, k, k);
    for (let place = 0; place < j * k; place += 1) space.tall[place] = at(space.tall, place) / 2;
    addProduct(weighted, blockAt(panels, below, k), blockAt(elimination.kernel, square, k), j, k, k);
    const squares = blockAt(space.squares, 0, j);
    space.squares.fill(0, 0, j * j);
    addLowerProduct(squares, weighted, transposed(later), j, k);
    addLowerProduct(squares, later, transposed(weighted), j, k);
    subtractSquares(plan, planned, space.squares, panels);
    for (let row = planned.rows; row < planned.rows + j; row += 1)
      changed[at(plan.nodeOf, at(plan.rows, row))] = 1;
  }
  return { changed, panels, shrink, kernel };
}

/** dG of a node's own effects; false where the entry's factor has no level among them. */
function fillUnits(
  { factorAt, columnAt }: EliminationPlan,
  { k, first }: PlannedNode,
  { factor, row, column }: CovarianceEntry,
  units: Float64Array,
): boolean {
  let hasEntry = false;
  units.fill(0, 0, k * k);
  for (let a = 0; a < k; a += 1) {
    if (at(factorAt, first + a) !== factor || at(columnAt, first + a) !== 0) continue;
    hasEntry = true;
    units[(a + row) * k + a + column] = 1;
    units[(a + column) * k + a + row] = 1;
  }
  return hasEntry;
}

function changePivot(
  elimination: Elimination,
  { k, panel, square }: PlannedNode,
  panels: Float64Array,
  { small, scratch }: Workspace,
  shrink: Block,
  kernel: Block,
): void {
  const s = blockAt(elimination.shrink, square, k);
  const own = blockAt(elimination.kernel, square, k);
  const change = blockAt(panels, panel, k);
  const units = blockAt(small, 0, k);
  addSandwich(kernel, transposed(s), units, s, k, 1, scratch);
  addSandwich(kernel, own, change, own, k, -1, scratch);
  // G s is K: s da G s = s da K, and s a dG s
  addSandwich(shrink, s, change, own, k, -1, scratch);
  const spread = new Float64Array(k * k);
  addProduct(blockAt(spread, 0, k), s, blockAt(elimination.panels, panel, k), k, k, k);
  addSandwich(shrink, blockAt(spread, 0, k), units, s, k, -1, scratch);
}

/** Derivatives of S of each node's own effects. */
function changeOfSpread(
  plan: EliminationPlan,
  elimination: Elimination,
  selected: SelectedSpread,
  change: EliminationChange,
  space: Workspace,
): Float64Array {
  const spread = new Float64Array(plan.squareEntries);
  const kernels = new Float64Array(plan.entries);
  const { scratch, small, tall } = space;
  for (let node = plan.nodes - 1; node >= 0; node -= 1) {
    const planned = plannedNode(plan, node);
    const { k, j, panel, below, square } = planned;
    const s = blockAt(elimination.shrink, square, k);
    const own = blockAt(elimination.kernel, square, k);
    const ds = blockAt(change.shrink, square, k);
    const dOwn = blockAt(change.kernel, square, k);
    const target = blockAt(spread, square, k);
    const kernel = blockAt(kernels, panel, k);
    kernels.set(change.kernel.subarray(square, square + k * k), panel);
    addProduct(target, ds, blockAt(elimination.panels, panel, k), k, k, k);
    addProduct(target, s, blockAt(change.panels, panel, k), k, k, k);
    if (j === 0) continue;
    changeCarried(plan, planned, elimination, selected, change, kernels, space);
    const carried = blockAt(tall, 0, k);
    const middle = blockAt(selected.taken, square, k);
    const dMiddle = blockAt(small, 0, k);
    small.fill(0, 0, k * k);
    addProduct(
      dMiddle,
      transposed(blockAt(change.panels, below, k)),
      blockAt(selected.carried, below, k),
      k,
      j,
      k,
    );
    addProduct(dMiddle, transposed(blockAt(elimination.panels, below, k)), carried, k, j, k);
    const across = blockAt(kernels, below, k);
    addProduct(across, carried, own, j, k, k, -1);
    addProduct(across, blockAt(selected.carried, below, k), dOwn, j, k, k, -1);
    addSandwich(kernel, dOwn, middle, own, k, 1, scratch);
    addSandwich(kernel, own, dMiddle, own, k, 1, scratch);
    addSandwich(kernel, own, middle, dOwn, k, 1, scratch);
    addSandwich(target, ds, middle, transposed(s), k, -1, scratch);
    addSandwich(target, s, dMiddle, transposed(s), k, -1, scratch);
    addSandwich(target, s, middle, transposed(ds), k, -1, scratch);
  }
  return spread;
}

/** dR = dK_JJ F + K_JJ dF, into the workspace. */
function changeCarried(
  plan: EliminationPlan,
  node: PlannedNode,
  elimination: Elimination,
  selected: SelectedSpread,
  change: EliminationChange,
  kernels: Float64Array,
  { tall, squares, others }: Workspace,
): void {
  const { j, k, below } = node;
  tall.fill(0, 0, j * k);
  gatherSquares(plan, node, kernels, squares);
  addProduct(blockAt(tall, 0, k), blockAt(squares, 0, j), blockAt(elimination.panels, below, k), j, j, k);
  // what stands before the change has no derivative of its own
  const isChanged = change.panels.subarray(below, below + j * k).some((value) => value !== 0);
  if (!isChanged) return;
  gatherSquares(plan, node, selected.kernel, others);
  addProduct(blockAt(tall, 0, k), blockAt(others, 0, j), blockAt(change.panels, below, k), j, j, k);
}
