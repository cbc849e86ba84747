import {
  type Column,
  type DataTable,
  completeRows,
  factorFromLabels,
  numericColumn,
} from '../tables/data-table.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { type DegreesMethod, fixedContrasts } from './fixed-contrasts.ts';
import { at } from '../numbers/flat-array.ts';
import type { Interval } from '../estimates/interval.ts';
import type { MixedFit } from './mixed-fit.ts';
import { likelihoodSlopes } from './mixed-likelihood.ts';
import { type AgreedLevels, columnsOfTerms, modelMatrix } from '../tables/model-matrix.ts';
import { dot } from '../numbers/orthogonal-basis.ts';
import { predictedEffects } from './predicted-effects.ts';

/** A value for each column of the fixed terms, and a level of any grouping factor. */
export type RowToPredict = Readonly<Record<string, string | number>>;

export interface Prediction extends Interval {
  /** The outcome to expect of such rows over all groups: the fixed effects alone, with their error and interval. */
  readonly estimate: number;
  readonly se: number;
  readonly df: number | null;
  /** The same within the groups that the row names; the estimate itself where it names none. */
  readonly inGroups: number;
}

export interface PredictionOptions {
  readonly terms: readonly string[];
  /** All levels of each factor among the terms, the reference first. */
  readonly levels: AgreedLevels;
  /** Names of the levels of the fit's grouping factors, in their order. */
  readonly groupLevels: ReadonlyArray<readonly string[]>;
  readonly degrees: DegreesMethod;
  readonly confidence: number;
}

/**
 * What the model expects of rows, among its data or not.
 *
 * @throws EvidenceError unknown_column for one that a row leaves out, unknown_level for one that the data do not have,
 *   not_numeric for a label in place of a number, number_not_finite
 */
export function mixedPredictions(
  fit: MixedFit,
  rows: readonly RowToPredict[],
  { terms, levels, groupLevels, degrees, confidence }: PredictionOptions,
): Prediction[] {
  if (rows.length === 0) return [];
  const { products, maximum, method, unit, triangle, coordinates } = fit;
  const { columns } = designOf(rows, terms, levels);
  const contrast = fixedContrasts(
    fit,
    likelihoodSlopes(products, maximum.entries, method, maximum.point),
    degrees,
    confidence,
  );
  const solution = coordinates.map((value, i) => value + unit * at(maximum.point.system.beta, i));
  const groupEffects = predictedEffects(fit);
  return rows.map((row, position) => {
    const weights = coordinatesOf(triangle, [1, ...columns.map((column) => at(column, position))]);
    const fixed = contrast(`predict/${position}`, dot(weights, solution), weights);
    const shift = fit.random.reduce((sum, { group, terms: [, ...slopes] }, factor) => {
      const level = levelOf(row, group, groupLevels[factor] ?? []);
      if (level === undefined) return sum;
      const values = [1, ...slopes.map((slope) => numberOf(row, slope, position))];
      return sum + dot(Float64Array.from(groupEffects[factor]?.[level] ?? []), Float64Array.from(values));
    }, 0);
    const { estimate, se, df, low, high } = fixed;
    return { estimate, se, df, low, high, inGroups: estimate + shift };
  });
}

function designOf(rows: readonly RowToPredict[], terms: readonly string[], levels: AgreedLevels) {
  const names = [...new Set(columnsOfTerms(terms))];
  const columns = new Map(names.map((name) => [name, columnOf(rows, name, levels[name] !== undefined)]));
  const table: DataTable = { rows: rows.length, columns };
  return modelMatrix(table, terms, completeRows(table, names), {}, levels);
}

function columnOf(rows: readonly RowToPredict[], name: string, isFactor: boolean): Column {
  if (isFactor) return factorFromLabels(rows.map((row) => String(valueOf(row, name))));
  return numericColumn(rows.map((row, position) => numberOf(row, name, position)));
}

function valueOf(row: RowToPredict, name: string): string | number {
  const value = row[name];
  if (value === undefined) throw new EvidenceError('unknown_column', { column: name });
  return value;
}

function numberOf(row: RowToPredict, name: string, position: number): number {
  const value = valueOf(row, name);
  if (typeof value === 'number') return value;
  throw new EvidenceError('not_numeric', { column: name, row: position + 1, value });
}

/** x of the data in the coordinates of the orthonormal columns: w of R'w = x. */
function coordinatesOf(triangle: readonly Float64Array[], x: readonly number[]): Float64Array {
  const weights = Float64Array.from(x);
  for (const [row, line] of triangle.entries()) {
    const value = at(weights, row) / at(line, row);
    weights[row] = value;
    for (let later = row + 1; later < weights.length; later += 1)
      weights[later] = at(weights, later) - at(line, later) * value;
  }
  return weights;
}

/** Which level of a grouping factor a row names; undefined where it names none. */
function levelOf(row: RowToPredict, group: string, levels: readonly string[]): number | undefined {
  const parts = group.split(':').map((name) => row[name]);
  if (parts.includes(undefined)) return undefined;
  const level = levels.indexOf(parts.join(':'));
  if (level < 0) throw new EvidenceError('unknown_level', { column: group, level: parts.join(':') });
  return level;
}
