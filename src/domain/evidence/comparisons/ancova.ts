import {
  type DataTable,
  type References,
  completeRows,
  getColumn,
  getFactor,
  getNumbers,
  takeFactor,
  takeNumbers,
  wrongLevels,
} from '../tables/data-table.ts';
import { coefficient } from '../estimates/coefficient.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { type Coefficient, requireConfidence } from '../estimates/interval.ts';
import { leastSquares } from '../numbers/least-squares.ts';
import { columnsOfTerms, estimableMatrix, modelMatrix } from '../tables/model-matrix.ts';
import type { Note } from '../note.ts';
import { moments } from '../numbers/moments.ts';
import { dot, invertTriangle, solveTriangle } from '../numbers/orthogonal-basis.ts';

export interface AncovaOptions {
  readonly outcome: string;
  readonly covariates: readonly string[];
  readonly group: string;
  readonly confidence?: number;
  readonly reference?: References;
}

export interface AdjustedMean {
  readonly level: string;
  readonly mean: number;
  readonly se: number;
}

export interface Ancova {
  readonly n: number;
  readonly used: number;
  readonly fixed: readonly Coefficient[];
  readonly residual: { readonly variance: number; readonly sd: number; readonly df: number };
  readonly r2: number;
  /** Means of the groups at the covariates' means, categorical covariates at the plain average of their levels. */
  readonly adjustedMeans: readonly AdjustedMean[];
  readonly notes: readonly Note[];
}

/**
 * Analysis of covariance by least squares through a QR decomposition: outcome on covariates and group, the group by
 * treatment contrasts. Not for pupils of classes: see `decideAnalysis`.
 *
 * @throws EvidenceError unknown_column, not_numeric, unknown_level, group_needs_two_levels, group_among_covariates,
 *   constant_term,
 *   collinear_term, too_few_rows (no residual degree of freedom), zero_variance (a perfect fit)
 * @see Golub & Van Loan, Matrix Computations, ch. 5; Searle, Speed & Milliken 1980, The American Statistician 34:216-221
 */
export function ancova(table: DataTable, options: AncovaOptions): Ancova {
  const confidence = requireConfidence(options.confidence ?? 0.95);
  const { outcome, covariates, group } = options;
  const numbers = getNumbers(table, outcome);
  const rows = completeRows(table, [outcome, ...columnsOfTerms(covariates), group]);
  // a group coded 0/1 is still a group
  const asGroups: DataTable = {
    rows: table.rows,
    columns: new Map(table.columns).set(group, getFactor(table, group)),
  };
  const levels = takeFactor(getFactor(table, group), rows, group, options.reference?.[group]).levels;
  if (levels.length < 2) throw wrongLevels(group, levels, '≥ 2');
  if (columnsOfTerms(covariates).includes(group))
    throw new EvidenceError('group_among_covariates', { group });
  const covariateColumns = estimableMatrix(asGroups, covariates, rows, options.reference);
  const groupColumns = modelMatrix(asGroups, [group], rows, options.reference);
  const names = [...covariateColumns.names, ...groupColumns.names];
  const { basis, coordinates, residualSquares, totalSquares, df } = leastSquares(
    names,
    [...covariateColumns.columns, ...groupColumns.columns],
    takeNumbers(numbers, rows),
    outcome,
  );
  const variance = residualSquares / df;
  const estimates = solveTriangle(basis.triangle, coordinates);
  const inverse = invertTriangle(basis.triangle);
  const standardError = (weights: Float64Array): number =>
    Math.sqrt(variance * squaredLength(weights, inverse));
  const all = modelMatrix(asGroups, covariates, rows, options.reference).names;
  const kept = all.map((name) => covariateColumns.names.includes(name));
  const points = covariateProfile(asGroups, covariates, rows, options.reference);
  const profile = [1, ...points.filter((_, position) => kept[position])];
  return {
    n: table.rows,
    used: rows.length,
    fixed: ['(Intercept)', ...names].map((term, position) => {
      const weights = new Float64Array(estimates.length);
      weights[position] = 1;
      return coefficient(term, estimates[position] ?? Number.NaN, standardError(weights), df, confidence);
    }),
    residual: { variance, sd: Math.sqrt(variance), df },
    r2: 1 - residualSquares / totalSquares,
    adjustedMeans: levels.map((level, position) => {
      const weights = new Float64Array(estimates.length);
      weights.set(profile);
      if (position > 0) weights[profile.length + position - 1] = 1;
      return { level, mean: dot(weights, estimates), se: standardError(weights) };
    }),
    notes: covariateColumns.dropped.map((term) => ({ code: 'empty_cell', term })),
  };
}

/** |weights R^-1|^2, which times the residual variance is the variance of the weighted sum of coefficients. */
function squaredLength(weights: Float64Array, inverse: readonly Float64Array[]): number {
  const image = new Float64Array(weights.length);
  for (const [row, weight] of weights.entries()) {
    if (weight === 0) continue;
    for (const [column, entry] of (inverse[row] ?? []).entries())
      image[column] = (image[column] ?? 0) + weight * entry;
  }
  return dot(image, image);
}

/** Each covariate column at its reference point: a number's mean, a category's plain share 1 / levels, products of these. */
function covariateProfile(
  table: DataTable,
  covariates: readonly string[],
  rows: Int32Array,
  references: References | undefined,
): number[] {
  const points = (name: string): number[] => {
    const column = getColumn(table, name);
    if (column.kind === 'numeric') return [moments(takeNumbers(column.values, rows)).mean];
    const { levels } = takeFactor(column, rows, name, references?.[name]);
    return levels.slice(1).map(() => 1 / levels.length);
  };
  return covariates.flatMap((term) =>
    term
      .split(':')
      .map(points)
      .reduce((product, side) => side.flatMap((right) => product.map((left) => left * right))),
  );
}
