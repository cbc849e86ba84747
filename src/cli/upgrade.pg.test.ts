import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import process from 'node:process';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readContents, unpackReleased } from '../../test/released-folder.ts';
import { awaitStarted, type Child, end, launch, outcome, signIn } from '../../test/server-process.ts';
import { newId } from '../server/platform/database/ids.ts';
import { findRunningPostgres } from '../server/platform/postgres/find-postgres.ts';

const known = await readContents();
const NEW_NOTE = '新版本写下的会谈。';

let folder: string;
let started: Child[];

beforeEach(async () => {
  folder = await unpackReleased();
  started = [];
});

afterEach(async () => {
  for (const child of started) await end(child, 'SIGTERM');
  const postgres = await findRunningPostgres(folder);
  if (postgres !== undefined) await kill(postgres.pid);
  await rm(folder, { recursive: true, force: true });
});

function run(command: string, program?: 'bin/nuantu.mjs'): Child {
  const child = launch(command, { NUANTU_DATA: folder }, program);
  started.push(child);
  return child;
}

interface Answer {
  status: number;
  // what each operation answers is looked into as it comes
  // oxlint-disable-next-line typescript/no-explicit-any
  body: any;
}

async function enter(address: string, username: string) {
  const cookie = await signIn(address, username, known.password);
  return async (method: string, path: string, body?: object): Promise<Answer> => {
    const response = await fetch(address + path, {
      method,
      headers: { cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
}

/** A server over the folder has all that the first release left there, and takes more. */
async function expectServing(address: string, notes: readonly string[]): Promise<void> {
  const worker = await enter(address, 'worker.wenzhou');
  const { id, name, phone, note } = known.client;
  expect((await worker('GET', `/api/v1/clients/${id}`)).body).toMatchObject({ id, name, phone, note });
  // by entries that were made of what the first release stored for its search
  for (const asked of ['欣怡', 'xinyi', phone]) {
    const found = await worker('GET', `/api/v1/clients?q=${encodeURIComponent(asked)}`);
    expect([asked, found.body.items.map((item: { id: string }) => item.id)]).toEqual([
      asked,
      expect.arrayContaining([id]),
    ]);
  }
  const { number } = known.case;
  const read = await worker('GET', `/api/v1/cases/${known.case.id}`);
  expect(read.body).toMatchObject({ number, clientName: name, riskLevel: 'high' });
  const encounters = await worker('GET', `/api/v1/cases/${known.case.id}/encounters`);
  expect(encounters.body.items.map((item: { note: string }) => item.note).toSorted()).toEqual(
    notes.toSorted(),
  );
  const alerts = await worker('GET', '/api/v1/alerts?state=open');
  expect(alerts.body.items).toContainEqual(expect.objectContaining({ ...known.alert, clientName: name }));
  const evaluator = await enter(address, 'evaluator.alliance');
  const studies = await evaluator('GET', '/api/v1/studies');
  expect(studies.body.items).toContainEqual(expect.objectContaining(known.study));
  const { sha256, ...material } = known.material;
  const materials = await evaluator('GET', '/api/v1/materials');
  expect(materials.body.items).toContainEqual(expect.objectContaining(material));
  const file = await fetch(`${address}/api/v1/materials/${material.id}/file`, {
    headers: { cookie: await signIn(address, 'evaluator.alliance', known.password) },
  });
  const bytes = Buffer.from(await file.arrayBuffer());
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
}

/** The commands that an operator runs after an upgrade, beside the server. */
async function expectClean(): Promise<void> {
  await sealNow();
  for (const command of ['repair', 'doctor', 'audit verify']) {
    const { said, code } = await outcome(run(command));
    expect(code, `${command}: ${said}`).toBe(0);
  }
}

/** The job of each minute, at once: before it no anchor says how far the trail of an older version had come. */
async function sealNow(): Promise<void> {
  const client = await superuser();
  const { rows } = await client.query(`select id from graphile_worker.add_job('seal-audit')`);
  while ((await client.query('select from graphile_worker.jobs where id = $1', [rows[0].id])).rowCount !== 0)
    await sleep(20);
  await client.end();
}

/** What the first release recorded is all there; nothing was doubled. */
async function expectCounts(more: Readonly<Record<string, number>> = {}): Promise<void> {
  const client = await superuser();
  for (const [table, count] of Object.entries(known.counts)) {
    const { rows } = await client.query(`select count(*)::int as count from ${table}`);
    expect({ [table]: rows[0].count }).toEqual({ [table]: count + (more[table] ?? 0) });
  }
  const { rows } = await client.query(
    `select (select count(*)::int from client_token) as tokens, (select count(*)::int from unsealed_state) as unsealed`,
  );
  expect(rows).toEqual([{ tokens: 0, unsealed: 0 }]);
  await client.end();
}

async function superuser(): Promise<pg.Client> {
  const postgres = await findRunningPostgres(folder);
  const client = new pg.Client({ connectionString: postgres?.url('superuser', 'nuantu') ?? '' });
  // it is killed under us
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function kill(pid: number): Promise<void> {
  process.kill(pid, 'SIGKILL');
  while (isThere(pid)) await sleep(20);
}

function isThere(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

it('a data folder of the first release is brought up to date, serves what it held, takes more, and starts again', async () => {
  const notes = known.case.encounters.map(({ note }) => note);
  const child = run('start', 'bin/nuantu.mjs');
  const { address } = await awaitStarted(child);
  const worker = await enter(address, 'worker.wenzhou');
  const before = await worker('GET', `/api/v1/cases/${known.case.id}/encounters`);
  // one id came in capitals, and what that release sealed by it opens after the repair
  expect(before.body.items.map(({ note }: { note: string }) => note)).toEqual(['', notes[1], notes[0]]);
  await expectClean();
  await expectServing(address, notes);
  const encounter = {
    id: newId(),
    caseId: known.case.id,
    kind: 'individual',
    occurredAt: new Date().toISOString(),
    minutes: 30,
    note: NEW_NOTE,
  };
  expect((await worker('POST', '/api/v1/encounters', encounter)).status).toBe(201);
  await expectCounts({ encounter: 1 });
  await end(child, 'SIGTERM');
  expect(child.exitCode).toBe(0);

  const again = await awaitStarted(run('start', 'bin/nuantu.mjs'));
  await expectServing(again.address, [...notes, NEW_NOTE]);
  await expectClean();
});

/** PostgreSQL alone, as a server leaves it behind that was killed: the next start takes it over. */
async function startPostgresAlone(): Promise<void> {
  const supervisor = spawn(process.execPath, ['test/fixtures/start-postgres-and-wait.ts', folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(supervisor.stdout, 'data');
  const ended = once(supervisor, 'exit');
  supervisor.kill('SIGKILL');
  await ended;
}

/**
 * Starts the server and takes it away when it waits for what `hold` keeps from it: not by time, so that each place is met
 * on every machine.
 * @param power whether PostgreSQL goes with it
 */
async function cutShort(hold: (client: pg.Client) => Promise<unknown>, { power }: { power: boolean }) {
  await startPostgresAlone();
  const client = await superuser();
  await hold(client);
  const child = run('start');
  child.stdout.resume();
  child.stderr.resume();
  const waits = `select from pg_locks where not granted and pg_backend_pid() = any(pg_blocking_pids(pid))`;
  while ((await client.query(waits)).rowCount === 0) {
    expect(child.exitCode).toBe(null);
    await sleep(20);
  }
  await end(child, 'SIGKILL');
  if (power) await kill((await findRunningPostgres(folder))?.pid ?? 0);
  await client.end().catch(() => undefined);
}

it('an upgrade that is cut short among its migrations, its search entries and its seals goes on at the next start, to the same end', async () => {
  await cutShort(
    async (client) => {
      // the last pupil's tokens cannot be taken while we hold this lock: used below
      await client.query(`create function hold_last() returns trigger language plpgsql as $$ begin
        perform pg_advisory_xact_lock(4712); return old; end $$`);
      await client.query(`do $$ declare last uuid; begin
        select client_id into last from client_token where organisation_id =
          (select id from organisation where code = 'lz-station') order by client_id desc limit 1;
        execute format('create trigger hold_last before delete on client_token for each row
          when (old.client_id = %L) execute function hold_last()', last); end $$`);
      await client.query('begin; lock table material in share mode');
    },
    { power: true },
  );
  const applied = async (client: pg.Client) =>
    (await client.query('select name from migration order by name')).rows.map(({ name }) => name as string);
  await cutShort(
    async (client) => {
      expect((await applied(client)).at(-1)).toMatch(/^(?!0045)\d{4}_/);
      await client.query('select pg_advisory_lock(4712)');
    },
    { power: true },
  );
  await cutShort(
    async (client) => {
      // parts of the search were made anew, and not all
      const { rows } = await client.query(
        'select exists (select from client_token) as old, exists (select from client_entry) as new',
      );
      expect(rows).toEqual([{ old: true, new: true }]);
      await client.query('drop trigger hold_last on client_token; drop function hold_last()');
      await client.query(`begin; select from unsealed_state where organisation_id =
        (select id from organisation where code = 'lz-station') order by id desc limit 1 for update`);
    },
    { power: false },
  );
  const client = await superuser();
  const { rows } = await client.query(
    `select count(*) filter (where state is null) > 0 as sealed, count(state) > 0 as left from unsealed_state`,
  );
  expect(rows).toEqual([{ sealed: true, left: true }]);
  await client.end();

  const { address } = await awaitStarted(run('start'));
  await expectClean();
  await expectServing(
    address,
    known.case.encounters.map(({ note }) => note),
  );
  await expectCounts();
});
