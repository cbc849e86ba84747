import { sql as raw } from 'kysely';
import { withClient, withClass } from '../clients/public.ts';
import { isOlder } from '../platform/database/behind.ts';
import { withPersonKey } from '../platform/database/person-key.ts';
import { once, prepare, query, type Statement, statement } from '../platform/database/statement.ts';

interface Row {
  organisationId: string;
  id: string;
}

const campaignColumns = [
  'id',
  'title',
  'title_en',
  'instrument_ids',
  'wave',
  'study_tag',
  'contact_name',
  'contact_phone',
  'opens_at',
  'closes_at',
  'opened_at',
  'created_at',
] as const;

export interface NewCampaign extends Row {
  title: string;
  titleEn: string | null;
  instrumentIds: string[];
  wave: string;
  studyTag: string | null;
  contactName: string | null;
  contactPhone: string | null;
  opensAt: Date;
  closesAt: Date;
  createdBy: string;
  now: Date;
}

/** Empty when the id is taken. */
export const insertCampaign = prepare((p: NewCampaign) =>
  query
    .insertInto('campaign')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      title: p.title,
      title_en: p.titleEn,
      instrument_ids: p.instrumentIds,
      wave: p.wave,
      study_tag: p.studyTag,
      contact_name: p.contactName,
      contact_phone: p.contactPhone,
      opens_at: p.opensAt,
      closes_at: p.closesAt,
      created_by: p.createdBy,
      created_at: p.now,
      updated_at: p.now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing())
    .returning('id'),
);

export function insertCampaignClasses(p: {
  organisationId: string;
  campaignId: string;
  classIds: readonly string[];
}): Statement<unknown> {
  return once(
    query.insertInto('campaign_class').values(
      p.classIds.map((classId) => ({
        organisation_id: p.organisationId,
        campaign_id: p.campaignId,
        class_id: classId,
      })),
    ),
  );
}

