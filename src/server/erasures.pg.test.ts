import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobHelpers } from 'graphile-worker';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { type MailServer, startMailServer } from '../../test/mail-server.ts';
import { signUpPerson } from '../../test/public-person.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';
import { repeatErasures } from './erasures.ts';
import { ownQueue } from './jobs.ts';
import { ErasureList } from './platform/audit/erasure-list.ts';

let server: TestServer;
let mail: MailServer;
let home: TestOrganisation;
let supervisor: TestUser;
let folder: string;
let list: ErasureList;
let told: [string, unknown][];
let now = Date.parse('2026-11-27T02:00:00Z');

beforeAll(async () => {
  mail = await startMailServer();
  const from = 'nuantu@example.org';
  server = await startTestServer({
    clock: () => new Date(now),
    messages: { mail: { host: '127.0.0.1', port: mail.port, tls: 'none', signIn: undefined, from } },
  });
  home = await makeOrganisation(server);
});
afterAll(async () => {
  await server.dispose();
  await mail.close();
});
beforeEach(async () => {
  now += 86_400_000;
  supervisor = await makeUser(server, home, 'supervisor');
  folder = await mkdtemp(join(tmpdir(), 'nuantu-erasures-'));
  list = new ErasureList(folder, server.masterKeys);
  told = [];
});
afterEach(() => rm(folder, { recursive: true }));

const PARTS = ['person_key', 'public_account', 'public_address'];

/** As a backup keeps it, and as its restore puts it back. */
async function backUp(): Promise<() => Promise<void>> {
  for (const table of PARTS) await server.admin.query(`create temp table kept_${table} as table ${table}`);
  return async () => {
    for (const table of PARTS) {
      await server.admin.query(`insert into ${table} select * from kept_${table} on conflict do nothing`);
      await server.admin.query(`drop table kept_${table}`);
    }
  };
}

const eachMinute = () => ownQueue({ ...server, erasures: list }).tasks['seal-audit']?.({}, {} as JobHelpers);
const repeat = () =>
  repeatErasures({
    ...server,
    list,
    onFailure: (organisationId, error) => told.push([organisationId, error]),
  });
const nameOf = async (id: string) =>
  (await supervisor.call('GET', `/api/v1/clients/${id}`)).body.name as unknown;
const erase = (id: string) => supervisor.call('POST', `/api/v1/clients/${id}/erase`, { reason: 'request' });
const register = async (name: string) =>
  (await supervisor.call('POST', '/api/v1/clients', { name, siteId: home.siteIds[0] })).body.id as string;

it('whoever was erased is erased again where an older database was put back, and nobody else', async () => {
  const [gone, stays] = [await register('陈欣'), await register('王老师')];
  const person = await signUpPerson(server, mail);
  const restore = await backUp();
  expect((await erase(gone)).status).toBe(200);
  expect((await person.call('POST', '/api/v1/my/erase')).status).toBe(200);
  await eachMinute();
  await restore();
  // another start, whose memory has nobody
  const beside = await server.startBeside();
  expect(
    (await server.admin.query('select from public_account where account_id = $1', [person.id])).rowCount,
  ).toBe(1);
  expect(await repeatErasures({ ...beside, list, onFailure: (...failure) => told.push(failure) })).toBe(2);
  await beside.close();
  expect([await nameOf(gone), await nameOf(stays)]).toEqual(['—', '王老师']);
  const { rows } = await server.admin.query('select person_id from person_key where person_id = any($1)', [
    [gone, stays, person.id],
  ]);
  expect(rows).toEqual([{ person_id: stays }]);
  expect(
    (await server.admin.query('select from public_account where account_id = $1', [person.id])).rowCount,
  ).toBe(0);
  // done, and nothing is left to do
  expect(await repeat()).toBe(0);
  expect(told).toEqual([]);
});

it('is noted once, by an id without a name, also what was erased while nothing was noted', async () => {
  const [first, second] = [await register('陈欣'), await register('陈新')];
  await erase(first);
  await eachMinute();
  now += 60_000;
  await erase(second);
  await eachMinute();
  await eachMinute();
  const noted = (await list.read()).erased.map(({ id }) => id);
  expect(noted.filter((id) => id === first || id === second)).toEqual([first, second]);
  expect(new Set(noted).size).toBe(noted.length);
  for (const name of await readdir(folder))
    expect(await readFile(join(folder, name), 'utf8')).not.toMatch(/陈/);
});

it('has nobody erased by a list that nobody with the master key wrote', async () => {
  const [gone, stays] = [await register('陈欣'), await register('王老师')];
  await erase(gone);
  await eachMinute();
  const [name = ''] = await readdir(folder);
  const text = await readFile(join(folder, name), 'utf8');
  await writeFile(join(folder, name), text.replaceAll(gone, stays));
  expect(await repeat()).toBe(0);
  expect(await nameOf(stays)).toBe('王老师');
  expect(told).toMatchObject([['all', { message: `${name} of the erasures is not genuine` }]]);
  // nor is it written over, which would forget whom it named
  const before = await readFile(join(folder, name), 'utf8');
  await erase(stays);
  await eachMinute();
  expect(await readFile(join(folder, name), 'utf8')).toBe(before);
});
