import type { CheckIn, CheckInView, CheckOut } from '../../contract/attendance.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { clockTimeIn } from '../../domain/calendar/clock-time.ts';
import {
  type AttendanceWay,
  type CheckInRules,
  checkInOpens,
  refuseArrival,
  refuseDeparture,
} from '../../domain/volunteers/attendance.ts';
import type { Attempts } from '../identity/public.ts';
import { checkInRulesOf, findOwnEntry, findPlaceAt, readShift } from '../opportunities/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import type { Creation } from '../platform/work/creation.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading, Work } from '../platform/work/work.ts';
import { findAmongOwn, type Holder, type OwnParts } from '../volunteers/public.ts';
import { metresFrom, proveByCode, timeOf } from './evidence.ts';
import { refuseService } from './refuse.ts';
import * as sql from './sql.ts';

export interface AttendanceParts extends OwnParts {
  /** wrong codes */
  readonly attempts: Attempts;
}

type Row = RowOf<ReturnType<typeof sql.readAttendance>>;

/** What whoever checked in sees of it. */
export function viewCheckIn(row: Row): CheckInView {
  return {
    id: row.id,
    shiftId: row.shift_id,
    signUpId: row.sign_up_id,
    checkedInAt: row.in_at.toISOString(),
    checkedInBy: row.in_by as AttendanceWay,
    checkedOutAt: row.out_at?.toISOString() ?? null,
    checkedOutBy: row.out_by as AttendanceWay | null,
  };
}

/**
 * Sent again after an answer was lost, it is the same check-in, whatever the code is by then.
 * @throws AppError not_found, volunteer_not_member, not_signed_up, code_invalid, attempts_delayed, too_early, too_late, too_far,
 * position_missing, checked_in_already, shift_moved, id_taken
 */
export async function checkIn(
  parts: AttendanceParts,
  holder: Holder,
  { shiftId, creation, body }: { shiftId: string; creation: Creation; body: BodyOf<typeof CheckIn> },
): Promise<CheckInView> {
  const { organisationId, entryId, siteId } = await findOwnEntry(parts, holder, shiftId);
  const own = parts.openOwn(organisationId, entryId, holder.origin);
  return own
    .create(creation, {
      make: (change) => arrive(parts, change, { shiftId, siteId, volunteerId: entryId, body }),
      readBack: (reading) => readCheckIn(reading, body.id),
      shared: true,
    })
    .catch(refuseService);
}

async function arrive(
  parts: AttendanceParts,
  change: Change,
  {
    shiftId,
    siteId,
    volunteerId,
    body,
  }: { shiftId: string; siteId: string; volunteerId: string; body: BodyOf<typeof CheckIn> },
): Promise<CheckInView> {
  const { organisationId, now } = change;
  const { id, code } = body;
  const [[shift], [place], [known], [station]] = await change.all(
    readShift({ organisationId, shiftId }),
    findPlaceAt({ organisationId, shiftId, volunteerId }),
    sql.readAttendance({ organisationId, id }),
    sql.readStationCode({ organisationId, siteId }),
  );
  // this very request, again: its id is claimed, and what stands there is read back
  if (known !== undefined) return viewCheckIn(known);
  if (shift === undefined) throw new AppError('not_found');
  if (place === undefined) throw new AppError('not_signed_up');
  const rules = checkInRulesOf(shift.check_in);
  const at = body.at === undefined ? undefined : new Date(body.at);
  const proven = await proveByCode(parts, change, { shiftId, station, volunteerId }, { code, at });
  refuseUntimely(change, { rules, shift, at: proven.at });
  const metres = metresFrom(rules, body.position);
  const said = { organisationId, id, signUpId: place.id, shiftId, volunteerId };
  change.push(sql.insertAttendance({ ...said, ...proven, metres, now, notedBy: null }));
  change.audit({ action: 'attendance.check_in', subjectKind: 'volunteer', subjectIds: [volunteerId] });
  return {
    id,
    shiftId,
    signUpId: place.id,
    checkedInAt: proven.at.toISOString(),
    checkedInBy: proven.by,
    checkedOutAt: null,
    checkedOutBy: null,
  };
}

interface ShiftRow {
  readonly starts_at: Date;
  readonly ends_at: Date;
}

