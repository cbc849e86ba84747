import { at } from '../numbers/flat-array.ts';

/** Of levels that touch each other: which are taken out one by one, and which are left to be taken out as one dense block. */
export interface EliminationOrder {
  readonly order: readonly number[];
  /** By position in `order`: the later levels that the level touches when its turn comes, those of the core among them. */
  readonly later: readonly Int32Array[];
  readonly core: readonly number[];
}

/** A level that touches at least this share of all that are left is taken out with them. */
const DENSE_SHARE = 0.5;

/**
 * Takes out the level that touches fewest others, whose neighbours then touch each other, again and again: in nested
 * factors these are the inner levels and nothing new is touched. What is truly crossed ends as the core, where everything
 * soon touches everything.
 *
 * @param touching by level the others that share a row or a level already taken out, ascending
 * @param most how often levels may touch each other: where they do more often, all that are left are the core
 * @see George & Liu 1989, SIAM Review 31:1-19
 */
export function eliminationOrder(touching: readonly Int32Array[], most: number): EliminationOrder {
  const current = [...touching];
  const order: number[] = [];
  const later: Int32Array[] = [];
  const queue = new DegreeQueue(current);
  const left = new Set(touching.keys());
  let touches = touching.reduce((sum, others) => sum + others.length, 0);
  for (let level = queue.next(left); level !== undefined; level = queue.next(left)) {
    const others = current[level] ?? new Int32Array();
    if (touches > most || (others.length > 1 && others.length >= DENSE_SHARE * left.size)) break;
    left.delete(level);
    order.push(level);
    later.push(others);
    touches -= others.length;
    for (const other of others) {
      const before = current[other] ?? others;
      const after = joined(before, others, level, other);
      current[other] = after;
      touches += after.length - before.length;
      queue.add(other, after.length);
    }
  }
  return { order, later, core: [...left] };
}

/** All of two ascending lists but these two levels. */
function joined(one: Int32Array, other: Int32Array, without: number, self: number): Int32Array {
  const all = new Int32Array(one.length + other.length);
  let size = 0;
  let i = 0;
  let j = 0;
  while (i < one.length || j < other.length) {
    const [left, right] = [one[i] ?? Infinity, other[j] ?? Infinity];
    const next = left < right ? left : right;
    if (left === next) i += 1;
    if (right === next) j += 1;
    if (next === without || next === self) continue;
    all[size] = next;
    size += 1;
  }
  return all.slice(0, size);
}

/** Levels by how many others they touch; places that have been overtaken are passed over when their turn comes. */
class DegreeQueue {
  readonly #touching: readonly Int32Array[];
  readonly #byDegree: number[][] = [];
  #least = 0;

  constructor(touching: readonly Int32Array[]) {
    this.#touching = touching;
    for (let level = touching.length - 1; level >= 0; level -= 1)
      this.add(level, touching[level]?.length ?? 0);
  }

  add(level: number, degree: number): void {
    (this.#byDegree[degree] ??= []).push(level);
    this.#least = Math.min(this.#least, degree);
  }

  next(left: ReadonlySet<number>): number | undefined {
    while (this.#least < this.#byDegree.length) {
      const level = this.#byDegree[this.#least]?.pop();
      if (level === undefined) this.#least += 1;
      else if (left.has(level) && this.#touching[level]?.length === this.#least) return level;
    }
    return undefined;
  }
}

/**
 * Which levels touch each other because they share a level of the first factor, and with it any row.
 *
 * @param start entries start[leaf] .. start[leaf + 1] - 1 of `level` belong to the leaf
 * @param most as of eliminationOrder: beyond it the rest of the levels touch nothing
 */
export function touchingLevels(
  levels: number,
  start: Int32Array,
  level: Int32Array,
  most: number,
): Int32Array[] {
  const { start: from, leaf } = leavesByLevel(levels, start, level);
  const seen = new Int32Array(levels).fill(-1);
  const found = new Int32Array(levels);
  let touches = 0;
  return Array.from({ length: levels }, (_, own) => {
    let size = 0;
    const end = touches > most ? 0 : at(from, own + 1);
    // where pupils meet every teacher, a few pupils already say all
    for (let place = at(from, own); place < end && size < levels - 1; place += 1) {
      const one = at(leaf, place);
      for (let entry = at(start, one); entry < at(start, one + 1); entry += 1) {
        const other = at(level, entry);
        if (other === own || seen[other] === own) continue;
        seen[other] = own;
        found[size] = other;
        size += 1;
      }
    }
    touches += size;
    return found.slice(0, size).sort();
  });
}

/** The leaves of each level, by counting. */
function leavesByLevel(levels: number, start: Int32Array, level: Int32Array) {
  const next = new Int32Array(levels + 2);
  for (const own of level) next[own + 2] = at(next, own + 2) + 1;
  for (let own = 0; own < levels; own += 1) next[own + 2] = at(next, own + 1) + at(next, own + 2);
  const leaf = new Int32Array(level.length);
  for (let one = 0; one + 1 < start.length; one += 1) {
    for (let entry = at(start, one); entry < at(start, one + 1); entry += 1) {
      const own = at(level, entry);
      const place = at(next, own + 1);
      leaf[place] = one;
      next[own + 1] = place + 1;
    }
  }
  return { start: next, leaf };
}
