import { EvidenceError } from '../numbers/evidence-error.ts';
import { type Arc, hideCompanions } from './suppress-network.ts';

/** A count by the values of its dimensions, in one order for all rows. */
export interface CountRow {
  readonly keys: readonly string[];
  readonly count: number;
}

/** A count that may be shown; null is hidden. A key of null is the total over that dimension. */
export interface SuppressedCount {
  readonly keys: ReadonlyArray<string | null>;
  readonly count: number | null;
}

export interface SuppressionOptions {
  /** Counts below this are hidden. */
  readonly smallest: number;
  /** Whether a count of zero is hidden like other small ones; an open zero says that nobody is there. */
  readonly hideZeros?: boolean;
}

/**
 * A table of counts with all its totals, fit to leave an organisation: counts below `smallest` are hidden, and as many
 * others as it takes that no hidden count follows from the rest. Exact for one and two dimensions; with more, every
 * two-way slice is protected in turn until all are, which guards against derivations inside a slice.
 * Combinations without a row count as zero.
 *
 * @throws EvidenceError argument_out_of_range for a count that is not a whole number from 0, or keys of unequal length
 */
export function suppressTable(rows: readonly CountRow[], options: SuppressionOptions): SuppressedCount[] {
  const dimensions = requireDimensions(rows);
  const levels = Array.from({ length: dimensions }, (_, dimension) => [
    ...new Set(rows.map(({ keys }) => keys[dimension] ?? '')),
  ]);
  const table = tableWithTotals(rows, levels);
  const { smallest, hideZeros = true } = options;
  const isHidden = Array.from(table.counts, (count) => count < smallest && (count > 0 || hideZeros));
  let before = -1;
  let hidden = countTrue(isHidden);
  while (hidden > before) {
    before = hidden;
    for (const slice of slicesOf(table)) protectSlice(table, slice, isHidden);
    hidden = countTrue(isHidden);
  }
  return Array.from(table.counts, (count, cell) => ({
    keys: coordinates(table, cell).map((position, dimension) => levels[dimension]?.[position] ?? null),
    count: isHidden[cell] === true ? null : count,
  }));
}

/** Counts in a flat array; in each dimension the last position is the total. */
interface Table {
  readonly sizes: readonly number[];
  readonly strides: readonly number[];
  readonly counts: Float64Array;
}

function requireDimensions(rows: readonly CountRow[]): number {
  const dimensions = rows[0]?.keys.length ?? 0;
  for (const { keys, count } of rows) {
    if (keys.length !== dimensions || dimensions === 0) {
      throw new EvidenceError('argument_out_of_range', { name: 'keys', value: keys.join(', ') });
    }
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new EvidenceError('argument_out_of_range', { name: 'count', value: String(count) });
    }
  }
  return dimensions;
}

function tableWithTotals(rows: readonly CountRow[], levels: ReadonlyArray<readonly string[]>): Table {
  const sizes = levels.map((names) => names.length + 1);
  const strides = sizes.map((_, dimension) =>
    sizes.slice(dimension + 1).reduce((product, size) => product * size, 1),
  );
  const counts = new Float64Array(rows.length === 0 ? 0 : sizes.reduce((product, size) => product * size, 1));
  const positions = levels.map((names) => new Map(names.map((name, position) => [name, position])));
  for (const { keys, count } of rows) {
    // each row counts in its cell and in every total above it
    let cells = [0];
    for (const [dimension, key] of keys.entries()) {
      const stride = strides[dimension] ?? 0;
      const own = (positions[dimension]?.get(key) ?? 0) * stride;
      const total = ((sizes[dimension] ?? 1) - 1) * stride;
      cells = cells.flatMap((cell) => [cell + own, cell + total]);
    }
    for (const cell of cells) counts[cell] = (counts[cell] ?? 0) + count;
  }
  return { sizes, strides, counts };
}

function coordinates({ sizes, strides }: Table, cell: number): number[] {
  return sizes.map((size, dimension) => Math.floor(cell / (strides[dimension] ?? 1)) % size);
}

/** One or two free dimensions from a first cell; the others stay fixed, at a level or at their total. */
interface Slice {
  readonly first: number;
  readonly down: number;
  readonly across: number | undefined;
}

function slicesOf(table: Table): Slice[] {
  const dimensions = table.sizes.map((_, dimension) => dimension);
  if (dimensions.length === 1) return [{ first: 0, down: 0, across: undefined }];
  return dimensions.flatMap((down) =>
    dimensions
      .filter((across) => across > down)
      .flatMap((across) => {
        const fixed = dimensions.filter((dimension) => dimension !== down && dimension !== across);
        return cellsOver(table, fixed).map((first) => ({ first, down, across }));
      }),
  );
}

function cellsOver({ sizes, strides }: Table, dimensions: readonly number[]): number[] {
  return dimensions.reduce(
    (cells, dimension) =>
      cells.flatMap((cell) =>
        Array.from(
          { length: sizes[dimension] ?? 0 },
          (_, position) => cell + position * (strides[dimension] ?? 0),
        ),
      ),
    [0],
  );
}

function protectSlice(table: Table, slice: Slice, isHidden: boolean[]): void {
  const { cells, arcs } =
    slice.across === undefined ? listArcs(table, slice) : crossArcs(table, slice, slice.across);
  const hidden = cells.map((cell) => isHidden[cell] === true);
  if (!hidden.includes(true)) return;
  hideCompanions(arcs, hidden);
  for (const [index, cell] of cells.entries()) if (hidden[index] === true) isHidden[cell] = true;
}

interface SliceArcs {
  readonly cells: readonly number[];
  readonly arcs: readonly Arc[];
}

/** A list and its total: all parts run from node 0 to node 1, the total back. */
function listArcs({ sizes, strides, counts }: Table, { first, down }: Slice): SliceArcs {
  const size = sizes[down] ?? 0;
  const cells = Array.from({ length: size }, (_, position) => first + position * (strides[down] ?? 0));
  const arcs = cells.map((cell, position) => {
    const isTotal = position === size - 1;
    return { from: isTotal ? 1 : 0, to: isTotal ? 0 : 1, value: counts[cell] ?? 0, isTotal };
  });
  return { cells, arcs };
}

/**
 * A cross table with its totals: a count runs from its row's node to its column's; a column's total on to the node of
 * the bottom row, the grand total from there to the node of the last column, a row's total from there back to the row.
 */
function crossArcs({ sizes, strides, counts }: Table, { first, down }: Slice, across: number): SliceArcs {
  const rows = sizes[down] ?? 0;
  const columns = sizes[across] ?? 0;
  const cells: number[] = [];
  const arcs: Arc[] = [];
  for (let row = 0; row < rows; row += 1) {
    for (let column = 0; column < columns; column += 1) {
      const cell = first + row * (strides[down] ?? 0) + column * (strides[across] ?? 0);
      const isForward = row < rows - 1 === column < columns - 1;
      const [from, to] = isForward ? [row, rows + column] : [rows + column, row];
      cells.push(cell);
      arcs.push({ from, to, value: counts[cell] ?? 0, isTotal: row === rows - 1 || column === columns - 1 });
    }
  }
  return { cells, arcs };
}

function countTrue(flags: readonly boolean[]): number {
  return flags.reduce((sum, flag) => sum + (flag ? 1 : 0), 0);
}
