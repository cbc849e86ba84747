import type { JobHelpers } from 'graphile-worker';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeOrganisation, makeUser, request, startTestServer, type TestServer } from '../../test/server.ts';
import { ownQueue } from './jobs.ts';
import { tellFigures } from './platform/log/figures.ts';
import { firstIdAt } from './platform/database/ids.ts';
import { Keyring } from './platform/keys/keyring.ts';
import { JobWatch } from './platform/jobs/job-watch.ts';

let server: TestServer;
const lines: object[] = [];

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());

const unsealed = async (organisationId: string) => {
  const { rows } = await server.admin.query(
    'select count(*)::int as open from audit_event where organisation_id = $1 and seal is null',
    [organisationId],
  );
  return rows[0].open as number;
};

it('one organisation that fails stops no other, and is told with its place but without content', async () => {
  const [broken, sound] = [await makeOrganisation(server), await makeOrganisation(server)];
  for (const organisation of [broken, sound]) {
    const worker = await makeUser(server, organisation, 'worker', [organisation.siteIds[0]]);
    await worker.call('POST', '/api/v1/clients', { name: '陈欣' });
  }
  await server.admin.query(`update organisation_key set wrapped = '\\x00' where organisation_id = $1`, [
    broken.id,
  ]);
  // as after a start, when no key is in memory
  const services = { ...server.services, keyring: new Keyring(server.masterKeys) };
  const watch = new JobWatch({ error: (line) => void lines.push(line) }, server.services.clock);
  const task = ownQueue({ ...server, services, jobWatch: watch }).tasks['seal-audit'];
  await task?.({}, {} as JobHelpers);
  expect(await unsealed(sound.id)).toBe(0);
  expect(await unsealed(broken.id)).toBeGreaterThan(0);
  expect(lines).toEqual([
    { task: 'seal-audit', part: broken.id, error: expect.objectContaining({ frames: expect.any(Array) }) },
  ]);
  expect(JSON.stringify(lines)).not.toContain('陈欣');
  expect(await tellFigures(watch.figures)).toContain('nuantu_job_failures_total{task="seal-audit"} 1');
});

it('figures of the jobs stand beside those of the requests', async () => {
  server.jobWatch.finished('seal-audit');
  const { body } = await request(server, 'GET', '/metrics');
  expect(body).toMatch(/nuantu_job_age_seconds\{task="seal-audit"\} \d/);
});

it('creations that nobody sends again are forgotten, not those of now', async () => {
  const home = await makeOrganisation(server);
  const worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  const old = new Date(Date.now() - 200 * 86_400_000);
  for (const at of [old, new Date()]) {
    const id = firstIdAt(at);
    await server.admin.query(`insert into creation values ($1, $2, '\\x00', $3)`, [home.id, id, at]);
  }
  const task = ownQueue(server).tasks['trim-old-rows'];
  await task?.({}, {} as JobHelpers);
  const { rows } = await server.admin.query(
    'select count(*)::int as left from creation where organisation_id = $1',
    [home.id],
  );
  expect(rows).toEqual([{ left: 1 }]);
  expect((await worker.call('GET', '/api/v1/me')).status).toBe(200);
});
