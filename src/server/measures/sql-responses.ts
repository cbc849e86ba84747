import { sql as raw } from 'kysely';
import {
  once,
  plain,
  prepare,
  prepareVariants,
  query,
  type Statement,
  statement,
} from '../platform/database/statement.ts';

interface Row {
  organisationId: string;
  id: string;
}

interface Link {
  organisationId: string;
  tokenHash: Buffer;
}

const invited = query
  .selectFrom('invitation')
  .innerJoin('campaign', (join) =>
    join
      .onRef('campaign.organisation_id', '=', 'invitation.organisation_id')
      .onRef('campaign.id', '=', 'invitation.campaign_id'),
  )
  .innerJoin('client', (join) =>
    join
      .onRef('client.organisation_id', '=', 'invitation.organisation_id')
      .onRef('client.id', '=', 'invitation.client_id'),
  )
  .leftJoin('person_key', (join) =>
    join
      .onRef('person_key.organisation_id', '=', 'invitation.organisation_id')
      .onRef('person_key.person_id', '=', 'invitation.client_id'),
  )
  .select([
    'invitation.id',
    'invitation.client_id',
    'invitation.group_id',
    'invitation.answered_ids',
    'invitation.campaign_id',
    'campaign.title',
    'campaign.title_en',
    'campaign.instrument_ids',
    'campaign.contact_name',
    'campaign.contact_phone',
    'campaign.opens_at',
    'campaign.closes_at',
    'campaign.opened_at',
    'client.site_id',
    'client.worker_ids',
    'client.card',
    'person_key.wrapped',
  ]);

/** Who is invited by a link, to what, and whose key seals the answers. */
export const findInvitation = prepare((p: Link) =>
  invited
    .where('invitation.organisation_id', '=', p.organisationId)
    .where('invitation.token_hash', '=', p.tokenHash),
);

/** The same by a link that a newer one made void. */
export const findFormerInvitation = prepare((p: Link) =>
  invited
    .innerJoin('former_link', (join) =>
      join
        .onRef('former_link.organisation_id', '=', 'invitation.organisation_id')
        .onRef('former_link.invitation_id', '=', 'invitation.id'),
    )
    .where('former_link.organisation_id', '=', p.organisationId)
    .where('former_link.token_hash', '=', p.tokenHash),
);

const consentFacts = [
  'consent.given_by',
  'consent.given_on',
  'consent.expires_on',
  'consent.withdrawn_on',
] as const;

/** What the end of a student number says beside the class: enough for a child to know the own slip. */
export const readInvitedClass = prepare((p: Row & { groupId: string }) =>
  query
    .selectFrom('client')
    .innerJoin('client_group', (join) =>
      join
        .onRef('client_group.organisation_id', '=', 'client.organisation_id')
        .on('client_group.id', '=', p.groupId),
    )
    .select(['client_group.name', 'client.profile'])
    .where('client.organisation_id', '=', p.organisationId)
    .where('client.id', '=', p.id),
);

/** Consents to assessments of the person whom a link invites. */
export const listInvitedConsents = prepare((p: Link) =>
  query
    .selectFrom('invitation')
    .innerJoin('consent', (join) =>
      join
        .onRef('consent.organisation_id', '=', 'invitation.organisation_id')
        .onRef('consent.client_id', '=', 'invitation.client_id'),
    )
    .select(consentFacts)
    .where('invitation.organisation_id', '=', p.organisationId)
    .where('invitation.token_hash', '=', p.tokenHash)
    .where('consent.purpose', '=', 'assessment'),
);

const respondent = query
  .selectFrom('client')
  .leftJoin('person_key', (join) =>
    join
      .onRef('person_key.organisation_id', '=', 'client.organisation_id')
      .onRef('person_key.person_id', '=', 'client.id'),
  )
  .select(['client.id', 'client.site_id', 'client.worker_ids', 'client.card', 'person_key.wrapped']);

/** A client as the parent of a response: its scope and key, or nothing where the actor may not see the client. */
export const readRespondent = prepare((p: Row) =>
  respondent.where('client.organisation_id', '=', p.organisationId).where('client.id', '=', p.id),
);

/** The same, and whether any consent to assessments was ever withdrawn: few were, and only then are they read. */
export const readNewRespondent = prepare((p: Row) =>
  respondent
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('consent')
          .select('consent.id')
          .whereRef('consent.organisation_id', '=', 'client.organisation_id')
          .whereRef('consent.client_id', '=', 'client.id')
          .where('consent.purpose', '=', 'assessment')
          .where('consent.withdrawn_on', 'is not', null),
      ).as('has_withdrawn'),
    )
    .where('client.organisation_id', '=', p.organisationId)
    .where('client.id', '=', p.id),
);

