import { plain, prepare, prepareVariants, query } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfMeeting extends InOrganisation {
  id: string;
}

const meetingColumns = [
  'id',
  'alliance_id',
  'organiser_id',
  'kind',
  'title',
  'place',
  'starts_at',
  'ends_at',
  'series_id',
  'cancelled_at',
  'cancel_reason',
  'turn',
  'is_word_due',
  'revision',
  'created_at',
  'updated_at',
  'version',
] as const;

/** Those to come, the next first. */
export const listComing = prepareVariants(
  (p: InOrganisation & { now: Date; allianceId: string | undefined; limit: number }) =>
    query
      .selectFrom('meeting')
      .select(meetingColumns)
      .where('organisation_id', '=', p.organisationId)
      .where('ends_at', '>=', p.now)
      .$if(p.allianceId !== undefined, (rows) => rows.where('alliance_id', '=', p.allianceId as string))
      .orderBy('starts_at')
      .orderBy('id')
      .limit(p.limit),
);

/** Those that are over, the latest first. */
export const listOver = prepareVariants(
  (p: InOrganisation & { now: Date; allianceId: string | undefined; limit: number }) =>
    query
      .selectFrom('meeting')
      .select(meetingColumns)
      .where('organisation_id', '=', p.organisationId)
      .where('ends_at', '<', p.now)
      .$if(p.allianceId !== undefined, (rows) => rows.where('alliance_id', '=', p.allianceId as string))
      .orderBy('starts_at', 'desc')
      .orderBy('id', 'desc')
      .limit(p.limit),
);

