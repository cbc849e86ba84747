import { type ChiSquare, chiSquareTest, type FisherExact, fisherExact } from './contingency.ts';
import {
  type DataTable,
  type References,
  completeRows,
  getFactor,
  takeFactor,
  wrongLevels,
} from '../tables/data-table.ts';
import { at } from '../numbers/flat-array.ts';
import { requireConfidence } from '../estimates/interval.ts';
import { compareProportions, type ProportionDifference } from './proportions.ts';

export interface CrossTableOptions {
  /** Column of labels: what is compared, such as the arm. */
  readonly group: string;
  /** Column of labels: what is counted. */
  readonly outcome: string;
  readonly confidence?: number;
  readonly reference?: References;
}

export interface CrossTable {
  /** Levels of the group, the reference first. */
  readonly groups: readonly string[];
  /** Levels of the outcome, the reference first. */
  readonly outcomes: readonly string[];
  /** Per group, per outcome. */
  readonly counts: ReadonlyArray<readonly number[]>;
  readonly chiSquare: ChiSquare;
  /** Of a table of two by two. */
  readonly fisher: FisherExact | null;
  /** Share of the second outcome in the second group minus its share in the first; of a table of two by two. */
  readonly proportions: ProportionDifference | null;
}

/**
 * Two columns of labels counted against each other. Not for pupils of classes: see `decideAnalysis`.
 *
 * @throws EvidenceError unknown_column, unknown_level, group_needs_two_levels, too_few_rows
 */
export function crossTable(table: DataTable, options: CrossTableOptions): CrossTable {
  const confidence = requireConfidence(options.confidence ?? 0.95);
  const { group, outcome, reference = {} } = options;
  const rows = completeRows(table, [group, outcome]);
  const groups = takeFactor(getFactor(table, group), rows, group, reference[group]);
  const outcomes = takeFactor(getFactor(table, outcome), rows, outcome, reference[outcome]);
  if (groups.levels.length < 2) throw wrongLevels(group, groups.levels, '≥ 2');
  if (outcomes.levels.length < 2) throw wrongLevels(outcome, outcomes.levels, '≥ 2');
  const counts = groups.levels.map(() => outcomes.levels.map(() => 0));
  for (let row = 0; row < rows.length; row += 1) {
    const line = counts[at(groups.codes, row)];
    const column = at(outcomes.codes, row);
    if (line !== undefined) line[column] = (line[column] ?? 0) + 1;
  }
  const chiSquare = chiSquareTest(counts);
  const isTwoByTwo = groups.levels.length === 2 && outcomes.levels.length === 2;
  const ofSecond = (line: readonly number[] = []) => ({
    count: line[1] ?? 0,
    n: line.reduce((sum, count) => sum + count, 0),
  });
  return {
    groups: groups.levels,
    outcomes: outcomes.levels,
    counts,
    chiSquare,
    fisher: isTwoByTwo ? fisherExact(counts, confidence) : null,
    proportions: isTwoByTwo ? compareProportions(ofSecond(counts[0]), ofSecond(counts[1]), confidence) : null,
  };
}
