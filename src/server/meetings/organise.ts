import type {
  AskOrganisations,
  CancelMeeting,
  ChangeMeeting,
  MarkAttendees,
  OrderAgenda,
  PlanMeeting,
} from '../../contract/meetings.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { MOST_DATES } from '../../domain/meetings/meeting.ts';
import { findAlliance, type KnownAlliance } from '../alliances/public.ts';
import { repetitionsOf } from '../calendar/public.ts';
import { type Receiver, receiverOf } from '../deliveries/public.ts';
import { notify } from '../notifications/public.ts';
import { newId } from '../platform/database/ids.ts';
import { AppError } from '../platform/work/errors.ts';
import { conflictOf, isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Change } from '../platform/work/work.ts';
import { meetingWord } from './kinds.ts';
import { meetingCancelled, meetingMoved, tellOfItems } from './notifications.ts';
import { isElsewhere, isReached, isToldIn, type MeetingRow, readMeeting } from './read-meeting.ts';
import * as sql from './sql.ts';
import * as items from './sql-items.ts';
import { asTold, once } from './as-told.ts';
import { tell, tellOrganisers } from './tell.ts';

const HOUR_MS = 3_600_000;
/** A day of learning from each other is the longest. */
const MOST_HOURS = 24;

/** @throws AppError invalid_request */
function refuseTimes(startsAt: Date, endsAt: Date): void {
  const refuse = (code: 'meeting_ends_early' | 'meeting_too_long') => {
    throw new AppError('invalid_request', {
      fields: [{ path: '/endsAt', code, parameters: { hours: MOST_HOURS } }],
    });
  };
  if (endsAt <= startsAt) refuse('meeting_ends_early');
  if (endsAt.getTime() - startsAt.getTime() > MOST_HOURS * HOUR_MS) refuse('meeting_too_long');
}

/** @throws AppError invalid_request, where one of them is not in the alliance */
function refuseStrangers(alliance: KnownAlliance, partyIds: readonly string[]): void {
  if (partyIds.every(alliance.isIn)) return;
  throw new AppError('invalid_request', {
    fields: [{ path: '/organisationIds', code: 'meeting_party_unknown' }],
  });
}

/** @throws AppError not_found, alliance_not_in, observer_calls_no_meeting, id_taken, invalid_request */
export async function planMeeting(change: Change, body: BodyOf<typeof PlanMeeting>): Promise<void> {
  const { organisationId, timeZone, now } = change;
  const { id, allianceId, kind, title, place = '', recurrence, skipHolidays = false } = body;
  const startsAt = new Date(body.startsAt);
  const endsAt = new Date(body.endsAt);
  const alliance = await findAlliance(change, allianceId);
  if (alliance === undefined) throw new AppError('not_found');
  if (!alliance.isOpen) throw new AppError('alliance_not_in');
  if (alliance.ownRole === 'observer') throw new AppError('observer_calls_no_meeting');
  refuseTimes(startsAt, endsAt);
  const asked = body.organisationIds ?? alliance.members.map(({ partyId }) => partyId);
  refuseStrangers(alliance, asked);
  // one that another organisation called
  if ((await change.first(sql.readMeeting({ organisationId, id }))) !== undefined)
    throw new AppError('id_taken');
  const { starts } = await repetitionsOf(timeZone, startsAt, { recurrence, skipHolidays });
  if (starts.length > MOST_DATES)
    throw new AppError('invalid_request', {
      fields: [{ path: '/recurrence', code: 'meeting_too_many_dates', parameters: { most: MOST_DATES } }],
    });
  const partyIds = [...new Set([organisationId, ...asked])];
  const seriesId = recurrence === undefined ? null : id;
  for (const [index, start] of starts.entries()) {
    const one = { organisationId, id: index === 0 ? id : newId(now.getTime()) };
    const end = new Date(start.getTime() + endsAt.getTime() - startsAt.getTime());
    const times = { startsAt: start, endsAt: end };
    change.push(
      sql.insertMeeting({
        ...one,
        ...times,
        allianceId,
        organiserId: organisationId,
        kind,
        title,
        place,
        seriesId,
        now,
      }),
    );
    change.push(sql.addParties({ ...one, partyIds }));
    await tell(change, await lockHeld(change, one.id));
  }
  change.audit({
    action: 'meeting.plan',
    subjectKind: 'meeting',
    subjectIds: [id],
    detail: { alliance: allianceId, kind, dates: starts.length },
  });
}

