import { at, increase } from '../numbers/flat-array.ts';
import type { RandomColumns } from './random-columns.ts';

/** The cross-products of two factors' random columns, of the levels that share a row: sparse by level of the left one. */
export interface Crossing {
  readonly left: number;
  readonly right: number;
  /** Entries start[level] .. start[level + 1] - 1 belong to the left factor's level. */
  readonly start: Int32Array;
  /** Level of the right factor. */
  readonly level: Int32Array;
  /** A block per entry: the left factor's columns down, the right one's across. */
  readonly values: Float64Array;
}

/** Of each two factors, the earlier one on the left. */
export function crossingsOf(random: readonly RandomColumns[]): Crossing[] {
  return random.flatMap((left, position) => {
    const others = random.slice(position + 1);
    if (others.length === 0) return [];
    const rows = rowsByLevel(left);
    return others.map((right, offset) => ({
      left: position,
      right: position + 1 + offset,
      ...crossingOf(left, right, rows),
    }));
  });
}

/** Rows in the order of their levels, by counting. */
function rowsByLevel({ levels, codes }: RandomColumns): Int32Array {
  const next = new Int32Array(levels + 1);
  for (const code of codes) next[code + 1] = at(next, code + 1) + 1;
  for (let level = 0; level < levels; level += 1) next[level + 1] = at(next, level) + at(next, level + 1);
  const rows = new Int32Array(codes.length);
  for (const [row, code] of codes.entries()) {
    const place = at(next, code);
    rows[place] = row;
    next[code] = place + 1;
  }
  return rows;
}

function crossingOf(
  left: RandomColumns,
  right: RandomColumns,
  rows: Int32Array,
): Pick<Crossing, 'start' | 'level' | 'values'> {
  const down = [undefined, ...left.slopes];
  const across = [undefined, ...right.slopes];
  const size = down.length * across.length;
  const start = new Int32Array(left.levels + 1);
  const level: number[] = [];
  let values = new Float64Array(1024 * size);
  const seen = new Int32Array(right.levels).fill(-1);
  let place = 0;
  for (let own = 0; own < left.levels; own += 1) {
    const first = level.length;
    start[own] = first;
    for (; place < rows.length && left.codes[at(rows, place)] === own; place += 1) {
      const row = at(rows, place);
      const other = at(right.codes, row);
      let entry = at(seen, other);
      if (entry < first) {
        entry = level.length;
        seen[other] = entry;
        level.push(other);
        if (level.length * size > values.length) values = doubled(values);
      }
      for (const [a, one] of down.entries()) {
        for (const [b, two] of across.entries()) {
          const product = (one === undefined ? 1 : at(one, row)) * (two === undefined ? 1 : at(two, row));
          increase(values, entry * size + a * across.length + b, product);
        }
      }
    }
  }
  start[left.levels] = level.length;
  return { start, level: Int32Array.from(level), values: values.slice(0, level.length * size) };
}

function doubled(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(2 * values.length);
  larger.set(values);
  return larger;
}
