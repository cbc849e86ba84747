import { Matrix } from 'ml-matrix';
import { coefficient } from '../estimates/coefficient.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import type { Coefficient } from '../estimates/interval.ts';
import { kenwardRoger } from './kenward-roger.ts';
import type { MixedFit } from './mixed-fit.ts';
import { dot } from '../numbers/orthogonal-basis.ts';
import { satterthwaiteDegrees } from './satterthwaite.ts';

export type DegreesMethod = 'satterthwaite' | 'kenward-roger' | 'normal';

/**
 * Error, test and interval of any combination of a fit's fixed effects.
 *
 * @returns a function of the combination's name, its estimate, and its weights over the standardised fixed effects; it
 *   throws EvidenceError degrees_of_freedom_undefined
 * @throws EvidenceError kenward_roger_needs_reml, degrees_of_freedom_undefined
 */
export function fixedContrasts(
  { products, maximum, method, unit }: MixedFit,
  degrees: DegreesMethod,
  confidence: number,
): (term: string, estimate: number, weights: Float64Array) => Coefficient {
  if (degrees === 'kenward-roger' && method === 'ML') throw new EvidenceError('kenward_roger_needs_reml');
  const { point, slopes } = maximum;
  const adjusted = degrees === 'kenward-roger' ? kenwardRoger(products, maximum) : undefined;
  return (term, estimate, weights) => {
    const spread = quadratic(adjusted?.adjusted ?? point.system.phi, weights);
    const se = unit * Math.sqrt(point.sigma2 * spread);
    const df =
      adjusted?.degreesOf(weights) ??
      (degrees === 'normal' ? null : satterthwaiteDegrees(point, slopes, weights));
    const row = coefficient(term, estimate, se, df, confidence);
    // a handful of rows may leave fewer degrees of freedom than a distribution can have
    if (!Number.isFinite(row.high - row.low))
      throw new EvidenceError('degrees_of_freedom_undefined', { term });
    return row;
  };
}

function quadratic(matrix: Matrix, weights: Float64Array): number {
  return dot(weights, Float64Array.from(matrix.mmul(Matrix.columnVector(Array.from(weights))).to1DArray()));
}
