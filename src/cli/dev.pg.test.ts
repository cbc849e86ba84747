import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { findFreePort } from '../../e2e/free-port.ts';

let folder: string;
let child: ChildProcess;
let address: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuantu-dev-'));
  await chmod(folder, 0o711);
  const port = String(await findFreePort());
  child = spawn(process.execPath, ['src/cli/main.ts', 'dev'], {
    env: { ...process.env, NUANTU_DATA: folder, PORT: port, NUANTU_LANG: 'en' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  if (child.stdout === null) throw new Error('no output');
  for await (const line of createInterface({ input: child.stdout })) {
    address = /^Development: (http:\S+?)\. /.exec(line)?.[1] ?? '';
    if (address !== '') break;
  }
  child.stdout.resume();
}, 120_000);

afterAll(async () => {
  const ended = once(child, 'exit');
  child.kill('SIGTERM');
  await ended;
  await rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 300 });
}, 60_000);

it('serves both pages as they are written, and signing in works behind the one address', async () => {
  const [page, module, answer] = await Promise.all(
    ['/', '/base/words.ts', '/a/'].map(async (path) => (await fetch(address + path)).text()),
  );
  // every slice's folder is the pages', whatever addresses the server has
  const slices = await (await fetch(`${address}/shell/slices.ts`)).text();
  const paths = [...slices.matchAll(/"(\/[a-z]+\/public\.ts)/g)].map(([, path]) => path ?? '');
  expect(paths.length).toBeGreaterThan(10);
  for (const path of paths) expect(await (await fetch(address + path)).text()).toContain('export');
  expect(page).toContain('@vite/client');
  expect(module).toContain('export async function startWords');
  expect(answer).toContain('/a/@vite/client');
  const signedIn = await fetch(`${address}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: address },
    body: JSON.stringify({ username: 'worker.wenzhou', password: 'nuantu-demo' }),
  });
  expect(signedIn.status).toBe(200);
  expect(signedIn.headers.get('set-cookie')).toContain('HttpOnly');
});

it('refuses a scenario that it does not know', async () => {
  const wrong = spawn(process.execPath, ['src/cli/main.ts', 'dev', '--scenario', 'moon'], {
    env: { ...process.env, NUANTU_LANG: 'en' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let said = '';
  wrong.stderr?.on('data', (chunk: Buffer) => (said += String(chunk)));
  const [code] = (await once(wrong, 'exit')) as [number];
  expect(said).toContain('Unknown scenario moon; there are: demo, empty');
  expect(code).toBe(2);
});
