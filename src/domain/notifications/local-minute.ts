const MINUTE = 60_000;
const DAY_MINUTES = 24 * 60;

const formats = new Map<string, Intl.DateTimeFormat>();

/** Minute of the day (0 to 1439) that an instant falls on in a time zone. */
export function minuteIn(timeZone: string, instant: Date): number {
  let format = formats.get(timeZone);
  if (format === undefined) {
    const parts = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    format = new Intl.DateTimeFormat('en-GB', { timeZone, ...parts });
    formats.set(timeZone, format);
  }
  const [hours = 0, minutes = 0] = format.format(instant).split(':').map(Number);
  return hours * 60 + minutes;
}

/**
 * The first instant at or after `from` at which it is that minute of the day in the zone. On a day whose clocks leave the minute
 * out it is the first instant after the gap.
 */
export function nextMinuteIn(timeZone: string, from: Date, minute: number): Date {
  const now = minuteIn(timeZone, from);
  if (now === minute) return from;
  const begun = from.getTime() - (from.getTime() % MINUTE);
  const ahead = (minute - now + DAY_MINUTES) % DAY_MINUTES;
  const guess = new Date(begun + ahead * MINUTE);
  // the clocks may have been changed between the two: at most by two hours, to either side
  const off = minuteIn(timeZone, guess) - minute;
  const drift = off > DAY_MINUTES / 2 ? off - DAY_MINUTES : off < -DAY_MINUTES / 2 ? off + DAY_MINUTES : off;
  const mended = new Date(guess.getTime() - drift * MINUTE);
  return mended < from || minuteIn(timeZone, mended) !== minute ? guess : mended;
}
