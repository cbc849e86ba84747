import { createHash, randomUUID } from 'node:crypto';
import { link, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

import { namingFullDisk } from './disk-full.ts';
import { findProcess, isAlive } from './process-identity.ts';
import type { ProcessIdentity } from './process-identity.ts';
import { StartError } from './start-error.ts';

export type DataFolder = {
  /** absolute */
  path: string;
  release(): Promise<void>;
};

/** In the data folder: what people attached, sealed. */
export const STORED_FILES = 'files';

/** While somebody else takes over a lock that nobody holds any more. */
const TAKEOVER_PAUSE_MS = 20;

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
  const draft = `${lock}.${self.pid}.${randomUUID()}`;
  await namingFullDisk(draft, () => writeFile(draft, JSON.stringify(self), { mode: 0o600 }));
  try {
    for (;;) {
      const found = await claim(lock, { lock, draft });
      if (found === 'ours') return { path: folder, release: () => release(lock, self) };
      if (found.path === lock) throw new StartError('folder_in_use', { path: folder, pid: found.pid });
      await sleep(TAKEOVER_PAUSE_MS);
    }
  } finally {
    await rm(draft, { force: true });
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

interface Claim {
  readonly lock: string;
  /** names this process */
  readonly draft: string;
}

/**
 * Makes the file at `path` ours. A link appears whole or not at all, unlike a file being written, and only where there
 * is none. A file whose writer is dead is replaced by whoever claims the guard that is named after it: so only one does,
 * and nobody who judged late replaces the file of somebody alive. A guard is such a file itself, for a start may die
 * while it holds one.
 *
 * @returns what stands in the way: a file and the living process that wrote it
 */
async function claim(path: string, by: Claim): Promise<'ours' | { path: string; pid: number }> {
  for (;;) {
    if (await linked(by.draft, path)) return 'ours';
    const dead = await findContent(path);
    // released in the meantime
    if (dead === undefined) continue;
    const writer = identityIn(dead);
    if (writer !== undefined && isAlive(writer)) return { path, pid: writer.pid };
    const guard = guardOf(by.lock, path, dead);
    const found = await claim(guard, by);
    if (found !== 'ours') return found;
    const isStill = (await findContent(path)) === dead;
    if (isStill) await replace(by.draft, path);
    await rm(guard, { force: true });
    if (isStill) return 'ours';
  }
}

async function linked(draft: string, path: string): Promise<boolean> {
  try {
    await link(draft, path);
    return true;
  } catch (error) {
    if (isCode(error, 'EEXIST')) return false;
    throw error;
  }
}

/** By the name of the file, not its path: the folder may be known by several. */
function guardOf(lock: string, path: string, dead: string): string {
  const hash = createHash('sha256')
    .update(`${basename(path)}\n${dead}`)
    .digest('hex');
  return `${lock}.after.${hash.slice(0, 16)}`;
}

/** In one step, and the draft stays. */
async function replace(draft: string, path: string): Promise<void> {
  const again = `${draft}.again`;
  await link(draft, again);
  await rename(again, path);
}

async function findContent(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (isCode(error, 'ENOENT')) return undefined;
    throw error;
  }
}

async function findHolder(lock: string): Promise<ProcessIdentity | undefined> {
  const content = await findContent(lock);
  return content === undefined ? undefined : identityIn(content);
}

/** Undefined where a power failure cut the file short. */
function identityIn(content: string): ProcessIdentity | undefined {
  try {
    const holder: unknown = JSON.parse(content);
    return isIdentity(holder) ? holder : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
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
