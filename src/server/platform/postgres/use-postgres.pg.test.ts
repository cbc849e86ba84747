import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { openDataFolder } from '../start/data-folder.ts';
import { findProcess } from '../start/process-identity.ts';
import { startPostgres } from './start-postgres.ts';
import { usePostgres } from './use-postgres.ts';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuantu-use-'));
});

afterEach(async () => rm(folder, { recursive: true, force: true }));

test('a command starts the database for itself and stops it afterwards, also when it fails', async () => {
  const pid = await usePostgres({ folder }, async (postgres) => postgres.pid);
  expect(findProcess(pid)).toBeUndefined();

  const failing = usePostgres({ folder }, async () => {
    throw new Error('the work failed');
  });
  await expect(failing).rejects.toThrow('the work failed');
  await (await openDataFolder(folder)).release();
});

test('a command beside a server uses that server’s database and leaves it running', async () => {
  const lock = await openDataFolder(folder);
  const server = await startPostgres({ folder });
  expect(await usePostgres({ folder }, async (postgres) => postgres.pid)).toBe(server.pid);
  expect(findProcess(server.pid)).toBeDefined();
  await server.stop();
  await lock.release();
});

test('a command that comes while the server starts waits for its database', async () => {
  const lock = await openDataFolder(folder);
  const used = usePostgres({ folder }, async (postgres) => postgres.pid);
  const server = await startPostgres({ folder });
  expect(await used).toBe(server.pid);
  await server.stop();
  await lock.release();
});
