import type {
  AnswerMeeting,
  AskColleagues,
  DeclineMeeting,
  ListMeetingColleagues,
  ProposeTopic,
  WithdrawTopic,
} from '../../contract/meetings.ts';
import type { AnswerOf, BodyOf } from '../../contract/operation.ts';
import { findAlliance } from '../alliances/public.ts';
import { type Receiver, receiverOf } from '../deliveries/public.ts';
import { notify } from '../notifications/public.ts';
import { newId } from '../platform/database/ids.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { canReach, listActiveStaff, type StaffMember } from '../staff/public.ts';
import { meetingPlan } from './kinds.ts';
import {
  colleagueAsked,
  meetingCalled,
  meetingCancelled,
  meetingMoved,
  tellOfItems,
} from './notifications.ts';
import { isElsewhere, isReached, isToldIn, type MeetingRow } from './read-meeting.ts';
import * as sql from './sql.ts';
import * as items from './sql-items.ts';
import { asTold, once } from './as-told.ts';
import { tell, tellParties } from './tell.ts';

/** One that is still to come, or goes on. @throws AppError not_found, meeting_closed, meeting_cancelled, meeting_over */
async function lockComing(change: Change, id: string): Promise<MeetingRow> {
  const row = await lockOpen(change, id);
  if (row.ends_at <= change.now) throw new AppError('meeting_over');
  return row;
}

