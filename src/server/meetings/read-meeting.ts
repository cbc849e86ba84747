import type { AnswerOf, QueryOf } from '../../contract/operation.ts';
import type {
  ActionItemView,
  ListActionItems,
  ListMeetings,
  MeetingItemView,
  MeetingPartyView,
  MeetingView,
} from '../../contract/meetings.ts';
import {
  type ActionItemState,
  type AttendeeAnswer,
  isOpenAt,
  isResultAt,
  type MeetingKind,
  partyAnswer,
} from '../../domain/meetings/meeting.ts';
import { findAlliance, findAlliances, type KnownAlliance } from '../alliances/public.ts';
import { type Party, readParties } from '../organisations/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading } from '../platform/work/work.ts';
import { listActiveStaff } from '../staff/public.ts';
import * as sql from './sql.ts';
import * as items from './sql-items.ts';

export type MeetingRow = RowOf<ReturnType<typeof sql.readMeeting>>;
type ItemRow = RowOf<ReturnType<typeof items.readItem>>;
type AttendeeRow = RowOf<ReturnType<typeof sql.listAttendees>>;
type PartyRow = RowOf<ReturnType<typeof sql.listParties>>;
export type Access = Pick<Reading, 'all' | 'first' | 'organisationId' | 'actorId' | 'now' | 'timeZone'>;

const MOST_LISTED = 200;

/** Whether its organiser and the organisation itself are still in the alliance. */
export function isReached(
  { organiser_id: organiserId }: Pick<MeetingRow, 'organiser_id'>,
  alliance: KnownAlliance | undefined,
): boolean {
  return isToldIn(alliance, organiserId);
}

/** Whether the organisation and somebody else are in an alliance that goes on: they tell each other. */
export function isToldIn(alliance: KnownAlliance | undefined, partyId: string): boolean {
  return alliance?.isOpen === true && alliance.isIn(partyId);
}

/** Whether whoever comes has to go somewhere else, or at another time. */
export function isElsewhere(
  row: MeetingRow,
  { place, startsAt, endsAt }: { place: string; startsAt: Date; endsAt: Date },
): boolean {
  return (
    place !== row.place ||
    startsAt.getTime() !== row.starts_at.getTime() ||
    endsAt.getTime() !== row.ends_at.getTime()
  );
}

type PartyOf = (id: string) => Party;

interface Own {
  readonly answers: readonly string[];
  readonly own: string | null;
  readonly came: boolean | null;
  readonly declined_reason: string | null;
}

function viewItem(
  row: MeetingRow,
  alliance: KnownAlliance | undefined,
  { organisationId, partyOf, own }: { organisationId: string; partyOf: PartyOf; own: Own | undefined },
): MeetingItemView {
  return {
    id: row.id,
    allianceId: row.alliance_id,
    allianceName: alliance?.name ?? '',
    organiser: partyOf(row.organiser_id),
    kind: row.kind as MeetingKind,
    title: row.title,
    place: row.place,
    startsAt: row.starts_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    seriesId: row.series_id,
    isCancelled: row.cancelled_at !== null,
    answer: partyAnswer(own?.declined_reason ?? null, (own?.answers ?? []) as AttendeeAnswer[]),
    ownAnswer: (own?.own ?? null) as AttendeeAnswer | null,
    ownCame: own?.came ?? null,
    isOrganiser: row.organiser_id === organisationId,
    isOpen: row.cancelled_at === null && isReached(row, alliance),
  };
}

export async function listMeetings(
  access: Access,
  { when = 'coming', allianceId }: QueryOf<typeof ListMeetings>,
): Promise<AnswerOf<typeof ListMeetings>> {
  const { organisationId, actorId: accountId, now } = access;
  const list = when === 'coming' ? sql.listComing : sql.listOver;
  const [rows] = await access.all(list({ organisationId, now, allianceId, limit: MOST_LISTED }));
  const alliances = await findAlliances(access);
  const partyOf = await readParties(access);
  const [answers] = await access.all(
    sql.listAnswers({ organisationId, accountId, ids: rows.map(({ id }) => id) }),
  );
  const ownOf = new Map(answers.map((one) => [one.meeting_id, one]));
  return {
    items: rows.map((row) =>
      viewItem(row, alliances.get(row.alliance_id), { organisationId, partyOf, own: ownOf.get(row.id) }),
    ),
    next: null,
  };
}

function viewParty(
  row: PartyRow,
  people: readonly AttendeeRow[],
  { partyOf, isInAlliance }: { partyOf: PartyOf; isInAlliance: boolean },
): MeetingPartyView {
  const own = people.filter(({ party_id: partyId }) => partyId === row.party_id);
  return {
    ...partyOf(row.party_id),
    isIn: isInAlliance,
    answer: partyAnswer(
      row.declined_reason,
      own.map(({ answer }) => answer as AttendeeAnswer),
    ),
    declinedReason: row.declined_reason,
    people: own.map(({ id, name, answer, came }) => ({ id, name, answer: answer as AttendeeAnswer, came })),
  };
}

