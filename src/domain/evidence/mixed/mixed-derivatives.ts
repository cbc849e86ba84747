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
  /** tr V^-1 G_i V^-1 G_j; undefined where it was not asked for. */
  readonly traces: Matrix | undefined;
  /** T' E_i T: X' V^-1 G_i V^-1 X, bordered by the residual's products. */
  readonly products: readonly Matrix[];
  /** T' E_i S E_j T with S = Z' V^-1 Z, by i and j. */
  readonly pairs: ReadonlyArray<readonly Matrix[]>;
}

/** @param exact the traces of pairs as well, which in a large crossed core cost several times all else */
export function mixedDerivatives(
  { plan, fixed, pooled }: MixedProducts,
  { elimination, scores, beta }: MixedSystem,
  entries: readonly CovarianceEntry[],
  exact: boolean,
): MixedDerivatives {
  const width = fixed + 1;
  const turned = entries.map((entry) => turnedRows(plan, entry, scores, width));
  const images = turned.map((rows) => spreadProduct(plan, elimination, rows, width));
  const selected = selectSpread(plan, elimination);
  const derivatives = {
    trace: spreadTraces(plan, selected, entries),
    traces: exact
      ? new Matrix(spreadTracesOfPairs(plan, elimination, selected, entries).map((row) => Array.from(row)))
      : undefined,
    products: turned.map((rows) => crossProduct(scores, rows, width)),
    pairs: turned.map((left) => images.map((right) => crossProduct(left, right, width))),
  };
  const [covariance = new Float64Array()] = elimination.covariances;
  const ofFirst = entries.filter(({ factor }) => factor === 0);
  addContrastShares(derivatives, pooled.contrasts, covariance, beta, ofFirst);
  return derivatives;
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
