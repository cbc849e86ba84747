import type { CountRow } from '../evidence/suppression/suppress-table.ts';
import type { MilliEpsilon } from './budget.ts';
import { discreteLaplace, type RandomBytes } from './discrete-laplace.ts';

/**
 * Counts of a table with noise on each cell, for everybody to see. A person is in one cell, so the whole table costs
 * epsilon once. All cells of the given levels are there, whoever is in them: which cells exist must not tell that
 * somebody is in one. Whatever lies outside the levels is left out. Counts below zero are shown as zero.
 *
 * @param levels of each dimension, chosen without looking at the data
 */
export function noisyTable(
  rows: readonly CountRow[],
  levels: ReadonlyArray<readonly string[]>,
  epsilon: MilliEpsilon,
  bytes: RandomBytes,
): CountRow[] {
  const counts = new Map<string, number>();
  for (const { keys, count } of rows) {
    const name = JSON.stringify(keys);
    counts.set(name, (counts.get(name) ?? 0) + count);
  }
  const cells = levels.reduce<string[][]>(
    (all, own) => all.flatMap((keys) => own.map((level) => [...keys, level])),
    [[]],
  );
  const fraction = { numerator: BigInt(epsilon), denominator: 1000n };
  return cells.map((keys) => {
    const truth = counts.get(JSON.stringify(keys)) ?? 0;
    return { keys, count: Math.max(0, truth + Number(discreteLaplace(fraction, bytes))) };
  });
}
