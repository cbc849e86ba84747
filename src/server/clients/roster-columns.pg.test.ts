import { afterAll, beforeAll, expect, it } from 'vitest';
import { deleteColumns, listColumns, saveColumn } from './sql-roster-columns.ts';
import { sendRoster, type SentRoster } from '../../../test/roster-sending.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';

let server: TestServer;
let station: TestOrganisation;
let supervisor: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  station = await makeOrganisation(server);
  supervisor = await makeUser(server, station, 'supervisor');
});
afterAll(() => server.dispose());

const send = (text: string, options: SentRoster = {}) =>
  sendRoster(supervisor, station.siteIds[0], text, options);

const fieldsOf = (body: { sheets: { columns: { field: string }[] }[] }) =>
  body.sheets.flatMap(({ columns }) => columns.map(({ field }) => field));
const rosterOf = (child: string, phone: string) => `小朋友,姓名,大人手机\n${child},赵一,${phone}`;

it('a column’s meaning that somebody chose is used, remembered by the import and forgotten by hand', async () => {
  const columns = '小朋友=name,姓名=-,大人手机=guardian.phone';
  const looked = await send(rosterOf('陈一', '13800138001'), { columns, dryRun: true });
  expect(looked.status, JSON.stringify(looked.body)).toBe(200);
  expect(fieldsOf(looked.body)).toEqual(['name', 'guardianPhone']);
  expect(looked.body.sheets[0].unused).toEqual([{ heading: '姓名', key: '姓名', isChosen: true }]);

  const unsaid = await send(rosterOf('陈一', '13800138001'), { dryRun: true });
  expect(fieldsOf(unsaid.body)).toEqual(['name']);

  expect((await send(rosterOf('陈一', '13800138001'), { columns })).body).toMatchObject({ created: 1 });
  const next = await send(rosterOf('陈二', '13800138002'));
  expect(fieldsOf(next.body)).toEqual(['name', 'guardianPhone']);
  expect(next.body.preview[0]).toMatchObject({ name: '陈二', change: 'created' });

  const { rows } = await server.admin.query('select * from roster_column where organisation_id = $1', [
    station.id,
  ]);
  expect(rows).toHaveLength(3);
  expect(JSON.stringify(rows)).not.toMatch(/小朋友|大人/u);

  await send(rosterOf('陈二', '13800138002'), { columns: '大人手机=auto' });
  const partly = await send(rosterOf('陈二', '13800138002'), { dryRun: true });
  expect(fieldsOf(partly.body)).toEqual(['name']);
  const path = `/api/v1/roster-columns?siteId=${station.siteIds[0]}`;
  expect((await supervisor.call('DELETE', path)).status).toBe(204);
  const forgotten = await send(rosterOf('陈二', '13800138002'), { dryRun: true });
  expect(forgotten.body.preview[0].name).toBe('赵一');
});

it('a meaning that is none is refused, and a column that no sheet has is named', async () => {
  const refused = await send('姓名\n陈一', { columns: '姓名=hat', dryRun: true });
  expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: '/columns' }] } });
  const { body } = await send('姓名\n陈一', { columns: '手机=guardian.phone', dryRun: true });
  expect(body.unknownColumns).toEqual(['手机']);
});

it('another station’s columns are nobody else’s to forget', async () => {
  const other = await makeOrganisation(server);
  const path = `/api/v1/roster-columns?siteId=${other.siteIds[0]}`;
  expect((await supervisor.call('DELETE', path)).status).toBe(400);
});

it('the rows themselves are of the site: nobody of another reads, writes or forgets them', async () => {
  const [siteId, otherId] = station.siteIds;
  expect((await send('全名\n陈五', { columns: '全名=name' })).body).toMatchObject({ created: 1 });
  const asOf = (site: string) => ({
    organisationId: station.id,
    actorId: supervisor.id,
    scope: 'site' as const,
    siteIds: [site],
  });
  const { database } = server.services;
  const listed = async (site: string) => {
    const [rows] = await database.reader(asOf(site)).all(listColumns({ organisationId: station.id, siteId }));
    return rows.length;
  };
  const count = await listed(siteId);
  expect(count).toBeGreaterThan(0);
  expect(await listed(otherId)).toBe(0);
  const write = (site: string) =>
    database.transaction(asOf(site), async ({ push }) => {
      const field = 'name';
      push(saveColumn({ organisationId: station.id, siteId, heading: 5n, field, now: new Date() }));
    });
  await expect(write(otherId)).rejects.toMatchObject({ code: '42501' });
  await database.transaction(asOf(otherId), async ({ push }) => {
    push(deleteColumns({ organisationId: station.id, siteId }));
  });
  expect(await listed(siteId)).toBe(count);
});

it('what another site’s rosters look like is told by no error', async () => {
  const [siteId, otherId] = station.siteIds;
  const worker = await makeUser(server, station, 'worker', [otherId]);
  expect((await send('大名\n陈三', { columns: '大名=name' })).body).toMatchObject({ created: 1 });
  for (const heading of ['大名', '小名']) {
    const asked = await sendRoster(worker, siteId, `${heading}\n陈四`, { dryRun: true });
    expect(asked).toMatchObject({ status: 400, body: { code: 'unknown_site' } });
  }
});
