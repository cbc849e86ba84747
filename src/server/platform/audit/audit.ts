import { createHmac, type KeyObject } from 'node:crypto';
import { type SelectQueryBuilder, sql as raw } from 'kysely';
import type { Database } from '../../../../db/types.ts';
import type { ActorDatabase } from '../database/database.ts';
import { newId } from '../database/ids.ts';
import type { OrganisationKeys } from '../keys/keyring.ts';
import { type ColumnOf, organisationBeside } from '../database/person-key.ts';
import { insertsOf } from '../database/insert-rows.ts';
import { long, prepare, prepareVariants, query, type Statement } from '../database/statement.ts';

/** What was done to whom: ids and codes, never a name. */
export interface AuditEntry {
  readonly action: string;
  readonly subjectKind: string;
  readonly subjectIds: readonly string[];
  readonly detail?: Readonly<Record<string, string | number | boolean | readonly string[]>>;
}

export interface AuditContext {
  readonly actorId: string | null;
  readonly requestId: string;
  readonly now: Date;
}

/** A row of audit_event as its code covers it. */
export interface AuditRow {
  organisation_id: string;
  id: string;
  at: Date;
  actor_id: string | null;
  action: string;
  subject_kind: string;
  subject_ids: string[];
  request_id: string;
  detail: unknown;
}

/** Row counts whose insert is prepared; larger groups are cut. */
const LARGEST_GROUP = 64;

/** HMAC-SHA-256 over the row; object members sorted, since jsonb does not keep their order. */
export function auditCode(auditKey: KeyObject, row: AuditRow): Buffer {
  const detail = row.detail as Record<string, unknown>;
  const members = Object.keys(detail)
    .toSorted()
    .map((name) => [name, detail[name]]);
  const text = JSON.stringify([
    row.organisation_id,
    row.id,
    row.at.toISOString(),
    row.actor_id,
    row.action,
    row.subject_kind,
    row.subject_ids,
    row.request_id,
    members,
  ]);
  return createHmac('sha256', auditKey).update(text).digest();
}

function rowOf(keys: OrganisationKeys, context: AuditContext, entry: AuditEntry): unknown[] {
  const row: AuditRow = {
    organisation_id: keys.organisationId,
    id: newId(context.now.getTime()),
    at: context.now,
    actor_id: context.actorId,
    action: entry.action,
    subject_kind: entry.subjectKind,
    subject_ids: [...entry.subjectIds],
    request_id: context.requestId,
    detail: entry.detail ?? {},
  };
  return [
    row.organisation_id,
    row.id,
    row.at,
    row.actor_id,
    row.action,
    row.subject_kind,
    // as PostgreSQL writes them: the driver would make several texts of each
    `{${row.subject_ids.join()}}`,
    row.request_id,
    row.detail,
    auditCode(keys.auditKey, row),
  ];
}

/** Multi-row `values` and not unnest(): shards can route it. */
const insertAudit = insertsOf(
  'audit_event',
  'organisation_id, id, at, actor_id, action, subject_kind, subject_ids, request_id, detail, code',
);

/** For a change: travels in the change's own transaction. */
export function auditStatement(
  keys: OrganisationKeys,
  context: AuditContext,
  entry: AuditEntry,
): Statement<unknown> {
  return { ...insertAudit([rowOf(keys, context, entry)]), together: insertAudit };
}

interface Group {
  readonly rows: unknown[][];
  readonly written: Promise<void>;
}

/**
 * For reads: rows that come in before the next shared flight leaves share one insert per organisation, in the same
 * transaction as the reads that leave with it. No answer leaves before its row is durable; sixteen readers pay for one
 * commit instead of sixteen.
 */
export class ReadAudit {
  readonly #database: ActorDatabase;
  readonly #waiting = new Map<string, Group>();

  constructor(database: ActorDatabase) {
    this.#database = database;
  }

