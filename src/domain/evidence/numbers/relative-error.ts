/** |actual - expected| relative to the expected value, or absolute where that is zero: how tests state their digits. */
export function relativeError(actual: number, expected: number): number {
  return expected === 0 ? Math.abs(actual) : Math.abs(actual - expected) / Math.abs(expected);
}
