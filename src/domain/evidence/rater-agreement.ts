import { fisherAt } from './distributions.ts';
import { EvidenceError } from './evidence-error.ts';
import { type Interval, requireConfidence } from './interval.ts';

export interface AgreementOfRaters extends Interval {
  readonly subjects: number;
  readonly raters: number;
  /** ICC(2,1): how far one rater's score of a session would agree with another's. */
  readonly icc: number;
}

/**
 * ICC(2,1), absolute agreement of single ratings by raters who stand for others: for fidelity scored on a scale.
 *
 * @param ratings one row per subject with the scores of the same raters, no gaps
 * @throws EvidenceError too_few_rows, argument_out_of_range (rows of unequal length), zero_variance
 * @see Shrout & Fleiss 1979, Psychological Bulletin 86:420-428; interval: McGraw & Wong 1996, Psychological Methods 1:30-46
 */
export function ratersAgreement(
  ratings: ReadonlyArray<readonly number[]>,
  confidence = 0.95,
): AgreementOfRaters {
  requireConfidence(confidence);
  const n = ratings.length;
  const k = ratings[0]?.length ?? 0;
  if (n < 2 || k < 2) throw new EvidenceError('too_few_rows', { rows: Math.min(n, k), needed: 2 });
  const hasGap = ratings.some((row) => row.length !== k || row.some((score) => !Number.isFinite(score)));
  if (hasGap) throw new EvidenceError('argument_out_of_range', { name: 'ratings', value: 'gap' });
  const grand = mean(ratings.flat());
  const bySubject = ratings.map((row) => mean(row));
  const byRater = Array.from({ length: k }, (_, rater) => mean(ratings.map((row) => row[rater] ?? 0)));
  const subjects = (k * squares(bySubject, grand)) / (n - 1);
  const raters = (n * squares(byRater, grand)) / (k - 1);
  const residuals = ratings.flatMap((row, i) =>
    row.map((score, j) => score - (bySubject[i] ?? 0) - (byRater[j] ?? 0) + grand),
  );
  const error = squares(residuals, 0) / ((n - 1) * (k - 1));
  if (!(subjects > 0 && error > 0)) throw new EvidenceError('zero_variance', { column: 'ratings' });
  const icc = (subjects - error) / (subjects + (k - 1) * error + (k * (raters - error)) / n);
  const a = (k * icc) / (n * (1 - icc));
  const b = 1 + (k * icc * (n - 1)) / (n * (1 - icc));
  const df =
    (a * raters + b * error) ** 2 / ((a * raters) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1)));
  const upper = (1 + confidence) / 2;
  const lowF = fisherAt(upper, n - 1, df);
  const highF = fisherAt(upper, df, n - 1);
  const spread = k * raters + (k * n - k - n) * error;
  return {
    subjects: n,
    raters: k,
    icc,
    low: (n * (subjects - lowF * error)) / (lowF * spread + n * subjects),
    high: (n * (highF * subjects - error)) / (spread + n * highF * subjects),
  };
}

/**
 * Cohen's kappa of two raters over ordered categories: agreement beyond chance, disagreements weighted by the square of
 * their distance, or all alike when unweighted.
 *
 * @throws EvidenceError too_few_rows, argument_out_of_range (unequal lengths), zero_variance (chance agreement is full)
 * @see Cohen 1968, Psychological Bulletin 70:213-220
 */
export function weightedKappa(
  first: readonly number[],
  second: readonly number[],
  weights: 'unweighted' | 'quadratic' = 'quadratic',
): number {
  if (first.length !== second.length) {
    throw new EvidenceError('argument_out_of_range', { name: 'ratings', value: String(second.length) });
  }
  const n = first.length;
  if (n < 2) throw new EvidenceError('too_few_rows', { rows: n, needed: 2 });
  const distance = (a: number, b: number): number =>
    weights === 'quadratic' ? (a - b) ** 2 : Number(a !== b);
  let observed = 0;
  let expected = 0;
  for (const [row, a] of first.entries()) {
    observed += distance(a, second[row] ?? Number.NaN) / n;
    for (const b of second) expected += distance(a, b) / (n * n);
  }
  if (!(expected > 0)) throw new EvidenceError('zero_variance', { column: 'ratings' });
  return 1 - observed / expected;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function squares(values: readonly number[], centre: number): number {
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}
