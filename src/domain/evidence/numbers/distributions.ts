import betainc from '@stdlib/math-base-special-betainc';
import gammainc from '@stdlib/math-base-special-gammainc';
import chisquareQuantile from '@stdlib/stats-base-dists-chisquare-quantile';
import fQuantile from '@stdlib/stats-base-dists-f-quantile';
import standardNormalCdf from '@stdlib/stats-base-dists-normal-cdf';
import standardNormalQuantile from '@stdlib/stats-base-dists-normal-quantile';
import studentQuantile from '@stdlib/stats-base-dists-t-quantile';
import { EvidenceError } from './evidence-error.ts';

/** Below this argument the library's complement of the incomplete beta function loses digits. */
const SMALL_BETA_ARGUMENT = 1e-3;
/** Below this probability the library's normal quantile answers -Infinity. */
const DEEP_NORMAL_TAIL = 1e-12;

/**
 * P(Z > z) for a standard normal Z, by symmetry and never as 1 - P(Z <= z): exact to the last digits in both tails.
 */
export function normalUpperTail(z: number): number {
  return standardNormalCdf(-z, 0, 1);
}

/** P(Z <= z) for a standard normal Z. */
export function normalCdf(z: number): number {
  return standardNormalCdf(z, 0, 1);
}

/**
 * The z with P(Z <= z) = p. In the deep tails Newton's method runs on log P, where the plain one would never arrive.
 *
 * @throws EvidenceError argument_out_of_range unless 0 < p < 1
 */
export function normalQuantile(p: number): number {
  requireProbability(p);
  if (p >= DEEP_NORMAL_TAIL) return standardNormalQuantile(p, 0, 1);
  const logP = Math.log(p);
  let z = -Math.sqrt(-2 * logP);
  for (let step = 0; step < 50; step += 1) {
    const tail = standardNormalCdf(z, 0, 1);
    const density = Math.exp(-0.5 * z * z) / Math.sqrt(2 * Math.PI);
    const move = ((Math.log(tail) - logP) * tail) / density;
    z -= move;
    if (Math.abs(move) <= 1e-15 * Math.abs(z)) break;
  }
  return z;
}

/**
 * P(T > t) for Student's t with `degreesOfFreedom` (need not be whole), from the regularised incomplete beta function
 * (Abramowitz & Stegun 26.5.27).
 *
 * @throws EvidenceError argument_out_of_range unless degreesOfFreedom > 0 and t is a number
 */
export function studentUpperTail(t: number, degreesOfFreedom: number): number {
  requirePositive('degreesOfFreedom', degreesOfFreedom);
  if (Number.isNaN(t)) throw new EvidenceError('argument_out_of_range', { name: 't', value: 'NaN' });
  if (t < 0) return 1 - studentUpperTail(-t, degreesOfFreedom);
  if (t === Infinity) return 0;
  const square = t * t;
  if (square >= degreesOfFreedom) {
    return 0.5 * betainc(degreesOfFreedom / (degreesOfFreedom + square), degreesOfFreedom / 2, 0.5);
  }
  return 0.5 * betaUpperTail(square / (degreesOfFreedom + square), 0.5, degreesOfFreedom / 2);
}

/** The two-sided p value 2 P(T > |t|). */
export function studentTwoSided(t: number, degreesOfFreedom: number): number {
  return 2 * studentUpperTail(Math.abs(t), degreesOfFreedom);
}

/** The two-sided p value 2 P(Z > |z|). */
export function normalTwoSided(z: number): number {
  return 2 * normalUpperTail(Math.abs(z));
}

/**
 * The t with P(T <= t) = p.
 *
 * @throws EvidenceError argument_out_of_range unless 0 < p < 1 and degreesOfFreedom > 0
 */
export function studentT(p: number, degreesOfFreedom: number): number {
  requireProbability(p);
  requirePositive('degreesOfFreedom', degreesOfFreedom);
  return studentQuantile(p, degreesOfFreedom);
}

/**
 * P(X > x) for a chi-square variable.
 *
 * @throws EvidenceError argument_out_of_range unless degreesOfFreedom > 0
 */
export function chisquareUpperTail(x: number, degreesOfFreedom: number): number {
  requirePositive('degreesOfFreedom', degreesOfFreedom);
  return x <= 0 ? 1 : gammainc(x / 2, degreesOfFreedom / 2, true, true);
}

/**
 * The x with P(X <= x) = p for a chi-square variable.
 *
 * @throws EvidenceError argument_out_of_range unless 0 < p < 1 and degreesOfFreedom > 0
 */
export function chisquareAt(p: number, degreesOfFreedom: number): number {
  requireProbability(p);
  requirePositive('degreesOfFreedom', degreesOfFreedom);
  return chisquareQuantile(p, degreesOfFreedom);
}

/**
 * P(F > f) for Fisher's F (Abramowitz & Stegun 26.6.2), taken from whichever side of the beta function is small.
 *
 * @throws EvidenceError argument_out_of_range unless both degrees of freedom are positive
 */
export function fisherUpperTail(f: number, numerator: number, denominator: number): number {
  requirePositive('numerator', numerator);
  requirePositive('denominator', denominator);
  if (f <= 0) return 1;
  const total = numerator * f + denominator;
  const share = (numerator * f) / total;
  if (share < 0.5) return betaUpperTail(share, numerator / 2, denominator / 2);
  return betainc(denominator / total, denominator / 2, numerator / 2);
}

/**
 * The f with P(F <= f) = p.
 *
 * @throws EvidenceError argument_out_of_range unless 0 < p < 1 and both degrees of freedom are positive
 */
export function fisherAt(p: number, numerator: number, denominator: number): number {
  requireProbability(p);
  requirePositive('numerator', numerator);
  requirePositive('denominator', denominator);
  return fQuantile(p, numerator, denominator);
}

function betaUpperTail(x: number, a: number, b: number): number {
  // close to 1 the subtraction is exact to the last digit, the library's complement is not
  return x < SMALL_BETA_ARGUMENT && a <= 1 ? 1 - betainc(x, a, b) : betainc(x, a, b, true, true);
}

function requireProbability(p: number): void {
  if (!(p > 0 && p < 1))
    throw new EvidenceError('argument_out_of_range', { name: 'probability', value: String(p) });
}

function requirePositive(name: string, value: number): void {
  if (!(value > 0 && value < Infinity)) {
    throw new EvidenceError('argument_out_of_range', { name, value: String(value) });
  }
}
