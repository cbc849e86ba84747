import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { JobHelpers } from 'graphile-worker';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
} from '../../test/server.ts';
import { ownQueue } from './jobs.ts';
import { listOrganisations } from './organisations/public.ts';
import { tellFigures } from './platform/log/figures.ts';
import { AuditAnchors } from './platform/audit/audit-anchors.ts';
import { systemSettings } from './platform/database/database.ts';
import { verifyInstallation } from './platform/audit/verify-installation.ts';
import { Work } from './platform/work/work.ts';

let server: TestServer;
let home: TestOrganisation;
let folder: string;
let anchors: AuditAnchors;
let head: string;
/** days pass */
let now = new Date('2026-11-20T08:00:00Z');

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
  folder = await mkdtemp(join(tmpdir(), 'nuantu-anchors-'));
  anchors = new AuditAnchors(folder, server.masterKeys);
  [home] = [await makeOrganisation(server), await makeOrganisation(server)];
  const supervisor = await makeUser(server, home, 'supervisor');
  const { body: client } = await supervisor.call('POST', '/api/v1/clients', {
    name: '被看见',
    siteId: home.siteIds[0],
  });
  for (let day = 0; day < 3; day += 1) {
    // a session does not last into the next day
    const reader = await makeUser(server, home, 'supervisor');
    const { status } = await reader.call('GET', `/api/v1/clients/${client.id}`);
    if (status !== 200) throw new Error('nothing was read');
    await seal();
    now = new Date(now.getTime() + 86_400_000);
  }
  head = (await verify()).organisations.find(({ organisation }) => organisation === home.code)?.head ?? '';
  await server.admin.query(
    `create table kept_row as select * from audit_event; create table kept_seal as select * from audit_seal;
     create table kept_organisation as select * from organisation`,
  );
});
afterAll(async () => {
  await server.dispose();
  await rm(folder, { recursive: true });
});

async function seal(): Promise<void> {
  const task = ownQueue({ ...server, anchors }).tasks['seal-audit'];
  await task?.({}, {} as JobHelpers);
}

async function verify(heads: readonly string[] = []) {
  const [organisations] = await server.services.database.global(listOrganisations({}));
  return verifyInstallation(server.services, organisations, anchors, heads);
}

async function countFaults(heads: readonly string[] = []): Promise<number> {
  const { organisations, faults } = await verify(heads);
  return faults.length + organisations.flatMap((report) => report.faults).length;
}

/** As the database's superuser could, rules and constraints aside. */
async function tamper(sql: string): Promise<void> {
  await server.admin.query('set session_replication_role = replica');
  await server.admin.query(sql);
}

beforeEach(async () => {
  await tamper(
    `delete from audit_event; insert into audit_event select * from kept_row;
     delete from audit_seal; insert into audit_seal select * from kept_seal;
     delete from organisation; insert into organisation select * from kept_organisation`,
  );
});

const ofHome = () => `organisation_id = '${home.id}'`;
const aRow = () =>
  `(select id from kept_row where ${ofHome()} and action = 'client.read' order by id limit 1)`;
const lastSeal = () => `(select max(number) from kept_seal where ${ofHome()})`;
const forged = (sealNumber: string) =>
  `insert into audit_event select organisation_id, gen_random_uuid(), at, actor_id, action, subject_kind, subject_ids,
     request_id, detail, code, ${sealNumber} from kept_row where ${ofHome()} limit 1`;

