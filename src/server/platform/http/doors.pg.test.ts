import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOperations } from '../../../../test/operations.ts';
import {
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestServer,
  type TestUser,
} from '../../../../test/server.ts';
import { newToken } from './bearer-token.ts';
import { newId } from '../database/ids.ts';
import { PRODUCT_VERSION } from '../start/product-version.ts';
import { trustedProxies } from './trusted-proxies.ts';

const ALLOWED = 100;
let server: TestServer;
let worker: TestUser;

beforeAll(async () => {
  server = await startTestServer({
    requestsPerMinute: ALLOWED,
    trustProxy: trustedProxies('1'),
    metricsToken: 'for the figures',
  });
  worker = await makeUser(server, await makeOrganisation(server), 'worker');
});

afterAll(() => server.dispose());

/** How many of so many requests are refused for their number. */
async function refusedOf(
  count: number,
  headersOf: (index: number) => Record<string, string>,
): Promise<number> {
  let refused = 0;
  for (let index = 0; index < count; index += 1) {
    const { status } = await request(server, 'GET', '/api/v1/me', undefined, headersOf(index));
    if (status === 429) refused += 1;
  }
  return refused;
}

describe('the limit of requests', () => {
  it('counts whoever only claims a session by the address, however many cookies and tokens are made up', async () => {
    const from = { 'x-forwarded-for': '203.0.113.1' };
    const cookies = await refusedOf(ALLOWED + 20, () => ({
      ...from,
      cookie: `nuantu_session=${newToken(newId())}`,
    }));
    expect(cookies).toBe(20);
    expect(await refusedOf(5, () => ({ ...from, authorization: `Bearer ${newToken(newId())}` }))).toBe(5);
  });

  it('believes of X-Forwarded-For what the proxy wrote, not what the caller put before it', async () => {
    const refused = await refusedOf(ALLOWED + 20, (index) => ({
      'x-forwarded-for': `198.51.100.${index}, 203.0.113.2`,
    }));
    expect(refused).toBe(20);
  });

  it('counts the addresses of one IPv6 network as one', async () => {
    const refused = await refusedOf(ALLOWED + 20, (index) => ({
      'x-forwarded-for': `2001:db8:7:7::${index.toString(16)}`,
    }));
    expect(refused).toBe(20);
  });

  it('serves a session on an address that strangers have used up', async () => {
    const from = { 'x-forwarded-for': '203.0.113.3' };
    // the session is proved at the first request, which the address pays for
    expect((await worker.call('GET', '/api/v1/me', undefined, from)).status).toBe(200);
    expect(await refusedOf(ALLOWED + 20, () => from)).toBe(21);
    expect((await worker.call('GET', '/api/v1/me', undefined, from)).status).toBe(200);
  });

  it('is named by each operation that needs no account', async () => {
    const open = (await listOperations()).filter(
      ([, { access, withoutSession }]) => access === 'public' || withoutSession !== undefined,
    );
    expect(open.length).toBeGreaterThan(5);
    expect(open.filter(([, { perMinute }]) => perMinute === undefined).map(([name]) => name)).toEqual([]);
  });
});

describe('a request by TLS', () => {
  const tls = { 'x-forwarded-proto': 'https', host: 'station.example' };

  it('is told to stay with TLS, one without is not', async () => {
    const secure = await request(server, 'GET', '/healthz', undefined, tls);
    expect(secure.headers['strict-transport-security']).toBe('max-age=31536000');
    expect((await request(server, 'GET', '/healthz')).headers['strict-transport-security']).toBeUndefined();
  });

  it('changes nothing for a page of the same host without TLS', async () => {
    const answer = await worker.call('POST', '/api/v1/auth/sign-out', undefined, {
      ...tls,
      origin: 'http://station.example',
    });
    expect(answer.body.code).toBe('foreign_origin');
  });
});

describe('the figures and the version', () => {
  it('are told to whoever has their token', async () => {
    const told = await request(server, 'GET', '/metrics', undefined, {
      authorization: 'Bearer for the figures',
    });
    expect(told.body).toContain('nuantu_requests_total');
    expect(told.body).toContain(`nuantu_build_info{version="${PRODUCT_VERSION}"} 1`);
    expect((await request(server, 'GET', '/metrics')).status).toBe(401);
    const health = await request(server, 'GET', '/healthz', undefined, {
      authorization: 'Bearer for the figures',
    });
    expect(health.body).toEqual({ status: 'ok', version: PRODUCT_VERSION });
    expect((await request(server, 'GET', '/healthz')).body).toEqual({ status: 'ok' });
  });

  it('are told on this computer only where there is no token', async () => {
    const plain = await startTestServer();
    expect((await request(plain, 'GET', '/metrics')).status).toBe(200);
    const forwarded = { 'x-forwarded-for': '127.0.0.1' };
    expect((await request(plain, 'GET', '/metrics', undefined, forwarded)).status).toBe(401);
    expect((await request(plain, 'GET', '/healthz')).body.version).toBe(PRODUCT_VERSION);
    expect((await request(plain, 'GET', '/healthz', undefined, forwarded)).body.version).toBeUndefined();
    await plain.dispose();
  });
});

it('a range of a file that is none is the caller’s error', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nuantu-pages-'));
  await writeFile(join(folder, 'index.html'), '<p>暖途</p>');
  await writeFile(
    join(folder, 'first-files.json'),
    JSON.stringify({ workbench: [], words: { zh: [], en: [] }, pages: {} }),
  );
  const pages = await startTestServer({ webFolder: folder });
  const answer = await request(pages, 'GET', '/index.html', undefined, { range: 'bytes=5-1' });
  expect(answer).toMatchObject({ status: 416, body: { code: 'range_unsatisfiable' } });
  await pages.dispose();
  await rm(folder, { recursive: true });
});

it('a body that is too large is told the limit of its own operation', async () => {
  const supervisor = await makeUser(server, await makeOrganisation(server), 'supervisor');
  const operations = (await listOperations()).filter(
    ([name, { bodyLimit }]) => bodyLimit !== undefined || name === 'AskForTalk',
  );
  expect(operations.length).toBeGreaterThan(4);
  for (const [name, { method, url, file, bodyLimit = 256 * 1024 }] of operations) {
    const content = { 'content-type': file === true ? 'application/octet-stream' : 'application/json' };
    const address = url.replaceAll(/:\w+/g, newId());
    const { status, body } = await supervisor.call(
      method,
      address,
      Buffer.alloc(bodyLimit + 1, ' '),
      content,
    );
    expect([name, status, body.detail ?? body.title]).toEqual([
      name,
      413,
      expect.stringContaining(`${bodyLimit} 字节`),
    ]);
  }
});

it('of a field it is said what is wrong: characters that nobody sees, or another form', async () => {
  const supervisor = await makeUser(server, await makeOrganisation(server), 'supervisor');
  const reasonOf = async (url: string, body: object) =>
    (await supervisor.call('POST', url, body)).body.errors?.map(
      ({ message }: { message: string }) => message,
    );
  const invisible = await reasonOf('/api/v1/clients', { name: '陈\u0007欣' });
  expect(invisible).toEqual([expect.stringContaining('看不见的控制字符')]);
  const phone = {
    title: '筛查',
    wave: 'baseline',
    opensAt: '2026-11-01T00:00:00Z',
    closesAt: '2026-11-02T00:00:00Z',
  };
  const contact = { contact: { name: '陈', phone: '打给我' }, classIds: [newId()] };
  expect(await reasonOf('/api/v1/campaigns', { ...phone, ...contact })).toEqual(['此项无效。']);
});
