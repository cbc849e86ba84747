/** A published number of a table, as an arc of a network in which what flows into a node flows out again. */
export interface Arc {
  readonly from: number;
  readonly to: number;
  /** The count, not negative. */
  readonly value: number;
  /** Totals are hidden only where no other number helps. */
  readonly isTotal: boolean;
}

/** Hiding one number more costs more than any counts it may hold; hiding a total costs more than any cells. */
const CELL_COST = 1e9;
const TOTAL_COST = 1e15;

/**
 * Hides further numbers until no hidden one can be derived from the others. In a one- or two-way table every count is an
 * arc of a circulation, so a hidden count is free to be one more exactly if a cycle of changes through it exists, along
 * which hidden counts rise, or fall where they are not zero. Each derivable count is given the cheapest such cycle.
 *
 * @param isHidden per arc; counts to hide come in as true, companions are added in place
 * @see Castro 2012, SORT 36:41-66; Kelly, Golden & Assad 1992, Networks 22:397-417
 */
export function hideCompanions(arcs: readonly Arc[], isHidden: boolean[]): void {
  // one pass: hiding more frees more, and the companions are freed by the very cycle that hides them
  for (const index of arcs.keys()) {
    if (isHidden[index] !== true || isFree(arcs, isHidden, index)) continue;
    const ways = waysOf(arcs, index).map((way) => cheapestCycle(arcs, isHidden, index, way, true));
    const cheapest = ways.reduce((best, way) => (way.cost < best.cost ? way : best));
    for (const companion of cheapest.arcs) isHidden[companion] = true;
  }
}

/** Whether the published numbers and the law that no count is negative leave a hidden count more than one value. */
export function isFree(arcs: readonly Arc[], isHidden: readonly boolean[], index: number): boolean {
  return waysOf(arcs, index).some((way) => cheapestCycle(arcs, isHidden, index, way, false).cost < Infinity);
}

interface Way {
  readonly from: number;
  readonly to: number;
}

/** A rise of the arc is closed by a path from its end to its start; a fall, possible above zero, by the opposite. */
function waysOf(arcs: readonly Arc[], index: number): Way[] {
  const arc = arcs[index];
  if (arc === undefined) return [];
  const rise = { from: arc.to, to: arc.from };
  return arc.value > 0 ? [rise, { from: arc.from, to: arc.to }] : [rise];
}

interface Cycle {
  readonly cost: number;
  readonly arcs: readonly number[];
}

/** Dijkstra's shortest path that does not use the arc itself; hidden arcs are free, others cost what hiding them loses. */
function cheapestCycle(
  arcs: readonly Arc[],
  isHidden: readonly boolean[],
  own: number,
  way: Way,
  mayHideMore: boolean,
): Cycle {
  const nodes = 1 + arcs.reduce((most, { from, to }) => Math.max(most, from, to), 0);
  const cost = new Float64Array(nodes).fill(Infinity);
  const isDone = new Uint8Array(nodes);
  const arrival = new Int32Array(nodes).fill(-1);
  const origin = new Int32Array(nodes).fill(-1);
  cost[way.from] = 0;
  for (;;) {
    const node = nearest(cost, isDone);
    if (node < 0) return { cost: Infinity, arcs: [] };
    if (node === way.to) return { cost: cost[node] ?? Infinity, arcs: pathTo(way, arrival, origin) };
    isDone[node] = 1;
    for (const [index, { from, to, value, isTotal }] of arcs.entries()) {
      if (index === own || (isHidden[index] !== true && !mayHideMore)) continue;
      const step = isHidden[index] === true ? 0 : (isTotal ? TOTAL_COST : CELL_COST) + value;
      const next = from === node ? to : to === node && value > 0 ? from : -1;
      if (next < 0 || (cost[node] ?? Infinity) + step >= (cost[next] ?? Infinity)) continue;
      cost[next] = (cost[node] ?? Infinity) + step;
      arrival[next] = index;
      origin[next] = node;
    }
  }
}

function nearest(cost: Float64Array, isDone: Uint8Array): number {
  let best = -1;
  for (const [node, value] of cost.entries()) {
    if (isDone[node] === 0 && value < Infinity && (best < 0 || value < (cost[best] ?? Infinity))) best = node;
  }
  return best;
}

function pathTo(way: Way, arrival: Int32Array, origin: Int32Array): number[] {
  const path: number[] = [];
  for (let node = way.to; node !== way.from; node = origin[node] ?? way.from) path.push(arrival[node] ?? -1);
  return path;
}
