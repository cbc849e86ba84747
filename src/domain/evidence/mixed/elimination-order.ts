/** Of levels that touch each other: which are taken out one by one, and which are left to be taken out as one dense block. */
export interface EliminationOrder {
  readonly order: readonly number[];
  /** By position in `order`: the later levels that the level touches when its turn comes, those of the core among them. */
  readonly later: ReadonlyArray<ReadonlySet<number>>;
  readonly core: readonly number[];
}

/** A level that touches at least this share of all that are left is taken out with them. */
const DENSE_SHARE = 0.5;

/**
 * Takes out the level that touches fewest others, whose neighbours then touch each other, again and again: in nested
 * factors these are the inner levels and nothing new is touched. What is truly crossed ends as the core, where everything
 * soon touches everything.
 *
 * @param touching by level the others that share a row or a level already taken out; consumed
 * @see George & Liu 1989, SIAM Review 31:1-19
 */
export function eliminationOrder(touching: ReadonlyArray<Set<number>>): EliminationOrder {
  const order: number[] = [];
  const later: Array<ReadonlySet<number>> = [];
  const queue = new DegreeQueue(touching);
  const left = new Set(touching.keys());
  for (let level = queue.next(left); level !== undefined; level = queue.next(left)) {
    const others = touching[level] ?? new Set();
    if (others.size > 1 && others.size >= DENSE_SHARE * left.size) break;
    left.delete(level);
    order.push(level);
    later.push(others);
    for (const other of others) {
      const own = touching[other];
      if (own === undefined) continue;
      own.delete(level);
      for (const one of others) if (one !== other) own.add(one);
      queue.add(other, own.size);
    }
  }
  return { order, later, core: [...left] };
}

/** Levels by how many others they touch; places that have been overtaken are passed over when their turn comes. */
class DegreeQueue {
  readonly #touching: ReadonlyArray<ReadonlySet<number>>;
  readonly #byDegree: number[][] = [];
  #least = 0;

  constructor(touching: ReadonlyArray<ReadonlySet<number>>) {
    this.#touching = touching;
    for (let level = touching.length - 1; level >= 0; level -= 1) this.add(level, touching[level]?.size ?? 0);
  }

  add(level: number, degree: number): void {
    (this.#byDegree[degree] ??= []).push(level);
    this.#least = Math.min(this.#least, degree);
  }

  next(left: ReadonlySet<number>): number | undefined {
    while (this.#least < this.#byDegree.length) {
      const level = this.#byDegree[this.#least]?.pop();
      if (level === undefined) this.#least += 1;
      else if (left.has(level) && this.#touching[level]?.size === this.#least) return level;
    }
    return undefined;
  }
}
