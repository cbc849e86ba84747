import { coefficient } from '../estimates/coefficient.ts';
import {
  type DataTable,
  completeRows,
  getNumbers,
  lineOf,
  numericColumn,
  takeNumbers,
} from '../tables/data-table.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { type Coefficient, requireConfidence } from '../estimates/interval.ts';
import { leastSquares } from '../numbers/least-squares.ts';
import { type MetaAnalysis, type MetaAnalysisOptions, metaAnalysis } from './meta-analysis.ts';
import { columnsOfTerms } from '../tables/model-matrix.ts';
import { dot, invertTriangle, solveTriangle } from '../numbers/orthogonal-basis.ts';

export interface EggerOptions {
  readonly estimate: string;
  /** Column of sampling variances, all positive. */
  readonly variance: string;
  readonly confidence?: number;
}

export interface EggerTest {
  readonly k: number;
  /** The regression's intercept: away from zero when small studies differ from large ones. */
  readonly intercept: Coefficient;
}

/**
 * Egger's test for small-study effects: the standardised estimate on the precision, by least squares. With fewer than
 * ten studies it finds little.
 *
 * @throws EvidenceError unknown_column, not_numeric, not_positive, too_few_studies, constant_term (equal precisions),
 *   zero_variance
 * @see Egger et al. 1997, BMJ 315:629-634
 */
export function eggerTest(table: DataTable, options: EggerOptions): EggerTest {
  const confidence = requireConfidence(options.confidence ?? 0.95);
  const rows = completeRows(table, [options.estimate, options.variance]);
  const estimates = takeNumbers(getNumbers(table, options.estimate), rows);
  const variances = takeNumbers(getNumbers(table, options.variance), rows);
  const bad = variances.findIndex((value) => !(value > 0));
  if (bad >= 0)
    throw new EvidenceError('not_positive', {
      column: options.variance,
      row: lineOf(table, rows[bad] ?? 0),
    });
  const k = rows.length;
  if (k < 3) throw new EvidenceError('too_few_studies', { studies: k, needed: 3 });
  const precision = variances.map((value) => 1 / Math.sqrt(value));
  const standardised = estimates.map((value, row) => value * (precision[row] ?? Number.NaN));
  const fit = leastSquares(['1 / se'], [precision], standardised, options.estimate);
  const [first = new Float64Array()] = invertTriangle(fit.basis.triangle);
  const se = Math.sqrt((fit.residualSquares / fit.df) * dot(first, first));
  const [intercept = Number.NaN] = solveTriangle(fit.basis.triangle, fit.coordinates);
  return { k, intercept: coefficient('(Intercept)', intercept, se, fit.df, confidence) };
}

export interface WithoutOne {
  /** The data row that was left out, the first is 1. */
  readonly row: number;
  /** Its number in the file that it came from, whose header is 1. */
  readonly line?: number;
  readonly meta: MetaAnalysis;
}

/**
 * The meta-analysis without each study in turn: whether one of them carries the result.
 *
 * @throws EvidenceError like metaAnalysis, of which there must be one study more
 */
export function leaveOneOut(table: DataTable, options: MetaAnalysisOptions): WithoutOne[] {
  const { estimate, variance, moderators = [] } = options;
  const column = getNumbers(table, estimate);
  const used = completeRows(table, [estimate, variance, ...columnsOfTerms(moderators)]);
  if (used.length < 3) throw new EvidenceError('too_few_studies', { studies: used.length, needed: 3 });
  return Array.from(used, (row) => {
    const without = column.map((value, index) => (index === row ? Number.NaN : value));
    const columns = new Map(table.columns).set(estimate, numericColumn(without));
    return {
      row: row + 1,
      ...(table.lines && { line: lineOf(table, row) }),
      meta: metaAnalysis({ ...table, columns }, options),
    };
  });
}
