import { sql as raw } from 'kysely';
import { once, prepare, query, type Statement } from '../platform/database/statement.ts';

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

export const listMaterials = prepare((_: object) =>
  query.selectFrom('material').select(materialColumns).orderBy('added_at', 'desc').orderBy('id'),
);

export const readMaterial = prepare((p: { id: string }) =>
  query.selectFrom('material').select(materialColumns).where('id', '=', p.id),
);

export const listKnown = prepare((p: { ids: string[] }) =>
  query
    .selectFrom('material')
    .select('id')
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);

export interface NewMaterial {
  id: string;
  organisationId: string;
  title: string;
  titleEn: string | null;
  language: string;
  licence: string;
  source: string;
  fileName: string;
  mediaType: string;
  bytes: number;
  sha256: string;
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
      file_name: p.fileName,
      media_type: p.mediaType,
      bytes: p.bytes,
      sha256: p.sha256,
      added_at: p.now,
    })
    .onConflict((conflict) => conflict.column('id').doNothing())
    .returning('id'),
);

export function insertFile(materialId: string, content: Buffer): Statement<unknown> {
  return once(query.insertInto('material_file').values({ material_id: materialId, content }));
}

export const readFile = prepare((p: { id: string }) =>
  query
    .selectFrom('material_file')
    .innerJoin('material', 'material.id', 'material_file.material_id')
    .select(['material_file.content', 'material.media_type', 'material.file_name'])
    .where('material.id', '=', p.id),
);

/** Empty where it is another organisation's. */
export const withdrawMaterial = prepare((p: { id: string; organisationId: string; now: Date }) =>
  query
    .updateTable('material')
    .set({ withdrawn_at: p.now })
    .where('id', '=', p.id)
    .where('organisation_id', '=', p.organisationId)
    .returning('id'),
);
