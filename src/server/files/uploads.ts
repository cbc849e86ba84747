import { randomUUID } from 'node:crypto';
import type { Readable } from 'node:stream';
import { UPLOAD_HOURS } from '../../contract/files.ts';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import { sealSegments } from '../platform/blobs/segments.ts';
import { newId, NIL_ID } from '../platform/database/ids.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Work } from '../platform/work/work.ts';
import type { Attachments, AttachmentKind, Owner } from './kinds.ts';
import { type Caller, reachOf } from './reach.ts';
import { isEnded } from './is-ended.ts';
import { announcementOf, fileKeyOf, newSecret, openSecret, sealSecret } from './sealed.ts';
import * as sql from './sql.ts';
import { refuseLarge, type UploadHead } from './tus.ts';

export interface FileParts {
  readonly attachments: Attachments;
  readonly blobs: BlobStore;
  /** of each organisation */
  readonly quotaBytes: number;
}

/** What waits in memory until it is put into the store. */
const PIECE = 1_000_000;
/** What a cut leaves of less is not worth an object: it is sent again. */
const LEAST_PIECE = 16_000;
/** The largest file in the least pieces takes 1,250. */
const MOST_PIECES = 1_300;
/** Of one account that are not finished: nobody photographs more at once, and a program must not fill the store. */
const MOST_UPLOADS = 30;
const MOST_UPLOADING = 200_000_000;

export interface UploadView {
  readonly id: string;
  readonly offset: number;
  readonly bytes: number;
  readonly state: sql.FileState;
}

type FileRow = NonNullable<Awaited<ReturnType<typeof findRow>>>;

interface Running {
  readonly cut: () => void;
  readonly end: Promise<unknown>;
}

/** What comes in: begun, gone on with from where it got, ended. */
export class Uploads {
  readonly #parts: FileParts;
  /** key of the file → what comes in for it */
  readonly #running = new Map<string, Running>();

  constructor(parts: FileParts) {
    this.#parts = parts;
  }

