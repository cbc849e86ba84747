import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

let server: TestServer;
let wenzhou: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  wenzhou = await makeOrganisation(server);
  supervisor = await makeUser(server, wenzhou, 'supervisor');
  worker = await makeUser(server, wenzhou, 'worker', [wenzhou.siteIds[0]]);
});
afterAll(() => server.dispose());

async function register(name: string, more: object = {}, user = worker): Promise<string> {
  const { body, status } = await user.call('POST', '/api/v1/clients', { name, ...more });
  expect(status).toBe(201);
  return body.id;
}

const relativesOf = async (user: TestUser, id: string) =>
  (await user.call('GET', `/api/v1/clients/${id}/relatives`)).body.items;
const link = (user: TestUser, id: string, relativeId: string, relation: string) =>
  user.call('PUT', `/api/v1/clients/${id}/relatives/${relativeId}`, { relation });

describe('relatives among the clients', () => {
  let sister: string;
  let brother: string;
  beforeEach(async () => {
    sister = await register('陈欣');
    brother = await register('陈浩');
  });

  it('stand in both records, each with what the other is to them', async () => {
    const mother = await register('林芳');
    expect((await link(worker, sister, brother, 'sibling')).status).toBe(200);
    const linked = await link(worker, sister, mother, 'parent');
    expect(linked.body).toMatchObject({ relativeId: mother, relation: 'parent', client: { name: '林芳' } });
    const ofSister = await relativesOf(worker, sister);
    expect(ofSister).toHaveLength(2);
    expect(await relativesOf(worker, mother)).toMatchObject([
      { relativeId: sister, relation: 'child', client: { name: '陈欣' } },
    ]);
    expect(await relativesOf(worker, brother)).toMatchObject([
      { relativeId: sister, relation: 'sibling', client: { name: '陈欣' } },
    ]);
  });

  it('are corrected when said again, and removed from both records', async () => {
    await link(worker, sister, brother, 'sibling');
    await link(worker, brother, sister, 'child');
    expect(await relativesOf(worker, sister)).toMatchObject([{ relativeId: brother, relation: 'parent' }]);
    expect(await relativesOf(worker, brother)).toMatchObject([{ relativeId: sister, relation: 'child' }]);
    const url = `/api/v1/clients/${sister}/relatives/${brother}`;
    expect((await worker.call('DELETE', url)).status).toBe(200);
    expect(await relativesOf(worker, sister)).toEqual([]);
    expect(await relativesOf(worker, brother)).toEqual([]);
    // pressed twice
    expect((await worker.call('DELETE', url)).status).toBe(200);
  });

  it('are refused with oneself, with nobody, and with whom the worker may not see', async () => {
    expect((await link(worker, sister, sister, 'sibling')).body.code).toBe('relative_self');
    expect((await link(worker, sister, newId(), 'sibling')).status).toBe(404);
    const elsewhere = await register('远处', { siteId: wenzhou.siteIds[1] }, supervisor);
    expect((await link(worker, sister, elsewhere, 'sibling')).status).toBe(404);
    expect((await link(worker, elsewhere, sister, 'sibling')).status).toBe(404);
    const other = await makeOrganisation(server, '450200');
    const stranger = await makeUser(server, other, 'supervisor');
    const abroad = await register('外地', { siteId: other.siteIds[0] }, stranger);
    expect((await link(supervisor, sister, abroad, 'sibling')).status).toBe(404);
    expect((await link(stranger, abroad, sister, 'sibling')).status).toBe(404);
    expect(await relativesOf(supervisor, sister)).toEqual([]);
  });

  it('keep the name of one at another site to themselves, and let go of them all the same', async () => {
    await link(worker, sister, brother, 'sibling');
    const move = { siteId: wenzhou.siteIds[1] };
    const moved = await supervisor.call('PATCH', `/api/v1/clients/${brother}`, move, { 'if-match': '"1"' });
    expect(moved.status).toBe(200);
    expect(await relativesOf(worker, sister)).toEqual([
      { relativeId: brother, relation: 'sibling', client: null },
    ]);
    const there = await makeUser(server, wenzhou, 'worker', [wenzhou.siteIds[1]]);
    expect(await relativesOf(there, brother)).toEqual([
      { relativeId: sister, relation: 'sibling', client: null },
    ]);
    await worker.call('DELETE', `/api/v1/clients/${sister}/relatives/${brother}`);
    expect(await relativesOf(there, brother)).toEqual([]);
  });

  it('lose whoever is erased', async () => {
    await link(worker, sister, brother, 'sibling');
    await supervisor.call('POST', `/api/v1/clients/${brother}/erase`, { reason: 'request' });
    expect(await relativesOf(worker, sister)).toEqual([]);
    expect((await link(worker, sister, brother, 'sibling')).status).toBe(404);
    const { rows } = await server.admin.query('select from client_relative where client_id = $1', [brother]);
    expect(rows).toEqual([]);
  });

  it('are read under the eyes of the audit, each person named', async () => {
    await link(worker, sister, brother, 'sibling');
    await relativesOf(worker, sister);
    const { rows } = await server.admin.query(
      `select subject_ids from audit_event where action = 'relative.list' and $1 = any(subject_ids)`,
      [brother],
    );
    expect(rows).toEqual([{ subject_ids: [sister, brother] }]);
  });
});

