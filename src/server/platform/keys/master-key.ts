import { createHmac } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StartError } from '../start/start-error.ts';
import { KEY_BYTES, newSealingKey, type SealingKey, sealingKey } from './sealing.ts';

/** All versions that ciphertexts may still name; the newest wraps. */
export interface MasterKeys {
  readonly current: SealingKey;
  readonly byVersion: ReadonlyMap<number, SealingKey>;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the master keys lie: where NUANTU_MASTER_KEY_FILE says, else in the data folder. */
export function masterKeyFile(folder: string, environment: Environment): string {
  return environment['NUANTU_MASTER_KEY_FILE'] ?? path.join(folder, 'keys', 'master.key');
}

/** Whoever takes the folder takes the key along: fine on a desk, not in production. */
export function isKeyBesideData(folder: string, environment: Environment): boolean {
  if (environment['NUANTU_MASTER_KEY'] !== undefined) return false;
  const way = path.relative(path.resolve(folder), path.resolve(masterKeyFile(folder, environment)));
  return !way.startsWith('..') && !path.isAbsolute(way);
}

/**
 * From NUANTU_MASTER_KEY, else from the key file, which is created where none is, nothing was wrapped yet, and this is
 * not production.
 * @param state.isWanted something is wrapped by a master key already
 * @throws StartError master_key_missing, master_key_wanted (production), master_key_invalid
 */
export async function loadMasterKeys(
  folder: string,
  environment: Environment,
  { isWanted }: { isWanted: boolean },
): Promise<MasterKeys> {
  const configured = environment['NUANTU_MASTER_KEY'];
  if (configured !== undefined) return parseMasterKeys(configured, 'NUANTU_MASTER_KEY');
  const file = masterKeyFile(folder, environment);
  const stored = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (stored !== undefined) return parseMasterKeys(stored, file);
  if (isWanted) throw new StartError('master_key_missing', { path: file });
  if (environment['NODE_ENV'] === 'production') throw new StartError('master_key_wanted');
  return writeMasterKeys(file, [newSealingKey(1)]);
}

/** Adds a newer version to the key file; older ones stay until nothing names them. */
export async function addMasterKey(file: string, keys: MasterKeys): Promise<MasterKeys> {
  const next = newSealingKey(keys.current.version + 1);
  return writeMasterKeys(file, [next, ...keys.byVersion.values()]);
}

async function writeMasterKeys(file: string, keys: readonly SealingKey[]): Promise<MasterKeys> {
  const text = keys.map(({ version, key }) => `${version}:${key.export().toString('base64')}`).join(',');
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

const FINGERPRINTS = 'master-key-fingerprints';

/** Which keys open this folder's data, so that a wrong one is noticed without the database; tells nothing of the keys. */
export async function noteFingerprints(folder: string, { byVersion }: MasterKeys): Promise<void> {
  const prints = Object.fromEntries([...byVersion.values()].map((key) => [key.version, fingerprint(key)]));
  await writeFile(path.join(folder, FINGERPRINTS), `${JSON.stringify(prints)}\n`, { mode: 0o600 });
}

/** Whether these keys are those of the folder's data; undefined where nothing was noted yet. */
export async function matchFingerprints(
  folder: string,
  { byVersion }: MasterKeys,
): Promise<boolean | undefined> {
  const text = await readFile(path.join(folder, FINGERPRINTS), 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  const [newest] = Object.entries(JSON.parse(text) as Record<string, string>)
    .map(([version, print]) => ({ version: Number(version), print }))
    .toSorted((left, right) => right.version - left.version);
  const key = byVersion.get(newest?.version ?? 0);
  return key !== undefined && fingerprint(key) === newest?.print;
}

function fingerprint({ version, key }: SealingKey): string {
  return createHmac('sha256', key).update(`nuantu master key ${version}`).digest('hex');
}
