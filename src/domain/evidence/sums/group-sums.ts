import {
  type DataTable,
  completeRows,
  getFactor,
  getNumbers,
  takeFactor,
  takeNumbers,
} from '../tables/data-table.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { at, increase } from '../numbers/flat-array.ts';
import { type AgreedLevels, columnsOfTerms, modelMatrix } from '../tables/model-matrix.ts';

/** What one group contributes to a random-intercept model; no row can be read back from a large group's sums. */
export interface GroupSum {
  readonly group: string;
  readonly n: number;
  /** Means of the design columns and, last, of the outcome. */
  readonly means: readonly number[];
  /** Sums of products of deviations from these means: the lower triangle, row by row. */
  readonly products: readonly number[];
}

/** All that a region hands over: plain numbers, ready for JSON. */
export interface GroupSums {
  readonly outcome: string;
  /** Names of the grouping column and of the design columns without the intercept. */
  readonly group: string;
  readonly terms: readonly string[];
  readonly groups: readonly GroupSum[];
}

export interface GroupSumsOptions {
  readonly outcome: string;
  readonly terms: readonly string[];
  readonly group: string;
  /** Levels of every factor among the terms, agreed by all regions, the reference first. */
  readonly levels?: AgreedLevels;
}

/**
 * The sums by group behind a random-intercept model. Deviations are taken from the group's own means, so a common shift
 * of a column costs no digits.
 *
 * @throws EvidenceError unknown_column, unknown_level, not_numeric, too_few_rows
 * @see Chan, Golub & LeVeque 1983, The American Statistician 37:242-247
 */
export function groupSums(table: DataTable, options: GroupSumsOptions): GroupSums {
  const { outcome, terms, group, levels } = options;
  const numbers = getNumbers(table, outcome);
  const rows = completeRows(table, [outcome, ...columnsOfTerms(terms), group]);
  const { names, columns } = modelMatrix(table, terms, rows, {}, levels);
  const factor = takeFactor(getFactor(table, group), rows, group);
  const values = [...columns, takeNumbers(numbers, rows)];
  const counts = new Float64Array(factor.levels.length);
  for (let row = 0; row < rows.length; row += 1) increase(counts, at(factor.codes, row), 1);
  const means = values.map((column) => meansByGroup(column, factor.codes, counts));
  const products = values.flatMap((left, i) =>
    values
      .slice(0, i + 1)
      .map((right, j) => productsByGroup(left, right, means[i], means[j], factor.codes, counts.length)),
  );
  return {
    outcome,
    group,
    terms: names,
    groups: factor.levels.map((level, code) => ({
      group: level,
      n: at(counts, code),
      means: means.map((column) => at(column, code)),
      products: products.map((column) => at(column, code)),
    })),
  };
}

function meansByGroup(column: Float64Array, codes: Int32Array, counts: Float64Array): Float64Array {
  // a first mean from raw sums, then its correction: exact for equal values and after large shifts
  const first = new Float64Array(counts.length);
  for (let row = 0; row < column.length; row += 1) increase(first, at(codes, row), at(column, row));
  for (let code = 0; code < counts.length; code += 1) first[code] = at(first, code) / at(counts, code);
  const rest = new Float64Array(counts.length);
  for (let row = 0; row < column.length; row += 1) {
    increase(rest, at(codes, row), at(column, row) - at(first, at(codes, row)));
  }
  return first.map((mean, code) => mean + at(rest, code) / at(counts, code));
}

function productsByGroup(
  left: Float64Array,
  right: Float64Array,
  leftMeans: Float64Array | undefined,
  rightMeans: Float64Array | undefined,
  codes: Int32Array,
  groups: number,
): Float64Array {
  const products = new Float64Array(groups);
  if (leftMeans === undefined || rightMeans === undefined) return products;
  for (let row = 0; row < left.length; row += 1) {
    const code = at(codes, row);
    increase(products, code, (at(left, row) - at(leftMeans, code)) * (at(right, row) - at(rightMeans, code)));
  }
  return products;
}

/**
 * The sums of several regions as one data set. A group that occurs twice is merged exactly.
 *
 * @throws EvidenceError sums_do_not_match when outcome, group or columns differ, or there are none
 */
export function poolGroupSums(parts: readonly GroupSums[]): GroupSums {
  const [first, ...others] = parts;
  if (first === undefined) throw new EvidenceError('sums_do_not_match', { name: '(none)' });
  const signature = (sums: GroupSums): string => [sums.outcome, sums.group, ...sums.terms].join(', ');
  const stranger = others.find((other) => signature(other) !== signature(first));
  if (stranger !== undefined) throw new EvidenceError('sums_do_not_match', { name: signature(stranger) });
  const merged = new Map<string, GroupSum>();
  for (const sum of parts.flatMap(({ groups }) => groups)) {
    const earlier = merged.get(sum.group);
    merged.set(sum.group, earlier === undefined ? sum : mergeSums(earlier, sum));
  }
  return { ...first, groups: [...merged.values()] };
}

function mergeSums(one: GroupSum, other: GroupSum): GroupSum {
  const n = one.n + other.n;
  const gaps = other.means.map((mean, i) => mean - (one.means[i] ?? Number.NaN));
  const weight = (one.n * other.n) / n;
  let position = -1;
  const products = gaps.flatMap((left, i) =>
    gaps.slice(0, i + 1).map((right) => {
      position += 1;
      return (
        (one.products[position] ?? Number.NaN) +
        (other.products[position] ?? Number.NaN) +
        weight * left * right
      );
    }),
  );
  return {
    group: one.group,
    n,
    means: one.means.map((mean, i) => mean + (other.n / n) * (gaps[i] ?? 0)),
    products,
  };
}

/**
 * Leaves out groups below a minimum size before the sums leave a region: the sums of a handful of persons say too much
 * about each. `dropped` and `persons` say what that cost.
 */
export function withoutSmallGroups(
  sums: GroupSums,
  minimum: number,
): { sums: GroupSums; dropped: number; persons: number } {
  const small = sums.groups.filter(({ n }) => n < minimum);
  return {
    sums: { ...sums, groups: sums.groups.filter(({ n }) => n >= minimum) },
    dropped: small.length,
    persons: small.reduce((total, { n }) => total + n, 0),
  };
}
