import { fisherAt, fisherUpperTail, normalQuantile } from '../numbers/distributions.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { finiteOrNull } from '../numbers/finite-or-null.ts';
import { type Interval, requireConfidence } from '../estimates/interval.ts';

/** Shrout and Fleiss' names: the model, then 1 for a single rating or k for the mean of all. */
export const intraclassForms = ['ICC1', 'ICC2', 'ICC3', 'ICC1k', 'ICC2k', 'ICC3k'] as const;
export type IntraclassForm = (typeof intraclassForms)[number];

/** A figure is null where so few or such ratings leave it undefined. */
export interface Intraclass {
  readonly form: IntraclassForm;
  readonly icc: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly statistic: number;
  readonly df: readonly [numerator: number, denominator: number];
  readonly p: number;
}

export interface IntraclassCorrelations {
  readonly subjects: number;
  readonly raters: number;
  readonly forms: Readonly<Record<IntraclassForm, Intraclass>>;
  /** Standard error of one measurement, raters' levels included: in points of the scale. */
  readonly standardError: number;
  /** Smallest difference between two measurements of one person that is beyond their error, at the given confidence. */
  readonly detectableChange: number;
}

/**
 * The six intraclass correlations of Shrout and Fleiss: ICC1 raters drawn anew for each subject; ICC2 raters who stand
 * for others, absolute agreement; ICC3 these raters only, consistency. Also for two measurements of the same persons
 * (test-retest), the occasions in the raters' place.
 *
 * @param ratings one row per subject with the scores of the same raters, no gaps
 * @throws EvidenceError too_few_rows, argument_out_of_range (rows of unequal length), zero_variance
 * @see Shrout & Fleiss 1979, Psychological Bulletin 86:420-428; intervals: McGraw & Wong 1996, Psychological Methods 1:30-46
 */
export function intraclassCorrelations(
  ratings: ReadonlyArray<readonly number[]>,
  confidence = 0.95,
): IntraclassCorrelations {
  requireConfidence(confidence);
  const { n, k } = completeShape(ratings);
  const squares = meanSquares(ratings);
  const { subjects, raters, error, within } = squares;
  if (!(subjects > 0 && error > 0)) throw new EvidenceError('zero_variance', { column: 'ratings' });
  const upper = (1 + confidence) / 2;
  const form = (
    name: IntraclassForm,
    icc: number,
    statistic: number,
    denominator: number,
    interval: Interval,
  ): Intraclass => ({
    form: name,
    icc: finiteOrNull(icc),
    low: finiteOrNull(interval.low),
    high: finiteOrNull(interval.high),
    statistic,
    df: [n - 1, denominator],
    p: fisherUpperTail(statistic, n - 1, denominator),
  });
  /** limits of a ratio of mean squares by F, as a single and as a mean rating */
  const byRatio = (statistic: number, denominator: number) => {
    const low = statistic / fisherAt(upper, n - 1, denominator);
    const high = statistic * fisherAt(upper, denominator, n - 1);
    return {
      single: { low: (low - 1) / (low + k - 1), high: (high - 1) / (high + k - 1) },
      mean: { low: 1 - 1 / low, high: 1 - 1 / high },
    };
  };
  const oneWay = subjects / within;
  const twoWay = subjects / error;
  const first = byRatio(oneWay, n * (k - 1));
  const third = byRatio(twoWay, (n - 1) * (k - 1));
  const icc2 = (subjects - error) / (subjects + (k - 1) * error + (k * (raters - error)) / n);
  const second = agreementInterval(icc2, squares, n, k, upper);
  const toMean = (single: number): number => (k * single) / (1 + single * (k - 1));
  const standardError = Math.sqrt(Math.max(0, (raters - error) / n) + error);
  const residual = (n - 1) * (k - 1);
  return {
    subjects: n,
    raters: k,
    forms: {
      ICC1: form('ICC1', (oneWay - 1) / (oneWay + k - 1), oneWay, n * (k - 1), first.single),
      ICC2: form('ICC2', icc2, twoWay, residual, second),
      ICC3: form('ICC3', (twoWay - 1) / (twoWay + k - 1), twoWay, residual, third.single),
      ICC1k: form('ICC1k', 1 - 1 / oneWay, oneWay, n * (k - 1), first.mean),
      ICC2k: form('ICC2k', (subjects - error) / (subjects + (raters - error) / n), twoWay, residual, {
        low: toMean(second.low),
        high: toMean(second.high),
      }),
      ICC3k: form('ICC3k', 1 - 1 / twoWay, twoWay, residual, third.mean),
    },
    standardError,
    detectableChange: normalQuantile(upper) * Math.SQRT2 * standardError,
  };
}

/** How many subjects and raters a table without gaps has. */
function completeShape(ratings: ReadonlyArray<readonly number[]>): { n: number; k: number } {
  const n = ratings.length;
  const k = ratings[0]?.length ?? 0;
  if (n < 2 || k < 2) throw new EvidenceError('too_few_rows', { rows: Math.min(n, k), needed: 2 });
  const hasGap = ratings.some((row) => row.length !== k || row.some((score) => !Number.isFinite(score)));
  if (hasGap) throw new EvidenceError('argument_out_of_range', { name: 'ratings', value: 'gap' });
  return { n, k };
}

interface MeanSquares {
  readonly subjects: number;
  readonly raters: number;
  readonly error: number;
  /** of raters and error together: what varies inside a subject */
  readonly within: number;
}

function meanSquares(ratings: ReadonlyArray<readonly number[]>): MeanSquares {
  const n = ratings.length;
  const k = ratings[0]?.length ?? 0;
  const grand = mean(ratings.flat());
  const bySubject = ratings.map(mean);
  const byRater = Array.from({ length: k }, (_, rater) => mean(ratings.map((row) => row[rater] ?? 0)));
  const residuals = ratings.flatMap((row, i) =>
    row.map((score, j) => score - (bySubject[i] ?? 0) - (byRater[j] ?? 0) + grand),
  );
  const ratersSum = n * squaresAbout(byRater, grand);
  const errorSum = squaresAbout(residuals, 0);
  return {
    subjects: (k * squaresAbout(bySubject, grand)) / (n - 1),
    raters: ratersSum / (k - 1),
    error: errorSum / ((n - 1) * (k - 1)),
    within: (ratersSum + errorSum) / (n * (k - 1)),
  };
}

function agreementInterval(
  icc: number,
  { subjects, raters, error }: MeanSquares,
  n: number,
  k: number,
  upper: number,
): Interval {
  const a = (k * icc) / (n * (1 - icc));
  const b = 1 + (k * icc * (n - 1)) / (n * (1 - icc));
  const df =
    (a * raters + b * error) ** 2 / ((a * raters) ** 2 / (k - 1) + (b * error) ** 2 / ((n - 1) * (k - 1)));
  // raters without any difference of their own leave no degrees of freedom
  if (!(df > 0 && df < Infinity)) return { low: Number.NaN, high: Number.NaN };
  const lowF = fisherAt(upper, n - 1, df);
  const highF = fisherAt(upper, df, n - 1);
  const spread = k * raters + (k * n - k - n) * error;
  return {
    low: (n * (subjects - lowF * error)) / (lowF * spread + n * subjects),
    high: (n * (highF * subjects - error)) / (spread + n * highF * subjects),
  };
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function squaresAbout(values: readonly number[], centre: number): number {
  return values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
}
