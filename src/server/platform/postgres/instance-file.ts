import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** What commands beside a running server read; `pid` and `startedAt` are absent while PostgreSQL is stopped. */
export type Instance = { port: number; pid?: number; startedAt?: string };

export async function findInstance(folder: string): Promise<Instance | undefined> {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, 'instance.json'), 'utf8'));
    return isInstance(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/** Replaces the file in one step: a command that reads it meanwhile sees the old or the new one, never a half. */
export async function writeInstance(folder: string, instance: Instance): Promise<void> {
  const path = join(folder, 'instance.json');
  const draft = `${path}.${process.pid}`;
  await writeFile(draft, `${JSON.stringify(instance)}\n`, { mode: 0o600 });
  await rename(draft, path);
}

function isInstance(value: unknown): value is Instance {
  return typeof value === 'object' && value !== null && 'port' in value && typeof value.port === 'number';
}
