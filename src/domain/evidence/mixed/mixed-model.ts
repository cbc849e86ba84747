import { Matrix } from 'ml-matrix';
import {
  type DataTable,
  type FactorColumn,
  type References,
  completeRows,
  factorFromLabels,
  getFactor,
  getNumbers,
  takeFactor,
  takeNumbers,
} from '../tables/data-table.ts';
import { type MixedDescription, describeMixedFit } from './describe-mixed-fit.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { requireSeparableGroups } from '../tables/confounded-terms.ts';
import { groupNotes } from './group-notes.ts';
import type { DegreesMethod } from './fixed-contrasts.ts';
import { at } from '../numbers/flat-array.ts';
import { requireConfidence } from '../estimates/interval.ts';
import { findLikelihoodMaximum } from './find-likelihood-maximum.ts';
import { type MixedDiagnostics, mixedDiagnostics } from './mixed-diagnostics.ts';
import { leastSquares } from '../numbers/least-squares.ts';
import type { MixedFit, RandomLabels } from './mixed-fit.ts';
import type { LikelihoodMethod } from './mixed-likelihood.ts';
import { productsFromRows } from './mixed-products.ts';
import type { RandomColumns } from './random-columns.ts';
import { joinedLabel, type Prediction, type RowToPredict, mixedPredictions } from './mixed-predictions.ts';
import {
  columnsOfTerms,
  type EstimableMatrix,
  estimableMatrix,
  levelsOfTerms,
} from '../tables/model-matrix.ts';
import type { Note } from '../note.ts';
import { moments } from '../numbers/moments.ts';
import { orthogonalBasis } from '../numbers/orthogonal-basis.ts';

export interface RandomOptions {
  /** Column of labels; `school:class` joins two columns for classes numbered within schools. */
  readonly group: string;
  /** Numeric columns whose effect varies by group, correlated with the intercept and each other. */
  readonly slopes?: readonly string[];
}

export interface MixedOptions {
  readonly outcome: string;
  readonly terms: readonly string[];
  readonly random: readonly RandomOptions[];
  readonly method?: LikelihoodMethod;
  readonly df?: DegreesMethod;
  readonly confidence?: number;
  readonly reference?: References;
  /** Rows whose outcome the model is asked for. */
  readonly predict?: readonly RowToPredict[];
  /** Predicted effects of the levels and the residuals' distribution as well. */
  readonly diagnostics?: boolean;
}

export interface MixedModel extends MixedDescription {
  /** How the degrees of freedom were found, and with Kenward and Roger the standard errors. */
  readonly df: DegreesMethod;
  readonly notes: readonly Note[];
  /** Rows of the table. */
  readonly n: number;
  /** Rows without a missing value in any column of the model. */
  readonly used: number;
  /** Of the rows of `predict`, in their order. */
  readonly predictions?: readonly Prediction[];
  /** Where it was asked for. */
  readonly diagnostics?: MixedDiagnostics;
}

/**
 * A linear mixed model by (restricted) maximum likelihood: fixed terms, and for each grouping factor a random intercept
 * with optional correlated slopes; factors may be nested or crossed.
 *
 * @throws EvidenceError unknown_column, not_numeric, unknown_level, constant_term, collinear_term, one_cluster,
 *   one_row_per_group, duplicate_group, too_few_rows, zero_variance, too_many_random_effects, kenward_roger_needs_reml,
 *   confounded_with_group
 * @see Laird & Ware 1982, Biometrics 38:963-974; Bates et al. 2015, Journal of Statistical Software 67(1)
 */
export function fitMixedModel(table: DataTable, options: MixedOptions): MixedModel {
  requireConfidence(options.confidence ?? 0.95);
  const method = options.method ?? 'REML';
  const { outcome } = options;
  const design = readDesign(table, options);
  const { numbers, rows, names, columns, factors } = design;
  const y = takeNumbers(numbers, rows);
  const { basis, coordinates, rest, residualSquares, df } = leastSquares(names, columns, y, outcome);
  const unit = Math.sqrt(residualSquares / df);
  // in place: a copy would be as large as the data
  for (let row = 0; row < rest.length; row += 1) rest[row] = at(rest, row) / unit;
  requireSeparableGroups(
    names,
    columns,
    factors.map(({ labels: { group, levels }, columns: { codes } }) => ({ group, levels, codes })),
  );
  const constant = 1 / Math.sqrt(rows.length);
  const products = productsFromRows(
    [constant, ...basis.columns],
    rest,
    factors.map(({ columns: randomColumns }) => randomColumns),
  );
  const maximum = findLikelihoodMaximum(products, method);
  if (maximum === undefined) throw new EvidenceError('zero_variance', { column: outcome });
  const fit: MixedFit = {
    outcome,
    method,
    products,
    maximum,
    names: ['(Intercept)', ...names],
    triangle: basis.triangle,
    coordinates,
    unit,
    random: factors.map(({ labels }) => labels),
  };
  const model = describeModel(table, fit, design, options);
  if (options.diagnostics !== true) return model;
  const diagnostics = mixedDiagnostics(fit, {
    rows,
    ...(table.lines && { lines: table.lines }),
    basis: [new Float64Array(rows.length).fill(constant), ...basis.columns],
    rest,
    leastSquares: y.map((value, row) => value - unit * at(rest, row)),
    factors: factors.map(({ columns: randomColumns, names: levels }) => ({ columns: randomColumns, levels })),
  });
  return { ...model, diagnostics };
}

