import {
  type Column,
  type DataTable,
  factorFromLabels,
  numericColumn,
} from '../evidence/tables/data-table.ts';
import { groupSums, type GroupSums } from '../evidence/sums/group-sums.ts';
import type { Pair } from './study-person.ts';

/** Both scores, the class, and the arm as 1 (intervention) or 0. */
export function pairTable(pairs: readonly Pair[]): DataTable {
  return {
    rows: pairs.length,
    columns: new Map<string, Column>([
      ['baseline', numericColumn(pairs.map(({ baseline }) => baseline))],
      ['post', numericColumn(pairs.map(({ post }) => post))],
      ['change', numericColumn(pairs.map(({ baseline, post }) => post - baseline))],
      ['arm', numericColumn(pairs.map(({ arm }) => (arm === 'intervention' ? 1 : 0)))],
      ['group', factorFromLabels(pairs.map(({ arm }) => arm))],
      ['class', factorFromLabels(pairs.map(({ classId }) => classId))],
    ]),
  };
}

/**
 * Sums per class from which every model of a study follows: of the baseline, the arm and the last score.
 * @throws EvidenceError too_few_rows without a pair
 */
export function armSums(pairs: readonly Pair[]): GroupSums {
  return groupSums(pairTable(pairs), { outcome: 'post', terms: ['baseline', 'arm'], group: 'class' });
}

/** Classes per arm behind the sums. */
export function classesPerArm(sums: GroupSums): { intervention: number; comparison: number } {
  const position = sums.terms.indexOf('arm');
  const intervention = sums.groups.filter(({ means }) => (means[position] ?? 0) > 0.5).length;
  return { intervention, comparison: sums.groups.length - intervention };
}

/** Squared deviations of the last score from the mean of its arm, and their degrees of freedom. */
export function squaresWithinArms(sums: GroupSums): { squares: number; df: number } {
  const armPosition = sums.terms.indexOf('arm');
  const post = sums.terms.length;
  let squares = 0;
  let df = 0;
  for (const wanted of [0, 1]) {
    const groups = sums.groups.filter(({ means }) => Math.round(means[armPosition] ?? 0) === wanted);
    const n = groups.reduce((total, group) => total + group.n, 0);
    if (n === 0) continue;
    const mean = groups.reduce((total, group) => total + group.n * (group.means[post] ?? 0), 0) / n;
    for (const group of groups) {
      squares += group.products.at(-1) ?? 0;
      squares += group.n * ((group.means[post] ?? 0) - mean) ** 2;
    }
    df += n - 1;
  }
  return { squares, df };
}
