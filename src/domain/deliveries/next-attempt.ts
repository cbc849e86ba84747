import { attemptAfter } from '../back-off.ts';

/** After the first failure, the second, and so on; three days and 2 h 36 min together. */
const DELAYS_MINUTES = [1, 5, 30, 120, 720, 720, 720, 720, 720, 720] as const;

/** Who waits longer than this has failed at least twice, or nobody delivers. */
export const LATE_MS = 10 * 60_000;

/** Of a delivery that failed so often, this time included (≥ 1). @returns undefined: it is given up */
export function nextAttemptAt(failures: number, now: Date): Date | undefined {
  return attemptAfter(DELAYS_MINUTES, failures, now);
}
