import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { formerTexts, migrateUntil } from '../../test/older-version.ts';
import { PASSWORDS, request, startTestServer, type TestServer } from '../../test/server.ts';
import { checksumOf, knownTexts, migrate, sqlFiles } from './platform/database/migrate.ts';
import { dumpSchema } from './platform/schema-dump/dump-schema.ts';
import { publishShippedPlaybooks } from './playbooks/public.ts';
import { sealStates } from './unsealed-tables.ts';

let server: TestServer;

beforeAll(async () => {
  const former = await readdir(formerTexts);
  server = await startTestServer({
    fill: async (adminUrl, masterKeys) => {
      await migrateUntil(adminUrl, '0089', former);
      await registerPupil(adminUrl);
      await migrate({ adminUrl, passwords: PASSWORDS });
      await publishShippedPlaybooks(adminUrl);
      await sealStates({ adminUrl, masterKeys }, { onStep: () => undefined, onWait: () => undefined });
    },
  });
});
afterAll(() => server.dispose());

/** A person of a class whose class was changed last with version 4, as versions before 0150 wrote it. */
async function registerPupil(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(
    `with organisation as (
       insert into organisation (id, code, kind, name, region_code, created_at, updated_at)
       values (gen_random_uuid(), 'wz', 'social_work_agency', '社工站', '330300', now(), now()) returning id
     ), site as (
       insert into site (organisation_id, id, code, kind, name, region_code, created_at, updated_at)
       select id, gen_random_uuid(), '1', 'school_station', '站', '330300', now(), now() from organisation
       returning organisation_id, id
     ), class as (
       insert into client_group (organisation_id, id, site_id, kind, name, created_at)
       select organisation_id, gen_random_uuid(), id, 'class', '七年级1班', now() from site
       returning organisation_id, id, site_id
     )
     insert into client (organisation_id, id, site_id, worker_ids, group_id, region_code, status, field_versions,
       created_at, updated_at, version)
     select organisation_id, gen_random_uuid(), site_id, '{}', id, '330300', 'registered', '{"name": 2, "groupId": 4}',
       now(), now(), 4 from class`,
  );
  await client.end();
}

it('an installation that ran the texts which migrations had before they were changed starts, with the same schema', async () => {
  expect((await request(server, 'GET', '/healthz')).status).toBe(200);
  expect(await dumpSchema(server.admin)).toBe(await readFile('db/schema.sql', 'utf8'));
});

it('whoever was in a class before classes had a name of their own is in it, and who changes the class meanwhile learns of it', async () => {
  const { rows } = await server.admin.query(
    `select school_class.name, client.field_versions from client
     join school_class on school_class.organisation_id = client.organisation_id and school_class.id = client.class_id`,
  );
  expect(rows).toEqual([{ name: '七年级1班', field_versions: { name: 2, classId: 4 } }]);
});

it('a text that nobody released is refused by the migration’s name', async () => {
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  const name = '0084_seal_alerts.sql';
  const { rows } = await client.query('select checksum from migration where name = $1', [name]);
  await client.query('update migration set checksum = $2 where name = $1', [name, checksumOf('')]);
  const refused = migrate({ adminUrl: server.adminUrl, passwords: PASSWORDS });
  await expect(refused).rejects.toMatchObject({ code: 'migration_changed', detail: name });
  await client.query('update migration set checksum = $2 where name = $1', [name, rows[0].checksum]);
  await client.end();
});

it('no migration changes after it was written down: its text is the last that checksums names', async () => {
  const texts = await knownTexts();
  const files = await sqlFiles('migrations');
  expect(files.map(({ name, text }) => [name, checksumOf(text)])).toEqual(
    [...texts].map(([name, known]) => [name, known.at(-1)]),
  );
  const former = [...texts].filter(([, known]) => known.length > 1).map(([name]) => name);
  expect(await readdir(formerTexts)).toEqual(former);
});
