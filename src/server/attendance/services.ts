import type {
  BackFillService,
  DecideService,
  ListVolunteerServices,
  ServiceView,
} from '../../contract/attendance.ts';
import type { AnswerOf, BodyOf, QueryOf } from '../../contract/operation.ts';
import type { ServiceSource, ServiceState } from '../../domain/volunteers/service.ts';
import {
  refuseOutside,
  refuseService as refuseServiceTimes,
  type ServiceRefusal,
  type ServiceTimes,
} from '../../domain/volunteers/service.ts';
import { readShift } from '../opportunities/public.ts';
import { findReachableSite } from '../organisations/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import {
  holdVolunteer,
  holdVolunteers,
  listAcceptedAmong,
  listKeysOf,
  openPart,
  type SealedPerson,
  sealPart,
} from '../volunteers/public.ts';
import * as services from './sql-services.ts';

export type ServiceRow = RowOf<ReturnType<typeof services.readService>>;

const placeOf = (rowId: string) => ({ table: 'service_record', rowId }) as const;

/** What whoever served and staff see alike. */
export function viewServed(keys: OrganisationKeys, person: SealedPerson, row: ServiceRow) {
  const words = openPart(keys, person, placeOf(row.id), row.sealed);
  return {
    id: row.id,
    shiftId: row.shift_id,
    title: row.title,
    siteId: row.site_id,
    siteName: row.site_name,
    category: row.category as ServiceView['category'],
    from: row.served_from.toISOString(),
    until: row.served_until.toISOString(),
    isDayOnly: row.is_day_only,
    excludedMinutes: row.excluded_minutes,
    minutes: row.minutes,
    source: row.source as ServiceSource,
    state: row.state as ServiceState,
    replacesId: row.replaces_id,
    reason: words?.reason ?? '',
    answer: words?.answer ?? '',
    decidedAt: row.decided_at?.toISOString() ?? null,
  };
}

function view(keys: OrganisationKeys, person: SealedPerson, row: ServiceRow): ServiceView {
  return {
    ...viewServed(keys, person, row),
    volunteerId: row.volunteer_id,
    opportunityId: row.opportunity_id,
    enteredBy: row.entered_by,
    enteredAt: row.entered_at.toISOString(),
    decidedBy: row.decided_by,
  };
}

/** The latest first. @throws AppError not_found, cursor_invalid */
export async function listVolunteerServices(
  reading: Reading,
  volunteerId: string,
  { limit = 50, after }: QueryOf<typeof ListVolunteerServices>,
): Promise<AnswerOf<typeof ListVolunteerServices>> {
  const { organisationId, keys } = reading;
  const [from, beforeId] = after === undefined ? [] : readCursor(after, [INSTANT, UUID]);
  const beforeStart = from === undefined ? undefined : new Date(from);
  const [[person], [sums], rows] = await reading.all(
    listKeysOf({ organisationId, volunteerIds: [volunteerId] }),
    services.sumServices({ organisationId, volunteerId }),
    services.listServices({ organisationId, volunteerId, beforeStart, beforeId, limit: limit + 1 }),
  );
  if (person === undefined) throw new AppError('not_found');
  await reading.audited({ action: 'service.list', subjectKind: 'volunteer', subjectIds: [volunteerId] });
  const shown = rows.slice(0, limit);
  const last = shown.at(-1);
  return {
    recordedMinutes: sums?.recorded ?? 0,
    backFilledMinutes: sums?.back_filled ?? 0,
    pendingMinutes: sums?.pending ?? 0,
    items: shown.map((row) => view(keys.beside, person, row)),
    next:
      rows.length > limit && last !== undefined
        ? writeCursor([last.served_from.toISOString(), last.id])
        : null,
  };
}