/** @throws AppError not_found */
export async function readMeeting(access: Access, id: string): Promise<MeetingView> {
  const { organisationId, actorId } = access;
  const of = { organisationId, id };
  const row = await access.first(sql.readMeeting(of));
  if (row === undefined) throw new AppError('not_found');
  const { alliance_id: allianceId, starts_at: startsAt } = row;
  const [parties, people, topics, recorded, [before]] = await access.all(
    sql.listParties(of),
    sql.listAttendees(of),
    sql.listTopics(of),
    items.listOfMeeting({ organisationId, meetingId: id }),
    sql.findBefore({ organisationId, allianceId, startsAt }),
  );
  const closedSince = before?.starts_at ?? new Date(0);
  const [left] = await access.all(items.listOfAlliance({ organisationId, allianceId, closedSince }));
  const alliance = await findAlliance(access, allianceId);
  const partyOf = await readParties(access);
  const view = await itemViewer(access, partyOf);
  const ownPeople = people.filter(({ party_id: partyId }) => partyId === organisationId);
  const me = ownPeople.find(({ account_id: accountId }) => accountId === actorId);
  const own = {
    answers: ownPeople.map(({ answer }) => answer),
    own: me?.answer ?? null,
    came: me?.came ?? null,
    declined_reason:
      parties.find(({ party_id: partyId }) => partyId === organisationId)?.declined_reason ?? null,
  };
  const earlier = left.filter(({ met_at: metAt }) => metAt < startsAt);
  return {
    ...viewItem(row, alliance, { organisationId, partyOf, own }),
    cancelReason: row.cancel_reason,
    parties: parties
      .toSorted((one, other) => Number(isFirst(other)) - Number(isFirst(one)))
      .map((party) =>
        viewParty(party, people, {
          partyOf,
          isInAlliance: alliance?.isIn(party.party_id) === true,
        }),
      ),
    topics: topics
      .filter((topic) => !topic.is_withdrawn)
      .map((topic) => ({
        id: topic.id,
        organisation: partyOf(topic.party_id),
        title: topic.title,
        minutes: topic.minutes,
        isOurs: topic.party_id === organisationId,
      })),
    carried: earlier
      .filter((item) => isOpenAt(startsAt, tracked(item)))
      .slice(0, MOST_LISTED)
      .map(view),
    results: earlier.filter((item) => isResultAt(startsAt, before?.starts_at, tracked(item))).map(view),
    items: recorded.map(view),
    version: row.version,
  };

  function isFirst({ party_id: partyId }: PartyRow): boolean {
    return partyId === row?.organiser_id;
  }
}

function tracked(row: ItemRow) {
  const { withdrawn_at: withdrawnAt } = row;
  return withdrawnAt === null
    ? { state: row.state as ActionItemState, changedAt: row.changed_at }
    : ({ state: 'dropped', changedAt: withdrawnAt } as const);
}

/** Whoever is not there any more does nothing: then the item has nobody. */
async function itemViewer(access: Access, partyOf: PartyOf): Promise<(row: ItemRow) => ActionItemView> {
  const { organisationId, actorId } = access;
  const staff = await listActiveStaff(access);
  const active = new Set(staff.map(({ id }) => id));
  return (row) => {
    const isOurs = row.assignee_id === organisationId;
    const hasOwner = !isOurs || (row.owner_id !== null && active.has(row.owner_id)) || row.state !== 'open';
    return {
      id: row.id,
      meetingId: row.meeting_id,
      meetingTitle: row.meeting_title,
      creator: partyOf(row.creator_id),
      organisation: partyOf(row.assignee_id),
      title: row.title,
      dueOn: row.due_on,
      ownerName: hasOwner ? row.owner_name : null,
      isMine: row.owner_id !== null && row.owner_id === actorId,
      isOurs,
      state: tracked(row).state,
      note: row.withdrawn_reason ?? row.note,
      changedAt: tracked(row).changedAt.toISOString(),
      version: row.version,
    };
  };
}

/** @throws AppError not_found */
export async function readItem(access: Access, id: string): Promise<ActionItemView> {
  const row = await access.first(items.readItem({ organisationId: access.organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  return (await itemViewer(access, await readParties(access)))(row);
}

export async function listItems(
  access: Access,
  { mine = false, open, allianceId }: QueryOf<typeof ListActionItems>,
): Promise<AnswerOf<typeof ListActionItems>> {
  const { organisationId, actorId } = access;
  const ownerId = mine ? (actorId ?? undefined) : undefined;
  const chosen = { organisationId, allianceId, ownerId, limit: MOST_LISTED };
  const lists = [
    ...(open === false ? [] : [items.listOpen(chosen)]),
    ...(open === true ? [] : [items.listClosed(chosen)]),
  ];
  const rows = (await access.all(...lists)).flat();
  const view = await itemViewer(access, await readParties(access));
  return { items: rows.map(view), next: null };
}
