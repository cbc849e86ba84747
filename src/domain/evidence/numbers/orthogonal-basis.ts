import { EvidenceError } from './evidence-error.ts';
import { moments } from './moments.ts';

/** A column whose spread is below this share of its size is constant up to rounding. */
const CONSTANT_SHARE = 4 * Number.EPSILON;
/** A column that keeps less than this share of its spread beside the earlier columns is their combination. */
const COLLINEAR_SHARE = 1e-9;

/**
 * An orthonormal basis Q of [1, X] with X = [1, columns] = Q R, R upper triangular: the QR decomposition behind every
 * linear model here. Q's first column is 1 / sqrt(n) and is not stored.
 */
export interface OrthogonalBasis {
  readonly n: number;
  /** Orthonormal columns, all orthogonal to the constant. */
  readonly columns: readonly Float64Array[];
  /** R, row by row, (p + 1) x (p + 1), the intercept first. */
  readonly triangle: readonly Float64Array[];
}

/**
 * QR by modified Gram-Schmidt, each column projected twice (as stable as Householder's, and linear in memory).
 *
 * @param names one per column, for the refusals
 * @throws EvidenceError constant_term, collinear_term naming the first offending column
 * @see Giraud, Langou & Rozloznik 2005, Computers & Mathematics with Applications 50:1069-1075
 */
export function orthogonalBasis(
  names: readonly string[],
  columns: readonly Float64Array[],
  n: number,
): OrthogonalBasis {
  const size = columns.length + 1;
  const triangle = Array.from({ length: size }, () => new Float64Array(size));
  setEntry(triangle, 0, 0, Math.sqrt(n));
  const basis: Float64Array[] = [];
  for (const [position, column] of columns.entries()) {
    const term = names[position] ?? String(position);
    const { mean, squares } = moments(column);
    setEntry(triangle, 0, position + 1, mean * Math.sqrt(n));
    const spread = Math.sqrt(squares);
    if (!(spread > CONSTANT_SHARE * Math.abs(mean) * Math.sqrt(n)))
      throw new EvidenceError('constant_term', { term });
    const vector = column.map((value) => value - mean);
    for (let pass = 0; pass < 2; pass += 1) {
      removeMean(vector);
      for (const [earlier, direction] of basis.entries()) {
        const share = dot(direction, vector);
        addEntry(triangle, earlier + 1, position + 1, share);
        addMultiple(vector, direction, -share);
      }
    }
    const norm = Math.sqrt(dot(vector, vector));
    if (!(norm > COLLINEAR_SHARE * spread)) throw new EvidenceError('collinear_term', { term });
    setEntry(triangle, position + 1, position + 1, norm);
    for (let row = 0; row < n; row += 1) vector[row] = (vector[row] ?? 0) / norm;
    basis.push(vector);
  }
  return { n, columns: basis, triangle };
}

/** What is left of y beside the basis, and y's coordinates in it (the intercept's first). */
export function projectOut(
  basis: OrthogonalBasis,
  y: Float64Array,
): { coordinates: Float64Array; rest: Float64Array } {
  const coordinates = new Float64Array(basis.columns.length + 1);
  const { mean } = moments(y);
  coordinates[0] = mean * Math.sqrt(basis.n);
  const rest = y.map((value) => value - mean);
  for (let pass = 0; pass < 2; pass += 1) {
    removeMean(rest);
    for (const [position, direction] of basis.columns.entries()) {
      const share = dot(direction, rest);
      coordinates[position + 1] = (coordinates[position + 1] ?? 0) + share;
      addMultiple(rest, direction, -share);
    }
  }
  return { coordinates, rest };
}

/** Solves R x = b by back substitution. */
export function solveTriangle(triangle: readonly Float64Array[], b: ArrayLike<number>): Float64Array {
  const x = Float64Array.from(b);
  for (let row = triangle.length - 1; row >= 0; row -= 1) {
    const line = triangle[row] ?? new Float64Array();
    let value = x[row] ?? 0;
    for (let column = row + 1; column < x.length; column += 1)
      value -= (line[column] ?? 0) * (x[column] ?? 0);
    x[row] = value / (line[row] ?? Number.NaN);
  }
  return x;
}

/** R^-1, row by row. */
export function invertTriangle(triangle: readonly Float64Array[]): Float64Array[] {
  const size = triangle.length;
  const inverse = Array.from({ length: size }, () => new Float64Array(size));
  for (let column = 0; column < size; column += 1) {
    const unit = new Float64Array(size);
    unit[column] = 1;
    for (const [row, value] of solveTriangle(triangle, unit).entries()) setEntry(inverse, row, column, value);
  }
  return inverse;
}

export function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0;
  for (let row = 0; row < left.length; row += 1) sum += (left[row] ?? 0) * (right[row] ?? 0);
  return sum;
}

/** Adds a multiple of the direction to the target, in place. */
export function addMultiple(target: Float64Array, direction: Float64Array, share: number): void {
  for (let row = 0; row < target.length; row += 1)
    target[row] = (target[row] ?? 0) + share * (direction[row] ?? 0);
}

function removeMean(vector: Float64Array): void {
  let sum = 0;
  for (let row = 0; row < vector.length; row += 1) sum += vector[row] ?? 0;
  const mean = sum / vector.length;
  for (let row = 0; row < vector.length; row += 1) vector[row] = (vector[row] ?? 0) - mean;
}

function setEntry(matrix: readonly Float64Array[], row: number, column: number, value: number): void {
  const line = matrix[row];
  if (line !== undefined) line[column] = value;
}

function addEntry(matrix: readonly Float64Array[], row: number, column: number, value: number): void {
  const line = matrix[row];
  if (line !== undefined) line[column] = (line[column] ?? 0) + value;
}
