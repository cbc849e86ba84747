import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdir, mkdtemp, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { Client } from 'pg';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { openDataFolder } from '../start/data-folder.ts';
import { findProcess } from '../start/process-identity.ts';
import type { PostgresAddress } from './find-postgres.ts';
import { findRunningPostgres } from './find-postgres.ts';
import type { RunningPostgres, Step } from './start-postgres.ts';
import { startPostgres } from './start-postgres.ts';

let folder: string;
let running: RunningPostgres[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuantu-supervisor-'));
  running = [];
});

afterEach(async () => {
  for (const postgres of running) await postgres.stop();
  await rm(folder, { recursive: true, force: true });
});

async function start(onStep?: (step: Step) => void): Promise<RunningPostgres> {
  const postgres = await startPostgres({ folder, ...(onStep && { onStep }) });
  running.push(postgres);
  return postgres;
}

async function query<Row>(postgres: PostgresAddress, text: string): Promise<Row[]> {
  const client = new Client({ connectionString: postgres.url('superuser', 'postgres') });
  await client.connect();
  try {
    const { rows } = await client.query(text);
    return rows as Row[];
  } finally {
    await client.end();
  }
}

/** A supervisor in a process of its own; resolves when its PostgreSQL is ready. */
async function startInChild(): Promise<{ kill(): Promise<void>; postgresPid: number }> {
  const script = fileURLToPath(
    new URL('../../../../test/fixtures/start-postgres-and-wait.ts', import.meta.url),
  );
  const child = spawn(process.execPath, [script, folder], { stdio: ['ignore', 'pipe', 'inherit'] });
  const [line] = (await once(child.stdout, 'data')) as [Buffer];
  return {
    postgresPid: Number(line.toString()),
    kill: async () => {
      const exit = once(child, 'exit');
      child.kill('SIGKILL');
      await exit;
    },
  };
}

test('the first start makes a cluster with checksums, UTF-8 and passwords, the second one keeps its rows and port', async () => {
  const steps: string[] = [];
  const first = await start(({ id, state }) => steps.push(`${id} ${state}`));
  expect(first.adopted).toBe(false);
  expect(steps).toEqual([
    'postgres.create started',
    'postgres.create finished',
    'postgres.start started',
    'postgres.start finished',
  ]);
  const [settings] = await query(
    first,
    `select current_setting('data_checksums') as checksums, current_setting('server_encoding') as encoding,
       current_setting('fsync') as fsync, current_setting('synchronous_commit') as durable,
       current_setting('listen_addresses') as addresses, current_setting('log_parameter_max_length_on_error') as logged`,
  );
  expect(settings).toEqual({
    checksums: 'on',
    encoding: 'UTF8',
    fsync: 'on',
    durable: 'on',
    addresses: '127.0.0.1',
    logged: '0',
  });
  await query(first, 'create table note as select 1 as id');
  await first.stop();

  const second = await start();
  expect(await query(second, 'select id from note')).toEqual([{ id: 1 }]);
  expect(second.port).toBe(first.port);
});

test('only the owner of the data folder can read the superuser password, and no one connects without it', async () => {
  const postgres = await start();
  expect((await stat(join(folder, 'superuser-password'))).mode & 0o777).toBe(0o600);

  const stranger = new Client({
    connectionString: postgres.url({ name: 'postgres', password: 'guess' }, 'postgres'),
  });
  await expect(stranger.connect()).rejects.toMatchObject({ code: '28P01' });
});

test('a clean stop leaves no process and no trace of a running one', async () => {
  const postgres = await start();
  await postgres.stop();
  expect(findProcess(postgres.pid)).toBeUndefined();
  expect(await findRunningPostgres(folder)).toBeUndefined();
  expect(JSON.parse(await readFile(join(folder, 'instance.json'), 'utf8'))).toEqual({ port: postgres.port });
});

test('a database that outlived its killed supervisor is adopted with its rows', async () => {
  const child = await startInChild();
  await child.kill();

  const postgres = await start();
  expect(postgres.adopted).toBe(true);
  expect(postgres.pid).toBe(child.postgresPid);
  expect(await query(postgres, 'select 1 as alive')).toEqual([{ alive: 1 }]);
});

