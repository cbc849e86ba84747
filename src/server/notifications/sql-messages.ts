import { sql as raw } from 'kysely';
import { plain, prepare, query, type Statement } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface Row extends InOrganisation {
  id: string;
}

export interface NewMessage {
  readonly id: string;
  readonly notificationId: string;
  readonly accountId: string;
  readonly way: string;
  readonly dueAt: Date;
}

export function insertMessages(
  organisationId: string,
  now: Date,
  rows: readonly NewMessage[],
): Statement<unknown> {
  return plain(
    `insert into notification_message (organisation_id, id, notification_id, account_id, way, created_at, due_at)
     select $1, id, notification_id, account_id, way, $2, due_at
     from unnest($3::uuid[], $4::uuid[], $5::uuid[], $6::text[], $7::timestamptz[])
       as message (id, notification_id, account_id, way, due_at)`,
    [
      organisationId,
      now,
      rows.map(({ id }) => id),
      rows.map(({ notificationId }) => notificationId),
      rows.map(({ accountId }) => accountId),
      rows.map(({ way }) => way),
      rows.map(({ dueAt }) => dueAt),
    ],
  );
}

export interface DueMessage {
  id: string;
  account_id: string;
  way: string;
  bundle_id: string | null;
  due_at: Date;
  attempts: number;
  /** code of the last one */
  failure: string | null;
  occasion_id: string;
  kind: string;
  matter_id: string;
  step: string;
  /** of how many messages its bundle is */
  size: number;
}

/**
 * Bundles that are due by one way, what is urgent first: what failed together, or all that is new to one person. One that failed
 * comes whole or not at all. Of two jobs at once each gets its own. What this version does not know is left to another.
 */
export function lockDueMessages(
  p: InOrganisation & {
    now: Date;
    way: string;
    kinds: readonly string[];
    urgentKinds: readonly string[];
    bundles: number;
  },
): Statement<DueMessage> {
  return plain(
    `with open as (
       select message.id, coalesce(message.bundle_id, message.account_id) as bundle, message.due_at,
              message.due_at <= $2 and cause.kind = any($4::text[]) as is_ready, cause.kind = any($5::text[]) as is_urgent,
              cause.id as occasion_id, cause.kind, cause.matter_id, cause.step
       from notification_message message
       join notification told
         on told.organisation_id = message.organisation_id and told.id = message.notification_id
       join notification_occasion cause
         on cause.organisation_id = told.organisation_id and cause.id = told.occasion_id
       where message.organisation_id = $1 and message.state = 'waiting' and message.ended_at is null and message.way = $3
         and (message.bundle_id is not null or (message.due_at <= $2 and cause.kind = any($4::text[])))
     ), due as (
       select bundle, count(*)::int as size, bool_or(is_urgent) as is_urgent, min(due_at) as since
       from open group by bundle having bool_and(is_ready)
       order by bool_or(is_urgent) desc, min(due_at) limit $6
     )
     select message.id, message.account_id, message.way, message.bundle_id, message.due_at, message.attempts,
            message.failure, open.occasion_id, open.kind, open.matter_id, open.step, due.size
     from due
     join open on open.bundle = due.bundle
     join notification_message message on message.organisation_id = $1 and message.id = open.id
     where message.state = 'waiting' and message.ended_at is null and message.due_at <= $2
     order by due.is_urgent desc, due.since, due.bundle, message.id
     for update of message skip locked`,
    [p.organisationId, p.now, p.way, p.kinds, p.urgentKinds, p.bundles],
  );
}

/** Those that nobody has read on the page since they were held, and that still wait for somebody. */
export const listStillOpen = prepare((p: InOrganisation & { ids: string[] }) =>
  query
    .selectFrom('notification_message')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`)
    .where('ended_at', 'is', null),
);

/** Nobody else takes them until `until`. */
export const holdMessages = prepare((p: InOrganisation & { ids: string[]; bundleId: string; until: Date }) =>
  query
    .updateTable('notification_message')
    .set({ bundle_id: p.bundleId, due_at: p.until })
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);

/** As if they had not been taken; unless another job has taken them since. */
export function giveBackMessages(
  p: InOrganisation & {
    heldAs: string;
    bundleId: string | null;
    rows: readonly { id: string; due_at: Date }[];
  },
): Statement<unknown> {
  return plain(
    `update notification_message message set bundle_id = $3, due_at = taken.due_at
     from unnest($4::uuid[], $5::timestamptz[]) as taken (id, due_at)
     where message.organisation_id = $1 and message.id = taken.id and message.bundle_id = $2 and message.ended_at is null`,
    [
      p.organisationId,
      p.heldAs,
      p.bundleId,
      p.rows.map(({ id }) => id),
      p.rows.map(({ due_at: dueAt }) => dueAt.toISOString()),
    ],
  );
}

export const endMessages = prepare(
  (p: InOrganisation & { ids: string[]; state: 'sent' | 'dropped'; now: Date }) =>
    query
      .updateTable('notification_message')
      .set({ state: p.state, ended_at: p.now })
      .where('organisation_id', '=', p.organisationId)
      .where(raw<boolean>`id = any(${p.ids}::uuid[])`)
      .where('ended_at', 'is', null),
);

/** With others that are due then, as another message. */
export const postponeMessages = prepare((p: InOrganisation & { ids: string[]; dueAt: Date }) =>
  query
    .updateTable('notification_message')
    .set({ due_at: p.dueAt, bundle_id: null })
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`)
    .where('ended_at', 'is', null),
);

