/** Null for what is no number: an answer never holds NaN or an infinity. */
export function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
