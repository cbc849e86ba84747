import type { ChangeShift, CreateShifts, CreateShiftsBody, ShiftView } from '../../contract/opportunities.ts';
import type { AnswerOf, BodyOf } from '../../contract/operation.ts';
import { confirmBy } from '../../domain/volunteers/sign-up.ts';
import { newId } from '../platform/database/ids.ts';
import { repetitionsOf } from '../calendar/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { conflictOf, isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { holdVolunteers } from '../volunteers/public.ts';
import { tellVolunteers } from './news.ts';
import { hold } from './opportunities.ts';
import { release } from './sign-ups.ts';
import * as sql from './sql.ts';
import * as signUps from './sql-sign-ups.ts';
import { viewShifts } from './views.ts';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** A change that whoever comes need not be asked about. */
const SLIGHT_MS = HOUR_MS / 4;
const LONGEST_MS = DAY_MS;
const LATEST_MS = 3 * 366 * DAY_MS;
const EARLIEST_MS = 366 * DAY_MS;

interface Place {
  readonly role: string;
  readonly capacity: number;
}

type Made = AnswerOf<typeof CreateShifts>;

/** @throws AppError not_found, opportunity_closed, invalid_request */
export async function createShifts(
  change: Change,
  { opportunityId, accountId }: { opportunityId: string; accountId: string },
  body: CreateShiftsBody,
): Promise<Made> {
  const { organisationId, now, timeZone } = change;
  const opportunity = await hold(change, opportunityId);
  if (opportunity.state === 'closed') throw new AppError('opportunity_closed');
  const first = readTimes(now, body);
  const places = readPlaces(body);
  const { starts, left } = await repetitionsOf(timeZone, first.startsAt, body);
  const lasts = first.endsAt.getTime() - first.startsAt.getTime();
  const isPublished = opportunity.state !== 'draft';
  for (const [index, startsAt] of starts.entries()) {
    const shiftId = index === 0 ? body.id : newId(now.getTime());
    const endsAt = new Date(startsAt.getTime() + lasts);
    const seriesId = body.recurrence === undefined ? null : body.id;
    const row = { organisationId, shiftId, opportunityId, seriesId, startsAt, endsAt, isPublished, now };
    change.push(sql.insertShift({ ...row, by: accountId }));
    for (const place of places) change.push(sql.putPlace({ organisationId, shiftId, ...place, isPublished }));
  }
  change.audit({
    action: 'shift.create',
    subjectKind: 'shift',
    subjectIds: [body.id],
    detail: { count: starts.length },
  });
  return { ...(await readMade(change, body.id)), left };
}

/** What a repeated request finds. @throws AppError not_found */
export async function readMade(reading: Pick<Reading, 'all' | 'organisationId'>, id: string): Promise<Made> {
  const { organisationId } = reading;
  const [rows] = await reading.all(sql.listSeries({ organisationId, seriesId: id }));
  const shift = await findShift(reading, id);
  return {
    ...shift,
    others: rows
      .filter((row) => row.id !== id)
      .map((row) => ({
        id: row.id,
        startsAt: row.starts_at.toISOString(),
        endsAt: row.ends_at.toISOString(),
      })),
    left: [],
  };
}

type Access = Pick<Reading, 'all' | 'organisationId'>;

/** With what it is a shift of. @throws AppError not_found */
export async function readShift(access: Access, shiftId: string): Promise<ShiftView & { title: string }> {
  const { organisationId } = access;
  const [[row]] = await access.all(sql.readShift({ organisationId, shiftId }));
  const [view] = row === undefined ? [] : await viewShifts(access, [row]);
  if (row === undefined || view === undefined) throw new AppError('not_found');
  return { ...view, title: row.title };
}

/** @throws AppError not_found */
async function findShift(access: Access, shiftId: string): Promise<ShiftView> {
  const { title: _, ...shift } = await readShift(access, shiftId);
  return shift;
}

/** @throws AppError invalid_request */
function readTimes(now: Date, entered: { startsAt: string; endsAt: string }) {
  const startsAt = new Date(entered.startsAt);
  const endsAt = new Date(entered.endsAt);
  const lasts = endsAt.getTime() - startsAt.getTime();
  const ahead = startsAt.getTime() - now.getTime();
  const refuse = (path: string, code: 'shift_ends_before' | 'shift_too_long' | 'shift_too_far') => {
    throw new AppError('invalid_request', { fields: [{ path, code }] });
  };
  if (lasts <= 0) refuse('/endsAt', 'shift_ends_before');
  if (lasts > LONGEST_MS) refuse('/endsAt', 'shift_too_long');
  if (ahead > LATEST_MS || ahead < -EARLIEST_MS) refuse('/startsAt', 'shift_too_far');
  return { startsAt, endsAt };
}

/** @throws AppError invalid_request */
function readPlaces({ capacity, roles }: { capacity?: number; roles?: readonly Place[] }): Place[] {
  if (roles === undefined && capacity === undefined)
    throw new AppError('invalid_request', { fields: [{ path: '/capacity', code: 'shift_places_missing' }] });
  if (roles === undefined) return [{ role: '', capacity: capacity ?? 0 }];
  const places = roles.map(({ role, capacity }) => ({ role: role.trim(), capacity }));
  const twice = places.findIndex(({ role }, at) => places.findIndex((one) => one.role === role) < at);
  if (twice !== -1)
    throw new AppError('invalid_request', {
      fields: [{ path: `/roles/${twice}/role`, code: 'shift_role_twice' }],
    });
  return places;
}

type Changed = AnswerOf<typeof ChangeShift>;

/**
 * Whoever has a place keeps it. Moved to another time they are asked again, and told who of them has another shift then; with fewer
 * places than are taken nobody moves up until there are enough.
 * @throws AppError not_found, version_conflict, shift_cancelled, invalid_request
 */
