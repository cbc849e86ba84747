import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartError } from './start-error.ts';
import { KEY_BYTES, newSealingKey, type SealingKey, sealingKey } from './sealing.ts';

/** All versions that ciphertexts may still name; the newest wraps. */
export interface MasterKeys {
  readonly current: SealingKey;
  readonly byVersion: ReadonlyMap<number, SealingKey>;
}

/** Where a data folder keeps its master keys. */
export function masterKeyFile(folder: string): string {
  return path.join(folder, 'keys', 'master.key');
}

/**
 * From NUANTU_MASTER_KEY, else from the key file, which is created where none is, nothing was wrapped yet, and this is not
 * production.
 * @param state.isWanted something is wrapped by a master key already
 * @throws StartError master_key_missing, master_key_wanted (production), master_key_invalid
 */
export async function loadMasterKeys(
  folder: string,
  environment: Readonly<Record<string, string | undefined>>,
  { isWanted }: { isWanted: boolean },
): Promise<MasterKeys> {
  const configured = environment['NUANTU_MASTER_KEY'];
  if (configured !== undefined) return parseMasterKeys(configured, 'NUANTU_MASTER_KEY');
  const file = masterKeyFile(folder);
  const stored = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (stored !== undefined) return parseMasterKeys(stored, file);
  if (isWanted) throw new StartError('master_key_missing', { path: file });
  if (environment['NODE_ENV'] === 'production') throw new StartError('master_key_wanted');
  return writeMasterKeys(folder, [newSealingKey(1)]);
}

/** Adds a newer version to the key file; older ones stay until nothing names them. */
export async function addMasterKey(folder: string, keys: MasterKeys): Promise<MasterKeys> {
  const next = newSealingKey(keys.current.version + 1);
  return writeMasterKeys(folder, [next, ...keys.byVersion.values()]);
}

async function writeMasterKeys(folder: string, keys: readonly SealingKey[]): Promise<MasterKeys> {
  const text = keys.map(({ version, key }) => `${version}:${key.export().toString('base64')}`).join(',');
  const file = masterKeyFile(folder);
  await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
  // written whole or not at all: half a key file would lose every record
  await writeFile(`${file}.new`, `${text}\n`, { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  return parseMasterKeys(text, file);
}

function parseMasterKeys(text: string, where: string): MasterKeys {
  const keys = text
    .trim()
    .split(',')
    .map((part): SealingKey => {
      const match = /^(\d{1,9}):([A-Za-z0-9+/]+=*)$/.exec(part.trim());
      const bytes = Buffer.from(match?.[2] ?? '', 'base64');
      if (bytes.length !== KEY_BYTES) throw new StartError('master_key_invalid', { path: where });
      return sealingKey(Number(match?.[1]), bytes);
    });
  const current = keys.reduce((newest, key) => (key.version > newest.version ? key : newest));
  return { current, byVersion: new Map(keys.map((key) => [key.version, key])) };
}
