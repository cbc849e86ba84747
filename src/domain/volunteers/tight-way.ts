const HOUR_MS = 3_600_000;
const MINUTE_MS = 60_000;

/** When and where somebody serves. */
export interface Stay {
  /** ISO 8601 */
  readonly startsAt: string;
  readonly endsAt: string;
  readonly siteName: string;
  /** within the site, or elsewhere */
  readonly place: string;
}

/**
 * Minutes from the end of one shift to the beginning of another at another place, where less than an hour is left for the way; else
 * undefined. Nobody knows how far it is: whoever goes there does.
 */
export function tightMinutes(earlier: Stay, later: Stay): number | undefined {
  const between = Date.parse(later.startsAt) - Date.parse(earlier.endsAt);
  const isElsewhere = earlier.siteName !== later.siteName || earlier.place !== later.place;
  return isElsewhere && between >= 0 && between < HOUR_MS ? Math.round(between / MINUTE_MS) : undefined;
}
