import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmod,
  chown,
  lstat,
  mkdir,
  mkdtemp,
  open,
  readFile,
  realpath,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { dirname, join } from 'node:path';

import { namingFullDisk } from '../start/disk-full.ts';
import { StartError } from '../start/start-error.ts';
import type { OperatingSystemUser } from './operating-system-user.ts';
import { canReach } from './operating-system-user.ts';
import { decideStartFailure } from './start-failure.ts';

/** Where root keeps what the other user must reach when the data folder itself is out of that user's reach. */
export const SHARED_STATE_FOLDER = '/var/lib/nuantu';

export const SUPERUSER = 'postgres';

/** The real path of the cluster's files, or undefined before the first start. */
export async function findPgdata(folder: string): Promise<string | undefined> {
  try {
    return await realpath(join(folder, 'pgdata'));
  } catch {
    return undefined;
  }
}

/**
 * Makes a new cluster: data checksums, UTF-8, passwords only.
 *
 * @returns the real path of the cluster's files
 * @throws StartError `disk_full`, `postgres_failed`
 */
export async function createCluster(
  folder: string,
  initdb: string,
  user: OperatingSystemUser | undefined,
): Promise<string> {
  const password = await ensurePassword(folder);
  return installCluster(folder, user, async (draft) => {
    const passwordFile = `${draft}.password`;
    try {
      await namingFullDisk(passwordFile, () => writeFile(passwordFile, password, { mode: 0o600 }));
      if (user !== undefined) await chown(passwordFile, user.uid, user.gid);
      await runInitdb(initdb, draft, passwordFile, user);
    } finally {
      await rm(passwordFile, { force: true });
    }
  });
}

/**
 * Builds a cluster beside its final place and moves it there in one step, so that an interruption leaves nothing
 * that looks like a database. `build` fills an empty folder that belongs to the user.
 *
 * @returns the real path of the cluster's files
 */
export async function installCluster(
  folder: string,
  user: OperatingSystemUser | undefined,
  build: (draft: string) => Promise<void>,
): Promise<string> {
  const place = await choosePlace(folder, user);
  const draft = join(place, 'pgdata.new');
  try {
    await rm(draft, { recursive: true, force: true });
    await namingFullDisk(place, () => mkdir(draft, { mode: 0o700 }));
    if (user !== undefined) await chown(draft, user.uid, user.gid);
    await build(draft);
    const pgdata = join(place, 'pgdata');
    await rename(draft, pgdata);
    await syncFolder(place);
    if (place !== folder) await symlink(pgdata, join(folder, 'pgdata'));
    return pgdata;
  } catch (error) {
    await rm(place === folder ? draft : place, { recursive: true, force: true });
    throw error;
  }
}

/** The superuser's password, known to whoever may read the data folder's files. */
export async function readPassword(folder: string): Promise<string> {
  try {
    return await readFile(passwordPath(folder), 'utf8');
  } catch (error) {
    throw new StartError('folder_not_accessible', { path: passwordPath(folder) }, { cause: error });
  }
}

function passwordPath(folder: string): string {
  return join(folder, 'superuser-password');
}

/** The superuser's password, made when there is none yet. */
export async function ensurePassword(folder: string): Promise<string> {
  const path = passwordPath(folder);
  const password = randomBytes(24).toString('base64url');
  try {
    await namingFullDisk(path, () => writeFile(path, password, { mode: 0o600, flag: 'wx' }));
    return password;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return readPassword(folder);
    throw error;
  }
}

/** The data folder; for a user who cannot walk there, a folder of a new name that the data folder then links to. */
async function choosePlace(folder: string, user: OperatingSystemUser | undefined): Promise<string> {
  // its target was deleted by hand: this is a first start again
  await removeDeadLink(join(folder, 'pgdata'));
  const real = await realpath(folder);
  if (user === undefined) return folder;
  // the folder itself is ours to open for walking through; the folders above it are not
  await chmod(real, (await stat(real)).mode | 0o011);
  if (await canReach(user, real)) return folder;
  return namingFullDisk(SHARED_STATE_FOLDER, async () => {
    await mkdir(SHARED_STATE_FOLDER, { recursive: true, mode: 0o755 });
    const place = await mkdtemp(join(SHARED_STATE_FOLDER, 'data-'));
    await chmod(place, 0o711);
    return place;
  });
}

async function removeDeadLink(path: string): Promise<void> {
  const entry = await lstat(path).catch(() => undefined);
  if (entry?.isSymbolicLink() === true) await rm(path);
}

async function runInitdb(
  initdb: string,
  pgdata: string,
  passwordFile: string,
  user: OperatingSystemUser | undefined,
): Promise<void> {
  const program = spawn(
    initdb,
    [
      `--pgdata=${pgdata}`,
      `--username=${SUPERUSER}`,
      `--pwfile=${passwordFile}`,
      '--auth=scram-sha-256',
      '--encoding=UTF8',
      // the same order on every machine, whatever its C library thinks of Chinese
      '--locale-provider=builtin',
      '--builtin-locale=C.UTF-8',
      '--locale=C',
      '--data-checksums',
    ],
    { cwd: dirname(pgdata), env: programEnvironment(), stdio: ['ignore', 'pipe', 'pipe'], ...asUser(user) },
  );
  let output = '';
  program.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  program.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
  const code = await new Promise<number | null>((resolve, reject) => {
    program.once('error', reject);
    program.once('close', resolve);
  });
  if (code === 0) return;
  const failure = decideStartFailure(output);
  if (failure.kind === 'disk_full') throw new StartError('disk_full', { path: pgdata });
  throw new StartError('postgres_failed', { line: failure.kind === 'other' ? failure.line : failure.kind });
}

/** Spawn options that lend the program to the user. */
export function asUser(user: OperatingSystemUser | undefined): { uid?: number; gid?: number } {
  return user === undefined ? {} : { uid: user.uid, gid: user.gid };
}

/** Nothing of the caller's environment (PGDATA, PGPORT, LC_ALL, keys) reaches the database's processes. */
export function programEnvironment(): NodeJS.ProcessEnv {
  const { PATH, SystemRoot } = process.env;
  return { PATH, SystemRoot, LC_ALL: 'C', TZ: 'UTC' };
}

/** A name that was moved is on the disk only when its folder is. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder for this
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  await handle.sync();
  await handle.close();
}
