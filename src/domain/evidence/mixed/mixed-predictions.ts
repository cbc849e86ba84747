import {
  type Column,
  type DataTable,
  completeRows,
  factorFromLabels,
  numericColumn,
  unknownLevel,
} from '../tables/data-table.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { type DegreesMethod, fixedContrasts } from './fixed-contrasts.ts';
import { at } from '../numbers/flat-array.ts';
import type { Interval } from '../estimates/interval.ts';
import type { MixedFit } from './mixed-fit.ts';
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
 * @throws EvidenceError predict_incomplete for a column that a row leaves out, predict_unknown for one that the model does
 *   not have, unknown_level for one that the data do not have, predict_not_numeric for a label in place of a number,
 *   predict_empty_cell for a combination that the data do not have, rounded_label, number_not_finite
 */
export function mixedPredictions(
  fit: MixedFit,
  rows: readonly RowToPredict[],
  { terms, levels, groupLevels, degrees, confidence }: PredictionOptions,
): Prediction[] {
  if (rows.length === 0) return [];
  const { maximum, unit, triangle, coordinates } = fit;
  const groups = fit.random.flatMap(({ group, terms: [, ...slopes] }) => [...group.split(':'), ...slopes]);
  requireKnownColumns(rows, [...columnsOfTerms(terms), ...groups]);
  const columns = designOf(rows, terms, levels, fit.names);
  const contrast = fixedContrasts(fit, degrees, confidence);
  const solution = coordinates.map((value, i) => value + unit * at(maximum.point.system.beta, i));
  const groupEffects = predictedEffects(fit);
  return rows.map((row, position) => {
    const weights = coordinatesOf(triangle, [1, ...columns.map((column) => at(column, position))]);
    const fixed = contrast(`predict/${position}`, dot(weights, solution), weights);
    const shift = fit.random.reduce((sum, { group, terms: [, ...slopes] }, factor) => {
      const level = levelOf(row, group, groupLevels[factor] ?? [], position);
      if (level === undefined) return sum;
      const values = [1, ...slopes.map((slope) => numberOf(row, slope, position))];
      return sum + dot(Float64Array.from(groupEffects[factor]?.[level] ?? []), Float64Array.from(values));
    }, 0);
    const { estimate, se, df, low, high } = fixed;
    return { estimate, se, df, low, high, inGroups: estimate + shift };
  });
}

/** A misspelt column would silently leave its group out of the prediction. */
function requireKnownColumns(rows: readonly RowToPredict[], known: readonly string[]): void {
  for (const [position, row] of rows.entries()) {
    const column = Object.keys(row).find((name) => !known.includes(name));
    if (column === undefined) continue;
    const columns = [...new Set(known)].join(', ');
    throw new EvidenceError('predict_unknown', { column, row: position + 1, columns });
  }
}

/** @param fitted names of the columns of the fit, the constant included: interactions without rows have none */
function designOf(
  rows: readonly RowToPredict[],
  terms: readonly string[],
  levels: AgreedLevels,
  fitted: readonly string[],
): Float64Array[] {
  const names = [...new Set(columnsOfTerms(terms))];
  const columns = new Map(names.map((name) => [name, columnOf(rows, name, levels[name] !== undefined)]));
  const table: DataTable = { rows: rows.length, columns };
  const design = modelMatrix(table, terms, completeRows(table, names), {}, levels);
  return design.columns.filter((values, position) => {
    const name = design.names[position] ?? '';
    if (fitted.includes(name)) return true;
    const row = values.findIndex((value) => value !== 0);
    if (row >= 0) throw new EvidenceError('predict_empty_cell', { term: name, row: row + 1 });
    return false;
  });
}

function columnOf(rows: readonly RowToPredict[], name: string, isFactor: boolean): Column {
  if (isFactor) return factorFromLabels(rows.map((row, position) => labelOf(row, name, position)));
  return numericColumn(rows.map((row, position) => numberOf(row, name, position)));
}

function valueOf(row: RowToPredict, name: string, position: number): string | number {
  const value = row[name];
  if (value === undefined) throw new EvidenceError('predict_incomplete', { column: name, row: position + 1 });
  return value;
}

function numberOf(row: RowToPredict, name: string, position: number): number {
  const value = valueOf(row, name, position);
  if (typeof value === 'number') return value;
  throw new EvidenceError('predict_not_numeric', { column: name, row: position + 1, value });
}

function labelOf(row: RowToPredict, name: string, position: number): string {
  const value = valueOf(row, name, position);
  // JSON's numbers are doubles: of longer ones the last digits are gone before anybody reads them
  if (typeof value === 'number' && Math.abs(value) > Number.MAX_SAFE_INTEGER)
    throw new EvidenceError('rounded_label', { column: name, row: position + 1, value });
  return String(value);
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

/** Of joined columns: a colon within a label is doubled, so that `1:2` and `3` are not `1` and `2:3`. */
export function joinedLabel(parts: readonly string[]): string {
  return parts.length === 1 ? (parts[0] ?? '') : parts.map((part) => part.replaceAll(':', '::')).join(':');
}

/** Which level of a grouping factor a row names; undefined where it names none. */
function levelOf(
  row: RowToPredict,
  group: string,
  levels: readonly string[],
  position: number,
): number | undefined {
  const names = group.split(':');
  if (names.some((name) => row[name] === undefined)) return undefined;
  const label = joinedLabel(names.map((name) => labelOf(row, name, position)));
  const level = levels.indexOf(label);
  if (level < 0) throw unknownLevel(group, label, levels);
  return level;
}
