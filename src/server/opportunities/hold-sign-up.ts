import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import * as signUps from './sql-sign-ups.ts';

/** A sign-up held behind the places of its shift, as everywhere. Undefined: it is not the actor's to see. */
export async function holdBehindPlaces(change: Change, { id, shiftId }: { id: string; shiftId: string }) {
  const { organisationId } = change;
  const [, [row]] = await change.all(
    signUps.holdPlaces({ organisationId, shiftId }),
    signUps.lockSignUp({ organisationId, id }),
  );
  return row;
}

/** The same by its id alone. @throws AppError not_found */
export async function holdSignUp(change: Change, id: string) {
  const { organisationId } = change;
  const known = await change.first(signUps.readSignUp({ organisationId, id }));
  const row =
    known === undefined ? undefined : await holdBehindPlaces(change, { id, shiftId: known.shift_id });
  if (row === undefined) throw new AppError('not_found');
  return row;
}
