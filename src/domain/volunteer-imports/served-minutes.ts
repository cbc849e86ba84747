import type { Cell } from '../roster/sheet.ts';

export type MinutesResult =
  | { readonly ok: true; readonly minutes: number | undefined }
  | { readonly ok: false; readonly code: 'minutes_unclear' | 'minutes_vague' | 'minutes_none' };

const MINUTES_A_DAY = 1440;
const DAY_MS = 86_400_000;
/** Day 0 of the two ways in which workbooks count days. */
const DAY_ZERO = { from1900: Date.UTC(1899, 11, 30), from1904: Date.UTC(1904, 0, 1) };

const chineseDigits: Readonly<Record<string, number>> = {
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
  十: 10,
};
const NUMBER = String.raw`(\d+(?:\.\d+)?|[一二两三四五六七八九十])`;
const hoursAndMinutes = new RegExp(
  `^(?:${NUMBER}(?:个)?(?:小时|钟头|時|时|h|hrs?|hours?)(半)?)?(?:零|又)?(?:${NUMBER}(?:分钟|分|m|mins?|minutes?))?$`,
  'u',
);
const halfHour = /^(?:半(?:个)?(?:小时|钟头))$/u;
const hoursAndHalf = new RegExp(`^${NUMBER}个半(?:小时|钟头)$`, 'u');
const clock = /^(\d{1,2}):(\d{2})(?::\d{2})?$/u;
/** Each organisation means other hours by them. */
const vague =
  /^(?:约|大约|左右)|(?:左右|余|多)$|(?:半天|[一二两三\d.]+(?:个半|个)?(?:整)?天|[上下]午|[一二两\d]*晚|半日|[一二\d]+日)/u;

/**
 * How long somebody served: `2.5`, `2.5h`, `2小时30分`, `两个半小时`, `90分钟`, `2:30`, or a cell that shows a time. `半天` is refused, since nobody knows
 * how many hours that was.
 * @param unit of a bare number
 * @returns undefined for an empty cell; whole minutes
 */
