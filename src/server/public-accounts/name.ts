import { writtenName } from '../../domain/people/person-name.ts';
import { AppError } from '../platform/work/errors.ts';

const LONGEST = 60;
/** Of one line, and nothing in it that turns, hides or breaks what stands beside it. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\u115f\u1160\u2800\u3164\uffa0]/u;

/** A name as somebody gives it for themselves. @throws AppError invalid_request */
export function readName(given: string): string {
  const name = writtenName(given.normalize('NFKC'));
  const isName = /[\p{L}\p{N}]/u.test(name) && !UNSEEN.test(given.trim());
  if (isName && [...name].length <= LONGEST) return name;
  throw new AppError('invalid_request', { fields: [{ path: '/name', code: 'public_name_invalid' }] });
}
