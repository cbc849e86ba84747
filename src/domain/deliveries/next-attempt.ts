const MINUTE = 60_000;

/** After the first failure, the second, and so on; three days and 2 h 36 min together. */
const DELAYS_MINUTES = [1, 5, 30, 120, 720, 720, 720, 720, 720, 720] as const;

/** Who waits longer than this has failed at least twice, or nobody delivers. */
export const LATE_MS = 10 * MINUTE;

/**
 * When a delivery that failed is tried again. Counted by attempts and not by the clock: a server that was down for a week
 * has tried nothing meanwhile.
 * @param failures how often it failed so far, this time included (≥ 1)
 * @returns undefined: never by itself, somebody has to look
 */
export function nextAttemptAt(failures: number, now: Date): Date | undefined {
  const minutes = DELAYS_MINUTES[failures - 1];
  return minutes === undefined ? undefined : new Date(now.getTime() + minutes * MINUTE);
}