  /** @throws AppError not_found, forbidden, id_taken, file_space_full, files_too_many, uploads_too_many */
  async begin(caller: Caller, head: UploadHead): Promise<UploadView> {
    const { kind, getOwner, rows } = reachOf(this.#parts.attachments, caller, head.kind, 'write');
    const owner = await getOwner(head.ownerId);
    const id = head.id ?? newId(rows.now.getTime());
    const there = await findRepeated(rows, id, head);
    if (there !== undefined) return there;
    try {
      return await rows.change((change) => this.#begin(change, kind, { ...head, id }, owner));
    } catch (error) {
      // of two that come at once the other may have been first: then this one is its repeat, and not one too many
      const meanwhile = error instanceof AppError ? await findRepeated(rows, id, head) : undefined;
      if (meanwhile === undefined) throw error;
      return meanwhile;
    }
  }

  async #begin(
    change: Change,
    kind: AttachmentKind,
    head: UploadHead & { id: string },
    owner: Owner,
  ): Promise<UploadView> {
    const { organisationId } = change;
    const { id, bytes } = head;
    const taken = sql.takeSpace({ organisationId, bytes, quota: this.#parts.quotaBytes });
    if ((await change.first(taken)) === undefined) throw new AppError('file_space_full');
    await refuseMany(change, kind, head, owner);
    const inserted = await this.#insert(change, head, owner);
    if (inserted === undefined) throw new AppError('id_taken');
    return { id, offset: 0, bytes, state: 'uploading' };
  }

  /** @throws AppError not_found: also where the person was erased meanwhile */
  async #insert(change: Change, head: UploadHead & { id: string }, { clientId, recordId }: Owner) {
    const { organisationId, now, keys, actorId } = change;
    const { id, kind, ownerId, bytes, name } = head;
    const { person } = this.#parts.attachments;
    const place =
      clientId === null ? undefined : await change.first(person.read({ organisationId, id: clientId }));
    if (actorId === null || (clientId !== null && (place === undefined || place.wrapped === null)))
      throw new AppError('not_found');
    const sealer = { clientId, wrapped: place?.wrapped ?? null };
    const row = {
      organisationId,
      id,
      kind,
      ownerId,
      recordId,
      clientId,
      siteId: place?.site_id ?? null,
      workerIds: place?.worker_ids ?? null,
      bytes,
      ...sealSecret(keys, sealer, id, { ...newSecret(name), announced: announcementOf(head) }),
      addedBy: actorId,
      now,
      expiresAt: expiryAt(now),
    };
    const about = clientId === null ? { subjectKind: kind, subjectIds: [ownerId] } : personOf(clientId);
    change.audit({ action: 'file.add', ...about, detail: { file: id, kind } });
    return change.first(sql.insertFile(row));
  }

  /** How far it got, and until when it may be gone on with. Whatever still comes in for it is cut off: what is said must stay so. @throws AppError not_found */
  async read(
    caller: Caller,
    kind: string,
    id: string,
  ): Promise<{ view: UploadView; expiresAt: Date | null }> {
    const { rows } = reachOf(this.#parts.attachments, caller, kind, 'write');
    await getOwn(rows, kind, id);
    await this.#cutOff(rows, id);
    const row = await getOwn(rows, kind, id);
    return { view: viewUpload(row), expiresAt: row.expires_at };
  }

  /**
   * Takes what comes, a piece at a time; what arrived before a cut is kept.
   * @throws AppError not_found, upload_offset, upload_pieces, file_too_large
   */
  async goOn(
    caller: Caller,
    { kind, id, offset }: { kind: string; id: string; offset: number },
    body: Readable,
  ): Promise<{ offset: number; expiresAt: Date | null }> {
    const { rows } = reachOf(this.#parts.attachments, caller, kind, 'write');
    await getOwn(rows, kind, id);
    await this.#cutOff(rows, id);
    const key = `${rows.organisationId}|${id}`;
    const coming = this.#receive(rows, { kind, id, offset }, body);
    const running = { cut: () => void body.destroy(), end: coming.catch(() => undefined) };
    this.#running.set(key, running);
    try {
      return await coming;
    } finally {
      if (this.#running.get(key) === running) this.#running.delete(key);
    }
  }

  /** A connection that hangs must not keep its owner from going on by another one: the newer one counts. */
  async #cutOff({ organisationId }: Work, id: string): Promise<void> {
    const running = this.#running.get(`${organisationId}|${id}`);
    running?.cut();
    await running?.end;
  }

  async #receive(
    rows: Work,
    { kind, id, offset }: { kind: string; id: string; offset: number },
    body: Readable,
  ): Promise<{ offset: number; expiresAt: Date | null }> {
    const row = await getOwn(rows, kind, id);
    if (row.state !== 'uploading' || row.received !== offset) throw new AppError('upload_offset');
    let at = { offset, expiresAt: row.expires_at };
    let pieces = (row.pieces as sql.Piece[]).length;
    for await (const piece of piecesOf(body)) {
      refuseLarge(at.offset + piece.length, row.bytes);
      if (pieces >= MOST_PIECES) throw new AppError('upload_pieces');
      pieces += 1;
      at = await this.#keep(rows, row, at.offset, piece);
    }
    return at;
  }

  /** In the store first, then in its row: a piece that no row names is swept away. */
  async #keep(rows: Work, row: FileRow, from: number, piece: Buffer) {
    const { organisationId } = rows;
    const { id } = row;
    const name = { organisationId, id: randomUUID() };
    const secret = await rows.read(async ({ keys }) => openSecret(keys, row));
    if (secret === undefined) throw new AppError('not_found');
    await this.#parts.blobs.put(name, sealSegments(fileKeyOf(secret), id, name, piece));
    const expiresAt = expiryAt(rows.now);
    const added = await rows.change(async (change) => {
      const { now } = change;
      const entry: sql.Piece = { id: name.id, bytes: piece.length };
      const more = { organisationId, id, from, bytes: piece.length, piece: JSON.stringify([entry]) };
      const there = await change.first(sql.addPiece({ ...more, now, expiresAt }));
      if (there?.state === 'unchecked') change.ring('check-files');
      return there;
    });
    if (added === undefined) {
      await this.#parts.blobs.delete(name);
      throw new AppError('upload_offset');
    }
    return { offset: added.received, expiresAt: added.state === 'uploading' ? expiresAt : null };
  }

  /** @throws AppError not_found */
  async end(caller: Caller, kind: string, id: string): Promise<void> {
    const { rows } = reachOf(this.#parts.attachments, caller, kind, 'write');
    if (await isEnded(rows, { kind, id })) return;
    const row = await getOwn(rows, kind, id);
    if (row.state !== 'uploading') throw new AppError('not_found');
    await this.#cutOff(rows, id);
    await rows.change(async (change) => {
      const { organisationId } = change;
      // its last piece may have come meanwhile: then it is a file, and no upload
      const ended = await change.first(sql.endFile({ organisationId, id, from: ['uploading'] }));
      if (ended === undefined) throw new AppError('not_found');
      change.ring('check-files');
    });
  }
}

/** @throws AppError not_found: of another kind, or begun by somebody else */
async function getOwn(rows: Work, kind: string, id: string): Promise<FileRow> {
  const row = await findRow(rows, id);
  const isOwn = await rows.read(async ({ actorId }) => row?.added_by === actorId);
  if (row === undefined || row.kind !== kind || !isOwn) throw new AppError('not_found');
  return row;
}

function findRow(rows: Work, id: string) {
  return rows.read((reading) => reading.first(sql.readFile({ organisationId: reading.organisationId, id })));
}

/** Begun twice with the same words, it is one upload, also after it is over. @throws AppError id_taken, not_found */
async function findRepeated(rows: Work, id: string, head: UploadHead): Promise<UploadView | undefined> {
  return rows.read(async (reading) => {
    const { keys, actorId, organisationId } = reading;
    const row = await reading.first(sql.readFile({ organisationId, id }));
    if (row === undefined) return undefined;
    const secret = openSecret(keys, row);
    if (secret === undefined) throw new AppError('not_found');
    const isSame =
      row.added_by === actorId &&
      row.kind === head.kind &&
      row.owner_id === head.ownerId &&
      (secret.announced ?? announcementOf({ name: secret.name, bytes: row.bytes })) === announcementOf(head);
    if (!isSame) throw new AppError('id_taken');
    return viewUpload(row);
  });
}

/** What others count at the same time waits for the room that was taken. @throws AppError files_too_many, uploads_too_many */
async function refuseMany(
  change: Change,
  { most }: AttachmentKind,
  head: UploadHead,
  { recordId }: Owner,
): Promise<void> {
  const { organisationId, actorId } = change;
  const { kind, ownerId, bytes } = head;
  const beside = await change.first(
    sql.countBeside({ organisationId, kind, ownerId, recordId, addedBy: actorId ?? NIL_ID }),
  );
  if (beside === undefined) return;
  if (beside.here >= most) throw new AppError('files_too_many', { parameters: { most } });
  if (beside.uploads >= MOST_UPLOADS || beside.uploading_bytes + bytes > MOST_UPLOADING)
    throw new AppError('uploads_too_many');
}

function viewUpload(row: FileRow): UploadView {
  return {
    id: row.id,
    offset: row.received,
    bytes: row.bytes,
    state: row.state as UploadView['state'],
  };
}

export function personOf(clientId: string) {
  return { subjectKind: 'client', subjectIds: [clientId] };
}

function expiryAt(now: Date): Date {
  return new Date(now.getTime() + UPLOAD_HOURS * 3_600_000);
}

/** What comes, in pieces that are worth an object; at a cut what came before it, where that is worth one. */
async function* piecesOf(body: Readable): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  try {
    for await (const part of body as AsyncIterable<Buffer>) {
      waiting.push(part);
      length += part.length;
      if (length < PIECE) continue;
      yield Buffer.concat(waiting);
      [waiting, length] = [[], 0];
    }
  } catch (error) {
    if (!body.destroyed) throw error;
    if (length < LEAST_PIECE) return;
  }
  if (length > 0) yield Buffer.concat(waiting);
}
