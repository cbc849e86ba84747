import { confirmBy } from '../../domain/volunteers/sign-up.ts';
import type { Change } from '../platform/work/work.ts';
import { holdVolunteers, readCandidates } from '../volunteers/public.ts';
import { refuseTaking, refuseUnfit } from './judge.ts';
import { tellVolunteers } from './news.ts';
import { listLeft } from './sql-matching.ts';
import * as sql from './sql.ts';
import * as signUps from './sql-sign-ups.ts';

interface Offered {
  /** of the sign-up that it becomes */
  readonly id: string;
  readonly shiftId: string;
  readonly role: string;
  readonly volunteerId: string;
  /** of the staff who decided it */
  readonly accountId: string;
  /** when the shift began as it was proposed */
  readonly beginsAt: Date | undefined;
  /** somebody of the staff chose them, also where they gave the place back before */
  readonly isByHand: boolean;
}

/**
 * A free place for somebody who did not ask for it: they have it, are told so, and say within the opportunity's time that they come, else it goes
 * to others. Nobody is put into a line.
 * @returns `full`: nothing is free any more; `closed`: the shift is called off, over or begun; `moved`: it is at another time; `left`: they gave
 * the place back
 * @throws AppError shift_overlap, volunteer_not_accepted, requirement_missing
 */
export async function proposePlace(
  change: Change,
  { id, shiftId, role, volunteerId, accountId, beginsAt, isByHand }: Offered,
): Promise<'signed_up' | 'full' | 'closed' | 'moved' | 'left'> {
  const { organisationId, now } = change;
  // volunteers before places, as whoever signs up
  await change.all(holdVolunteers({ organisationId, volunteerIds: [volunteerId] }));
  const place = await change.first(signUps.lockPlace({ organisationId, shiftId, role }));
  const shift = await change.first(sql.readShift({ organisationId, shiftId }));
  if (place === undefined || shift === undefined) return 'closed';
  if (shift.state !== 'open' || shift.opportunity_state === 'closed' || shift.starts_at <= now)
    return 'closed';
  if (shift.starts_at.getTime() !== beginsAt?.getTime()) return 'moved';
  // by themselves, meanwhile
  if ((await change.first(signUps.findPlaceAt({ organisationId, shiftId, volunteerId }))) !== undefined)
    return 'signed_up';
  if (place.waiting > 0 || place.taken >= place.capacity) return 'full';
  if (!isByHand) {
    const [left] = await change.all(listLeft({ organisationId, shiftIds: [shiftId] }));
    if (left.some((row) => row.volunteer_id === volunteerId)) return 'left';
  }
  refuseUnfit(change, shift, (await readCandidates(change, [volunteerId])).get(volunteerId));
  const taken = { organisationId, id, shiftId, role, volunteerId };
  change.push(signUps.insertSignUp({ ...taken, isOverlapAllowed: false, signedBy: accountId, now }));
  const until = confirmBy(now, shift.starts_at, shift.confirm_hours);
  change.push(
    signUps.moveSignUp({ organisationId, id, state: 'confirmed', confirmBy: until, leftBecause: null, now }),
  );
  // what the trigger refuses is refused here and not at the commit
  await change.all(signUps.readSignUp({ organisationId, id })).catch(refuseTaking);
  await tellVolunteers(change, [{ id, volunteer_id: volunteerId }], 'proposed');
  change.audit({ action: 'sign_up.propose', subjectKind: 'volunteer', subjectIds: [volunteerId] });
  return 'signed_up';
}
