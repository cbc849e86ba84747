import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { repairStrays } from './clients/public.ts';
import { newId } from './platform/database/ids.ts';
import { giveEveryRow, must } from '../../test/person-rows.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../test/server.ts';

let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
let tables: string[];

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  tables = await listPersonTables();
});
afterAll(() => server.dispose());

/** Written by older versions alone, and emptied at the first start of this one. */
const EMPTIED = 'client_token';

/** Every table that names a client and has a place, by the catalogue: a new one is in it by itself. */
async function listPersonTables(): Promise<string[]> {
  const { rows } = await server.admin.query(
    `select table_name from information_schema.columns where table_schema = 'public'
       and column_name in ('client_id', 'site_id', 'worker_ids') and table_name <> '${EMPTIED}'
     group by table_name having count(*) = 3 order by table_name`,
  );
  return rows.map(({ table_name: name }) => name);
}

/** Where a person's rows stand, seen from whoever asks. */
type Place = 'own' | 'own_site' | 'other_site' | 'other_organisation';
const reached: Readonly<Record<string, readonly Place[]>> = {
  own: ['own'],
  site: ['own', 'own_site'],
  organisation: ['own', 'own_site', 'other_site'],
  aggregate: [],
  '': [],
};

async function person(): Promise<string> {
  return giveEveryRow(server, home, { supervisor, worker });
}

async function rowsOf(table: string, clientId: string) {
  const { rows } = await server.admin.query(
    `select to_jsonb(found) as row from ${table} found where client_id = $1`,
    [clientId],
  );
  return rows.map(({ row }) => row as Record<string, unknown>);
}

const move = (by: pg.Client, clientId: string) =>
  by.query(`update client set site_id = $2, worker_ids = $3 where id = $1`, [
    clientId,
    home.siteIds[1],
    [supervisor.id],
  ]);

/**
 * The same row once more, as somebody writes it who read its place before; an entry under another label, since whether it stands
 * where its person does is asked of all of a statement together, once they are in.
 */
const addAgain = (by: pg.Client, table: string, row: object) =>
  by.query(`insert into ${table} select * from jsonb_populate_record(null::${table}, $1)`, [
    JSON.stringify('label' in row ? { ...row, label: (lastLabel += 1) } : row),
  ]);
let lastLabel = 0;

async function connect(): Promise<pg.Client> {
  const client = new pg.Client({ connectionString: server.adminUrl });
  await client.connect();
  return client;
}

describe('rows that an earlier version left at an old place', () => {
  it('are found and brought to where the person is, each by its parent, and found once', async () => {
    const clientId = await person();
    for (const table of tables) await leaveBehind(table, clientId);
    // what hangs on a row that is mended follows it
    const mended = await repairStrays(server.services.database, home.id);
    expect(mended.map(({ table }) => table)).toContain('client_case');
    for (const table of tables) {
      const places = (await rowsOf(table, clientId)).map((row) => [row['site_id'], row['worker_ids']]);
      for (const place of places) expect(place, table).toEqual([home.siteIds[0], [worker.id]]);
    }
    expect(await repairStrays(server.services.database, home.id)).toEqual([]);
  });

  it('are mended in the caller’s organisation only', async () => {
    const clientId = await person();
    await leaveBehind('consent', clientId);
    await leaveBehind('encounter', clientId);
    const other = await makeOrganisation(server);
    expect(await repairStrays(server.services.database, other.id)).toEqual([]);
    expect(await repairStrays(server.services.database, home.id)).toEqual([
      { table: 'consent', rows: 1 },
      { table: 'encounter', rows: 1 },
    ]);
  });

  async function leaveBehind(table: string, clientId: string): Promise<void> {
    await server.admin.query(`set session_replication_role = replica`);
    const hasOwnWorkers = table === 'client_case';
    await server.admin.query(
      `update ${table} set site_id = $2 ${hasOwnWorkers ? '' : `, worker_ids = '{}'`} where client_id = $1`,
      [clientId, home.siteIds[2]],
    );
    await server.admin.query(`reset session_replication_role`);
  }
});

