import {
  type DataTable,
  type References,
  completeRows,
  getFactor,
  getNumbers,
  takeFactor,
  takeNumbers,
  wrongLevels,
} from '../tables/data-table.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { type Interval, requireConfidence } from '../estimates/interval.ts';
import { type Moments, moments, standardDeviation } from '../numbers/moments.ts';
import type { Note } from '../note.ts';
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
  readonly notes: readonly Note[];
}

/**
 * Two independent groups: Welch's t test (unequal variances), Cohen's d by the pooled SD and Hedges' g with the exact
 * correction. g's interval is the noncentral-t interval of d, both limits corrected like the estimate. The difference
 * is always the other level minus the reference level. Not for pupils of classes: see `decideAnalysis`.
 *
 * @throws EvidenceError unknown_column, not_numeric, group_needs_two_levels, too_few_in_group,
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
    throw wrongLevels(options.group, factor.levels, '2');
  }
  const outcome = takeNumbers(numbers, rows);
  const reference = moments(outcome.filter((_, row) => factor.codes[row] === 0));
  const other = moments(outcome.filter((_, row) => factor.codes[row] === 1));
  const groups = [
    { level: referenceLevel, of: reference },
    { level: otherLevel, of: other },
  ];
  requireTwoInEach(options.group, groups);
  if (reference.squares + other.squares === 0)
    throw new EvidenceError('zero_variance', { column: options.outcome });
  const { statistic, df, p, low, high } = welchDifference('difference', reference, other, confidence);
  return {
    groups: groups.map(summary),
    welch: { statistic, df, p, difference: other.mean - reference.mean, low, high },
    ...standardisedDifference(reference, other, confidence),
    notes: spreadNotes(options.group, groups),
  };
}

/** One level of the group and what its rows are like. */
export interface GroupMoments {
  readonly level: string;
  readonly of: Moments;
}

/** @throws EvidenceError too_few_in_group: one person has no spread */
export function requireTwoInEach(column: string, groups: readonly GroupMoments[]): void {
  const small = groups.find(({ of }) => of.n < 2);
  if (small === undefined) return;
  throw new EvidenceError('too_few_in_group', { column, level: small.level, rows: small.of.n, needed: 2 });
}

export function summary({ level, of }: GroupMoments): GroupSummary {
  return { level, n: of.n, mean: of.mean, sd: standardDeviation(of) };
}

/** Groups whose rows are all alike: their spread is not known to be zero, only not seen. */
export function spreadNotes(column: string, groups: readonly GroupMoments[]): Note[] {
  return groups.flatMap(({ level, of }) =>
    of.squares === 0 ? [{ code: 'no_spread' as const, column, level }] : [],
  );
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
