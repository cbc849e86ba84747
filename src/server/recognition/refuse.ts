import type { ErrorCode } from '../../contract/errors.ts';
import { violatedConstraint } from '../platform/database/database.ts';
import { AppError } from '../platform/work/errors.ts';

const byState: Readonly<Record<string, ErrorCode>> = {
  NU481: 'points_missing',
  NU482: 'evaluation_fixed',
  NU469: 'volunteer_not_accepted',
};
/** What decides between two at once. */
const byConstraint: Readonly<Record<string, ErrorCode>> = {
  volunteer_evaluation_shift_key: 'evaluation_there',
  volunteer_evaluation_service_key: 'evaluation_there',
  volunteer_evaluation_replaces_key: 'evaluation_corrected',
  team_page_name_member_fkey: 'not_found',
};

/** @throws AppError as the database refused it, else the error itself */
export function refuseRecognition(error: unknown): never {
  const { code = '' } = error as { code?: string };
  const known = byState[code] ?? byConstraint[violatedConstraint(error) ?? ''];
  throw known === undefined ? error : new AppError(known);
}
