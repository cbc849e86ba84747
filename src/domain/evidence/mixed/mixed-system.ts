import { LuDecomposition, Matrix } from 'ml-matrix';
import { at, increase } from '../numbers/flat-array.ts';
import { findPositiveInverse } from '../numbers/invert-positive.ts';
import { type MixedProducts, type RandomShape, restSize } from './mixed-products.ts';
import { invertInPlace } from '../numbers/small-inverse.ts';

/** A residual below this share of the outcome's squares has lost most of its digits. */
const ROUNDING_SHARE = 1e-11;

/**
 * The mixed model at given relative covariances G (in units of the residual variance), with V = I + Z G Z'. Written so
 * that G may be singular: inverses are of I + Z'Z G, never of G. Everything the likelihood, its derivatives and the
 * degrees of freedom need is here.
 */
export interface MixedSystem {
  /** ln det V */
  readonly logDetV: number;
  /** X' V^-1 X and its inverse. */
  readonly information: Matrix;
  readonly phi: Matrix;
  readonly logDetInformation: number;
  readonly beta: Float64Array;
  /** y'Py, the residual sum of squares in V's metric. */
  readonly residualSquares: number;
  readonly first: FirstFactor;
  readonly rest: RestFactors;
}

/** Per level of the first factor, before (`own`, `links`) and after (`outcome`) the other factors are taken out. */
export interface FirstFactor {
  readonly shape: RandomShape;
  /** Z1' V1^-1 Z1 with V1 = I + Z1 G1 Z1': a square block per level. */
  readonly own: Float64Array;
  /** Z1' V1^-1 Z2, in the sparsity of the products' links. */
  readonly links: Float64Array;
  /** Z1' V^-1 X and, in the last column, u = Z1' P y. */
  readonly outcome: Float64Array;
}

export interface RestFactors {
  /** Z2' V^-1 Z2 */
  readonly squares: Matrix;
  /** (I + Z2' V1^-1 Z2 G2)^-1 */
  readonly shrink: Matrix;
  /** G2 times `shrink`, symmetric. */
  readonly kernel: Matrix;
  /** Z2' V^-1 X and, in the last column, u = Z2' P y. */
  readonly outcome: Matrix;
}

/**
 * Solves the system, or finds that rounding has eaten it: random effects so large that nothing is left of the fixed ones
 * or of the residual.
 *
 * @param covariances per grouping factor the flat symmetric matrix G of its columns
 * @see Henderson 1975; Bates et al. 2015, Journal of Statistical Software 67(1), section 2
 */
export function findMixedSystem(
  products: MixedProducts,
  covariances: readonly Float64Array[],
): MixedSystem | undefined {
  const stage = eliminateFirst(products, covariances[0] ?? new Float64Array());
  const rest = eliminateRest(products, stage, covariances.slice(1));
  const { total, logDetV } = rest;
  const p = products.fixed;
  const information = total.subMatrix(0, p - 1, 0, p - 1);
  const inverted = findPositiveInverse(information);
  if (inverted === undefined) return undefined;
  const phi = inverted.inverse;
  const right = total.subMatrix(0, p - 1, p, p);
  const beta = Float64Array.from(phi.mmul(right).to1DArray());
  const residualSquares =
    total.get(p, p) - beta.reduce((sum, value, row) => sum + value * right.get(row, 0), 0);
  if (!(residualSquares > ROUNDING_SHARE * products.total.get(p, p))) return undefined;
  const firstOutcome = firstAfterRest(products, stage, rest.kernel, rest.reducedOutcome);
  takeOutFixed(firstOutcome, beta);
  const restOutcome = rest.shrink.mmul(rest.reducedOutcome);
  for (let row = 0; row < restOutcome.rows; row += 1) {
    const fitted = beta.reduce((sum, value, column) => sum + value * restOutcome.get(row, column), 0);
    restOutcome.set(row, p, restOutcome.get(row, p) - fitted);
  }
  return {
    logDetV,
    information,
    phi,
    logDetInformation: inverted.logDeterminant,
    beta,
    residualSquares,
    first: { shape: shapeOfFirst(products), own: stage.own, links: stage.links, outcome: firstOutcome },
    rest: {
      squares: symmetric(rest.shrink.mmul(stage.restSquares)),
      shrink: rest.shrink,
      kernel: rest.kernel,
      outcome: restOutcome,
    },
  };
}

