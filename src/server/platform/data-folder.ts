import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';

import { namingFullDisk } from './disk-full.ts';
import { findProcess, isAlive } from './process-identity.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { StartError } from './start-error.ts';

export type DataFolder = {
  /** absolute */
  path: string;
  release(): Promise<void>;
};

/**
 * Creates the data folder when it is missing and takes its lock, so that one server at a time works on it.
 *
 * The lock file names its holder by process number and start time: after a kill -9 or a power cut nobody answers to
 * that name any more, and the next start takes the lock over.
 *
 * @throws StartError `folder_in_use` ({path, pid}) while the holder lives, `disk_full`
 */
export async function openDataFolder(path: string): Promise<DataFolder> {
  const folder = resolve(path);
  await createDataFolder(folder);
  const lock = join(folder, 'lock');
  const self = findProcess(process.pid);
  if (self === undefined) throw new Error('this process cannot see itself');

  for (;;) {
    if (await claim(lock, self)) return { path: folder, release: () => release(lock, self) };
    const holder = await findHolder(lock);
    if (holder !== undefined && isAlive(holder)) {
      throw new StartError('folder_in_use', { path: folder, pid: holder.pid });
    }
    await removeStale(lock, holder);
  }
}

/** The process that holds the folder's lock, if one does. */
export async function findFolderHolder(path: string): Promise<ProcessIdentity | undefined> {
  const holder = await findHolder(join(resolve(path), 'lock'));
  return holder !== undefined && isAlive(holder) ? holder : undefined;
}

async function createDataFolder(folder: string): Promise<void> {
  // as root PostgreSQL runs as another user, who has to walk through this folder (but not list it)
  const mode = process.getuid?.() === 0 ? 0o711 : 0o700;
  await namingFullDisk(folder, () => mkdir(folder, { recursive: true, mode }));
}

/** True when the lock is ours now. A link appears whole or not at all, unlike a file being written. */
async function claim(lock: string, self: ProcessIdentity): Promise<boolean> {
  const draft = `${lock}.${self.pid}`;
  await namingFullDisk(draft, () => writeFile(draft, JSON.stringify(self), { mode: 0o600 }));
  try {
    await link(draft, lock);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  } finally {
    await rm(draft, { force: true });
  }
}

async function findHolder(lock: string): Promise<ProcessIdentity | undefined> {
  try {
    const holder: unknown = JSON.parse(await readFile(lock, 'utf8'));
    return isIdentity(holder) ? holder : undefined;
  } catch (error) {
    if (isCode(error, 'ENOENT') || error instanceof SyntaxError) return undefined;
    throw error;
  }
}

/** Removes the lock that we judged stale, unless another start has replaced it by its own in the meantime. */
async function removeStale(lock: string, judged: ProcessIdentity | undefined): Promise<void> {
  const aside = `${lock}.stale.${process.pid}`;
  try {
    await rename(lock, aside);
  } catch (error) {
    if (isCode(error, 'ENOENT')) return;
    throw error;
  }
  const moved = await findHolder(aside);
  const replaced = moved !== undefined && (moved.pid !== judged?.pid || moved.startedAt !== judged.startedAt);
  if (replaced) await link(aside, lock);
  await rm(aside, { force: true });
}

async function release(lock: string, self: ProcessIdentity): Promise<void> {
  const holder = await findHolder(lock);
  if (holder?.pid === self.pid && holder.startedAt === self.startedAt) await rm(lock, { force: true });
}

function isIdentity(value: unknown): value is ProcessIdentity {
  return (
    typeof value === 'object' &&
    value !== null &&
    'pid' in value &&
    typeof value.pid === 'number' &&
    'startedAt' in value &&
    typeof value.startedAt === 'string'
  );
}

function isCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code;
}
