import { sql as raw } from 'kysely';
import { withPersonKey } from '../platform/database/person-key.ts';
import { plain, prepare, query, type Statement } from '../platform/database/statement.ts';

interface Row {
  organisationId: string;
  id: string;
}

/** An object of an upload, and how much of the file is in it. */
export interface Piece {
  readonly id: string;
  readonly bytes: number;
}

const columns = [
  'file.id',
  'file.kind',
  'file.owner_id',
  'file.client_id',
  'file.state',
  'file.bytes',
  'file.received',
  'file.pieces',
  'file.content_id',
  'file.preview_id',
  'file.preview_bytes',
  'file.person_sealed',
  'file.organisation_sealed',
  'file.refusal',
  'file.attempts',
  'file.added_by',
  'file.created_at',
  'file.expires_at',
] as const;

const withKey = withPersonKey(query.selectFrom('file'), 'file.client_id').select(columns);

export const readFile = prepare((p: Row) =>
  withKey
    .where('file.organisation_id', '=', p.organisationId)
    .where('file.id', '=', p.id)
    .where('file.state', '<>', 'ended'),
);

export const listFiles = prepare((p: { organisationId: string; recordId: string; kind: string }) =>
  withKey
    .where('file.organisation_id', '=', p.organisationId)
    .where('file.record_id', '=', p.recordId)
    .where('file.kind', '=', p.kind)
    .where('file.state', '<>', 'ended')
    .orderBy('file.created_at')
    .orderBy('file.id'),
);

export interface NewFile extends Row {
  kind: string;
  ownerId: string;
  recordId: string;
  clientId: string | null;
  siteId: string | null;
  workerIds: string[] | null;
  bytes: number;
  personSealed: Buffer | null;
  organisationSealed: Buffer | null;
  addedBy: string;
  now: Date;
  expiresAt: Date;
}

/** Empty when the id is taken. */
export const insertFile = prepare((p: NewFile) =>
  query
    .insertInto('file')
    .values({
      organisation_id: p.organisationId,
      id: p.id,
      kind: p.kind,
      owner_id: p.ownerId,
      record_id: p.recordId,
      client_id: p.clientId,
      site_id: p.siteId,
      worker_ids: p.workerIds,
      state: 'uploading',
      bytes: p.bytes,
      person_sealed: p.personSealed,
      organisation_sealed: p.organisationSealed,
      added_by: p.addedBy,
      created_at: p.now,
      expires_at: p.expiresAt,
    })
    .onConflict((conflict) => conflict.columns(['organisation_id', 'id']).doNothing())
    .returning('id'),
);

/** What else is there at the same owner, and what else its maker has under way. Each by an index: others wait meanwhile. */
export function countBeside(p: {
  organisationId: string;
  kind: string;
  ownerId: string;
  recordId: string;
  addedBy: string;
}): Statement<{ here: number; uploads: number; uploading_bytes: number }> {
  return plain(
    `select (select count(*)::int from file
              where organisation_id = $1 and record_id = $2 and kind = $3 and owner_id = $4
                and state in ('uploading', 'unchecked', 'ready')) as here,
            uploads, uploading_bytes
     from (select count(*)::int as uploads, coalesce(sum(bytes), 0)::int as uploading_bytes from file
            where organisation_id = $1 and state = 'uploading' and added_by = $5) as own`,
    [p.organisationId, p.recordId, p.kind, p.ownerId, p.addedBy],
  );
}

/**
 * A piece more, where the file got as far as its sender says: of two that go on from one place the second finds nothing.
 * The last one makes the file wait to be looked at.
 */
export const addPiece = prepare(
  (p: Row & { from: number; bytes: number; piece: string; now: Date; expiresAt: Date }) =>
    query
      .updateTable('file')
      .set({
        received: raw<number>`received + ${p.bytes}::int`,
        pieces: raw`pieces || ${p.piece}::jsonb`,
        state: raw<string>`case when received + ${p.bytes}::int = bytes then 'unchecked' else state end`,
        expires_at: raw<Date | null>`case when received + ${p.bytes}::int = bytes then null else ${p.expiresAt}::timestamptz end`,
        next_check_at: p.now,
      })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id)
      .where('state', '=', 'uploading')
      .where('received', '=', p.from)
      .returning(['received', 'state']),
);

export type FileState = 'uploading' | 'unchecked' | 'ready' | 'refused';

/** What is there of it goes with the next job. Empty where it is not, or no longer, in one of these states. */
export const endFile = prepare((p: Row & { from: readonly FileState[] }) =>
  query
    .updateTable('file')
    .set({ state: 'ended' })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where(raw<boolean>`state = any(${p.from}::text[])`)
    .returning('id'),
);

/** What was taken away, until its bytes are gone too. */
export const findEnded = prepare((p: Row) =>
  query
    .selectFrom('file')
    .select(['kind', 'added_by'])
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('state', '=', 'ended'),
);

export const findOfClient = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .selectFrom('file')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('state', '<>', 'ended')
    .limit(1),
);

export const endFilesOf = prepare((p: { organisationId: string; clientId: string }) =>
  query
    .updateTable('file')
    .set({ state: 'ended' })
    .where('organisation_id', '=', p.organisationId)
    .where('client_id', '=', p.clientId)
    .where('state', '<>', 'ended'),
);

/** Takes room for so many bytes; empty where there is not so much. Holds what others take until the commit. */
export function takeSpace(p: { organisationId: string; bytes: number; quota: number }): Statement<unknown> {
  return plain(
    `insert into file_space (organisation_id, bytes)
     select $1, $2::bigint where $2::bigint <= $3::bigint
     on conflict (organisation_id) do update set bytes = file_space.bytes + excluded.bytes
       where file_space.bytes + excluded.bytes <= $3::bigint
     returning bytes`,
    [p.organisationId, p.bytes, p.quota],
  );
}

/** What a file takes turned out to be less, or more, than was taken for it. */
export const changeSpace = prepare((p: { organisationId: string; more: number }) =>
  query
    .updateTable('file_space')
    .set({ bytes: raw<string>`greatest(0, bytes + ${p.more}::bigint)` })
    .where('organisation_id', '=', p.organisationId),
);

export function readSpace(
  organisationId: string,
  delayedSince: Date,
): Statement<{
  used: string;
  files: number;
  delayed: number;
  missing: number;
}> {
  return plain(
    `select coalesce((select bytes from file_space where organisation_id = $1), 0) as used,
            (count(*) filter (where state in ('unchecked', 'ready')))::int as files,
            (count(*) filter (where state = 'unchecked' and created_at < $2))::int as delayed,
            count(missing_since)::int as missing
     from file where organisation_id = $1`,
    [organisationId, delayedSince],
  );
}
