import { Matrix } from 'ml-matrix';
import { type MixedDescription, describeMixedFit } from '../mixed/describe-mixed-fit.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import type { DegreesMethod } from '../mixed/fixed-contrasts.ts';
import { at, increase } from '../numbers/flat-array.ts';
import type { GroupSum, GroupSums } from './group-sums.ts';
import { requireConfidence } from '../estimates/interval.ts';
import { findLikelihoodMaximum } from '../mixed/find-likelihood-maximum.ts';
import type { LikelihoodMethod } from '../mixed/mixed-likelihood.ts';
import { type MixedProducts, mixedProducts } from '../mixed/mixed-products.ts';

/** Sums hold squares: a column keeping less than this share of its spread is beyond what they can tell apart. */
const COLLINEAR_SHARE = 1e-6;
const PERFECT_FIT_SHARE = 1e-12;

export interface FitFromSumsOptions {
  readonly method?: LikelihoodMethod;
  readonly df?: DegreesMethod;
  readonly confidence?: number;
}

export interface PooledModel extends MixedDescription {
  /** Persons behind the sums. */
  readonly used: number;
}

/**
 * The random-intercept model from sums by group: exactly the model of the rows themselves, which stay where they are.
 * Its cost depends on the number of groups only.
 *
 * @throws EvidenceError constant_term, collinear_term, one_cluster, one_row_per_group, too_few_rows, zero_variance,
 *   number_not_finite, kenward_roger_needs_reml
 */
export function fitFromSums(sums: GroupSums, options: FitFromSumsOptions = {}): PooledModel {
  const confidence = requireConfidence(options.confidence ?? 0.95);
  const method = options.method ?? 'REML';
  const { terms, groups, group, outcome } = sums;
  requireSums(sums);
  const n = groups.reduce((total, one) => total + one.n, 0);
  const p = terms.length;
  if (n < p + 2) throw new EvidenceError('too_few_rows', { rows: n, needed: p + 2 });
  if (groups.length < 2) throw new EvidenceError('one_cluster', { group });
  if (groups.length >= n) throw new EvidenceError('one_row_per_group', { group });
  const centre = Array.from({ length: p + 1 }, (_, i) => weightedMean(groups, n, i));
  const total = totalProducts(groups, centre);
  const root = triangularRoot(total, terms, centre, n);
  const coordinates = new Float64Array(p + 1);
  coordinates[0] = Math.sqrt(n) * (centre[p] ?? 0);
  // the outcome's row of the root: its coordinates, and on the diagonal what the terms leave
  for (let j = 0; j < p; j += 1) coordinates[j + 1] = root.get(p, j);
  const left = root.get(p, p) ** 2;
  if (!(left > PERFECT_FIT_SHARE * total.get(p, p)))
    throw new EvidenceError('zero_variance', { column: outcome });
  const unit = Math.sqrt(left / (n - p - 1));
  const products = standardisedProducts(groups, centre, root, n, unit);
  const maximum = findLikelihoodMaximum(products, method);
  if (maximum === undefined) throw new EvidenceError('zero_variance', { column: outcome });
  const description = describeMixedFit(
    {
      outcome,
      method,
      products,
      maximum,
      names: ['(Intercept)', ...terms],
      triangle: fullTriangle(root, centre, n),
      coordinates,
      unit,
      random: [{ group, levels: groups.length, terms: ['(Intercept)'], transform: Matrix.eye(1, 1) }],
    },
    options.df ?? 'satterthwaite',
    confidence,
  );
  return { used: n, ...description };
}

function requireSums({ terms, groups, outcome }: GroupSums): void {
  const size = terms.length + 1;
  for (const { group, n, means, products } of groups) {
    const isWhole = Number.isInteger(n) && n > 0;
    if (!isWhole || means.length !== size || products.length !== (size * (size + 1)) / 2) {
      throw new EvidenceError('sums_do_not_match', { name: group });
    }
    const bad = [...means, ...products].some((value) => !Number.isFinite(value));
    if (bad) throw new EvidenceError('number_not_finite', { column: outcome, row: group });
  }
}

