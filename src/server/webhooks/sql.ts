import { sql as raw } from 'kysely';
import { plain, prepare, query, type Statement, statement } from '../platform/database/statement.ts';

interface Key {
  organisationId: string;
  id: string;
}

const columns = [
  'id',
  'details',
  'secrets',
  'types',
  'state',
  'version',
  'created_at',
  'created_by',
  'delivered_at',
  'failing_since',
  'failure',
] as const;

/** As its row says; only what has ended lacks its seals, and that is read by nobody. */
export interface SubscriptionRow {
  id: string;
  details: Buffer | null;
  secrets: Buffer | null;
  types: string[] | null;
  state: string;
  version: number;
  created_at: Date;
  created_by: string;
  delivered_at: Date | null;
  failing_since: Date | null;
  failure: string | null;
}

export const listSubscriptions = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('webhook_subscription')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('state', '<>', 'ended')
    .orderBy('id'),
);

export const readSubscription = prepare((p: Key) =>
  query
    .selectFrom('webhook_subscription')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('state', '<>', 'ended'),
);

export const lockSubscription = prepare((p: Key) =>
  query
    .selectFrom('webhook_subscription')
    .select([...columns, 'failures'])
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('state', '<>', 'ended')
    .forUpdate(),
);

export interface NewSubscription extends Key {
  details: Buffer;
  secrets: Buffer;
  types: string[] | null;
  accountId: string;
  now: Date;
}

export const insertSubscription = prepare((p: NewSubscription) =>
  query.insertInto('webhook_subscription').values({
    organisation_id: p.organisationId,
    id: p.id,
    details: p.details,
    secrets: p.secrets,
    types: p.types,
    state: 'active',
    created_at: p.now,
    created_by: p.accountId,
    updated_at: p.now,
  }),
);

interface SubscriptionChange {
  details?: Buffer;
  secrets?: Buffer;
  types?: string[] | null;
  state?: string;
  failing_since?: null;
  failures?: 0;
  failure?: null;
}

/** Of a row that is held. */
export function updateSubscription(p: Key & { version: number; now: Date; change: SubscriptionChange }) {
  return statement(
    query
      .updateTable('webhook_subscription')
      .set({ ...p.change, version: p.version, updated_at: p.now })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id)
      .returning(columns),
  );
}

/** Address and secrets go at once; the row stays until its messages are deleted. */
export const endSubscription = prepare((p: Key & { now: Date }) =>
  query
    .updateTable('webhook_subscription')
    .set({ state: 'ended', details: null, secrets: null, updated_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('state', '<>', 'ended')
    .returning('id'),
);

export const findEnded = prepare((p: Key) =>
  query
    .selectFrom('webhook_subscription')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('state', '=', 'ended'),
);

/** A success; written down once in a minute, or when it ends a time of failures. */
export const noteDelivered = prepare((p: Key & { now: Date; minuteAgo: Date }) =>
  query
    .updateTable('webhook_subscription')
    .set({ delivered_at: p.now, failing_since: null, failures: 0, failure: null })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where(({ or, eb }) =>
      or([
        eb('failing_since', 'is not', null),
        eb('delivered_at', 'is', null),
        eb('delivered_at', '<', p.minuteAgo),
      ]),
    ),
);

/** Of a row that is held. */
export const noteFailure = prepare(
  (p: Key & { failingSince: Date; failures: number; failure: string; state: string; version: number }) =>
    query
      .updateTable('webhook_subscription')
      .set({
        failing_since: p.failingSince,
        failures: p.failures,
        failure: p.failure,
        state: p.state,
        version: p.version,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

/** Held until the events are written down for them: none of them ends or changes in between. */
export const holdListening = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('webhook_subscription')
    .select(['id', 'types', 'created_at'])
    .where('organisation_id', '=', p.organisationId)
    // who was stopped by failures gets what happened meanwhile when somebody switches it on
    .where('state', 'in', ['active', 'stopped'])
    .forShare(),
);

/** Who wants nothing, or has ended, and holds messages that are to be deleted. */
export const listHolders = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('webhook_subscription')
    .select(['id', 'state'])
    .where('organisation_id', '=', p.organisationId),
);

/** Once nothing is left of it. */
export const deleteSubscription = prepare((p: Key) =>
  query
    .deleteFrom('webhook_subscription')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('state', '=', 'ended'),
);

export interface Due {
  id: string;
  is_failing: boolean;
  due_at: Date;
}

/** Who has something to be sent now, and since when. */
export function listDue(organisationId: string, now: Date): Statement<Due> {
  return plain(
    `select subscription.id, subscription.failing_since is not null as is_failing, due.next_attempt_at as due_at
     from webhook_subscription as subscription
     cross join lateral (
       select next_attempt_at from webhook_message as message
       where message.organisation_id = subscription.organisation_id and message.subscription_id = subscription.id
         and message.delivered_at is null and message.dead_at is null and message.next_attempt_at <= $2
       order by message.next_attempt_at limit 1
     ) as due
     where subscription.organisation_id = $1 and subscription.state = 'active'`,
    [organisationId, now],
  );
}

/** Of all organisations but these: who was stopped after days of failures, and what waits for hours though it is sent. */
export function countLateWebhooks(silent: readonly string[]): Statement<{ stopped: number; late: number }> {
  return plain(
    `select (select count(*)::int from webhook_subscription
           where state = 'stopped' and organisation_id <> all ($1::uuid[])) as stopped,
          (select count(*)::int from webhook_message message
           join webhook_subscription subscription on subscription.organisation_id = message.organisation_id
             and subscription.id = message.subscription_id and subscription.state = 'active'
           where message.delivered_at is null and message.dead_at is null
             and message.organisation_id <> all ($1::uuid[])
             and message.created_at < now() - interval '3 hours') as late`,
    [silent],
  );
}

/** How many were ever asked for and not deleted. */
export const countSubscriptions = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('webhook_subscription')
    .select(raw<number>`count(*)::int`.as('count'))
    .where('organisation_id', '=', p.organisationId)
    .where('state', '<>', 'ended'),
);
