import { isCalendarDay, isInstant } from '../../../domain/instant.ts';
import { AppError } from '../work/errors.ts';

/** Where a page ended, as an opaque mark: the keys of its last row. */
export function writeCursor(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** What a key of a mark has to be: an impossible one is refused here, not by the database. */
type Key = RegExp | ((key: string) => boolean);

/** @throws AppError cursor_invalid when it is not a mark of this list */
export function readCursor(cursor: string, wanted: readonly Key[]): string[] {
  let keys: unknown;
  try {
    keys = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    keys = undefined;
  }
  const isValid =
    Array.isArray(keys) &&
    keys.length === wanted.length &&
    wanted.every((key, index) => typeof keys[index] === 'string' && isKey(key, keys[index]));
  if (!isValid) throw new AppError('cursor_invalid', { fields: [{ path: 'after', code: 'cursor_invalid' }] });
  return keys as string[];
}

function isKey(wanted: Key, key: string): boolean {
  return typeof wanted === 'function' ? wanted(key) : wanted.test(key);
}

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WRITTEN_INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
export const INSTANT = (key: string): boolean => WRITTEN_INSTANT.test(key) && isInstant(key);
export const DAY = isCalendarDay;
