import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type Answer,
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { must } from '../../../test/person-rows.ts';
import { warmWayPlaybook } from '../../domain/playbooks/warm-way-playbook.ts';
import { repairStatuses } from './public.ts';

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

const sessionIds = warmWayPlaybook.sessions.map(({ id }) => id);
const deliver = (groupId: string, sessionId: string) =>
  worker.call(
    'POST',
    `/api/v1/groups/${groupId}/sessions/${sessionId}/delivery`,
    { heldOn: '2026-11-01', minutes: 40, done: [], attendance: [] },
    { 'if-match': '"1"' },
  );
const enrol = (groupId: string, clientId: string) =>
  worker.call('POST', `/api/v1/groups/${groupId}/members`, {
    clientIds: [clientId],
    enrolledOn: '2026-10-10',
  });

/** A group of one member whose sessions were held, but for so many. */
async function nearlyHeld(clientId: string, left: 1 | 2): Promise<{ groupId: string; open: string[] }> {
  const groupId = await startGroup(clientId);
  for (const id of sessionIds.slice(left)) await must(deliver(groupId, id));
  return { groupId, open: sessionIds.slice(0, left) };
}

const HOLD = `update group_session set held_on = '2026-11-01', minutes = 40, version = 2 where group_id = $1 and session_id = $2`;
const ENROL = `insert into group_member (organisation_id, group_id, client_id, site_id, worker_ids, enrolled_on, enrolled_by, created_at)
  select organisation_id, $1, id, site_id, worker_ids, '2026-10-10', id, now() from client where id = $2
  on conflict (organisation_id, group_id, client_id) do update set left_on = null`;
const WITHDRAW = `update client_case set status = 'withdrawn', closed_at = now() where id = $1`;

/** The first on a connection of its own, uncommitted until the second, beside it, has come to its end or waits. */
async function beside(
  [first, values]: readonly [string, readonly string[]],
  second: () => Promise<Answer>,
): Promise<void> {
  const connection = new pg.Client({ connectionString: server.adminUrl });
  await connection.connect();
  await connection.query('begin');
  await connection.query(first, [...values]);
  let isDone = false;
  const answer = second().finally(() => (isDone = true));
  await expect
    .poll(async () => {
      const waiting = await server.admin.query(
        `select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
      );
      return isDone || waiting.rowCount === 1;
    })
    .toBe(true);
  await connection.query('commit');
  await connection.end();
  const { status, body } = await answer;
  expect(status, JSON.stringify(body)).toBeLessThan(300);
}

describe('a status that two change at once', () => {
  it('is closed when the last two sessions were held at once', async () => {
    const id = await register();
    const { groupId, open } = await nearlyHeld(id, 2);
    const [one = '', other = ''] = open;
    await beside([HOLD, [groupId, one]], () => deliver(groupId, other));
    expect(await statusOf(id)).toBe('closed');
  });

  it('is closed when the case was closed beside the last session, whichever came first', async () => {
    for (const isSessionFirst of [true, false]) {
      const id = await register();
      const caseId = await openCase(id);
      const { groupId, open } = await nearlyHeld(id, 1);
      const [last = ''] = open;
      await (isSessionFirst
        ? beside([HOLD, [groupId, last]], () => withdraw(caseId))
        : beside([WITHDRAW, [caseId]], () => deliver(groupId, last)));
      expect(await statusOf(id)).toBe('closed');
    }
  });

  it('is closed when the person was enrolled, or came back, beside the last session', async () => {
    for (const isSessionFirst of [true, false])
      for (const cameBack of [true, false]) {
        const id = await register();
        const { groupId, open } = await nearlyHeld(await register(), 1);
        const [last = ''] = open;
        if (cameBack) {
          await must(enrol(groupId, id));
          await worker.call('POST', `/api/v1/groups/${groupId}/members/${id}/leave`, {
            leftOn: '2026-10-20',
          });
        }
        await (isSessionFirst
          ? beside([HOLD, [groupId, last]], () => enrol(groupId, id))
          : beside([ENROL, [groupId, id]], () => deliver(groupId, last)));
        expect(await statusOf(id), `${isSessionFirst} ${cameBack}`).toBe('closed');
      }
  });

  it('follows from sessions that are added or taken away', async () => {
    const id = await register();
    const { groupId, open } = await nearlyHeld(id, 1);
    const taken = await server.admin.query(
      'delete from group_session where group_id = $1 and session_id = $2 returning *',
      [groupId, open[0]],
    );
    expect(await statusOf(id)).toBe('closed');
    await server.admin.query(
      'insert into group_session select * from jsonb_populate_record(null::group_session, $1)',
      [JSON.stringify(taken.rows[0])],
    );
    expect(await statusOf(id)).toBe('in_service');
  });

  it('was left wrong by an earlier version: the repair mends it, once, and leaves a record that came as closed', async () => {
    const [wrong, brought] = [await register(), await register({ status: 'closed' })];
    await withdraw(await openCase(wrong));
    await server.admin.query('set session_replication_role = replica');
    await server.admin.query(`update client set status = 'in_service' where id = $1`, [wrong]);
    await server.admin.query('reset session_replication_role');
    expect(await repairStatuses(server.services.database, home.id)).toBe(1);
    expect([await statusOf(wrong), await statusOf(brought)]).toEqual(['closed', 'closed']);
    expect(await repairStatuses(server.services.database, home.id)).toBe(0);
  });
});
