import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
} from '../../../test/server.ts';

let server: TestServer;
let home: TestOrganisation;
let auditor: Awaited<ReturnType<typeof makeUser>>;
let worker: Awaited<ReturnType<typeof makeUser>>;

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  auditor = await makeUser(server, home, 'auditor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  const { body } = await worker.call('POST', '/api/v1/clients', { name: '陈欣' });
  await worker.call('GET', `/api/v1/clients/${body.id}`);
  await worker.call('GET', `/api/v1/clients/${body.id}`);
});
afterAll(() => server.dispose());

async function listed(query: Record<string, string>) {
  const { status, body } = await auditor.call(
    'GET',
    `/api/v1/audit?${new URLSearchParams(query).toString()}`,
  );
  expect(status).toBe(200);
  return body as { items: { action: string; actor: string; subjectKind: string }[]; next: string | null };
}

it('the audit is narrowed to one action, to somebody, and to a kind of subject', async () => {
  const reads = await listed({ action: 'client.read' });
  expect(reads.items.map(({ action }) => action)).toEqual(['client.read', 'client.read']);
  const own = await listed({ actorId: worker.id, subjectKind: 'client' });
  expect(own.items).toHaveLength(3);
  expect(new Set(own.items.map(({ actor }) => actor))).toEqual(new Set([worker.id]));
  expect((await listed({ actorId: auditor.id, subjectKind: 'client' })).items).toEqual([]);
});

it('a span of time has what was done in it, page after page', async () => {
  const soon = new Date(Date.now() + 60_000).toISOString();
  const before = new Date(Date.now() - 3_600_000).toISOString();
  expect((await listed({ since: soon })).items).toEqual([]);
  expect((await listed({ until: before })).items).toEqual([]);
  // before there were ids that tell their time
  const long = { since: '1950-01-01T00:00:00Z', action: 'client.read' };
  expect((await listed(long)).items).toHaveLength(2);
  expect((await listed({ until: '1950-01-01T00:00:00Z' })).items).toEqual([]);
  const span = { since: before, until: soon, action: 'client.read', limit: '1' };
  const first = await listed(span);
  const second = await listed({ ...span, after: first.next ?? '' });
  expect([...first.items, ...second.items].map(({ action }) => action)).toEqual([
    'client.read',
    'client.read',
  ]);
  expect((await listed({ ...span, after: second.next ?? '' })).items).toEqual([]);
});

it('seldom actions are counted, of the own organisation only', async () => {
  const refusal = { username: worker.username, password: 'nicht-das-口令' };
  await worker.call('POST', '/api/v1/auth/sign-in', refusal);
  const { body } = await auditor.call('GET', '/api/v1/audit/exceptions');
  expect(body.items).toMatchObject([{ action: 'session.refuse', count: 1 }]);
  const elsewhere = await makeUser(server, await makeOrganisation(server), 'auditor');
  expect((await elsewhere.call('GET', '/api/v1/audit/exceptions')).body.items).toEqual([]);
  expect((await worker.call('GET', '/api/v1/audit/exceptions')).status).toBe(403);
});
