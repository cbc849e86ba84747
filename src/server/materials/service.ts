import type { Static } from 'typebox';
import type { AddMaterial, Material } from '../../contract/materials.ts';
import type { BodyOf } from '../../contract/operation.ts';
import { type Party, readParties } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { newId } from '../platform/database/ids.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import * as sql from './sql.ts';

export type MaterialView = Static<typeof Material>;

interface MaterialRow {
  id: string;
  organisation_id: string;
  title: string;
  title_en: string | null;
  language: string;
  licence: string;
  source: string;
  file_name: string | null;
  media_type: string | null;
  bytes: number | null;
  sha256: string | null;
  added_at: Date;
  withdrawn_at: Date | null;
}

function viewMaterial(row: MaterialRow, partyOf: (id: string) => Party): MaterialView {
  return {
    id: row.id,
    title: row.title,
    titleEn: row.title_en,
    language: row.language as MaterialView['language'],
    licence: row.licence as MaterialView['licence'],
    source: row.source,
    fileName: row.file_name,
    mediaType: row.media_type as MaterialView['mediaType'],
    bytes: row.bytes,
    sha256: row.sha256,
    organisation: partyOf(row.organisation_id),
    addedAt: row.added_at.toISOString(),
    isWithdrawn: row.withdrawn_at !== null,
  };
}

export async function listMaterials(reading: Reading): Promise<{ items: MaterialView[] }> {
  const partyOf = await readParties(reading);
  const [rows] = await reading.all(sql.listMaterials({ organisationId: reading.organisationId }));
  return { items: rows.map((row) => viewMaterial(row, partyOf)) };
}

/** @throws AppError id_taken */
export async function addMaterial(change: Change, about: BodyOf<typeof AddMaterial>): Promise<MaterialView> {
  const { organisationId, now } = change;
  const { id = newId(now.getTime()), titleEn = null, ...rest } = about;
  const row = { ...rest, id, titleEn, organisationId, now };
  if ((await change.first(sql.insertMaterial(row))) === undefined) throw new AppError('id_taken');
  const detail = { licence: about.licence };
  change.audit({ action: 'material.add', subjectKind: 'material', subjectIds: [id], detail });
  return readMaterial(change, id);
}

/** @throws AppError not_found, also for another organisation's */
export async function readOwnMaterial(reading: Reading, id: string): Promise<MaterialView> {
  const material = await readMaterial(reading, id);
  if (material.organisation.organisationId !== reading.organisationId) throw new AppError('not_found');
  return material;
}

/** @throws AppError not_found, also for another organisation's */
export async function withdrawMaterial(change: Change, id: string): Promise<MaterialView> {
  const { organisationId, now } = change;
  const withdrawn = await change.first(sql.withdrawMaterial({ id, organisationId, now }));
  if (withdrawn === undefined) throw new AppError('not_found');
  change.audit({ action: 'material.withdraw', subjectKind: 'material', subjectIds: [id] });
  return readMaterial(change, id);
}

async function readMaterial(access: Pick<Reading, 'all' | 'first'>, id: string): Promise<MaterialView> {
  const row = await access.first(sql.readMaterial({ id }));
  if (row === undefined) throw new AppError('not_found');
  return viewMaterial(row, await readParties(access));
}

/** @throws AppError unknown_material naming the field */
export async function requireMaterials(
  access: Pick<Reading, 'all'>,
  wanted: ReadonlyArray<{ readonly id: string; readonly path: string }>,
): Promise<void> {
  if (wanted.length === 0) return;
  const [known] = await access.all(sql.listKnown({ ids: wanted.map(({ id }) => id) }));
  const ids = new Set(known.map(({ id }) => id));
  const fields = wanted
    .filter(({ id }) => !ids.has(id))
    .map(({ path }) => ({ path, code: 'unknown_material' as const }));
  if (fields.length > 0) throw new AppError('unknown_material', { fields });
}
