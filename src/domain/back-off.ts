const MINUTE = 60_000;

/**
 * When something that failed is tried again. Counted by attempts and not by the clock: a server that was down for a week has
 * tried nothing meanwhile.
 * @param delays minutes after the first failure, the second, and so on
 * @param failures how often it failed so far, this time included (≥ 1)
 * @returns undefined: never by itself, somebody has to look
 */
export function attemptAfter(delays: readonly number[], failures: number, now: Date): Date | undefined {
  const minutes = delays[failures - 1];
  return minutes === undefined ? undefined : new Date(now.getTime() + minutes * MINUTE);
}
