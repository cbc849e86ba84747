import { randomUUID } from 'node:crypto';
import type { MediaType } from '../../domain/files/media-type.ts';
import type { BlobStore } from '../platform/blobs/blob-store.ts';
import { sealSegments } from '../platform/blobs/segments.ts';
import type { OrganisationKeys } from '../platform/keys/keyring.ts';
import type { Statement } from '../platform/database/statement.ts';
import type { ReadyFile } from './kinds.ts';
import { digestOf, fileKeyOf, newSecret, sealSecret } from './sealed.ts';
import { insertReady } from './sql-upkeep.ts';

/** A file that is about nobody and was looked at before: what an earlier version kept, or what a seed tells. */
export interface KnownFile {
  readonly id: string;
  readonly kind: string;
  readonly ownerId: string;
  readonly name: string;
  readonly mediaType: MediaType;
  readonly content: Buffer;
  readonly addedBy: string;
}

/**
 * Puts it into the store, and gives the statements that write it down.
 * @returns also what its owner keeps of it
 */
export async function storeFile(
  blobs: BlobStore,
  keys: OrganisationKeys,
  known: KnownFile,
  now: Date,
): Promise<{ statements: Statement<unknown>[]; file: ReadyFile }> {
  const { id, kind, ownerId, name, mediaType, content, addedBy } = known;
  const { organisationId } = keys;
  const object = { organisationId, id: randomUUID() };
  const secret = { ...newSecret(name), mediaType, sha256: digestOf(content) };
  await blobs.put(object, sealSegments(fileKeyOf(secret), id, object, content));
  const sealed = sealSecret(keys, { clientId: null, wrapped: null }, id, secret).organisationSealed;
  const bytes = content.length;
  const row = { organisationId, id, kind, ownerId, bytes, contentId: object.id, sealed, addedBy, now };
  return { statements: insertReady(row), file: { id, name, mediaType, bytes, sha256: secret.sha256 } };
}
