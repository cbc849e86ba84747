/** RFC 3339 with a zone. */
const INSTANT = /^(\d{4}-\d\d-\d\d)[Tt](\d\d):(\d\d):(\d\d)(?:\.\d{1,9})?(?:[Zz]|[+-](\d\d):(\d\d))$/;
const DAY = /^(\d{4})-(\d\d)-(\d\d)$/;

/** Years in which somebody whom we serve can be born or met. */
const EARLIEST = Date.UTC(1900, 0, 1);
const LATEST = Date.UTC(2200, 0, 1);

/** A day that the calendar holds (no 30 February), from 1900 to 2199. */
export function isCalendarDay(text: string): boolean {
  const [, year = '', month = '', day = ''] = DAY.exec(text) ?? [];
  const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
  return isWithin(date.getTime()) && date.toISOString().startsWith(text) && text !== '';
}

/**
 * An instant that clock and calendar hold, from 1900 to 2199. RFC 3339 allows a leap second; no `Date` and no column
 * here can hold one.
 */
export function isInstant(text: string): boolean {
  const [, day = '', hour, minute, second, zoneHour = '0', zoneMinute = '0'] = INSTANT.exec(text) ?? [];
  const isClock = Number(hour) < 24 && Number(minute) < 60 && Number(second) < 60;
  const isZone = Number(zoneHour) < 24 && Number(zoneMinute) < 60;
  return isCalendarDay(day) && isClock && isZone && isWithin(Date.parse(text));
}

function isWithin(milliseconds: number): boolean {
  return milliseconds >= EARLIEST && milliseconds < LATEST;
}

/** One spelling of an instant, so that the same instant compares equal. */
export function plainInstant(instant: string): string {
  return new Date(instant).toISOString();
}
