import { Matrix } from 'ml-matrix';
import { at } from '../numbers/flat-array.ts';
import { addContrastShares } from './contrast-shares.ts';
import { spreadProduct } from './elimination.ts';
import type { EliminationPlan } from './elimination-plan.ts';
import type { CovarianceEntry } from './mixed-parameters.ts';
import type { MixedProducts } from './mixed-products.ts';
import type { MixedSystem } from './mixed-system.ts';
import { spreadTracesOfPairs } from './spread-changes.ts';
import { selectSpread, spreadTraces } from './spread-traces.ts';

/**
 * How V = I + Z G Z' enters the likelihood, by entry i of the covariances with G_i = dV / d entry = Z E_i Z'. With
 * T = Z' V^-1 X extended by the column u = Z'Py.
 */
export interface MixedDerivatives {
  /** tr V^-1 G_i */
  readonly trace: Float64Array;
  /** T' E_i T: X' V^-1 G_i V^-1 X, bordered by the residual's products. */
  readonly products: readonly Matrix[];
  /** u' E_i S E_j u with S = Z' V^-1 Z, by i and j: y'P G_i V^-1 G_j P y. */
  readonly residualPairs: Matrix;
  /** What the exact curvature needs beside it; undefined where only the average one was asked for. */
  readonly exact: ExactPairs | undefined;
}

export interface ExactPairs {
  /** tr V^-1 G_i V^-1 G_j */
  readonly traces: Matrix;
  /** T' E_i S E_j T, by i and j. */
  readonly pairs: ReadonlyArray<readonly Matrix[]>;
}

/** @param isExact the traces of pairs as well, which cost several times all else */
export function mixedDerivatives(
  { plan, fixed, pooled }: MixedProducts,
  { elimination, scores, beta }: MixedSystem,
  entries: readonly CovarianceEntry[],
  isExact: boolean,
): MixedDerivatives {
  const width = fixed + 1;
  const selected = selectSpread(plan, elimination);
  const turned = entries.map((entry) => turnedRows(plan, entry, scores, width));
  // the residual's column is all that the average needs
  const rows = isExact ? turned : turned.map((own) => lastColumn(own, width));
  const columns = isExact ? width : 1;
  const images = rows.map((own) => spreadProduct(plan, elimination, own, columns));
  const pairs = rows.map((left) => images.map((right) => crossProduct(left, right, columns)));
  const last = columns - 1;
  const derivatives = {
    trace: spreadTraces(plan, selected, entries),
    products: turned.map((own) => crossProduct(scores, own, width)),
    residualPairs: new Matrix(pairs.map((row) => row.map((pair) => pair.get(last, last)))),
    exact: isExact
      ? { traces: new Matrix(spreadTracesOfPairs(plan, elimination, selected, entries)), pairs }
      : undefined,
  };
  const [covariance = new Float64Array()] = elimination.covariances;
  const ofFirst = entries.filter(({ factor }) => factor === 0);
  addContrastShares(derivatives, pooled.contrasts, covariance, beta, ofFirst);
  return derivatives;
}

function lastColumn(rows: Float64Array, width: number): Float64Array {
  return Float64Array.from({ length: rows.length / width }, (_, row) => at(rows, (row + 1) * width - 1));
}

/** E_i times rows, one for each effect. */
function turnedRows(
  { size, factorAt, columnAt }: EliminationPlan,
  { factor, row, column }: CovarianceEntry,
  rows: Float64Array,
  width: number,
): Float64Array {
  const turned = new Float64Array(rows.length);
  for (let position = 0; position < size; position += 1) {
    if (at(factorAt, position) !== factor || at(columnAt, position) !== 0) continue;
    const [one, other] = [(position + row) * width, (position + column) * width];
    turned.set(rows.subarray(other, other + width), one);
    if (one !== other) turned.set(rows.subarray(one, one + width), other);
  }
  return turned;
}

/** left'right of rows. */
function crossProduct(left: Float64Array, right: Float64Array, width: number): Matrix {
  const sums = new Float64Array(width * width);
  for (let from = 0; from < left.length; from += width) {
    for (let i = 0; i < width; i += 1) {
      const value = at(left, from + i);
      if (value === 0) continue;
      for (let j = 0; j < width; j += 1)
        sums[i * width + j] = at(sums, i * width + j) + value * at(right, from + j);
    }
  }
  return Matrix.from1DArray(width, width, sums);
}
