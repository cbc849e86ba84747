import { LuDecomposition, Matrix, inverse } from 'ml-matrix';

/**
 * The same mixed model written down naively with n x n matrices: the oracle for models that no published data set
 * covers. `parts` are dV / d parameter, the residual's identity last.
 */
export interface DenseModel {
  readonly x: Matrix;
  readonly y: Matrix;
  readonly parts: readonly Matrix[];
}

export interface DenseAnswer {
  /** -2 restricted log likelihood. */
  readonly criterion: number;
  readonly gradient: readonly number[];
  readonly beta: readonly number[];
  readonly covariance: Matrix;
  readonly satterthwaite: readonly number[];
  readonly kenwardRoger: { readonly df: readonly number[]; readonly se: readonly number[] };
}

/** Evaluates the model at given parameters, by the textbook formulas (Kenward & Roger 1997; Searle et al. 1992). */
export function denseMixedReference({ x, y, parts }: DenseModel, parameters: readonly number[]): DenseAnswer {
  const n = x.rows;
  const variance = parts.reduce(
    (sum, part, i) => Matrix.add(sum, Matrix.mul(part, parameters[i] ?? 0)),
    Matrix.zeros(n, n),
  );
  const lu = new LuDecomposition(variance);
  const inverted = lu.solve(Matrix.eye(n, n));
  const information = x.transpose().mmul(inverted).mmul(x);
  const phi = inverse(information);
  const projected = Matrix.sub(inverted, inverted.mmul(x).mmul(phi).mmul(x.transpose()).mmul(inverted));
  const py = projected.mmul(y);
  const scores = parts.map((part) => projected.mmul(part));
  const hessian = Matrix.zeros(parts.length, parts.length);
  for (const [i, left] of scores.entries()) {
    for (const [j, right] of scores.entries()) {
      const residual = y.transpose().mmul(left).mmul(right).mmul(py).get(0, 0);
      hessian.set(i, j, 2 * residual - left.mmul(right).trace());
    }
  }
  const images = parts.map((part) => x.transpose().mmul(inverted).mmul(part).mmul(inverted).mmul(x));
  return {
    criterion:
      logDeterminant(lu) +
      logDeterminant(new LuDecomposition(information)) +
      y.transpose().mmul(py).get(0, 0) +
      (n - x.columns) * Math.log(2 * Math.PI),
    gradient: scores.map(
      (score, i) =>
        score.trace() -
        py
          .transpose()
          .mmul(parts[i] ?? score)
          .mmul(py)
          .get(0, 0),
    ),
    beta: phi.mmul(x.transpose()).mmul(inverted).mmul(y).to1DArray(),
    covariance: phi,
    satterthwaite: satterthwaite(phi, images, inverse(hessian).mul(2)),
    kenwardRoger: kenwardRoger({ x, y, parts }, inverted, phi, images),
  };
}

function satterthwaite(phi: Matrix, images: readonly Matrix[], spread: Matrix): number[] {
  return phi.diagonal().map((variance, term) => {
    const slopes = Matrix.columnVector(images.map((image) => phi.mmul(image).mmul(phi).get(term, term)));
    return (2 * variance * variance) / slopes.transpose().mmul(spread).mmul(slopes).get(0, 0);
  });
}

function kenwardRoger(
  { x, parts }: DenseModel,
  inverted: Matrix,
  phi: Matrix,
  images: readonly Matrix[],
): DenseAnswer['kenwardRoger'] {
  const whitened = parts.map((part) => inverted.mmul(part));
  const pairs = whitened.map((left) =>
    whitened.map((right) => x.transpose().mmul(left).mmul(right).mmul(inverted).mmul(x)),
  );
  const information = Matrix.zeros(parts.length, parts.length);
  for (const [i, left] of whitened.entries()) {
    for (const [j, right] of whitened.entries()) {
      const [imageI, imageJ, pair] = [images[i], images[j], pairs[i]?.[j]];
      if (imageI === undefined || imageJ === undefined || pair === undefined) continue;
      const crossed = phi.mmul(imageI).mmul(phi).mmul(imageJ).trace();
      information.set(i, j, left.mmul(right).trace() - 2 * phi.mmul(pair).trace() + crossed);
    }
  }
  const weights = inverse(information).mul(2);
  const correction = Matrix.zeros(phi.rows, phi.rows);
  for (const [i, imageI] of images.entries()) {
    for (const [j, imageJ] of images.entries()) {
      const pair = pairs[i]?.[j] ?? phi;
      correction.add(Matrix.sub(pair, imageI.mmul(phi).mmul(imageJ)).mul(weights.get(i, j)));
    }
  }
  const adjusted = Matrix.add(phi, phi.mmul(correction).mmul(phi).mul(2));
  const df = phi.diagonal().map((variance, term) => {
    const slopes = Matrix.columnVector(
      images.map((image) => phi.mmul(image).mmul(phi).get(term, term) / variance),
    );
    return 2 / slopes.transpose().mmul(weights).mmul(slopes).get(0, 0);
  });
  return { df, se: adjusted.diagonal().map(Math.sqrt) };
}

function logDeterminant(lu: LuDecomposition): number {
  return lu.upperTriangularMatrix.diagonal().reduce((sum, pivot) => sum + Math.log(Math.abs(pivot)), 0);
}
