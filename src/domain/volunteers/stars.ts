/** Hours from which on there is each star, rising: as regions have it, and each organisation may change it. */
export const USUAL_STAR_HOURS: readonly number[] = [100, 300, 600, 1_000, 1_500];
export const MOST_STARS = 10;
export const MOST_STAR_HOURS = 100_000;

const MINUTES_PER_HOUR = 60;

export interface Stars {
  readonly stars: number;
  /** of recorded service until the next; null: there is none */
  readonly minutesLeft: number | null;
}

/**
 * The stars of somebody who is credited with so many minutes: a star is reached with the whole of its hours.
 * @param starHours rising
 */
export function starsOf(minutes: number, starHours: readonly number[]): Stars {
  const next = starHours.findIndex((hours) => minutes < hours * MINUTES_PER_HOUR);
  const wanted = starHours[next];
  if (wanted === undefined) return { stars: starHours.length, minutesLeft: null };
  return { stars: next, minutesLeft: wanted * MINUTES_PER_HOUR - minutes };
}

/** Whether each star wants more hours than the one before. */
export function isRising(starHours: readonly number[]): boolean {
  return starHours.every((hours, at) => at === 0 || hours > (starHours[at - 1] ?? 0));
}
