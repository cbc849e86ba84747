import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { once } from 'node:events';
import type { Readable } from 'node:stream';
import { syncFolder } from '../postgres/cluster.ts';
import { isDiskFull } from '../start/disk-full.ts';
import {
  BlobStoreFailure,
  type BlobName,
  type BlobStore,
  type ByteRange,
  type StoredBlob,
} from './blob-store.ts';

/** Two folders above each object: the organisation, and the end of the id, which is random. */
const SPREAD = 2;

/** Objects in a folder of this machine. Nobody but the server's own user reads or lists it. */
export class LocalBlobs implements BlobStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async put(name: BlobName, parts: Iterable<Buffer>): Promise<void> {
    const path = this.#pathOf(name);
    const draft = `${path}.part`;
    try {
      await mkdir(dirname(path), { recursive: true, mode: 0o700 });
      await writeDraft(draft, parts);
      await rename(draft, path);
      await syncFolder(dirname(path));
    } catch (error) {
      await rm(draft, { force: true }).catch(() => undefined);
      throw isDiskFull(error) ? new BlobStoreFailure('disk_full') : error;
    }
  }

  async get(name: BlobName, range?: ByteRange): Promise<Readable | undefined> {
    const stream = createReadStream(this.#pathOf(name), range);
    try {
      await once(stream, 'open');
      return stream;
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw error;
    }
  }

  async delete(name: BlobName): Promise<void> {
    await rm(this.#pathOf(name), { force: true });
  }

  /** With what a power cut left half written: it is under no id, so whoever sweeps finds it to be nobody's. */
  async *list(organisationId: string): AsyncGenerator<StoredBlob> {
    const folder = join(this.#folder, organisationId);
    for (const part of await namesIn(folder))
      for (const id of await namesIn(join(folder, part))) {
        const found = await stat(join(folder, part, id)).catch(() => undefined);
        if (found !== undefined) yield { id, since: found.mtime, bytes: found.size };
      }
  }

  #pathOf({ organisationId, id }: BlobName): string {
    return join(this.#folder, organisationId, id.replace(/\.part$/, '').slice(-SPREAD), id);
  }
}

async function writeDraft(path: string, parts: Iterable<Buffer>): Promise<void> {
  const file = await open(path, 'w', 0o600);
  try {
    // `write` may take less than it is given, as on a disk that becomes full; this one takes all or fails
    for (const part of parts) await file.writeFile(part);
    await file.sync();
  } finally {
    await file.close();
  }
}

async function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch((error: unknown) => {
    if (isMissing(error)) return [];
    throw error;
  });
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
