import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listOperations } from '../../test/operations.ts';
import {
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';
import { type Permission, type Role, roles, roleTable, type Scope } from '../domain/access/roles.ts';
import { newId } from './platform/database/ids.ts';

let server: TestServer;
let home: TestOrganisation;
let users: Record<Role, TestUser>;

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  const made: [Role, TestUser][] = [];
  for (const role of roles) made.push([role, await makeUser(server, home, role, [home.siteIds[0]])]);
  users = Object.fromEntries(made) as Record<Role, TestUser>;
});
afterAll(() => server.dispose());

function addressOf(url: string): string {
  return url.replaceAll(/:\w+/g, newId());
}

describe('every operation of the contract', () => {
  it('is closed to whoever is not signed in, unless it is public', async () => {
    for (const [name, { method, url, access }] of await listOperations()) {
      const { status } = await request(server, method, addressOf(url), method === 'GET' ? undefined : {});
      expect(status === 401, name).toBe(access !== 'public');
    }
  });

  it('is open to exactly the roles that the role table grants its permission', async () => {
    for (const [name, { method, url, access }] of await listOperations()) {
      if (access === 'public' || access === 'signed_in' || access === 'public_account') continue;
      for (const role of roles) {
        const { status } = await users[role].call(method, addressOf(url), method === 'GET' ? undefined : {});
        const isGranted = roleTable[role].grants[access] !== undefined;
        expect(status === 403, `${role} ${name}`).toBe(!isGranted);
        expect(status, `${role} ${name}`).toBeLessThan(500);
      }
    }
  });

  it('is closed to a token that was made without its permission', async () => {
    const { body } = await users.supervisor.call('POST', '/api/v1/auth/tokens', {
      permissions: ['statistics.read'],
    });
    const headers = { authorization: `Bearer ${body.token}` };
    expect((await request(server, 'GET', '/api/v1/clients', undefined, headers)).status).toBe(403);
    const counts = await request(server, 'GET', '/api/v1/statistics/clients?by=status', undefined, headers);
    expect(counts.status).toBe(200);
  });
});

/** Reading who one is, and who else is there. */
const openToPrograms = new Set(['ReadMe', 'ListColleagues']);

describe('a program’s token', () => {
  it('opens nothing about accounts, sessions, second factors, passwords or tokens, whatever it was given', async () => {
    const operations = await listOperations();
    const closed = operations.filter(
      ([name, { tag, access, personOnly }]) =>
        (tag === 'identity' && access !== 'public' && !openToPrograms.has(name)) || personOnly === true,
    );
    expect(closed.length).toBeGreaterThan(10);
    for (const role of ['administrator', 'operator'] as const) {
      const { body } = await users[role].call('POST', '/api/v1/auth/tokens', {});
      const headers = { authorization: `Bearer ${body.token}` };
      for (const [name, { method, url }] of closed) {
        const payload = method === 'GET' ? undefined : {};
        const answer = await request(server, method, addressOf(url), payload, headers);
        expect([name, answer.status, answer.body.code]).toEqual([name, 403, 'token_forbidden']);
      }
      expect((await request(server, 'GET', '/api/v1/me', undefined, headers)).status).toBe(200);
    }
  });
});

/** A client's place seen from a member of staff. */
type Place = 'own' | 'own_site' | 'other_site' | 'other_organisation';
const reached: Readonly<Record<Scope, readonly Place[]>> = {
  own: ['own'],
  site: ['own', 'own_site'],
  organisation: ['own', 'own_site', 'other_site'],
  aggregate: [],
};

describe('rows about persons', () => {
  it('are seen and changed by each role as far as its scope reaches, and no further', async () => {
    const other = await makeOrganisation(server, '450200');
    const stranger = await makeUser(server, other, 'supervisor');
    for (const role of roles) {
      const user = users[role];
      const clients: Record<Place, string> = {
        own: await makeClient(users.supervisor, home.siteIds[0], [user.id]),
        own_site: await makeClient(users.supervisor, home.siteIds[0], []),
        other_site: await makeClient(users.supervisor, home.siteIds[1], []),
        other_organisation: await makeClient(stranger, other.siteIds[0], []),
      };
      for (const [place, id] of Object.entries(clients) as [Place, string][]) {
        const where = `${role}, ${place}`;
        const url = `/api/v1/clients/${id}`;
        expect((await user.call('GET', url)).status, where).toBe(expected(role, 'client.read', place, 200));
        const change = await user.call('PATCH', url, { note: role }, { 'if-match': '"1"' });
        expect(change.status, where).toBe(expected(role, 'client.update', place, 200));
        const opened = await user.call('POST', '/api/v1/cases', { clientId: id });
        // also for a client of the site whom nobody serves yet
        expect(opened.status, where).toBe(expected(role, 'case.open', place, 201));
        const report = { discoveredAt: '2026-11-20T02:00:00Z', text: '瘀青' };
        const filed = await user.call('POST', `${url}/mandatory-reports`, report);
        expect(filed.status, where).toBe(expected(role, 'report.file', place, 201));
        const listed = await user.call('GET', `${url}/mandatory-reports`);
        expect(listed.status, where).toBe(expected(role, 'report.file', place, 200));
        const keeper = place === 'other_organisation' ? stranger : users.supervisor;
        const contact = await encounterOf(keeper, id, place === 'own' ? user.id : undefined);
        const correction = await user.call(
          'POST',
          `/api/v1/encounters/${contact.id}/corrections`,
          { ...contact.words, minutes: 20, reason: '看错了表' },
          { 'if-match': '"1"' },
        );
        expect(correction.status, where).toBe(expectedOfCorrection(role, place));
        const read = await user.call('GET', `/api/v1/cases/${contact.caseId}/encounters`);
        expect(read.status, where).toBe(expected(role, 'case.read', place, 200));
      }
    }
  });
});

function expected(role: Role, permission: Permission, place: Place, success: number): number {
  const scope = roleTable[role].grants[permission];
  if (scope === undefined) return 403;
  return reached[scope].includes(place) ? success : 404;
}

/** In reach, but another's words: whoever does not supervise corrects none of them. */
function expectedOfCorrection(role: Role, place: Place): number {
  const status = expected(role, 'record.correct', place, 201);
  return status === 201 && roleTable[role].grants['record.correct'] === 'own' ? 403 : status;
}

/** An encounter that somebody else recorded, in a case of its own. */
async function encounterOf(keeper: TestUser, clientId: string, workerId: string | undefined) {
  const { body: opened } = await keeper.call('POST', '/api/v1/cases', { clientId });
  const words = { kind: 'phone', occurredAt: '2026-11-20T02:00:00.000Z', minutes: 30, note: '谈了睡眠' };
  const { body, status } = await keeper.call('POST', '/api/v1/encounters', { caseId: opened.id, ...words });
  expect(status).toBe(201);
  // behind the server's back, as below
  const workerIds = workerId === undefined ? [] : [workerId];
  await server.admin.query('update client_case set worker_ids = $2 where id = $1', [opened.id, workerIds]);
  return { id: body.id as string, caseId: opened.id as string, words };
}

/** Behind the server's back: it makes nobody responsible who could not see the client. */
async function makeClient(user: TestUser, siteId: string, workerIds: string[]): Promise<string> {
  const { body, status } = await user.call('POST', '/api/v1/clients', {
    name: '矩阵',
    siteId,
    workerIds: [],
  });
  expect(status).toBe(201);
  await server.admin.query('update client set worker_ids = $2 where id = $1', [body.id, workerIds]);
  return body.id;
}