function weightedMean(groups: readonly GroupSum[], n: number, position: number): number {
  const origin = groups[0]?.means[position] ?? 0;
  return origin + groups.reduce((sum, one) => sum + one.n * ((one.means[position] ?? 0) - origin), 0) / n;
}

/** Products of all deviations from the overall means: within the groups plus between them. */
function totalProducts(groups: readonly GroupSum[], centre: readonly number[]): Matrix {
  const size = centre.length;
  const total = Matrix.zeros(size, size);
  for (const { n, means, products } of groups) {
    let position = 0;
    for (let i = 0; i < size; i += 1) {
      for (let j = 0; j <= i; j += 1) {
        const between = n * ((means[i] ?? 0) - (centre[i] ?? 0)) * ((means[j] ?? 0) - (centre[j] ?? 0));
        total.set(i, j, total.get(i, j) + (products[position] ?? 0) + between);
        position += 1;
      }
    }
  }
  return total;
}

/** The lower root L of the total, L L'; refuses columns without a spread of their own. */
function triangularRoot(
  total: Matrix,
  terms: readonly string[],
  centre: readonly number[],
  n: number,
): Matrix {
  const size = total.rows;
  const root = Matrix.zeros(size, size);
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let value = total.get(i, j);
      for (let k = 0; k < j; k += 1) value -= root.get(i, k) * root.get(j, k);
      if (j < i) root.set(i, j, value / root.get(j, j));
      else root.set(i, i, Math.sqrt(Math.max(0, value)));
    }
    const term = terms[i];
    if (term === undefined) continue;
    const spread = Math.sqrt(total.get(i, i));
    if (!(spread > 4 * Number.EPSILON * Math.abs(centre[i] ?? 0) * Math.sqrt(n))) {
      throw new EvidenceError('constant_term', { term });
    }
    if (!(root.get(i, i) > COLLINEAR_SHARE * spread)) throw new EvidenceError('collinear_term', { term });
  }
  return root;
}

function fullTriangle(root: Matrix, centre: readonly number[], n: number): Float64Array[] {
  const size = root.rows;
  const triangle = Array.from({ length: size }, () => new Float64Array(size));
  const constant = triangle[0] ?? new Float64Array();
  constant[0] = Math.sqrt(n);
  for (let i = 0; i + 1 < size; i += 1) constant[i + 1] = Math.sqrt(n) * (centre[i] ?? 0);
  for (let i = 0; i + 1 < size; i += 1) {
    for (let j = i; j + 1 < size; j += 1) (triangle[i + 1] ?? constant)[j + 1] = root.get(j, i);
  }
  return triangle;
}

/** Cross-products of the orthonormal columns and the reduced outcome with each group's constant. */
function standardisedProducts(
  groups: readonly GroupSum[],
  centre: readonly number[],
  root: Matrix,
  n: number,
  unit: number,
): MixedProducts {
  const size = centre.length;
  const width = size + 1;
  const outcome = new Float64Array(groups.length * width);
  for (const [position, one] of groups.entries()) {
    const start = position * width;
    outcome[start] = one.n / Math.sqrt(n);
    for (let i = 0; i < size; i += 1) {
      // forward substitution: the group's mean deviations in orthonormal coordinates
      let value = one.n * ((one.means[i] ?? 0) - (centre[i] ?? 0));
      for (let k = 0; k < i; k += 1) value -= root.get(i, k) * at(outcome, start + 1 + k);
      increase(outcome, start + 1 + i, i === size - 1 ? value / unit : value / root.get(i, i));
    }
  }
  const total = Matrix.eye(width, width);
  total.set(size, size, root.get(size - 1, size - 1) ** 2 / (unit * unit));
  const squares = Float64Array.from(groups, (one) => one.n);
  return mixedProducts(n, total, [{ levels: groups.length, columns: 1 }], [{ squares, outcome }], []);
}
