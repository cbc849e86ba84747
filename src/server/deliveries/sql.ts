import { sql as raw } from 'kysely';
import { isNewer } from '../platform/database/behind.ts';
import { plain, prepare, prepareVariants, query, type Statement } from '../platform/database/statement.ts';

interface Row {
  organisationId: string;
  id: string;
}

export interface NewDelivery extends Row {
  toOrganisationId: string;
  kind: string;
  key: string;
  payload: string;
  now: Date;
}

/**
 * Sent again, what was not delivered is due at once, also where it was given up; what was delivered stays so.
 * `same`: the payload is the one that was sent before.
 */
export function insertDelivery(p: NewDelivery): Statement<{ same: boolean; is_open: boolean }> {
  return plain(
    `insert into delivery (organisation_id, id, to_organisation_id, kind, key, payload, created_at, next_attempt_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7)
     on conflict (organisation_id, kind, key, to_organisation_id) do update set
       next_attempt_at = excluded.next_attempt_at,
       -- whoever asks for it starts the three days anew: asking often must not give it up sooner
       attempts = 0,
       dead_at = null,
       dismissed_at = null
     returning payload = $6::jsonb as same, delivered_at is null as is_open`,
    [p.organisationId, p.id, p.toOrganisationId, p.kind, p.key, p.payload, p.now],
  );
}

export interface Due {
  id: string;
  to_organisation_id: string;
  kind: string;
  payload: unknown;
  attempts: number;
}

/** The first ones of each receiver: one with thousands that fail keeps no other waiting. */
export function listDue(p: { organisationId: string; now: Date; perReceiver: number }): Statement<Due> {
  return plain(
    `select id, to_organisation_id, kind, payload, attempts from (
       select id, to_organisation_id, kind, payload, attempts, created_at,
              row_number() over (partition by to_organisation_id order by created_at, id) as turn
       from delivery
       where organisation_id = $1 and delivered_at is null and dead_at is null and next_attempt_at <= $2
     ) due where turn <= $3 order by turn, created_at, id`,
    [p.organisationId, p.now, p.perReceiver],
  );
}

export const markDelivered = prepare((p: Row & { receipt: string; now: Date }) =>
  query
    .updateTable('delivery')
    .set({ delivered_at: p.now, receipt: p.receipt, failure: null, dead_at: null, dismissed_at: null })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('delivered_at', 'is', null),
);

/** Of two jobs that failed at once one counts. */
export const markFailed = prepare(
  (p: Row & { seen: number; failures: number; failure: string; nextAt: Date; deadAt: Date | null }) =>
    query
      .updateTable('delivery')
      .set({ attempts: p.failures, failure: p.failure, next_attempt_at: p.nextAt, dead_at: p.deadAt })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id)
      .where('attempts', '=', p.seen)
      .where('delivered_at', 'is', null),
);

export const tryAgain = prepare((p: Row & { now: Date }) =>
  query
    .updateTable('delivery')
    .set({ attempts: 0, next_attempt_at: p.now, dead_at: null, dismissed_at: null })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('delivered_at', 'is', null)
    .returning('kind'),
);

