import {
  type Column,
  completeRows,
  type DataTable,
  factorFromLabels,
  getFactor,
  getNumbers,
  lineOf,
  numericColumn,
} from '../tables/data-table.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import type { DegreesMethod } from './fixed-contrasts.ts';
import { at } from '../numbers/flat-array.ts';
import type { Coefficient } from '../estimates/interval.ts';
import { fitMixedModel, type MixedModel } from './mixed-model.ts';

export interface SteppedWedgeOptions {
  readonly outcome: string;
  /** 1 where the cluster had changed over to the intervention, else 0. */
  readonly treated: string;
  readonly cluster: string;
  /** Numbers or names of the periods; names are ordered by code point. */
  readonly period: string;
  /** The same persons measured in several periods; left out: other persons each time. */
  readonly person?: string;
  /** A period's effect that differs between clusters; true where left out (Hooper et al. 2016). */
  readonly clusterPeriods?: boolean;
  readonly df?: DegreesMethod;
  readonly confidence?: number;
}

export interface SteppedWedge {
  readonly periods: readonly string[];
  /** Period in which each cluster changed over; null: never. */
  readonly changedOver: ReadonlyArray<{ readonly cluster: string; readonly period: string | null }>;
  /** With the intervention minus without, at the same time. */
  readonly effect: Coefficient;
  readonly model: MixedModel;
}

/**
 * A stepped wedge: clusters change over from control to intervention one after the other, and none goes back. Periods are
 * fixed, so that what changes for everybody in time is not taken for the intervention; clusters, and periods within
 * clusters, are random.
 *
 * @throws EvidenceError not_zero_or_one; treated_in_part where a cluster is both in one period; treatment_withdrawn;
 *   collinear_term where all change over at once; whatever fitMixedModel refuses
 * @see Hussey & Hughes 2007, Contemporary Clinical Trials 28:182-191; Hooper et al. 2016, Statistics in Medicine 35:4718-4728
 */
export function steppedWedge(table: DataTable, options: SteppedWedgeOptions): SteppedWedge {
  const { outcome, treated, cluster, period, person, clusterPeriods = true } = options;
  const rows = completeRows(table, [
    outcome,
    treated,
    cluster,
    period,
    ...(person === undefined ? [] : [person]),
  ]);
  const labels = (name: string): string[] => {
    const { levels, codes } = getFactor(table, name);
    return Array.from(rows, (row) => levels[at(codes, row)] ?? '');
  };
  const treatedValues = getNumbers(table, treated);
  const cells = labels(period).map((periodOf, index) => ({
    period: periodOf,
    treated: at(treatedValues, at(rows, index)),
  }));
  const clusters = labels(cluster);
  const wrong = cells.findIndex((cell) => cell.treated !== 0 && cell.treated !== 1);
  if (wrong >= 0) {
    const value = cells[wrong]?.treated ?? Number.NaN;
    throw new EvidenceError('not_zero_or_one', {
      column: treated,
      row: lineOf(table, at(rows, wrong)),
      value,
    });
  }
  const periods = inOrder(cells.map((cell) => cell.period));
  const changedOver = [...Map.groupBy(cells, (_, index) => clusters[index] ?? '')].map(([name, own]) => ({
    cluster: name,
    period: changeOf(name, periods, own),
  }));
  const values = getNumbers(table, outcome);
  const columns = new Map<string, Column>([
    [outcome, numericColumn(Array.from(rows, (row) => at(values, row)))],
    [treated, numericColumn(cells.map((cell) => cell.treated))],
    [cluster, factorFromLabels(clusters)],
    [period, factorFromLabels(cells.map((cell) => cell.period))],
    ...(person === undefined ? [] : [[person, factorFromLabels(labels(person))] as const]),
  ]);
  const model = fitMixedModel(
    { rows: rows.length, columns },
    {
      outcome,
      terms: [period, treated],
      random: [
        { group: cluster },
        ...(clusterPeriods ? [{ group: `${cluster}:${period}` }] : []),
        ...(person === undefined ? [] : [{ group: `${cluster}:${person}` }]),
      ],
      ...(options.df === undefined ? {} : { df: options.df }),
      ...(options.confidence === undefined ? {} : { confidence: options.confidence }),
    },
  );
  const effect = model.fixed.find(({ term }) => term === treated);
  if (effect === undefined) throw new EvidenceError('unknown_column', { column: treated });
  return { periods, changedOver, effect, model };
}

function inOrder(labels: readonly string[]): string[] {
  const periods = [...new Set(labels)];
  if (periods.every((label) => Number.isFinite(Number(label))))
    return periods.sort((left, right) => Number(left) - Number(right));
  return [...factorFromLabels(periods).levels];
}

/** The first period with the intervention. */
function changeOf(
  cluster: string,
  periods: readonly string[],
  cells: ReadonlyArray<{ readonly period: string; readonly treated: number }>,
): string | null {
  const cellsOf = Map.groupBy(cells, (cell) => cell.period);
  let first: string | null = null;
  for (const period of periods) {
    const kinds = new Set(cellsOf.get(period)?.map(({ treated }) => treated));
    if (kinds.size > 1) throw new EvidenceError('treated_in_part', { cluster, period });
    if (kinds.has(1)) first ??= period;
    if (kinds.has(0) && first !== null) throw new EvidenceError('treatment_withdrawn', { cluster, period });
  }
  return first;
}
