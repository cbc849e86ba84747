import type { ErrorCode } from '../../contract/errors.ts';
import { violatedConstraint } from '../platform/database/database.ts';
import { AppError } from '../platform/work/errors.ts';

/** What the triggers of attendance and service say. */
const refusals: Readonly<Record<string, ErrorCode>> = {
  NU461: 'not_signed_up',
  NU463: 'service_decided',
  NU464: 'service_overlap',
  NU468: 'shift_moved',
  NU465: 'service_replaced',
};

/** @throws AppError as the database refused it, else the error itself */
export function refuseService(error: unknown): never {
  const { code } = error as { code?: string };
  const known = code === undefined ? undefined : refusals[code];
  if (known !== undefined) throw new AppError(known);
  // two telephones of one person
  const violated = violatedConstraint(error);
  if (violated === 'attendance_sign_up_key') throw new AppError('checked_in_already');
  if (violated === 'service_record_claim_key') throw new AppError('service_claimed');
  throw error;
}