/** Of what was given up only: what is still tried would come back by itself. */
export const dismiss = prepare((p: Row & { now: Date }) =>
  query
    .updateTable('delivery')
    .set({ dismissed_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('dead_at', 'is not', null)
    .returning('kind'),
);

export const countOpen = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('delivery')
    .select([
      raw<number>`(count(*) filter (where dead_at is null))::int`.as('waiting'),
      raw<number>`count(dead_at)::int`.as('dead'),
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('delivered_at', 'is', null)
    .where('dismissed_at', 'is', null),
);

interface LatePage {
  organisationId: string;
  before: Date;
  limit: number;
  /** position behind which the page starts: both or neither */
  afterAt?: string | undefined;
  afterId?: string | undefined;
}

/** To the millisecond, as it is told and as a page goes on behind it. */
const sentAt = raw<Date>`date_trunc('milliseconds', created_at)`;

/** What waits since before `before` or was given up, the oldest first; never its payload. */
export const listLate = prepareVariants((p: LatePage) => {
  let late = query
    .selectFrom('delivery')
    .select([
      'id',
      'to_organisation_id',
      'kind',
      sentAt.as('created_at'),
      'attempts',
      'next_attempt_at',
      'failure',
      'dead_at',
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('delivered_at', 'is', null)
    .where('dismissed_at', 'is', null)
    .where(({ or, eb }) => or([eb('created_at', '<', p.before), eb('dead_at', 'is not', null)]));
  if (p.afterAt !== undefined) late = late.where(isNewer(sentAt, 'id', { at: p.afterAt, id: p.afterId }));
  return late.orderBy(sentAt).orderBy('id').limit(p.limit);
});

/** Those of these that are not tried any more, and that nobody put aside. */
export const listGivenUp = prepare((p: { organisationId: string; ids: string[] }) =>
  query
    .selectFrom('delivery')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`)
    .where('dead_at', 'is not', null)
    .where('dismissed_at', 'is', null),
);

/** How far things got that the organisation sent, each to all of its receivers. */
export const listSent = prepare((p: { organisationId: string; kinds: string[]; keys: string[] }) =>
  query
    .selectFrom('delivery')
    .select(['to_organisation_id', 'kind', 'key', 'attempts', 'delivered_at', 'receipt', 'dead_at'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`kind = any(${p.kinds}::text[])`)
    .where(raw<boolean>`key = any(${p.keys}::text[])`),
);

interface ItemKey {
  organisationId: string;
  fromOrganisationId: string;
  id: string;
}

/** Of two at once the second waits here for the first one's commit. */
export const claimItem = prepare((p: ItemKey & { kind: string; payload: string; now: Date }) =>
  query
    .insertInto('inbox_item')
    .values({
      organisation_id: p.organisationId,
      from_organisation_id: p.fromOrganisationId,
      id: p.id,
      kind: p.kind,
      payload: p.payload,
      received_at: p.now,
    })
    .onConflict((conflict) =>
      conflict.columns(['organisation_id', 'from_organisation_id', 'id']).doNothing(),
    ),
);

export const lockItem = prepare((p: ItemKey) =>
  query
    .selectFrom('inbox_item')
    .select(['handled_at', 'receipt'])
    .where('organisation_id', '=', p.organisationId)
    .where('from_organisation_id', '=', p.fromOrganisationId)
    .where('id', '=', p.id)
    .forUpdate(),
);

export const markHandled = prepare((p: ItemKey & { receipt: string; now: Date }) =>
  query
    .updateTable('inbox_item')
    .set({ handled_at: p.now, receipt: p.receipt, failure: null })
    .where('organisation_id', '=', p.organisationId)
    .where('from_organisation_id', '=', p.fromOrganisationId)
    .where('id', '=', p.id),
);

export const markRefused = prepare((p: ItemKey & { failure: string }) =>
  query
    .updateTable('inbox_item')
    .set({ failure: p.failure })
    .where('organisation_id', '=', p.organisationId)
    .where('from_organisation_id', '=', p.fromOrganisationId)
    .where('id', '=', p.id)
    .where('handled_at', 'is', null),
);

/** Of all organisations but these, by kind: what waits for more than ten minutes, and what was given up. */
export function countLateDeliveries(silent: readonly string[]): Statement<LateCount> {
  return plain(
    `select kind, (count(*) filter (where dead_at is null))::int as late, count(dead_at)::int as dead,
            min(created_at) as since
     from delivery
     where delivered_at is null and dismissed_at is null and organisation_id <> all ($1::uuid[])
       and (dead_at is not null or created_at < now() - interval '10 minutes')
     group by kind order by kind`,
    [silent],
  );
}

export interface LateCount {
  kind: string;
  late: number;
  dead: number;
  since: Date;
}

/** What arrived, of kinds that are never sent again under their key. */
export function forgetDelivered(
  organisationId: string,
  kinds: readonly string[],
  before: Date,
): Statement<unknown> {
  return plain('delete from delivery where organisation_id = $1 and kind = any($2) and delivered_at < $3', [
    organisationId,
    kinds,
    before,
  ]);
}