const attacks: readonly (readonly [string, () => string])[] = [
  ['a row says something else', () => `update audit_event set action = 'client.list' where id = ${aRow()}`],
  ['a row’s instant is moved', () => `update audit_event set at = at + interval '1 ms' where id = ${aRow()}`],
  ['a row’s detail is changed', () => `update audit_event set detail = '{"x":1}' where id = ${aRow()}`],
  ['a sealed row is removed', () => `delete from audit_event where id = ${aRow()}`],
  ['a row is put under another seal', () => `update audit_event set seal = 3 where id = ${aRow()}`],
  ['a sealed row is taken out of its seal', () => `update audit_event set seal = null where id = ${aRow()}`],
  [
    'a seal counts fewer rows',
    () => `update audit_seal set rows = rows - 1 where ${ofHome()} and number = 1`,
  ],
  ['a seal in the middle is removed', () => `delete from audit_seal where ${ofHome()} and number = 2`],
  ['a row is forged without a seal', () => forged('null')],
  ['rows are forged under seals that do not exist', () => `${forged('99')}; ${forged('0')}`],
  [
    'the last seal is removed and its rows say something else',
    () =>
      `delete from audit_seal where ${ofHome()} and number = ${lastSeal()};
       delete from audit_event where ${ofHome()} and seal = ${lastSeal()} and action = 'client.read'`,
  ],
  [
    'the tail is cut, seals and rows',
    () =>
      `delete from audit_event where ${ofHome()} and (seal > 1 or seal is null);
       delete from audit_seal where ${ofHome()} and number > 1`,
  ],
  [
    'an organisation’s trail is emptied',
    () => `delete from audit_event where ${ofHome()}; delete from audit_seal where ${ofHome()}`,
  ],
  ['the whole trail is emptied', () => 'delete from audit_event; delete from audit_seal'],
  ['an organisation is gone', () => `delete from organisation where id = '${home.id}'`],
];

it('rows that were written after a seal about an instant before it are no fault: a demo is seeded so', async () => {
  const past = new Date(now.getTime() - 30 * 86_400_000);
  const services = { ...server.services, clock: () => past };
  const origin = { requestId: 'seed', language: 'zh-CN' } as const;
  await new Work(services, systemSettings(home.id), origin).change(async (change) =>
    change.audit({ action: 'client.read', subjectKind: 'client', subjectIds: [] }),
  );
  expect(await countFaults()).toBe(0);
});

describe('an attacker who holds the database but not the master key', () => {
  it('leaves nothing behind when nothing was done', async () => {
    expect(await countFaults([head])).toBe(0);
  });

  it.each(attacks)('is found when %s', async (_, sql) => {
    await tamper(sql());
    expect(await countFaults()).toBeGreaterThan(0);
  });

  it('is not helped by waiting: sealing goes on and the anchor does not go back', async () => {
    const [, cut] = attacks.find(([name]) => name.startsWith('the tail')) ?? ['', () => ''];
    await tamper(cut());
    await seal();
    expect(await countFaults()).toBeGreaterThan(0);
    expect(await tellFigures(server.jobWatch.figures)).toContain(
      'nuantu_job_failures_total{task="anchor-audit"}',
    );
  });
});

describe('an attacker who holds the data folder too', () => {
  it('is found when a day’s anchor is changed or removed', async () => {
    const [first = '', second = ''] = (await readdir(folder)).toSorted();
    for (const name of [first, second]) {
      const text = await readFile(join(folder, name), 'utf8');
      await writeFile(join(folder, name), text.replace(/"number":\d+/, '"number":1234'));
      expect(await countFaults()).toBeGreaterThan(0);
      await rm(join(folder, name));
      expect(await countFaults()).toBeGreaterThan(0);
      await writeFile(join(folder, name), text);
      expect(await countFaults()).toBe(0);
    }
  });

  it('who puts back an older day whole, anchors and trail, is found by a head that was kept elsewhere', async () => {
    const names = (await readdir(folder)).toSorted().slice(1);
    const texts = await Promise.all(names.map((name) => readFile(join(folder, name), 'utf8')));
    await Promise.all(names.map((name) => rm(join(folder, name))));
    await tamper(
      `delete from audit_event where seal > 1 or seal is null; delete from audit_seal where number > 1`,
    );
    expect(await countFaults()).toBe(0);
    expect(await countFaults([head])).toBe(1);
    await Promise.all(names.map((name, index) => writeFile(join(folder, name), texts[index] ?? '')));
  });
});
