import type { Buffer } from 'node:buffer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBook, type TestPerson } from '../../test/public-person.ts';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  must,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';
import { registerVolunteer, signInVolunteer } from '../../test/volunteer.ts';
import { newId } from './platform/database/ids.ts';

const HOUR = 3_600_000;
/** What stands in the record of the client alone. */
const SECRETS = ['夜里睡不着', '覃国强', '来访者'];

let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
let coordinator: TestUser;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());
beforeEach(async () => {
  home = await makeOrganisation(server);
  await openBook(server, home, { takesAtOnce: true });
  supervisor = await makeUser(server, home, 'supervisor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  coordinator = await makeUser(server, home, 'coordinator');
});

/** The same name, day of birth and telephone at both doors. */
const who = { name: '覃小雨', birthDate: '2003-05-06', phone: '13800138123' };

interface Both {
  readonly clientId: string;
  readonly caseId: string;
  readonly volunteerId: string;
  readonly number: string;
  readonly person: TestPerson;
}

async function somebody(): Promise<Both> {
  const [siteId] = home.siteIds;
  const client = { ...who, siteId, workerIds: [worker.id] };
  const clientId = (await must(supervisor.call('POST', '/api/v1/clients', client))).id;
  const guardian = { name: '覃国强', relation: 'father' };
  await must(worker.call('POST', `/api/v1/clients/${clientId}/guardians`, guardian));
  const caseId = (await must(worker.call('POST', '/api/v1/cases', { clientId }))).id;
  const occurredAt = new Date(Date.now() - HOUR).toISOString();
  const record = { kind: 'intake', occurredAt, text: '来访者夜里睡不着' };
  await must(worker.call('POST', `/api/v1/cases/${caseId}/records`, record));
  const registered = await registerVolunteer(server, home, who);
  const service = {
    id: newId(),
    siteId,
    title: '整理图书',
    from: new Date(Date.now() - 30 * HOUR).toISOString(),
    until: new Date(Date.now() - 28 * HOUR).toISOString(),
    reason: '当天没有网络',
  };
  await must(coordinator.call('POST', `/api/v1/volunteers/${registered.id}/services`, service));
  await must(supervisor.call('POST', `/api/v1/services/${service.id}/decide`, { decision: 'recorded' }));
  const person = await signInVolunteer(server, registered);
  return { clientId, caseId, volunteerId: registered.id, number: registered.number, person };
}

async function issue(volunteerId: string): Promise<string> {
  const day = (ago: number) => new Date(Date.now() + (8 - ago) * HOUR).toISOString().slice(0, 10);
  const body = { id: newId(), volunteerId, from: day(60 * 24), to: day(0) };
  return (await must(coordinator.call('POST', '/api/v1/certificates', body))).id;
}

const textOf = ({ body, bytes }: { body: unknown; bytes: Buffer }) =>
  `${JSON.stringify(body)} ${bytes.toString('utf8')}`;

async function readAll(user: Pick<TestUser, 'call'>, urls: readonly string[]): Promise<string> {
  const read: string[] = [];
  for (const url of urls) {
    const answer = await user.call('GET', url);
    expect(answer.status, url).toBe(200);
    read.push(textOf(answer));
  }
  return read.join('\n');
}

const ofVolunteer = (id: string, certificateId: string) => [
  '/api/v1/volunteers',
  `/api/v1/volunteers?q=${encodeURIComponent(who.name)}`,
  `/api/v1/volunteers/${id}`,
  `/api/v1/volunteers/${id}/shifts`,
  `/api/v1/volunteers/${id}/services`,
  `/api/v1/volunteers/${id}/certificates`,
  `/api/v1/volunteers/${id}/recognition`,
  `/api/v1/certificates/${certificateId}/file`,
  '/api/v1/service-dues',
  '/api/v1/book/entries',
];

const own = (certificateId: string) => [
  '/api/v1/my/account',
  '/api/v1/my/volunteer',
  '/api/v1/my/sign-ups',
  '/api/v1/my/certificates',
  `/api/v1/my/certificates/${certificateId}/file`,
  '/api/v1/my/recognition',
  '/api/v1/my/export',
  '/api/v1/volunteers/me/hours',
];

/** Every table of the database: a row in which both stand would tie them together. */
async function rowsOfBoth({ clientId, volunteerId }: Both): Promise<string[]> {
  const { rows: tables } = await server.admin.query<{ name: string }>(
    `select table_name as name from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const { rows } = await server.admin.query<{ has_client: boolean; has_volunteer: boolean }>(
      `select row_text like '%' || $1 || '%' as has_client, row_text like '%' || $2 || '%' as has_volunteer
       from (select to_jsonb(found)::text as row_text from ${name} found) as rows
       where row_text like '%' || $1 || '%' or row_text like '%' || $2 || '%'`,
      [clientId, volunteerId],
    );
    if (rows.some((row) => row.has_client && row.has_volunteer)) found.push(`${name}: both`);
    if (rows.some((row) => row.has_client)) found.push(`${name}: client`);
  }
  return found;
}

describe('somebody who is a client and a volunteer of one organisation', () => {
  it('has two records that never meet: neither tells of the other, to whoever looks', async () => {
    const both = await somebody();
    const { clientId, caseId, volunteerId, number, person } = both;
    const certificateId = await issue(volunteerId);
    const read = [
      await readAll(coordinator, ofVolunteer(volunteerId, certificateId)),
      await readAll(person, own(certificateId)),
    ];
    for (const what of ['volunteers', 'services'])
      read.push(textOf(await coordinator.call('POST', '/api/v1/volunteers/export', { what, format: 'csv' })));
    for (const text of read) {
      expect(text).toContain(who.name);
      for (const secret of [...SECRETS, clientId, caseId]) expect(text).not.toContain(secret);
    }
    for (const url of [
      `/api/v1/clients/${clientId}`,
      `/api/v1/clients?q=${encodeURIComponent(who.name)}`,
      `/api/v1/cases/${caseId}`,
    ]) {
      expect((await coordinator.call('GET', url)).status).toBe(403);
      expect((await person.call('GET', url)).status).toBe(401);
    }
    // by either's id nobody finds the other
    expect((await coordinator.call('GET', `/api/v1/volunteers/${clientId}`)).status).toBe(404);
    expect((await supervisor.call('GET', `/api/v1/clients/${volunteerId}`)).status).toBe(404);
    const ofClient = await readAll(supervisor, [
      `/api/v1/clients/${clientId}`,
      `/api/v1/clients?q=${encodeURIComponent(who.name)}`,
      `/api/v1/cases/${caseId}`,
    ]);
    expect(ofClient).toContain(clientId);
    for (const trace of [volunteerId, number, '整理图书']) expect(ofClient).not.toContain(trace);
    const rows = await rowsOfBoth(both);
    expect(rows).toContain('client: client');
    expect(rows.filter((row) => row.endsWith('both'))).toEqual([]);
  });

  it('is still a volunteer where the client is erased', async () => {
    const { clientId, volunteerId, person } = await somebody();
    const certificateId = await issue(volunteerId);
    const before = (await coordinator.call('GET', `/api/v1/volunteers/${volunteerId}`)).body;
    const erase = { reason: 'request' };
    await must(supervisor.call('POST', `/api/v1/clients/${clientId}/erase`, erase));
    expect((await coordinator.call('GET', `/api/v1/volunteers/${volunteerId}`)).body).toEqual(before);
    expect(before.name).toBe(who.name);
    expect((await must(person.call('GET', '/api/v1/volunteers/me/hours'))).items).toHaveLength(1);
    await readAll(person, own(certificateId));
  });

  it('is still a client where the volunteer’s account is erased', async () => {
    const { clientId, caseId, volunteerId, person } = await somebody();
    const read = () =>
      Promise.all(
        [`/api/v1/clients/${clientId}`, `/api/v1/cases/${caseId}`].map(
          async (url) => (await must(supervisor.call('GET', url))) as object,
        ),
      );
    const before = await read();
    await must(person.call('POST', '/api/v1/my/prove', { password: 'yellow kite over the river' }));
    await must(person.call('POST', '/api/v1/my/erase'));
    await deliverAll(server);
    expect((await coordinator.call('GET', `/api/v1/volunteers/${volunteerId}`)).body.name ?? null).toBeNull();
    expect(await read()).toEqual(before);
    expect(before[0]).toMatchObject({ name: who.name });
  });
});
