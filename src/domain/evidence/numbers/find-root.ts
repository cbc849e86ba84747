import { EvidenceError } from './evidence-error.ts';

const MAXIMUM_STEPS = 200;

/**
 * A root of a continuous function between two points where its signs differ, to the last digits of a double.
 *
 * @throws EvidenceError argument_out_of_range when the signs at both ends agree
 * @see Brent 1973, Algorithms for Minimization without Derivatives, ch. 4
 */
export function findRoot(value: (x: number) => number, low: number, high: number): number {
  let a = low;
  let b = high;
  let atA = value(a);
  let atB = value(b);
  if (atA === 0) return a;
  if (atB === 0) return b;
  if (atA > 0 === atB > 0 || Number.isNaN(atA) || Number.isNaN(atB)) {
    throw new EvidenceError('argument_out_of_range', { name: 'bracket', value: `${low}..${high}` });
  }
  let c = a;
  let atC = atA;
  let step = b - a;
  let previousStep = step;
  for (let count = 0; count < MAXIMUM_STEPS; count += 1) {
    if (Math.abs(atC) < Math.abs(atB)) {
      [a, b, c] = [b, c, b];
      [atA, atB, atC] = [atB, atC, atB];
    }
    const tolerance = Number.EPSILON * Math.abs(b);
    const half = (c - b) / 2;
    if (Math.abs(half) <= tolerance || atB === 0) return b;
    const proposal = interpolate(a, b, c, atA, atB, atC);
    const useful =
      Math.abs(previousStep) > tolerance &&
      Math.abs(atA) > Math.abs(atB) &&
      proposal / half > 0 &&
      Math.abs(proposal) < Math.min(1.5 * Math.abs(half), Math.abs(previousStep) / 2);
    previousStep = useful ? step : half;
    step = useful ? proposal : half;
    a = b;
    atA = atB;
    b += Math.abs(step) > tolerance ? step : Math.sign(half) * Math.max(tolerance, Number.MIN_VALUE);
    atB = value(b);
    if (atB > 0 === atC > 0) {
      c = a;
      atC = atA;
      step = b - a;
      previousStep = step;
    }
  }
  return b;
}

/** Inverse quadratic interpolation through three points, or the secant through two: the move from b. */
function interpolate(a: number, b: number, c: number, atA: number, atB: number, atC: number): number {
  const ratio = atB / atA;
  if (a === c) return ((c - b) * ratio) / (ratio - 1);
  const q = atA / atC;
  const r = atB / atC;
  const numerator = ratio * ((c - b) * q * (q - r) - (b - a) * (r - 1));
  return -numerator / ((q - 1) * (r - 1) * (ratio - 1));
}
