import type { Interval } from '../estimates/interval.ts';
import { type Proportion, wilsonInterval } from '../estimates/wilson-interval.ts';

export interface CountOf {
  readonly count: number;
  readonly n: number;
}

export interface ProportionDifference extends Interval {
  readonly reference: Proportion;
  readonly other: Proportion;
  /** Share of the other group minus share of the reference. */
  readonly difference: number;
}

/**
 * The difference of two independent shares with Newcombe's hybrid score interval: each side reaches as far as Wilson's
 * intervals of the two shares together, so it stays inside [-1, 1] and does not vanish at 0 or 1.
 *
 * @throws EvidenceError argument_out_of_range
 * @see Newcombe 1998, Statistics in Medicine 17:873-890 (method 10)
 */
export function compareProportions(
  reference: CountOf,
  other: CountOf,
  confidence = 0.95,
): ProportionDifference {
  const first = wilsonInterval(reference.count, reference.n, confidence);
  const second = wilsonInterval(other.count, other.n, confidence);
  const difference = second.share - first.share;
  return {
    reference: first,
    other: second,
    difference,
    low: difference - Math.hypot(second.share - second.low, first.high - first.share),
    high: difference + Math.hypot(second.high - second.share, first.share - first.low),
  };
}