/** @throws AppError not_found, meeting_organiser_only, meeting_closed */
async function lockHeld(change: Change, id: string): Promise<MeetingRow> {
  const row = await change.first(sql.lockMeeting({ organisationId: change.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.organiser_id !== change.organisationId) throw new AppError('meeting_organiser_only');
  if (!isReached(row, await findAlliance(change, row.alliance_id))) throw new AppError('meeting_closed');
  return row;
}

/** @throws AppError not_found, meeting_organiser_only, meeting_closed, meeting_cancelled */
async function lockPlanned(change: Change, id: string): Promise<MeetingRow> {
  const row = await lockHeld(change, id);
  if (row.cancelled_at !== null) throw new AppError('meeting_cancelled');
  return row;
}

/** One that is still to come, or goes on. @throws AppError as lockPlanned, meeting_over */
async function lockComing(change: Change, id: string): Promise<MeetingRow> {
  const row = await lockPlanned(change, id);
  if (row.ends_at <= change.now) throw new AppError('meeting_over');
  return row;
}

/** @throws AppError not_found, meeting_organiser_only, meeting_closed, meeting_cancelled, meeting_over, invalid_request, version_conflict */
export async function changeMeeting(
  change: Change,
  { id, version, body }: { id: string; version: number; body: BodyOf<typeof ChangeMeeting> },
): Promise<void> {
  const { organisationId, now } = change;
  const row = await lockComing(change, id);
  const there = {
    title: row.title,
    place: row.place,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
  };
  const times = {
    startsAt: new Date(body.startsAt ?? row.starts_at),
    endsAt: new Date(body.endsAt ?? row.ends_at),
  };
  if (row.version !== version) {
    const sent = {
      ...body,
      ...(body.startsAt !== undefined && { startsAt: times.startsAt.toISOString() }),
      ...(body.endsAt !== undefined && { endsAt: times.endsAt.toISOString() }),
    };
    if (isMadeAlready(version, sent, { version: row.version, ...there })) return;
    throw conflictOf(body, await readMeeting(change, id));
  }
  refuseTimes(times.startsAt, times.endsAt);
  const { title = row.title, place = row.place } = body;
  change.push(sql.changeMeeting({ organisationId, id, title, place, ...times, now }));
  if (isElsewhere(row, { place, ...times }))
    notify(change, { kind: meetingMoved, matterId: id, step: now.toISOString() });
  await tell(change, row);
  change.audit({
    action: 'meeting.change',
    subjectKind: 'meeting',
    subjectIds: [id],
    detail: { fields: Object.keys(body).join(' ') },
  });
}

/** Called off already, it stays so. @throws AppError not_found, meeting_organiser_only, meeting_closed, meeting_over */
export async function cancelMeeting(
  change: Change,
  id: string,
  { reason, andFollowing = false }: BodyOf<typeof CancelMeeting>,
): Promise<void> {
  const { organisationId, now } = change;
  const row = await lockHeld(change, id);
  if (row.cancelled_at === null && row.ends_at <= now) throw new AppError('meeting_over');
  const { series_id: seriesId, starts_at: from } = row;
  const following =
    andFollowing && seriesId !== null
      ? await change.all(sql.lockFollowing({ organisationId, seriesId, from })).then(([rows]) => rows)
      : [];
  const open = row.cancelled_at === null && !following.some((one) => one.id === id) ? [row] : [];
  for (const one of [...open, ...following]) {
    change.push(sql.cancelMeeting({ organisationId, id: one.id, reason, now }));
    notify(change, { kind: meetingCancelled, matterId: one.id, step: '' });
    await tell(change, one);
    change.audit({ action: 'meeting.cancel', subjectKind: 'meeting', subjectIds: [one.id] });
  }
}

/** @throws AppError not_found, meeting_organiser_only, meeting_closed, meeting_cancelled, invalid_request */
export async function askOrganisations(
  change: Change,
  id: string,
  { organisationIds: partyIds }: BodyOf<typeof AskOrganisations>,
): Promise<void> {
  const row = await lockComing(change, id);
  const alliance = await findAlliance(change, row.alliance_id);
  if (alliance === undefined) throw new AppError('not_found');
  refuseStrangers(alliance, partyIds);
  change.push(sql.addParties({ organisationId: change.organisationId, id, partyIds }));
  await tell(change, row);
  change.audit({
    action: 'meeting.invite',
    subjectKind: 'meeting',
    subjectIds: [id],
    detail: { organisations: partyIds.length },
  });
}

/** @throws AppError not_found, meeting_organiser_only, meeting_closed, meeting_cancelled, version_conflict */
export async function orderAgenda(
  change: Change,
  { id, version, body: { topicIds } }: { id: string; version: number; body: BodyOf<typeof OrderAgenda> },
): Promise<void> {
  const { organisationId } = change;
  const row = await lockComing(change, id);
  const [topics] = await change.all(sql.listTopics({ organisationId, id }));
  if (row.version !== version) {
    const placed = topics.filter(({ place }) => place !== null).map((topic) => topic.id);
    if (isMadeAlready(version, { topicIds }, { version: row.version, topicIds: placed })) return;
    throw conflictOf({ topicIds }, await readMeeting(change, id));
  }
  const known = new Set(topics.filter((topic) => !topic.is_withdrawn).map((topic) => topic.id));
  if (!topicIds.every((topicId) => known.has(topicId)))
    throw new AppError('invalid_request', { fields: [{ path: '/topicIds', code: 'meeting_topic_unknown' }] });
  change.push(sql.orderTopics({ organisationId, id, topicIds }));
  change.push(sql.noteChange({ organisationId, id }));
  await tell(change, row);
  change.audit({ action: 'meeting.order', subjectKind: 'meeting', subjectIds: [id] });
}

/** @throws AppError not_found, meeting_organiser_only, meeting_closed, meeting_cancelled, meeting_not_begun, invalid_request */
export async function markAttendees(
  change: Change,
  id: string,
  { came, absent }: BodyOf<typeof MarkAttendees>,
): Promise<void> {
  const { organisationId, now } = change;
  const row = await lockPlanned(change, id);
  if (row.starts_at > now) throw new AppError('meeting_not_begun');
  const named = new Set([...came, ...absent]);
  const [marked] = await change.all(sql.markAttendees({ organisationId, id, came, absent }));
  if (marked.length !== named.size || named.size !== came.length + absent.length)
    throw new AppError('invalid_request', { fields: [{ path: '/came', code: 'meeting_attendee_unknown' }] });
  await tell(change, row);
  change.audit({
    action: 'meeting.attendance',
    subjectKind: 'meeting',
    subjectIds: [id],
    detail: { came: came.length, absent: absent.length },
  });
}

const fresh = { ownerName: null, state: 'open', note: null } as const;

/** The organiser keeps what an organisation says of itself, and tells everybody. */
export const wordReceiver: Receiver = receiverOf(
  meetingWord,
  async (change, { fromOrganisationId: partyId, payload }) => {
    const { organisationId } = change;
    const { meetingId: id, turn, declinedReason, people, topics, recorded, progress } = payload;
    const of = { organisationId, id };
    const row = await change.first(sql.lockMeeting(of));
    const party = await change.first(sql.lockParty({ ...of, partyId }));
    if (row?.organiser_id !== organisationId || party === undefined) return { isTaken: false };
    const alliance = await findAlliance(change, row.alliance_id);
    // removed meanwhile, or what was said before came later
    if (alliance?.standingOf(partyId) === 'removed' || party.turn >= turn) return { isTaken: false };
    // whoever says something is in it: what the host tells of that is still on its way, and is waited for
    if (!isToldIn(alliance, partyId)) throw new AppError('alliance_not_in');
    const ofParty = { ...of, partyId };
    change.push(sql.followParty({ ...ofParty, declinedReason, turn }));
    change.push(sql.followPeopleOf({ ...ofParty, people: JSON.stringify(once(people)) }));
    change.push(sql.followTopicsOf({ ...ofParty, topics: JSON.stringify(once(topics)) }));
    const [parties] = await change.all(sql.listParties(of));
    const asked = new Set(parties.map(({ party_id: one }) => one));
    const progressOf = new Map(progress.map(({ id: itemId, ...how }) => [itemId, asTold(how)]));
    const said = recorded
      .filter(({ organisationId: assigneeId }) => asked.has(assigneeId))
      .map((item) => {
        const how = item.organisationId === partyId ? progressOf.get(item.id) : undefined;
        return { ...item, creatorId: partyId, ...(how ?? { ...fresh, changedAt: item.createdAt }) };
      });
    const inMeeting = { organisationId, meetingId: id };
    const [added] = await change.all(
      items.followItems({ ...inMeeting, allianceId: row.alliance_id, items: JSON.stringify(once(said)) }),
    );
    const how = once(progress).map((one) => ({ ...asTold(one), organisationId: partyId }));
    change.push(items.followProgress({ ...inMeeting, items: JSON.stringify(how) }));
    await tellOfItems(
      change,
      added.map(({ id: itemId }) => itemId),
    );
    await tell(change, row);
    return { isTaken: true };
  },
  { sendMarked: tellOrganisers, isMarked: sql.isWordMarked },
);