  /** Resolves when the row is committed; rejects when it could not be: then nothing may be shown. */
  record(keys: OrganisationKeys, context: AuditContext, entry: AuditEntry): Promise<void> {
    const { organisationId } = keys;
    const row = rowOf(keys, context, entry);
    const waiting = this.#waiting.get(organisationId);
    if (waiting !== undefined && waiting.rows.length < LARGEST_GROUP) {
      waiting.rows.push(row);
      return waiting.written;
    }
    const rows = [row];
    const leave = () => {
      if (this.#waiting.get(organisationId)?.rows === rows) this.#waiting.delete(organisationId);
      return [insertAudit(rows)];
    };
    const settings = { organisationId, actorId: null, scope: 'organisation', siteIds: [] } as const;
    const written = this.#database.join(settings, leave).then(() => undefined);
    this.#waiting.set(organisationId, { rows, written });
    return written;
  }
}

interface AuditPage {
  organisationId: string;
  before: string;
  limit: number;
  /** no row of an id below it: the primary key sorts by time, so that a span of days reads only these days */
  notBefore?: string | undefined;
  actorId?: string | undefined;
  action?: string | undefined;
  subjectKind?: string | undefined;
}

/** Long: what is rare is looked for among all rows of the span. */
export const selectAuditRows = long(
  prepareVariants((p: AuditPage) => {
    let rows = query
      .selectFrom('audit_event')
      .select(['id', 'at', 'actor_id', 'action', 'subject_kind', 'subject_ids', 'request_id', 'detail'])
      .where('organisation_id', '=', p.organisationId)
      .where('id', '<', p.before);
    if (p.notBefore !== undefined) rows = rows.where('id', '>=', p.notBefore);
    if (p.actorId !== undefined) rows = rows.where('actor_id', '=', p.actorId);
    if (p.action !== undefined) rows = rows.where('action', '=', p.action);
    if (p.subjectKind !== undefined) rows = rows.where('subject_kind', '=', p.subjectKind);
    return rows.orderBy('id', 'desc').limit(p.limit);
  }),
);

/** Whom these actions were done to, since an id: rows of a moment may be committed later than younger ones. */
export const selectSubjectsOf = long(
  prepare((p: { organisationId: string; actions: readonly string[]; since: string }) =>
    query
      .selectFrom('audit_event')
      .select(['at', 'action', 'subject_ids'])
      .where('organisation_id', '=', p.organisationId)
      .where('id', '>=', p.since)
      .where(raw<boolean>`action = any(${p.actions}::text[])`)
      .orderBy('id'),
  ),
);

/**
 * Newest rows of these actions. They stand in the statement's text: by an index of exactly these actions they are found
 * beside the hundred thousand rows that a day of reading writes.
 */
export function selectAuditOf(actions: readonly string[]) {
  const isOne = raw<boolean>`action in (${raw.join(actions.map((action) => raw.lit(action)))})`;
  return prepare((p: { organisationId: string; since: Date; limit: number }) =>
    query
      .selectFrom('audit_event')
      .select(['id', 'at', 'actor_id', 'action', 'subject_ids', 'detail'])
      .where('organisation_id', '=', p.organisationId)
      .where(isOne)
      .where('at', '>', p.since)
      .orderBy('id', 'desc')
      .limit(p.limit),
  );
}

/** How often each of these actions was done since an id, by an index of exactly these: see selectAuditOf. */
export function countAuditOf(actions: readonly string[]) {
  const isOne = raw<boolean>`action in (${raw.join(actions.map((action) => raw.lit(action)))})`;
  return prepare((p: { organisationId: string; since: string }) =>
    query
      .selectFrom('audit_event')
      .select(['action', raw<number>`count(*)::int`.as('count'), raw<Date>`max(at)`.as('latest')])
      .where('organisation_id', '=', p.organisationId)
      .where(isOne)
      .where('id', '>=', p.since)
      .groupBy('action'),
  );
}

/**
 * Who did something to each row, by the audit: each with the first time, earliest first. By an index of that action only.
 * @param done its action, what its detail says, and the column with the instant before which nobody can have done it
 */
export function withFirstActors<DB, TB extends keyof DB, Row>(
  rows: SelectQueryBuilder<DB, TB, Row>,
  {
    action,
    detail,
    since,
  }: { action: string; detail: Readonly<Record<string, string>>; since: ColumnOf<DB, TB> },
): SelectQueryBuilder<DB, TB, Row & { actor_id: string | null; at: Date }> {
  let joined = (rows as unknown as SelectQueryBuilder<Database, 'audit_event', object>)
    .innerJoin('audit_event', (join) =>
      join
        .on('audit_event.organisation_id', '=', raw.ref(organisationBeside(since)))
        .on('audit_event.at', '>=', raw.ref(since)),
    )
    .select(['audit_event.actor_id', raw<Date>`min(audit_event.at)`.as('at')])
    .where(raw<boolean>`audit_event.action = ${raw.lit(action)}`)
    .where('audit_event.actor_id', 'is not', null)
    .groupBy('audit_event.actor_id')
    .orderBy(raw`min(audit_event.at)`);
  for (const [name, value] of Object.entries(detail))
    joined = joined.where(raw<boolean>`audit_event.detail ->> ${raw.lit(name)} = ${value}::text`);
  return joined as never;
}
