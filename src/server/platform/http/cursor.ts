import { isInstant } from '../../../domain/instant.ts';
import { AppError } from '../work/errors.ts';

/** Where a page ended, as an opaque mark: the keys of its last row. */
export function writeCursor(keys: readonly string[]): string {
  return Buffer.from(JSON.stringify(keys)).toString('base64url');
}

/** @throws AppError cursor_invalid when it is not a mark of this list */
export function readCursor(cursor: string, patterns: readonly RegExp[]): string[] {
  let keys: unknown;
  try {
    keys = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
  } catch {
    keys = undefined;
  }
  const isValid =
    Array.isArray(keys) &&
    keys.length === patterns.length &&
    keys.every(
      (key, index) =>
        typeof key === 'string' &&
        patterns[index]?.test(key) === true &&
        (patterns[index] !== INSTANT || isInstant(key)),
    );
  if (!isValid) throw new AppError('cursor_invalid', { fields: [{ path: 'after', code: 'cursor_invalid' }] });
  return keys as string[];
}

export const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
export const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;