describe('every table about a person', () => {
  it('names the client where it stands by a place', async () => {
    const { rows } = await server.admin.query(
      `select table_name from information_schema.columns where table_schema = 'public' and column_name = 'client_id'
       and table_name <> '${EMPTIED}' order by table_name`,
    );
    expect(rows.map(({ table_name: name }) => name)).toEqual(tables);
    expect(tables.length).toBeGreaterThanOrEqual(15);
  });

  it('has a row in this test, which follows the person who moves', async () => {
    const clientId = await person();
    await move(server.admin, clientId);
    for (const table of tables) {
      const rows = await rowsOf(table, clientId);
      expect(rows.length, `rows of ${table}`).toBeGreaterThan(0);
      for (const row of rows) expect(row['site_id'], table).toBe(home.siteIds[1]);
    }
    const keepsItsOwn = [
      'client_case',
      'case_event',
      'closure_request',
      'encounter',
      'encounter_helper',
      'correction',
    ];
    for (const table of tables.filter((name) => !keepsItsOwn.includes(name)))
      for (const row of await rowsOf(table, clientId))
        expect(row['worker_ids'], table).toEqual([supervisor.id]);
    for (const table of keepsItsOwn)
      for (const row of await rowsOf(table, clientId)) expect(row['worker_ids'], table).toEqual([worker.id]);
  });

  it('waits for a move under way, and takes no row at the old place', async () => {
    const clientId = await person();
    const rows = await Promise.all(
      tables.map(async (table) => ({ table, row: (await rowsOf(table, clientId))[0] ?? {} })),
    );
    const writers = await Promise.all(rows.map(connect));
    await server.admin.query('begin');
    await move(server.admin, clientId);
    const refusals = rows.map(({ table, row }, index) =>
      addAgain(writers[index] as pg.Client, table, row).then(
        () => ({ table, code: 'accepted' }),
        ({ code }: { code: string }) => ({ table, code }),
      ),
    );
    await expect
      .poll(async () => (await server.admin.query('select from pg_locks where not granted')).rowCount)
      .toBeGreaterThanOrEqual(tables.length);
    await server.admin.query('commit');
    expect(await Promise.all(refusals)).toEqual(tables.map((table) => ({ table, code: 'NU409' })));
    await Promise.all(writers.map((writer) => writer.end()));
  });

  it('takes nothing more about who was erased, except what an alert or a membership still says', async () => {
    const clientId = await person();
    await server.admin.query(
      'with gone as (delete from person_key where person_id = $1) update client set card = null where id = $1',
      [clientId],
    );
    const answers = [];
    for (const table of tables) {
      const [row] = await rowsOf(table, clientId);
      answers.push(
        await addAgain(server.admin, table, row ?? {}).catch(({ code }: { code: string }) => ({
          table,
          code,
        })),
      );
    }
    const saidStill = new Set(['alert_event', 'group_attendance']);
    expect(answers).toEqual(
      tables.map((table) => ({ table, code: saidStill.has(table) ? '23505' : 'NU409' })),
    );
  });

  it('is read and written by each scope as far as it reaches, by every verb that is granted, and by nobody else', async () => {
    const clientId = await person();
    const elsewhere = await makeOrganisation(server);
    const [here, away] = home.siteIds;
    const actors: Record<Place, readonly [string, string, string]> = {
      own: [home.id, worker.id, here],
      own_site: [home.id, supervisor.id, here],
      other_site: [home.id, supervisor.id, away],
      other_organisation: [elsewhere.id, worker.id, here],
    };
    const app = await connect();
    await app.query('set role nuantu_app');
    for (const table of tables) {
      const rows = await rowsOf(table, clientId);
      const [row = {}] = rows;
      for (const [scope, places] of Object.entries(reached))
        for (const [place, [organisationId, actorId, siteId]] of Object.entries(actors)) {
          const actAs = async () => {
            await app.query('begin');
            await app.query('select app.set_actor($1, $2, $3, $4)', [
              organisationId,
              actorId,
              scope,
              [siteId],
            ]);
          };
          const isReached = places.includes(place as Place);
          const where = `${table}, ${scope}, ${place}`;
          for (const statement of await statementsOn(table)) {
            await actAs();
            const { rowCount } = await app.query(statement, [clientId]);
            await app.query('rollback');
            expect(rowCount, `${where}: ${statement}`).toBe(isReached ? rows.length : 0);
          }
          await actAs();
          // the same row once more: the row rules refuse it before its key does
          const code = await addAgain(app, table, row).then(
            () => 'accepted',
            (error: { code: string }) => error.code,
          );
          await app.query('rollback');
          expect(code === '42501', `${where}: insert, ${code}`).toBe(!isReached);
        }
    }
    await app.end();
  });

  /** Reads, changes and removes a client's rows, as far as the application may. */
  async function statementsOn(table: string): Promise<string[]> {
    const { rows } = await server.admin.query<{ column: string | null; deletes: boolean; inserts: boolean }>(
      `select has_table_privilege('nuantu_app', $1, 'delete') as deletes,
         has_table_privilege('nuantu_app', $1, 'insert') as inserts,
         (select min(column_name) from information_schema.column_privileges
          where grantee = 'nuantu_app' and table_name = $1 and privilege_type = 'UPDATE') as column`,
      [table],
    );
    const { column = null, deletes = false, inserts = false } = rows[0] ?? {};
    expect(inserts, table).toBe(true);
    return [
      `select from ${table} where client_id = $1`,
      ...(column === null ? [] : [`update ${table} set ${column} = ${column} where client_id = $1`]),
      ...(deletes ? [`delete from ${table} where client_id = $1`] : []),
    ];
  }

  it('lets the application change no place by hand, but the client’s and whose case it is', async () => {
    const { rows } = await server.admin.query(
      `select table_name || '.' || column_name collate "C" as place from information_schema.column_privileges
       where grantee = 'nuantu_app' and privilege_type = 'UPDATE' and column_name in ('site_id', 'worker_ids', 'client_id')
         and table_name in (select unnest($1::text[]) union select 'client') order by place`,
      [tables],
    );
    expect(rows.map(({ place }) => place)).toEqual([
      'client.site_id',
      'client.worker_ids',
      'client_case.worker_ids',
    ]);
  });
});

