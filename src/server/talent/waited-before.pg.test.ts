import pg from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { migrateUntil } from '../../../test/older-version.ts';
import { PASSWORDS, startTestServer, type TestServer } from '../../../test/server.ts';
import { migrate } from '../platform/database/migrate.ts';
import { publishShippedPlaybooks } from '../playbooks/public.ts';

const [SELF, OF_OTHER, WITHDRAWN] = ['1', '2', '3'].map((end) => `00000000-0000-4000-8000-00000000000${end}`);
let server: TestServer;

beforeAll(async () => {
  server = await startTestServer({
    fill: async (adminUrl) => {
      await migrateUntil(adminUrl, '0265');
      await recordSupervision(adminUrl);
      await migrate({ adminUrl, passwords: PASSWORDS });
      await publishShippedPlaybooks(adminUrl);
    },
  });
});
afterAll(() => server.dispose());

/** As versions before 0265 wrote it: of oneself, of somebody else, and of oneself taken back. */
async function recordSupervision(adminUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  await client.query(
    `with organisation as (
       insert into organisation (id, code, kind, name, region_code, created_at, updated_at)
       values (gen_random_uuid(), 'lz', 'social_work_agency', '社工站', '450200', now(), now()) returning id
     ), account as (
       insert into account (organisation_id, id, login_name, display_name, status, created_at, updated_at)
       select id, gen_random_uuid(), name, name, 'active', now(), now() from organisation, unnest(array['a', 'b']) name
       returning organisation_id, id, login_name
     ), people as (
       select organisation_id, (array_agg(id order by login_name))[1] as own, (array_agg(id order by login_name))[2] as other
       from account group by organisation_id
     )
     insert into supervision_session (organisation_id, id, kind, participant_ids, held_at, minutes, sealed, recorded_by,
       recorded_at, withdrawn_at, withdrawn_by)
     select organisation_id, session.id, 'individual', array[own], now(), 60, '', case session.id when $2 then other else own end,
       now(), case session.id when $3 then now() end, case session.id when $3 then own end
     from people, unnest(array[$1, $2, $3]::uuid[]) as session (id)`,
    [SELF, OF_OTHER, WITHDRAWN],
  );
  await client.end();
}

it('supervision of oneself from before it waited for somebody else is told once to whoever can confirm it', async () => {
  const { rows } = await server.admin.query(
    `select matter_id from notification_occasion where kind = 'talent.supervision_waiting'`,
  );
  expect(rows).toEqual([{ matter_id: SELF }]);
});
