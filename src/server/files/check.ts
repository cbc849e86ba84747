import { randomUUID } from 'node:crypto';
import { nameFor } from '../../domain/files/media-type.ts';
import type { BlobName, BlobStore } from '../platform/blobs/blob-store.ts';
import { openSegments, sealSegments } from '../platform/blobs/segments.ts';
import type { Work } from '../platform/work/work.ts';
import type { Scan } from './clamd.ts';
import { inspect, type Inspected, type Refusal } from './inspect.ts';
import { type Attachments, type AttachmentKind, getKind } from './kinds.ts';
import { digestOf, type FileSecret, fileKeyOf, openSecret, sealSecret } from './sealed.ts';
import { changeSpace, type Piece } from './sql.ts';
import * as sql from './sql-upkeep.ts';

export interface CheckParts {
  readonly attachments: Attachments;
  readonly blobs: BlobStore;
  /** undefined: no scanner is set up, and none is asked */
  readonly scan: Scan | undefined;
}

/** How long whoever chose a refused file may still read why. */
const REFUSED_DAYS = 7;

/** A backup under way copies the rows first: what they name stays until it has copied the store, too. */
const PIECES_MS = 86_400_000;
const piecesUntil = (now: Date) => new Date(now.getTime() + PIECES_MS);

type Claimed = NonNullable<Awaited<ReturnType<typeof readClaimed>>>;

const readClaimed = (work: Work, id: string) =>
  work.read((reading) => reading.first(sql.readClaimed({ organisationId: reading.organisationId, id })));

/**
 * Looks at a file of which everything is here, and makes of it what is kept; the caller has claimed it.
 * @throws ScanFailure, BlobStoreFailure, SealBroken: nothing has changed then, and it waits as before
 */
export async function checkFile(parts: CheckParts, work: Work, id: string): Promise<void> {
  const row = await readClaimed(work, id);
  const secret = row && (await work.read(async ({ keys }) => openSecret(keys, row)));
  // ended meanwhile, or its person erased
  if (row === undefined || secret === undefined) return;
  const kind = getKind(parts.attachments, row.kind);
  const bytes = await readPieces(parts.blobs, work, row, secret);
  const found = await judge(parts, kind, bytes);
  if (typeof found === 'string') await refuse(work, row, found);
  else await keep(parts, work, { row, secret, kind }, found);
}

async function judge(
  { scan }: CheckParts,
  { types }: AttachmentKind,
  bytes: Buffer,
): Promise<Inspected | Refusal> {
  // as it was sent: what harms may be in what is not kept of a picture, and then somebody should know
  if (scan !== undefined && (await scan(bytes)) === 'infected') return 'infected';
  return inspect(bytes, types);
}

async function readPieces(
  blobs: BlobStore,
  { organisationId }: Work,
  row: Claimed,
  secret: FileSecret,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  for (const { id, bytes } of row.pieces as Piece[]) {
    const blob = { name: { organisationId, id }, fileKey: fileKeyOf(secret), fileId: row.id, bytes };
    for await (const part of openSegments(blobs, blob)) parts.push(part);
  }
  return Buffer.concat(parts);
}

async function refuse(work: Work, row: Claimed, refusal: Refusal): Promise<void> {
  const { organisationId, now } = work;
  const { id } = row;
  const expiresAt = new Date(now.getTime() + REFUSED_DAYS * 86_400_000);
  await work.change(async (change) => {
    const refused = { organisationId, id, refusal, expiresAt, piecesUntil: piecesUntil(now) };
    if ((await change.first(sql.markRefused(refused))) === undefined) return;
    change.push(changeSpace({ organisationId, more: -row.bytes }));
    const about = { subjectKind: row.kind, subjectIds: [row.owner_id] };
    change.audit({ action: 'file.refuse', ...about, detail: { file: id, refusal } });
  });
}

async function keep(
  { blobs }: CheckParts,
  work: Work,
  { row, secret, kind }: { row: Claimed; secret: FileSecret; kind: AttachmentKind },
  { mediaType, content, preview }: Inspected,
): Promise<void> {
  const { organisationId, now } = work;
  const { id } = row;
  const put = async (plain: Buffer): Promise<BlobName> => {
    const name = { organisationId, id: randomUUID() };
    await blobs.put(name, sealSegments(fileKeyOf(secret), id, name, plain));
    return name;
  };
  const stored = await put(content);
  const small = preview === undefined ? undefined : await put(preview);
  const previewBytes = preview?.length ?? 0;
  const bytes = content.length;
  const known = { ...secret, name: nameFor(secret.name, mediaType), mediaType, sha256: digestOf(content) };
  const kept = await work.change(async (change) => {
    const sealer = { clientId: row.client_id, wrapped: row.wrapped };
    const checked = { organisationId, id, bytes, previewBytes, contentId: stored.id };
    const sealed = sealSecret(change.keys, sealer, id, known);
    const previewId = small?.id ?? null;
    const ready = sql.markReady({ ...checked, ...sealed, previewId, piecesUntil: piecesUntil(now) });
    if ((await change.first(ready)) === undefined) return false;
    change.push(changeSpace({ organisationId, more: bytes + previewBytes - row.bytes }));
    kind.onReady?.(change, row.owner_id, { id, bytes, ...known });
    return true;
  });
  if (!kept) for (const name of [stored, small]) if (name !== undefined) await blobs.delete(name);
}
