import { type DataTable, completeRows, getNumbers, takeNumbers } from '../tables/data-table.ts';
import { type IntraclassCorrelations, intraclassCorrelations } from './intraclass.ts';
import { requireDifferentItems } from './reliability.ts';
import { type Kappa, weightedKappa } from './rater-agreement.ts';
import { requireConfidence } from '../estimates/interval.ts';

export interface AgreementOptions {
  /** One column per rater or occasion, one row per subject. */
  readonly ratings: readonly string[];
  readonly confidence?: number;
}

export interface Agreement extends IntraclassCorrelations {
  /** Of two raters. */
  readonly kappa: { readonly unweighted: Kappa; readonly quadratic: Kappa } | null;
}

/**
 * How far raters, or two occasions, agree about the same subjects, over the rows that all of them rated.
 *
 * @throws EvidenceError unknown_column, not_numeric, item_twice, too_few_items, too_few_rows, zero_variance
 */
export function agreement(table: DataTable, options: AgreementOptions): Agreement {
  const confidence = requireConfidence(options.confidence ?? 0.95);
  const names = options.ratings;
  requireDifferentItems(names);
  const columns = names.map((name) => getNumbers(table, name));
  const rows = completeRows(table, names);
  const ratings = columns.map((column) => Array.from(takeNumbers(column, rows)));
  const [first = [], second = []] = ratings;
  const subjects = first.map((_, subject) => ratings.map((column) => column[subject] ?? Number.NaN));
  return {
    ...intraclassCorrelations(subjects, confidence),
    kappa:
      names.length > 2
        ? null
        : {
            unweighted: weightedKappa(first, second, 'unweighted', confidence),
            quadratic: weightedKappa(first, second, 'quadratic', confidence),
          },
  };
}