export const listAssessmentConsents = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .selectFrom('consent')
    .select(consentFacts)
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('purpose', '=', 'assessment'),
);

export const listResearchConsents = prepare((p: { organisationId: string; clientIds: string[] }) =>
  query
    .selectFrom('consent')
    .select([...consentFacts, 'consent.client_id'])
    .where('organisation_id', '=', p.organisationId)
    .where('purpose', '=', 'research')
    .where(raw<boolean>`client_id = any(${p.clientIds}::uuid[])`),
);

const responseColumns = [
  'response.id',
  'response.client_id',
  'response.campaign_id',
  'response.invitation_id',
  'response.instrument_id',
  'response.answers',
  'response.answered_at',
  'response.recorded_by',
  'response.kept_apart',
  'response.looked_by',
  'response.looked_at',
] as const;

const responseWithKey = query
  .selectFrom('response')
  .leftJoin('person_key', (join) =>
    join
      .onRef('person_key.organisation_id', '=', 'response.organisation_id')
      .onRef('person_key.person_id', '=', 'response.client_id'),
  );

export const readResponse = prepare((p: Row) =>
  responseWithKey
    .innerJoin('client', (join) =>
      join
        .onRef('client.organisation_id', '=', 'response.organisation_id')
        .onRef('client.id', '=', 'response.client_id'),
    )
    .select([...responseColumns, 'response.received_at', 'client.card', 'person_key.wrapped'])
    .where('response.organisation_id', '=', p.organisationId)
    .where('response.id', '=', p.id),
);