export const readCampaign = prepare((p: Row) =>
  query
    .selectFrom('campaign')
    .select(campaignColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const lockCampaign = prepare((p: Row) =>
  query
    .selectFrom('campaign')
    .select(campaignColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

export function listCampaigns(filter: {
  organisationId: string;
  limit: number;
  after?: { createdAt: string; id: string } | undefined;
}) {
  let list = query
    .selectFrom('campaign')
    .select(campaignColumns)
    .where('organisation_id', '=', filter.organisationId);
  if (filter.after !== undefined) {
    const { createdAt: at, id } = filter.after;
    list = list.where(isOlder('created_at', 'id', { at, id }));
  }
  return statement(list.orderBy('created_at', 'desc').orderBy('id', 'desc').limit(filter.limit));
}

export const listCampaignClasses = prepare((p: { organisationId: string; campaignIds: string[] }) =>
  withClass(query.selectFrom('campaign_class'), 'campaign_class.class_id')
    .select(['campaign_class.campaign_id', 'campaign_class.class_id'])
    .where('campaign_class.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`campaign_class.campaign_id = any(${p.campaignIds}::uuid[])`),
);

/** Neither ended later nor earlier meanwhile. */
export const shareCampaign = prepare((p: Row) =>
  query
    .selectFrom('campaign')
    .select('closes_at')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forShare(),
);

export const openCampaign = prepare((p: Row & { now: Date }) =>
  query
    .updateTable('campaign')
    .set({ opened_at: p.now, updated_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** Counts of the persons whom the actor may see. */
export const countInvitations = prepare((p: { organisationId: string; campaignId: string }) =>
  query
    .selectFrom('invitation')
    .select([
      'class_id',
      raw<number>`(count(*) filter (where withheld is null))::int`.as('invited'),
      raw<number>`(count(*) filter (where answered_at is not null))::int`.as('answered'),
      raw<number>`(count(*) filter (where withheld is not null and answered_at is null))::int`.as('withheld'),
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('campaign_id', '=', p.campaignId)
    .groupBy('class_id'),
);

/** Everybody of a round, with the card that holds the name. */
export const listInvitations = prepare((p: { organisationId: string; campaignId: string }) =>
  withPersonKey(
    withClient(query.selectFrom('invitation'), 'invitation.client_id', ['card']),
    'invitation.client_id',
  )
    .select([
      'invitation.id',
      'invitation.client_id',
      'invitation.class_id',
      'invitation.withheld',
      'invitation.issued_at',
      'invitation.answered_at',
    ])
    .select(({ selectFrom }) =>
      selectFrom('response')
        .select(raw<number>`count(*)::int`.as('count'))
        .whereRef('response.organisation_id', '=', 'invitation.organisation_id')
        .whereRef('response.invitation_id', '=', 'invitation.id')
        .where('response.kept_apart', 'is not', null)
        .where('response.looked_at', 'is', null)
        .as('kept_apart'),
    )
    .where('invitation.organisation_id', '=', p.organisationId)
    .where('invitation.campaign_id', '=', p.campaignId)
    .orderBy('invitation.id'),
);

export interface NewInvitation extends Row {
  campaignId: string;
  clientId: string;
  classId: string;
  siteId: string;
  workerIds: string[];
  withheld: string | null;
  now: Date;
}

/** A class at once; whoever has an invitation already keeps it, with the consent's new standing. */
export function upsertInvitations(rows: readonly NewInvitation[]): Statement<unknown> {
  return once(
    query
      .insertInto('invitation')
      .values(
        rows.map((row) => ({
          organisation_id: row.organisationId,
          id: row.id,
          campaign_id: row.campaignId,
          client_id: row.clientId,
          class_id: row.classId,
          site_id: row.siteId,
          worker_ids: row.workerIds,
          withheld: row.withheld,
          created_at: row.now,
        })),
      )
      .onConflict((conflict) =>
        conflict
          .columns(['organisation_id', 'campaign_id', 'client_id'])
          .doUpdateSet(({ ref }) => ({ withheld: ref('excluded.withheld') })),
      ),
  );
}

/** Before new links are issued: the slips that are out are remembered, so that who answers by one is heard. */
export const keepFormerLinks = prepare((p: { organisationId: string; ids: string[] }) =>
  query
    .insertInto('former_link')
    .columns(['organisation_id', 'token_hash', 'invitation_id'])
    .expression(
      query
        .selectFrom('invitation')
        .select(['organisation_id', raw<Buffer>`token_hash`.as('token_hash'), 'id'])
        .where('organisation_id', '=', p.organisationId)
        .where(raw<boolean>`id = any(${p.ids}::uuid[])`)
        .where('token_hash', 'is not', null),
    ),
);

/** Those of a person that wait for an answer. */
export const listWaitingInvitations = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .selectFrom('invitation')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('answered_at', 'is', null)
    .where(raw<boolean>`(withheld is distinct from 'ended' or token_hash is not null)`),
);

export const endInvitations = prepare((p: { organisationId: string; ids: string[] }) =>
  query
    .updateTable('invitation')
    .set({ withheld: 'ended', token_hash: null })
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);

export const issueToken = prepare((p: Row & { tokenHash: Buffer; now: Date }) =>
  query
    .updateTable('invitation')
    .set({ token_hash: p.tokenHash, issued_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** The newest wording that the organisation entered for each of these instruments. */
export const listWordings = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('instrument_wording')
    .distinctOn('instrument_id')
    .select(['instrument_id', 'version', 'wording'])
    .where('organisation_id', '=', p.organisationId)
    .orderBy('instrument_id')
    .orderBy('version', 'desc'),
);

export const readWordingVersion = prepare((p: { organisationId: string; instrumentId: string }) =>
  query
    .selectFrom('instrument_wording')
    .select('version')
    .where('organisation_id', '=', p.organisationId)
    .where('instrument_id', '=', p.instrumentId)
    .orderBy('version', 'desc')
    .limit(1),
);

export const insertWording = prepare(
  (p: {
    organisationId: string;
    instrumentId: string;
    version: number;
    wording: string;
    licenceNote: string;
    enteredBy: string;
    now: Date;
  }) =>
    query.insertInto('instrument_wording').values({
      organisation_id: p.organisationId,
      instrument_id: p.instrumentId,
      version: p.version,
      wording: p.wording,
      licence_note: p.licenceNote,
      entered_by: p.enteredBy,
      created_at: p.now,
    }),
);
