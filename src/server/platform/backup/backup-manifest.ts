import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { open, readdir, readFile, stat } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { pipeline } from 'node:stream/promises';

import { STORED_FILES } from '../start/data-folder.ts';
import { BackupError } from './backup-error.ts';

const FORMAT = 'nuantu-backup';
const VERSION = 1;

export type BackupFile = { name: string; bytes: number; sha256: string };

/** What a backup folder holds. It is written last: a folder without it is a backup that was interrupted. */
export type BackupManifest = {
  format: typeof FORMAT;
  version: typeof VERSION;
  createdAt: string;
  postgres: string;
  files: BackupFile[];
};

export async function describeFile(folder: string, name: string): Promise<BackupFile> {
  const path = join(folder, name);
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return { name, bytes: (await stat(path)).size, sha256: hash.digest('hex') };
}

/** What people attached, by names from the folder on; what is half written is nobody's. */
export async function listStored(folder: string): Promise<string[]> {
  const entries = await readdir(join(folder, STORED_FILES), { recursive: true, withFileTypes: true }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return [];
      throw error;
    },
  );
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.part'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)));
}

export async function writeManifest(
  folder: string,
  { createdAt, postgres, files }: Pick<BackupManifest, 'createdAt' | 'postgres' | 'files'>,
): Promise<BackupManifest> {
  const manifest: BackupManifest = { format: FORMAT, version: VERSION, createdAt, postgres, files };
  const file = await open(join(folder, 'manifest.json'), 'wx', 0o600);
  try {
    await file.writeFile(`${JSON.stringify(manifest, undefined, 2)}\n`);
    await file.sync();
  } finally {
    await file.close();
  }
  return manifest;
}

/**
 * Reads a backup's manifest and compares every file with it.
 *
 * @throws BackupError `backup_missing`, `backup_unknown_format`, `backup_damaged` naming the file
 */
export async function verifyBackup(folder: string): Promise<BackupManifest> {
  const manifest = await readManifest(folder);
  for (const expected of manifest.files) {
    const found = await describeFile(folder, expected.name).catch(() => undefined);
    if (found?.bytes !== expected.bytes || found.sha256 !== expected.sha256) {
      throw new BackupError('backup_damaged', { file: expected.name });
    }
  }
  return manifest;
}

async function readManifest(folder: string): Promise<BackupManifest> {
  const path = join(folder, 'manifest.json');
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    throw new BackupError('backup_missing', { path: folder }, { cause: error });
  }
  const manifest = parse(text);
  if (manifest === undefined) throw new BackupError('backup_unknown_format', { path });
  return manifest;
}

function parse(text: string): BackupManifest | undefined {
  try {
    const value = JSON.parse(text) as Partial<BackupManifest> | null;
    const isKnown = value?.format === FORMAT && value.version === VERSION && Array.isArray(value.files);
    return isKnown ? (value as BackupManifest) : undefined;
  } catch {
    return undefined;
  }
}
