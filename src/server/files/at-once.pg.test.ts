import { afterAll, beforeAll, expect, it } from 'vitest';
import { untilWaiting } from '../../../test/barrier.ts';
import { must } from '../../../test/person-rows.ts';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { begin, upload } from '../../../test/uploads.ts';

let server: TestServer;
let home: TestOrganisation;
let worker: TestUser;
/** how often the scanner was asked */
let scans = 0;

beforeAll(async () => {
  server = await startTestServer({
    scan: () => {
      scans += 1;
      return Promise.resolve('clean');
    },
  });
  home = await makeOrganisation(server);
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
});
afterAll(() => server.dispose());

const FORM = Buffer.from('陈强同意陈欣参加小组活动。\n'.repeat(40));

async function consent(): Promise<string> {
  const pupil = { name: '陈欣', birthDate: '2009-03-04', siteId: home.siteIds[0] };
  const clientId = await must(worker.call('POST', '/api/v1/clients', pupil));
  const given = { purpose: 'service', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-11-01' };
  return must(worker.call('POST', `/api/v1/clients/${clientId}/consents`, given));
}

async function usedBytes(): Promise<number> {
  const { rows } = await server.admin.query('select bytes from file_space where organisation_id = $1', [
    home.id,
  ]);
  return Number(rows[0].bytes);
}

it('a file that another job took is left to it', async () => {
  const about = { kind: 'consent', ownerId: await consent(), name: 'a.txt' };
  const id = await upload(worker, about, FORM);
  await server.admin.query('begin');
  // as the other job takes it, which has listed it as this one has
  await server.admin.query(
    `update file set next_check_at = next_check_at + interval '5 minutes' where id = $1`,
    [id],
  );
  const looked = server.files.workOff(home.id);
  await untilWaiting(server, 1);
  await server.admin.query('commit');
  await looked;
  expect(scans).toBe(0);
  const { rows } = await server.admin.query('select state from file where id = $1', [id]);
  expect(rows).toEqual([{ state: 'unchecked' }]);
});

it('room that is taken while it is counted anew is counted', async () => {
  const about = { kind: 'consent', ownerId: await consent(), name: 'b.txt' };
  await begin(worker, about, 1_000);
  const before = await usedBytes();
  const [{ id }] = (
    await server.admin.query('select id from file where organisation_id = $1 and bytes = 1000', [home.id])
  ).rows;
  await server.admin.query('begin');
  await server.admin.query('update file_space set bytes = bytes + 500 where organisation_id = $1', [home.id]);
  await server.admin.query('update file set bytes = bytes + 500 where id = $1', [id]);
  const swept = server.files.sweep(home.id);
  await untilWaiting(server, 1);
  await server.admin.query('commit');
  await swept;
  expect(await usedBytes()).toBe(before + 500);
});
