import { coveredMinutes } from '../calendar/covered-minutes.ts';

/** How long somebody was at a lesson. */
export interface Attended {
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly minutes: number;
}

/** Whether somebody was at both, by the clock: of the time of the two together no more than it has. */
export function areBothPossible(one: Attended, other: Attended): boolean {
  const spans = [one, other].map(({ startsAt, endsAt }) => ({
    from: startsAt.getTime(),
    until: endsAt.getTime(),
  }));
  return one.minutes + other.minutes <= coveredMinutes(spans);
}
