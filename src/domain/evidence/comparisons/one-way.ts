import { type Adjustment, adjustPValues } from '../estimates/adjust-p-values.ts';
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
import { fisherUpperTail } from '../numbers/distributions.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { type Coefficient, requireConfidence } from '../estimates/interval.ts';
import { type Moments, moments } from '../numbers/moments.ts';
import { type GroupMoments, type GroupSummary, requireTwoInEach, spreadNotes, summary } from './compare.ts';
import type { Note } from '../note.ts';
import { welchDifference } from './welch-difference.ts';

export interface OneWayOptions {
  readonly outcome: string;
  readonly group: string;
  /** how the p values of the pairs are adjusted; Holm where left out */
  readonly adjust?: Adjustment;
  readonly confidence?: number;
  /** The level that comes first in the pairs. */
  readonly reference?: References;
}

export interface VarianceRatio {
  readonly statistic: number;
  readonly df: readonly [numerator: number, denominator: number];
  readonly p: number;
}

export interface PairContrast extends Coefficient {
  /** Mean of the first minus mean of the second. */
  readonly levels: readonly [string, string];
  readonly adjustedP: number;
}

export interface OneWay {
  readonly groups: readonly GroupSummary[];
  /** Fisher's test, equal variances assumed. */
  readonly anova: VarianceRatio & { readonly etaSquared: number; readonly omegaSquared: number };
  /** Welch's test, variances as they are; null where a group does not vary. */
  readonly welch: VarianceRatio | null;
  /** Every pair, each by Welch's t, in the order of the levels. Intervals are not adjusted. */
  readonly contrasts: readonly PairContrast[];
  readonly notes: readonly Note[];
}

/**
 * Means of several independent groups: one-way analysis of variance, Welch's version, and all pairs with adjusted p
 * values. Not for pupils of classes: see `decideAnalysis`.
 *
 * @throws EvidenceError unknown_column, not_numeric, group_needs_two_levels, too_few_in_group,
 *   zero_variance
 * @see Welch 1951, Biometrika 38:330-336
 */
export function oneWay(table: DataTable, options: OneWayOptions): OneWay {
  const confidence = requireConfidence(options.confidence ?? 0.95);
  const { outcome, group } = options;
  const numbers = getNumbers(table, outcome);
  const rows = completeRows(table, [outcome, group]);
  const factor = takeFactor(getFactor(table, group), rows, group, options.reference?.[group]);
  if (factor.levels.length < 2) throw wrongLevels(group, factor.levels, '≥ 2');
  const values = takeNumbers(numbers, rows);
  const groups = factor.levels.map((level, code) => ({
    level,
    of: moments(values.filter((_, row) => factor.codes[row] === code)),
  }));
  requireTwoInEach(group, groups);
  const within = groups.reduce((sum, { of }) => sum + of.squares, 0);
  if (!(within > 0)) throw new EvidenceError('zero_variance', { column: outcome });
  return {
    groups: groups.map(summary),
    anova: varianceAnalysis(
      groups.map(({ of }) => of),
      moments(values),
    ),
    welch: welchAnalysis(groups.map(({ of }) => of)),
    contrasts: contrasts(groups, options.adjust ?? 'holm', confidence),
    notes: spreadNotes(group, groups),
  };
}

function varianceAnalysis(groups: readonly Moments[], all: Moments): OneWay['anova'] {
  const numerator = groups.length - 1;
  const denominator = all.n - groups.length;
  const within = groups.reduce((sum, { squares }) => sum + squares, 0);
  const between = groups.reduce((sum, { n, mean }) => sum + n * (mean - all.mean) ** 2, 0);
  const error = within / denominator;
  const statistic = between / numerator / error;
  return {
    statistic,
    df: [numerator, denominator],
    p: fisherUpperTail(statistic, numerator, denominator),
    etaSquared: between / (between + within),
    omegaSquared: Math.max(0, (between - numerator * error) / (between + within + error)),
  };
}

function welchAnalysis(groups: readonly Moments[]): VarianceRatio | null {
  if (groups.some(({ squares }) => squares === 0)) return null;
  const k = groups.length;
  const weights = groups.map(({ n, squares }) => (n * (n - 1)) / squares);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = groups.reduce((sum, one, i) => sum + (weights[i] ?? 0) * one.mean, 0) / total;
  const between =
    groups.reduce((sum, one, i) => sum + (weights[i] ?? 0) * (one.mean - mean) ** 2, 0) / (k - 1);
  const lack = groups.reduce((sum, { n }, i) => sum + (1 - (weights[i] ?? 0) / total) ** 2 / (n - 1), 0);
  const statistic = between / (1 + (2 * (k - 2) * lack) / (k * k - 1));
  const denominator = (k * k - 1) / (3 * lack);
  return { statistic, df: [k - 1, denominator], p: fisherUpperTail(statistic, k - 1, denominator) };
}

function contrasts(
  groups: readonly GroupMoments[],
  adjustment: Adjustment,
  confidence: number,
): PairContrast[] {
  const pairs = groups.flatMap((first, i) =>
    groups.slice(i + 1).flatMap((second) => {
      // two groups without any spread have no test
      if (!(first.of.squares + second.of.squares > 0)) return [];
      const term = `${first.level} - ${second.level}`;
      const row = welchDifference(term, second.of, first.of, confidence);
      return [{ ...row, levels: [first.level, second.level] as const }];
    }),
  );
  const adjusted = adjustPValues(
    pairs.map(({ p }) => p),
    adjustment,
  );
  return pairs.map((pair, index) => ({ ...pair, adjustedP: adjusted[index] ?? pair.p }));
}
