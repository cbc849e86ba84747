import { normalQuantile } from '../numbers/distributions.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { type Interval, requireConfidence } from './interval.ts';

export interface Proportion extends Interval {
  readonly share: number;
}

/**
 * A share with Wilson's score interval. Not Wald's: a class may report 0 of 20, where Wald says [0, 0] and leaves
 * [0, 1] elsewhere.
 *
 * @throws EvidenceError argument_out_of_range unless 0 <= count <= n and n >= 1, both whole
 * @see Wilson 1927, JASA 22:209-212; Newcombe 1998, Statistics in Medicine 17:857-872 (method 3)
 */
export function wilsonInterval(count: number, n: number, confidence = 0.95): Proportion {
  requireConfidence(confidence);
  if (!(Number.isInteger(count) && Number.isInteger(n) && n >= 1 && count >= 0 && count <= n)) {
    throw new EvidenceError('argument_out_of_range', { name: 'count', value: `${count}/${n}` });
  }
  const z = normalQuantile((1 + confidence) / 2);
  const share = count / n;
  const shrink = 1 + (z * z) / n;
  const centre = (share + (z * z) / (2 * n)) / shrink;
  const reach = (z / shrink) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { share, low: Math.max(0, centre - reach), high: Math.min(1, centre + reach) };
}
