import type {
  CancelSignUp,
  OwnShiftView,
  OwnSignUpView,
  SignUpForShift,
  SwapSignUp,
} from '../../contract/opportunities.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { checkInOpens } from '../../domain/volunteers/attendance.ts';
import { isActive, type LeavingReason, type SignUpState } from '../../domain/volunteers/sign-up.ts';
import type { RowOf } from '../platform/database/statement.ts';
import type { Creation } from '../platform/work/creation.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change, Reading, Work } from '../platform/work/work.ts';
import { listOwnEntries } from '../public-accounts/public.ts';
import {
  findAmongOwn,
  type Holder,
  type OwnParts,
  readAtEach,
  readCandidates,
} from '../volunteers/public.ts';
import { notify } from '../notifications/public.ts';
import { SHORT_MS, shiftShort } from './notifications.ts';
import { holdSignUp } from './hold-sign-up.ts';
import { refuseTaking, refuseUnfit } from './judge.ts';
import * as sql from './sql.ts';
import * as signUps from './sql-sign-ups.ts';
import { checkInRulesOf, viewSignUp } from './views.ts';

export interface VolunteeringParts extends OwnParts {
  /** carries what this tenant has for others over at once: who registered a moment ago is there */
  readonly deliverNow: (organisationId: string) => Promise<void>;
}

/**
 * A place where one is free, else the end of the line. The database decides which, for however many ask at once.
 * @throws AppError not_found, volunteer_not_member, volunteer_not_accepted, requirement_missing, shift_overlap, shift_closed,
 * shift_role_unknown, id_taken
 */
export async function signUpForShift(
  parts: VolunteeringParts,
  holder: Holder,
  { shiftId, creation, body }: { shiftId: string; creation: Creation; body: BodyOf<typeof SignUpForShift> },
): Promise<OwnSignUpView> {
  const { id, role = '' } = body;
  const { organisationId, entryId } = await findOwnEntry(parts, holder, shiftId);
  const own = parts.openOwn(organisationId, entryId, holder.origin);
  const taken = { id, shiftId, role: role.trim(), volunteerId: entryId };
  const sign = () =>
    own.create<OwnSignUpView | null>(creation, {
      make: (change) => take(change, taken),
      readBack: (reading) => readOwnSignUp(reading, id),
      shared: true,
    });
  const known = await sign()
    .catch(async (error: unknown) => {
      if (!isNotAccepted(error) || (await isThere(own, entryId))) throw error;
      // somebody whose registration is still on its way to the organisation does not have to come again
      await parts.deliverNow(holder.work.organisationId);
      return sign();
    })
    .catch(refuseTaking);
  return known ?? own.read((reading) => readOwnSignUp(reading, id));
}

/** Whoever came and went so often has it arranged by a person. */
const MOST_AT_A_SHIFT = 5;

interface Taken {
  readonly id: string;
  readonly shiftId: string;
  readonly role: string;
  readonly volunteerId: string;
}

/**
 * @returns null: how it stands is read once it is written
 * @throws AppError not_found, volunteer_not_accepted, requirement_missing
 */
async function take(change: Change, { id, shiftId, role, volunteerId }: Taken): Promise<null> {
  const { organisationId, now } = change;
  const candidates = await readCandidates(change, [volunteerId]);
  const [[shift], [before]] = await change.all(
    sql.readShift({ organisationId, shiftId }),
    signUps.countAt({ organisationId, shiftId, volunteerId }),
  );
  if (shift === undefined) throw new AppError('not_found');
  if ((before?.count ?? 0) >= MOST_AT_A_SHIFT) throw new AppError('sign_up_too_often');
  refuseUnfit(change, shift, candidates.get(volunteerId));
  const row = {
    organisationId,
    id,
    shiftId,
    role,
    volunteerId,
    isOverlapAllowed: false,
    signedBy: null,
    now,
  };
  change.push(signUps.insertSignUp(row));
  audit(change, 'sign_up.create', volunteerId);
  return null;
}

/** The entry at whichever organisation has a shift. @throws AppError not_found, volunteer_not_member */
export async function findOwnEntry(
  { isClosed }: OwnParts,
  { accountId, work }: Holder,
  shiftId: string,
): Promise<{ organisationId: string; entryId: string; siteId: string }> {
  return work.read(async (reading) => {
    const [shift, entries] = await Promise.all([
      reading.first(sql.findPublishedShift({ shiftId })),
      listOwnEntries(reading, accountId, 'volunteer'),
    ]);
    if (shift === undefined || isClosed(shift.organisation_id)) throw new AppError('not_found');
    const entry = entries.find(({ organisationId }) => organisationId === shift.organisation_id);
    if (entry === undefined) throw new AppError('volunteer_not_member');
    return { ...entry, siteId: shift.site_id };
  });
}

function isThere(own: Work, entryId: string): Promise<boolean> {
  return own.read(async (reading) => (await readCandidates(reading, [entryId])).size > 0);
}

function isNotAccepted(error: unknown): boolean {
  return error instanceof AppError && error.code === 'volunteer_not_accepted';
}

