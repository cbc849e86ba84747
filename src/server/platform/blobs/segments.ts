import { createCipheriv, createDecipheriv, createSecretKey, hkdfSync, type KeyObject } from 'node:crypto';
import type { Readable } from 'node:stream';
import { type Place, SealBroken } from '../keys/sealing.ts';
import type { BlobName, BlobStore, ByteRange } from './blob-store.ts';

/**
 * The STREAM construction (Hoang, Reyhanitabar, Rogaway, Vizár 2015) over AES-256-GCM: segments of 64 KiB, each with a tag of
 * its own, so that a part can be read without the rest. The nonce is the segment's number and whether it is the last: one that is
 * missing, put elsewhere, or cut off does not open.
 */
const SEGMENT = 64 * 1024;
const TAG = 16;
const SEALED_SEGMENT = SEGMENT + TAG;
const NONCE = 12;
const KEY = 32;

/** Key of one object. Each has another, so numbers can be nonces, and an object in another's place does not open. */
function keyOf(fileKey: Buffer, { organisationId, id }: BlobName): KeyObject {
  const about = `nuantu file|${organisationId}|${id}`;
  return createSecretKey(Buffer.from(hkdfSync('sha256', fileKey, Buffer.alloc(0), about, KEY)));
}

function nonceOf(segment: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(NONCE);
  nonce.writeUInt32BE(segment, NONCE - 5);
  nonce.writeUInt8(isLast ? 1 : 0, NONCE - 1);
  return nonce;
}

/** Index of the last segment of so many bytes; of none at all there is one, and it is empty. */
function lastSegment(bytes: number): number {
  return Math.max(0, Math.ceil(bytes / SEGMENT) - 1);
}

/** How long so many bytes are once they are sealed. */
export function sealedLength(bytes: number): number {
  return bytes + (lastSegment(bytes) + 1) * TAG;
}

/** @param fileId goes into the additional data: the row of the file whose key this is */
export function* sealSegments(
  fileKey: Buffer,
  fileId: string,
  name: BlobName,
  plain: Buffer,
): Generator<Buffer> {
  const key = keyOf(fileKey, name);
  const last = lastSegment(plain.length);
  for (let segment = 0; segment <= last; segment += 1) {
    const cipher = createCipheriv('aes-256-gcm', key, nonceOf(segment, segment === last));
    cipher.setAAD(Buffer.from(fileId));
    const body = cipher.update(plain.subarray(segment * SEGMENT, (segment + 1) * SEGMENT));
    cipher.final();
    yield Buffer.concat([body, cipher.getAuthTag()]);
  }
}

export interface SealedBlob {
  readonly name: BlobName;
  readonly fileKey: Buffer;
  readonly fileId: string;
  /** of what was sealed */
  readonly bytes: number;
}

/**
 * Opens an object, or the bytes of a range of it, a segment at a time.
 * @throws SealBroken where it is not there, or not as it was put; what was given out before is as it was
 */
export async function* openSegments(
  store: BlobStore,
  blob: SealedBlob,
  range: ByteRange = { start: 0, end: blob.bytes - 1 },
): AsyncGenerator<Buffer> {
  const { name, bytes } = blob;
  const key = keyOf(blob.fileKey, name);
  const first = Math.floor(range.start / SEGMENT);
  const until = Math.floor(Math.max(0, range.end) / SEGMENT);
  const last = lastSegment(bytes);
  const sealed = await store.get(name, {
    start: first * SEALED_SEGMENT,
    end: Math.min((until + 1) * SEALED_SEGMENT, sealedLength(bytes)) - 1,
  });
  if (sealed === undefined) throw broken(name);
  let segment = first;
  for await (const part of inPieces(sealed, SEALED_SEGMENT)) {
    if (segment > until) throw broken(name);
    const plain = openSegment(key, blob, part, { segment, isLast: segment === last });
    const from = segment * SEGMENT;
    yield plain.subarray(Math.max(0, range.start - from), Math.max(0, range.end + 1 - from));
    segment += 1;
  }
  if (segment !== until + 1) throw broken(name);
}

function openSegment(
  key: KeyObject,
  { name, fileId }: SealedBlob,
  sealed: Buffer,
  { segment, isLast }: { segment: number; isLast: boolean },
): Buffer {
  if (sealed.length < TAG) throw broken(name);
  const decipher = createDecipheriv('aes-256-gcm', key, nonceOf(segment, isLast), { authTagLength: TAG });
  decipher.setAAD(Buffer.from(fileId));
  decipher.setAuthTag(sealed.subarray(sealed.length - TAG));
  const plain = decipher.update(sealed.subarray(0, sealed.length - TAG));
  try {
    decipher.final();
  } catch {
    throw broken(name);
  }
  return plain;
}

function broken({ organisationId, id }: BlobName): SealBroken {
  const place: Place = { table: 'file', column: 'object', organisationId, rowId: id };
  return new SealBroken(place);
}

/** What comes in whatever parts, in pieces of one size; the last may be shorter. */
async function* inPieces(stream: Readable, size: number): AsyncGenerator<Buffer> {
  let waiting: Buffer[] = [];
  let length = 0;
  for await (const part of stream as AsyncIterable<Buffer>) {
    waiting.push(part);
    length += part.length;
    if (length < size) continue;
    const all = Buffer.concat(waiting);
    let from = 0;
    for (; all.length - from >= size; from += size) yield all.subarray(from, from + size);
    waiting = [all.subarray(from)];
    length = all.length - from;
  }
  if (length > 0) yield Buffer.concat(waiting);
}
