import { at } from '../numbers/flat-array.ts';
import type { EliminationPlan } from './elimination-plan.ts';

/** Sizes and places of one node. */
export interface PlannedNode {
  /** Own effects. */
  readonly k: number;
  /** Later effects that the node touches. */
  readonly j: number;
  /** Position of the first own effect. */
  readonly first: number;
  /** Where the positions of the later effects begin. */
  readonly rows: number;
  /** Where the panel begins, and within it the later effects' part. */
  readonly panel: number;
  readonly below: number;
  readonly square: number;
}

export function plannedNode(plan: EliminationPlan, node: number): PlannedNode {
  const first = at(plan.first, node);
  const k = at(plan.first, node + 1) - first;
  const rows = at(plan.rowStart, node);
  const panel = at(plan.panelStart, node);
  return {
    k,
    j: at(plan.rowStart, node + 1) - rows,
    first,
    rows,
    panel,
    below: panel + k * k,
    square: at(plan.squareStart, node),
  };
}

/** Copies what the panels hold of a node's later effects with each other into a symmetric j x j matrix. */
export function gatherSquares(
  plan: EliminationPlan,
  node: PlannedNode,
  panels: Float64Array,
  squares: Float64Array,
): void {
  const { j } = node;
  walkSquares(plan, node, (i, from, to, line) => {
    for (let c = from; c < to; c += 1) {
      const value = at(panels, line + at(plan.rows, node.rows + c));
      squares[i * j + c] = value;
      squares[c * j + i] = value;
    }
  });
}

/** Takes a symmetric j x j matrix, of which the lower half is read, from the panels. */
export function subtractSquares(
  plan: EliminationPlan,
  node: PlannedNode,
  squares: Float64Array,
  panels: Float64Array,
): void {
  const { j } = node;
  walkSquares(plan, node, (i, from, to, line) => {
    for (let c = from; c < to; c += 1) {
      const place = line + at(plan.rows, node.rows + c);
      panels[place] = at(panels, place) - at(squares, i < c ? c * j + i : i * j + c);
    }
  });
}

/**
 * Where the panels hold a node's later effects with each other: for effect i, those from `from` to before `to`, each at `line` plus its
 * position in the order.
 */
function walkSquares(
  plan: EliminationPlan,
  node: PlannedNode,
  visit: (i: number, from: number, to: number, line: number) => void,
): void {
  const { j } = node;
  for (let from = 0; from < j;) {
    const owner = at(plan.nodeOf, at(plan.rows, node.rows + from));
    const { k, first, panel, to } = ownersRun(plan, node, from, owner);
    let row = at(plan.rowStart, owner);
    for (let i = from; i < j; i += 1) {
      const position = at(plan.rows, node.rows + i);
      let line = panel + (position - first) * k;
      if (i >= to) {
        while (at(plan.rows, row) < position) row += 1;
        line = panel + (k + row - at(plan.rowStart, owner)) * k;
      }
      visit(i, from, to, line - first);
    }
    from = to;
  }
}

/** The later effects from one on that belong to the same node, whose panel holds their products with those after them. */
function ownersRun(plan: EliminationPlan, node: PlannedNode, from: number, owner: number) {
  const first = at(plan.first, owner);
  const end = at(plan.first, owner + 1);
  let to = from + 1;
  while (to < node.j && at(plan.rows, node.rows + to) < end) to += 1;
  return { k: end - first, first, panel: at(plan.panelStart, owner), to };
}
