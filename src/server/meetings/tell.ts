import {
  type ActionItemState,
  type AttendeeAnswer,
  type MeetingKind,
} from '../../domain/meetings/meeting.ts';
import { isIn } from '../../domain/alliances/alliance.ts';
import { findAlliance } from '../alliances/public.ts';
import { deliver } from '../deliveries/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import type { Change } from '../platform/work/work.ts';
import { meetingPlan, meetingWord } from './kinds.ts';
import type { MeetingRow } from './read-meeting.ts';
import * as sql from './sql.ts';
import * as items from './sql-items.ts';

type ItemRow = RowOf<ReturnType<typeof items.readItem>>;
type TopicRow = RowOf<ReturnType<typeof sql.listTopics>>;

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

/** Whoever left the alliance hears nothing more. */
async function tellEverybody(change: Change, { id, alliance_id: allianceId }: MeetingRow): Promise<void> {
  const { organisationId } = change;
  const of = { organisationId, id };
  const [[next], [row], parties, people, topics, recorded] = await change.all(
    sql.nextRevision(of),
    sql.readMeeting(of),
    sql.listParties(of),
    sql.listAttendees(of),
    sql.listTopics(of),
    items.listOfMeeting({ organisationId, meetingId: id }),
  );
  const alliance = await findAlliance(change, allianceId);
  if (row === undefined || alliance?.isOpen !== true) return;
  const revision = next?.revision ?? 0;
  const payload = {
    meetingId: id,
    allianceId,
    revision,
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
    people: people.map((one) => ({
      organisationId: one.party_id,
      id: one.id,
      name: one.name,
      answer: one.answer as AttendeeAnswer,
      came: one.came,
    })),
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
  for (const { party_id: to } of parties)
    if (to !== organisationId && isIn(alliance.standingOf(to) ?? 'left'))
      await deliver(change, { to, kind: meetingPlan, key: `${id} ${revision}`, payload });
}

/** What was done after the organisation or the organiser has left stays with the organisation itself. */
async function tellOrganiser(change: Change, row: MeetingRow): Promise<void> {
  const { organisationId } = change;
  const { id } = row;
  const alliance = await findAlliance(change, row.alliance_id);
  if (alliance?.isOpen !== true || !isIn(alliance.standingOf(row.organiser_id) ?? 'left')) return;
  const of = { organisationId, id };
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
      people: people
        .filter(isOwn)
        .map((one) => ({ id: one.id, name: one.name, answer: one.answer as AttendeeAnswer })),
      topics: topics.filter(isOwn).map(topicWords),
      recorded: recorded.filter((item) => item.creator_id === organisationId).map(recordedWords),
      progress: recorded
        .filter((item) => item.assignee_id === organisationId)
        .map((item) => ({ id: item.id, ...progressWords(item) })),
    },
  });
}
