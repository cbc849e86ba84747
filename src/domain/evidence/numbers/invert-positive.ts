import { Matrix } from 'ml-matrix';

/** Pivots below this share of their diagonal entry are rounding. */
const ROUNDING_SHARE = 1e-14;

/**
 * Inverse and log determinant of a symmetric positive definite matrix by its Cholesky root, or undefined when it is not
 * (numerically) positive definite.
 */
export function findPositiveInverse(matrix: Matrix): { inverse: Matrix; logDeterminant: number } | undefined {
  const size = matrix.rows;
  const root = Matrix.zeros(size, size);
  let logDeterminant = 0;
  for (let i = 0; i < size; i += 1) {
    for (let j = 0; j <= i; j += 1) {
      let value = matrix.get(i, j);
      for (let k = 0; k < j; k += 1) value -= root.get(i, k) * root.get(j, k);
      if (j < i) {
        root.set(i, j, value / root.get(j, j));
        continue;
      }
      if (!(value > ROUNDING_SHARE * matrix.get(i, i))) return undefined;
      root.set(i, i, Math.sqrt(value));
      logDeterminant += Math.log(value);
    }
  }
  const inverseRoot = invertLower(root);
  return { inverse: inverseRoot.transpose().mmul(inverseRoot), logDeterminant };
}

function invertLower(root: Matrix): Matrix {
  const size = root.rows;
  const inverse = Matrix.zeros(size, size);
  for (let column = 0; column < size; column += 1) {
    for (let row = column; row < size; row += 1) {
      let value = row === column ? 1 : 0;
      for (let k = column; k < row; k += 1) value -= root.get(row, k) * inverse.get(k, column);
      inverse.set(row, column, value / root.get(row, row));
    }
  }
  return inverse;
}
