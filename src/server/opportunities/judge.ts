import { nameOfRequirement } from '../../domain/volunteers/qualification-words.ts';
import { missingOn, type MissingRequirement } from '../../domain/volunteers/requirements.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import type { ShiftCandidate } from '../volunteers/public.ts';
import { requirementsOf } from './views.ts';

interface AskingShift {
  readonly starts_at: Date;
  readonly requirements: unknown;
}

/** Which of the shift's requirements somebody does not meet on its day, as things are now. */
export function missingFor(
  { timeZone }: Pick<Reading, 'timeZone'>,
  shift: AskingShift,
  candidate: ShiftCandidate,
): MissingRequirement[] {
  return missingOn(requirementsOf(shift.requirements), candidate, dayIn(timeZone, shift.starts_at));
}

/** @throws AppError volunteer_not_accepted, requirement_missing */
export function refuseUnfit(
  reading: Pick<Reading, 'timeZone'>,
  shift: AskingShift,
  candidate: ShiftCandidate | undefined,
): void {
  if (candidate?.state !== 'accepted') throw new AppError('volunteer_not_accepted');
  const missing = missingFor(reading, shift, candidate);
  if (missing.length === 0) return;
  const names = missing.map(nameOfRequirement);
  throw new AppError('requirement_missing', {
    parameters: {
      missing: { zh: names.map(({ zh }) => zh).join('、'), en: names.map(({ en }) => en).join(', ') },
    },
    fields: missing.map((code) => ({
      path: `/requirements/${code}`,
      code: 'requirement_absent' as const,
      parameters: { missing: nameOfRequirement(code) },
    })),
  });
}

/** What app.take_place, app.keep_sign_up and app.keep_attended say. */
const refusals = {
  NU451: 'volunteer_not_accepted',
  NU452: 'shift_role_unknown',
  NU453: 'shift_closed',
  NU454: 'shift_overlap',
  NU466: 'shift_at_work',
  NU467: 'shift_people_there',
} as const;

/** @throws AppError as the database refused it, else the error itself */
export function refuseTaking(error: unknown): never {
  const { code } = error as { code?: string };
  const known = code === undefined ? undefined : refusals[code as keyof typeof refusals];
  throw known === undefined ? error : new AppError(known);
}
