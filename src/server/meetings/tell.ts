import type { Static } from 'typebox';
import {
  type ActionItemState,
  type AttendeeAnswer,
  type MeetingKind,
} from '../../domain/meetings/meeting.ts';
import { findAlliance, findAlliances, type KnownAlliance } from '../alliances/public.ts';
import { deliver, listSent } from '../deliveries/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { eachApart } from '../platform/work/each-apart.ts';
import type { Change, Work } from '../platform/work/work.ts';
import { meetingPlan, meetingWord } from './kinds.ts';
import { type Access, isToldIn, type MeetingRow } from './read-meeting.ts';
import * as sql from './sql.ts';
import * as items from './sql-items.ts';

type ItemRow = RowOf<ReturnType<typeof items.readItem>>;
type TopicRow = RowOf<ReturnType<typeof sql.listTopics>>;
type AttendeeRow = RowOf<ReturnType<typeof sql.listAttendees>>;

/** Tells the others how it is now: as the organiser everybody, else the organiser, who tells everybody. */
export async function tell(change: Change, row: MeetingRow): Promise<void> {
  return row.organiser_id === change.organisationId ? tellEverybody(change, row) : tellOrganiser(change, row);
}

const recordedWords = (row: ItemRow) => ({
  id: row.id,
  organisationId: row.assignee_id,
  title: row.title,
  dueOn: row.due_on,
  createdAt: row.created_at.toISOString(),
  withdrawnReason: row.withdrawn_reason,
  withdrawnAt: row.withdrawn_at?.toISOString() ?? null,
});

const progressWords = (row: ItemRow) => ({
  ownerName: row.owner_name,
  state: row.state as ActionItemState,
  note: row.note,
  changedAt: row.changed_at.toISOString(),
});

const topicWords = (row: TopicRow) => ({
  id: row.id,
  title: row.title,
  minutes: row.minutes,
  isWithdrawn: row.is_withdrawn,
  proposedAt: row.proposed_at.toISOString(),
});

/**
 * Of its own people an organisation tells whoever answered, and their names where it shares meetings with the alliance. Whoever is only asked has
 * said nothing yet.
 */
function ownPeople(
  people: readonly AttendeeRow[],
  { organisationId, alliance }: { organisationId: string; alliance: KnownAlliance | undefined },
) {
  const isNamed = alliance?.ownShares.includes('meetings') === true;
  return people
    .filter((one) => one.party_id === organisationId && one.answer !== 'asked')
    .map((one) => ({
      id: one.id,
      name: isNamed && one.answer === 'coming' ? one.name : '',
      answer: one.answer as AttendeeAnswer,
    }));
}

/** One revision more at the organiser; the telling is a job's. Whoever is out of the alliance is told once they are in it again. */
async function tellEverybody(change: Change, { id }: MeetingRow): Promise<void> {
  const { organisationId } = change;
  const of = { organisationId, id };
  const [[next], parties] = await change.all(sql.nextRevision(of), sql.listParties(of));
  const partyIds = parties.map(({ party_id: partyId }) => partyId).filter((one) => one !== organisationId);
  change.push(sql.markDue({ ...of, revision: next?.revision ?? 0, partyIds }));
  change.ring('deliver');
}

/** The organiser tells each party for which a change left a mark how the meeting is now, and again once that was received. */
export async function tellParties(work: Work): Promise<void> {
  const due = await work.read(listDue);
  await eachApart(new Set(due.map((party) => party.meeting_id)), (id) =>
    work.change((change) => tellOne(change, id)),
  );
}

type DueRow = RowOf<ReturnType<typeof sql.listDueParties>>;

const keyOf = (id: string, revision: number) => `${id} ${revision}`;

/** Who is in the alliance; whoever has not received the plan before is not told another. */
async function listDue(access: Access): Promise<DueRow[]> {
  const { all, organisationId } = access;
  const [marked] = await all(sql.listDueParties({ organisationId }));
  if (marked.length === 0) return [];
  const alliances = await findAlliances(access);
  const parties = marked.filter((row) => isToldIn(alliances.get(row.alliance_id), row.party_id));
  const keys = parties.flatMap(({ meeting_id: id, sent_revision: revision }) =>
    revision === null ? [] : [keyOf(id, revision)],
  );
  if (keys.length === 0) return parties;
  const [sent] = await all(listSent({ organisationId, kinds: [meetingPlan.kind], keys: [...new Set(keys)] }));
  const underWay = new Set(
    sent
      .filter((row) => row.delivered_at === null && row.dead_at === null)
      .map((row) => `${row.key} ${row.to_organisation_id}`),
  );
  return parties.filter(
    ({ meeting_id: id, sent_revision: revision, party_id: partyId }) =>
      revision === null || !underWay.has(`${keyOf(id, revision)} ${partyId}`),
  );
}

