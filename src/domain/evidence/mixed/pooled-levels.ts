import { at, increase } from '../numbers/flat-array.ts';
import type { Crossing } from './factor-crossings.ts';
import type { FactorProducts, RandomShape } from './random-columns.ts';

/**
 * Levels of the first factor that are alike, such as pupils of one class who were all seen at the same waves: their Z'Z and
 * their products with all other factors are the same numbers. Turned by an orthogonal matrix, m of them become one level
 * with the sum of their outcomes over the root of m, whose products with other factors are m's root as large, and m - 1
 * contrasts that touch no other factor. So tens of thousands of pupils cost no more than their classes.
 */
export interface PooledLevels {
  /** Kind of each level. */
  readonly kind: Int32Array;
  /** Levels of each kind. */
  readonly count: Int32Array;
  /** Z'Y of each level beside the mean of its kind. */
  readonly deviations: Float64Array;
  /** The contrasts, by Z'Z. */
  readonly contrasts: readonly Contrasts[];
}

/** All contrasts of levels with the same Z'Z. */
export interface Contrasts {
  /** How many. */
  readonly count: number;
  /** Z'Z of each, k x k. */
  readonly squares: Float64Array;
  /** The sum of products of their Z'Y, a row of `k * width` numbers each, with themselves. */
  readonly outcome: Float64Array;
}

interface Pooling {
  readonly pooled: PooledLevels;
  readonly products: FactorProducts;
  readonly crossings: readonly Crossing[];
}

/** @param crossings of the first factor with the others */
export function poolLevels(
  { levels, columns: k }: RandomShape,
  { squares, outcome }: FactorProducts,
  crossings: readonly Crossing[],
  width: number,
): Pooling {
  const size = k * width;
  const { kind, count, examples } = worthPooling(
    kindsOf(levels, k * k, squares, crossings),
    squares,
    k * k,
    size,
  );
  const means = new Float64Array(examples.length * size);
  for (let place = 0; place < outcome.length; place += 1) {
    const own = at(kind, Math.floor(place / size));
    increase(means, own * size + (place % size), at(outcome, place) / at(count, own));
  }
  const deviations = outcome.map(
    (value, place) => value - at(means, at(kind, Math.floor(place / size)) * size + (place % size)),
  );
  const pooledSquares = new Float64Array(examples.length * k * k);
  for (const [own, level] of examples.entries())
    pooledSquares.set(squares.subarray(level * k * k, (level + 1) * k * k), own * k * k);
  const contrasts = contrastsOf({ kind, count, deviations }, pooledSquares, k * k, size);
  return {
    pooled: { kind, count, deviations, contrasts },
    products: {
      squares: pooledSquares,
      outcome: means.map((value, place) => value * Math.sqrt(at(count, Math.floor(place / size)))),
    },
    crossings: crossings.map((crossing) => poolCrossing(crossing, examples, count)),
  };
}

interface Kinds {
  readonly kind: Int32Array;
  readonly count: Int32Array;
  /** The first level of each kind. */
  readonly examples: readonly number[];
}

function kindsOf(levels: number, size: number, squares: Float64Array, crossings: readonly Crossing[]): Kinds {
  const kind = new Int32Array(levels);
  const count: number[] = [];
  const examples: number[] = [];
  const byHash = new Map<number, number[]>();
  const hash = new NumberHash();
  for (let level = 0; level < levels; level += 1) {
    const key = hashOf(hash, level, size, squares, crossings);
    const candidates = byHash.get(key) ?? [];
    let own = candidates.find((one) => isAlike(examples[one] ?? 0, level, size, squares, crossings));
    if (own === undefined) {
      own = examples.length;
      examples.push(level);
      count.push(0);
      candidates.push(own);
      byHash.set(key, candidates);
    }
    kind[level] = own;
    count[own] = (count[own] ?? 0) + 1;
  }
  return { kind, count: Int32Array.from(count), examples };
}

/**
 * Keeps levels apart whose contrasts would need more numbers than they have themselves: so few share their Z'Z. A thousand
 * pairs of twins would otherwise be a thousand large matrices.
 *
 * @param size numbers in the Z'Y of one level
 */
function worthPooling(kinds: Kinds, squares: Float64Array, squareSize: number, size: number): Kinds {
  const keys = kinds.examples.map((level) => squaresKey(squares, level, squareSize));
  const contrasts = new Map<string, number>();
  for (const [own, key] of keys.entries())
    contrasts.set(key, (contrasts.get(key) ?? 0) + at(kinds.count, own) - 1);
  const isWorth = keys.map((key) => (contrasts.get(key) ?? 0) >= size);
  const placed = new Int32Array(keys.length).fill(-1);
  const count: number[] = [];
  const examples: number[] = [];
  const kind = kinds.kind.map((before, level) => {
    const known = at(placed, before);
    const own = known >= 0 && isWorth[before] === true ? known : examples.length;
    if (own === examples.length) {
      examples.push(level);
      placed[before] = own;
    }
    count[own] = (count[own] ?? 0) + 1;
    return own;
  });
  return { kind, count: Int32Array.from(count), examples };
}

