import { randomBytes } from 'node:crypto';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { awaitStarted, type Child, end, launch, outcome } from '../../test/server-process.ts';
import { demoOrganisations } from '../server/demo/organisations.ts';

/** As README tells it: a proxy with TLS hands requests to a server that is bound to loopback. */
const DOCUMENTED = {
  NODE_ENV: 'production',
  NUANTU_MASTER_KEY: `1:${randomBytes(32).toString('base64')}`,
  NUANTU_TRUST_PROXY: '1',
};
const FROM_OUTSIDE = {
  'x-forwarded-for': '203.0.113.9',
  'x-forwarded-proto': 'https',
  host: 'station.example',
  origin: 'https://station.example',
  'content-type': 'application/json',
};

let folder: string;
let started: Child[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuantu-production-'));
  await chmod(folder, 0o711);
});

afterEach(async () => {
  await Promise.all(started.map((child) => end(child, 'SIGTERM')));
  started = [];
  await rm(folder, { recursive: true, force: true });
});

function run(command: string, environment: Record<string, string>): Child {
  const child = launch(command, { NUANTU_DATA: folder, ...environment });
  started.push(child);
  return child;
}

async function start(
  environment: Record<string, string>,
): Promise<{ child: Child; said: string; address: string }> {
  const child = run('start', environment);
  return { child, ...(await awaitStarted(child)) };
}

/** `fetch` would not send the headers that a proxy sets. */
async function post(address: string, path: string, body: object, headers: Record<string, string> = {}) {
  const { request } = await import('node:http');
  const { hostname, port } = new URL(address);
  return new Promise<{ status: number; headers: Record<string, unknown>; body: Record<string, unknown> }>(
    (resolve, reject) => {
      const asked = request(
        { hostname, port, path, method: 'POST', headers: { ...FROM_OUTSIDE, ...headers } },
        (response) => {
          text(response)
            .then((answer) =>
              resolve({
                status: response.statusCode ?? 0,
                headers: response.headers,
                body: JSON.parse(answer) as Record<string, unknown>,
              }),
            )
            .catch(reject);
        },
      );
      asked.on('error', reject);
      asked.end(JSON.stringify(body));
    },
  );
}

it('the documented production start has no demo, Secure cookies, and a link for the first administrator', async () => {
  const { child, said, address } = await start(DOCUMENTED);
  expect(said).not.toMatch(/demo/i);
  for (const { username } of demoOrganisations.flatMap(({ accounts }) => accounts)) {
    const refused = await post(address, '/api/v1/auth/sign-in', { username, password: 'nuantu-demo' });
    expect(refused.body['code']).toBe('sign_in_failed');
  }
  const token = /#(\S+)/.exec(said)?.[1];
  const password = 'wenzhou evening ferry 47';
  const used = await post(address, '/api/v1/auth/links/use', { token, password });
  expect(used).toMatchObject({ status: 200, body: { username: 'admin' } });
  const signedIn = await post(address, '/api/v1/auth/sign-in', { username: 'admin', password });
  expect(String(signedIn.headers['set-cookie'])).toMatch(/; Secure/);
  expect(signedIn.headers['strict-transport-security']).toMatch(/max-age/);
  const insecure = { origin: 'http://station.example' };
  const crossed = await post(address, '/api/v1/auth/sign-in', { username: 'admin', password }, insecure);
  expect(crossed.body['code']).toBe('foreign_origin');
  await end(child, 'SIGTERM');
  const { said: report, code } = await outcome(run('doctor', DOCUMENTED));
  expect(report).toContain('Settings: production');
  expect(code).toBe(0);
  // another key of the same version, a broken one, none
  const other = { ...DOCUMENTED, NUANTU_MASTER_KEY: `1:${randomBytes(32).toString('base64')}` };
  for (const [command, environment] of [
    ['doctor', other],
    ['start', other],
    ['doctor', { ...DOCUMENTED, NUANTU_MASTER_KEY: '1:c2hvcnQ=' }],
    ['start', { NODE_ENV: 'production' }],
    ['doctor', { NODE_ENV: 'production' }],
  ] as const)
    expect(await outcome(run(command, environment))).toMatchObject({ code: 1 });
});

it('production refuses the demo’s data, and so does `seed demo`', async () => {
  const key = join(folder, '..', `${folder.split('/').at(-1)}.key`);
  await writeFile(key, DOCUMENTED.NUANTU_MASTER_KEY);
  const withFile = { NUANTU_MASTER_KEY_FILE: key };
  const { child, said } = await start(withFile);
  expect(said).toMatch(/worker\.wenzhou/);
  await end(child, 'SIGTERM');
  const production = { ...withFile, NODE_ENV: 'production' };
  const { said: reason, code } = await outcome(run('start', production));
  expect(code).toBe(1);
  expect(reason).toMatch(/holds the demo/);
  // not the same to the letter: a start that takes a second tells its steps
  expect(await outcome(run('seed demo', production))).toMatchObject({
    code: 1,
    said: expect.stringMatching(/holds the demo/),
  });
  // the same data behind a proxy, not in production: the accounts are there and do not act
  const proxied = await start({ ...withFile, NUANTU_TRUST_PROXY: '1' });
  expect(proxied.said).not.toMatch(/worker\.wenzhou/);
  const refused = await post(proxied.address, '/api/v1/auth/sign-in', {
    username: 'worker.wenzhou',
    password: 'nuantu-demo',
  });
  expect(refused.body['code']).toBe('demo_closed');
  await rm(key);
});