async function tellOne(change: Change, id: string): Promise<void> {
  const { organisationId } = change;
  const of = { organisationId, id };
  const row = await change.first(sql.lockMeeting(of));
  if (row === undefined) return;
  const partyIds = (await listDue(change))
    .filter((party) => party.meeting_id === id)
    .map((party) => party.party_id);
  if (partyIds.length === 0) return;
  const payload = await planOf(change, row);
  const { revision } = row;
  for (const to of partyIds)
    await deliver(change, { to, kind: meetingPlan, key: keyOf(id, revision), payload });
  change.push(sql.noteSent({ ...of, revision, partyIds }));
}

/** How a meeting is, in the words of the delivery. */
async function planOf(change: Change, row: MeetingRow): Promise<Static<typeof meetingPlan.schema>> {
  const { organisationId } = change;
  const { id } = row;
  const of = { organisationId, id };
  const alliance = await findAlliance(change, row.alliance_id);
  const [parties, people, topics, recorded] = await change.all(
    sql.listParties(of),
    sql.listAttendees(of),
    sql.listTopics(of),
    items.listOfMeeting({ organisationId, meetingId: id }),
  );
  const own = new Map(ownPeople(people, { organisationId, alliance }).map((one) => [one.id, one]));
  return {
    meetingId: id,
    allianceId: row.alliance_id,
    revision: row.revision,
    kind: row.kind as MeetingKind,
    title: row.title,
    place: row.place,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    seriesId: row.series_id,
    cancelReason: row.cancel_reason,
    parties: parties.map((party) => ({
      organisationId: party.party_id,
      declinedReason: party.declined_reason,
    })),
    people: people.flatMap((one) => {
      const { id: personId, party_id: partyId, name, came } = one;
      const said =
        partyId === organisationId
          ? own.get(personId)
          : { id: personId, name, answer: one.answer as AttendeeAnswer };
      return said === undefined ? [] : [{ organisationId: partyId, ...said, came }];
    }),
    topics: topics.map((topic) => ({
      organisationId: topic.party_id,
      ...topicWords(topic),
      place: topic.place,
    })),
    items: recorded.map((item) => ({
      creatorId: item.creator_id,
      ...recordedWords(item),
      ...progressWords(item),
    })),
  };
}

/** What cannot be told, since the organisation or the organiser is out of the alliance, is told once it can. */
async function tellOrganiser(change: Change, row: MeetingRow): Promise<void> {
  const { organisationId } = change;
  const { id } = row;
  const of = { organisationId, id };
  const alliance = await findAlliance(change, row.alliance_id);
  const isReached = isToldIn(alliance, row.organiser_id);
  change.push(sql.markWord({ ...of, isDue: !isReached }));
  if (!isReached) return;
  const [[next], parties, people, topics, recorded] = await change.all(
    sql.nextTurn(of),
    sql.listParties(of),
    sql.listAttendees(of),
    sql.listTopics(of),
    items.listOfMeeting({ organisationId, meetingId: id }),
  );
  const isOwn = ({ party_id: partyId }: { party_id: string }) => partyId === organisationId;
  const turn = next?.turn ?? 0;
  await deliver(change, {
    to: row.organiser_id,
    kind: meetingWord,
    key: `${id} ${turn}`,
    payload: {
      meetingId: id,
      turn,
      declinedReason: parties.find(isOwn)?.declined_reason ?? null,
      people: ownPeople(people, { organisationId, alliance }),
      topics: topics.filter(isOwn).map(topicWords),
      recorded: recorded.filter((item) => item.creator_id === organisationId).map(recordedWords),
      progress: recorded
        .filter((item) => item.assignee_id === organisationId)
        .map((item) => ({ id: item.id, ...progressWords(item) })),
    },
  });
}

/** Whoever is in the alliance again says what could not be told before. */
export async function tellOrganisers(work: Work): Promise<void> {
  const due = await work.read(async (reading) => {
    const { organisationId } = reading;
    const [rows] = await reading.all(sql.listWordsDue({ organisationId }));
    const alliances = rows.length === 0 ? undefined : await findAlliances(reading);
    return rows.filter((row) => isToldIn(alliances?.get(row.alliance_id), row.organiser_id));
  });
  await eachApart(due, ({ id }) =>
    work.change(async (change) => {
      const row = await change.first(sql.lockMeeting({ organisationId: change.organisationId, id }));
      if (row?.is_word_due === true) await tellOrganiser(change, row);
    }),
  );
}
