import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { loadMasterKeys } from '../keys/master-key.ts';
import { ErasureList } from './erasure-list.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuantu-erasure-list-'));
});
afterAll(() => rm(folder, { recursive: true }));

const keys = () => loadMasterKeys(folder, {}, { isWanted: false });

it('has nobody where its folder was never made', async () => {
  const list = new ErasureList(join(folder, 'never-made'), await keys());
  expect(await list.read()).toEqual({ erased: [], until: undefined, faults: [] });
});

it('does not pass for empty where its folder cannot be read', async () => {
  const noFolder = join(folder, 'mistyped');
  await writeFile(noFolder, '');
  const list = new ErasureList(noFolder, await keys());
  await expect(list.read()).rejects.toThrow('ENOTDIR');
  const erased = { organisationId: 'one', action: 'client.erase', id: 'two', at: '2026-11-27T02:00:00Z' };
  await expect(list.note(new Date(), [erased])).rejects.toThrow('ENOTDIR');
});
