import { normalQuantile } from '../numbers/distributions.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { type Interval, requireConfidence } from '../estimates/interval.ts';

export interface Kappa extends Interval {
  readonly n: number;
  readonly kappa: number;
  readonly se: number;
}

/**
 * Cohen's kappa of two raters over ordered categories: agreement beyond chance, disagreements weighted by the square of
 * their distance, or all alike when unweighted. The interval is the large-sample one, cut at 1.
 *
 * @throws EvidenceError too_few_rows, argument_out_of_range (unequal lengths), zero_variance (chance agreement is full)
 * @see Cohen 1968, Psychological Bulletin 70:213-220; Fleiss, Cohen & Everitt 1969, Psychological Bulletin 72:323-327
 */
export function weightedKappa(
  first: readonly number[],
  second: readonly number[],
  weights: 'unweighted' | 'quadratic' = 'quadratic',
  confidence = 0.95,
): Kappa {
  requireConfidence(confidence);
  if (first.length !== second.length) {
    throw new EvidenceError('argument_out_of_range', { name: 'ratings', value: String(second.length) });
  }
  const n = first.length;
  if (n < 2) throw new EvidenceError('too_few_rows', { rows: n, needed: 2 });
  const categories = [...new Set([...first, ...second])].sort((a, b) => a - b);
  const widest = ((categories.at(-1) ?? 0) - (categories[0] ?? 0)) ** 2;
  if (!(widest > 0)) throw new EvidenceError('zero_variance', { column: 'ratings' });
  const agreement = (a: number, b: number): number =>
    weights === 'quadratic' ? 1 - (a - b) ** 2 / widest : Number(a === b);
  const shareOf = (ratings: readonly number[]): Map<number, number> =>
    new Map(categories.map((one) => [one, ratings.filter((rating) => rating === one).length / n]));
  const rowShare = shareOf(first);
  const columnShare = shareOf(second);
  const average = (share: ReadonlyMap<number, number>, with_: number): number =>
    categories.reduce((sum, one) => sum + (share.get(one) ?? 0) * agreement(one, with_), 0);
  const rowMean = new Map(categories.map((one) => [one, average(columnShare, one)]));
  const columnMean = new Map(categories.map((one) => [one, average(rowShare, one)]));
  const expected = categories.reduce(
    (sum, one) => sum + (rowShare.get(one) ?? 0) * (rowMean.get(one) ?? 0),
    0,
  );
  if (!(expected < 1)) throw new EvidenceError('zero_variance', { column: 'ratings' });
  const pairs = first.map((a, row) => ({ a, b: second[row] ?? Number.NaN }));
  const observed = pairs.reduce((sum, { a, b }) => sum + agreement(a, b), 0) / n;
  const kappa = (observed - expected) / (1 - expected);
  const spread =
    pairs.reduce((sum, { a, b }) => {
      const chance = (rowMean.get(a) ?? 0) + (columnMean.get(b) ?? 0);
      return sum + (agreement(a, b) - chance * (1 - kappa)) ** 2;
    }, 0) / n;
  const centre = kappa - expected * (1 - kappa);
  const se = Math.sqrt(Math.max(0, spread - centre * centre) / n) / (1 - expected);
  const reach = normalQuantile((1 + confidence) / 2) * se;
  return { n, kappa, se, low: Math.max(-1, kappa - reach), high: Math.min(1, kappa + reach) };
}
