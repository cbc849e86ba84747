import { normalCdf } from './distributions.ts';
import { EvidenceError } from './evidence-error.ts';
import { findRoot } from './find-root.ts';

const PANELS = 96;
/** Half-width of the integration window in standard deviations of S; the density beyond is below 1e-16 of its peak. */
const WINDOW = 9.5;

/** Nodes and weights of the ten-point Gauss-Legendre rule on [-1, 1] (Abramowitz & Stegun, table 25.4). */
const GAUSS_LEGENDRE: ReadonlyArray<readonly [node: number, weight: number]> = [
  [0.14887433898163122, 0.29552422471475287],
  [0.4333953941292472, 0.26926671930999635],
  [0.6794095682990244, 0.21908636251598204],
  [0.8650633666889845, 0.1494513491505806],
  [0.9739065285171717, 0.06667134430868814],
];

/**
 * P(T <= t) for the noncentral t distribution, as the mean of Phi(t S - ncp) over S = sqrt(chi-square / df).
 * The density of S is normalised on the same nodes, so no gamma function enters and large df lose no digits.
 * Absolute error below 1e-12.
 *
 * @param degreesOfFreedom at least 1
 * @throws EvidenceError argument_out_of_range
 * @see Johnson, Kotz & Balakrishnan, Continuous Univariate Distributions 2, ch. 31
 */
export function noncentralStudentCdf(t: number, degreesOfFreedom: number, noncentrality: number): number {
  if (!(degreesOfFreedom >= 1) || !Number.isFinite(t) || !Number.isFinite(noncentrality)) {
    throw new EvidenceError('argument_out_of_range', { name: 'noncentralT', value: degreesOfFreedom });
  }
  const power = degreesOfFreedom - 1;
  const peak = Math.sqrt(power / degreesOfFreedom);
  const spread = 1 / Math.sqrt(2 * degreesOfFreedom);
  const low = Math.max(0, peak - WINDOW * spread);
  const high = peak + (WINDOW + 2) * spread;
  const logPeak = power === 0 ? 0 : power * Math.log(peak) - power / 2;
  const logDensity = (s: number): number =>
    (power === 0 ? 0 : power * Math.log(s)) - (degreesOfFreedom * s * s) / 2 - logPeak;
  const halfWidth = (high - low) / (2 * PANELS);
  let mass = 0;
  let below = 0;
  for (let panel = 0; panel < PANELS; panel += 1) {
    const centre = low + (2 * panel + 1) * halfWidth;
    for (const [node, weight] of GAUSS_LEGENDRE) {
      for (const s of [centre - node * halfWidth, centre + node * halfWidth]) {
        const density = weight * Math.exp(logDensity(s));
        mass += density;
        below += density * normalCdf(t * s - noncentrality);
      }
    }
  }
  return below / mass;
}

/**
 * The confidence interval of the noncentrality parameter behind an observed t: the parameters under which t is the
 * upper and the lower (1 - confidence) / 2 point.
 *
 * @throws EvidenceError argument_out_of_range
 * @see Steiger & Fouladi 1997, Noncentrality interval estimation
 */
export function noncentralityInterval(
  t: number,
  degreesOfFreedom: number,
  confidence: number,
): { low: number; high: number } {
  const tail = (1 - confidence) / 2;
  const reach = 10 + 3 * Math.abs(t);
  const at = (probability: number): number =>
    findRoot(
      (noncentrality) => noncentralStudentCdf(t, degreesOfFreedom, noncentrality) - probability,
      t - reach,
      t + reach,
    );
  return { low: at(1 - tail), high: at(tail) };
}