function squaresKey(squares: Float64Array, level: number, size: number): string {
  return squares.subarray(level * size, (level + 1) * size).join(' ');
}

/** A hash over the bits of numbers, so that it tells large and small ones apart alike. */
class NumberHash {
  readonly #number = new Float64Array(1);
  readonly #halves = new Int32Array(this.#number.buffer);
  #hash = 0;

  start(): void {
    this.#hash = 0;
  }

  add(value: number): void {
    this.#number[0] = value;
    for (const half of this.#halves)
      this.#hash = Math.imul(this.#hash ^ half ^ (half >>> 15), 0x85ebca6b) + 0x2545f491;
  }

  get value(): number {
    return this.#hash | 0;
  }
}

function hashOf(
  hash: NumberHash,
  level: number,
  size: number,
  squares: Float64Array,
  crossings: readonly Crossing[],
): number {
  hash.start();
  for (let place = level * size; place < (level + 1) * size; place += 1) hash.add(at(squares, place));
  for (const { start, level: others, values } of crossings) {
    const block = values.length / Math.max(1, others.length);
    const [from, to] = [at(start, level), at(start, level + 1)];
    for (let entry = from; entry < to; entry += 1) hash.add(at(others, entry));
    for (let place = from * block; place < to * block; place += 1) hash.add(at(values, place));
  }
  return hash.value;
}

function isAlike(
  one: number,
  other: number,
  size: number,
  squares: Float64Array,
  crossings: readonly Crossing[],
): boolean {
  return (
    isSame(squares, one * size, other * size, size) &&
    crossings.every(({ start, level, values }) => {
      const [from, otherFrom] = [at(start, one), at(start, other)];
      const length = at(start, one + 1) - from;
      const block = values.length / Math.max(1, level.length);
      return (
        at(start, other + 1) - otherFrom === length &&
        isSame(level, from, otherFrom, length) &&
        isSame(values, from * block, otherFrom * block, length * block)
      );
    })
  );
}

function isSame(values: Float64Array | Int32Array, from: number, other: number, length: number): boolean {
  for (let offset = 0; offset < length; offset += 1)
    if (values[from + offset] !== values[other + offset]) return false;
  return true;
}

function contrastsOf(
  { kind, count, deviations }: Omit<PooledLevels, 'contrasts'>,
  squares: Float64Array,
  squareSize: number,
  size: number,
): Contrasts[] {
  const bySquares = new Map<string, { count: number; squares: Float64Array; outcome: Float64Array }>();
  const ofKind = Array.from(count, (levels, own) => {
    if (levels === 1) return undefined;
    const key = squaresKey(squares, own, squareSize);
    const sums = bySquares.get(key) ?? {
      count: 0,
      squares: squares.subarray(own * squareSize, (own + 1) * squareSize),
      outcome: new Float64Array(size * size),
    };
    sums.count += levels - 1;
    bySquares.set(key, sums);
    return sums.outcome;
  });
  for (const [level, own] of kind.entries()) {
    const sums = ofKind[own];
    if (sums === undefined) continue;
    for (let i = 0; i < size; i += 1) {
      const value = at(deviations, level * size + i);
      for (let j = 0; j < size; j += 1)
        increase(sums, i * size + j, value * at(deviations, level * size + j));
    }
  }
  return [...bySquares.values()];
}

function poolCrossing(crossing: Crossing, examples: readonly number[], count: Int32Array): Crossing {
  const block = crossing.values.length / Math.max(1, crossing.level.length);
  const start = new Int32Array(examples.length + 1);
  for (const [own, level] of examples.entries())
    start[own + 1] = at(start, own) + at(crossing.start, level + 1) - at(crossing.start, level);
  const others = new Int32Array(at(start, examples.length));
  const values = new Float64Array(others.length * block);
  for (const [own, level] of examples.entries()) {
    const [from, to] = [at(crossing.start, level), at(crossing.start, level + 1)];
    others.set(crossing.level.subarray(from, to), at(start, own));
    const root = Math.sqrt(at(count, own));
    const scaled = crossing.values.subarray(from * block, to * block).map((value) => value * root);
    values.set(scaled, at(start, own) * block);
  }
  return { ...crossing, start, level: others, values };
}