function describeModel(
  table: DataTable,
  fit: MixedFit,
  { rows, dropped, factors }: MixedDesign,
  options: MixedOptions,
): MixedModel {
  const { terms, random, predict, reference, df: degrees = 'satterthwaite', confidence = 0.95 } = options;
  const description = describeMixedFit(fit, degrees, confidence);
  const predictions =
    predict &&
    mixedPredictions(fit, predict, {
      terms,
      levels: levelsOfTerms(table, terms, rows, reference),
      groupLevels: factors.map(({ names: levels }) => levels),
      degrees,
      confidence,
    });
  return {
    n: table.rows,
    used: rows.length,
    df: degrees,
    ...inAskedOrder(description, random),
    notes: [
      ...dropped.map((term) => ({ code: 'empty_cell' as const, term })),
      ...groupNotes(description.groups, degrees),
      ...description.random
        .filter(({ variance }) => variance === 0)
        .map(({ group, term }) => ({ code: 'no_group_variance' as const, group, term })),
    ],
    ...(predictions && { predictions }),
  };
}

interface MixedDesign extends EstimableMatrix {
  /** The outcome of every row of the table. */
  readonly numbers: Float64Array;
  /** Rows without a gap. */
  readonly rows: Int32Array;
  /** The one with the most effects first. */
  readonly factors: readonly RandomFactor[];
}

function readDesign(table: DataTable, { outcome, terms, random, reference }: MixedOptions): MixedDesign {
  const numbers = getNumbers(table, outcome);
  const groups = random.flatMap(({ group, slopes = [] }) => [...columnsOfTerms([group]), ...slopes]);
  const rows = completeRows(table, [outcome, ...columnsOfTerms(terms), ...groups]);
  const matrix = estimableMatrix(table, terms, rows, reference);
  const needed = matrix.names.length + 2;
  if (rows.length < needed) throw new EvidenceError('too_few_rows', { rows: rows.length, needed });
  const factors = random.map((one) => randomFactor(table, one, rows)).sort((a, b) => effects(b) - effects(a));
  requireIdentified(factors, rows.length);
  return { ...matrix, numbers, rows, factors };
}

interface RandomFactor {
  readonly labels: RandomLabels;
  readonly columns: RandomColumns;
  /** Of its levels, in the order of their codes. */
  readonly names: readonly string[];
}

function randomFactor(
  table: DataTable,
  { group, slopes = [] }: RandomOptions,
  rows: Int32Array,
): RandomFactor {
  const factor = takeFactor(joinedFactor(table, group), rows, group);
  const levels = factor.levels.length;
  if (levels < 2) throw new EvidenceError('one_cluster', { group });
  if (levels * (1 + slopes.length) >= rows.length) throw new EvidenceError('one_row_per_group', { group });
  const transform = Matrix.eye(1 + slopes.length, 1 + slopes.length);
  const standardised = slopes.map((slope, position) => {
    const values = takeNumbers(getNumbers(table, slope), rows);
    const { mean, squares } = moments(values);
    const sd = Math.sqrt(squares / rows.length);
    if (!(sd > 4 * Number.EPSILON * Math.abs(mean)))
      throw new EvidenceError('constant_term', { term: slope });
    transform.set(position + 1, position + 1, 1 / sd);
    transform.set(0, position + 1, -mean / sd);
    return values.map((value) => (value - mean) / sd);
  });
  // refuses slopes that repeat each other
  if (slopes.length > 1) orthogonalBasis(slopes, standardised, rows.length);
  return {
    labels: { group, levels, terms: ['(Intercept)', ...slopes], transform },
    columns: { levels, codes: factor.codes, slopes: standardised },
    names: factor.levels,
  };
}

function joinedFactor(table: DataTable, group: string): FactorColumn {
  const [first, ...others] = group.split(':').map((name) => getFactor(table, name));
  if (first === undefined || others.length === 0) return getFactor(table, group);
  const labels = Array.from(first.codes, (code, row) => {
    const parts = [first.levels[code], ...others.map(({ levels, codes }) => levels[at(codes, row)])];
    return parts.includes(undefined) ? '' : joinedLabel(parts.map(String));
  });
  return factorFromLabels(labels);
}

function effects({ columns: { levels, slopes } }: RandomFactor): number {
  return levels * (1 + slopes.length);
}

function requireIdentified(factors: readonly RandomFactor[], rows: number): void {
  if (factors.length === 0) throw new EvidenceError('argument_out_of_range', { name: 'random', value: '[]' });
  for (const [position, one] of factors.entries()) {
    for (const other of factors.slice(position + 1)) {
      if (isSamePartition(one.columns, other.columns)) {
        throw new EvidenceError('duplicate_group', { group: one.labels.group, same: other.labels.group });
      }
    }
  }
  const all = factors.reduce((sum, factor) => sum + effects(factor), 0);
  if (all >= rows) {
    throw new EvidenceError('one_row_per_group', {
      group: factors.map(({ labels }) => labels.group).join(', '),
    });
  }
}

/** Two factors that split the rows alike cannot both have a variance. */
function isSamePartition(one: RandomColumns, other: RandomColumns): boolean {
  if (one.levels !== other.levels) return false;
  const partner = new Int32Array(one.levels).fill(-1);
  return one.codes.every((code, row) => {
    if (partner[code] === -1) partner[code] = at(other.codes, row);
    return partner[code] === other.codes[row];
  });
}

function inAskedOrder(description: MixedDescription, random: readonly RandomOptions[]): MixedDescription {
  const place = (group: string): number => random.findIndex((one) => one.group === group);
  const byPlace = (a: { group: string }, b: { group: string }): number => place(a.group) - place(b.group);
  return {
    ...description,
    groups: Object.fromEntries(random.map(({ group }) => [group, description.groups[group] ?? 0])),
    random: [...description.random].sort(byPlace),
    correlations: [...description.correlations].sort(byPlace),
  };
}
