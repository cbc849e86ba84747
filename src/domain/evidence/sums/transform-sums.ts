import { EvidenceError } from '../numbers/evidence-error.ts';
import type { GroupSum, GroupSums } from './group-sums.ts';

/** A new column as a linear function of the ones that the sums hold. */
export interface LinearColumn {
  readonly name: string;
  /** Name of a term or of the outcome → its factor. */
  readonly of: Readonly<Record<string, number>>;
  readonly constant?: number;
}

/**
 * The sums of columns that are linear functions of those at hand, without the rows: a change from two scores, a term
 * left out, a region's constant and its product with an arm. Means follow the map, products follow it on both sides.
 *
 * @throws EvidenceError unknown_column
 */
export function transformSums(
  sums: GroupSums,
  { terms, outcome }: { readonly terms: readonly LinearColumn[]; readonly outcome: LinearColumn },
): GroupSums {
  const known = [...sums.terms, sums.outcome];
  const columns = [...terms, outcome];
  const factors = columns.map(({ of }) => {
    const unknown = Object.keys(of).find((name) => !known.includes(name));
    if (unknown !== undefined) throw new EvidenceError('unknown_column', { column: unknown });
    return known.map((name) => of[name] ?? 0);
  });
  const constants = columns.map(({ constant = 0 }) => constant);
  return {
    outcome: outcome.name,
    group: sums.group,
    terms: terms.map(({ name }) => name),
    groups: sums.groups.map((group) => transformGroup(group, factors, constants)),
  };
}

function transformGroup(
  { group, n, means, products }: GroupSum,
  factors: readonly (readonly number[])[],
  constants: readonly number[],
): GroupSum {
  const productOf = (i: number, j: number): number => {
    const [row, column] = i >= j ? [i, j] : [j, i];
    return products[(row * (row + 1)) / 2 + column] ?? Number.NaN;
  };
  // zeros are skipped: they would turn a missing product into NaN, and most factors are zero
  const used = factors.map((row) => row.flatMap((factor, i) => (factor === 0 ? [] : [{ factor, i }])));
  const product = (left: (typeof used)[number], right: (typeof used)[number]): number =>
    left.reduce(
      (sum, one) =>
        sum + right.reduce((part, other) => part + one.factor * other.factor * productOf(one.i, other.i), 0),
      0,
    );
  return {
    group,
    n,
    means: used.map((row, position) =>
      row.reduce((sum, { factor, i }) => sum + factor * (means[i] ?? Number.NaN), constants[position] ?? 0),
    ),
    products: used.flatMap((left, i) => used.slice(0, i + 1).map((right) => product(left, right))),
  };
}
