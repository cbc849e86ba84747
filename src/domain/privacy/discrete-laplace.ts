/** Bytes that nobody can foresee: a cryptographic source, or a repeatable one in tests. */
export type RandomBytes = (count: number) => Uint8Array;

/** A fraction of whole numbers: no rounding enters the noise, and so nothing can be read off its last digits. */
export interface Fraction {
  readonly numerator: bigint;
  readonly denominator: bigint;
}

const ONE: Fraction = { numerator: 1n, denominator: 1n };

/**
 * Whole noise X with P(X = x) proportional to exp(-epsilon |x|), exactly: added to a count that one person changes by at
 * most one, it gives epsilon-differential privacy.
 *
 * @throws RangeError unless epsilon is positive
 * @see Canonne, Kamath & Steinke 2020, NeurIPS 33:15676-15688, algorithms 1 and 2; Mironov 2012, CCS (why not floats)
 */
export function discreteLaplace(epsilon: Fraction, bytes: RandomBytes): bigint {
  const { numerator: s, denominator: t } = epsilon;
  if (s <= 0n || t <= 0n) throw new RangeError('epsilon must be positive');
  for (;;) {
    const u = uniformBelow(t, bytes);
    if (!bernoulliExp({ numerator: u, denominator: t }, bytes)) continue;
    let v = 0n;
    while (bernoulliExp(ONE, bytes)) v += 1n;
    const size = (u + t * v) / s;
    const isNegative = uniformBelow(2n, bytes) === 1n;
    // zero would be drawn twice
    if (isNegative && size === 0n) continue;
    return isNegative ? -size : size;
  }
}

/** True with probability exp(-gamma), for gamma from 0 to 1. */
function bernoulliExp({ numerator, denominator }: Fraction, bytes: RandomBytes): boolean {
  let k = 1n;
  while (uniformBelow(denominator * k, bytes) < numerator) k += 1n;
  return k % 2n === 1n;
}

/** A whole number from 0 to below the limit, each as likely as the others. */
function uniformBelow(limit: bigint, bytes: RandomBytes): bigint {
  const bits = (limit - 1n).toString(2).length;
  const count = Math.ceil(bits / 8);
  const mask = (1n << BigInt(bits)) - 1n;
  for (;;) {
    let value = 0n;
    for (const byte of bytes(count)) value = (value << 8n) | BigInt(byte);
    value &= mask;
    if (value < limit) return value;
  }
}

/**
 * The reach within which the noise stays with at least this probability.
 * @param confidence such as 0.95
 */
export function laplaceReach(epsilon: number, confidence: number): number {
  // P(|X| > r) = 2 q^(r + 1) / (1 + q) with q = exp(-epsilon)
  const q = Math.exp(-epsilon);
  return Math.max(0, Math.ceil(Math.log(((1 - confidence) * (1 + q)) / 2) / Math.log(q) - 1));
}
