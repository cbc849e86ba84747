import type { Static } from 'typebox';
import type { FileItem } from '../../contract/files.ts';
import type { Permission } from '../../domain/access/roles.ts';
import type { MediaType } from '../../domain/files/media-type.ts';
import type { BlobStore, ByteRange } from '../platform/blobs/blob-store.ts';
import { openSegments } from '../platform/blobs/segments.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Reading, Work } from '../platform/work/work.ts';
import { type Caller, reachOf } from './reach.ts';
import { isEnded } from './is-ended.ts';
import { fileKeyOf, openSecret } from './sealed.ts';
import * as sql from './sql.ts';
import { type FileParts, personOf } from './uploads.ts';

type FileView = Static<typeof FileItem>;
type FileRow = NonNullable<Awaited<ReturnType<typeof readRow>>>;

const readRow = (reading: Reading, id: string) =>
  reading.first(sql.readFile({ organisationId: reading.organisationId, id }));

/** @throws AppError not_found, forbidden */
export async function listFiles(
  { attachments }: FileParts,
  caller: Caller,
  { kind, recordId }: { kind: string; recordId: string },
): Promise<{ items: FileView[] }> {
  const { requireRecord, rows } = reachOf(attachments, caller, kind, 'read');
  await requireRecord(recordId);
  return rows.read(async (reading) => {
    const { organisationId } = reading;
    const [found] = await reading.all(sql.listFiles({ organisationId, recordId, kind }));
    const about = [...new Set(found.flatMap(({ client_id: id }) => id ?? []))];
    if (about.length > 0)
      await reading.audited({ action: 'file.list', subjectKind: 'client', subjectIds: about });
    return { items: found.flatMap((row) => viewFile(reading, row)) };
  });
}

/** Nothing of a file whose person was erased, or that does not open. */
function viewFile({ keys, now }: Reading, row: FileRow): FileView[] {
  const secret = openSecret(keys.beside, row);
  if (secret === undefined) return [];
  return [
    {
      id: row.id,
      ownerId: row.owner_id,
      name: secret.name,
      state: row.state as FileView['state'],
      mediaType: secret.mediaType ?? null,
      bytes: row.bytes,
      received: row.received,
      hasPreview: row.preview_id !== null,
      isDelayed: row.state === 'unchecked' && (row.attempts > 0 || row.created_at < delayedSince(now)),
      refusal: row.refusal as FileView['refusal'],
      addedBy: row.added_by,
      addedAt: row.created_at.toISOString(),
    },
  ];
}

export type FilePart = 'content' | 'preview';

/** A file as it is given out: what it is, and its bytes as they are opened. */
export interface OpenedFile {
  readonly name: string;
  readonly mediaType: MediaType;
  readonly bytes: number;
  readonly read: (range?: ByteRange) => AsyncGenerator<Buffer>;
}

/** @throws AppError not_found: also while it was not looked at, and where the caller may not read what it hangs on */
export async function openFile(
  { attachments, blobs }: FileParts,
  caller: Caller,
  { kind, id }: { kind: string; id: string },
  part: FilePart,
): Promise<OpenedFile> {
  const { getOwner, rows } = reachOf(attachments, caller, kind, 'read');
  const ownerId = (await rows.read((reading) => readRow(reading, id)))?.owner_id;
  if (ownerId === undefined) throw new AppError('not_found');
  await getOwner(ownerId);
  return openReady(blobs, rows, { kind, id }, part);
}

/**
 * Opens what is ready; the caller has asked whether its reader may.
 * @throws AppError not_found
 */
export async function openReady(
  blobs: BlobStore,
  rows: Work,
  { kind, id }: { kind: string; id: string },
  part: FilePart,
): Promise<OpenedFile> {
  return rows.read(async (reading) => {
    const row = await readRow(reading, id);
    const isReady = row?.state === 'ready' && row.kind === kind;
    const secret = isReady ? openSecret(reading.keys, row) : undefined;
    const objectId = part === 'content' ? row?.content_id : row?.preview_id;
    if (row === undefined || secret?.mediaType === undefined || objectId === null || objectId === undefined)
      throw new AppError('not_found');
    if (row.client_id !== null)
      await reading.audited({
        action: part === 'content' ? 'file.read' : 'file.preview',
        ...personOf(row.client_id),
        detail: { file: id, kind },
      });
    const bytes = part === 'content' ? row.bytes : row.preview_bytes;
    const name = { organisationId: reading.organisationId, id: objectId };
    const blob = { name, fileKey: fileKeyOf(secret), fileId: id, bytes };
    return {
      name: secret.name,
      mediaType: part === 'content' ? secret.mediaType : 'image/jpeg',
      bytes,
      read: (range) => openSegments(blobs, blob, range),
    };
  });
}

const NOT_READY = ['uploading', 'unchecked', 'refused'] as const;
const ANY_STATE = [...NOT_READY, 'ready'] as const;

/** By whoever added it; what others added by who may. @throws AppError not_found, forbidden, file_not_yours */
export async function removeFile(
  { attachments }: FileParts,
  caller: Caller & { readonly mayRemove: (permission: Permission) => boolean },
  { kind: name, id }: { kind: string; id: string },
): Promise<void> {
  const { kind, getOwner, rows } = reachOf(attachments, caller, name, 'write');
  const ownerId = (await rows.read((reading) => readRow(reading, id)))?.owner_id;
  if (ownerId === undefined) {
    if (await isEnded(rows, { kind: name, id }, caller.mayRemove(kind.remove))) return;
    throw new AppError('not_found');
  }
  await getOwner(ownerId);
  await rows.change(async (change) => {
    const { organisationId } = change;
    const row = await change.first(sql.readFile({ organisationId, id }));
    if (row === undefined || row.kind !== name) throw new AppError('not_found');
    if (row.added_by !== change.actorId && !caller.mayRemove(kind.remove))
      throw new AppError('file_not_yours');
    const from = kind.isKept === true ? NOT_READY : ANY_STATE;
    if ((await change.first(sql.endFile({ organisationId, id, from }))) === undefined)
      throw new AppError(
        (await change.first(sql.readFile({ organisationId, id }))) ? 'forbidden' : 'not_found',
      );
    const about =
      row.client_id === null ? { subjectKind: name, subjectIds: [row.owner_id] } : personOf(row.client_id);
    change.audit({ action: 'file.remove', ...about, detail: { file: id, kind: name } });
    change.ring('check-files');
  });
}

const DELAYED_MS = 600_000;
const delayedSince = (now: Date) => new Date(now.getTime() - DELAYED_MS);

export async function readSpace({ quotaBytes }: FileParts, reading: Reading) {
  const { organisationId, now } = reading;
  const found = await reading.first(sql.readSpace(organisationId, delayedSince(now)));
  const { used = '0', files = 0, delayed = 0, missing = 0 } = found ?? {};
  return { usedBytes: Number(used), quotaBytes, files, delayed, missing };
}
