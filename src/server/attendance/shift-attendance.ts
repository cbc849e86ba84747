import type { CheckVolunteerIn, NoteAbsence, ShiftAttendanceView } from '../../contract/attendance.ts';
import type { BodyOf } from '../../contract/operation.ts';
import {
  type AbsenceReason,
  type AttendanceWay,
  refuseDeparture,
} from '../../domain/volunteers/attendance.ts';
import { checkInRulesOf, listSignUps, readShift, readSignUp } from '../opportunities/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { refuseUntimely } from './check-in.ts';
import { codeOf } from './code.ts';
import * as sql from './sql.ts';
import * as services from './sql-services.ts';

type Row = RowOf<ReturnType<typeof sql.readAttendance>>;
type Sums = RowOf<ReturnType<typeof services.sumServiceAt>>;
type Access = Pick<Reading, 'all' | 'organisationId'>;

interface Known {
  readonly signUpId: string;
  readonly volunteerId: string;
  readonly came: Row | undefined;
  readonly absentBecause: AbsenceReason | null;
  readonly served: Sums | undefined;
}

function view({ signUpId, volunteerId, came, absentBecause, served }: Known): ShiftAttendanceView {
  return {
    signUpId,
    volunteerId,
    checkInId: came?.id ?? null,
    checkedInAt: came?.in_at.toISOString() ?? null,
    checkedInBy: (came?.in_by ?? null) as AttendanceWay | null,
    checkedInMetres: came?.in_metres ?? null,
    toldInAt: came?.in_told_at.toISOString() ?? null,
    checkedOutAt: came?.out_at?.toISOString() ?? null,
    checkedOutBy: (came?.out_by ?? null) as AttendanceWay | null,
    checkedOutMetres: came?.out_metres ?? null,
    toldOutAt: came?.out_told_at?.toISOString() ?? null,
    absentBecause: came === undefined ? absentBecause : null,
    minutes: served?.is_recorded === true ? served.recorded : null,
    pendingMinutes: served?.is_pending === true ? served.pending : null,
  };
}

/** Of whom something is known: who came, was noted absent, or has hours that were entered afterwards. @throws AppError not_found */
export async function listShiftAttendance(
  reading: Reading,
  shiftId: string,
): Promise<{ items: ShiftAttendanceView[] }> {
  const items = await viewAll(reading, shiftId);
  const subjectIds = [...new Set(items.map(({ volunteerId }) => volunteerId))];
  await reading.audited({ action: 'attendance.list', subjectKind: 'volunteer', subjectIds });
  return { items };
}

/** @throws AppError not_found */
async function viewAll({ all, organisationId }: Access, shiftId: string): Promise<ShiftAttendanceView[]> {
  const of = { organisationId, shiftId };
  const [[shift], places, came, absent, sums] = await all(
    readShift(of),
    listSignUps(of),
    sql.listAttendance(of),
    sql.listAbsences(of),
    services.sumServiceAt(of),
  );
  if (shift === undefined) throw new AppError('not_found');
  const served = new Map(sums.map((sum) => [sum.volunteer_id, sum]));
  const reasons = new Map(absent.map((row) => [row.sign_up_id, row.reason as AbsenceReason]));
  const arrivals = new Map(came.map((row) => [row.sign_up_id, row]));
  // somebody who came may have been taken out of the shift since, and signed up again
  const shown = places.filter(
    ({ id, state, volunteer_id: volunteerId }) =>
      arrivals.has(id) || (state === 'confirmed' && (reasons.has(id) || served.has(volunteerId))),
  );
  return shown.map(({ id, volunteer_id: volunteerId }) =>
    view({
      signUpId: id,
      volunteerId,
      came: arrivals.get(id),
      absentBecause: reasons.get(id) ?? null,
      served: served.get(volunteerId),
    }),
  );
}

/** @throws AppError not_found */
async function viewOne(access: Access, shiftId: string, signUpId: string): Promise<ShiftAttendanceView> {
  const found = (await viewAll(access, shiftId)).find((one) => one.signUpId === signUpId);
  if (found === undefined) throw new AppError('not_found');
  return found;
}

/** The six digits of this minute, and the page that checks in with them. @throws AppError not_found */
export async function readCheckInCode(
  reading: Reading,
  shiftId: string,
): Promise<{ code: string; expiresAt: string; path: string }> {
  const { organisationId, keys, now } = reading;
  const shift = await reading.first(readShift({ organisationId, shiftId }));
  if (shift === undefined) throw new AppError('not_found');
  const { code, expiresAt } = codeOf(keys, shiftId, now);
  return { code, expiresAt: expiresAt.toISOString(), path: `/my/#check-in/${shiftId}/${code}` };
}