function shapeOfFirst({ shapes }: MixedProducts): RandomShape {
  return shapes[0] ?? { levels: 0, columns: 0 };
}

interface FirstStage {
  readonly logDet: number;
  readonly own: Float64Array;
  readonly links: Float64Array;
  readonly outcome: Float64Array;
  readonly total: Matrix;
  readonly restSquares: Matrix;
  readonly restOutcome: Matrix;
}

/** Takes the first factor out of everything else, level by level. */
function eliminateFirst(products: MixedProducts, covariance: Float64Array): FirstStage {
  const { levels, columns: k } = shapeOfFirst(products);
  const width = products.fixed + 1;
  const { firstSquares, firstOutcome, links } = products;
  const own = new Float64Array(firstSquares.length);
  const linked = new Float64Array(links.values.length);
  const outcome = new Float64Array(firstOutcome.length);
  const removed = new Float64Array(width * width);
  const restSquares = products.restSquares.clone();
  const restOutcome = products.restOutcome.clone();
  const shrink = new Float64Array(k * k);
  const kernel = new Float64Array(k * k);
  let logDet = 0;
  for (let level = 0; level < levels; level += 1) {
    const block = level * k * k;
    multiplyBlocks(firstSquares, block, covariance, 0, shrink, 0, k, k);
    for (let a = 0; a < k; a += 1) increase(shrink, a * k + a, 1);
    logDet += Math.log(invertInPlace(shrink, k));
    multiplyBlocks(covariance, 0, shrink, 0, kernel, 0, k, k);
    multiplyBlocks(shrink, 0, firstSquares, block, own, block, k, k);
    multiplyBlocks(shrink, 0, firstOutcome, level * k * width, outcome, level * k * width, k, width);
    removeQuadratic(removed, kernel, firstOutcome, level * k * width, k, width);
    const from = at(links.start, level);
    const to = at(links.start, level + 1);
    if (to > from) {
      for (let entry = from; entry < to; entry += 1)
        multiplyBlocks(shrink, 0, links.values, entry * k, linked, entry * k, k, 1);
      removeLinks(products, level, kernel, restSquares, restOutcome);
    }
  }
  const total = products.total.clone();
  for (let i = 0; i < width; i += 1) {
    for (let j = 0; j < width; j += 1) total.set(i, j, total.get(i, j) - at(removed, i * width + j));
  }
  return { logDet, own, links: linked, outcome, total, restSquares, restOutcome };
}

/** target = left (k x k) times right (k x width), each flat from its offset. */
function multiplyBlocks(
  left: Float64Array,
  leftFrom: number,
  right: Float64Array,
  rightFrom: number,
  target: Float64Array,
  targetFrom: number,
  k: number,
  width: number,
): void {
  for (let a = 0; a < k; a += 1) {
    for (let column = 0; column < width; column += 1) {
      let sum = 0;
      for (let b = 0; b < k; b += 1)
        sum += at(left, leftFrom + a * k + b) * at(right, rightFrom + b * width + column);
      target[targetFrom + a * width + column] = sum;
    }
  }
}

/** removed += B' K B for one level's block B (k x width). */
function removeQuadratic(
  removed: Float64Array,
  kernel: Float64Array,
  outcome: Float64Array,
  from: number,
  k: number,
  width: number,
): void {
  for (let a = 0; a < k; a += 1) {
    for (let b = 0; b < k; b += 1) {
      const weight = at(kernel, a * k + b);
      for (let i = 0; i < width; i += 1) {
        const left = weight * at(outcome, from + a * width + i);
        for (let j = 0; j < width; j += 1)
          increase(removed, i * width + j, left * at(outcome, from + b * width + j));
      }
    }
  }
}

function removeLinks(
  products: MixedProducts,
  level: number,
  kernel: Float64Array,
  squares: Matrix,
  outcome: Matrix,
): void {
  const { links, firstOutcome } = products;
  const { columns: k } = shapeOfFirst(products);
  const width = products.fixed + 1;
  const from = at(links.start, level);
  const to = at(links.start, level + 1);
  for (let entry = from; entry < to; entry += 1) {
    const row = at(links.column, entry);
    for (let b = 0; b < k; b += 1) {
      let weight = 0;
      for (let a = 0; a < k; a += 1) weight += at(links.values, entry * k + a) * at(kernel, a * k + b);
      for (let other = from; other < to; other += 1) {
        const column = at(links.column, other);
        squares.set(row, column, squares.get(row, column) - weight * at(links.values, other * k + b));
      }
      for (let column = 0; column < width; column += 1) {
        const value = weight * at(firstOutcome, (level * k + b) * width + column);
        outcome.set(row, column, outcome.get(row, column) - value);
      }
    }
  }
}

