import { chmod, chown, copyFile, mkdir, mkdtemp, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

import { Client, escapeLiteral } from 'pg';

import { isDiskFull, namingFullDisk } from '../start/disk-full.ts';
import { findPgdata, syncFolder } from '../postgres/cluster.ts';
import type { PostgresAddress } from '../postgres/find-postgres.ts';
import { StartError } from '../start/start-error.ts';
import { BackupError } from './backup-error.ts';
import type { BackupFile, BackupManifest } from './backup-manifest.ts';
import { describeFile, listStored, writeManifest } from './backup-manifest.ts';

/** What PostgreSQL writes: all files in one archive, and its own list of their checksums. */
const FILES = ['base.tar', 'backup_manifest'];

export type BackupRequest = {
  /** the data folder of the running PostgreSQL */
  folder: string;
  postgres: PostgresAddress;
  /** an empty folder, or one that does not exist yet */
  target: string;
  now: Date;
};

/**
 * Copies the running database, as of the end of the copy, without disturbing those who write to it. The master key
 * is not part of it: without the key nobody can read the personal fields, and that includes whoever finds the copy.
 *
 * @throws BackupError `backup_folder_not_empty`; StartError `disk_full`
 */
export async function takeBackup({ folder, postgres, target, now }: BackupRequest): Promise<BackupManifest> {
  const backup = resolve(target);
  await namingFullDisk(backup, () => mkdir(backup, { recursive: true, mode: 0o700 }));
  if ((await readdir(backup)).length > 0) throw new BackupError('backup_folder_not_empty', { path: backup });
  const pgdata = await findPgdata(resolve(folder));
  if (pgdata === undefined) throw new BackupError('backup_of_nothing', { path: folder });

  // PostgreSQL writes as its own user, who may have no access to the target
  const staging = await mkdtemp(join(dirname(pgdata), 'backup-'));
  try {
    if (process.getuid?.() === 0) {
      const { uid, gid } = await stat(pgdata);
      await chown(staging, uid, gid);
    }
    const version = await copyDatabase(postgres, join(staging, 'copy'));
    for (const name of FILES) await moveFile(join(staging, 'copy', name), join(backup, name));
    // after the database: what a row of the copy names was there before the row, and stays for a day after it was looked at
    const stored = await copyStored(resolve(folder), backup);
    const files: BackupFile[] = [];
    // one by one: there may be more than can be open at once
    for (const name of [...FILES, ...stored]) files.push(await describeFile(backup, name));
    const manifest = await writeManifest(backup, { createdAt: now.toISOString(), postgres: version, files });
    await syncFolder(backup);
    return manifest;
  } catch (error) {
    if (isDiskFull(error)) throw new StartError('disk_full', { path: backup }, { cause: error });
    throw error;
  } finally {
    await rm(staging, { recursive: true, force: true });
  }
}

async function copyDatabase(postgres: PostgresAddress, folder: string): Promise<string> {
  const client = new Client({
    connectionString: `${postgres.url('superuser', 'postgres')}?replication=database`,
  });
  await client.connect();
  try {
    const { rows } = await client.query<{ server_version: string }>('show server_version');
    // keeps the changes made during the copy from being recycled before they are copied; ends with the connection
    const slot = `nuantu_backup_${process.pid}`;
    await client.query(`CREATE_REPLICATION_SLOT ${slot} TEMPORARY PHYSICAL (RESERVE_WAL true)`);
    // the grammar of replication connections knows its words in capitals only
    await client.query(
      `BASE_BACKUP (LABEL 'nuantu', TARGET 'server', TARGET_DETAIL ${escapeLiteral(folder)},
         WAL true, CHECKPOINT 'fast', MANIFEST 'yes', MANIFEST_CHECKSUMS 'SHA256')`,
    );
    return rows[0]?.server_version ?? '';
  } finally {
    await client.end();
  }
}

/** Copies what people attached, sealed as it lies there. @returns the copies' names */
async function copyStored(folder: string, backup: string): Promise<string[]> {
  const names = await listStored(folder);
  for (const name of names) {
    await mkdir(dirname(join(backup, name)), { recursive: true, mode: 0o700 });
    await copyFile(join(folder, name), join(backup, name)).catch((error: NodeJS.ErrnoException) => {
      // deleted since it was listed: somebody removed the file, or its person was erased, and it should not come back
      if (error.code !== 'ENOENT') throw error;
    });
  }
  const copied = new Set(await listStored(backup));
  return names.filter((name) => copied.has(name));
}

/** Moves a file, also onto another disk, and makes it ours alone. */
async function moveFile(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EXDEV')) throw error;
    await copyFile(from, to);
    const file = await open(to, 'r+');
    await file.sync();
    await file.close();
  }
  await chmod(to, 0o600);
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  if (uid !== undefined && gid !== undefined) await chown(to, uid, gid);
}