/** @throws AppError too_early, too_late */
export function refuseUntimely(
  { now, timeZone }: Pick<Reading, 'now' | 'timeZone'>,
  { rules, shift, at }: { rules: CheckInRules; shift: ShiftRow; at: Date },
): void {
  const times = { startsAt: shift.starts_at, endsAt: shift.ends_at };
  const refused = refuseArrival(rules, times, { at, toldAt: now });
  if (refused === undefined) return;
  const from = clockTimeIn(timeZone, checkInOpens(rules, shift.starts_at).toISOString()).replace('T', ' ');
  throw new AppError(refused, { parameters: { from } });
}

/** @throws AppError not_found */
async function readCheckIn(reading: Reading, id: string): Promise<CheckInView> {
  const { organisationId } = reading;
  const row = await reading.first(sql.readAttendance({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return viewCheckIn(row);
}

/** The organisation where a check-in of one's own is, as one sees it. @throws AppError not_found */
function findOwn(parts: AttendanceParts, holder: Holder, id: string): Promise<Work> {
  return findAmongOwn(parts, holder, (reading) =>
    reading.first(sql.readAttendance({ organisationId: reading.organisationId, id })),
  );
}

/**
 * Checked out twice, it stays with the first.
 * @throws AppError not_found, code_invalid, attempts_delayed, too_late, too_far, position_missing, shift_moved, invalid_request
 */
export async function checkOut(
  parts: AttendanceParts,
  holder: Holder,
  { id, body }: { id: string; body: BodyOf<typeof CheckOut> },
): Promise<CheckInView> {
  const own = await findOwn(parts, holder, id);
  return own.change((change) => depart(parts, change, { id, body })).catch(refuseService);
}

async function depart(
  parts: AttendanceParts,
  change: Change,
  { id, body }: { id: string; body: BodyOf<typeof CheckOut> },
): Promise<CheckInView> {
  const { organisationId, now } = change;
  const row = await change.first(sql.lockAttendance({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.out_at !== null) return viewCheckIn(row);
  const shift = await change.first(readShift({ organisationId, shiftId: row.shift_id }));
  if (shift === undefined) throw new AppError('not_found');
  const rules = checkInRulesOf(shift.check_in);
  const told = await departureOf(parts, change, { row, siteId: shift.site_id, rules, body });
  const at = notBefore(row.in_at, told.at);
  const refused = refuseDeparture(rules, { endsAt: shift.ends_at }, { at, toldAt: now });
  if (refused !== undefined) throw new AppError(refused);
  const metres = told.by === 'self' ? null : metresFrom(rules, body.position);
  const { by, stationId } = told;
  change.push(sql.noteDeparture({ organisationId, id, at, by, metres, now, notedBy: null, stationId }));
  change.audit({
    action: 'attendance.check_out',
    subjectKind: 'volunteer',
    subjectIds: [row.volunteer_id],
  });
  return { ...viewCheckIn(row), checkedOutAt: at.toISOString(), checkedOutBy: told.by };
}

/** By the code where one is shown or asked for, else by what the volunteer says. @throws AppError code_invalid, attempts_delayed */
async function departureOf(
  parts: AttendanceParts,
  change: Change,
  {
    row,
    siteId,
    rules,
    body,
  }: { row: Row; siteId: string; rules: CheckInRules; body: BodyOf<typeof CheckOut> },
): Promise<{ by: 'code' | 'station' | 'self'; at: Date; stationId: string | null }> {
  const at = body.at === undefined ? undefined : new Date(body.at);
  const { code } = body;
  if (code === undefined) {
    if (!rules.asksCodeAtEnd) return { by: 'self', at: timeOf(at, change.now), stationId: null };
    throw new AppError('code_invalid', { fields: [{ path: '/code', code: 'check_in_code_wrong' }] });
  }
  const { shift_id: shiftId, volunteer_id: volunteerId } = row;
  const station = await change.first(sql.readStationCode({ organisationId: change.organisationId, siteId }));
  return proveByCode(parts, change, { shiftId, station, volunteerId }, { code, at });
}

/** Clocks of two devices differ by as much. */
const CLOCKS_MS = 5 * 60_000;

/** @throws AppError invalid_request */
function notBefore(checkedIn: Date, at: Date): Date {
  if (at >= checkedIn) return at;
  if (checkedIn.getTime() - at.getTime() <= CLOCKS_MS) return checkedIn;
  throw new AppError('invalid_request', { fields: [{ path: '/at', code: 'check_out_before_check_in' }] });
}
