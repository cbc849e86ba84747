/** Wrong attempts in a row, as far as they are not forgotten yet. */
export interface Failures {
  readonly count: number;
  /** milliseconds since 1970 */
  readonly lastAt: number;
}

/** Mistypings that cost nothing. */
const FREE = 4;
const FIRST_DELAY_MS = 2_000;
/** 288 guesses a day at most, for each name from each address. */
const LONGEST_DELAY_MS = 5 * 60_000;
const FORGOTTEN_EACH_MS = 10 * 60_000;

export function countFailure(failures: Failures | undefined, now: number): Failures {
  return { count: failuresAt(failures, now) + 1, lastAt: now };
}

/** Milliseconds until the next attempt is looked at; 0: at once. Asking meanwhile prolongs nothing. */
export function delayLeft(failures: Failures | undefined, now: number): number {
  if (failures === undefined || failures.count <= FREE) return 0;
  const delay = Math.min(LONGEST_DELAY_MS, FIRST_DELAY_MS * 2 ** (failures.count - FREE - 1));
  return Math.max(0, failures.lastAt + delay - now);
}

/** One failure is forgotten with every ten minutes without another. */
function failuresAt(failures: Failures | undefined, now: number): number {
  if (failures === undefined) return 0;
  return Math.max(0, failures.count - Math.floor((now - failures.lastAt) / FORGOTTEN_EACH_MS));
}
