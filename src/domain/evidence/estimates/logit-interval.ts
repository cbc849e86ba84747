import { normalQuantile } from '../numbers/distributions.ts';
import type { Interval } from './interval.ts';

/**
 * The interval of a share between 0 and 1, symmetric in its log odds so that it stays between them.
 * @param se of the log odds
 */
export function logitInterval(logOdds: number, se: number, confidence: number): Interval {
  const reach = normalQuantile((1 + confidence) / 2) * se;
  const share = (value: number): number => 1 / (1 + Math.exp(-value));
  return { low: share(logOdds - reach), high: share(logOdds + reach) };
}
