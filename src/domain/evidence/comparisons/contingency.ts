import gammaln from '@stdlib/math-base-special-gammaln';
import { chisquareUpperTail } from '../numbers/distributions.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { findRoot } from '../numbers/find-root.ts';
import { requireConfidence } from '../estimates/interval.ts';

export interface ChiSquare {
  readonly n: number;
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
  /** Cramér's V: 0 no association, 1 the largest that the table can show. */
  readonly cramersV: number;
  /** Below 5 the chi-square distribution is a poor guide: ask Fisher's test. */
  readonly smallestExpected: number;
}

/**
 * Pearson's chi-square test of a table of counts, without a continuity correction.
 *
 * @param table rows by columns
 * @throws EvidenceError group_needs_two_levels, argument_out_of_range, constant_column (an empty row or column)
 * @see Pearson 1900; Cramér 1946, Mathematical Methods of Statistics, ch. 21
 */
export function chiSquareTest(table: ReadonlyArray<readonly number[]>): ChiSquare {
  requireCounts(table);
  const rows = table.map(sum);
  const columns = (table[0] ?? []).map((_, column) => sum(table.map((row) => row[column] ?? 0)));
  const n = sum(rows);
  const cells = table.flatMap((row, i) =>
    row.map((count, j) => ({ count, expected: ((rows[i] ?? 0) * (columns[j] ?? 0)) / n })),
  );
  const statistic = sum(cells.map(({ count, expected }) => (count - expected) ** 2 / expected));
  const df = (rows.length - 1) * (columns.length - 1);
  return {
    n,
    statistic,
    df,
    p: chisquareUpperTail(statistic, df),
    cramersV: Math.sqrt(statistic / (n * Math.min(rows.length - 1, columns.length - 1))),
    smallestExpected: Math.min(...cells.map(({ expected }) => expected)),
  };
}

export interface FisherExact {
  /** Two-sided: the probability of all tables no more probable than this one. */
  readonly p: number;
  /** The conditional maximum-likelihood estimate; null where it is infinite, a cell of the second diagonal being empty. */
  readonly oddsRatio: number | null;
  readonly low: number;
  /** Null: without a limit. */
  readonly high: number | null;
}

/** Two probabilities that differ by less than this share are equal up to rounding. */
const TIED = 1 + 1e-7;

/**
 * Fisher's exact test of a 2 x 2 table, with the conditional odds ratio and its exact interval.
 *
 * @throws EvidenceError argument_out_of_range unless the table is 2 x 2, constant_column
 * @see Fisher 1935, JRSS 98:39-54; interval: Cornfield 1956
 */
export function fisherExact(table: ReadonlyArray<readonly number[]>, confidence = 0.95): FisherExact {
  requireConfidence(confidence);
  requireCounts(table);
  const [[a = 0, b = 0] = [], [c = 0, d = 0] = []] = table;
  if (table.length > 2 || (table[0]?.length ?? 0) > 2) {
    throw new EvidenceError('argument_out_of_range', {
      name: 'table',
      value: `${table.length} x ${table[0]?.length ?? 0}`,
    });
  }
  const lowest = Math.max(0, a + c - (c + d));
  const highest = Math.min(a + b, a + c);
  // log probabilities of the first cell given the margins, at an odds ratio of 1
  const support = Array.from({ length: highest - lowest + 1 }, (_, step) => lowest + step);
  const logs = support.map(
    (x) => -(factorial(x) + factorial(a + b - x) + factorial(a + c - x) + factorial(d - a + x)),
  );
  const probabilities = (logOdds: number): number[] => {
    const weighted = logs.map((log, index) => log + (support[index] ?? 0) * logOdds);
    const largest = weighted.reduce((most, log) => Math.max(most, log), -Infinity);
    const raw = weighted.map((log) => Math.exp(log - largest));
    const total = sum(raw);
    return raw.map((value) => value / total);
  };
  const tail = (logOdds: number, isIn: (x: number) => boolean): number =>
    sum(probabilities(logOdds).filter((_, index) => isIn(support[index] ?? 0)));
  const own = a - lowest;
  const atOne = probabilities(0);
  const alpha = (1 - confidence) / 2;
  const mean = (logOdds: number): number =>
    sum(probabilities(logOdds).map((value, index) => value * (support[index] ?? 0)));
  return {
    p: Math.min(1, sum(atOne.filter((value) => value <= (atOne[own] ?? 0) * TIED))),
    oddsRatio: a === lowest ? 0 : a === highest ? null : Math.exp(solve((x) => mean(x) - a)),
    low: a === lowest ? 0 : Math.exp(solve((x) => tail(x, (value) => value >= a) - alpha)),
    high: a === highest ? null : Math.exp(solve((x) => tail(x, (value) => value <= a) - alpha)),
  };
}

/** Odds ratios beyond e^700 leave the range of a double. */
function solve(value: (logOdds: number) => number): number {
  let reach = 1;
  while (reach < 700 && value(-reach) > 0 === value(reach) > 0) reach *= 2;
  return findRoot(value, -reach, reach);
}

function factorial(n: number): number {
  return gammaln(n + 1);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Rows of whole counts of one length, none of them and no column all zero. */
function requireCounts(table: ReadonlyArray<readonly number[]>): void {
  const columns = table[0]?.length ?? 0;
  if (table.length < 2 || columns < 2) {
    throw new EvidenceError('group_needs_two_levels', {
      column: 'table',
      levels: Math.min(table.length, columns),
      needed: '≥ 2',
    });
  }
  const bad = table.find(
    (row) => row.length !== columns || row.some((count) => !(Number.isSafeInteger(count) && count >= 0)),
  );
  if (bad !== undefined) {
    throw new EvidenceError('argument_out_of_range', { name: 'table', value: bad.join(' ') });
  }
  const isEmpty = (counts: readonly number[]): boolean => counts.every((count) => count === 0);
  const hasEmpty =
    table.some(isEmpty) ||
    Array.from({ length: columns }, (_, column) => table.map((row) => row[column] ?? 0)).some(isEmpty);
  if (hasEmpty) throw new EvidenceError('zero_variance', { column: 'table' });
}
