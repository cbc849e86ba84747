import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { must } from '../../../test/person-rows.ts';
import { warmWayPlaybook } from '../../domain/playbooks/warm-way-playbook.ts';

let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
});
afterAll(() => server.dispose());

const register = (more: object = {}) =>
  must(supervisor.call('POST', '/api/v1/clients', { name: '陈欣', siteId: home.siteIds[0], ...more }));
const read = async (id: string) => (await supervisor.call('GET', `/api/v1/clients/${id}`)).body;
const statusOf = async (id: string) => (await read(id)).status;
const openCase = (clientId: string) => must(worker.call('POST', '/api/v1/cases', { clientId }));
const withdraw = (caseId: string) =>
  worker.call('POST', `/api/v1/cases/${caseId}/transitions`, { to: 'withdrawn', reason: '不愿继续' });
async function setStatus(id: string, status: string) {
  const { version } = await read(id);
  return supervisor.call('PATCH', `/api/v1/clients/${id}`, { status }, { 'if-match': `"${version}"` });
}
const startGroup = (clientId: string) =>
  must(
    worker.call('POST', '/api/v1/groups', {
      name: '秋季小组',
      siteId: home.siteIds[0],
      playbookId: 'warm-way@1',
      level: 'selective',
      startsOn: '2026-09-01',
      clientIds: [clientId],
    }),
  );

describe('a client’s status', () => {
  it('follows from cases: served while one is open, also a colleague’s, closed after the last', async () => {
    const id = await register();
    expect(await statusOf(id)).toBe('registered');
    const first = await openCase(id);
    const second = await openCase(id);
    expect(await statusOf(id)).toBe('in_service');
    await withdraw(first);
    expect(await statusOf(id)).toBe('in_service');
    await withdraw(second);
    expect(await statusOf(id)).toBe('closed');
    const again = { to: 'reopened', reason: '又来求助' };
    await worker.call('POST', `/api/v1/cases/${second}/transitions`, again);
    expect(await statusOf(id)).toBe('in_service');
  });

  it('follows from groups: until the person leaves, or the last session was held', async () => {
    const [leaving, staying] = [await register(), await register()];
    const [left, held] = [await startGroup(leaving), await startGroup(staying)];
    expect([await statusOf(leaving), await statusOf(staying)]).toEqual(['in_service', 'in_service']);
    await worker.call('POST', `/api/v1/groups/${left}/members/${leaving}/leave`, { leftOn: '2026-11-20' });
    for (const { id } of warmWayPlaybook.sessions) {
      const body = { heldOn: '2026-11-01', minutes: 40, done: [], attendance: [] };
      const url = `/api/v1/groups/${held}/sessions/${id}/delivery`;
      await must(worker.call('POST', url, body, { 'if-match': '"1"' }));
    }
    expect([await statusOf(leaving), await statusOf(staying)]).toEqual(['closed', 'closed']);
  });

  it('is archived by hand and stays so, and follows again when that is lifted; no other status can be typed', async () => {
    const id = await register({ status: 'closed' });
    expect(await statusOf(id)).toBe('closed');
    expect((await setStatus(id, 'in_service')).status).toBe(400);
    await openCase(id);
    expect((await setStatus(id, 'archived')).body.status).toBe('archived');
    await withdraw(await openCase(id));
    expect(await statusOf(id)).toBe('archived');
    expect((await setStatus(id, 'registered')).body.status).toBe('in_service');
  });

  it('is counted as it is, however often it changed', async () => {
    const other = await makeOrganisation(server);
    const chief = await makeUser(server, other, 'supervisor');
    const id = await must(chief.call('POST', '/api/v1/clients', { name: '陈欣', siteId: other.siteIds[0] }));
    const caseId = await must(chief.call('POST', '/api/v1/cases', { clientId: id }));
    for (const to of ['withdrawn', 'reopened', 'withdrawn', 'reopened'])
      await chief.call('POST', `/api/v1/cases/${caseId}/transitions`, { to, reason: '一再' });
    await chief.call('POST', `/api/v1/clients/${id}/erase`, { reason: 'request' });
    const { rows } = await server.admin.query(
      'select status, sum(change)::int as count from client_count where organisation_id = $1 group by status having sum(change) <> 0',
      [other.id],
    );
    expect(rows).toEqual([{ status: 'archived', count: 1 }]);
  });

  it('of one person changed from two groups at once is no deadlock', async () => {
    const id = await register();
    const groups = await Promise.all(Array.from({ length: 6 }, () => startGroup(id)));
    expect(new Set(groups).size).toBe(6);
    expect(await statusOf(id)).toBe('in_service');
  });
});
