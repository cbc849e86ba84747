import { sql as raw } from 'kysely';
import { holdingClient, withClient } from '../clients/public.ts';
import { isOlder } from '../platform/database/behind.ts';
import { withPersonKey } from '../platform/database/person-key.ts';
import { prepare, prepareVariants, query, statement } from '../platform/database/statement.ts';
import type { Row, Scoped } from './sql.ts';

export const insertReferral = prepare(
  (
    p: Scoped & {
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
        sealed: p.sealed,
        status: 'open',
        referred_by: p.referredBy,
        created_at: p.now,
        updated_at: p.now,
      })
      .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing())
      .returning('id'),
);

const referralWithCard = withPersonKey(
  withClient(query.selectFrom('referral'), 'referral.client_id', ['card']),
  'referral.client_id',
).leftJoin('client_case', (join) =>
  join
    .onRef('client_case.organisation_id', '=', 'referral.organisation_id')
    .onRef('client_case.referral_id', '=', 'referral.id'),
);

export const listReferralWords = prepare((p: { organisationId: string; ids: string[] }) =>
  query
    .selectFrom('referral')
    .select(['id', 'sealed'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);

const referralColumns = [
  'referral.id',
  'referral.client_id',
  'referral.site_id',
  'referral.worker_ids',
  'referral.sealed',
  'referral.status',
  'referral.sealed_decision',
  'referral.referred_by',
  'referral.created_at',
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
      'referral.sealed',
      'referral.status',
      'referral.created_at',
    ])
    .where('referral.organisation_id', '=', p.organisationId)
    .where('referral.referred_by', '=', p.accountId)
    .orderBy('referral.created_at', 'desc')
    .orderBy('referral.id', 'desc')
    .limit(p.limit),
);

/** The client first, as whoever moves the client does. */
export const lockReferral = prepare((p: Row) =>
  holdingClient(
    withPersonKey(withClient(query.selectFrom('referral'), 'referral.client_id', []), 'referral.client_id')
      .select(['referral.id', 'referral.client_id', 'referral.status'])
      .where('referral.organisation_id', '=', p.organisationId)
      .where('referral.id', '=', p.id),
  ).forUpdate('referral'),
);

export const listOpenOf = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .selectFrom('referral')
    .select(['id', 'sealed'])
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

interface ReferralFilter {
  organisationId: string;
  clientId?: string | undefined;
}

function filtered({ organisationId, clientId }: ReferralFilter) {
  const list = referralWithCard
    .select(referralColumns)
    .where('referral.organisation_id', '=', organisationId);
  return clientId === undefined ? list : list.where('referral.client_id', '=', clientId);
}

/** What waits for a decision, from behind an id. How pressing each is stands in its seal. */
export const listOpenStates = prepareVariants(
  (p: { organisationId: string; clientId: string | undefined; after: string; limit: number }) => {
    const open = withPersonKey(query.selectFrom('referral'), 'referral.client_id')
      .select(['referral.id', 'referral.client_id', 'referral.sealed', 'referral.created_at'])
      .where('referral.organisation_id', '=', p.organisationId)
      .where('referral.status', '=', 'open')
      .where('referral.id', '>', p.after)
      .orderBy('referral.id')
      .limit(p.limit);
    return p.clientId === undefined ? open : open.where('referral.client_id', '=', p.clientId);
  },
);

export const listReferralsById = prepare((p: { organisationId: string; ids: string[] }) =>
  referralWithCard
    .select(referralColumns)
    .where('referral.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`referral.id = any(${p.ids}::uuid[])`),
);

/** Newest first. */
export function listReferrals(
  filter: ReferralFilter & {
    limit: number;
    status?: string | undefined;
    after?: { createdAt: string; id: string } | undefined;
  },
) {
  let list = filtered(filter);
  if (filter.status !== undefined) list = list.where('referral.status', '=', filter.status);
  if (filter.after !== undefined) {
    const { createdAt: at, id } = filter.after;
    list = list.where(isOlder('referral.created_at', 'referral.id', { at, id }));
  }
  return statement(
    list.orderBy('referral.created_at', 'desc').orderBy('referral.id', 'desc').limit(filter.limit),
  );
}

export const decideReferral = prepare(
  (p: Row & { status: string; sealedDecision: Buffer | null; actorId: string | null; now: Date }) =>
    query
      .updateTable('referral')
      .set({
        status: p.status,
        sealed_decision: p.sealedDecision,
        decided_by: p.actorId,
        decided_at: p.now,
        updated_at: p.now,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);