/** Who has read an answer, by the audit: each with the first time. Read with an index of such readings only. */
export const listReaders = prepare((p: Row) =>
  query
    .selectFrom('audit_event')
    .innerJoin('response', (join) =>
      join
        .onRef('response.organisation_id', '=', 'audit_event.organisation_id')
        .onRef('response.received_at', '<=', 'audit_event.at'),
    )
    .select(['audit_event.actor_id', raw<Date>`min(audit_event.at)`.as('at')])
    .where('audit_event.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`audit_event.action = 'response.read'`)
    .where(raw<boolean>`audit_event.detail ->> 'response' = ${p.id}::text`)
    .where('audit_event.actor_id', 'is not', null)
    .where('response.id', '=', p.id)
    .groupBy('audit_event.actor_id')
    .orderBy(raw`min(audit_event.at)`),
);

/** Answers with who gave them, when and in which round, by id from behind `after`. */
export function listForExport(p: {
  organisationId: string;
  instrumentId: string;
  siteId: string | undefined;
  after: string | undefined;
  limit: number;
}) {
  let list = responseWithKey
    .innerJoin('client', (join) =>
      join
        .onRef('client.organisation_id', '=', 'response.organisation_id')
        .onRef('client.id', '=', 'response.client_id'),
    )
    .leftJoin('campaign', (join) =>
      join
        .onRef('campaign.organisation_id', '=', 'response.organisation_id')
        .onRef('campaign.id', '=', 'response.campaign_id'),
    )
    .select([
      ...responseColumns,
      'person_key.wrapped',
      'client.card',
      'client.sex',
      'client.birth_year',
      'client.group_id',
      'campaign.title as round',
      'campaign.wave',
    ])
    .where('response.organisation_id', '=', p.organisationId)
    .where('response.instrument_id', '=', p.instrumentId)
    .where('response.kept_apart', 'is', null);
  if (p.siteId !== undefined) list = list.where('response.site_id', '=', p.siteId);
  if (p.after !== undefined) list = list.where('response.id', '>', p.after);
  return statement(list.orderBy('response.id').limit(p.limit));
}

export interface NewResponse extends Row {
  clientId: string;
  siteId: string;
  workerIds: string[];
  campaignId: string | null;
  invitationId: string | null;
  instrumentId: string;
  answers: Buffer;
  answeredAt: Date;
  recordedBy: string | null;
  /** why they do not count; null: they do */
  keptApart: string | null;
  now: Date;
}

/** Refused by response_pkey or response_invitation_key where another one of the same is being written. */
export const insertResponse = prepare((p: NewResponse) =>
  query.insertInto('response').values({
    organisation_id: p.organisationId,
    id: p.id,
    client_id: p.clientId,
    site_id: p.siteId,
    worker_ids: p.workerIds,
    campaign_id: p.campaignId,
    invitation_id: p.invitationId,
    instrument_id: p.instrumentId,
    answers: p.answers,
    answered_at: p.answeredAt,
    received_at: p.now,
    recorded_by: p.recordedBy,
    kept_apart: p.keptApart,
  }),
);

/** Held before an invitation is: whoever moves a client has the client first and then what is about the client. */
export const holdRespondent = prepare((p: Row) =>
  query
    .selectFrom('client')
    .select('client.id')
    .where('client.organisation_id', '=', p.organisationId)
    .where('client.id', '=', p.id)
    .forShare(),
);

/** Answers under a link that do not count and that nobody looked at. */
export const countWaiting = prepare((p: { organisationId: string; invitationId: string }) =>
  query
    .selectFrom('response')
    .select(raw<number>`count(*)::int`.as('count'))
    .where('organisation_id', '=', p.organisationId)
    .where('invitation_id', '=', p.invitationId)
    .where('kept_apart', 'is not', null)
    .where('looked_at', 'is', null),
);

/** Held while it is decided which answers under a link count. */
export const lockInvitation = prepare((p: Row) =>
  query
    .selectFrom('invitation')
    .innerJoin('campaign', (join) =>
      join
        .onRef('campaign.organisation_id', '=', 'invitation.organisation_id')
        .onRef('campaign.id', '=', 'invitation.campaign_id'),
    )
    .select(['invitation.id', 'invitation.answered_ids', 'campaign.instrument_ids'])
    .where('invitation.organisation_id', '=', p.organisationId)
    .where('invitation.id', '=', p.id)
    .forUpdate('invitation'),
);

interface Decided {
  organisationId: string;
  actorId: string | null;
  now: Date;
}

/** What counted under this link counts no longer. */
export const replaceCounted = prepare((p: Decided & { invitationId: string; instrumentId: string }) =>
  query
    .updateTable('response')
    .set({ kept_apart: 'replaced', looked_by: p.actorId, looked_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('invitation_id', '=', p.invitationId)
    .where('instrument_id', '=', p.instrumentId)
    .where('kept_apart', 'is', null),
);

export const decideApart = prepare((p: Decided & Row & { keptApart: string | null }) =>
  query
    .updateTable('response')
    .set({ kept_apart: p.keptApart, looked_by: p.actorId, looked_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** For seeds: rows in the table's own column names. */
export function insertManyResponses(rows: readonly NewResponse[]): Statement<unknown> {
  return once(
    query.insertInto('response').values(
      rows.map((row) => ({
        organisation_id: row.organisationId,
        id: row.id,
        client_id: row.clientId,
        site_id: row.siteId,
        worker_ids: row.workerIds,
        campaign_id: row.campaignId,
        invitation_id: row.invitationId,
        instrument_id: row.instrumentId,
        answers: row.answers,
        answered_at: row.answeredAt,
        received_at: row.now,
        recorded_by: row.recordedBy,
        kept_apart: row.keptApart,
      })),
    ),
  );
}

/** One more instrument of the form is answered; the last one completes it. */
export const markAnswered = prepare((p: Row & { instrumentId: string; formSize: number; now: Date }) =>
  query
    .updateTable('invitation')
    .set({
      answered_ids: raw<string[]>`array_append(answered_ids, ${p.instrumentId}::text)`,
      answered_at: raw<Date | null>`case when cardinality(answered_ids) + 1 >= ${p.formSize}::int then ${p.now}::timestamptz end`,
    })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const listClientResponses = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .selectFrom('response')
    .leftJoin('campaign', (join) =>
      join
        .onRef('campaign.organisation_id', '=', 'response.organisation_id')
        .onRef('campaign.id', '=', 'response.campaign_id'),
    )
    .select([
      'response.id',
      'response.instrument_id',
      'response.campaign_id',
      'response.answers',
      'response.answered_at',
      'response.kept_apart',
      'response.looked_at',
      'campaign.wave',
    ])
    .where('response.organisation_id', '=', p.organisationId)
    .where('response.client_id', '=', p.clientId)
    .orderBy('response.answered_at', 'desc')
    .orderBy('response.id', 'desc'),
);

/** The first answer of each person to an instrument, of those who answered last first. */
export const listFirstAnswers = prepare(
  (p: { organisationId: string; instrumentId: string; limit: number }) =>
    responseWithKey
      .select(['response.id', 'response.client_id', 'response.answers', 'person_key.wrapped'])
      .where('response.organisation_id', '=', p.organisationId)
      .where('response.instrument_id', '=', p.instrumentId)
      .where('response.kept_apart', 'is', null)
      .where(({ not, exists, selectFrom }) =>
        not(
          exists(
            selectFrom('response as earlier')
              .select('earlier.id')
              .whereRef('earlier.organisation_id', '=', 'response.organisation_id')
              .whereRef('earlier.client_id', '=', 'response.client_id')
              .whereRef('earlier.instrument_id', '=', 'response.instrument_id')
              .where('earlier.kept_apart', 'is', null)
              .where(raw<boolean>`(earlier.answered_at, earlier.id) < (response.answered_at, response.id)`),
          ),
        ),
      )
      .orderBy('response.id', 'desc')
      .limit(p.limit),
);

interface RepeatedAnswers {
  client_id: string;
  wrapped: Buffer;
  first_id: string;
  first: Buffer;
  second_id: string;
  second: Buffer;
  days: number;
}

/**
 * A person's first answers, sealed, and the next within so many days, with the days between; not of those whose
 * group met in between, who were meant to change.
 */
export const listRepeatedAnswers = (p: {
  organisationId: string;
  instrumentId: string;
  from: number;
  to: number;
  limit: number;
}): Statement<RepeatedAnswers> =>
  plain(
    `select first.client_id, person_key.wrapped, first.id as first_id, first.answers as first, later.id as second_id,
       later.answers as second, round(extract(epoch from later.answered_at - first.answered_at) / 86400)::int as days
     from (select distinct on (client_id) client_id, id, answered_at, answers from response
       where organisation_id = $1 and instrument_id = $2 and kept_apart is null
         order by client_id, answered_at, id) first
     cross join lateral (select id, answers, answered_at from response
       where organisation_id = $1 and instrument_id = $2 and client_id = first.client_id and kept_apart is null
         and answered_at between first.answered_at + $3 * interval '1 day' and first.answered_at + $4 * interval '1 day'
       order by answered_at, id limit 1) later
     join person_key on person_key.organisation_id = $1 and person_key.person_id = first.client_id
     where not exists (select from group_member
       join group_session on group_session.organisation_id = $1 and group_session.group_id = group_member.group_id
       where group_member.organisation_id = $1 and group_member.client_id = first.client_id
         and group_session.held_on between first.answered_at::date and later.answered_at::date)
     order by first.client_id desc limit $5`,
    [p.organisationId, p.instrumentId, p.from, p.to, p.limit],
  );

interface OfSite {
  organisationId: string;
  campaignId: string;
  siteId: string;
}

/** Invitations of rounds to the classes of a site: a pupil who moves away stays with the class that was asked. */
const ofSite = (p: { organisationId: string; campaignIds: string[]; siteId: string | undefined }) =>
  query
    .selectFrom('invitation')
    .innerJoin('client_group', (join) =>
      join
        .onRef('client_group.organisation_id', '=', 'invitation.organisation_id')
        .onRef('client_group.id', '=', 'invitation.group_id'),
    )
    .select('invitation.id')
    .where('invitation.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`invitation.campaign_id = any(${p.campaignIds}::uuid[])`)
    .where(raw<boolean>`client_group.site_id = ${p.siteId}`);

/** Sealed responses of rounds that count, by id from behind `after`. */
export const listOfRounds = prepareVariants(
  (p: {
    organisationId: string;
    campaignIds: string[];
    siteId: string | undefined;
    instrumentIds: string[] | undefined;
    after: string;
    limit: number;
  }) => {
    let list = responseWithKey
      .select([
        'response.id',
        'response.client_id',
        'response.campaign_id',
        'response.instrument_id',
        'response.answers',
        'person_key.wrapped',
      ])
      .where('response.organisation_id', '=', p.organisationId)
      .where(raw<boolean>`response.campaign_id = any(${p.campaignIds}::uuid[])`)
      .where('response.kept_apart', 'is', null)
      .where('response.id', '>', p.after)
      .orderBy('response.id')
      .limit(p.limit);
    if (p.instrumentIds !== undefined)
      list = list.where(raw<boolean>`response.instrument_id = any(${p.instrumentIds}::text[])`);
    return p.siteId === undefined ? list : list.where('response.invitation_id', 'in', ofSite(p));
  },
);

interface OfRound {
  organisationId: string;
  campaignId: string;
}

/** What was told of a round, by site. */
export const listRoundFigures = prepare((p: OfRound) =>
  query
    .selectFrom('round_figures')
    .select(['site_id', 'figures'])
    .where('organisation_id', '=', p.organisationId)
    .where('campaign_id', '=', p.campaignId),
);

export const insertRoundFigures = prepare((p: OfSite & { figures: string; now: Date }) =>
  query
    .insertInto('round_figures')
    .values({
      organisation_id: p.organisationId,
      campaign_id: p.campaignId,
      site_id: p.siteId,
      figures: p.figures,
      released_at: p.now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'campaign_id', 'site_id']).doNothing()),
);
