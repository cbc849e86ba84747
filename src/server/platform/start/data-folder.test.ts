import { createHash } from 'node:crypto';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { findFolderHolder, openDataFolder } from './data-folder.ts';
import { findProcess } from './process-identity.ts';

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

test.each([
  ['died', JSON.stringify({ pid: process.pid, startedAt: 'another boot' })],
  ['was cut short', ''],
])('a start that %s while it took over a lock is taken over itself', async (_, guard) => {
  await (await openDataFolder(path)).release();
  await writeFile(join(path, 'lock'), '');
  const hash = createHash('sha256').update('lock\n').digest('hex').slice(0, 16);
  await writeFile(join(path, `lock.after.${hash}`), guard);
  await expect(openDataFolder(path)).resolves.toMatchObject({ path });
  expect(await readdir(path)).toEqual(['lock']);
});

test('a start waits for another one that is taking a lock over', async () => {
  await (await openDataFolder(path)).release();
  await writeFile(join(path, 'lock'), '');
  const hash = createHash('sha256').update('lock\n').digest('hex').slice(0, 16);
  const guard = join(path, `lock.after.${hash}`);
  await writeFile(guard, JSON.stringify(findProcess(process.pid)));
  const opened = openDataFolder(path);
  const first = await Promise.race([opened, setTimeout(200, 'waiting')]);
  expect(first).toBe('waiting');
  await rm(guard);
  await expect(opened).resolves.toMatchObject({ path });
});

test('of many starts at once on a stale lock exactly one gets the folder, each time', async () => {
  for (let round = 0; round < 50; round += 1) {
    const folder = join(parent, `data-${round}`);
    await (await openDataFolder(folder)).release();
    await writeFile(join(folder, 'lock'), JSON.stringify({ pid: 1, startedAt: 'an earlier boot' }));
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => openDataFolder(folder)));
    expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await readdir(folder)).toEqual(['lock']);
  }
});
