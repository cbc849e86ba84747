import { Matrix } from 'ml-matrix';
import { at } from '../numbers/flat-array.ts';
import type { LikelihoodMaximum } from './find-likelihood-maximum.ts';
import type { MixedFit } from './mixed-fit.ts';
import { covariancesOf, rootsOf } from './mixed-parameters.ts';
import type { MixedProducts } from './mixed-products.ts';

interface FittedEffects {
  readonly products: MixedProducts;
  readonly maximum: Pick<LikelihoodMaximum, 'point' | 'entries'>;
}

/**
 * Best linear unbiased predictions G Z'Py of the random effects in the fit's standardised coordinates, per grouping
 * factor flat by level.
 *
 * @see Robinson 1991, Statistical Science 6:15-32
 */
export function standardisedEffects({ products, maximum }: FittedEffects): Float64Array[] {
  const { theta } = maximum.point;
  const covariances = covariancesOf(products.shapes, rootsOf(products.shapes, maximum.entries, theta));
  return products.shapes.map(({ levels, columns }, factor) => {
    const covariance = covariances[factor] ?? new Float64Array();
    const effects = new Float64Array(levels * columns);
    for (let level = 0; level < levels; level += 1) {
      const scores =
        factor === 0 ? scoresOfPooled(products, maximum, level) : scoresOf(products, maximum, factor, level);
      for (let a = 0; a < columns; a += 1) {
        let value = 0;
        for (let b = 0; b < columns; b += 1) value += at(covariance, a * columns + b) * at(scores, b);
        effects[level * columns + a] = value;
      }
    }
    return effects;
  });
}

/** Z'Py of one level, or of one kind of levels of the first factor. */
function scoresOf(
  { plan, shapes, fixed }: MixedProducts,
  { point }: FittedEffects['maximum'],
  factor: number,
  level: number,
): Float64Array {
  const position = plan.positionOf(factor, level);
  return Float64Array.from({ length: shapes[factor]?.columns ?? 0 }, (_, column) =>
    at(point.system.scores, (position + column + 1) * (fixed + 1) - 1),
  );
}

/** Of a level of the first factor: its kind's share, and s times its own deviation from its kind. */
function scoresOfPooled(
  products: MixedProducts,
  maximum: FittedEffects['maximum'],
  level: number,
): Float64Array {
  const { pooled, plan, fixed } = products;
  const { beta, elimination } = maximum.point.system;
  const kind = at(pooled.kind, level);
  const root = Math.sqrt(at(pooled.count, kind));
  const shared = scoresOf(products, maximum, 0, kind);
  const k = shared.length;
  const deviations = shared.map((_, b) => {
    const row = (level * k + b) * (fixed + 1);
    return beta.reduce(
      (rest, value, i) => rest - value * at(pooled.deviations, row + i),
      at(pooled.deviations, row + fixed),
    );
  });
  const square = at(plan.squareStart, at(plan.nodeOf, plan.positionOf(0, kind)));
  return shared.map((value, a) =>
    deviations.reduce(
      (sum, deviation, b) => sum + at(elimination.shrink, square + a * k + b) * deviation,
      value / root,
    ),
  );
}

/** The same in the units of the data: by factor, level and term, the intercept's first. */
export function predictedEffects(fit: MixedFit, standardised = standardisedEffects(fit)): number[][][] {
  return fit.random.map(({ levels, transform }, factor) => {
    const flat = standardised[factor] ?? new Float64Array();
    const size = transform.rows;
    return Array.from({ length: levels }, (_, level) =>
      transform
        .mmul(Matrix.columnVector(flat.slice(level * size, (level + 1) * size)))
        .mul(fit.unit)
        .to1DArray(),
    );
  });
}
