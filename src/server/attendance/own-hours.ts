import type { ClaimService, OwnServiceView, ReadOwnHours } from '../../contract/attendance.ts';
import type { AnswerOf, BodyOf } from '../../contract/operation.ts';
import { LATEST_MS } from '../../domain/volunteers/attendance.ts';
import { countAt, findOwnEntry } from '../opportunities/public.ts';
import { type Party, readParties } from '../organisations/public.ts';
import type { Creation } from '../platform/work/creation.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import {
  type Holder,
  listKeysOf,
  type OwnParts,
  readAtEach,
  type SealedPerson,
} from '../volunteers/public.ts';
import { viewCheckIn } from './check-in.ts';
import { activityOfShift, enter, type ServiceRow, timesOf, viewServed } from './services.ts';
import * as sql from './sql.ts';
import * as services from './sql-services.ts';

/** As many as somebody looks through; the sums are of all. */
const MOST = 500;

function viewOwn(
  { keys, timeZone }: Pick<Reading, 'keys' | 'timeZone'>,
  { organisationId, name, nameEn }: Party,
  person: SealedPerson,
  row: ServiceRow,
): OwnServiceView {
  return {
    ...viewServed(keys.beside, person, row),
    organisationId,
    organisationName: name,
    organisationNameEn: nameEn,
    timeZone,
  };
}

/** At every organisation that one serves with, the latest first. */
export async function readOwnHours(parts: OwnParts, holder: Holder): Promise<AnswerOf<typeof ReadOwnHours>> {
  const lists = await readAtEach(parts, holder, readHoursAt);
  return {
    recordedMinutes: lists.reduce((sum, { recorded }) => sum + recorded, 0),
    pendingMinutes: lists.reduce((sum, { pending }) => sum + pending, 0),
    open: lists.flatMap(({ open }) => open),
    items: lists
      .flatMap(({ items }) => items)
      .sort((left, right) => right.from.localeCompare(left.from))
      .slice(0, MOST),
  };
}

async function readHoursAt(
  reading: Reading,
  { entryId: volunteerId, party }: { entryId: string; party: Party },
) {
  const { organisationId, now } = reading;
  const of = { organisationId, volunteerId };
  const [[person], [sums], open, rows] = await reading.all(
    listKeysOf({ organisationId, volunteerIds: [volunteerId] }),
    services.sumServices(of),
    sql.listOpenAttendance({ ...of, since: new Date(now.getTime() - LATEST_MS) }),
    services.listServices({ ...of, beforeStart: undefined, beforeId: undefined, limit: MOST }),
  );
  await reading.audited({ action: 'service.own', subjectKind: 'volunteer', subjectIds: [volunteerId] });
  return {
    recorded: sums?.recorded ?? 0,
    pending: sums?.pending ?? 0,
    open: open.map(viewCheckIn),
    // nothing has arrived there yet
    items: person === undefined ? [] : rows.map((row) => viewOwn(reading, party, person, row)),
  };
}

/**
 * That one served, or that a record is not right: another person decides.
 * @throws AppError not_found, volunteer_not_member, volunteer_not_there, service_replaced, invalid_request, id_taken
 */
export async function claimService(
  parts: OwnParts,
  holder: Holder,
  { creation, body }: { creation: Creation; body: BodyOf<typeof ClaimService> },
): Promise<OwnServiceView> {
  const { organisationId, entryId } = await findOwnEntry(parts, holder, body.shiftId);
  const partyOf = await holder.work.read((reading) => readParties(reading));
  const own = parts.openOwn(organisationId, entryId, holder.origin);
  return own.create(creation, {
    make: (change) => claim(change, { volunteerId: entryId, party: partyOf(organisationId), body }),
    readBack: async (reading) => {
      const [[person], [row]] = await reading.all(
        listKeysOf({ organisationId, volunteerIds: [entryId] }),
        services.readService({ organisationId, id: body.id }),
      );
      if (person === undefined || row === undefined) throw new AppError('not_found');
      return viewOwn(reading, partyOf(organisationId), person, row);
    },
  });
}

async function claim(
  change: Change,
  { volunteerId, party, body }: { volunteerId: string; party: Party; body: BodyOf<typeof ClaimService> },
): Promise<OwnServiceView> {
  const { person, row } = await enterClaim(change, volunteerId, body);
  return viewOwn(change, party, person, row);
}

/**
 * Whoever did not sign up did not serve there either, as far as anybody knows.
 * @throws AppError not_signed_up, service_claimed, volunteer_not_there, service_replaced, invalid_request
 */
export async function enterClaim(
  change: Change,
  volunteerId: string,
  body: BodyOf<typeof ClaimService>,
): Promise<{ person: SealedPerson; row: ServiceRow }> {
  const { organisationId, now } = change;
  const { id, shiftId, replacesId, reason } = body;
  const times = timesOf(body, now);
  const [[signedUp], [waiting], [known]] = await change.all(
    countAt({ organisationId, shiftId, volunteerId }),
    services.countClaims({ organisationId, shiftId, volunteerId }),
    listKeysOf({ organisationId, volunteerIds: [volunteerId] }),
  );
  if ((signedUp?.count ?? 0) === 0) throw new AppError('not_signed_up');
  if ((waiting?.count ?? 0) > 0) throw new AppError('service_claimed');
  const wrapped = known?.wrapped ?? null;
  if (wrapped === null) throw new AppError('volunteer_not_there');
  const person = { id: volunteerId, wrapped };
  const activity = await activityOfShift(change, shiftId, times);
  const row = await enter(change, {
    id,
    person,
    activity,
    times,
    replacesId: replacesId ?? null,
    reason,
    enteredBy: null,
  });
  return { person, row };
}
