import type { AssignVolunteer, SignUpView, VolunteerShiftView } from '../../contract/opportunities.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { isActive, type LeavingReason, type SignUpState } from '../../domain/volunteers/sign-up.ts';
import { type Stay, tightMinutes } from '../../domain/volunteers/tight-way.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { readCandidates } from '../volunteers/public.ts';
import { missingFor, refuseUnfit } from './judge.ts';
import { holdSignUp } from './hold-sign-up.ts';
import { type News, tellVolunteers } from './news.ts';
import * as sql from './sql.ts';
import * as signUps from './sql-sign-ups.ts';
import { viewSignUp } from './views.ts';

const order: Readonly<Record<SignUpState, number>> = {
  confirmed: 0,
  waitlisted: 1,
  cancelled: 2,
  lapsed: 2,
  removed: 2,
};

/** Places first, then who waits in order, then who left. @throws AppError not_found */
export async function listSignUps(reading: Reading, shiftId: string): Promise<{ items: SignUpView[] }> {
  const items = await viewAll(reading, shiftId);
  const subjectIds = [...new Set(items.map(({ volunteerId }) => volunteerId))];
  await reading.audited({ action: 'sign_up.list', subjectKind: 'volunteer', subjectIds });
  return { items };
}

/** @throws AppError not_found */
async function viewAll(
  reading: Pick<Reading, 'all' | 'organisationId' | 'keys' | 'timeZone'>,
  shiftId: string,
): Promise<SignUpView[]> {
  const { organisationId } = reading;
  const [[shift], rows] = await reading.all(
    sql.readShift({ organisationId, shiftId }),
    signUps.listSignUps({ organisationId, shiftId }),
  );
  if (shift === undefined) throw new AppError('not_found');
  const volunteerIds = [...new Set(rows.map((row) => row.volunteer_id))];
  const [candidates, beside] = await Promise.all([
    readCandidates(reading, volunteerIds),
    listWays(reading, shift, rows),
  ]);
  const waiting = new Map<string, number>();
  const items = rows.map((row): SignUpView => {
    const state = row.state as SignUpState;
    const candidate = candidates.get(row.volunteer_id);
    const ahead = waiting.get(row.role) ?? 0;
    if (state === 'waitlisted') waiting.set(row.role, ahead + 1);
    return {
      ...viewSignUp(row),
      volunteerId: row.volunteer_id,
      volunteerNumber: candidate?.number ?? '',
      name: candidate?.name ?? null,
      phone: isActive(state) ? (candidate?.phone ?? null) : null,
      position: state === 'waitlisted' ? ahead + 1 : null,
      isOverlapAllowed: row.is_overlap_allowed,
      missing: candidate === undefined || !isActive(state) ? [] : missingFor(reading, shift, candidate),
      tightWays: isActive(state) ? (beside.get(row.volunteer_id) ?? []) : [],
      isFirst: Boolean(row.is_first),
      leftBecause: row.left_because as LeavingReason | null,
      changedAt: row.changed_at.toISOString(),
    };
  });
  return items.sort((left, right) => order[left.status] - order[right.status]);
}

type ShiftRow = RowOf<ReturnType<typeof sql.readShift>>;
type Way = SignUpView['tightWays'][number];

/** By volunteer: what they have at other places so shortly before or after a shift that there is hardly time for the way. */
async function listWays(
  { all, organisationId }: Pick<Reading, 'all' | 'organisationId'>,
  shift: ShiftRow,
  rows: readonly RowOf<ReturnType<typeof signUps.listSignUps>>[],
): Promise<ReadonlyMap<string, Way[]>> {
  const active = rows.filter(({ state }) => isActive(state as SignUpState));
  if (active.length === 0) return new Map();
  const [beside] = await all(
    signUps.listBeside({
      organisationId,
      shiftId: shift.id,
      volunteerIds: active.map((row) => row.volunteer_id),
      endsAfter: new Date(shift.starts_at.getTime() - HOUR_MS),
      startsBefore: new Date(shift.ends_at.getTime() + HOUR_MS),
    }),
  );
  const here = stayOf(shift);
  const ways = new Map<string, Way[]>();
  for (const row of beside) {
    const there = stayOf(row);
    const before = tightMinutes(there, here);
    const minutes = before ?? tightMinutes(here, there);
    if (minutes === undefined) continue;
    const way = { title: row.title, siteName: row.site_name, isBefore: before !== undefined, minutes };
    ways.set(row.volunteer_id, [...(ways.get(row.volunteer_id) ?? []), way]);
  }
  return ways;
}

