import { isCalendarDay } from '../instant.ts';

/** A day of the calendar without time or zone, written `YYYY-MM-DD`; such strings sort by date. */
export type CalendarDay = string;

export type CalendarDayReason = 'date_format' | 'date_impossible' | 'date_time';

export type CalendarDayResult = { ok: true; day: CalendarDay } | { ok: false; reason: CalendarDayReason };

const earliestYear = 1900;
const latestYear = 2199;
const millisecondsPerDay = 86_400_000;

/** Day 1 is 1900-01-01; from day 61 on Excel counts one too many, because it believes in 1900-02-29 (day 60). */
const excelDayZero = Date.UTC(1899, 11, 31);
const excelPhantomLeapDay = 60;
const latestExcelSerial = 109_939;

/** A number of days from 1904 on is so many more from 1900 on. */
export const DAYS_TO_1904 = 1_462;

/** How far a date cell may lie before midnight and mean the day that begins then: a writer that takes the local time of 1901. */
const MIDNIGHT_MISSED_MS = 6 * 60_000;

const separatedDay = /^(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*[日号]?$/u;
const timeOfDay =
  /[T\s]+(?<hour>\d{1,2}):(?<rest>\d{2}(?::\d{2}(?:\.\d+)?)?)\s*(?<zone>Z|[+-]\d{2}:?\d{2})?$/u;
/** Midnight in China, as programs write it that count in universal time. */
const chineseMidnightHour = 16;

/**
 * Reads the ways in which Chinese spreadsheets hold a date: `2012-03-04`, `2012/3/4`, `2012.3.4`, `2012年3月4日`,
 * `20120304` (text or number), an Excel serial number (1900 system), or a date cell (midnight UTC, as spreadsheet
 * readers return it). A time of day behind the date is ignored; but an instant in universal time that is midnight in China
 * means the day that begins there, and of a later one nobody knows whose day is meant: `date_time`. Day-first and two-digit
 * years are refused as `date_format`, since nobody can tell 3/4/12 apart; days that do not exist, and years outside 1900–2199, are
 * `date_impossible`.
 * @param options.startsIn1904 a serial number counts from 1904 on
 */
export function parseCalendarDay(
  value: string | number | Date,
  { startsIn1904 = false }: { startsIn1904?: boolean } = {},
): CalendarDayResult {
  if (value instanceof Date) return fromDateCell(value);
  if (typeof value === 'number') return fromNumber(value, startsIn1904 ? DAYS_TO_1904 : 0);
  const normal = value.normalize('NFKC').trim();
  const text = normal.replace(timeOfDay, '');
  if (/^\d{8}$/u.test(text) || /^\d{5}$/u.test(text))
    return fromNumber(Number(text), startsIn1904 ? DAYS_TO_1904 : 0);
  const [, year, month, day] = separatedDay.exec(text) ?? [];
  if (year === undefined || month === undefined || day === undefined) {
    return { ok: false, reason: 'date_format' };
  }
  const time = universalTimeOf(normal);
  if (time === 'later') return { ok: false, reason: 'date_time' };
  const written = fromParts(Number(year), Number(month), Number(day));
  return written.ok && time === 'midnight' ? dayAfter(written.day) : written;
}

/** Of an instant in universal time: whether its day in China has begun already, begins with it, or is the day as written. */
function universalTimeOf(text: string): 'as_written' | 'midnight' | 'later' {
  const { hour, rest = '', zone } = timeOfDay.exec(text)?.groups ?? {};
  if (hour === undefined || zone === undefined || !/^(?:Z|[+-]00:?00)$/u.test(zone)) return 'as_written';
  if (Number(hour) < chineseMidnightHour) return 'as_written';
  return Number(hour) === chineseMidnightHour && /^[0:.]*$/u.test(rest) ? 'midnight' : 'later';
}

function dayAfter(day: CalendarDay): CalendarDayResult {
  return fromDateCell(new Date(Date.parse(day) + millisecondsPerDay));
}

/**
 * Completed years of age on a day. Someone born on 29 February completes a year on 1 March of common years.
 * @throws RangeError when either day is malformed or `day` lies before the birth.
 */
export function ageOn(birthDate: CalendarDay, day: CalendarDay): number {
  if (!isCalendarDay(birthDate) || !isCalendarDay(day)) throw new RangeError('days are written YYYY-MM-DD');
  if (day < birthDate) throw new RangeError('the day lies before the birth');
  const years = Number(day.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return day.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

function fromDateCell(cell: Date): CalendarDayResult {
  if (Number.isNaN(cell.getTime())) return { ok: false, reason: 'date_format' };
  const sinceMidnight = cell.getTime() - Math.floor(cell.getTime() / millisecondsPerDay) * millisecondsPerDay;
  if (sinceMidnight === chineseMidnightHour * 3_600_000) return { ok: false, reason: 'date_time' };
  const day = new Date(cell.getTime() + MIDNIGHT_MISSED_MS);
  return fromParts(day.getUTCFullYear(), day.getUTCMonth() + 1, day.getUTCDate());
}

function fromNumber(value: number, daysLater = 0): CalendarDayResult {
  if (!Number.isFinite(value) || value < 1) return { ok: false, reason: 'date_format' };
  const whole = Math.floor(value);
  // a bare 2012 is a year; read as a serial number it would be a day of 1905
  if (whole >= earliestYear && whole <= latestYear) return { ok: false, reason: 'date_format' };
  if (whole <= latestExcelSerial) return fromExcelSerial(value + daysLater);
  if (whole !== value || whole < 10_000_000 || whole > 99_999_999)
    return { ok: false, reason: 'date_format' };
  return fromParts(Math.floor(whole / 10_000), Math.floor(whole / 100) % 100, whole % 100);
}

function fromExcelSerial(serial: number): CalendarDayResult {
  if (Math.floor(serial) === excelPhantomLeapDay) return { ok: false, reason: 'date_impossible' };
  const days = serial > excelPhantomLeapDay ? serial - 1 : serial;
  // a serial number keeps a time of day to a millisecond or so
  const seconds = Math.round((days * millisecondsPerDay) / 1000);
  return fromDateCell(new Date(excelDayZero + seconds * 1000));
}

function fromParts(year: number, month: number, day: number): CalendarDayResult {
  const date = new Date(Date.UTC(year, month - 1, day));
  // Date rolls 30 February over into March: a day exists only when its parts come back unchanged
  const exists = date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!exists || year < earliestYear || year > latestYear) return { ok: false, reason: 'date_impossible' };
  return { ok: true, day: date.toISOString().slice(0, 10) };
}
