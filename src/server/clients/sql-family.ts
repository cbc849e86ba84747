import { sql as raw } from 'kysely';
import { insertRows } from '../platform/database/insert-rows.ts';
import { withPersonKey } from '../platform/database/person-key.ts';
import { instantsAsText, plain, prepare, query, type Statement } from '../platform/database/statement.ts';
import { itemColumns } from './sql-item-columns.ts';
import type { Row } from './sql.ts';

export const listGuardians = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .selectFrom('guardian')
    .select(['id', 'relation', 'sealed', 'version'])
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .orderBy('id'),
);

export interface NewGuardian extends Row {
  clientId: string;
  siteId: string;
  workerIds: string[];
  relation: string;
  sealed: Buffer;
  now: Date;
}

export function insertManyGuardians(guardians: readonly NewGuardian[]): Statement<unknown>[] {
  return insertRows(
    'guardian',
    'organisation_id, id, client_id, site_id, worker_ids, relation, sealed, created_at, updated_at',
    guardians.map((p) => [
      p.organisationId,
      p.id,
      p.clientId,
      p.siteId,
      p.workerIds,
      p.relation,
      p.sealed,
      p.now,
      p.now,
    ]),
  );
}

/** Empty when the id is taken. */
export const insertGuardian = prepare((p: NewGuardian) =>
  query
    .insertInto('guardian')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      client_id: p.clientId,
      site_id: p.siteId,
      worker_ids: p.workerIds,
      relation: p.relation,
      sealed: p.sealed,
      created_at: p.now,
      updated_at: p.now,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing())
    .returning('id'),
);

const oneGuardian = (p: Row & { clientId: string }) =>
  query
    .selectFrom('guardian')
    .select(['id', 'relation', 'sealed', 'version'])
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('id', '=', p.id);

export const lockGuardian = prepare((p: Parameters<typeof oneGuardian>[0]) => oneGuardian(p).forUpdate());

export const updateGuardian = prepare(
  (p: Row & { relation: string; sealed: Buffer; version: number; now: Date }) =>
    query
      .updateTable('guardian')
      .set({ relation: p.relation, sealed: p.sealed, version: p.version, updated_at: p.now })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

/** Whoever's it is. */
export const findGuardian = prepare((p: Row) =>
  query
    .selectFrom('guardian')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const deleteGuardian = prepare((p: Row & { clientId: string }) =>
  query
    .deleteFrom('guardian')
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('id', '=', p.id)
    .returning('id'),
);

export const listGuardiansOf = prepare((p: { organisationId: string; clientIds: string[] }) =>
  query
    .selectFrom('guardian')
    .select(['id', 'client_id', 'relation', 'sealed', 'version'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`client_id = any(${p.clientIds}::uuid[])`)
    .orderBy('id'),
);

/** How many guardians somebody has, who has the most. */
export function countMostGuardians(p: {
  organisationId: string;
  siteId: string | undefined;
  ids: readonly string[] | undefined;
}): Statement<{ most: number }> {
  return plain(
    `select coalesce(max(held.count), 0)::int as most from (
       select count(*) from guardian where organisation_id = $1 and ($2::uuid is null or site_id = $2)
         and ($3::uuid[] is null or client_id = any($3))
       group by client_id) held`,
    [p.organisationId, p.siteId ?? null, p.ids ?? null],
  );
}

/** Columns of a relative are null where the row rules hide that client. */
export const listRelatives = instantsAsText(
  prepare((p: { organisationId: string; clientId: string }) =>
    withPersonKey(
      query
        .selectFrom('client_relative')
        .leftJoin('client', (join) =>
          join
            .onRef('client.organisation_id', '=', 'client_relative.organisation_id')
            .onRef('client.id', '=', 'client_relative.relative_id'),
        ),
      'client.id',
    )
      .select([...itemColumns, 'client_relative.relative_id', 'client_relative.relation'])
      .where('client_relative.organisation_id', '=', p.organisationId)
      .where('client_relative.client_id', '=', p.clientId)
      .orderBy('client_relative.relative_id'),
  ),
);

export const linkRelative = prepare(
  (p: {
    organisationId: string;
    clientId: string;
    relativeId: string;
    siteId: string;
    workerIds: string[];
    relation: string;
    recordedBy: string;
    now: Date;
  }) =>
    query
      .insertInto('client_relative')
      .values({
        organisation_id: p.organisationId,
        client_id: p.clientId,
        relative_id: p.relativeId,
        site_id: p.siteId,
        worker_ids: p.workerIds,
        relation: p.relation,
        recorded_by: p.recordedBy,
        created_at: p.now,
      })
      .onConflict((conflict) =>
        conflict
          .columns(['organisation_id', 'client_id', 'relative_id'])
          .doUpdateSet({ relation: p.relation }),
      ),
);

/** The other direction goes by a trigger. */
export const unlinkRelative = prepare((p: { organisationId: string; clientId: string; relativeId: string }) =>
  query
    .deleteFrom('client_relative')
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('relative_id', '=', p.relativeId)
    .returning('relative_id'),
);
