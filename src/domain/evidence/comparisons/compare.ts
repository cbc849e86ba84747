import {
  type DataTable,
  type References,
  completeRows,
  getFactor,
  getNumbers,
  takeFactor,
  takeNumbers,
} from '../tables/data-table.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { type Interval, requireConfidence } from '../estimates/interval.ts';
import { type Moments, moments, standardDeviation } from '../numbers/moments.ts';
import { noncentralityInterval } from '../numbers/noncentral-t.ts';
import { smallSampleCorrection } from './small-sample-correction.ts';
import { welchDifference } from './welch-difference.ts';

export interface CompareOptions {
  readonly outcome: string;
  readonly group: string;
  readonly confidence?: number;
  readonly reference?: References;
}

export interface GroupSummary {
  readonly level: string;
  readonly n: number;
  readonly mean: number;
  readonly sd: number;
}

export interface Comparison {
  /** The reference level first. */
  readonly groups: readonly GroupSummary[];
  readonly welch: Interval & {
    readonly statistic: number;
    readonly df: number;
    readonly p: number;
    /** Mean of the second level minus mean of the reference. */
    readonly difference: number;
  };
  readonly hedgesG: Interval & { readonly estimate: number };
  readonly cohensD: number;
}

/**
 * Two independent groups: Welch's t test (unequal variances), Cohen's d by the pooled SD and Hedges' g with the exact
 * correction. g's interval is the noncentral-t interval of d, both limits corrected like the estimate. The difference
 * is always the other level minus the reference level. Not for pupils of classes: see `decideAnalysis`.
 *
 * @throws EvidenceError unknown_column, not_numeric, group_needs_two_levels, too_few_rows (fewer than two in a group),
 *   zero_variance (no spread in either group)
 * @see Welch 1947, Biometrika 34:28-35; Hedges 1981; Steiger & Fouladi 1997
 */
export function compareGroups(table: DataTable, options: CompareOptions): Comparison {
  const confidence = requireConfidence(options.confidence ?? 0.95);
  const numbers = getNumbers(table, options.outcome);
  const rows = completeRows(table, [options.outcome, options.group]);
  const factor = takeFactor(
    getFactor(table, options.group),
    rows,
    options.group,
    options.reference?.[options.group],
  );
  const [referenceLevel, otherLevel, ...more] = factor.levels;
  if (referenceLevel === undefined || otherLevel === undefined || more.length > 0) {
    throw new EvidenceError('group_needs_two_levels', {
      column: options.group,
      levels: factor.levels.length,
    });
  }
  const outcome = takeNumbers(numbers, rows);
  const reference = moments(outcome.filter((_, row) => factor.codes[row] === 0));
  const other = moments(outcome.filter((_, row) => factor.codes[row] === 1));
  for (const { n } of [reference, other]) {
    if (n < 2) throw new EvidenceError('too_few_rows', { rows: n, needed: 2 });
  }
  if (reference.squares + other.squares === 0)
    throw new EvidenceError('zero_variance', { column: options.outcome });
  const { statistic, df, p, low, high } = welchDifference('difference', reference, other, confidence);
  return {
    groups: [summary(referenceLevel, reference), summary(otherLevel, other)],
    welch: { statistic, df, p, difference: other.mean - reference.mean, low, high },
    ...standardisedDifference(reference, other, confidence),
  };
}

function summary(level: string, of: Moments): GroupSummary {
  return { level, n: of.n, mean: of.mean, sd: standardDeviation(of) };
}

function standardisedDifference(
  reference: Moments,
  other: Moments,
  confidence: number,
): Pick<Comparison, 'hedgesG' | 'cohensD'> {
  const df = reference.n + other.n - 2;
  const pooledSd = Math.sqrt((reference.squares + other.squares) / df);
  const cohensD = (other.mean - reference.mean) / pooledSd;
  const root = Math.sqrt(1 / reference.n + 1 / other.n);
  const interval = noncentralityInterval(cohensD / root, df, confidence);
  const correction = smallSampleCorrection(df);
  return {
    hedgesG: {
      estimate: correction * cohensD,
      low: correction * interval.low * root,
      high: correction * interval.high * root,
    },
    cohensD,
  };
}