/** What a repeated request finds. @throws AppError not_found */
export async function readService(reading: Reading, id: string): Promise<ServiceView> {
  const { organisationId, keys } = reading;
  const row = await reading.first(services.readService({ organisationId, id }));
  const person =
    row === undefined
      ? undefined
      : await reading.first(listKeysOf({ organisationId, volunteerIds: [row.volunteer_id] }));
  if (row === undefined || person === undefined) throw new AppError('not_found');
  return view(keys, person, row);
}

/** What somebody did, and where. */
interface Activity {
  readonly shiftId: string | null;
  readonly opportunityId: string | null;
  readonly siteId: string;
  readonly siteName: string;
  readonly programme: string;
  readonly category: string | null;
  readonly title: string;
}

/** @param times around those of the shift @throws AppError not_found, invalid_request */
export async function activityOfShift(
  { first, organisationId }: Pick<Reading, 'first' | 'organisationId'>,
  shiftId: string,
  times: ServiceTimes,
): Promise<Activity> {
  const shift = await first(readShift({ organisationId, shiftId }));
  if (shift === undefined) throw new AppError('not_found');
  refuse(refuseOutside(times, { startsAt: shift.starts_at, endsAt: shift.ends_at }));
  return {
    shiftId,
    opportunityId: shift.opportunity_id,
    siteId: shift.site_id,
    siteName: shift.site_name,
    programme: shift.programme,
    category: shift.category,
    title: shift.title,
  };
}

/** @throws AppError not_found, unknown_site, invalid_request */
async function activityOf(
  change: Change,
  body: BodyOf<typeof BackFillService>,
  times: ServiceTimes,
): Promise<Activity> {
  const { shiftId, siteId, category = null } = body;
  if (shiftId !== undefined) return activityOfShift(change, shiftId, times);
  const title = body.title?.trim() ?? '';
  if (title === '')
    throw new AppError('invalid_request', { fields: [{ path: '/title', code: 'service_what_missing' }] });
  const site = siteId === undefined ? undefined : await findReachableSite(change, siteId);
  if (site === undefined)
    throw new AppError('unknown_site', { fields: [{ path: '/siteId', code: 'unknown_site' }] });
  const where = { siteId: site.id, siteName: site.name };
  return { shiftId: null, opportunityId: null, ...where, programme: '', category, title };
}

interface EnteredTimes {
  readonly from: string;
  readonly until: string;
  readonly excludedMinutes?: number;
  readonly replacesId?: string;
}

/** @throws AppError invalid_request */
export function timesOf(
  { from, until, excludedMinutes = 0, replacesId }: EnteredTimes,
  now: Date,
): ServiceTimes {
  const times = { from: new Date(from), until: new Date(until), excludedMinutes };
  refuse(refuseServiceTimes(times, now, replacesId !== undefined));
  return times;
}

/** @throws AppError invalid_request */
function refuse(refused: ServiceRefusal | undefined): void {
  if (refused !== undefined) throw new AppError('invalid_request', { fields: [refused] });
}

interface Entered {
  readonly id: string;
  readonly person: { readonly id: string; readonly wrapped: Buffer };
  readonly activity: Activity;
  readonly times: ServiceTimes;
  /** null: it corrects nothing */
  readonly replacesId: string | null;
  readonly reason: string;
  /** of the staff; null: the volunteer */
  readonly enteredBy: string | null;
}

/**
 * A time of service that waits for another person. What it corrects is the same person's, and counts.
 * @throws AppError service_replaced
 */
