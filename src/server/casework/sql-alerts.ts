import { sql as raw } from 'kysely';
import { withClient } from '../clients/public.ts';
import { isNewer, isOlder } from '../platform/database/behind.ts';
import { withPersonKey } from '../platform/database/person-key.ts';
import { plain, prepare, query, type Statement, statement } from '../platform/database/statement.ts';
import type { Row, Scoped } from './sql.ts';

/**
 * Opens an alert, or adds to the one that is open about the same matter: its clock is never set back. What happened is
 * written beside it in the same statement, since only the database knows which of the two it was.
 */
export function raiseAlert(
  p: Scoped & {
    eventId: string;
    /** which matter it is about, as alert.matter_code holds it */
    matterCode: Buffer;
    sealed: Buffer;
    /** what raised it */
    sealedSource: Buffer;
    actorId: string | null;
    now: Date;
    dueAt: Date;
  },
): Statement<unknown> {
  return plain(
    `with raised as (
       insert into alert (organisation_id, id, client_id, site_id, worker_ids, matter_code, sealed, raised_at,
         last_at, due_at, escalates_at)
       values ($1, $2, $3, $4, $5, $6, $7, $8, $8, $9, $9)
       on conflict (organisation_id, matter_code) where closed_at is null do update set
         repeats = alert.repeats + 1,
         last_at = excluded.last_at,
         due_at = least(alert.due_at, excluded.due_at),
         escalates_at = least(alert.escalates_at, excluded.escalates_at)
       returning organisation_id, id, client_id, site_id, worker_ids, repeats
     )
     insert into alert_event (organisation_id, id, alert_id, client_id, site_id, worker_ids, kind, at, actor_id, sealed)
     select organisation_id, $10, id, client_id, site_id, worker_ids,
       case when repeats = 0 then 'raised' else 'repeated' end, $8, $11, $12
     from raised`,
    [
      p.organisationId,
      p.id,
      p.clientId,
      p.siteId,
      p.workerIds,
      p.matterCode,
      p.sealed,
      p.now,
      p.dueAt,
      p.eventId,
      p.actorId,
      p.sealedSource,
    ],
  );
}

export const alertColumns = [
  'alert.id',
  'alert.client_id',
  'alert.site_id',
  'alert.worker_ids',
  'alert.matter_code',
  'alert.sealed',
  'alert.raised_at',
  'alert.due_at',
  'alert.repeats',
  'alert.last_at',
  'alert.owner_id',
  'alert.taken_at',
  'alert.escalated_at',
  'alert.called_ids',
  'alert.closed_at',
  'alert.sealed_note',
] as const;

export const alertWithCard = withPersonKey(
  withClient(query.selectFrom('alert'), 'alert.client_id', ['card']),
  'alert.client_id',
);

export const readAlert = prepare((p: Row) =>
  alertWithCard
    .select(alertColumns)
    .where('alert.organisation_id', '=', p.organisationId)
    .where('alert.id', '=', p.id),
);

export const lockAlert = prepare((p: Row) =>
  alertWithCard
    .select(alertColumns)
    .where('alert.organisation_id', '=', p.organisationId)
    .where('alert.id', '=', p.id)
    .forUpdate('alert'),
);

/** The open alert about a matter. */
export const lockOpenAlert = prepare((p: { organisationId: string; matterCode: Buffer }) =>
  alertWithCard
    .select(alertColumns)
    .where('alert.organisation_id', '=', p.organisationId)
    .where('alert.matter_code', '=', p.matterCode)
    .where('alert.closed_at', 'is', null)
    .forUpdate('alert'),
);

/** Open alerts of one owner. */
export const lockAlertsOf = prepare((p: { organisationId: string; ownerId: string }) =>
  alertWithCard
    .select(alertColumns)
    .where('alert.organisation_id', '=', p.organisationId)
    .where('alert.owner_id', '=', p.ownerId)
    .where('alert.closed_at', 'is', null)
    .orderBy('alert.id')
    .forUpdate('alert'),
);

/** Open alerts that somebody has taken, and those whose time to call others has come; what others hold waits. */
export const lockAlertsToWatch = prepare((p: { organisationId: string; now: Date; limit: number }) =>
  alertWithCard
    .select([...alertColumns, 'alert.escalates_at'])
    .where('alert.organisation_id', '=', p.organisationId)
    .where('alert.closed_at', 'is', null)
    .where(({ or, eb }) => or([eb('alert.escalates_at', '<=', p.now), eb('alert.owner_id', 'is not', null)]))
    .orderBy('alert.escalates_at')
    .limit(p.limit)
    .forUpdate('alert')
    .skipLocked(),
);