export async function changeShift(
  change: Change,
  shiftId: string,
  { version, body }: { version: number; body: BodyOf<typeof ChangeShift> },
): Promise<Changed> {
  const { organisationId, now } = change;
  if (body.startsAt !== undefined || body.endsAt !== undefined) await holdWhoComes(change, shiftId);
  const { places, shift, there } = await holdShift(change, shiftId);
  const after = {
    startsAt: body.startsAt ?? there.startsAt,
    endsAt: body.endsAt ?? there.endsAt,
  };
  if (shift.version !== version) {
    const sent = { ...after, capacity: body.capacity };
    if (body.roles === undefined && isMadeAlready(version, sent, there)) return { ...there, overlapping: 0 };
    throw conflictOf(body, there);
  }
  if (shift.state !== 'open') throw new AppError('shift_cancelled');
  // one number says nothing of several roles
  if (body.capacity !== undefined && places.some(({ role, capacity }) => role !== '' && capacity > 0))
    throw new AppError('invalid_request', { fields: [{ path: '/capacity', code: 'shift_has_roles' }] });
  const times = readTimes(now, after);
  if (body.capacity !== undefined || body.roles !== undefined) {
    const wanted = readPlaces({ ...body, ...(body.roles === undefined ? {} : { roles: body.roles }) });
    const isPublished = shift.is_published;
    for (const place of wanted) change.push(sql.putPlace({ organisationId, shiftId, ...place, isPublished }));
    for (const { role } of places)
      if (!wanted.some((place) => place.role === role))
        change.push(sql.putPlace({ organisationId, shiftId, role, capacity: 0, isPublished }));
  }
  const isMoved =
    times.startsAt.getTime() !== shift.starts_at.getTime() ||
    times.endsAt.getTime() !== shift.ends_at.getTime();
  const overlapping = isMoved ? await moveTimes(change, shift, times) : 0;
  change.push(
    sql.changeShift({ organisationId, shiftId, ...times, state: 'open', version: version + 1, now }),
  );
  change.audit({ action: 'shift.change', subjectKind: 'shift', subjectIds: [shiftId] });
  // who waits may have a place now
  change.ring('move-up');
  return { ...(await findShift(change, shiftId)), overlapping };
}

/** Nobody of them takes another shift until it is known whether they have one at the time. */
async function holdWhoComes(change: Change, shiftId: string): Promise<void> {
  const { organisationId } = change;
  const [rows] = await change.all(signUps.listActive({ organisationId, shiftId }));
  const volunteerIds = rows.map((row) => row.volunteer_id);
  await change.all(holdVolunteers({ organisationId, volunteerIds }));
}

interface HeldShift {
  readonly id: string;
  readonly starts_at: Date;
  readonly ends_at: Date;
}

/** @returns how many have another shift then */
async function moveTimes(
  change: Change,
  { id: shiftId, ...before }: HeldShift,
  times: { startsAt: Date; endsAt: Date },
): Promise<number> {
  const { organisationId, now } = change;
  const active = await lockActive(change, shiftId);
  const isSlight = [
    times.startsAt.getTime() - before.starts_at.getTime(),
    times.endsAt.getTime() - before.ends_at.getTime(),
  ].every((by) => Math.abs(by) <= SLIGHT_MS);
  const [moved] = await change.all(signUps.moveTimes({ organisationId, shiftId, ...times }));
  const overlapping = moved.filter((row) => row.overlaps).length;
  if (isSlight) return overlapping;
  const asking = await change.first(sql.readShift({ organisationId, shiftId }));
  const until = confirmBy(now, times.startsAt, asking?.confirm_hours ?? 0);
  // nobody loses a place within the hour in which they hear of it
  if (until.getTime() - now.getTime() >= HOUR_MS) {
    for (const row of active.filter(({ state }) => state === 'confirmed'))
      change.push(
        signUps.moveSignUp({
          organisationId,
          id: row.id,
          state: 'confirmed',
          confirmBy: until,
          leftBecause: null,
          now,
        }),
      );
  }
  // whoever waits has nothing to confirm
  const confirmed = active.filter(({ state }) => state === 'confirmed');
  await tellVolunteers(change, confirmed, 'moved');
  return overlapping;
}

/** @throws AppError not_found, version_conflict, shift_over */
export async function cancelShift(change: Change, shiftId: string, version: number): Promise<ShiftView> {
  const { organisationId, now } = change;
  const { shift, there } = await holdShift(change, shiftId);
  if (shift.state === 'cancelled') return there;
  if (shift.ends_at <= now) throw new AppError('shift_over');
  if (shift.version !== version) throw conflictOf({ state: 'cancelled' }, there);
  const active = await lockActive(change, shiftId);
  await release(change, active, 'called_off');
  const { starts_at: startsAt, ends_at: endsAt } = shift;
  change.push(
    sql.changeShift({
      organisationId,
      shiftId,
      startsAt,
      endsAt,
      state: 'cancelled',
      version: version + 1,
      now,
    }),
  );
  change.audit({ action: 'shift.cancel', subjectKind: 'shift', subjectIds: [shiftId] });
  return findShift(change, shiftId);
}

async function holdShift(change: Change, shiftId: string) {
  const { organisationId } = change;
  const [places] = await change.all(sql.lockPlaces({ organisationId, shiftId }));
  const shift = await change.first(sql.lockShift({ organisationId, shiftId }));
  if (shift === undefined) throw new AppError('not_found');
  return { places, shift, there: await findShift(change, shiftId) };
}

async function lockActive(change: Change, shiftId: string) {
  const [rows] = await change.all(signUps.lockActive({ organisationId: change.organisationId, shiftId }));
  return rows;
}
