import { appendFile, chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';

import type { PostgresAddress } from '../postgres/find-postgres.ts';
import type { RunningPostgres } from '../postgres/start-postgres.ts';
import { startPostgres } from '../postgres/start-postgres.ts';
import { restoreBackup } from './restore-backup.ts';
import { takeBackup } from './take-backup.ts';

let original: string;
let server: RunningPostgres;
let scratch: string;

beforeAll(async () => {
  original = await mkdtemp(join(tmpdir(), 'nuantu-backup-'));
  server = await startPostgres({ folder: original, settings: { fsync: 'off' } });
  const client = await connect(server);
  await client.query('create table note (id integer primary key, words text not null)');
  await client.query("insert into note select n, 'kept' from generate_series(1, 1000) n");
  await client.end();
});

afterAll(async () => {
  await server.stop();
  await rm(original, { recursive: true, force: true });
});

beforeEach(async () => {
  scratch = await mkdtemp(join(tmpdir(), 'nuantu-restore-'));
  // as root the database runs as another user, who has to walk through
  await chmod(scratch, 0o711);
});

afterEach(async () => rm(scratch, { recursive: true, force: true }));

async function connect(postgres: PostgresAddress): Promise<Client> {
  const client = new Client({ connectionString: postgres.url('superuser', 'postgres') });
  await client.connect();
  return client;
}

function backUp(target: string): ReturnType<typeof takeBackup> {
  return takeBackup({ folder: original, postgres: server, target, now: new Date('2026-11-23T08:00:00Z') });
}

test('what people attached is in the backup and comes back as it was; what is half written is not', async () => {
  const name = join('files', '019a0000-0000-7000-8000-000000000001', '7f', 'object-7f');
  await mkdir(join(original, name, '..'), { recursive: true, mode: 0o700 });
  await writeFile(join(original, name), 'sealed');
  await writeFile(join(original, `${name}.part`), 'half');
  const target = join(scratch, 'backup');
  const manifest = await backUp(target);
  expect(manifest.files.map((file) => file.name)).toEqual(['base.tar', 'backup_manifest', name]);

  const folder = join(scratch, 'data');
  await restoreBackup(target, folder);
  expect(await readFile(join(folder, name), 'utf8')).toBe('sealed');
  expect((await stat(join(folder, name))).mode & 0o777).toBe(0o600);
  expect((await stat(join(folder, 'files'))).mode & 0o777).toBe(0o700);

  await appendFile(join(target, name), 'x');
  await expect(restoreBackup(target, join(scratch, 'other'))).rejects.toMatchObject({
    code: 'backup_damaged',
  });
  await rm(join(original, 'files'), { recursive: true });
});

test('a backup taken while others write holds every row acknowledged before it began', async () => {
  const target = join(scratch, 'backup');
  const writer = await connect(server);
  const acknowledged = { last: 1_000, wanted: true };
  const writing = (async () => {
    while (acknowledged.wanted) {
      await writer.query('insert into note (id, words) values ($1, $2)', [
        acknowledged.last + 1,
        'meanwhile',
      ]);
      acknowledged.last += 1;
    }
  })();
  const before = acknowledged.last;
  const manifest = await backUp(target).finally(() => {
    acknowledged.wanted = false;
  });
  await writing;
  await writer.end();
  expect(manifest).toMatchObject({ format: 'nuantu-backup', createdAt: '2026-11-23T08:00:00.000Z' });

  const folder = join(scratch, 'data');
  await restoreBackup(target, folder);
  const restored = await startPostgres({ folder });
  const client = await connect(restored);
  const { rows } = await client.query<{ id: number }>('select id from note order by id');
  await client.end();
  await restored.stop();
  expect(rows.length).toBeGreaterThanOrEqual(before);
  expect(rows.length).toBeLessThanOrEqual(acknowledged.last);
  expect(rows.map(({ id }) => id)).toEqual(rows.map((_, index) => index + 1));
});

test('only the one who took the backup can read it', async () => {
  const target = join(scratch, 'backup');
  await backUp(target);
  for (const name of await readdir(target)) {
    const { mode, uid } = await stat(join(target, name));
    expect([mode & 0o777, uid]).toEqual([0o600, process.getuid?.()]);
  }
});

test('a backup does not go into a folder that holds something', async () => {
  await writeFile(join(scratch, 'letter.txt'), 'mine');
  await expect(backUp(scratch)).rejects.toMatchObject({ code: 'backup_folder_not_empty' });
});

test('a restore never overwrites a data folder, but accepts the keys and the list of erasures put there beforehand', async () => {
  const target = join(scratch, 'backup');
  await backUp(target);
  await expect(restoreBackup(target, original)).rejects.toMatchObject({ code: 'data_folder_not_empty' });

  const folder = join(scratch, 'data');
  for (const name of ['keys', 'erasures']) await mkdir(join(folder, name), { recursive: true });
  await restoreBackup(target, folder);
  await expect(restoreBackup(target, folder)).rejects.toMatchObject({ code: 'data_folder_not_empty' });
});

test('a damaged backup is refused by the file’s name and leaves the data folder untouched', async () => {
  const target = join(scratch, 'backup');
  await backUp(target);
  await appendFile(join(target, 'base.tar'), 'x');
  const folder = join(scratch, 'data');
  await expect(restoreBackup(target, folder)).rejects.toMatchObject({
    code: 'backup_damaged',
    parameters: { file: 'base.tar' },
  });
  await expect(stat(folder)).rejects.toMatchObject({ code: 'ENOENT' });
});

test('an interrupted backup is no backup', async () => {
  const target = join(scratch, 'backup');
  await backUp(target);
  await rm(join(target, 'manifest.json'));
  await expect(restoreBackup(target, join(scratch, 'data'))).rejects.toMatchObject({
    code: 'backup_missing',
  });
});

test('the restored database has a password of its own', async () => {
  const target = join(scratch, 'backup');
  await backUp(target);
  const folder = join(scratch, 'data');
  await restoreBackup(target, folder);
  const restored = await startPostgres({ folder });
  const oldPassword = new URL(server.url('superuser', 'postgres')).password;
  const client = new Client({
    connectionString: restored.url(
      { name: 'postgres', password: decodeURIComponent(oldPassword) },
      'postgres',
    ),
  });
  await expect(client.connect()).rejects.toMatchObject({ code: '28P01' });
  await restored.stop();
});
