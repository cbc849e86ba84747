import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Installation, openInstallation } from './installation.ts';
import { findFolderHolder } from './platform/start/data-folder.ts';
import { newId } from './platform/database/ids.ts';
import { Keyring } from './platform/keys/keyring.ts';
import { masterKeyFile } from './platform/keys/master-key.ts';
import { newSealingKey } from './platform/keys/sealing.ts';

let folder: string;
const open = () => openInstallation({ folder, environment: {}, beside: true });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuantu-installation-'));
  await chmod(folder, 0o711);
  const installation = await open();
  await foundOrganisation(installation);
  await installation.stop();
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function foundOrganisation({ adminUrl, masterKeys }: Installation): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const id = newId();
  await client.query(
    `insert into organisation (id, code, kind, name, region_code, created_at, updated_at)
     values ($1, 'station', 'social_work_agency', '社工站', '330300', now(), now())`,
    [id],
  );
  for (const { kind, version, wrapped } of new Keyring(masterKeys).newOrganisation(id).wrapped) {
    await client.query(
      `insert into organisation_key (organisation_id, kind, version, wrapped, created_at)
       values ($1, $2, $3, $4, now())`,
      [id, kind, version, wrapped],
    );
  }
  await client.end();
}

it('makes no new key for data that have one: it names the missing file', async () => {
  const file = masterKeyFile(folder, {});
  await rename(file, `${file}.aside`);
  await expect(open()).rejects.toMatchObject({ code: 'master_key_missing', parameters: { path: file } });
  await expect(readFile(file)).rejects.toMatchObject({ code: 'ENOENT' });
  await rename(`${file}.aside`, file);
  await (await open()).stop();
});

it('refuses another key of the same version', async () => {
  const file = masterKeyFile(folder, {});
  const right = await readFile(file, 'utf8');
  await writeFile(file, `1:${newSealingKey(1).key.export().toString('base64')}\n`);
  await expect(open()).rejects.toMatchObject({ code: 'master_key_wrong' });
  await writeFile(file, right);
  await (await open()).stop();
});

it('holds the folder’s lock while it has a database of its own; a second command uses that one', async () => {
  const first = await open();
  expect((await findFolderHolder(folder))?.pid).toBe(process.pid);
  const second = await open();
  expect(second.adminUrl).toBe(first.adminUrl);
  await second.stop();
  const client = new pg.Client({ connectionString: first.adminUrl });
  await client.connect();
  expect((await client.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await client.end();
  await first.stop();
  expect(await findFolderHolder(folder)).toBeUndefined();
});

/** A command as it is typed, beside the database that is up. */
function command(words: readonly string[]): Promise<{ code: unknown; out: string; said: string }> {
  const env = { PATH: process.env['PATH'], PORT: '0', NUANTU_DATA: folder, NUANTU_LANG: 'zh' };
  return new Promise((resolve) => {
    execFile(process.execPath, ['src/cli/main.ts', ...words], { env }, (error, out, said) =>
      resolve({ code: error?.code ?? 0, out, said }),
    );
  });
}

it('an export goes round a record that does not open, and names it', async () => {
  const installation = await open();
  const client = new pg.Client({ connectionString: installation.adminUrl });
  await client.connect();
  const [id, siteId] = [newId(), newId()];
  await client.query(
    `insert into site (organisation_id, id, code, kind, name, region_code, created_at, updated_at)
     select id, $1, 'a', 'school_station', '一中', region_code, now(), now() from organisation`,
    [siteId],
  );
  await client.query(
    `insert into client (organisation_id, id, site_id, region_code, status, card, created_at, updated_at)
     select id, $1, $2, region_code, 'registered', $3, now(), now() from organisation`,
    [id, siteId, Buffer.alloc(60, 1)],
  );
  await client.query('insert into person_key select id, $1, $2 from organisation', [id, Buffer.alloc(60, 1)]);
  const out = join(folder, 'roster.csv');
  const done = await command(['export', 'clients', '--organisation', 'station', '--out', out, '--plain']);
  expect(done.code, done.said).toBe(0);
  expect(done.said).toContain(`记录 ${id} 的加密内容无法解开`);
  await client.query('delete from person_key; delete from client');
  await client.end();
  await installation.stop();
});

it('a rotation beside one key that does not open ends with a list of it and 1, and has done all else', async () => {
  const installation = await open();
  const client = new pg.Client({ connectionString: installation.adminUrl });
  await client.connect();
  const personId = newId();
  await client.query('insert into person_key select id, $1, $2 from organisation', [
    personId,
    Buffer.alloc(60, 1),
  ]);
  const rotate = () => command(['keys', 'rotate']);
  const { code, out, said } = await rotate();
  expect(code, said).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    masterVersion: 2,
    organisations: 1,
    persons: 0,
    broken: [{ table: 'person_key', column: 'wrapped', rowId: personId }],
  });
  expect(said).toContain('有 1 处加密内容无法解开');
  const { rows } = await client.query(
    `select max(version) as version, bool_or(is_rotating) as rotating from organisation_key where kind = 'data'`,
  );
  expect(rows).toEqual([{ version: 2, rotating: false }]);
  await client.query('delete from person_key');
  const again = await rotate();
  expect(again.code, again.said).toBe(0);
  expect(JSON.parse(again.out)).toMatchObject({ masterVersion: 3, broken: [] });
  await client.end();
  await installation.stop();
});

it('a start that refuses a changed migration says it in words, in the terminal’s language', async () => {
  const installation = await open();
  const client = new pg.Client({ connectionString: installation.adminUrl });
  await client.connect();
  const name = '0084_seal_alerts.sql';
  await client.query(`update migration set checksum = 'another' where name = $1`, [name]);
  await client.end();
  await installation.stop();
  const start = (language: string) =>
    new Promise<string>((resolve) => {
      const env = { PATH: process.env['PATH'], PORT: '0', NUANTU_DATA: folder, NUANTU_LANG: language };
      execFile(process.execPath, ['src/cli/main.ts', 'start'], { env }, (_, __, said) => resolve(said));
    });
  for (const said of [await start('zh'), await start('en')]) {
    expect(said).toContain(name);
    expect(said).not.toMatch(/migration_changed|\{|\}/);
  }
  expect(await start('zh')).toContain('没有更改任何内容');
});
