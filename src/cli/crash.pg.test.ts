import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { awaitStarted, type Child, end, launch, signIn } from '../../test/server-process.ts';
import { findPostmaster } from '../server/platform/postgres/postmaster.ts';
import { findPgdata } from '../server/platform/postgres/cluster.ts';
import { newId } from '../server/platform/database/ids.ts';

const KILLS = 20;
let folder: string;
let server: { child: Child; address: string; cookie: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuantu-crash-'));
  await chmod(folder, 0o711);
  server = await start();
});

afterAll(async () => {
  await end(server.child, 'SIGTERM');
  await rm(folder, { recursive: true, force: true });
});

/** The real command over the real database with real fsync. */
async function start(): Promise<typeof server> {
  const child = launch('start', { NUANTU_DATA: folder, NUANTU_DEMO: '1' });
  const { address } = await awaitStarted(child);
  return { child, address, cookie: await signIn(address, 'worker.wenzhou', 'nuantu-demo') };
}

async function kill(target: 'server' | 'postgres'): Promise<void> {
  if (target === 'postgres') {
    const postmaster = await findPostmaster((await findPgdata(folder)) ?? '');
    process.kill(postmaster?.pid ?? 0, 'SIGKILL');
  }
  await end(server.child, 'SIGKILL');
}

/** Writes until the server is gone; tells of each acknowledged row. */
async function writeUntilKilled(acknowledge: (id: string) => void): Promise<void> {
  const writer = async () => {
    for (;;) {
      const id = newId();
      const response = await fetch(`${server.address}/api/v1/clients`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: server.cookie },
        body: JSON.stringify({ id, name: '崩溃测试' }),
      }).catch(() => undefined);
      if (response?.status === 201) acknowledge(id);
      if (response === undefined) return;
    }
  };
  await Promise.all(Array.from({ length: 8 }, writer));
}

it(`keeps every acknowledged row through ${KILLS} kills of the server and of PostgreSQL during writes`, async () => {
  const all: string[] = [];
  for (let round = 0; round < KILLS; round += 1) {
    const wanted = all.length + 1 + 5 * (round % 7);
    const reached = Promise.withResolvers<void>();
    const writing = writeUntilKilled((id) => {
      all.push(id);
      if (all.length === wanted) reached.resolve();
    });
    // counted, not timed: a busy machine is killed while it writes, too
    await reached.promise;
    await kill(round % 2 === 0 ? 'postgres' : 'server');
    await writing;
    server = await start();
  }
  const missing: string[] = [];
  for (const id of all) {
    const { status } = await fetch(`${server.address}/api/v1/clients/${id}`, {
      headers: { cookie: server.cookie },
    });
    if (status !== 200) missing.push(id);
  }
  expect(missing).toEqual([]);
  expect(await readFile(join(folder, 'postgres.log'), 'utf8')).not.toContain('崩溃测试');
}, 300_000);