/** Of two that failed at once one counts. */
export const markFailed = prepare(
  (
    p: InOrganisation & {
      ids: string[];
      seen: number;
      failures: number;
      failure: string;
      dueAt: Date;
      state: 'waiting' | 'given_up';
    },
  ) =>
    query
      .updateTable('notification_message')
      .set({ attempts: p.failures, failure: p.failure, due_at: p.dueAt, state: p.state })
      .where('organisation_id', '=', p.organisationId)
      .where(raw<boolean>`id = any(${p.ids}::uuid[])`)
      .where('attempts', '=', p.seen)
      .where('ended_at', 'is', null),
);

/** What its reader has read on the page, or what waits for nobody any more, rings nowhere. */
export function dropKnownMessages(p: InOrganisation & { now: Date }): Statement<unknown> {
  return plain(
    `update notification_message message set state = 'dropped', ended_at = $2
     from notification told
     where message.organisation_id = $1 and message.ended_at is null
       and told.organisation_id = message.organisation_id and told.id = message.notification_id
       and (told.read_at is not null or told.ended_at is not null)`,
    [p.organisationId, p.now],
  );
}

export const countOpenMessages = prepare((p: InOrganisation) =>
  query
    .selectFrom('notification_message')
    .select([
      raw<number>`(count(*) filter (where state = 'waiting'))::int`.as('waiting'),
      raw<number>`(count(*) filter (where state = 'given_up'))::int`.as('given_up'),
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('ended_at', 'is', null),
);

export interface Unsent {
  id: string;
  account_id: string;
  way: string;
  created_at: Date;
  failure: string | null;
  kind: string;
}

export interface UnsentPage {
  readonly now: Date;
  /** by which the server can send */
  readonly ways: readonly string[];
  readonly limit: number;
  readonly after: { readonly at: string; readonly id: string } | undefined;
}

/** Given up, or by a way that the server does not have and due by now; newest first. */
export function listUnsent(p: InOrganisation & UnsentPage): Statement<Unsent> {
  return plain(
    `select message.id, message.account_id, message.way, message.created_at, message.failure, cause.kind
     from notification_message message
     join notification told
       on told.organisation_id = message.organisation_id and told.id = message.notification_id
     join notification_occasion cause
       on cause.organisation_id = told.organisation_id and cause.id = told.occasion_id
     where message.organisation_id = $1 and message.ended_at is null
       and (message.state = 'given_up' or (message.due_at <= $2 and message.way <> all($3::text[])))
       and ($5::timestamptz is null or (message.created_at, message.id) < ($5::timestamptz, $6::uuid))
     order by message.created_at desc, message.id desc limit $4`,
    [p.organisationId, p.now, p.ways, p.limit, p.after?.at ?? null, p.after?.id ?? null],
  );
}

export interface StuckMessages {
  way: string;
  late: number;
  given_up: number;
  since: Date;
}

/** Of all organisations but these, by way: what should have gone out ten minutes ago, and what was given up. */
export function countStuckMessages(silent: readonly string[]): Statement<StuckMessages> {
  return plain(
    `select way, (count(*) filter (where state = 'waiting'))::int as late,
          (count(*) filter (where state = 'given_up'))::int as given_up, min(created_at) as since
   from notification_message
   where ended_at is null and organisation_id <> all ($1::uuid[])
     and (state = 'given_up' or due_at < now() - interval '10 minutes')
   group by way order by way`,
    [silent],
  );
}

/** Said again, it answers the same. */
export const settleUnsent = prepare((p: Row & { state: 'told' | 'dropped'; now: Date }) =>
  query
    .updateTable('notification_message')
    .set({ state: p.state, ended_at: raw<Date>`coalesce(ended_at, ${p.now})` })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('state', 'in', ['waiting', 'given_up', p.state])
    .returning('id'),
);
