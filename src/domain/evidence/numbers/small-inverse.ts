import { at } from './flat-array.ts';

/**
 * Inverts a small square matrix in place by Gauss-Jordan elimination with row pivoting.
 *
 * @param matrix flat, row by row, size * size entries
 * @param size rows, a few dozen at most
 * @returns the logarithm of its determinant's size (minus infinity leaves the content useless)
 */
export function invertInPlace(matrix: Float64Array, size: number): number {
  if (size === 1) {
    const value = at(matrix, 0);
    matrix[0] = 1 / value;
    return Math.log(Math.abs(value));
  }
  const pivots = new Int32Array(size);
  let logDeterminant = 0;
  for (let step = 0; step < size; step += 1) {
    const pivotRow = largestBelow(matrix, size, step);
    pivots[step] = pivotRow;
    if (pivotRow !== step) swapRows(matrix, size, step, pivotRow);
    const pivot = at(matrix, step * size + step);
    logDeterminant += Math.log(Math.abs(pivot));
    if (pivot === 0) return logDeterminant;
    matrix[step * size + step] = 1;
    for (let column = 0; column < size; column += 1)
      matrix[step * size + column] = at(matrix, step * size + column) / pivot;
    for (let row = 0; row < size; row += 1) if (row !== step) eliminate(matrix, size, row, step);
  }
  for (let step = size - 1; step >= 0; step -= 1) {
    const column = at(pivots, step);
    if (column !== step) swapColumns(matrix, size, step, column);
  }
  return logDeterminant;
}

function largestBelow(matrix: Float64Array, size: number, step: number): number {
  let best = step;
  for (let row = step + 1; row < size; row += 1) {
    if (Math.abs(at(matrix, row * size + step)) > Math.abs(at(matrix, best * size + step))) best = row;
  }
  return best;
}

function eliminate(matrix: Float64Array, size: number, row: number, step: number): void {
  const factor = at(matrix, row * size + step);
  matrix[row * size + step] = 0;
  for (let column = 0; column < size; column += 1) {
    matrix[row * size + column] = at(matrix, row * size + column) - factor * at(matrix, step * size + column);
  }
}

function swapRows(matrix: Float64Array, size: number, one: number, other: number): void {
  for (let column = 0; column < size; column += 1) swap(matrix, one * size + column, other * size + column);
}

function swapColumns(matrix: Float64Array, size: number, one: number, other: number): void {
  for (let row = 0; row < size; row += 1) swap(matrix, row * size + one, row * size + other);
}

function swap(array: Float64Array, one: number, other: number): void {
  const kept = at(array, one);
  array[one] = at(array, other);
  array[other] = kept;
}
