import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../../test/server.ts';
import { migrate } from './migrate.ts';
import { applyPolicies } from './policies.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
  await server.admin.query(
    `create table turned (organisation_id uuid, id uuid, site_id uuid, worker_ids uuid[])`,
  );
  await server.admin.query('alter table turned owner to nuantu_owner');
});
afterAll(() => server.dispose());

const apply = (text: string) => applyPolicies(server.admin, [{ name: 'turned.sql', text }], [randomUUID()]);

async function rights() {
  const { rows: rules } = await server.admin.query(
    `select policyname from pg_policies where tablename = 'turned' order by policyname`,
  );
  const { rows: grants } = await server.admin.query(
    `select distinct privilege_type from information_schema.column_privileges
     where table_name = 'turned' and grantee = 'nuantu_app' order by 1`,
  );
  return [rules.map(({ policyname }) => policyname), grants.map(({ privilege_type: type }) => type)];
}

it('a table that is turned from the organisation’s to persons’ keeps no wide rule and no grant', async () => {
  await apply(`call app.secure_table('turned', 'organisation');
    grant select, insert on turned to nuantu_app; grant update (site_id) on turned to nuantu_app;`);
  expect(await rights()).toEqual([
    ['delete_organisation', 'insert_organisation', 'select_organisation', 'update_organisation'],
    ['INSERT', 'SELECT', 'UPDATE'],
  ]);
  await apply(`call app.secure_table('turned', 'person'); grant select on turned to nuantu_app;`);
  expect(await rights()).toEqual([
    ['delete_person', 'insert_person', 'select_person', 'update_person'],
    ['SELECT'],
  ]);
});

it('policies that were applied before take no lock: a table that somebody holds keeps nobody waiting', async () => {
  const passwords = { app: 'app', report: 'report', jobs: 'jobs' };
  await migrate({ adminUrl: server.adminUrl, passwords });
  const holder = new pg.Client({ connectionString: server.adminUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('lock table client in access exclusive mode');
  await expect(migrate({ adminUrl: server.adminUrl, passwords })).resolves.toBeUndefined();
  await holder.query('rollback');
  await holder.end();
});

it('new policies wait for their turn beside who works on a table, and come when it is free', async () => {
  const holder = new pg.Client({ connectionString: server.adminUrl });
  await holder.connect();
  await holder.query('begin');
  await holder.query('lock table turned in access share mode');
  const applied = apply(`call app.secure_table('turned', 'organisation');`);
  // whoever comes meanwhile is held up for no longer than one step
  await server.services.database.global({ name: '', text: 'select 1 from region limit 1', values: [] });
  await holder.query('commit');
  await applied;
  expect((await rights())[0]).toContain('select_organisation');
  await holder.end();
});
