import { sql as raw } from 'kysely';
import { withPersonKey } from '../platform/database/person-key.ts';
import { plain, prepare, query, type Statement } from '../platform/database/statement.ts';

interface Row {
  organisationId: string;
  id: string;
}

const AT_ONCE = 20;

/** What nobody will go on with, or was refused long enough ago. */
export const endExpired = prepare((p: { organisationId: string; now: Date }) =>
  query
    .updateTable('file')
    .set({ state: 'ended' })
    .where('organisation_id', '=', p.organisationId)
    .where('state', 'in', ['uploading', 'refused'])
    .where('expires_at', '<', p.now),
);

export const listEnded = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('file')
    .select(['id', 'bytes', 'pieces', 'content_id', 'preview_id', 'preview_bytes', 'refusal'])
    .where('organisation_id', '=', p.organisationId)
    .where('state', '=', 'ended')
    .orderBy('id')
    .limit(AT_ONCE),
);

/** Of two jobs that end it at once one gives its room back. */
export const deleteEnded = prepare((p: Row) =>
  query
    .deleteFrom('file')
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('state', '=', 'ended')
    .returning('id'),
);

export const listUnchecked = prepare((p: { organisationId: string; now: Date }) =>
  query
    .selectFrom('file')
    .select('id')
    .where('organisation_id', '=', p.organisationId)
    .where('state', '=', 'unchecked')
    .where('next_check_at', '<=', p.now)
    .orderBy('next_check_at')
    .orderBy('id')
    .limit(AT_ONCE),
);

/** Takes a file for a while: another server, or the job of the minute, leaves it alone meanwhile. */
export const claimUnchecked = prepare((p: Row & { now: Date; until: Date }) =>
  query
    .updateTable('file')
    .set({ next_check_at: p.until })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('state', '=', 'unchecked')
    .where('next_check_at', '<=', p.now)
    .returning('id'),
);

export const readClaimed = prepare((p: Row) =>
  withPersonKey(query.selectFrom('file'), 'file.client_id')
    .select([
      'file.id',
      'file.kind',
      'file.owner_id',
      'file.client_id',
      'file.bytes',
      'file.pieces',
      'file.person_sealed',
      'file.organisation_sealed',
      'file.attempts',
      'file.added_by',
    ])
    .where('file.organisation_id', '=', p.organisationId)
    .where('file.id', '=', p.id)
    .where('file.state', '=', 'unchecked'),
);

export const putOff = prepare((p: Row & { attempts: number; nextAt: Date }) =>
  query
    .updateTable('file')
    .set({ attempts: p.attempts, next_check_at: p.nextAt })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('state', '=', 'unchecked'),
);

export interface Checked extends Row {
  bytes: number;
  contentId: string;
  previewId: string | null;
  previewBytes: number;
  personSealed: Buffer | null;
  organisationSealed: Buffer | null;
  piecesUntil: Date;
}

/** Empty where it was ended meanwhile: its person was erased, or somebody removed it. */
export const markReady = prepare((p: Checked) =>
  query
    .updateTable('file')
    .set({
      state: 'ready',
      bytes: p.bytes,
      received: p.bytes,
      content_id: p.contentId,
      preview_id: p.previewId,
      preview_bytes: p.previewBytes,
      person_sealed: p.personSealed,
      organisation_sealed: p.organisationSealed,
      next_check_at: p.piecesUntil,
    })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('state', '=', 'unchecked')
    .returning('id'),
);

export const markRefused = prepare((p: Row & { refusal: string; expiresAt: Date; piecesUntil: Date }) =>
  query
    .updateTable('file')
    .set({ state: 'refused', refusal: p.refusal, next_check_at: p.piecesUntil, expires_at: p.expiresAt })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .where('state', '=', 'unchecked')
    .returning('id'),
);

/** Of what was looked at long enough ago the pieces are nobody's any more. */
export const forgetPieces = prepare((p: { organisationId: string; now: Date }) =>
  query
    .updateTable('file')
    .set({ pieces: '[]', next_check_at: null })
    .where('organisation_id', '=', p.organisationId)
    .where('state', 'in', ['ready', 'refused'])
    .where('next_check_at', '<=', p.now),
);

/** Objects that rows name, and what their rows take. */
export const listObjects = prepare((p: { organisationId: string; after: string; limit: number }) =>
  query
    .selectFrom('file')
    .select(['id', 'state', 'bytes', 'pieces', 'content_id', 'preview_id', 'preview_bytes', 'missing_since'])
    .where('organisation_id', '=', p.organisationId)
    .where('id', '>', p.after)
    .orderBy('id')
    .limit(p.limit),
);

export const markMissing = prepare((p: Row & { since: Date | null }) =>
  query
    .updateTable('file')
    .set({ missing_since: p.since })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const lockSpace = prepare((p: { organisationId: string }) =>
  query.selectFrom('file_space').select('bytes').where('organisation_id', '=', p.organisationId).forUpdate(),
);

export const sumBytes = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('file')
    .select(
      raw<string>`coalesce(sum(bytes + preview_bytes) filter (where refusal is null), 0)::bigint`.as('bytes'),
    )
    .where('organisation_id', '=', p.organisationId),
);

export const writeSpace = prepare((p: { organisationId: string; bytes: string }) =>
  query.updateTable('file_space').set({ bytes: p.bytes }).where('organisation_id', '=', p.organisationId),
);

/** Of all organisations but these: what could not be looked at for ten minutes, and what the store lost. */
export function countNeglected(silent: readonly string[]): Statement<{ delayed: number; missing: number }> {
  return plain(
    `select (count(*) filter (where state = 'unchecked' and created_at < now() - interval '10 minutes'))::int as delayed,
          count(missing_since)::int as missing
   from file where organisation_id <> all ($1::uuid[])`,
    [silent],
  );
}

export interface NewReady extends Row {
  kind: string;
  ownerId: string;
  bytes: number;
  contentId: string;
  sealed: Buffer | null;
  addedBy: string;
  now: Date;
}

/** A file about nobody that is there from the beginning, with the room that it takes. */
export function insertReady(p: NewReady): Statement<unknown>[] {
  return [
    plain(
      `insert into file (organisation_id, id, kind, owner_id, record_id, state, bytes, received, content_id, organisation_sealed,
         added_by, created_at)
       values ($1, $2, $3, $4, $4, 'ready', $5, $5, $6, $7, $8, $9)`,
      [p.organisationId, p.id, p.kind, p.ownerId, p.bytes, p.contentId, p.sealed, p.addedBy, p.now],
    ),
    plain(
      `insert into file_space (organisation_id, bytes) values ($1, $2)
       on conflict (organisation_id) do update set bytes = file_space.bytes + excluded.bytes`,
      [p.organisationId, p.bytes],
    ),
  ];
}
