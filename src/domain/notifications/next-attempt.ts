const MINUTE = 60_000;

/** After the first failure, the second, and so on: 5 h 23 min together, since a message a day later helps nobody. */
const DELAYS_MINUTES = [1, 2, 5, 15, 60, 240] as const;

/**
 * When a message that failed is tried again.
 * @param failures how often it failed so far, this time included (≥ 1)
 * @returns undefined: never by itself, somebody has to look
 */
export function nextAttemptAt(failures: number, now: Date): Date | undefined {
  const minutes = DELAYS_MINUTES[failures - 1];
  return minutes === undefined ? undefined : new Date(now.getTime() + minutes * MINUTE);
}
