import type { Matrix } from 'ml-matrix';
import type { LikelihoodMaximum } from './find-likelihood-maximum.ts';
import type { LikelihoodMethod } from './mixed-likelihood.ts';
import type { MixedProducts } from './mixed-products.ts';

/** A grouping factor as it was asked for. */
export interface RandomLabels {
  readonly group: string;
  readonly levels: number;
  /** `(Intercept)` and the slopes. */
  readonly terms: readonly string[];
  /** Standardised effects times this are effects of the columns as given. */
  readonly transform: Matrix;
}

/**
 * A mixed model fitted in standardised coordinates: fixed columns orthonormal, outcome reduced to its least-squares
 * residual of variance 1, slopes of mean 0 and variance 1. So neither units nor shifts cost digits.
 */
export interface MixedFit {
  readonly outcome: string;
  readonly method: LikelihoodMethod;
  readonly products: MixedProducts;
  readonly maximum: LikelihoodMaximum;
  /** Names of the fixed columns, the intercept first. */
  readonly names: readonly string[];
  /** R of X = Q R. */
  readonly triangle: readonly Float64Array[];
  /** Coordinates of the outcome in Q: the least-squares part of the fixed effects. */
  readonly coordinates: Float64Array;
  /** The outcome's unit: its residual standard deviation by least squares. */
  readonly unit: number;
  /** In the order of `products.shapes`. */
  readonly random: readonly RandomLabels[];
}