export function readServedMinutes(
  cell: Cell,
  { unit, startsIn1904 = false }: { unit: 'hours' | 'minutes'; startsIn1904?: boolean },
): MinutesResult {
  if (cell === null) return { ok: true, minutes: undefined };
  if (typeof cell === 'boolean') return { ok: false, code: 'minutes_unclear' };
  if (cell instanceof Date) {
    const zero = startsIn1904 ? DAY_ZERO.from1904 : DAY_ZERO.from1900;
    return asMinutes((cell.getTime() - zero) / 60_000);
  }
  if (typeof cell === 'number') return asMinutes(unit === 'hours' ? cell * 60 : cell);
  const text = cell
    .normalize('NFKC')
    .replace(/[\s\p{Cf}']/gu, '')
    .toLowerCase();
  if (text === '') return { ok: true, minutes: undefined };
  if (/^\d+(?:\.\d+)?$/u.test(text)) return asMinutes(unit === 'hours' ? Number(text) * 60 : Number(text));
  const [, hours, minutes] = clock.exec(text) ?? [];
  if (hours !== undefined && minutes !== undefined)
    return Number(minutes) < 60
      ? asMinutes(Number(hours) * 60 + Number(minutes))
      : { ok: false, code: 'minutes_unclear' };
  if (halfHour.test(text)) return asMinutes(30);
  const [, whole] = hoursAndHalf.exec(text) ?? [];
  if (whole !== undefined) return asMinutes((numberOf(whole) + 0.5) * 60);
  const [, wordHours, half, wordMinutes] = hoursAndMinutes.exec(text) ?? [];
  if (wordHours !== undefined || wordMinutes !== undefined)
    return asMinutes(numberOf(wordHours) * 60 + (half === undefined ? 0 : 30) + numberOf(wordMinutes));
  return { ok: false, code: vague.test(text) ? 'minutes_vague' : 'minutes_unclear' };
}

function numberOf(text: string | undefined): number {
  return text === undefined ? 0 : (chineseDigits[text] ?? Number(text));
}

/** To the nearest minute: a third of an hour is 20 of them, also where somebody wrote 0.33. */
function asMinutes(minutes: number): MinutesResult {
  const whole = Math.round(minutes);
  if (!Number.isFinite(minutes)) return { ok: false, code: 'minutes_unclear' };
  return whole > 0 ? { ok: true, minutes: whole } : { ok: false, code: 'minutes_none' };
}

export type ClockResult =
  | { readonly ok: true; readonly minuteOfDay: number | undefined }
  | { readonly ok: false; readonly code: 'clock_unclear' | 'clock_next_day' };

const writtenClock =
  /^(凌晨|上午|早上|中午|下午|傍晚|晚上|夜里|半夜|am|pm)?(\d{1,2})(?::(\d{2})(?::\d{2}(?:\.\d+)?)?|[点时](?:(\d{1,2})分?|(半))?)(am|pm)?$/u;

/** `14:00`, `下午2点半`, a whole instant of which the clock counts, or a cell that shows a time; 24:00 is the end of the day. */
export function readClock(cell: Cell): ClockResult {
  if (cell === null) return { ok: true, minuteOfDay: undefined };
  // its last half minute is of this day, and not of the next
  if (cell instanceof Date)
    return { ok: true, minuteOfDay: Math.min(Math.round(inDay(cell.getTime()) / 60_000), MINUTES_A_DAY - 1) };
  // the part of a day, where nobody gave the cell a format
  if (typeof cell === 'number')
    return cell >= 0 && cell < 1
      ? { ok: true, minuteOfDay: Math.round(cell * MINUTES_A_DAY) }
      : { ok: false, code: 'clock_unclear' };
  if (typeof cell === 'boolean') return { ok: false, code: 'clock_unclear' };
  const text = cell
    .normalize('NFKC')
    .toLowerCase()
    .replace(/^\d{4}\s*[-/.年]\s*\d{1,2}\s*[-/.月]\s*\d{1,2}\s*日?[t\s]*/u, '')
    .replace(/[\s\p{Cf}']/gu, '');
  if (text === '') return { ok: true, minuteOfDay: undefined };
  const [, before, hour, colon, points, half, after] = writtenClock.exec(text) ?? [];
  if (hour === undefined) return { ok: false, code: 'clock_unclear' };
  const minute = half === undefined ? Number(colon ?? points ?? 0) : 30;
  if (before !== undefined && after !== undefined) return { ok: false, code: 'clock_unclear' };
  const hours = hourOfDay(Number(hour), before ?? after);
  if (hours === 'next_day') return { ok: false, code: 'clock_next_day' };
  const minuteOfDay = Number(hours) * 60 + minute;
  return hours === undefined || minute > 59 || minuteOfDay > MINUTES_A_DAY
    ? { ok: false, code: 'clock_unclear' }
    : { ok: true, minuteOfDay };
}

/** What an hour is with the word beside it; undefined: the two cannot be. */
function hourOfDay(shown: number, word: string | undefined): number | 'next_day' | undefined {
  switch (word) {
    case undefined:
      return shown;
    case 'am':
      return shown > 12 ? undefined : shown % 12;
    case 'pm':
    case '下午':
    case '傍晚':
      return shown > 12 ? (shown < 24 ? shown : undefined) : (shown % 12) + 12;
    case '中午':
      if (shown >= 11 && shown <= 14) return shown;
      return shown === 1 || shown === 2 ? shown + 12 : undefined;
    case '晚上':
      if (shown === 12) return 'next_day';
      if (shown >= 17 && shown < 24) return shown;
      return shown >= 5 && shown < 12 ? shown + 12 : undefined;
    case '夜里':
    case '半夜':
      return shown === 12 ? 'next_day' : undefined;
    case '凌晨':
      return shown <= 6 ? shown : undefined;
    // 上午, 早上
    default:
      return shown <= 12 ? shown : undefined;
  }
}

function inDay(instant: number): number {
  return instant - Math.floor(instant / DAY_MS) * DAY_MS;
}