export async function enter(
  change: Change,
  { id, person, activity, times, replacesId, reason, enteredBy }: Entered,
): Promise<ServiceRow> {
  const { organisationId, keys, now } = change;
  if (replacesId !== null) await refuseUnrecorded(change, replacesId, person.id);
  const key = keys.personKey(person.id, person.wrapped);
  const sealed = sealPart(keys, key, placeOf(id), { reason: reason.trim(), answer: '' });
  const source = enteredBy === null ? 'claimed' : 'back_filled';
  const said = { organisationId, id, volunteerId: person.id, ...activity, ...times, replacesId, source };
  change.push(services.insertService({ ...said, sealed, enteredBy, now }));
  change.audit({ action: `service.${source}`, subjectKind: 'volunteer', subjectIds: [person.id] });
  const row = await change.first(services.readService({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return row;
}

/** @throws AppError service_replaced */
async function refuseUnrecorded(change: Change, id: string, volunteerId: string): Promise<void> {
  const { organisationId } = change;
  const row = await change.first(services.readService({ organisationId, id }));
  if (row === undefined || row.volunteer_id !== volunteerId || row.state !== 'recorded')
    throw new AppError('service_replaced', { fields: [{ path: '/replacesId', code: 'service_replaced' }] });
}

/** @throws AppError not_found, volunteer_not_there, unknown_site, invalid_request, service_replaced */
export async function backFill(
  change: Change,
  { volunteerId, accountId }: { volunteerId: string; accountId: string },
  body: BodyOf<typeof BackFillService>,
): Promise<ServiceView> {
  const times = timesOf(body, change.now);
  const person = await holdVolunteer(change, volunteerId);
  const activity = await activityOf(change, body, times);
  const { id, replacesId, reason } = body;
  const row = await enter(change, {
    id,
    person,
    activity,
    times,
    replacesId: replacesId ?? null,
    reason,
    enteredBy: accountId,
  });
  return view(change.keys, person, row);
}

/**
 * Decided twice alike, it is decided.
 * @throws AppError not_found, service_decided, service_own_entry, volunteer_waits, service_overlap, service_replaced
 */
export async function decideService(
  change: Change,
  { id, accountId }: { id: string; accountId: string },
  { decision, answer = '' }: BodyOf<typeof DecideService>,
): Promise<ServiceView> {
  const { organisationId, keys, now } = change;
  const known = await change.first(services.readService({ organisationId, id }));
  if (known === undefined) throw new AppError('not_found');
  // the volunteer first, as with all that counts a person's time
  const volunteerIds = [known.volunteer_id];
  const [, [person], [accepted], [row]] = await change.all(
    holdVolunteers({ organisationId, volunteerIds }),
    listKeysOf({ organisationId, volunteerIds }),
    listAcceptedAmong({ organisationId, volunteerIds }),
    services.lockService({ organisationId, id }),
  );
  if (person === undefined || row === undefined) throw new AppError('not_found');
  if (row.state === decision && row.decided_by === accountId) return view(keys, person, row);
  if (row.state !== 'pending') throw new AppError('service_decided');
  if (row.entered_by === accountId) throw new AppError('service_own_entry');
  // a guardian may not have been asked. What somebody served before they left counts all the same, unless a table alone says so
  const waits = accepted === undefined && (row.source === 'imported' || person.wrapped !== null);
  if (decision === 'recorded' && waits) throw new AppError('volunteer_waits');
  const sealed = sealAnswer(keys, person, row, answer.trim());
  change.push(services.decideService({ organisationId, id, state: decision, sealed, by: accountId, now }));
  const action = decision === 'recorded' ? 'service.approve' : 'service.decline';
  change.audit({
    action,
    subjectKind: 'volunteer',
    subjectIds: [row.volunteer_id],
    detail: { service: id },
  });
  return view(keys, person, {
    ...row,
    state: decision,
    sealed,
    decided_by: accountId,
    decided_at: now,
  });
}

/** Null: the key went with the volunteer, and nothing more is written of them. */
function sealAnswer(
  keys: OrganisationKeys,
  person: SealedPerson,
  row: ServiceRow,
  answer: string,
): Buffer | null {
  const { id, wrapped } = person;
  if (wrapped === null) return null;
  const words = openPart(keys, person, placeOf(row.id), row.sealed) ?? { reason: '', answer: '' };
  return sealPart(keys, keys.personKey(id, wrapped), placeOf(row.id), { ...words, answer });
}
