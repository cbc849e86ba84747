/**
 * Shares as whole per cent that add up to 100: each is rounded down, and what is missing goes to those that lost most by it (largest
 * remainders). All zero where there is nothing to share.
 */
export function wholePerCents(parts: readonly number[]): number[] {
  const whole = parts.reduce((sum, part) => sum + part, 0);
  if (whole <= 0) return parts.map(() => 0);
  const exact = parts.map((part) => (100 * part) / whole);
  const shares = exact.map((share) => Math.floor(share));
  const missing = 100 - shares.reduce((sum, share) => sum + share, 0);
  const byLoss = exact
    .map((share, at) => ({ at, lost: share - Math.floor(share) }))
    .toSorted((one, other) => other.lost - one.lost || one.at - other.at);
  for (const { at } of byLoss.slice(0, missing)) shares[at] = (shares[at] ?? 0) + 1;
  return shares;
}
