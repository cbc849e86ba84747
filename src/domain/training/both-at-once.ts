/** How long somebody was at a lesson. */
export interface Attended {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly minutes: number;
}

const MINUTE_MS = 60_000;

/**
 * Whether somebody who was at others was at this lesson as well, by the clock: between no two instants, this one between them, more of
 * the time of those that lie between them than there is. That is enough: whoever goes on with what ends first finds the time for all.
 */
export function isPossibleBeside(one: Attended, others: readonly Attended[]): boolean {
  const all = [one, ...others];
  const starts = all.map(({ startsAt }) => startsAt).filter((from) => from <= one.startsAt);
  const ends = all.map(({ endsAt }) => endsAt).filter((until) => until >= one.endsAt);
  return starts.every((from) =>
    ends.every((until) => {
      const within = all.filter(({ startsAt, endsAt }) => startsAt >= from && endsAt <= until);
      const minutes = within.reduce((sum, attended) => sum + attended.minutes, 0);
      return minutes * MINUTE_MS <= until.getTime() - from.getTime();
    }),
  );
}