function stayOf(row: Pick<ShiftRow, 'starts_at' | 'ends_at' | 'site_name' | 'place'>): Stay {
  return {
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    siteName: row.site_name,
    place: row.place,
  };
}

const HOUR_MS = 3_600_000;
const YEAR_MS = 366 * 86_400_000;

/** Of one volunteer, the latest first. @throws AppError not_found */
export async function listVolunteerShifts(
  reading: Reading,
  volunteerId: string,
): Promise<{ items: VolunteerShiftView[] }> {
  const { organisationId, now } = reading;
  const since = new Date(now.getTime() - YEAR_MS);
  const [rows] = await reading.all(signUps.listOwnSignUps({ organisationId, volunteerId, since }));
  if (!(await readCandidates(reading, [volunteerId])).has(volunteerId)) throw new AppError('not_found');
  await reading.audited({ action: 'sign_up.list', subjectKind: 'volunteer', subjectIds: [volunteerId] });
  const items = rows.map((row) => ({
    ...viewSignUp(row),
    opportunityId: row.opportunity_id,
    title: row.title,
    siteName: row.site_name,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    leftBecause: row.left_because as LeavingReason | null,
  }));
  return { items: items.toSorted((left, right) => right.startsAt.localeCompare(left.startsAt)) };
}

/** @throws AppError not_found */
export async function readSignUp(reading: Reading, shiftId: string, id: string): Promise<SignUpView> {
  return oneOf((await listSignUps(reading, shiftId)).items, id);
}

/** @throws AppError not_found */
function oneOf(items: readonly SignUpView[], id: string): SignUpView {
  const found = items.find((one) => one.id === id);
  if (found === undefined) throw new AppError('not_found');
  return found;
}

/**
 * As they would themselves: requirements and the line hold for staff too.
 * @throws AppError not_found, volunteer_not_accepted, requirement_missing
 */
export async function assignVolunteer(
  change: Change,
  { shiftId, accountId }: { shiftId: string; accountId: string },
  { id, volunteerId, role = '', allowOverlap = false }: BodyOf<typeof AssignVolunteer>,
): Promise<SignUpView> {
  const { organisationId, now } = change;
  const shift = await change.first(sql.readShift({ organisationId, shiftId }));
  const candidates = await readCandidates(change, [volunteerId]);
  if (shift === undefined || !candidates.has(volunteerId)) throw new AppError('not_found');
  refuseUnfit(change, shift, candidates.get(volunteerId));
  const taken = { organisationId, id, shiftId, role: role.trim(), volunteerId };
  change.push(signUps.insertSignUp({ ...taken, isOverlapAllowed: allowOverlap, signedBy: accountId, now }));
  change.audit({ action: 'sign_up.assign', subjectKind: 'volunteer', subjectIds: [volunteerId] });
  return oneOf(await viewAll(change, shiftId), id);
}

/** Taken out twice, they are out. @throws AppError not_found, shift_over */
export async function removeSignUp(change: Change, id: string): Promise<null> {
  const row = await holdSignUp(change, id);
  if (!isActive(row.state as SignUpState)) return null;
  // who was there is no plan any more
  if (row.ends_at <= change.now) throw new AppError('shift_over');
  await release(change, [row], 'removed');
  change.audit({ action: 'sign_up.remove', subjectKind: 'volunteer', subjectIds: [row.volunteer_id] });
  return null;
}

/** A volunteer who is with the organisation no more, or waits to be looked at again, has no shift to come. The volunteer is held. */
export async function releaseComing(change: Change, volunteerId: string, isTold: boolean): Promise<void> {
  const { organisationId, now } = change;
  const coming = signUps.listComingOf({ organisationId, volunteerId, now });
  const [known] = await change.all(coming);
  for (const { shift_id: shiftId } of known)
    await change.all(signUps.holdPlaces({ organisationId, shiftId }));
  // what happened until the places were held; the volunteer is held, and signs up no more
  const [rows] = await change.all(coming);
  await release(change, rows, isTold ? 'removed' : undefined);
}

/** Out of their shifts, and told so; undefined: nobody is there to be told. They are held. */
export async function release(
  change: Change,
  rows: readonly { id: string; volunteer_id: string }[],
  what: News | undefined,
): Promise<void> {
  const { organisationId, now } = change;
  if (rows.length === 0) return;
  const removed = { state: 'removed', confirmBy: null, leftBecause: null };
  for (const { id } of rows) change.push(signUps.moveSignUp({ organisationId, id, ...removed, now }));
  if (what !== undefined) await tellVolunteers(change, rows, what);
  change.ring('move-up');
}
