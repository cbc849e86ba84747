import type { Readable } from 'node:stream';

/** Names one object: whose it is, and an id that no other ever has. */
export interface BlobName {
  readonly organisationId: string;
  readonly id: string;
}

/** Bytes from `start` up to and with `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

export interface StoredBlob {
  readonly id: string;
  readonly since: Date;
  /** as it lies there, sealed */
  readonly bytes: number;
}

/**
 * Where files lie, which are too large for the database. What comes here is sealed (see segments.ts). An object never
 * changes: it is put once, read, and deleted.
 */
export interface BlobStore {
  /** When this resolves the object is there whole and outlives a power cut. @throws BlobStoreFailure */
  put(name: BlobName, parts: Iterable<Buffer>): Promise<void>;
  /** undefined: it is not there. @throws BlobStoreFailure */
  get(name: BlobName, range?: ByteRange): Promise<Readable | undefined>;
  /** Also where it is not there. @throws BlobStoreFailure */
  delete(name: BlobName): Promise<void>;
  /** Everything that lies there of an organisation. @throws BlobStoreFailure */
  list(organisationId: string): AsyncIterable<StoredBlob>;
}

/** The store is away, full, or refuses us. The code is read as that of a database that is away: the caller may try again. */
export class BlobStoreFailure extends Error {
  readonly code = 'ECONNSTORE';
  /** what the store said, as a code: never an address or a name */
  readonly reason: string;

  constructor(reason: string) {
    super(`the store of files failed: ${reason}`);
    this.name = 'BlobStoreFailure';
    this.reason = reason;
  }
}
