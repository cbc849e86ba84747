import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import type { Readable } from 'node:stream';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type MailServer, readMessage, startMailServer } from '../../test/mail-server.ts';
import { findRunningPostgres } from '../server/platform/postgres/find-postgres.ts';

type Child = ChildProcessByStdio<null, Readable, Readable>;

const PASSWORD = 'geheim-42';
const AUDITOR = 'auditor@example.org';

let folder: string;
/** of the address, as the queue knows it */
const way = createHash('sha256').update(AUDITOR).digest('hex');
let mailServer: MailServer;
let settings: Record<string, string>;
let server: Child;
let database: pg.Client;
/** all that the server and the commands wrote */
let said = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuantu-heads-'));
  await chmod(folder, 0o711);
  mailServer = await startMailServer();
  settings = {
    PATH: process.env['PATH'] ?? '',
    PORT: '0',
    NUANTU_DATA: folder,
    NUANTU_LANG: 'en',
    NUANTU_LOG: 'trace',
    NUANTU_SMTP_URL: `smtp://nuantu:${PASSWORD}@127.0.0.1:${mailServer.port}`,
    NUANTU_MAIL_FROM: 'nuantu@example.org',
    NUANTU_AUDIT_HEADS_MAIL: AUDITOR,
  };
  server = launch('start');
  await new Promise<void>((resolve) => {
    server.stdout.on('data', () => said.includes('Ctrl-C') && resolve());
  });
  const running = await findRunningPostgres(folder);
  database = new pg.Client({ connectionString: running?.url('superuser', 'nuantu') });
  await database.connect();
});
afterAll(async () => {
  try {
    await database.end();
  } finally {
    const ended = once(server, 'exit');
    server.kill('SIGTERM');
    await ended;
    await mailServer.close();
    await rm(folder, { recursive: true, force: true });
  }
});

function launch(...words: string[]): Child {
  const child = spawn(process.execPath, ['src/cli/main.ts', ...words], {
    env: settings,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', (chunk: Buffer) => {
      said += String(chunk);
    });
  return child;
}

async function run(...words: string[]): Promise<{ code: number; out: string }> {
  const before = said.length;
  const [code] = (await once(launch(...words), 'close')) as [number];
  return { code, out: said.slice(before) };
}

/** As the schedule does it when the day's time comes. */
async function queue(task: string, key: string): Promise<void> {
  const payload = { way, _cron: { ts: new Date().toISOString() } };
  await database.query('select graphile_worker.add_job($1, $2::json, job_key => $3)', [
    task,
    JSON.stringify(payload),
    key,
  ]);
}

it('heads that a running server mails are what `audit verify --head` takes, and the doctor tells of those it could not', async () => {
  mailServer.signInRefusal = `no ${PASSWORD}`;
  await queue('seal-audit', 'now');
  await expect.poll(countJobs, { timeout: 60_000 }).toBe(0);
  await queue('send-heads', `mail-heads-${way.slice(0, 12)}`);
  await expect
    .poll(() => said, { timeout: 60_000 })
    .toMatch(/"task":"mail-heads-1".*"code":"sign_in_refused".*job failed/);
  await expect.poll(countFailed, { timeout: 10_000 }).toBe(1);
  const sick = await run('doctor');
  expect(sick.out).toContain(
    '✗ Background work: mail-heads-1 failed and is tried again: the mail server refuses user and password',
  );
  expect(sick.code).toBe(1);
  mailServer.signInRefusal = undefined;
  await expect.poll(() => mailServer.messages.length, { timeout: 60_000 }).toBe(1);
  await expect.poll(countFailed, { timeout: 10_000 }).toBe(0);
  expect((await run('doctor')).out).not.toContain('mail-heads-1');
  const { text } = readMessage(mailServer.messages[0]?.raw ?? '');
  const [, command = ''] = /^npm run nuantu -- (.+)$/m.exec(text) ?? [];
  const checked = await run(...command.split(' '));
  expect(checked.out).toContain('"faults": []');
  expect(checked.code).toBe(0);
  const wrong = await run(...command.replace(/.$/, (last) => (last === '0' ? '1' : '0')).split(' '));
  expect(wrong.out).toContain('seal_missing');
  expect(wrong.code).toBe(1);
  for (const secret of [PASSWORD, AUDITOR]) expect(said).not.toContain(secret);
});

const countJobs = () => count("key = 'now'");
const countFailed = () => count('last_error is not null');

async function count(condition: string): Promise<number> {
  const { rows } = await database.query(
    `select count(*)::int as jobs from graphile_worker.jobs where ${condition}`,
  );
  return rows[0].jobs as number;
}
