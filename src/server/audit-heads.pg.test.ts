import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import type { JobHelpers } from 'graphile-worker';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { readMessage, startMailServer } from '../../test/mail-server.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
} from '../../test/server.ts';
import { headsWays } from './audit/public.ts';
import { exchangeQueue, ownQueue } from './jobs.ts';
import { listOrganisations } from './organisations/public.ts';
import { tellFigures } from './platform/log/figures.ts';
import { AuditAnchors } from './platform/audit/audit-anchors.ts';
import { type Jobs, startJobs } from './platform/jobs/jobs.ts';
import { JobWatch } from './platform/jobs/job-watch.ts';
import type { MailSettings } from './platform/mail/mail.ts';
import { verifyInstallation } from './platform/audit/verify-installation.ts';

const PASSWORD = 'geheim-口令-42';
const AUDITOR = 'auditor@example.org';
const SECOND = 'second@example.org';
const none = {} as JobHelpers;
/** two minutes ago the day's time came; the server's clock stands there, so that midnight disturbs nothing */
const due = new Date(Math.floor(Date.now() / 60_000 - 2) * 60_000);

let server: TestServer;
let home: TestOrganisation;
let folder: string;
let anchors: AuditAnchors;
let ended: (() => Promise<unknown>)[] = [];
let lines: object[];
let watch: JobWatch;

beforeAll(async () => {
  server = await startTestServer({ clock: () => due });
  folder = await mkdtemp(join(tmpdir(), 'nuantu-anchors-'));
  anchors = new AuditAnchors(folder, server.masterKeys);
  [home] = [await makeOrganisation(server), await makeOrganisation(server)];
  const worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  await worker.call('POST', '/api/v1/clients', { name: '陈欣' });
  await ownQueue({ ...server, anchors }).tasks['seal-audit']?.({}, none);
});
afterAll(async () => {
  await server.dispose();
  await rm(folder, { recursive: true });
});
beforeEach(async () => {
  lines = [];
  watch = new JobWatch({ error: (line) => void lines.push(line) }, server.services.clock);
  await server.admin.query(
    'delete from graphile_worker._private_jobs; delete from graphile_worker._private_known_crontabs',
  );
});
afterEach(async () => {
  for (const end of ended.toReversed()) await end();
  ended = [];
});

function mailAt(port: number): MailSettings {
  const signIn = { user: 'nuantu', password: PASSWORD };
  return { host: '127.0.0.1', port, tls: 'none', signIn, from: 'nuantu@example.org' };
}

async function openMailServer(port = 0) {
  const mailServer = await startMailServer({}, port);
  ended.push(() => mailServer.close());
  return mailServer;
}

