const DAY_MS = 86_400_000;

/** Who was met last on that day or before has not been met for so many days. */
export function silentSinceOf(now: Date, silentDays: number | undefined): Date | undefined {
  return silentDays === undefined ? undefined : new Date(now.getTime() - silentDays * DAY_MS);
}