interface RestStage {
  readonly logDetV: number;
  readonly total: Matrix;
  readonly shrink: Matrix;
  readonly kernel: Matrix;
  readonly reducedOutcome: Matrix;
}

/** Takes the other factors out of the fixed effects and the outcome. */
function eliminateRest(
  products: MixedProducts,
  stage: FirstStage,
  covariances: readonly Float64Array[],
): RestStage {
  const size = restSize(products.shapes);
  if (size === 0) {
    const none = Matrix.zeros(0, 0);
    return {
      logDetV: stage.logDet,
      total: stage.total,
      shrink: none,
      kernel: none,
      reducedOutcome: stage.restOutcome,
    };
  }
  const system = timesCovariance(stage.restSquares, products.shapes.slice(1), covariances);
  for (let row = 0; row < size; row += 1) system.set(row, row, system.get(row, row) + 1);
  const lu = new LuDecomposition(system);
  const shrink = lu.solve(Matrix.eye(size, size));
  // G2 is symmetric: G2 shrink = (shrink' G2)'
  const kernel = symmetric(
    timesCovariance(shrink.transpose(), products.shapes.slice(1), covariances).transpose(),
  );
  const removed = stage.restOutcome.transpose().mmul(kernel).mmul(stage.restOutcome);
  return {
    logDetV: stage.logDet + logDeterminant(lu),
    total: Matrix.sub(stage.total, removed),
    shrink,
    kernel,
    reducedOutcome: stage.restOutcome,
  };
}

/** matrix times the block-diagonal G2. */
function timesCovariance(
  matrix: Matrix,
  shapes: readonly RandomShape[],
  covariances: readonly Float64Array[],
): Matrix {
  const result = Matrix.zeros(matrix.rows, matrix.columns);
  let offset = 0;
  for (const [term, { levels, columns }] of shapes.entries()) {
    const covariance = covariances[term] ?? new Float64Array();
    for (let position = 0; position < levels * columns; position += 1) {
      const b = position % columns;
      const base = offset + position - b;
      for (let row = 0; row < matrix.rows; row += 1) {
        let sum = 0;
        for (let a = 0; a < columns; a += 1)
          sum += matrix.get(row, base + a) * at(covariance, a * columns + b);
        result.set(row, offset + position, sum);
      }
    }
    offset += levels * columns;
  }
  return result;
}

/** Z1' V^-1 Y = Z1' V1^-1 Y - (Z1' V1^-1 Z2) K2 (Z2' V1^-1 Y). */
function firstAfterRest(
  products: MixedProducts,
  stage: FirstStage,
  kernel: Matrix,
  reducedOutcome: Matrix,
): Float64Array {
  const { levels, columns: k } = shapeOfFirst(products);
  const width = products.fixed + 1;
  const outcome = stage.outcome.slice();
  if (kernel.rows === 0) return outcome;
  const carried = kernel.mmul(reducedOutcome);
  for (let level = 0; level < levels; level += 1) {
    for (
      let entry = at(products.links.start, level);
      entry < at(products.links.start, level + 1);
      entry += 1
    ) {
      const row = at(products.links.column, entry);
      for (let a = 0; a < k; a += 1) {
        for (let column = 0; column < width; column += 1) {
          increase(
            outcome,
            (level * k + a) * width + column,
            -at(stage.links, entry * k + a) * carried.get(row, column),
          );
        }
      }
    }
  }
  return outcome;
}

/** Turns the last column, Z' V^-1 y, into u = Z' V^-1 (y - X beta) = Z' P y. */
function takeOutFixed(outcome: Float64Array, beta: Float64Array): void {
  const width = beta.length + 1;
  for (let row = 0; row < outcome.length; row += width) {
    for (let column = 0; column < beta.length; column += 1) {
      increase(outcome, row + beta.length, -at(outcome, row + column) * at(beta, column));
    }
  }
}

function logDeterminant(lu: LuDecomposition): number {
  return lu.upperTriangularMatrix.diagonal().reduce((sum, pivot) => sum + Math.log(Math.abs(pivot)), 0);
}

function symmetric(matrix: Matrix): Matrix {
  return Matrix.add(matrix, matrix.transpose()).mul(0.5);
}
