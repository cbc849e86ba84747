/** From very poor to very good. */
export const grades = [1, 2, 3, 4, 5] as const;

/** So many volunteers have to have evaluated before staff are told what they said: below, one of them would be known by it. */
export const TOLD_FROM = 5;
/** So long a volunteer may say something else of a shift. */
export const CHANGEABLE_DAYS = 30;

export const pointKinds = ['earned', 'reversed', 'granted', 'spent'] as const;
export type PointKind = (typeof pointKinds)[number];
export const MOST_POINTS = 100_000;
export const MOST_POINTS_PER_HOUR = 100;

/** What a volunteer's page shows beside the name, each chosen by itself. */
export const pageParts = ['organisation', 'since', 'hours', 'stars', 'certificates'] as const;
export type PagePart = (typeof pageParts)[number];

/** So many members a team has to have before its page sums them: below, one of them would be known by the sum. */
export const SUMMED_FROM = 5;
const TOLD_HOURS = 10;

/** The hours of a team as its page tells them: by tens, so that they say of one who comes or goes no more than about ten hours. */
export function teamHours(minutes: number): number {
  return Math.floor(minutes / 60 / TOLD_HOURS) * TOLD_HOURS;
}

/** Of a point: what a minute earns at one point an hour. */
export const SIXTIETHS = 60;

/**
 * Whole points of what is counted by the sixtieth, so that a quarter of an hour here and there is not lost.
 * @param sixtieths below 0 where a correction took away what was spent
 */
export function wholePoints(sixtieths: number): number {
  // never a zero below zero
  return Math.trunc(sixtieths / SIXTIETHS) + 0;
}
