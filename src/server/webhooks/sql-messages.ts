import { sql as raw } from 'kysely';
import { plain, prepare, prepareVariants, query, type Statement } from '../platform/database/statement.ts';

interface OfSubscription {
  organisationId: string;
  subscriptionId: string;
}
interface Key extends OfSubscription {
  id: string;
}

export interface NewMessage {
  readonly subscriptionId: string;
  readonly id: string;
  readonly type: string;
  readonly body: string;
  readonly at: Date;
}

/** An event is written down for a subscription once. */
export function insertMessages(
  organisationId: string,
  messages: readonly NewMessage[],
  now: Date,
): Statement<unknown> {
  return plain(
    `insert into webhook_message (organisation_id, subscription_id, id, type, body, created_at, next_attempt_at)
     select $1, subscription_id, id, type, body, created_at, $7
     from unnest($2::uuid[], $3::uuid[], $4::text[], $5::text[], $6::timestamptz[])
       as message (subscription_id, id, type, body, created_at)
     on conflict on constraint webhook_message_pkey do nothing`,
    [
      organisationId,
      messages.map(({ subscriptionId }) => subscriptionId),
      messages.map(({ id }) => id),
      messages.map(({ type }) => type),
      messages.map(({ body }) => body),
      messages.map(({ at }) => at),
      now,
    ],
  );
}

const columns = [
  'id',
  'type',
  'body',
  'created_at',
  'attempts',
  'next_attempt_at',
  'delivered_at',
  'dead_at',
  'failure',
  'http_status',
] as const;

export interface MessageRow {
  id: string;
  type: string;
  body: string;
  created_at: Date;
  attempts: number;
  next_attempt_at: Date;
  delivered_at: Date | null;
  dead_at: Date | null;
  failure: string | null;
  http_status: number | null;
}

/** Newest first: ids of events sort by time. */
export const listMessages = prepareVariants(
  (p: OfSubscription & { before: string | undefined; undelivered: true | undefined; limit: number }) => {
    let rows = query
      .selectFrom('webhook_message')
      .select(columns)
      .where('organisation_id', '=', p.organisationId)
      .where('subscription_id', '=', p.subscriptionId)
      .orderBy('id', 'desc')
      .limit(p.limit);
    if (p.before !== undefined) rows = rows.where('id', '<', p.before);
    if (p.undelivered !== undefined) rows = rows.where('delivered_at', 'is', null);
    return rows;
  },
);

export interface Claimed {
  id: string;
  body: string;
  attempts: number;
}

/**
 * What is due first, put off so that nobody else takes it. Of two jobs at once each gets another; one that dies leaves it due again
 * a moment later.
 */
export function claimNext(p: OfSubscription & { now: Date; until: Date }): Statement<Claimed> {
  return plain(
    `update webhook_message set next_attempt_at = $4
     where organisation_id = $1 and subscription_id = $2 and id = (
       select id from webhook_message
       where organisation_id = $1 and subscription_id = $2
         and delivered_at is null and dead_at is null and next_attempt_at <= $3
         and exists (select from webhook_subscription where organisation_id = $1 and id = $2 and state = 'active')
       order by next_attempt_at, id limit 1 for update skip locked)
     returning id, body, attempts`,
    [p.organisationId, p.subscriptionId, p.now, p.until],
  );
}

export const markDelivered = prepare((p: Key & { now: Date; status: number }) =>
  query
    .updateTable('webhook_message')
    .set({ delivered_at: p.now, dead_at: null, failure: null, http_status: p.status })
    .where('organisation_id', '=', p.organisationId)
    .where('subscription_id', '=', p.subscriptionId)
    .where('id', '=', p.id)
    .where('delivered_at', 'is', null),
);

interface Failure {
  seen: number;
  failure: string;
  status: number | null;
  nextAt: Date;
  deadAt: Date | null;
}

/** Of two that failed at once one counts, and none after somebody had it sent again. */
export const markFailed = prepare((p: Key & Failure & { failures: number }) =>
  query
    .updateTable('webhook_message')
    .set({
      attempts: p.failures,
      failure: p.failure,
      http_status: p.status,
      next_attempt_at: p.nextAt,
      dead_at: p.deadAt,
    })
    .where('organisation_id', '=', p.organisationId)
    .where('subscription_id', '=', p.subscriptionId)
    .where('id', '=', p.id)
    .where('attempts', '=', p.seen)
    .where('delivered_at', 'is', null),
);

const anew = { delivered_at: null, dead_at: null, attempts: 0, failure: null, http_status: null };

export const replayMessage = prepare((p: Key & { now: Date }) =>
  query
    .updateTable('webhook_message')
    .set({ ...anew, next_attempt_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('subscription_id', '=', p.subscriptionId)
    .where('id', '=', p.id)
    .returning(columns),
);

/** Ids of events say when they happened: all after one. */
interface After extends OfSubscription {
  after: string;
}

export function countAfter(p: After): Statement<{ count: number }> {
  return {
    ...plain<{ count: number }>(
      `select count(*)::int as count from webhook_message
       where organisation_id = $1 and subscription_id = $2 and id > $3`,
      [p.organisationId, p.subscriptionId, p.after],
    ),
    isLong: true,
  };
}

/** The next part of them. */
export function replaySome(p: After & { now: Date; limit: number }): Statement<{ id: string }> {
  return plain(
    `update webhook_message set delivered_at = null, dead_at = null, attempts = 0, failure = null, http_status = null,
       next_attempt_at = $4
     where organisation_id = $1 and subscription_id = $2 and id in (
       select id from webhook_message
       where organisation_id = $1 and subscription_id = $2 and id > $3
       order by id limit $5 for update)
     returning id`,
    [p.organisationId, p.subscriptionId, p.after, p.now, p.limit],
  );
}

/** What happened longest ago, up to an id. */
export function deleteSome(
  p: OfSubscription & { upTo: string; limit: number },
): Statement<{ count: number }> {
  return plain(
    `with deleted as (
       delete from webhook_message where organisation_id = $1 and subscription_id = $2 and id in (
         select id from webhook_message
         where organisation_id = $1 and subscription_id = $2 and id <= $3 order by id limit $4)
       returning id)
     select count(*)::int as count from deleted`,
    [p.organisationId, p.subscriptionId, p.upTo, p.limit],
  );
}

export const countUndelivered = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('webhook_message')
    .select([
      raw<number>`(count(*) filter (where dead_at is null))::int`.as('waiting'),
      raw<number>`count(dead_at)::int`.as('dead'),
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('delivered_at', 'is', null),
);