/** @throws AppError not_found */
async function readOwnSignUp(
  reading: Pick<Reading, 'first' | 'organisationId'>,
  id: string,
): Promise<OwnSignUpView> {
  const row = await reading.first(signUps.readSignUp({ organisationId: reading.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return viewOwn(row);
}

function viewOwn(row: RowOf<ReturnType<typeof signUps.readSignUp>>): OwnSignUpView {
  return {
    ...viewSignUp(row),
    position: row.state === 'waitlisted' ? row.ahead + 1 : null,
  };
}

/** The organisation where a sign-up of one's own is, as one sees it. @throws AppError not_found */
function findOwn(parts: VolunteeringParts, holder: Holder, id: string): Promise<Work> {
  return findAmongOwn(parts, holder, (reading) =>
    reading.first(signUps.readSignUp({ organisationId: reading.organisationId, id })),
  );
}

type Held = Awaited<ReturnType<typeof holdSignUp>>;

/** @throws AppError sign_up_over, shift_begun */
function refuseOver({ state, starts_at: startsAt }: Held, now: Date): void {
  if (!isActive(state as SignUpState)) throw new AppError('sign_up_over');
  if (startsAt <= now) throw new AppError('shift_begun');
}

/** Confirmed twice, it is confirmed. @throws AppError not_found, sign_up_over, shift_begun */
export async function confirmSignUp(
  parts: VolunteeringParts,
  holder: Holder,
  id: string,
): Promise<OwnSignUpView> {
  const own = await findOwn(parts, holder, id);
  return own.change(async (change) => {
    const row = await holdSignUp(change, id);
    refuseOver(row, change.now);
    if (row.state === 'confirmed' && row.confirm_by !== null) {
      const { organisationId, now } = change;
      const confirmed = { state: 'confirmed', confirmBy: null, leftBecause: null };
      change.push(signUps.moveSignUp({ organisationId, id, ...confirmed, now }));
      audit(change, 'sign_up.confirm', row.volunteer_id);
    }
    return readOwnSignUp(change, id);
  });
}

/** Cancelled twice, it is cancelled. @throws AppError not_found, sign_up_over, shift_begun, shift_at_work */
export async function cancelSignUp(
  parts: VolunteeringParts,
  holder: Holder,
  { id, body }: { id: string; body: BodyOf<typeof CancelSignUp> },
): Promise<OwnSignUpView> {
  const own = await findOwn(parts, holder, id);
  return own
    .change(async (change) => {
      const row = await holdSignUp(change, id);
      if (row.state !== 'cancelled') leave(change, row, body?.reason ?? null);
      return readOwnSignUp(change, id);
    })
    .catch(refuseTaking);
}

/** @throws AppError sign_up_over, shift_begun */
function leave(change: Change, row: Held, leftBecause: LeavingReason | null): void {
  const { organisationId, now, timeZone } = change;
  const { id } = row;
  refuseOver(row, now);
  const left = { state: 'cancelled', confirmBy: null, leftBecause };
  change.push(signUps.moveSignUp({ organisationId, id, ...left, now }));
  audit(change, 'sign_up.cancel', row.volunteer_id);
  const isNear = row.starts_at.getTime() - now.getTime() < SHORT_MS;
  if (row.state === 'confirmed' && isNear)
    notify(change, { kind: shiftShort, matterId: row.shift_id, step: dayIn(timeZone, now) });
  change.ring('move-up');
}

/**
 * Another shift for this one, where a place is free there; else everything stays as it is.
 * @throws AppError not_found, sign_up_over, shift_begun, swap_elsewhere, swap_full, and as signUpForShift
 */
export async function swapSignUp(
  parts: VolunteeringParts,
  holder: Holder,
  { id, creation, body }: { id: string; creation: Creation; body: BodyOf<typeof SwapSignUp> },
): Promise<OwnSignUpView> {
  const { organisationId, entryId } = await findOwnEntry(parts, holder, body.shiftId);
  const own = await findOwn(parts, holder, id);
  if (own.organisationId !== organisationId) throw new AppError('swap_elsewhere');
  const taken = { ...body, role: body.role?.trim() ?? '', volunteerId: entryId };
  return own
    .create(creation, {
      make: async (change) => {
        leave(change, await holdSignUp(change, id), null);
        await take(change, taken);
        const swapped = await readOwnSignUp(change, body.id);
        if (swapped.status !== 'confirmed') throw new AppError('swap_full');
        return swapped;
      },
      readBack: (reading) => readOwnSignUp(reading, body.id),
    })
    .catch(refuseTaking);
}

const BACK_MS = 31 * 86_400_000;

/** At every organisation that one serves with, from a month back on, the next first. */
export async function listOwnSignUps(
  parts: VolunteeringParts,
  holder: Holder,
): Promise<{ items: OwnShiftView[] }> {
  const lists = await readAtEach(parts, holder, async (reading, { entryId, party: { name, nameEn } }) => {
    const { organisationId, now, timeZone } = reading;
    const since = new Date(now.getTime() - BACK_MS);
    const [rows] = await reading.all(signUps.listOwnSignUps({ organisationId, volunteerId: entryId, since }));
    await reading.audited({ action: 'sign_up.own', subjectKind: 'volunteer', subjectIds: [entryId] });
    return rows.map((row) => ({
      ...viewOwn(row),
      leftBecause: row.left_because as LeavingReason | null,
      changedAt: row.changed_at.toISOString(),
      startsAt: row.starts_at.toISOString(),
      endsAt: row.ends_at.toISOString(),
      timeZone,
      opportunityId: row.opportunity_id,
      title: row.title,
      siteId: row.site_id,
      siteName: row.site_name,
      place: row.place,
      ...checkInOf(row),
      organisationId,
      organisationName: name,
      organisationNameEn: nameEn,
    }));
  });
  return { items: lists.flat().sort((left, right) => left.startsAt.localeCompare(right.startsAt)) };
}

function checkInOf({ check_in: written, starts_at: startsAt }: { check_in: unknown; starts_at: Date }) {
  const rules = checkInRulesOf(written);
  return {
    checkInFrom: checkInOpens(rules, startsAt).toISOString(),
    asksPosition: rules.place !== null,
    asksCodeAtEnd: rules.asksCodeAtEnd,
  };
}

function audit(change: Change, action: string, volunteerId: string): void {
  change.audit({ action, subjectKind: 'volunteer', subjectIds: [volunteerId] });
}