export const readMeeting = prepare((p: OfMeeting) =>
  query
    .selectFrom('meeting')
    .select(meetingColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const lockMeeting = prepare((p: OfMeeting) =>
  query
    .selectFrom('meeting')
    .select(meetingColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

/** Those of a series from one on that were not called off, locked in order. */
export const lockFollowing = prepare((p: InOrganisation & { seriesId: string; from: Date }) =>
  query
    .selectFrom('meeting')
    .select(meetingColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('series_id', '=', p.seriesId)
    .where('starts_at', '>=', p.from)
    .where('cancelled_at', 'is', null)
    .orderBy('id')
    .forUpdate(),
);

/** When the alliance met last before. */
export const findBefore = prepare((p: InOrganisation & { allianceId: string; startsAt: Date }) =>
  query
    .selectFrom('meeting')
    .select('starts_at')
    .where('organisation_id', '=', p.organisationId)
    .where('alliance_id', '=', p.allianceId)
    .where('starts_at', '<', p.startsAt)
    .where('cancelled_at', 'is', null)
    .orderBy('starts_at', 'desc')
    .limit(1),
);

export const insertMeeting = prepare(
  (
    p: OfMeeting & {
      allianceId: string;
      organiserId: string;
      kind: string;
      title: string;
      place: string;
      startsAt: Date;
      endsAt: Date;
      seriesId: string | null;
      now: Date;
    },
  ) =>
    query.insertInto('meeting').values({
      organisation_id: p.organisationId,
      id: p.id,
      alliance_id: p.allianceId,
      organiser_id: p.organiserId,
      kind: p.kind,
      title: p.title,
      place: p.place,
      starts_at: p.startsAt,
      ends_at: p.endsAt,
      series_id: p.seriesId,
      created_at: p.now,
      updated_at: p.now,
    }),
);

export const changeMeeting = prepare(
  (p: OfMeeting & { title: string; place: string; startsAt: Date; endsAt: Date; now: Date }) =>
    query
      .updateTable('meeting')
      .set((set) => ({
        title: p.title,
        place: p.place,
        starts_at: p.startsAt,
        ends_at: p.endsAt,
        updated_at: p.now,
        version: set('version', '+', 1),
      }))
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

export const cancelMeeting = prepare((p: OfMeeting & { reason: string; now: Date }) =>
  query
    .updateTable('meeting')
    .set((set) => ({
      cancelled_at: p.now,
      cancel_reason: p.reason,
      updated_at: p.now,
      version: set('version', '+', 1),
    }))
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** The organiser changed the agenda; whoever looked at what was before is told so. */
export const noteChange = (p: OfMeeting) =>
  plain('update meeting set version = version + 1 where organisation_id = $1 and id = $2', [
    p.organisationId,
    p.id,
  ]);

/** To be told how the meeting is by this revision, as soon as they have received what was sent before. */
export const markDue = (p: OfMeeting & { revision: number; partyIds: readonly string[] }) =>
  plain(
    `update meeting_party set due_revision = $3
     where organisation_id = $1 and meeting_id = $2 and party_id = any($4)`,
    [p.organisationId, p.id, p.revision, [...p.partyIds]],
  );

/** Of all meetings that the organisation called. */
export const listDueParties = prepare((p: InOrganisation) =>
  query
    .selectFrom('meeting_party')
    .innerJoin('meeting', (join) =>
      join
        .onRef('meeting.organisation_id', '=', 'meeting_party.organisation_id')
        .onRef('meeting.id', '=', 'meeting_party.meeting_id'),
    )
    .select([
      'meeting_party.meeting_id',
      'meeting_party.party_id',
      'meeting_party.sent_revision',
      'meeting.alliance_id',
    ])
    .where('meeting_party.organisation_id', '=', p.organisationId)
    .where('meeting_party.due_revision', 'is not', null)
    .orderBy('meeting_party.meeting_id')
    .orderBy('meeting_party.party_id'),
);

/** Whether the organisation as an organiser has anything to tell. */
export const isMarked = prepare((p: InOrganisation) =>
  query.selectNoFrom(({ exists, selectFrom }) =>
    exists(
      selectFrom('meeting_party')
        .select('party_id')
        .where('organisation_id', '=', p.organisationId)
        .where('due_revision', 'is not', null),
    )
      .$castTo<boolean>()
      .as('is_marked'),
  ),
);

/** The same of what it has to say to organisers. */
export const isWordMarked = prepare((p: InOrganisation) =>
  query.selectNoFrom(({ exists, selectFrom }) =>
    exists(
      selectFrom('meeting')
        .select('id')
        .where('organisation_id', '=', p.organisationId)
        .where('is_word_due', '=', true),
    )
      .$castTo<boolean>()
      .as('is_marked'),
  ),
);

/** What was due is on its way. */
export const noteSent = (p: OfMeeting & { revision: number; partyIds: readonly string[] }) =>
  plain(
    `update meeting_party set sent_revision = $3, due_revision = null
     where organisation_id = $1 and meeting_id = $2 and party_id = any($4)`,
    [p.organisationId, p.id, p.revision, [...p.partyIds]],
  );

/** What the organiser says of all that its next revision says. */
export const nextRevision = (p: OfMeeting) =>
  plain<{ revision: number }>(
    'update meeting set revision = revision + 1 where organisation_id = $1 and id = $2 returning revision',
    [p.organisationId, p.id],
  );

/** One more word of the organisation to the organiser. */
export const nextTurn = (p: OfMeeting) =>
  plain<{ turn: number }>(
    'update meeting set turn = turn + 1 where organisation_id = $1 and id = $2 returning turn',
    [p.organisationId, p.id],
  );

/** What was said is told once it can be, or has been by now. */
export const markWord = (p: OfMeeting & { isDue: boolean }) =>
  plain('update meeting set is_word_due = $3 where organisation_id = $1 and id = $2 and is_word_due <> $3', [
    p.organisationId,
    p.id,
    p.isDue,
  ]);

/** Of which the organisation has something to say that could not be told. */
export const listWordsDue = prepare((p: InOrganisation) =>
  query
    .selectFrom('meeting')
    .select(['id', 'alliance_id', 'organiser_id'])
    .where('organisation_id', '=', p.organisationId)
    .where('is_word_due', '=', true),
);

/** What the organiser told of the meeting. */
export const followOrganiser = (
  p: OfMeeting & {
    title: string;
    place: string;
    startsAt: string;
    endsAt: string;
    cancelReason: string | null;
    revision: number;
    now: Date;
  },
) =>
  plain(
    `update meeting set title = $3, place = $4, starts_at = $5, ends_at = $6, cancel_reason = $7,
       cancelled_at = case when $7::text is null then null else coalesce(cancelled_at, $9) end,
       revision = $8, version = version + 1,
       updated_at = case when (title, place, starts_at, ends_at, cancel_reason)
         is distinct from ($3, $4, $5::timestamptz, $6::timestamptz, $7) then $9 else updated_at end
     where organisation_id = $1 and id = $2`,
    [p.organisationId, p.id, p.title, p.place, p.startsAt, p.endsAt, p.cancelReason, p.revision, p.now],
  );

export const listParties = prepare((p: OfMeeting) =>
  query
    .selectFrom('meeting_party')
    .select(['party_id', 'declined_reason', 'turn'])
    .where('organisation_id', '=', p.organisationId)
    .where('meeting_id', '=', p.id)
    .orderBy('party_id'),
);

export const lockParty = prepare((p: OfMeeting & { partyId: string }) =>
  query
    .selectFrom('meeting_party')
    .select(['party_id', 'declined_reason', 'turn'])
    .where('organisation_id', '=', p.organisationId)
    .where('meeting_id', '=', p.id)
    .where('party_id', '=', p.partyId)
    .forUpdate(),
);

/** Whoever is asked already stays as they answered. */
export const addParties = (p: OfMeeting & { partyIds: readonly string[] }) =>
  plain(
    `insert into meeting_party (organisation_id, meeting_id, party_id) select $1, $2, unnest($3::uuid[])
     on conflict do nothing`,
    [p.organisationId, p.id, [...p.partyIds]],
  );

export const putDeclined = prepare((p: OfMeeting & { partyId: string; reason: string | null }) =>
  query
    .updateTable('meeting_party')
    .set({ declined_reason: p.reason })
    .where('organisation_id', '=', p.organisationId)
    .where('meeting_id', '=', p.id)
    .where('party_id', '=', p.partyId),
);

/** At the organiser: what a party said last. */
export const followParty = prepare(
  (p: OfMeeting & { partyId: string; declinedReason: string | null; turn: number }) =>
    query
      .updateTable('meeting_party')
      .set({ declined_reason: p.declinedReason, turn: p.turn })
      .where('organisation_id', '=', p.organisationId)
      .where('meeting_id', '=', p.id)
      .where('party_id', '=', p.partyId),
);

/** Of itself the organisation knows better than what the organiser tells. @param p.parties JSON of {organisationId, declinedReason} each */
export const followParties = (p: OfMeeting & { parties: string }) =>
  plain(
    `insert into meeting_party as known (organisation_id, meeting_id, party_id, declined_reason)
     select $1, $2, (said->>'organisationId')::uuid, said->>'declinedReason' from jsonb_array_elements($3::jsonb) as said
     on conflict (organisation_id, meeting_id, party_id) do update set declined_reason = excluded.declined_reason
       where known.party_id <> $1`,
    [p.organisationId, p.id, p.parties],
  );

export const listAttendees = prepare((p: OfMeeting) =>
  query
    .selectFrom('meeting_attendee')
    .select(['id', 'party_id', 'account_id', 'name', 'answer', 'came'])
    .where('organisation_id', '=', p.organisationId)
    .where('meeting_id', '=', p.id)
    .orderBy('id'),
);

/** Who comes of the organisation, and how the account answered itself, to these meetings. */
export const listAnswers = (p: InOrganisation & { ids: readonly string[]; accountId: string | null }) =>
  plain<{
    meeting_id: string;
    answers: string[];
    own: string | null;
    came: boolean | null;
    declined_reason: string | null;
  }>(
    `select asked.meeting_id, asked.declined_reason,
       coalesce(array_agg(who.answer) filter (where who.answer is not null), '{}') as answers,
       max(who.answer) filter (where who.account_id = $3) as own,
       bool_or(who.came) filter (where who.account_id = $3) as came
     from meeting_party asked left join meeting_attendee who on who.organisation_id = asked.organisation_id
       and who.meeting_id = asked.meeting_id and who.party_id = asked.party_id
     where asked.organisation_id = $1 and asked.party_id = $1 and asked.meeting_id = any($2)
     group by asked.meeting_id, asked.declined_reason`,
    [p.organisationId, [...p.ids], p.accountId],
  );

/** One's own answer; somebody who was not asked is there from now on. */
export const putAnswer = (
  p: OfMeeting & { attendeeId: string; accountId: string; name: string; answer: string },
) =>
  plain(
    `insert into meeting_attendee (organisation_id, meeting_id, id, party_id, account_id, name, answer)
     values ($1, $2, $3, $1, $4, $5, $6)
     on conflict (organisation_id, account_id, meeting_id) do update set name = excluded.name, answer = excluded.answer`,
    [p.organisationId, p.id, p.attendeeId, p.accountId, p.name, p.answer],
  );

/** Nobody of the organisation comes: whoever was to, does not. */
export const declineForAll = (p: OfMeeting) =>
  plain(
    `update meeting_attendee set answer = 'not_coming'
     where organisation_id = $1 and meeting_id = $2 and party_id = $1 and answer <> 'not_coming'`,
    [p.organisationId, p.id],
  );

/** @returns who had not been asked before */
export const askColleague = (p: OfMeeting & { attendeeId: string; accountId: string; name: string }) =>
  plain<{ id: string }>(
    `insert into meeting_attendee (organisation_id, meeting_id, id, party_id, account_id, name, answer)
     values ($1, $2, $3, $1, $4, $5, 'asked') on conflict do nothing returning id`,
    [p.organisationId, p.id, p.attendeeId, p.accountId, p.name],
  );

/** @returns those who are there; of the others nobody ever heard */
export const markAttendees = (p: OfMeeting & { came: readonly string[]; absent: readonly string[] }) =>
  plain<{ id: string }>(
    `update meeting_attendee set came = id = any($3)
     where organisation_id = $1 and meeting_id = $2 and id = any($3::uuid[] || $4::uuid[]) returning id`,
    [p.organisationId, p.id, [...p.came], [...p.absent]],
  );

/**
 * People of other organisations, as those say; of one's own what the organiser marked.
 * @param p.people JSON of {organisationId, id, name, answer, came} each
 */
export const followPeople = (p: OfMeeting & { people: string }) =>
  plain(
    `with said as (select (one->>'organisationId')::uuid as party_id, (one->>'id')::uuid as id, one->>'name' as name,
         one->>'answer' as answer, (one->>'came')::boolean as came from jsonb_array_elements($3::jsonb) as one),
       own as (update meeting_attendee known set came = said.came from said where known.organisation_id = $1
         and known.meeting_id = $2 and known.id = said.id and said.party_id = $1 and known.party_id = $1)
     insert into meeting_attendee as known (organisation_id, meeting_id, id, party_id, name, answer, came)
     select $1, $2, id, party_id, name, answer, came from said where party_id <> $1
     on conflict (organisation_id, meeting_id, id) do update set name = excluded.name, answer = excluded.answer,
       came = excluded.came where known.party_id = excluded.party_id`,
    [p.organisationId, p.id, p.people],
  );

/** At the organiser: whom a party names. @param p.people JSON of {id, name, answer} each */
export const followPeopleOf = (p: OfMeeting & { partyId: string; people: string }) =>
  plain(
    `insert into meeting_attendee as known (organisation_id, meeting_id, id, party_id, name, answer)
     select $1, $2, (one->>'id')::uuid, $3, one->>'name', one->>'answer' from jsonb_array_elements($4::jsonb) as one
     on conflict (organisation_id, meeting_id, id) do update set name = excluded.name, answer = excluded.answer
       where known.party_id = excluded.party_id`,
    [p.organisationId, p.id, p.partyId, p.people],
  );

export const listTopics = prepare((p: OfMeeting) =>
  query
    .selectFrom('meeting_topic')
    .select(['id', 'party_id', 'title', 'minutes', 'place', 'is_withdrawn', 'proposed_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('meeting_id', '=', p.id)
    .orderBy('place', (order) => order.asc().nullsLast())
    .orderBy('proposed_at')
    .orderBy('id'),
);

export const insertTopic = prepare(
  (
    p: OfMeeting & {
      topicId: string;
      partyId: string;
      title: string;
      minutes: number | null;
      now: Date;
    },
  ) =>
    query.insertInto('meeting_topic').values({
      organisation_id: p.organisationId,
      meeting_id: p.id,
      id: p.topicId,
      party_id: p.partyId,
      title: p.title,
      minutes: p.minutes,
      proposed_at: p.now,
    }),
);

export const withdrawTopic = prepare((p: OfMeeting & { topicId: string }) =>
  query
    .updateTable('meeting_topic')
    .set({ is_withdrawn: true })
    .where('organisation_id', '=', p.organisationId)
    .where('meeting_id', '=', p.id)
    .where('id', '=', p.topicId),
);

export const orderTopics = (p: OfMeeting & { topicIds: readonly string[] }) =>
  plain(
    `update meeting_topic set place = array_position($3::uuid[], id) where organisation_id = $1 and meeting_id = $2`,
    [p.organisationId, p.id, [...p.topicIds]],
  );

/**
 * Topics as the organiser tells them; of its own the organisation learns where they stand, and whether they were taken off.
 * @param p.topics JSON of {organisationId, id, title, minutes, isWithdrawn, proposedAt, place} each
 */
export const followTopics = (p: OfMeeting & { topics: string }) =>
  plain(
    `with said as (select (one->>'id')::uuid as id, (one->>'organisationId')::uuid as party_id, one->>'title' as title,
         (one->>'minutes')::integer as minutes, (one->>'isWithdrawn')::boolean as is_withdrawn,
         (one->>'proposedAt')::timestamptz as proposed_at, (one->>'place')::integer as place
         from jsonb_array_elements($3::jsonb) as one),
       own as (update meeting_topic known set place = said.place, is_withdrawn = known.is_withdrawn or said.is_withdrawn
         from said where known.organisation_id = $1 and known.meeting_id = $2 and known.id = said.id
           and known.party_id = $1 and said.party_id = $1)
     insert into meeting_topic as known
       (organisation_id, meeting_id, id, party_id, title, minutes, is_withdrawn, proposed_at, place)
     select $1, $2, id, party_id, title, minutes, is_withdrawn, proposed_at, place from said where party_id <> $1
     on conflict (organisation_id, meeting_id, id) do update set place = excluded.place,
       is_withdrawn = known.is_withdrawn or excluded.is_withdrawn
       where known.party_id = excluded.party_id`,
    [p.organisationId, p.id, p.topics],
  );

/** At the organiser: what a party proposes. What the organiser took off stays so. @param p.topics JSON of {id, title, minutes, isWithdrawn, proposedAt} each */
export const followTopicsOf = (p: OfMeeting & { partyId: string; topics: string }) =>
  plain(
    `insert into meeting_topic as known (organisation_id, meeting_id, id, party_id, title, minutes, is_withdrawn, proposed_at)
     select $1, $2, (one->>'id')::uuid, $3, one->>'title', (one->>'minutes')::integer, (one->>'isWithdrawn')::boolean,
       (one->>'proposedAt')::timestamptz from jsonb_array_elements($4::jsonb) as one
     on conflict (organisation_id, meeting_id, id) do update set is_withdrawn = known.is_withdrawn or excluded.is_withdrawn
       where known.party_id = excluded.party_id`,
    [p.organisationId, p.id, p.partyId, p.topics],
  );

/** With how the organisation and its people answered. */
export const listMeetingsById = (p: InOrganisation & { ids: readonly string[] }) =>
  plain<{
    id: string;
    alliance_id: string;
    organiser_id: string;
    starts_at: Date;
    ends_at: Date;
    cancelled_at: Date | null;
    declined_reason: string | null;
    answers: string[];
    coming: string[];
    asked: string[];
  }>(
    `select id, alliance_id, organiser_id, starts_at, ends_at, cancelled_at,
       (select declined_reason from meeting_party asked where asked.organisation_id = meeting.organisation_id
         and asked.meeting_id = meeting.id and asked.party_id = meeting.organisation_id) as declined_reason,
       array(select answer from meeting_attendee who where who.organisation_id = meeting.organisation_id
         and who.meeting_id = meeting.id and who.party_id = meeting.organisation_id) as answers,
       array(select account_id from meeting_attendee who where who.organisation_id = meeting.organisation_id
         and who.meeting_id = meeting.id and who.account_id is not null and who.answer = 'coming') as coming,
       array(select account_id from meeting_attendee who where who.organisation_id = meeting.organisation_id
         and who.meeting_id = meeting.id and who.account_id is not null and who.answer = 'asked') as asked
     from meeting where organisation_id = $1 and id = any($2)`,
    [p.organisationId, [...p.ids]],
  );

/** Those that begin until an instant. */
export const listSoon = prepare((p: InOrganisation & { now: Date; until: Date }) =>
  query
    .selectFrom('meeting')
    .select(['id', 'alliance_id', 'organiser_id', 'starts_at'])
    .where('organisation_id', '=', p.organisationId)
    .where('cancelled_at', 'is', null)
    .where('starts_at', '>', p.now)
    .where('starts_at', '<=', p.until),
);

/** Meetings to which an account comes, or is asked to. */
export const listOwnMeetings = prepare(
  (p: InOrganisation & { accountId: string; from: Date; until: Date; limit: number }) =>
    query
      .selectFrom('meeting_attendee as who')
      .innerJoin('meeting', (join) =>
        join
          .onRef('meeting.organisation_id', '=', 'who.organisation_id')
          .onRef('meeting.id', '=', 'who.meeting_id'),
      )
      .select([
        'meeting.id',
        'meeting.alliance_id',
        'meeting.organiser_id',
        'meeting.kind',
        'meeting.place',
        'meeting.starts_at',
        'meeting.ends_at',
        'meeting.created_at',
        'meeting.updated_at',
      ])
      .where('who.organisation_id', '=', p.organisationId)
      .where('who.account_id', '=', p.accountId)
      .where('who.answer', '!=', 'not_coming')
      .where('meeting.cancelled_at', 'is', null)
      .where('meeting.starts_at', '>=', p.from)
      .where('meeting.starts_at', '<', p.until)
      .orderBy('meeting.starts_at')
      .limit(p.limit),
);
