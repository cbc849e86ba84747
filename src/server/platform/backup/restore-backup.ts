import { spawn } from 'node:child_process';
import { createReadStream } from 'node:fs';
import { chmod, copyFile, mkdir, readdir, rm } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { Readable as ReadableStream } from 'node:stream';
import { pipeline } from 'node:stream/promises';

import { openDataFolder, STORED_FILES } from '../start/data-folder.ts';
import { chooseCache, findBinaries } from '../postgres/binaries.ts';
import {
  asUser,
  ensurePassword,
  installCluster,
  programEnvironment,
  SUPERUSER,
} from '../postgres/cluster.ts';
import type { OperatingSystemUser } from '../postgres/operating-system-user.ts';
import { chooseUser } from '../postgres/operating-system-user.ts';
import { decideStartFailure } from '../postgres/start-failure.ts';
import { StartError } from '../start/start-error.ts';
import { BackupError } from './backup-error.ts';
import type { BackupManifest } from './backup-manifest.ts';
import { listStored, verifyBackup } from './backup-manifest.ts';

/** What may lie in a data folder before a restore: our own lock, and the keys and the list of who was erased, put there beforehand. */
const HARMLESS: ReadonlySet<string> = new Set(['lock', 'keys', 'erasures']);

/**
 * Makes a data folder from a backup: checks every file first, then unpacks beside the final place. The database gets
 * a new superuser password of this folder.
 *
 * @throws BackupError, also `data_folder_not_empty`: nothing is ever overwritten; StartError
 */
export async function restoreBackup(backup: string, folder: string): Promise<BackupManifest> {
  const source = resolve(backup);
  const manifest = await verifyBackup(source);
  const dataFolder = await openDataFolder(folder);
  try {
    const strangers = (await readdir(dataFolder.path)).filter((name) => !HARMLESS.has(name));
    if (strangers.length > 0) throw new BackupError('data_folder_not_empty', { path: dataFolder.path });
    try {
      await copyStored(source, dataFolder.path);
      await unpack(source, dataFolder.path);
    } catch (error) {
      // a restore that failed leaves the folder empty, so that it can be repeated
      await rm(join(dataFolder.path, 'superuser-password'), { force: true });
      await rm(join(dataFolder.path, STORED_FILES), { recursive: true, force: true });
      throw error;
    }
    return manifest;
  } finally {
    await dataFolder.release();
  }
}

/** What people attached; the database names each of them. */
async function copyStored(source: string, folder: string): Promise<void> {
  for (const name of await listStored(source)) {
    await mkdir(dirname(join(folder, name)), { recursive: true, mode: 0o700 });
    await copyFile(join(source, name), join(folder, name));
    await chmod(join(folder, name), 0o600);
  }
}

async function unpack(source: string, folder: string): Promise<void> {
  const user = await chooseUser(join(folder, 'pgdata'));
  const { postgres } = await findBinaries({ user, cache: chooseCache(user, folder) });
  const password = await ensurePassword(folder);
  await installCluster(folder, user, async (draft) => {
    const archive = createReadStream(join(source, 'base.tar'));
    await runFed('tar', ['-x', '-f', '-', '-C', draft], { input: archive, folder: dirname(draft), user });
    // without other users it finishes the recovery and takes the one command
    const command = `alter role ${SUPERUSER} password '${password}'\n`;
    const parameters = ['--single', '-D', draft, '-c', 'log_min_error_statement=panic', 'postgres'];
    await runFed(postgres, parameters, { input: ReadableStream.from([command]), folder: draft, user });
  });
}

async function runFed(
  program: string,
  parameters: readonly string[],
  { input, folder, user }: { input: Readable; folder: string; user: OperatingSystemUser | undefined },
): Promise<void> {
  const child = spawn(program, parameters, {
    cwd: folder,
    env: programEnvironment(),
    stdio: ['pipe', 'pipe', 'pipe'],
    ...asUser(user),
  });
  let output = '';
  const keep = (chunk: string): void => {
    output += chunk;
  };
  child.stdout.setEncoding('utf8').on('data', keep);
  child.stderr.setEncoding('utf8').on('data', keep);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject);
    child.once('close', resolve);
  });
  // a program that ends early closes its input; its words and its code tell why
  const [code] = await Promise.all([ended, pipeline(input, child.stdin).catch(() => {})]);
  if (code === 0 && !/\bERROR:/.test(output)) return;
  const failure = decideStartFailure(output);
  if (failure.kind === 'disk_full') throw new StartError('disk_full', { path: folder });
  throw new BackupError('restore_failed', { line: failure.kind === 'other' ? failure.line : failure.kind });
}
