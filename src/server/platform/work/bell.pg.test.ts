import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  makeOrganisation,
  startTestServer,
  type TestOrganisation,
  type TestServer,
} from '../../../../test/server.ts';
import { Doors } from './doors.ts';
import { Bell } from './bell.ts';

const ORIGIN = { requestId: 'test', language: 'zh-CN' } as const;

let server: TestServer;
let home: TestOrganisation;

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
});
afterAll(() => server.dispose());
beforeEach(() => server.admin.query('delete from graphile_worker._private_jobs'));

const jobs = async () => {
  const { rows } = await server.admin.query(
    `select task_identifier as task, payload ->> 'organisationId' as "organisationId"
     from graphile_worker.jobs job join graphile_worker._private_jobs using (id) order by id`,
  );
  return rows;
};
const work = () => new Doors(server.services, new Set()).open(home.id, ORIGIN);

it('rings once for a change, after its commit, and never for one that is rolled back', async () => {
  const failing = work().change(async (change) => {
    change.ring('notify');
    throw new Error('something else went wrong');
  });
  await expect(failing).rejects.toThrow('something else');
  await work().change(async (change) => {
    for (let turn = 0; turn < 3; turn += 1) change.ring('notify');
    expect(await jobs()).toEqual([]);
  });
  await expect.poll(jobs).toEqual([{ task: 'notify', organisationId: home.id }]);
});

it('rings at once, and again for all who rang meanwhile; others do not wait for it', async () => {
  const bell = new Bell(server.services.database);
  for (let turn = 0; turn < 100; turn += 1) bell.ring('notify', home.id);
  bell.ring('deliver', home.id);
  await expect.poll(jobs).toEqual([
    { task: 'notify', organisationId: home.id },
    { task: 'deliver', organisationId: home.id },
    { task: 'notify', organisationId: home.id },
  ]);
});

it('closed before its pause is over, it has rung', async () => {
  const bell = new Bell(server.services.database);
  bell.ring('notify', home.id);
  bell.ring('notify', home.id);
  await bell.close();
  expect(await jobs()).toHaveLength(2);
});

it('a database that is away ends nothing', async () => {
  const bell = new Bell({ global: () => Promise.reject(new Error('away')) });
  bell.ring('notify', home.id);
  await bell.close();
  expect(await jobs()).toEqual([]);
});