test('every acknowledged row survives a kill -9 of the database', async () => {
  const postgres = await start();
  await query(postgres, 'create table note (id integer primary key)');
  const client = new Client({ connectionString: postgres.url('superuser', 'postgres') });
  client.on('error', () => {
    // the connection dies with the server
  });
  await client.connect();
  let acknowledged = 0;
  const writing = (async () => {
    for (;;) {
      await client.query('insert into note (id) values ($1)', [acknowledged + 1]);
      acknowledged += 1;
      if (acknowledged === 200) process.kill(postgres.pid, 'SIGKILL');
    }
  })();
  await expect(writing).rejects.toThrow(/connection/i);

  const recovered = await start();
  expect(recovered.adopted).toBe(false);
  const rows = await query<{ id: number }>(recovered, 'select id from note order by id');
  // the one in flight may or may not have made it
  expect(rows.length - acknowledged).toBeOneOf([0, 1]);
  expect(rows.map(({ id }) => id)).toEqual(rows.map((_, index) => index + 1));
});

test('a second server on the same folder is refused by the holder’s number, and a dead holder’s lock is taken over', async () => {
  const child = await startInChild();
  await expect(openDataFolder(folder)).rejects.toMatchObject({ code: 'folder_in_use' });
  await child.kill();

  const dataFolder = await openDataFolder(folder);
  running.push(await startPostgres({ folder }));
  await dataFolder.release();
});

test('a command beside the server finds its database', async () => {
  const postgres = await start();
  const found = await findRunningPostgres(folder);
  expect(found?.port).toBe(postgres.port);
  expect(found && (await query(found, 'select 1 as alive'))).toEqual([{ alive: 1 }]);
});

test('a port that someone else has taken meanwhile is exchanged for a free one', async () => {
  const first = await start();
  await first.stop();
  const squatter = createServer().listen(first.port, '127.0.0.1');
  await once(squatter, 'listening');
  try {
    const second = await start();
    expect(second.port).not.toBe(first.port);
  } finally {
    squatter.close();
  }
});

test('an interrupted first start leaves nothing that the next one trips over', async () => {
  await writeFile(join(folder, 'superuser-password'), 'kept from the interrupted start');
  await mkdir(join(folder, 'pgdata.new'));
  await writeFile(join(folder, 'pgdata.new', 'PG_VERSION'), '18');

  const postgres = await start();
  expect(await query(postgres, 'select 1 as alive')).toEqual([{ alive: 1 }]);
});

test('a folder below one that nobody else may enter works too, also for root, who lends the database to another user', async () => {
  const closed = folder;
  await chmod(closed, 0o700);
  folder = join(closed, 'data');
  try {
    const first = await start();
    await query(first, 'create table note as select 1 as id');
    await first.stop();
    const second = await start();
    expect(await query(second, 'select id from note')).toEqual([{ id: 1 }]);
    await second.stop();
  } finally {
    const pgdata = await realpath(join(folder, 'pgdata'));
    if (!pgdata.startsWith(folder)) await rm(dirname(pgdata), { recursive: true });
    folder = closed;
  }
});

test('the log never quotes a value of a failed statement', async () => {
  const postgres = await start();
  await query(postgres, 'create table note (id integer primary key, words text)');
  await expect(query(postgres, "insert into note values ('secret-words', 'secret-words')")).rejects.toThrow(
    'invalid input syntax',
  );
  await query(postgres, "insert into note values (1, 'secret-words')");
  await expect(query(postgres, "insert into note values (1, 'secret-words')")).rejects.toThrow(
    'duplicate key',
  );
  expect(await readFile(join(folder, 'postgres.log'), 'utf8')).not.toContain('secret-words');
});

test('a PostgreSQL that was killed is launched again on its port with its rows, and stops when it is told to', async () => {
  const events: string[] = [];
  const postgres = await startPostgres({ folder, onRelaunch: (event) => events.push(event) });
  running.push(postgres);
  await query(postgres, 'create table kept as select 1 as one');
  process.kill(postgres.pid, 'SIGKILL');
  await expect.poll(() => events, { timeout: 20_000 }).toContain('launched');
  expect(await query(postgres, 'select one from kept')).toEqual([{ one: 1 }]);
  expect((await findRunningPostgres(folder))?.port).toBe(postgres.port);
  await postgres.stop();
  expect(await findRunningPostgres(folder)).toBeUndefined();
});
