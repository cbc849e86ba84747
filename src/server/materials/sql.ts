import { sql as raw } from 'kysely';
import type { ReadyFile } from '../files/public.ts';
import { once, plain, prepare, query, type Statement } from '../platform/database/statement.ts';

const materialColumns = [
  'id',
  'organisation_id',
  'title',
  'title_en',
  'language',
  'licence',
  'source',
  'file_name',
  'media_type',
  'bytes',
  'sha256',
  'added_at',
  'withdrawn_at',
] as const;

/** Those that have their file, and the organisation's own that wait for one. */
export const listMaterials = prepare((p: { organisationId: string }) =>
  query
    .selectFrom('material')
    .select(materialColumns)
    .where(({ or, eb }) => or([eb('file_id', 'is not', null), eb('organisation_id', '=', p.organisationId)]))
    .orderBy('added_at', 'desc')
    .orderBy('id'),
);

export const readMaterial = prepare((p: { id: string }) =>
  query.selectFrom('material').select(materialColumns).where('id', '=', p.id),
);

export const listKnown = prepare((p: { ids: string[] }) =>
  query
    .selectFrom('material')
    .select('id')
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`)
    .where('file_id', 'is not', null),
);

export const readOwn = prepare((p: { organisationId: string; id: string }) =>
  query
    .selectFrom('material')
    .select('id')
    .where('id', '=', p.id)
    .where('organisation_id', '=', p.organisationId)
    .where('withdrawn_at', 'is', null),
);

export const readFileOf = prepare((p: { id: string }) =>
  query.selectFrom('material').select(['organisation_id', 'file_id']).where('id', '=', p.id),
);

export interface NewMaterial {
  id: string;
  organisationId: string;
  title: string;
  titleEn: string | null;
  language: string;
  licence: string;
  source: string;
  now: Date;
}

/** Empty when the id is taken. */
export const insertMaterial = prepare((p: NewMaterial) =>
  query
    .insertInto('material')
    .values({
      id: p.id,
      organisation_id: p.organisationId,
      title: p.title,
      title_en: p.titleEn,
      language: p.language,
      licence: p.licence,
      source: p.source,
      added_at: p.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id'),
);

/** Its file is there: from now on every organisation sees it. */
export function keepFile(p: { organisationId: string; id: string; file: ReadyFile }): Statement<unknown> {
  const { id: fileId, name, mediaType, bytes, sha256 } = p.file;
  return once(
    query
      .updateTable('material')
      .set({ file_id: fileId, file_name: name, media_type: mediaType, bytes, sha256 })
      .where('id', '=', p.id)
      .where('organisation_id', '=', p.organisationId),
  );
}

export const hasOldFiles = plain<{ there: boolean }>('select exists (select from material_file) as there');

/** One that an earlier version kept in the table, of any organisation. */
export const readOldFile = plain<{
  id: string;
  organisation_id: string;
  file_name: string;
  media_type: string;
  content: Buffer;
}>(
  `select material.id, organisation_id, file_name, media_type, content
   from material_file join material on material.id = material_id order by material.id limit 1`,
);

export function forgetOldFile(id: string): Statement<unknown> {
  return plain('delete from material_file where material_id = $1', [id]);
}

/** Empty where it is another organisation's. */
export const withdrawMaterial = prepare((p: { id: string; organisationId: string; now: Date }) =>
  query
    .updateTable('material')
    .set({ withdrawn_at: p.now })
    .where('id', '=', p.id)
    .where('organisation_id', '=', p.organisationId)
    .returning('id'),
);
