import { Matrix } from 'ml-matrix';
import { at } from '../numbers/flat-array.ts';
import type { MixedFit } from './mixed-fit.ts';
import { covariancesOf, rootsOf } from './mixed-parameters.ts';

/**
 * Best linear unbiased predictions G Z'Py of the random effects in the fit's standardised coordinates, per grouping
 * factor flat by level.
 *
 * @see Robinson 1991, Statistical Science 6:15-32
 */
export function standardisedEffects({ products, maximum }: MixedFit): Float64Array[] {
  const { system, theta } = maximum.point;
  const width = products.fixed + 1;
  const covariances = covariancesOf(products.shapes, rootsOf(products.shapes, maximum.entries, theta));
  return products.shapes.map(({ levels, columns }, factor) => {
    const covariance = covariances[factor] ?? new Float64Array();
    const effects = new Float64Array(levels * columns);
    for (let level = 0; level < levels; level += 1) {
      const position = products.plan.positionOf(factor, level);
      for (let a = 0; a < columns; a += 1) {
        let value = 0;
        for (let b = 0; b < columns; b += 1)
          value += at(covariance, a * columns + b) * at(system.scores, (position + b + 1) * width - 1);
        effects[level * columns + a] = value;
      }
    }
    return effects;
  });
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
