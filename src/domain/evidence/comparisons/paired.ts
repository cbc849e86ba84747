import { type DataTable, completeRows, getNumbers, takeNumbers } from '../tables/data-table.ts';
import { coefficient } from '../estimates/coefficient.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { finiteOrNull } from '../numbers/finite-or-null.ts';
import { requireConfidence } from '../estimates/interval.ts';
import { covariance, moments, standardDeviation } from '../numbers/moments.ts';
import type { Note } from '../note.ts';
import { noncentralityInterval } from '../numbers/noncentral-t.ts';

export interface PairedOptions {
  readonly before: string;
  readonly after: string;
  readonly confidence?: number;
}

export interface PairedChange {
  /** Complete pairs. */
  readonly n: number;
  /** Mean of after - before. */
  readonly meanChange: number;
  readonly statistic: number;
  readonly df: number;
  readonly p: number;
  readonly low: number;
  readonly high: number;
  /** Mean change / SD of the changes. */
  readonly dz: number;
  /** Noncentral-t interval of dz. */
  readonly dzLow: number;
  readonly dzHigh: number;
  /** Mean change / root mean square of both SDs; null when both columns are constant. */
  readonly dav: number | null;
  /** dz sqrt(2 (1 - r)); null when a column is constant and r does not exist. */
  readonly drm: number | null;
  readonly notes: readonly Note[];
}

/**
 * One group measured twice: the paired t test and three standardised changes, named because they answer different
 * questions.
 *
 * @throws EvidenceError unknown_column, not_numeric, too_few_rows (fewer than two pairs), zero_variance (all changes equal)
 * @see Lakens 2013, Frontiers in Psychology 4:863 (d_z, d_rm); Cumming 2012, Understanding The New Statistics, ch. 11 (d_av)
 */
export function pairedChange(
  table: DataTable,
  { before, after, confidence = 0.95 }: PairedOptions,
): PairedChange {
  requireConfidence(confidence);
  const [first, second] = [getNumbers(table, before), getNumbers(table, after)];
  const rows = completeRows(table, [before, after]);
  if (rows.length < 2) throw new EvidenceError('too_few_rows', { rows: rows.length, needed: 2 });
  const x = takeNumbers(first, rows);
  const y = takeNumbers(second, rows);
  const changes = moments(y.map((value, row) => value - (x[row] ?? Number.NaN)));
  if (changes.squares === 0) throw new EvidenceError('zero_variance', { column: `${after} - ${before}` });
  const n = rows.length;
  const sd = standardDeviation(changes);
  const { statistic, p, low, high } = coefficient(
    'change',
    changes.mean,
    sd / Math.sqrt(n),
    n - 1,
    confidence,
  );
  const dz = changes.mean / sd;
  const noncentrality = noncentralityInterval(statistic, n - 1, confidence);
  const sdBefore = standardDeviation(moments(x));
  const sdAfter = standardDeviation(moments(y));
  const correlation = covariance(x, y) / (sdBefore * sdAfter);
  return {
    n,
    meanChange: changes.mean,
    statistic,
    df: n - 1,
    p,
    low,
    high,
    dz,
    dzLow: noncentrality.low / Math.sqrt(n),
    dzHigh: noncentrality.high / Math.sqrt(n),
    dav: finiteOrNull(changes.mean / Math.sqrt((sdBefore * sdBefore + sdAfter * sdAfter) / 2)),
    drm: finiteOrNull(dz * Math.sqrt(2 * (1 - correlation))),
    notes: [
      ...(sdBefore === 0 ? [{ code: 'constant_scores' as const, column: before }] : []),
      ...(sdAfter === 0 ? [{ code: 'constant_scores' as const, column: after }] : []),
    ],
  };
}
