import { type DataTable, getNumbers, lineOf } from '../tables/data-table.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';

/** Two-sided 95% by convention of the method; the literature uses 1.96, not the exact quantile. */
const RELIABLE_BEYOND = 1.96;

export type ChangeClass = 'recovered' | 'improved' | 'unchanged' | 'deteriorated' | 'notComputable';

export interface ReliableChangeOptions {
  readonly before: string;
  readonly after: string;
  /** Reliability of the instrument, 0 <= r < 1. */
  readonly reliability: number;
  /** Standard deviation of the untreated population or of the baseline. */
  readonly sd: number;
  /** The score between the dysfunctional and the functional population; without it nobody counts as recovered. */
  readonly cutoff?: number;
  /** Where a better score lies. */
  readonly direction: 'down' | 'up';
}

export interface ChangeRow {
  /** Data row, the first is 1. */
  readonly row: number;
  /** The row's number in the file that it came from, whose header is 1. */
  readonly line?: number;
  readonly change: number | null;
  readonly rci: number | null;
  readonly class: ChangeClass;
}

export interface ReliableChange {
  readonly rows: readonly ChangeRow[];
  readonly counts: Readonly<Record<ChangeClass, number>>;
}

/**
 * Jacobson & Truax's reliable change: RCI = change / (SD sqrt(2) sqrt(1 - r)), reliable beyond +-1.96. Recovered is who
 * improved reliably and crossed the cut-off from the dysfunctional side; a score on the cut-off has not crossed it.
 * Show the comparison group's rates beside these: regression to the mean alone fakes recovery.
 *
 * @throws EvidenceError unknown_column, not_numeric, argument_out_of_range, number_not_finite
 * @see Jacobson & Truax 1991, Journal of Consulting and Clinical Psychology 59:12-19
 */
export function reliableChange(table: DataTable, options: ReliableChangeOptions): ReliableChange {
  const { reliability, sd } = options;
  if (!(reliability >= 0 && reliability < 1)) {
    throw new EvidenceError('argument_out_of_range', { name: 'reliability', value: String(reliability) });
  }
  if (!(sd > 0 && sd < Infinity))
    throw new EvidenceError('argument_out_of_range', { name: 'sd', value: String(sd) });
  if (options.cutoff !== undefined && !Number.isFinite(options.cutoff)) {
    throw new EvidenceError('argument_out_of_range', { name: 'cutoff', value: String(options.cutoff) });
  }
  const standardError = sd * Math.SQRT2 * Math.sqrt(1 - reliability);
  const before = getNumbers(table, options.before);
  const after = getNumbers(table, options.after);
  const counts = { recovered: 0, improved: 0, unchanged: 0, deteriorated: 0, notComputable: 0 };
  const rows = Array.from(before, (first, index): ChangeRow => {
    const second = after[index] ?? Number.NaN;
    requireFinite(options.before, lineOf(table, index), first);
    requireFinite(options.after, lineOf(table, index), second);
    const kind = decideClass(first, second, standardError, options);
    counts[kind] += 1;
    const place = { row: index + 1, ...(table.lines && { line: lineOf(table, index) }) };
    if (kind === 'notComputable') return { ...place, change: null, rci: null, class: kind };
    return { ...place, change: second - first, rci: (second - first) / standardError, class: kind };
  });
  return { rows, counts };
}

function decideClass(
  before: number,
  after: number,
  standardError: number,
  { cutoff, direction }: ReliableChangeOptions,
): ChangeClass {
  if (Number.isNaN(before) || Number.isNaN(after)) return 'notComputable';
  const sign = direction === 'up' ? 1 : -1;
  const gain = (sign * (after - before)) / standardError;
  if (gain < -RELIABLE_BEYOND) return 'deteriorated';
  if (gain <= RELIABLE_BEYOND) return 'unchanged';
  const crossed = cutoff !== undefined && sign * (before - cutoff) <= 0 && sign * (after - cutoff) > 0;
  return crossed ? 'recovered' : 'improved';
}

function requireFinite(column: string, row: number, value: number): void {
  if (value === Infinity || value === -Infinity)
    throw new EvidenceError('number_not_finite', { column, row });
}