/** Somebody who keeps what is posted to them, while `status` is 200. */
async function openKeeper() {
  const keeper = { received: [] as string[], status: 200, url: '' };
  const take = async (request: IncomingMessage, response: ServerResponse) => {
    const body = await text(request);
    if (keeper.status === 200) keeper.received.push(body);
    response.writeHead(keeper.status).end();
  };
  const http = createHttpServer((request, response) => void take(request, response)).listen(0, '127.0.0.1');
  await once(http, 'listening');
  ended.push(async () => http.close());
  keeper.url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/heads`;
  return keeper;
}

type Ways = ReturnType<typeof headsWays>;

function waysTo(url: string | undefined, port: number, ...auditHeadsMail: string[]): Ways {
  return headsWays({ auditHeadsUrl: url, auditHeadsMail, mail: mailAt(port) });
}

/** A process of the server as it works through its schedule; the day's time is `due`. */
async function startProcess(ways: Ways): Promise<Jobs> {
  const url = new URL(server.adminUrl);
  url.username = 'nuantu_jobs';
  url.password = 'jobs';
  const pattern = `${due.getUTCMinutes()} ${due.getUTCHours()} * * *`;
  const { tasks, schedule } = exchangeQueue({ ...server, jobWatch: watch, anchors, ways });
  const heads = schedule.filter(({ kept }) => kept !== undefined);
  const jobs = await startJobs(url.href, [{ tasks, schedule: heads.map((one) => ({ ...one, pattern })) }]);
  ended.push(() => jobs.stop());
  return jobs;
}

/** As after a day: the schedule was known, and ran last on the day before. */
async function letDayPass(ways: Ways): Promise<void> {
  for (const { kept } of exchangeQueue({ ...server, ways }).schedule)
    if (kept !== undefined)
      await server.admin.query(
        `insert into graphile_worker._private_known_crontabs (identifier, known_since, last_execution)
         values ($1, $2, $2)`,
        [kept.id, new Date(due.getTime() - 86_400_000)],
      );
}

const waiting = async () =>
  (await server.admin.query('select key, last_error from graphile_worker.jobs order by key'))
    .rows as object[];

const figures = () => tellFigures(watch.figures);

it('the message names day, installation and each head, and what it says to run accepts them', async () => {
  const mailServer = await openMailServer();
  const [way] = waysTo(undefined, mailServer.port, AUDITOR);
  const send = exchangeQueue({ ...server, anchors, ways: way === undefined ? [] : [way] }).tasks[
    'send-heads'
  ];
  await send?.({ way: way?.key, _cron: { ts: due.toISOString() } }, none);
  const { headers, text: words } = readMessage(mailServer.messages[0]?.raw ?? '');
  const day = due.toISOString().slice(0, 10);
  const [organisations] = await server.services.database.global(listOrganisations({}));
  const installation = organisations.map(({ id }) => id).toSorted()[0] ?? 'none';
  expect(headers.get('to')).toBe(AUDITOR);
  expect(headers.get('subject')).toContain(day);
  for (const said of [day, installation]) expect(words).toContain(said);
  const head = (await anchors.read()).days.at(-1)?.heads[home.id];
  expect(words).toContain(`${home.code}  ${head?.number}  ${head?.code}`);
  const [, heads = ''] = /^npm run nuantu -- audit verify --head ([\da-f,]+)$/m.exec(words) ?? [];
  const report = await verifyInstallation(server.services, organisations, anchors, heads.split(','));
  expect(report.faults).toEqual([]);
  expect(heads.split(',')).toContain(head?.code);
  // nobody's name, not even an organisation's
  expect(words).not.toMatch(/陈欣|机构\d|站点/);
});

it('two server processes send once each way, and a start later on the day sends nothing again', async () => {
  const [mailServer, keeper] = [await openMailServer(), await openKeeper()];
  const ways = waysTo(keeper.url, mailServer.port, AUDITOR);
  const moreWays = waysTo(keeper.url, mailServer.port, SECOND, AUDITOR);
  await letDayPass(moreWays);
  const processes = await Promise.all([startProcess(ways), startProcess(ways)]);
  await expect.poll(() => mailServer.messages.length, { timeout: 20_000 }).toBe(1);
  await expect.poll(() => keeper.received.length, { timeout: 20_000 }).toBe(1);
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([]);
  await Promise.all(processes.map((one) => one.stop()));
  ended = ended.slice(0, 2);
  // another address comes before the first: who got it stays who got it
  await startProcess(moreWays);
  await expect.poll(() => mailServer.messages.length, { timeout: 20_000 }).toBe(2);
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([]);
  expect(mailServer.messages.map(({ to }) => to)).toEqual([[AUDITOR], [SECOND]]);
  expect(keeper.received).toHaveLength(1);
});

const troubles = {
  down: async () => {
    const gone = await startMailServer();
    await gone.close();
    return { port: gone.port, mend: async () => openMailServer(gone.port) };
  },
  slow: async () => {
    const silent = createServer().listen(0, '127.0.0.1');
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    const mend = async () => {
      silent.close();
      await once(silent, 'close');
      return openMailServer(port);
    };
    return { port, mend };
  },
  refusing: async () => {
    const mailServer = await openMailServer();
    mailServer.refusals.set(AUDITOR, `no ${AUDITOR} here`);
    const mend = async () => {
      mailServer.refusals.clear();
      return mailServer;
    };
    return { port: mailServer.port, mend };
  },
} as const;

it.each([
  ['down', 'unreachable'],
  ['slow', 'too_slow'],
  ['refusing', 'recipient_refused'],
] as const)(
  'a mail server that is %s holds up no webhook, is told, and is tried again',
  async (kind, code) => {
    const keeper = await openKeeper();
    const { port, mend } = await troubles[kind]();
    const ways = waysTo(keeper.url, port, AUDITOR);
    await letDayPass(ways);
    await startProcess(ways);
    await expect.poll(() => keeper.received.length, { timeout: 20_000 }).toBe(1);
    await expect.poll(waiting, { timeout: 30_000 }).toEqual([{ key: ways[1]?.job, last_error: code }]);
    expect(await figures()).toMatch(/nuantu_job_failures_total\{task="mail-heads-1"\} [1-9]/);
    expect(await figures()).not.toContain('failures_total{task="send-heads"}');
    expect(await figures()).not.toContain('age_seconds{task="mail-heads-1"}');
    expect(lines[0]).toMatchObject({ task: 'mail-heads-1', error: { name: 'SendError', code } });
    const mailServer = await mend();
    await expect.poll(() => mailServer.messages.length, { timeout: 60_000 }).toBe(1);
    await expect.poll(waiting, { timeout: 20_000 }).toEqual([]);
    expect(await figures()).toContain('age_seconds{task="mail-heads-1"}');
    expect(mailServer.messages).toHaveLength(1);
    expect(keeper.received).toHaveLength(1);
    for (const secret of [PASSWORD, AUDITOR]) expect(JSON.stringify(lines)).not.toContain(secret);
  },
);

it('a webhook that refuses holds up no mail, is told, and is tried again', async () => {
  const [mailServer, keeper] = [await openMailServer(), await openKeeper()];
  keeper.status = 500;
  const ways = waysTo(keeper.url, mailServer.port, AUDITOR);
  await letDayPass(ways);
  await startProcess(ways);
  await expect.poll(() => mailServer.messages.length, { timeout: 20_000 }).toBe(1);
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([{ key: ways[0]?.job, last_error: 'refused' }]);
  expect(await figures()).toContain('nuantu_job_failures_total{task="send-heads"}');
  keeper.status = 200;
  await expect.poll(() => keeper.received.length, { timeout: 60_000 }).toBe(1);
  const { heads } = JSON.parse(keeper.received[0] ?? '{}') as { heads: Record<string, object> };
  expect(heads[home.id]).toEqual((await anchors.read()).days.at(-1)?.heads[home.id]);
  expect(mailServer.messages).toHaveLength(1);
});

it('one address that is refused keeps the others’ from nobody, and they get it once', async () => {
  const mailServer = await openMailServer();
  mailServer.refusals.set(AUDITOR, 'no');
  const ways = waysTo(undefined, mailServer.port, AUDITOR, SECOND);
  await letDayPass(ways);
  await startProcess(ways);
  await expect.poll(() => mailServer.messages.length, { timeout: 20_000 }).toBe(1);
  await expect.poll(() => lines.length, { timeout: 30_000 }).toBeGreaterThan(1);
  expect(mailServer.messages.map(({ to }) => to)).toEqual([[SECOND]]);
});

it('a job of yesterday sends nothing today, and one for whoever left the settings nothing at all', async () => {
  const mailServer = await openMailServer();
  const ways = waysTo(undefined, mailServer.port, AUDITOR);
  const send = exchangeQueue({ ...server, jobWatch: watch, anchors, ways }).tasks['send-heads'];
  const yesterday = new Date(due.getTime() - 86_400_000).toISOString();
  // it ends, and is told: nothing would replace it where its address is the only one that left
  await send?.({ way: ways[0]?.key, _cron: { ts: yesterday } }, none);
  expect(lines).toMatchObject([{ task: 'mail-heads-1', error: { name: 'SendError', code: 'day_over' } }]);
  expect(await figures()).toContain('nuantu_job_failures_total{task="mail-heads-1"} 1');
  const [gone] = waysTo(undefined, mailServer.port, SECOND);
  await send?.({ way: gone?.key, _cron: { ts: due.toISOString() } }, none);
  expect(mailServer.messages).toEqual([]);
});

it('a job of yesterday that still waits is replaced by today’s, which is sent once', async () => {
  const mailServer = await openMailServer();
  const ways = waysTo(undefined, mailServer.port, AUDITOR);
  const yesterday = new Date(due.getTime() - 86_400_000).toISOString();
  await server.admin.query(
    `select graphile_worker.add_job('send-heads', $1::json, job_key => $2, run_at => now() + interval '4 s')`,
    [JSON.stringify({ way: ways[0]?.key, _cron: { ts: yesterday } }), ways[0]?.job],
  );
  await letDayPass(ways);
  await startProcess(ways);
  await expect.poll(() => mailServer.messages.length, { timeout: 20_000 }).toBe(1);
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([]);
  expect(lines).toEqual([]);
});

it('an address that moved up in the settings has one job, whatever its number was', async () => {
  const mailServer = await openMailServer();
  const [, second] = waysTo(undefined, mailServer.port, AUDITOR, SECOND);
  const ways = waysTo(undefined, mailServer.port, SECOND);
  expect([second?.name, ways[0]?.name]).toEqual(['mail-heads-2', 'mail-heads-1']);
  const yesterday = new Date(due.getTime() - 86_400_000).toISOString();
  await server.admin.query(
    `select graphile_worker.add_job('send-heads', $1::json, job_key => $2, run_at => now() + interval '4 s')`,
    [JSON.stringify({ way: second?.key, _cron: { ts: yesterday } }), second?.job],
  );
  await letDayPass(ways);
  await startProcess(ways);
  await expect.poll(() => mailServer.messages.length, { timeout: 20_000 }).toBe(1);
  await expect.poll(waiting, { timeout: 20_000 }).toEqual([]);
  expect(lines).toEqual([]);
});

it('without anchors nothing is sent, and that is a failure which is tried again', async () => {
  const mailServer = await openMailServer();
  const ways = waysTo(undefined, mailServer.port, AUDITOR);
  const send = exchangeQueue({ ...server, jobWatch: watch, anchors: undefined, ways }).tasks['send-heads'];
  const sent = send?.({ way: ways[0]?.key, _cron: { ts: due.toISOString() } }, none);
  await expect(sent).rejects.toThrow('heads_missing');
});