/** @throws AppError not_found */
async function findPlace(change: Change, signUpId: string) {
  const { organisationId } = change;
  const place = await change.first(readSignUp({ organisationId, id: signUpId }));
  const shift =
    place === undefined
      ? undefined
      : await change.first(readShift({ organisationId, shiftId: place.shift_id }));
  if (place === undefined || shift === undefined) throw new AppError('not_found');
  return { place, shift };
}

/**
 * Somebody who stands here, now.
 * @throws AppError not_found, not_signed_up, too_early, too_late, checked_in_already
 */
export async function checkVolunteerIn(
  change: Change,
  { shiftId, accountId }: { shiftId: string; accountId: string },
  { id, signUpId }: BodyOf<typeof CheckVolunteerIn>,
): Promise<ShiftAttendanceView> {
  const { organisationId, now } = change;
  const { place, shift } = await findPlace(change, signUpId);
  if (place.shift_id !== shiftId) throw new AppError('not_found');
  if (place.state !== 'confirmed') throw new AppError('not_signed_up');
  refuseUntimely(change, { rules: checkInRulesOf(shift.check_in), shift, at: now });
  const { volunteer_id: volunteerId } = place;
  const said = { organisationId, id, signUpId, shiftId, volunteerId };
  change.push(
    sql.insertAttendance({
      ...said,
      at: now,
      by: 'staff',
      metres: null,
      now,
      notedBy: accountId,
      stationId: null,
    }),
  );
  change.audit({ action: 'attendance.check_in', subjectKind: 'volunteer', subjectIds: [volunteerId] });
  return viewOne(change, shiftId, signUpId);
}

/** What a repeated request finds. @throws AppError not_found */
export async function readAttendance(reading: Reading, id: string): Promise<ShiftAttendanceView> {
  const { organisationId } = reading;
  const row = await reading.first(sql.readAttendance({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return viewOne(reading, row.shift_id, row.sign_up_id);
}

/** Checked out twice, it stays with the first. @throws AppError not_found, too_late */
export async function checkVolunteerOut(
  change: Change,
  { id, accountId }: { id: string; accountId: string },
): Promise<ShiftAttendanceView> {
  const { organisationId, now } = change;
  const row = await change.first(sql.lockAttendance({ organisationId, id }));
  const shift =
    row === undefined ? undefined : await change.first(readShift({ organisationId, shiftId: row.shift_id }));
  if (row === undefined || shift === undefined) throw new AppError('not_found');
  if (row.out_at === null) {
    const refused = refuseDeparture(
      checkInRulesOf(shift.check_in),
      { endsAt: shift.ends_at },
      {
        at: now,
        toldAt: now,
      },
    );
    if (refused !== undefined) throw new AppError(refused);
    change.push(
      sql.noteDeparture({
        organisationId,
        id,
        at: now,
        by: 'staff',
        metres: null,
        now,
        notedBy: accountId,
        stationId: null,
      }),
    );
    change.audit({
      action: 'attendance.check_out',
      subjectKind: 'volunteer',
      subjectIds: [row.volunteer_id],
    });
  }
  return viewOne(change, row.shift_id, row.sign_up_id);
}

/** Noted anew, the last reason stands. @throws AppError not_found, not_signed_up, absent_before_end, was_present */
export async function noteAbsence(
  change: Change,
  { signUpId, accountId }: { signUpId: string; accountId: string },
  { reason }: BodyOf<typeof NoteAbsence>,
): Promise<ShiftAttendanceView> {
  const { organisationId, now } = change;
  const { place, shift } = await findPlace(change, signUpId);
  if (place.state !== 'confirmed') throw new AppError('not_signed_up');
  if (shift.ends_at > now) throw new AppError('absent_before_end');
  const came = await change.first(sql.findAttendanceOf({ organisationId, signUpId }));
  if (came !== undefined) throw new AppError('was_present');
  const { volunteer_id: volunteerId, shift_id: shiftId } = place;
  change.push(sql.deleteAbsence({ organisationId, signUpId }));
  change.push(sql.putAbsence({ organisationId, signUpId, shiftId, volunteerId, reason, by: accountId, now }));
  change.audit({ action: 'attendance.absent', subjectKind: 'volunteer', subjectIds: [volunteerId] });
  return viewOne(change, shiftId, signUpId);
}

/** Withdrawn twice, it is withdrawn. @throws AppError not_found */
export async function withdrawAbsence(change: Change, signUpId: string): Promise<null> {
  const { organisationId } = change;
  const { place } = await findPlace(change, signUpId);
  change.push(sql.deleteAbsence({ organisationId, signUpId }));
  change.audit({
    action: 'attendance.absent_withdrawn',
    subjectKind: 'volunteer',
    subjectIds: [place.volunteer_id],
  });
  return null;
}
