import { normalQuantile, normalTwoSided, studentT, studentTwoSided } from '../numbers/distributions.ts';
import type { Coefficient } from './interval.ts';

/**
 * The two-sided test of estimate = 0 and the interval, by Student's t, or by the normal distribution where df is null.
 */
export function coefficient(
  term: string,
  estimate: number,
  se: number,
  df: number | null,
  confidence: number,
): Coefficient {
  const statistic = estimate / se;
  const upper = (1 + confidence) / 2;
  const reach = se * (df === null ? normalQuantile(upper) : studentT(upper, df));
  return {
    term,
    estimate,
    se,
    df,
    statistic,
    p: df === null ? normalTwoSided(statistic) : studentTwoSided(statistic, df),
    low: estimate - reach,
    high: estimate + reach,
  };
}
