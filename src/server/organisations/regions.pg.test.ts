import { afterAll, beforeAll, expect, it } from 'vitest';
import { request, startTestServer, type TestServer } from '../../../test/server.ts';
import { loadRegions } from './public.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

it('names provinces in English as they are called, and tells those apart whose letters are the same', async () => {
  const namesOf = async () => {
    const { items } = (await request(server, 'GET', '/api/v1/regions')).body;
    return Object.fromEntries(
      items.map(({ code, nameEn }: { code: string; nameEn: string }) => [code, nameEn]),
    );
  };
  const named = {
    110000: 'Beijing',
    140000: 'Shanxi',
    150000: 'Inner Mongolia',
    610000: 'Shaanxi',
    810000: 'Hong Kong',
  };
  expect(await namesOf()).toMatchObject(named);
  // as installations of before have it, until the next start
  await server.admin.query(
    `update region set name_en = 'Shanxi' where code = '610000' or parent_code = '610000'`,
  );
  await loadRegions(server.adminUrl);
  expect(await namesOf()).toMatchObject(named);
});

it('stores each region below one that is there, whose list it stands in', async () => {
  const { rows } = await server.admin.query(
    `select count(*)::int as regions, count(above.code)::int as below from region
     left join region above on above.code = region.parent_code where region.parent_code is not null`,
  );
  expect(rows[0].regions).toBeGreaterThan(3_500);
  expect(rows[0].below).toBe(rows[0].regions);
});
