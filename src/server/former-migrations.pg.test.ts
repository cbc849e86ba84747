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
      await migrate({ adminUrl, passwords: PASSWORDS });
      await publishShippedPlaybooks(adminUrl);
      await sealStates({ adminUrl, masterKeys }, { onStep: () => undefined, onWait: () => undefined });
    },
  });
});
afterAll(() => server.dispose());

it('an installation that ran the texts which migrations had before they were changed starts, with the same schema', async () => {
  expect((await request(server, 'GET', '/healthz')).status).toBe(200);
  expect(await dumpSchema(server.admin)).toBe(await readFile('db/schema.sql', 'utf8'));
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
