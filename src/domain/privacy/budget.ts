/** Thousandths of epsilon: whole numbers add up without rounding. */
export type MilliEpsilon = number;

/** What all publications of one organisation may cost in a calendar year, together. */
export const YEARLY_BUDGET: MilliEpsilon = 1000;
/** A publication that cost less would be nothing but noise. */
export const SMALLEST_SPENDING: MilliEpsilon = 10;

export type SpendingDecision =
  | { readonly ok: true; readonly left: MilliEpsilon }
  | { readonly ok: false; readonly left: MilliEpsilon };

/**
 * Whether a publication may be paid for. What publications tell about one person adds up at worst, so their costs do
 * (sequential composition; Dwork & Roth 2014, section 3.5).
 */
export function decideSpending(spent: MilliEpsilon, wanted: MilliEpsilon): SpendingDecision {
  const left = Math.max(0, YEARLY_BUDGET - spent);
  const isWhole = Number.isInteger(wanted) && wanted >= SMALLEST_SPENDING;
  return isWhole && wanted <= left ? { ok: true, left: left - wanted } : { ok: false, left };
}
