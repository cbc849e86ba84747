import { sql as raw } from 'kysely';
import { prepare, query, statement } from '../platform/statement.ts';
import type { Row, Scoped } from './sql.ts';

export const insertReferral = prepare(
  (
    p: Scoped & {
      source: string;
      urgency: string;
      sealed: Buffer;
      referredBy: string | null;
      now: Date;
    },
  ) =>
    query
      .insertInto('referral')
      .values({
        organisation_id: p.organisationId,
        id: p.id,
        client_id: p.clientId,
        site_id: p.siteId,
        worker_ids: p.workerIds,
        source: p.source,
        urgency: p.urgency,
        sealed: p.sealed,
        status: 'open',
        referred_by: p.referredBy,
        created_at: p.now,
        updated_at: p.now,
      })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing())
      .returning('id'),
);

const referralWithCard = query
  .selectFrom('referral')
  .innerJoin('client', (join) =>
    join
      .onRef('client.organisation_id', '=', 'referral.organisation_id')
      .onRef('client.id', '=', 'referral.client_id'),
  )
  .leftJoin('person_key', (join) =>
    join
      .onRef('person_key.organisation_id', '=', 'referral.organisation_id')
      .onRef('person_key.person_id', '=', 'referral.client_id'),
  )
  .leftJoin('client_case', (join) =>
    join
      .onRef('client_case.organisation_id', '=', 'referral.organisation_id')
      .onRef('client_case.referral_id', '=', 'referral.id'),
  );

const referralColumns = [
  'referral.id',
  'referral.client_id',
  'referral.site_id',
  'referral.worker_ids',
  'referral.source',
  'referral.urgency',
  'referral.sealed',
  'referral.status',
  'referral.decline_reason',
  'referral.referred_by',
  'referral.created_at',
  'client.card',
  'person_key.wrapped',
  'client_case.id as case_id',
] as const;

export const readReferral = prepare((p: Row) =>
  referralWithCard
    .select(referralColumns)
    .where('referral.organisation_id', '=', p.organisationId)
    .where('referral.id', '=', p.id),
);

/** What one account referred, with the card that holds the name. */
export const listReferredBy = prepare((p: { organisationId: string; accountId: string; limit: number }) =>
  referralWithCard
    .select([
      'referral.id',
      'referral.client_id',
      'referral.urgency',
      'referral.status',
      'referral.created_at',
      'client.card',
      'person_key.wrapped',
    ])
    .where('referral.organisation_id', '=', p.organisationId)
    .where('referral.referred_by', '=', p.accountId)
    .orderBy('referral.created_at', 'desc')
    .orderBy('referral.id', 'desc')
    .limit(p.limit),
);

/** The client first, as whoever moves the client does. */
export const lockReferral = prepare((p: Row) =>
  query
    .selectFrom('referral')
    .innerJoin('client', (join) =>
      join
        .onRef('client.organisation_id', '=', 'referral.organisation_id')
        .onRef('client.id', '=', 'referral.client_id'),
    )
    .select(['referral.id', 'referral.client_id', 'referral.status'])
    .where('referral.organisation_id', '=', p.organisationId)
    .where('referral.id', '=', p.id)
    .forUpdate(['client', 'referral']),
);

export const lockReferred = prepare((p: Row) =>
  query
    .selectFrom('client')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

export const listOpenOf = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .selectFrom('referral')
    .select(['id', 'urgency', 'source'])
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('status', '=', 'open'),
);

/** They end with the person: nobody declined them. */
export const endReferrals = prepare(
  (p: { organisationId: string; clientId: string; actorId: string | null; now: Date }) =>
    query
      .updateTable('referral')
      .set({ status: 'declined', decided_by: p.actorId, decided_at: p.now, updated_at: p.now })
      .where('organisation_id', '=', p.organisationId)
      .where('client_id', '=', p.clientId)
      .where('status', '=', 'open'),
);

/** What must be looked at first: urgent before soon before the rest. */
const urgencyRank = raw<number>`case referral.urgency when 'urgent' then 0 when 'soon' then 1 else 2 end`;

interface ReferralFilter {
  organisationId: string;
  clientId?: string | undefined;
  limit: number;
}

function filtered({ organisationId, clientId }: ReferralFilter) {
  const list = referralWithCard
    .select([...referralColumns, urgencyRank.as('rank')])
    .where('referral.organisation_id', '=', organisationId);
  return clientId === undefined ? list : list.where('referral.client_id', '=', clientId);
}

/** Referrals that wait for a decision, the most pressing first, those that wait longest before the others. */
export function listOpenReferrals(
  filter: ReferralFilter & { after?: { rank: string; createdAt: string; id: string } | undefined },
) {
  let list = filtered(filter).where('referral.status', '=', 'open');
  if (filter.after !== undefined) {
    const { rank, createdAt, id } = filter.after;
    list = list.where(
      raw<boolean>`(${urgencyRank}, referral.created_at, referral.id) > (${rank}::int, ${createdAt}::timestamptz, ${id}::uuid)`,
    );
  }
  return statement(
    list.orderBy('rank').orderBy('referral.created_at').orderBy('referral.id').limit(filter.limit),
  );
}

/** Newest first. */
export function listReferrals(
  filter: ReferralFilter & {
    status?: string | undefined;
    after?: { createdAt: string; id: string } | undefined;
  },
) {
  let list = filtered(filter);
  if (filter.status !== undefined) list = list.where('referral.status', '=', filter.status);
  if (filter.after !== undefined) {
    const { createdAt, id } = filter.after;
    list = list.where(
      raw<boolean>`(referral.created_at, referral.id) < (${createdAt}::timestamptz, ${id}::uuid)`,
    );
  }
  return statement(
    list.orderBy('referral.created_at', 'desc').orderBy('referral.id', 'desc').limit(filter.limit),
  );
}

export const decideReferral = prepare(
  (p: Row & { status: string; reason: string | null; actorId: string | null; now: Date }) =>
    query
      .updateTable('referral')
      .set({
        status: p.status,
        decline_reason: p.reason,
        decided_by: p.actorId,
        decided_at: p.now,
        updated_at: p.now,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);
