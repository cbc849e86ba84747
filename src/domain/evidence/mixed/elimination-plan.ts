import { EvidenceError } from '../numbers/evidence-error.ts';
import { at } from '../numbers/flat-array.ts';
import { type EliminationOrder, eliminationOrder, touchingLevels } from './elimination-order.ts';
import type { Crossing } from './factor-crossings.ts';
import type { RandomShape } from './random-columns.ts';

/** Columns of a node of the core: enough for fast products, few beside the whole. */
const CORE_COLUMNS = 32;
/** Effects of the core: with so many a fit takes minutes and a gigabyte, and both grow with its square and cube. */
const LARGEST_CORE = 3000;

/**
 * The order in which random effects are taken out, and where the numbers of each step stand. A node is taken out at once:
 * a level of the factor with the most effects, then single levels of the others, then levels of the core by the handful. Its
 * panel is a matrix of `k` columns, row by row: its own effects first, then the later effects that it touches.
 */
export interface EliminationPlan {
  /** All random effects. */
  readonly size: number;
  readonly nodes: number;
  /** Nodes of the factor with the most effects, which come first and touch none of each other. */
  readonly leaves: number;
  /** Effects in the core. */
  readonly core: number;
  /** Where a level's effects stand in the order. */
  positionOf(factor: number, level: number): number;
  /** Node, grouping factor and column within the factor of each position. */
  readonly nodeOf: Int32Array;
  readonly factorAt: Int32Array;
  readonly columnAt: Int32Array;
  /** Positions first[node] .. first[node + 1] - 1 are the node's own effects. */
  readonly first: Int32Array;
  /** Positions of the later effects that a node touches: rows[rowStart[node] .. rowStart[node + 1] - 1], ascending. */
  readonly rowStart: Int32Array;
  readonly rows: Int32Array;
  readonly panelStart: Int32Array;
  /** Where the node's square of k x k numbers stands in arrays of such. */
  readonly squareStart: Int32Array;
  /** Numbers in all panels. */
  readonly entries: number;
  readonly squareEntries: number;
  /** The most later effects that a node touches. */
  readonly mostRows: number;
  /** The most own effects. */
  readonly mostColumns: number;
}

/** @throws EvidenceError too_many_random_effects where more effects are truly crossed than a dense block can hold */
export function planElimination(
  shapes: readonly RandomShape[],
  crossings: readonly Crossing[],
): EliminationPlan {
  const [first, ...others] = shapes;
  if (first === undefined) throw new RangeError('a mixed model has at least one grouping factor');
  const levels = otherLevels(others);
  const touching = touchedByLeaf(first, levels, crossings);
  const most = LARGEST_CORE * LARGEST_CORE;
  const graph = touchingLevels(levels.factor.length, touching.start, touching.level, most);
  const order = eliminationOrder(graph, most);
  const core = order.core.reduce((sum, level) => sum + (levels.columns[level] ?? 0), 0);
  if (core > LARGEST_CORE)
    throw new EvidenceError('too_many_random_effects', { effects: core, most: LARGEST_CORE });
  return layOut(first, levels, touching, order, core);
}

/** The levels of all factors but the first, numbered through. */
interface OtherLevels {
  /** Number of the first level, by factor. */
  readonly start: readonly number[];
  readonly factor: readonly number[];
  readonly columns: readonly number[];
}

function otherLevels(shapes: readonly RandomShape[]): OtherLevels {
  const start = [0, 0];
  const factor: number[] = [];
  const columns: number[] = [];
  for (const [position, shape] of shapes.entries()) {
    for (let level = 0; level < shape.levels; level += 1) {
      factor.push(position + 1);
      columns.push(shape.columns);
    }
    start.push(factor.length);
  }
  return { start, factor, columns };
}

/** Levels of the other factors by level of the first: start[level] .. start[level + 1] - 1. */
interface Touched {
  readonly start: Int32Array;
  readonly level: Int32Array;
}

function touchedByLeaf(
  { levels }: RandomShape,
  { start: firstOf }: OtherLevels,
  crossings: readonly Crossing[],
): Touched {
  const own = crossings.filter(({ left }) => left === 0);
  const start = new Int32Array(levels + 1);
  const level = new Int32Array(own.reduce((sum, crossing) => sum + crossing.level.length, 0));
  let place = 0;
  for (let leaf = 0; leaf < levels; leaf += 1) {
    for (const { right, start: entries, level: others } of own) {
      for (let entry = at(entries, leaf); entry < at(entries, leaf + 1); entry += 1) {
        level[place] = (firstOf[right] ?? 0) + at(others, entry);
        place += 1;
      }
    }
    start[leaf + 1] = place;
  }
  return { start, level };
}

