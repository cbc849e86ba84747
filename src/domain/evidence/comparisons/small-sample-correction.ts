import gammaln from '@stdlib/math-base-special-gammaln';
import { EvidenceError } from '../numbers/evidence-error.ts';

/** Beyond this many degrees of freedom the difference of two log gammas loses more digits than Stirling's series. */
const SERIES_FROM = 60;

/**
 * Hedges' exact factor J(m) = gamma(m/2) / (sqrt(m/2) gamma((m-1)/2)), which makes Cohen's d unbiased.
 *
 * @param degreesOfFreedom m, more than 1
 * @throws EvidenceError argument_out_of_range
 * @see Hedges 1981, Journal of Educational Statistics 6:107-128, eq. 6e
 */
export function smallSampleCorrection(degreesOfFreedom: number): number {
  if (!(degreesOfFreedom > 1)) {
    throw new EvidenceError('argument_out_of_range', { name: 'degreesOfFreedom', value: degreesOfFreedom });
  }
  const half = degreesOfFreedom / 2;
  if (degreesOfFreedom < SERIES_FROM) {
    return Math.exp(gammaln(half) - gammaln(half - 0.5) - Math.log(half) / 2);
  }
  const main = -(half - 1) * Math.log1p(-1 / (2 * half)) - 0.5;
  return Math.exp(main + stirlingRest(half) - stirlingRest(half - 0.5));
}

/** What Stirling's formula leaves of ln gamma(z) (Abramowitz & Stegun 6.1.41). */
function stirlingRest(z: number): number {
  const inverse = 1 / (z * z);
  return (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / z;
}
