import { EvidenceError } from '../numbers/evidence-error.ts';

export type Adjustment = 'holm' | 'benjamini-hochberg';

/**
 * p values adjusted for their number, in the given order: Holm keeps the chance of any false positive, Benjamini and
 * Hochberg the expected share of false ones among the positives. For all outcomes but the one primary.
 *
 * @throws EvidenceError argument_out_of_range for a p value outside [0, 1]
 * @see Holm 1979, Scandinavian Journal of Statistics 6:65-70; Benjamini & Hochberg 1995, JRSS B 57:289-300
 */
export function adjustPValues(pValues: readonly number[], adjustment: Adjustment): number[] {
  const bad = pValues.find((p) => !(p >= 0 && p <= 1));
  if (bad !== undefined) throw new EvidenceError('argument_out_of_range', { name: 'p', value: String(bad) });
  const count = pValues.length;
  const isHolm = adjustment === 'holm';
  const sign = isHolm ? 1 : -1;
  const order = [...pValues.keys()].sort((a, b) => sign * ((pValues[a] ?? 0) - (pValues[b] ?? 0)));
  const adjusted = pValues.map(() => 0);
  // Holm climbs from the smallest and never falls, Benjamini-Hochberg descends from the largest and never rises
  let bound = isHolm ? 0 : 1;
  for (const [step, index] of order.entries()) {
    const p = pValues[index] ?? 0;
    const own = Math.min(1, isHolm ? p * (count - step) : p * (count / (count - step)));
    bound = isHolm ? Math.max(bound, own) : Math.min(bound, own);
    adjusted[index] = bound;
  }
  return adjusted;
}