describe('search entries, which no foreign key ties to their person', () => {
  async function pupil(name: string): Promise<Record<string, unknown>> {
    const pupil = { name, siteId: home.siteIds[0], workerIds: [worker.id] };
    const id = await must(supervisor.call('POST', '/api/v1/clients', pupil));
    const [entry = {}] = await rowsOf('client_entry', id);
    return entry;
  }

  it('are added of nobody who is not there, nor of several of whom one has moved', async () => {
    const [stays, moves] = [await pupil('周留'), await pupil('周走')];
    await expect(
      addAgain(server.admin, 'client_entry', { ...stays, client_id: newId() }),
    ).rejects.toMatchObject({ code: 'NU409' });
    await move(server.admin, String(moves['client_id']));
    const together = JSON.stringify([stays, moves].map((entry, at) => ({ ...entry, label: at })));
    await expect(
      server.admin.query(
        'insert into client_entry select * from jsonb_populate_recordset(null::client_entry, $1)',
        [together],
      ),
    ).rejects.toMatchObject({ code: 'NU409' });
    const { rows } = await server.admin.query('select from client_entry where label = any($1)', [[0, 1]]);
    expect(rows).toEqual([]);
  });

  it('keep their person from going, also those that are added meanwhile', async () => {
    const entry = await pupil('周在');
    const id = entry['client_id'];
    await server.admin.query('delete from person_key where person_id = $1', [id]);
    const remove = () => server.admin.query('delete from client where id = $1', [id]);
    await expect(remove()).rejects.toMatchObject({ code: '23503', constraint: 'client_entry_client' });
    await server.admin.query('delete from client_entry where client_id = $1', [id]);
    const writer = await connect();
    await writer.query('begin');
    await addAgain(writer, 'client_entry', entry);
    const removing = remove().catch(({ constraint }: { constraint?: string }) => constraint);
    await expect
      .poll(async () => (await writer.query('select from pg_locks where not granted')).rowCount)
      .toBe(1);
    await writer.query('commit');
    await writer.end();
    expect(await removing).toBe('client_entry_client');
  });
});
