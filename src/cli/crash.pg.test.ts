import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findPostmaster } from '../server/platform/postgres/postmaster.ts';
import { findPgdata } from '../server/platform/postgres/cluster.ts';
import { newId } from '../server/platform/database/ids.ts';

const KILLS = 20;
let folder: string;
let server: { child: ChildProcess; address: string; cookie: string };

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuantu-crash-'));
  await chmod(folder, 0o711);
  server = await start();
});

afterAll(async () => {
  const ended = once(server.child, 'exit');
  server.child.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true, force: true });
});

/** The real command over the real database with real fsync. */
async function start(): Promise<typeof server> {
  const child = spawn(process.execPath, ['src/cli/main.ts', 'start'], {
    env: { ...process.env, NUANTU_DATA: folder, PORT: '0', NUANTU_DEMO: '1', NUANTU_LANG: 'en' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let address = '';
  for await (const line of createInterface({ input: child.stdout })) {
    address = /http:\/\/\S+/.exec(line)?.[0] ?? address;
    if (address !== '') break;
  }
  child.stdout.resume();
  const response = await fetch(`${address}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: 'worker.wenzhou', password: 'nuantu-demo' }),
  });
  const cookie = response.headers.get('set-cookie')?.split(';')[0] ?? '';
  return { child, address, cookie };
}

async function kill(target: 'server' | 'postgres'): Promise<void> {
  if (target === 'postgres') {
    const postmaster = await findPostmaster((await findPgdata(folder)) ?? '');
    process.kill(postmaster?.pid ?? 0, 'SIGKILL');
  }
  const ended = once(server.child, 'exit');
  server.child.kill('SIGKILL');
  await ended;
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