describe('a guardian', () => {
  const mother = { relation: 'other', name: '林芳', phone: '138 0013 8000' };
  let url: string;
  beforeEach(async () => {
    url = `/api/v1/clients/${await register('孙小雨')}/guardians`;
  });

  it('is added once however often it is sent', async () => {
    const body = { id: newId(), ...mother };
    const first = await worker.call('POST', url, body);
    expect(first.body).toMatchObject({ name: '林芳', phone: '13800138000', version: 1 });
    const again = await worker.call('POST', url, body);
    expect(again.status).toBe(201);
    expect(again.body).toEqual(first.body);
    expect((await worker.call('GET', url)).body.items).toEqual([first.body]);
  });

  it('is corrected, but not over a correction that one has not seen', async () => {
    const { body: added } = await worker.call('POST', url, mother);
    const one = `${url}/${added.id}`;
    const change = { relation: 'mother', phone: null };
    const changed = await worker.call('PATCH', one, change, { 'if-match': '"1"' });
    expect(changed.body).toEqual({ ...added, ...change, version: 2 });
    expect(changed.headers['etag']).toBe('"2"');
    const late = await supervisor.call('PATCH', one, { name: '林方' }, { 'if-match': '"1"' });
    expect(late.body).toMatchObject({ code: 'version_conflict', current: changed.body });
    const wrong = await worker.call('PATCH', one, { phone: 'abc' }, { 'if-match': '"2"' });
    expect(wrong.body.errors[0].path).toBe('/phone');
    expect((await worker.call('GET', url)).body.items).toEqual([changed.body]);
  });

  it('is removed, unless a consent names them', async () => {
    const { body: father } = await worker.call('POST', url, { relation: 'father', name: '孙大海' });
    const { body: added } = await worker.call('POST', url, mother);
    const consent = {
      id: newId(),
      purpose: 'service',
      givenBy: 'guardian',
      guardianId: added.id,
      evidence: 'signed_form',
      givenOn: '2026-09-01',
    };
    const consents = url.replace('guardians', 'consents');
    const recorded = await worker.call('POST', consents, consent);
    const again = await worker.call('POST', consents, consent);
    expect(again).toMatchObject({ status: 201, body: recorded.body });
    expect((await worker.call('DELETE', `${url}/${added.id}`)).body.code).toBe('guardian_named_by_consent');
    expect((await worker.call('DELETE', `${url}/${father.id}`)).status).toBe(200);
    // pressed twice
    expect((await worker.call('DELETE', `${url}/${father.id}`)).status).toBe(200);
    expect((await worker.call('GET', url)).body.items).toEqual([added]);
  });

  it('is changed and removed by nobody of another site, nor through another client', async () => {
    const { body: added } = await worker.call('POST', url, mother);
    const outsider = await makeUser(server, wenzhou, 'worker', [wenzhou.siteIds[1]]);
    const theirs = `/api/v1/clients/${await register('别人')}/guardians/${added.id}`;
    for (const [user, one] of [
      [outsider, `${url}/${added.id}`],
      [worker, theirs],
    ] as const) {
      const changed = await user.call('PATCH', one, { name: '改' }, { 'if-match': '"1"' });
      expect(changed.status).toBe(404);
      expect((await user.call('DELETE', one)).status).toBe(404);
    }
    expect((await worker.call('GET', url)).body.items).toEqual([added]);
  });
});
