import { attemptAfter } from '../back-off.ts';

/** After the first failure, the second, and so on: 5 h 23 min together, since a message a day later helps nobody. */
const DELAYS_MINUTES = [1, 2, 5, 15, 60, 240] as const;

/** Of a message that failed so often, this time included (≥ 1). @returns undefined: it is given up */
export function nextAttemptAt(failures: number, now: Date): Date | undefined {
  return attemptAfter(DELAYS_MINUTES, failures, now);
}