/** @throws AppError not_found, meeting_closed, meeting_cancelled */
export async function lockOpen(change: Change, id: string): Promise<MeetingRow> {
  const row = await change.first(sql.lockMeeting({ organisationId: change.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (!isReached(row, await findAlliance(change, row.alliance_id))) throw new AppError('meeting_closed');
  if (row.cancelled_at !== null) throw new AppError('meeting_cancelled');
  return row;
}

/** Who may come to meetings, and do what was agreed there. */
export async function listColleagues(
  access: Pick<Reading, 'all' | 'organisationId' | 'now'>,
): Promise<readonly StaffMember[]> {
  return (await listActiveStaff(access)).filter((member) => canReach(member, 'meeting.join', ''));
}

export async function viewColleagues(reading: Reading): Promise<AnswerOf<typeof ListMeetingColleagues>> {
  const staff = await listColleagues(reading);
  return { items: staff.map(({ id, displayName: name }) => ({ id, name })), next: null };
}

/** @throws AppError not_found, meeting_closed, meeting_cancelled, meeting_over, meeting_colleague_unknown */
export async function answerMeeting(
  change: Change,
  accountId: string,
  { id, body: { isComing } }: { id: string; body: BodyOf<typeof AnswerMeeting> },
): Promise<void> {
  const { organisationId, now } = change;
  const row = await lockComing(change, id);
  const me = (await listColleagues(change)).find((member) => member.id === accountId);
  if (me === undefined) throw new AppError('meeting_colleague_unknown');
  const answer = isComing ? 'coming' : 'not_coming';
  const [people, parties] = await change.all(
    sql.listAttendees({ organisationId, id }),
    sql.listParties({ organisationId, id }),
  );
  const isDeclined = parties.some((one) => one.party_id === organisationId && one.declined_reason !== null);
  const before = people.find((one) => one.account_id === accountId)?.answer;
  // pressed again, it is told to nobody again
  if (before === answer && !(isComing && isDeclined)) return;
  const attendeeId = newId(now.getTime());
  change.push(sql.putAnswer({ organisationId, id, attendeeId, accountId, name: me.displayName, answer }));
  // whoever comes after all takes back that nobody does
  if (isComing) change.push(sql.putDeclined({ organisationId, id, partyId: organisationId, reason: null }));
  await tell(change, row);
  change.audit({ action: 'meeting.answer', subjectKind: 'meeting', subjectIds: [id], detail: { answer } });
}

/** @throws AppError not_found, meeting_closed, meeting_cancelled, meeting_over, invalid_request */
export async function askColleagues(
  change: Change,
  id: string,
  { accountIds }: BodyOf<typeof AskColleagues>,
): Promise<void> {
  const { organisationId, now } = change;
  const row = await lockComing(change, id);
  const known = new Map((await listColleagues(change)).map((member) => [member.id, member]));
  if (!accountIds.every((accountId) => known.has(accountId)))
    throw new AppError('invalid_request', {
      fields: [{ path: '/accountIds', code: 'meeting_colleague_unknown' }],
    });
  for (const accountId of accountIds) {
    const name = known.get(accountId)?.displayName ?? '';
    const attendeeId = newId(now.getTime());
    const asked = await change.first(sql.askColleague({ organisationId, id, attendeeId, accountId, name }));
    if (asked !== undefined) notify(change, { kind: colleagueAsked, matterId: id, step: accountId });
  }
  await tell(change, row);
  change.audit({
    action: 'meeting.ask',
    subjectKind: 'meeting',
    subjectIds: [id],
    detail: { colleagues: accountIds.length },
  });
}

/** Whoever was to come does not. @throws AppError not_found, meeting_closed, meeting_cancelled, meeting_over */
export async function declineMeeting(
  change: Change,
  id: string,
  { reason }: BodyOf<typeof DeclineMeeting>,
): Promise<void> {
  const { organisationId } = change;
  const row = await lockComing(change, id);
  change.push(sql.putDeclined({ organisationId, id, partyId: organisationId, reason }));
  change.push(sql.declineForAll({ organisationId, id }));
  await tell(change, row);
  change.audit({ action: 'meeting.decline', subjectKind: 'meeting', subjectIds: [id] });
}

/** @throws AppError not_found, meeting_closed, meeting_cancelled, meeting_over, id_taken */
export async function proposeTopic(
  change: Change,
  id: string,
  { id: topicId, title, minutes }: BodyOf<typeof ProposeTopic>,
): Promise<void> {
  const { organisationId, now } = change;
  const row = await lockComing(change, id);
  const [topics] = await change.all(sql.listTopics({ organisationId, id }));
  // one that another organisation proposed
  if (topics.some((topic) => topic.id === topicId)) throw new AppError('id_taken');
  change.push(
    sql.insertTopic({
      organisationId,
      id,
      topicId,
      partyId: organisationId,
      title,
      minutes: minutes ?? null,
      now,
    }),
  );
  await tell(change, row);
  change.audit({ action: 'meeting.propose', subjectKind: 'meeting', subjectIds: [id] });
}

/** Withdrawn already, it stays so. @throws AppError not_found, meeting_closed, meeting_cancelled, meeting_over, meeting_organiser_only */
export async function withdrawTopic(
  change: Change,
  id: string,
  { topicId }: BodyOf<typeof WithdrawTopic>,
): Promise<void> {
  const { organisationId } = change;
  const row = await lockComing(change, id);
  const [topics] = await change.all(sql.listTopics({ organisationId, id }));
  const topic = topics.find((one) => one.id === topicId);
  if (topic === undefined) throw new AppError('not_found');
  if (topic.party_id !== organisationId && row.organiser_id !== organisationId)
    throw new AppError('meeting_organiser_only');
  change.push(sql.withdrawTopic({ organisationId, id, topicId }));
  await tell(change, row);
  change.audit({ action: 'meeting.withdraw', subjectKind: 'meeting', subjectIds: [id] });
}

/** An organisation keeps what the organiser tells of a meeting: the newest alone. */
export const planReceiver: Receiver = receiverOf(
  meetingPlan,
  async (change, { fromOrganisationId: organiserId, payload }) => {
    const { organisationId, now } = change;
    const { meetingId: id, allianceId, revision, title, place, startsAt, endsAt, cancelReason } = payload;
    const of = { organisationId, id };
    const alliance = await findAlliance(change, allianceId);
    const standing = alliance?.standingOf(organiserId);
    // what the host tells of who is in it may still be on its way: asked again later
    if (alliance === undefined || standing === undefined || standing === 'invited')
      throw new AppError('alliance_not_in');
    if (standing === 'removed' || standing === 'declined') return { isTaken: false };
    const known = await change.first(sql.lockMeeting(of));
    if (known !== undefined && (known.organiser_id !== organiserId || known.alliance_id !== allianceId))
      throw new AppError('id_taken');
    if (known !== undefined && known.revision >= revision) return { isTaken: false };
    if (!isToldIn(alliance, organiserId)) {
      // whoever is in it again says so, and is told anew
      change.push(sql.markWord({ ...of, isDue: true }));
      return { isTaken: false };
    }
    if (Date.parse(endsAt) <= Date.parse(startsAt)) return { isTaken: false };
    const { kind, seriesId } = payload;
    const times = { startsAt: new Date(startsAt), endsAt: new Date(endsAt) };
    if (known === undefined)
      change.push(
        sql.insertMeeting({ ...of, allianceId, organiserId, kind, title, place, ...times, seriesId, now }),
      );
    change.push(sql.followOrganiser({ ...of, title, place, startsAt, endsAt, cancelReason, revision, now }));
    change.push(sql.followParties({ ...of, parties: JSON.stringify(payload.parties) }));
    change.push(sql.followPeople({ ...of, people: JSON.stringify(once(payload.people)) }));
    change.push(sql.followTopics({ ...of, topics: JSON.stringify(once(payload.topics)) }));
    const inMeeting = { organisationId, meetingId: id };
    const said = JSON.stringify(once(payload.items).map(asTold));
    const [added] = await change.all(items.followItems({ ...inMeeting, allianceId, items: said }));
    change.push(items.followProgress({ ...inMeeting, items: said }));
    await tellOfItems(
      change,
      added.map((item) => item.id),
    );
    tellStaff(change, known, { id, seriesId, place, cancelReason, ...times });
    return { isTaken: true };
  },
  { sendMarked: tellParties, isMarked: sql.isMarked },
);

/** Of a new meeting whoever may send somebody is told; of one that is elsewhere or not at all whoever comes. */
function tellStaff(
  change: Change,
  known: MeetingRow | undefined,
  said: {
    id: string;
    seriesId: string | null;
    place: string;
    cancelReason: string | null;
    startsAt: Date;
    endsAt: Date;
  },
): void {
  const { id: matterId, seriesId, place, cancelReason, startsAt, endsAt } = said;
  if (known === undefined) {
    // of a series once: its other dates are in the day of whoever has not answered
    const isFirst = seriesId === null || seriesId === matterId;
    if (cancelReason === null && isFirst) notify(change, { kind: meetingCalled, matterId, step: '' });
    return;
  }
  if (cancelReason !== null && known.cancelled_at === null)
    notify(change, { kind: meetingCancelled, matterId, step: '' });
  if (cancelReason === null && isElsewhere(known, { place, startsAt, endsAt }))
    notify(change, { kind: meetingMoved, matterId, step: change.now.toISOString() });
}
