import { sql as raw } from 'kysely';
import { prepare, query, type Statement, statement } from '../platform/statement.ts';
import type { Row, Scoped } from './sql.ts';

export const insertAlert = prepare((p: Scoped & { kind: string; sourceId: string; now: Date; dueAt: Date }) =>
  query
    .insertInto('alert')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      client_id: p.clientId,
      site_id: p.siteId,
      worker_ids: p.workerIds,
      kind: p.kind,
      source_id: p.sourceId,
      raised_at: p.now,
      due_at: p.dueAt,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'kind', 'source_id']).doNothing()),
);

const alertColumns = [
  'alert.id',
  'alert.client_id',
  'alert.site_id',
  'alert.kind',
  'alert.raised_at',
  'alert.due_at',
  'alert.owner_id',
  'alert.taken_at',
  'alert.closed_at',
  'alert.outcome',
  'alert.sealed_note',
  'client.card',
  'person_key.wrapped',
] as const;

const alertWithCard = query
  .selectFrom('alert')
  .innerJoin('client', (join) =>
    join
      .onRef('client.organisation_id', '=', 'alert.organisation_id')
      .onRef('client.id', '=', 'alert.client_id'),
  )
  .leftJoin('person_key', (join) =>
    join
      .onRef('person_key.organisation_id', '=', 'alert.organisation_id')
      .onRef('person_key.person_id', '=', 'alert.client_id'),
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

/** Open ones by how soon somebody must look; closed ones newest first. */
export function listAlerts(p: {
  organisationId: string;
  state: 'open' | 'closed';
  limit: number;
  after?: { at: string; id: string } | undefined;
}) {
  let list = alertWithCard.select(alertColumns).where('alert.organisation_id', '=', p.organisationId);
  if (p.state === 'open') {
    list = list.where('alert.closed_at', 'is', null);
    if (p.after !== undefined) {
      const { at, id } = p.after;
      list = list.where(raw<boolean>`(alert.due_at, alert.id) > (${at}::timestamptz, ${id}::uuid)`);
    }
    return statement(list.orderBy('alert.due_at').orderBy('alert.id').limit(p.limit));
  }
  list = list.where('alert.closed_at', 'is not', null);
  if (p.after !== undefined) {
    const { at, id } = p.after;
    list = list.where(raw<boolean>`(alert.closed_at, alert.id) < (${at}::timestamptz, ${id}::uuid)`);
  }
  return statement(list.orderBy('alert.closed_at', 'desc').orderBy('alert.id', 'desc').limit(p.limit));
}

export const hasOpenAlert = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .selectFrom('alert')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('closed_at', 'is', null)
    .limit(1),
);

export function updateAlert(
  p: Row & {
    change: {
      owner_id?: string | null;
      taken_at?: Date;
      closed_at?: Date;
      outcome?: string;
      sealed_note?: Buffer;
    };
  },
): Statement<unknown> {
  return statement(
    query
      .updateTable('alert')
      .set(p.change)
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
  );
}

/** The open alert of a report. */
export function updateReportAlert(p: {
  organisationId: string;
  reportId: string;
  change: { due_at?: Date; closed_at?: Date; outcome?: string };
}): Statement<unknown> {
  return statement(
    query
      .updateTable('alert')
      .set(p.change)
      .where('organisation_id', '=', p.organisationId)
      .where('kind', '=', 'mandatory_report')
      .where('source_id', '=', p.reportId)
      .where('closed_at', 'is', null),
  );
}
