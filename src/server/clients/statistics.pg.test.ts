import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeOrganisation, makeUser, startTestServer, type TestServer } from '../../../test/server.ts';
import { compactClientCounts } from './public.ts';

let server: TestServer;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

it('counts leave the organisation only when large enough, and none that is hidden follows from the others', async () => {
  const home = await makeOrganisation(server);
  const supervisor = await makeUser(server, home, 'supervisor');
  const viewer = await makeUser(server, home, 'viewer');
  const register = (count: number, regionCode: string, status: string) =>
    Promise.all(
      Array.from({ length: count }, (_, index) =>
        supervisor.call('POST', '/api/v1/clients', {
          name: `计数${index}`,
          siteId: home.siteIds[0],
          regionCode,
          status,
        }),
      ),
    );
  await register(12, '330302', 'registered');
  await register(3, '330303', 'registered');
  await register(15, '330302', 'closed');
  await register(14, '330303', 'closed');
  const cells = async (by: string) =>
    (await supervisor.call('GET', `/api/v1/statistics/clients?by=${by}`)).body.rows;
  const told = async () => (await viewer.call('GET', '/api/v1/statistics/clients?by=status')).body;
  const byStatus = [
    { status: 'registered', count: 15 },
    { status: 'closed', count: 29 },
  ];
  expect(await cells('status')).toEqual(expect.arrayContaining(byStatus));
  // whoever reads no clients is told full steps: a registration between two looks is not seen
  const steps = await told();
  expect(steps).toMatchObject({ suppressedBelow: 10, countedInSteps: 10 });
  expect(steps.rows).toEqual(
    expect.arrayContaining([
      { status: 'registered', count: 10 },
      { status: 'closed', count: 20 },
    ]),
  );
  await register(1, '330302', 'registered');
  expect(await told()).toEqual(steps);
  const worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  const atSite = await worker.call('GET', '/api/v1/statistics/clients?by=status');
  expect(atSite.body).toEqual(steps);
  byStatus[0] = { status: 'registered', count: 16 };
  expect(await cells('status')).toEqual(expect.arrayContaining(byStatus));
  const both = await cells('status,region');
  expect(both).toContainEqual({ status: 'registered', region: '330303', count: null });
  // with the totals shown, one hidden cell alone would be a subtraction away
  expect(both.filter(({ count }: { count: number | null }) => count === null)).toHaveLength(4);
  await compactClientCounts(server.services.database, home.id);
  expect(await cells('status')).toEqual(expect.arrayContaining(byStatus));
  const { rows } = await server.admin.query(
    'select count(*)::int as count from client_count where organisation_id = $1',
    [home.id],
  );
  expect(rows[0].count).toBe(4);
});
