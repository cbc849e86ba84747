/** Count, mean and the corrected sum of squares about the mean. */
export interface Moments {
  readonly n: number;
  readonly mean: number;
  /** Sum of squared deviations from the mean. */
  readonly squares: number;
}

/**
 * The moments by two passes with a correction term, so that a shift of the values by 1e12 costs no digits beyond those
 * lost in storing them. Equal values give exactly zero squares.
 *
 * @see Chan, Golub & LeVeque 1983, The American Statistician 37:242-247
 */
export function moments(values: ArrayLike<number>): Moments {
  const n = values.length;
  const origin = values[0] ?? 0;
  let shift = 0;
  for (let row = 0; row < n; row += 1) shift += (values[row] ?? 0) - origin;
  const mean = origin + shift / n;
  let squares = 0;
  let rest = 0;
  for (let row = 0; row < n; row += 1) {
    const deviation = (values[row] ?? 0) - mean;
    squares += deviation * deviation;
    rest += deviation;
  }
  return { n, mean, squares: Math.max(0, squares - (rest * rest) / n) };
}

/** The sample standard deviation, with n - 1. */
export function standardDeviation({ n, squares }: Moments): number {
  return Math.sqrt(squares / (n - 1));
}

/** The sample covariance of two columns of one length, with n - 1. */
export function covariance(left: ArrayLike<number>, right: ArrayLike<number>): number {
  const leftMean = moments(left).mean;
  const rightMean = moments(right).mean;
  let products = 0;
  for (let row = 0; row < left.length; row += 1) {
    products += ((left[row] ?? 0) - leftMean) * ((right[row] ?? 0) - rightMean);
  }
  return products / (left.length - 1);
}

/** Correlations from covariances, row by row; all variances positive. */
export function correlationsOf(covariances: ReadonlyArray<readonly number[]>): number[][] {
  const sds = covariances.map((row, position) => Math.sqrt(row[position] ?? 0));
  return covariances.map((row, i) =>
    row.map((value, j) => (i === j ? 1 : value / ((sds[i] ?? 0) * (sds[j] ?? 0)))),
  );
}
