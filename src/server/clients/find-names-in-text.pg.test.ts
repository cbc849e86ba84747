import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  must,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

let server: TestServer;
let home: TestOrganisation;
let worker: TestUser;
let supervisor: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  supervisor = await makeUser(server, home, 'supervisor');
});
afterAll(() => server.dispose());

async function register(name: string, siteId: string = home.siteIds[0]): Promise<string> {
  const id = newId();
  await must(supervisor.call('POST', '/api/v1/clients', { id, name, siteId }));
  return id;
}
const namesIn = async (text: string, by: TestUser = worker): Promise<string[]> =>
  (await must(by.call('POST', '/api/v1/clients/names-in-text', { text }))).names;

it('tells whose names stand in a text, of those whom the reader sees', async () => {
  await register('陈欣怡');
  await register('欧阳明月', home.siteIds[1]);
  await register('阿依古丽·买买提');
  expect(await namesIn('寒假前，陈 欣怡和阿依古丽买买提由班主任陪同。')).toEqual(
    expect.arrayContaining(['陈欣怡', '阿依古丽·买买提']),
  );
  expect(await namesIn('欣怡学校的寒假安排')).toEqual([]);
  expect(await namesIn('今天欧阳明月来过')).toEqual([]);
  expect(await namesIn('今天欧阳明月来过', supervisor)).toEqual(['欧阳明月']);
  const stranger = await makeUser(server, await makeOrganisation(server), 'supervisor');
  expect(await namesIn('陈欣怡', stranger)).toEqual([]);
  expect((await worker.call('POST', '/api/v1/clients/names-in-text', { text: '' })).status).toBe(400);
});

it('is in the audit where it finds somebody, and finds nobody who was erased', async () => {
  const id = await register('东方未晞');
  await namesIn('没有谁');
  expect(await namesIn('东方未晞')).toEqual(['东方未晞']);
  const { rows } = await server.admin.query(
    `select subject_ids from audit_event where organisation_id = $1 and action = 'client.find_in_text'
     and subject_ids = array[$2]::uuid[]`,
    [home.id, id],
  );
  expect(rows).toHaveLength(1);
  await must(supervisor.call('POST', `/api/v1/clients/${id}/erase`, { reason: 'request' }));
  expect(await namesIn('东方未晞', supervisor)).toEqual([]);
});

it('reads a long text of a large station', async () => {
  const text = '各站点寒假前完成筛查与家访'.repeat(300).slice(0, 4_990);
  expect(await namesIn(`${text}陈欣怡`, supervisor)).toEqual(['陈欣怡']);
});
