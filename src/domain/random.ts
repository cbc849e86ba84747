/** A repeatable source of numbers in [0, 1): what a seed starts, a seed ends. */
export type Random = () => number;

/**
 * mulberry32: 32 bits of state, period 2^32. For demo data and simulations, never for secrets.
 * @param seed any integer; the same seed gives the same numbers on every machine
 */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of the items, each as likely as the others. @throws RangeError on an empty list */
export function pick<Item>(random: Random, items: readonly Item[]): Item {
  const item = items[Math.floor(random() * items.length)];
  if (item === undefined) throw new RangeError('nothing to pick from');
  return item;
}

/** Integer from low to high, both included. */
export function integerBetween(random: Random, low: number, high: number): number {
  return low + Math.floor(random() * (high - low + 1));
}

/** Standard normal deviate (Box and Muller 1958). */
export function normal(random: Random): number {
  // 1 − u is in (0, 1]: the logarithm is finite
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
