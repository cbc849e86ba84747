import { coefficient } from '../estimates/coefficient.ts';
import { type DataTable, completeRows, getNumbers, lineOf, takeNumbers } from '../tables/data-table.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { type Coefficient, requireConfidence } from '../estimates/interval.ts';
import { moments } from '../numbers/moments.ts';

export interface PoolImputationsOptions {
  /** Column with the estimate from each completed data set. */
  readonly estimate: string;
  /** Column with its standard error there. */
  readonly se: string;
  /** Degrees of freedom that the estimate would have without missing values; infinite where left out. */
  readonly completeDf?: number;
  readonly confidence?: number;
}

export interface PooledImputations extends Coefficient {
  readonly imputations: number;
  readonly within: number;
  readonly between: number;
  readonly total: number;
  /** Relative increase in variance through missing values. */
  readonly riv: number;
  /** Share of the variance that the missing values cause. */
  readonly lambda: number;
  /** Fraction of missing information. */
  readonly fmi: number;
}

/**
 * One estimate from several completed data sets by Rubin's rules, with the degrees of freedom of Barnard and Rubin.
 *
 * @throws EvidenceError unknown_column, not_numeric, too_few_rows (fewer than two imputations), not_positive (a standard
 *   error), argument_out_of_range
 * @see Rubin 1987, Multiple Imputation for Nonresponse in Surveys; Barnard & Rubin 1999, Biometrika 86:948-955
 */
export function poolImputations(table: DataTable, options: PoolImputationsOptions): PooledImputations {
  const confidence = requireConfidence(options.confidence ?? 0.95);
  const { estimate, se, completeDf = Infinity } = options;
  if (!(completeDf > 0)) {
    throw new EvidenceError('argument_out_of_range', { name: 'completeDf', value: String(completeDf) });
  }
  const columns = [getNumbers(table, estimate), getNumbers(table, se)] as const;
  const rows = completeRows(table, [estimate, se]);
  const m = rows.length;
  if (m < 2) throw new EvidenceError('too_few_rows', { rows: m, needed: 2 });
  const errors = takeNumbers(columns[1], rows);
  const bad = errors.findIndex((value) => !(value > 0));
  if (bad >= 0) throw new EvidenceError('not_positive', { column: se, row: lineOf(table, rows[bad] ?? 0) });
  const { mean, squares } = moments(takeNumbers(columns[0], rows));
  const within = moments(errors.map((value) => value * value)).mean;
  const between = squares / (m - 1);
  const extra = (1 + 1 / m) * between;
  const total = within + extra;
  const lambda = extra / total;
  const riv = extra / within;
  const df = degrees(m, lambda, completeDf);
  const pooled = coefficient(estimate, mean, Math.sqrt(total), Number.isFinite(df) ? df : null, confidence);
  const fmi = Number.isFinite(df) ? (riv + 2 / (df + 3)) / (1 + riv) : lambda;
  return { ...pooled, imputations: m, within, between, total, riv, lambda, fmi };
}

function degrees(m: number, lambda: number, completeDf: number): number {
  const old = lambda === 0 ? Infinity : (m - 1) / (lambda * lambda);
  if (completeDf === Infinity) return old;
  const observed = ((completeDf + 1) / (completeDf + 3)) * completeDf * (1 - lambda);
  return old === Infinity ? observed : 1 / (1 / old + 1 / observed);
}