/** Nodes in their order, each with its own levels and the later ones that it touches. */
function layOut(
  first: RandomShape,
  levels: OtherLevels,
  leaves: Touched,
  { order, later, core }: EliminationOrder,
  coreSize: number,
): EliminationPlan {
  const leafSize = first.levels * first.columns;
  const sequence = [...order, ...core];
  const position = new Int32Array(levels.factor.length);
  let size = leafSize;
  for (const level of sequence) {
    position[level] = size;
    size += levels.columns[level] ?? 0;
  }
  const layout = new Layout(size);
  const rowsOf = (touched: Iterable<number>): number[] =>
    Array.from(touched)
      .sort((a, b) => at(position, a) - at(position, b))
      .flatMap((level) =>
        Array.from({ length: levels.columns[level] ?? 0 }, (_, column) => at(position, level) + column),
      );
  for (let leaf = 0; leaf < first.levels; leaf += 1) {
    layout.addLevel(0, first.columns);
    layout.closeNode(rowsOf(leaves.level.subarray(at(leaves.start, leaf), at(leaves.start, leaf + 1))));
  }
  for (const [place, level] of order.entries()) {
    layout.addLevel(levels.factor[level] ?? 0, levels.columns[level] ?? 0);
    layout.closeNode(rowsOf(later[place] ?? []));
  }
  for (const [place, level] of core.entries()) {
    layout.addLevel(levels.factor[level] ?? 0, levels.columns[level] ?? 0);
    if (layout.openColumns >= CORE_COLUMNS || place === core.length - 1) layout.closeNode(layout.allAfter());
  }
  return {
    ...layout.finish(),
    size,
    leaves: first.levels,
    core: coreSize,
    positionOf: (factor, level) =>
      factor === 0 ? level * first.columns : at(position, (levels.start[factor] ?? 0) + level),
  };
}

/** Writes the nodes of a plan one after the other. */
class Layout {
  readonly #nodeOf: Int32Array;
  readonly #factorAt: Int32Array;
  readonly #columnAt: Int32Array;
  readonly #first = [0];
  readonly #rowStart = [0];
  readonly #rows: number[] = [];
  readonly #panelStart = [0];
  readonly #squareStart = [0];
  #next = 0;
  #mostRows = 0;
  #mostColumns = 0;

  constructor(size: number) {
    this.#nodeOf = new Int32Array(size);
    this.#factorAt = new Int32Array(size);
    this.#columnAt = new Int32Array(size);
  }

  get openColumns(): number {
    return this.#next - last(this.#first);
  }

  addLevel(factor: number, columns: number): void {
    for (let column = 0; column < columns; column += 1) {
      this.#nodeOf[this.#next] = this.#first.length - 1;
      this.#factorAt[this.#next] = factor;
      this.#columnAt[this.#next] = column;
      this.#next += 1;
    }
  }

  /** Every position after the open node. */
  allAfter(): number[] {
    return Array.from({ length: this.#nodeOf.length - this.#next }, (_, offset) => this.#next + offset);
  }

  closeNode(rows: readonly number[]): void {
    const columns = this.openColumns;
    this.#panelStart.push(last(this.#panelStart) + (columns + rows.length) * columns);
    this.#squareStart.push(last(this.#squareStart) + columns * columns);
    for (const row of rows) this.#rows.push(row);
    this.#rowStart.push(this.#rows.length);
    this.#first.push(this.#next);
    this.#mostRows = Math.max(this.#mostRows, rows.length);
    this.#mostColumns = Math.max(this.#mostColumns, columns);
  }

  finish() {
    return {
      nodes: this.#first.length - 1,
      nodeOf: this.#nodeOf,
      factorAt: this.#factorAt,
      columnAt: this.#columnAt,
      first: Int32Array.from(this.#first),
      rowStart: Int32Array.from(this.#rowStart),
      rows: Int32Array.from(this.#rows),
      panelStart: Int32Array.from(this.#panelStart),
      squareStart: Int32Array.from(this.#squareStart),
      entries: last(this.#panelStart),
      squareEntries: last(this.#squareStart),
      mostRows: this.#mostRows,
      mostColumns: this.#mostColumns,
    };
  }
}

function last(values: readonly number[]): number {
  return values.at(-1) ?? 0;
}

/** Where the product of two effects stands: in the panel of whichever is taken out first. */
export function panelPlace(plan: EliminationPlan, one: number, other: number): number {
  const [early, late] = at(plan.nodeOf, one) <= at(plan.nodeOf, other) ? [one, other] : [other, one];
  const node = at(plan.nodeOf, early);
  const own = at(plan.first, node);
  const k = at(plan.first, node + 1) - own;
  const row = at(plan.nodeOf, late) === node ? late - own : k + rowIndex(plan, node, late);
  return at(plan.panelStart, node) + row * k + early - own;
}

function rowIndex({ rowStart, rows }: EliminationPlan, node: number, position: number): number {
  const start = at(rowStart, node);
  let low = start;
  let high = at(rowStart, node + 1) - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (at(rows, middle) < position) low = middle + 1;
    else high = middle;
  }
  return low - start;
}