/** Open ones by how soon somebody must look; closed ones newest first. */
export function listAlerts(p: {
  organisationId: string;
  state: 'open' | 'closed';
  clientId?: string | undefined;
  limit: number;
  after?: { at: string; id: string } | undefined;
}) {
  let list = alertWithCard.select(alertColumns).where('alert.organisation_id', '=', p.organisationId);
  if (p.clientId !== undefined) list = list.where('alert.client_id', '=', p.clientId);
  if (p.state === 'open') {
    list = list.where('alert.closed_at', 'is', null);
    if (p.after !== undefined) list = list.where(isNewer('alert.due_at', 'alert.id', p.after));
    return statement(list.orderBy('alert.due_at').orderBy('alert.id').limit(p.limit));
  }
  list = list.where('alert.closed_at', 'is not', null);
  if (p.after !== undefined) list = list.where(isOlder('alert.closed_at', 'alert.id', p.after));
  return statement(list.orderBy('alert.closed_at', 'desc').orderBy('alert.id', 'desc').limit(p.limit));
}

export const countOpenAlerts = prepare((p: { organisationId: string; now: Date }) =>
  query
    .selectFrom('alert')
    .select([
      raw<number>`count(*)::int`.as('open'),
      raw<number>`count(*) filter (where owner_id is null)::int`.as('untaken'),
      raw<number>`count(*) filter (where due_at < ${p.now})::int`.as('overdue'),
    ])
    .where('organisation_id', '=', p.organisationId)
    .where('closed_at', 'is', null),
);

/** How many open alerts each person has taken. */
export const countAlertsByOwner = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('alert')
    .select(['owner_id', raw<number>`count(*)::int`.as('count')])
    .where('organisation_id', '=', p.organisationId)
    .where('closed_at', 'is', null)
    .where('owner_id', 'is not', null)
    .groupBy('owner_id'),
);

export const listOpenAlertsOf = prepare((p: { organisationId: string; clientId: string }) =>
  alertWithCard
    .select(alertColumns)
    .where('alert.organisation_id', '=', p.organisationId)
    .where('alert.client_id', '=', p.clientId)
    .where('alert.closed_at', 'is', null),
);

export const hasOpenAlert = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .selectFrom('alert')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('closed_at', 'is', null)
    .limit(1),
);

export interface AlertChange {
  due_at?: Date;
  owner_id?: string | null;
  taken_at?: Date | null;
  escalates_at?: Date;
  escalated_at?: Date;
  called_ids?: string[];
  closed_at?: Date;
  matter_code?: null;
  sealed_note?: Buffer;
}

export function updateAlert(p: Row & { change: AlertChange }): Statement<unknown> {
  return statement(
    query
      .updateTable('alert')
      .set(p.change)
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
  );
}

export interface NewAlertEvent extends Scoped {
  alertId: string;
  kind: string;
  now: Date;
  actorId: string | null;
  fromId: string | null;
  toIds: string[];
  cause: string | null;
  sealed: Buffer | null;
}

export const insertAlertEvent = prepare((p: NewAlertEvent) =>
  query.insertInto('alert_event').values({
    organisation_id: p.organisationId,
    id: p.id,
    alert_id: p.alertId,
    client_id: p.clientId,
    site_id: p.siteId,
    worker_ids: p.workerIds,
    kind: p.kind,
    at: p.now,
    actor_id: p.actorId,
    from_id: p.fromId,
    to_ids: p.toIds,
    cause: p.cause,
    sealed: p.sealed,
  }),
);

export const listAlertEvents = prepare((p: { organisationId: string; alertId: string }) =>
  query
    .selectFrom('alert_event')
    .select(['id', 'kind', 'at', 'actor_id', 'from_id', 'to_ids', 'cause', 'sealed'])
    .where('organisation_id', '=', p.organisationId)
    .where('alert_id', '=', p.alertId)
    .orderBy('at')
    .orderBy('id'),
);

/** Who was called for these alerts, once per call. */
export const listCalls = prepare((p: { organisationId: string; alertIds: string[] }) =>
  query
    .selectFrom('alert_event')
    .select(['alert_id', 'to_ids'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`alert_id = any(${p.alertIds}::uuid[])`)
    .where('kind', '=', 'called'),
);

/** What raised and repeated these alerts, newest first. */
export const listSourceEvents = prepare((p: { organisationId: string; alertIds: string[] }) =>
  query
    .selectFrom('alert_event')
    .select(['id', 'alert_id', 'at', 'sealed'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`alert_id = any(${p.alertIds}::uuid[])`)
    .where('kind', 'in', ['raised', 'repeated'])
    .orderBy('at', 'desc')
    .orderBy('id', 'desc'),
);
