import { dot, invertTriangle, solveTriangle } from '../numbers/orthogonal-basis.ts';

/** A least-squares fit with known weights. */
export interface WeightedFit {
  readonly estimates: Float64Array;
  /** R^-1 of the weighted design: the covariance of the estimates is its product with its transpose. */
  readonly inverse: readonly Float64Array[];
  /** Weighted sum of squared residuals y'Py, Cochran's Q at these weights. */
  readonly q: number;
  /** tr P with P = W - W X (X'WX)^-1 X'W. */
  readonly traceP: number;
  /** y'PPy. */
  readonly doubleQ: number;
  /** ln det X'WX. */
  readonly logDeterminant: number;
}

/**
 * Weighted least squares through a QR decomposition of sqrt(W) X.
 *
 * @param columns the whole design, constant included, of full rank
 * @param weights positive, one per row
 */
export function weightedFit(
  columns: readonly Float64Array[],
  y: Float64Array,
  weights: Float64Array,
): WeightedFit {
  const roots = weights.map(Math.sqrt);
  const size = columns.length;
  const triangle = Array.from({ length: size }, () => new Float64Array(size));
  const basis: Float64Array[] = [];
  const project = (vector: Float64Array, record: (position: number, share: number) => void): void => {
    for (let pass = 0; pass < 2; pass += 1) {
      for (const [position, direction] of basis.entries()) {
        const share = dot(direction, vector);
        record(position, share);
        for (const [row, entry] of direction.entries()) vector[row] = (vector[row] ?? 0) - share * entry;
      }
    }
  };
  for (const [position, column] of columns.entries()) {
    const vector = column.map((value, row) => value * (roots[row] ?? 0));
    project(vector, (earlier, share) => add(triangle[earlier], position, share));
    const norm = Math.sqrt(dot(vector, vector));
    add(triangle[position], position, norm);
    basis.push(vector.map((value) => value / norm));
  }
  const coordinates = new Float64Array(size);
  const rest = y.map((value, row) => value * (roots[row] ?? 0));
  project(rest, (position, share) => add(coordinates, position, share));
  let traceP = 0;
  let doubleQ = 0;
  for (const [row, weight] of weights.entries()) {
    const leverage = basis.reduce((sum, direction) => sum + (direction[row] ?? 0) ** 2, 0);
    traceP += weight * (1 - leverage);
    doubleQ += weight * (rest[row] ?? 0) ** 2;
  }
  return {
    estimates: solveTriangle(triangle, coordinates),
    inverse: invertTriangle(triangle),
    q: dot(rest, rest),
    traceP,
    doubleQ,
    logDeterminant: triangle.reduce(
      (sum, row, position) => sum + 2 * Math.log(row[position] ?? Number.NaN),
      0,
    ),
  };
}

function add(row: Float64Array | undefined, position: number, value: number): void {
  if (row !== undefined) row[position] = (row[position] ?? 0) + value;
}
