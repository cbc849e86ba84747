import { sql as raw } from 'kysely';
import { withClient, withConsents } from '../clients/public.ts';
import { withFirstActors } from '../platform/audit/audit.ts';
import { withPersonKey } from '../platform/database/person-key.ts';
import { prepare, query, statement } from '../platform/database/statement.ts';

interface Row {
  organisationId: string;
  id: string;
}

interface Link {
  organisationId: string;
  tokenHash: Buffer;
}

const askedInRound = query
  .selectFrom('invitation')
  .innerJoin('campaign', (join) =>
    join
      .onRef('campaign.organisation_id', '=', 'invitation.organisation_id')
      .onRef('campaign.id', '=', 'invitation.campaign_id'),
  );

const invited = withPersonKey(
  withClient(askedInRound, 'invitation.client_id', ['site_id', 'worker_ids', 'card']),
  'invitation.client_id',
).select([
  'invitation.id',
  'invitation.client_id',
  'invitation.class_id',
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
]);

/** Who is invited by a link, to what, and whose key seals the answers. */
export const findInvitation = prepare((p: Link) =>
  invited
    .where('invitation.organisation_id', '=', p.organisationId)
    .where('invitation.token_hash', '=', p.tokenHash),
);

/** The same without a link: a person of a round whose answers are entered for them. */
export const findInvitationOf = prepare(
  (p: { organisationId: string; campaignId: string; clientId: string }) =>
    invited
      .where('invitation.organisation_id', '=', p.organisationId)
      .where('invitation.campaign_id', '=', p.campaignId)
      .where('invitation.client_id', '=', p.clientId),
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

/** Consents to assessments of the person whom a link invites. */
export const listInvitedConsents = prepare((p: Link) =>
  withConsents(query.selectFrom('invitation'), 'invitation.client_id', 'assessment')
    .where('invitation.organisation_id', '=', p.organisationId)
    .where('invitation.token_hash', '=', p.tokenHash),
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
  'response.recorded_from',
  'response.kept_apart',
  'response.looked_by',
  'response.looked_at',
] as const;

export const responseWithKey = withPersonKey(query.selectFrom('response'), 'response.client_id');

export const readResponse = prepare((p: Row) =>
  withClient(responseWithKey, 'response.client_id', ['card'])
    .select([...responseColumns, 'response.received_at'])
    .where('response.organisation_id', '=', p.organisationId)
    .where('response.id', '=', p.id),
);

/** Who has read an answer, by the audit: each with the first time. Read with an index of such readings only. */
export const listReaders = prepare((p: Row) =>
  withFirstActors(query.selectFrom('response'), {
    action: 'response.read',
    detail: { response: p.id },
    since: 'response.received_at',
  })
    .where('response.organisation_id', '=', p.organisationId)
    .where('response.id', '=', p.id),
);

/** Answers with who gave them, when and in which round, by id from behind `after`. */
export function listForExport(p: {
  organisationId: string;
  instrumentId: string;
  siteId: string | undefined;
  after: string | undefined;
  limit: number;
}) {
  let list = withClient(responseWithKey, 'response.client_id', ['card', 'sex', 'birth_year', 'class_id'])
    .leftJoin('campaign', (join) =>
      join
        .onRef('campaign.organisation_id', '=', 'response.organisation_id')
        .onRef('campaign.id', '=', 'response.campaign_id'),
    )
    .select([...responseColumns, 'campaign.title as round', 'campaign.wave'])
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
  recordedFrom: string | null;
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
    recorded_from: p.recordedFrom,
    kept_apart: p.keptApart,
  }),
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
      'response.recorded_from',
      'response.kept_apart',
      'response.looked_at',
      'campaign.wave',
    ])
    .where('response.organisation_id', '=', p.organisationId)
    .where('response.client_id', '=', p.clientId)
    .orderBy('response.answered_at', 'desc')
    .orderBy('response.id', 'desc'),
);
