import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { findFolderHolder, openDataFolder } from './data-folder.ts';

let parent: string;
let path: string;

beforeEach(async () => {
  parent = await mkdtemp(join(tmpdir(), 'nuantu-data-folder-'));
  path = join(parent, 'data');
});

afterEach(async () => rm(parent, { recursive: true, force: true }));

test('the folder is created, held, and free again after the release', async () => {
  const folder = await openDataFolder(path);
  expect((await findFolderHolder(path))?.pid).toBe(process.pid);
  await expect(openDataFolder(path)).rejects.toMatchObject({
    code: 'folder_in_use',
    parameters: { path, pid: process.pid },
  });
  await folder.release();
  expect(await findFolderHolder(path)).toBeUndefined();
  expect(await readdir(path)).toEqual([]);
});

test('a lock whose process number now belongs to another process is taken over', async () => {
  await (await openDataFolder(path)).release();
  await writeFile(join(path, 'lock'), JSON.stringify({ pid: process.pid, startedAt: 'an earlier boot' }));
  await expect(openDataFolder(path)).resolves.toMatchObject({ path });
});

test('a lock cut short by a power failure is taken over', async () => {
  await (await openDataFolder(path)).release();
  await writeFile(join(path, 'lock'), '{"pid":');
  await expect(openDataFolder(path)).resolves.toMatchObject({ path });
});

test('of many starts at once on a stale lock exactly one gets the folder', async () => {
  await (await openDataFolder(path)).release();
  await writeFile(join(path, 'lock'), JSON.stringify({ pid: process.pid, startedAt: 'an earlier boot' }));
  const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => openDataFolder(path)));
  expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});
