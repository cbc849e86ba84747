import { Matrix } from 'ml-matrix';
import { at, increase } from '../numbers/flat-array.ts';
import type { RandomShape } from './random-columns.ts';

/** One entry of a grouping factor's symmetric covariance: row >= column. */
export interface CovarianceEntry {
  readonly factor: number;
  readonly row: number;
  readonly column: number;
}

/**
 * The entries of all covariances, and in the same order the entries of their lower-triangular roots: the parameters
 * theta of the likelihood, column by column as lme4 orders them.
 */
export function covarianceEntries(shapes: readonly RandomShape[]): CovarianceEntry[] {
  return shapes.flatMap(({ columns }, factor) =>
    Array.from({ length: columns }, (_, column) =>
      Array.from({ length: columns - column }, (_, below) => ({ factor, row: column + below, column })),
    ).flat(),
  );
}

/** The lower-triangular roots of the relative covariances, one flat matrix per factor. */
export function rootsOf(
  shapes: readonly RandomShape[],
  entries: readonly CovarianceEntry[],
  theta: Float64Array,
): Float64Array[] {
  const roots = shapes.map(({ columns }) => new Float64Array(columns * columns));
  for (const [position, { factor, row, column }] of entries.entries()) {
    const root = roots[factor];
    if (root !== undefined) root[row * (shapes[factor]?.columns ?? 0) + column] = at(theta, position);
  }
  return roots;
}

/** G = L L' for each factor. */
export function covariancesOf(
  shapes: readonly RandomShape[],
  roots: readonly Float64Array[],
): Float64Array[] {
  return shapes.map(({ columns: k }, factor) => {
    const root = roots[factor] ?? new Float64Array();
    const covariance = new Float64Array(k * k);
    for (let a = 0; a < k; a += 1) {
      for (let b = 0; b < k; b += 1) {
        for (let c = 0; c < k; c += 1)
          increase(covariance, a * k + b, at(root, a * k + c) * at(root, b * k + c));
      }
    }
    return covariance;
  });
}

/** d G entry / d theta: rows by covariance entry, columns by root entry. */
export function rootJacobian(
  shapes: readonly RandomShape[],
  entries: readonly CovarianceEntry[],
  roots: readonly Float64Array[],
): Matrix {
  const jacobian = Matrix.zeros(entries.length, entries.length);
  for (const [i, { factor, row, column }] of entries.entries()) {
    const k = shapes[factor]?.columns ?? 0;
    const root = roots[factor] ?? new Float64Array();
    for (const [j, { factor: other, row: a, column: b }] of entries.entries()) {
      if (other !== factor) continue;
      const left = row === a ? at(root, column * k + b) : 0;
      const right = column === a ? at(root, row * k + b) : 0;
      jacobian.set(i, j, left + right);
    }
  }
  return jacobian;
}

/** What the curvature of G = L L' adds to the Hessian in theta, given the gradient by covariance entry. */
export function rootCurvature(entries: readonly CovarianceEntry[], gradient: ArrayLike<number>): Matrix {
  const curvature = Matrix.zeros(entries.length, entries.length);
  for (const [i, one] of entries.entries()) {
    for (const [j, other] of entries.entries()) {
      if (one.factor !== other.factor || one.column !== other.column) continue;
      const low = Math.max(one.row, other.row);
      const high = Math.min(one.row, other.row);
      const entry = entries.findIndex(
        ({ factor, row, column }) => factor === one.factor && row === low && column === high,
      );
      curvature.set(i, j, (low === high ? 2 : 1) * (gradient[entry] ?? 0));
    }
  }
  return curvature;
}
