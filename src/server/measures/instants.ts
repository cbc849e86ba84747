import { AppError } from '../platform/errors.ts';

const EARLIEST = Date.parse('2000-01-01T00:00:00Z');
const LATEST = Date.parse('2200-01-01T00:00:00Z');

/**
 * An instant of a body. The format alone lets a leap second and the year 0 pass, which are no instants here.
 * @throws AppError invalid_request naming the field
 */
export function instantOf(text: string, path: string): Date {
  const milliseconds = Date.parse(text);
  if (milliseconds >= EARLIEST && milliseconds < LATEST) return new Date(milliseconds);
  throw new AppError('invalid_request', { fields: [{ path, code: 'field_invalid' }] });
}
