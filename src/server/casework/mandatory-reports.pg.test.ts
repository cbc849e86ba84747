import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

const NOW = '2026-11-26T08:00:00.000Z';
const hoursAgo = (hours: number) => new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();

let server: TestServer;
let wenzhou: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
let pupils = 0;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(NOW) });
  wenzhou = await makeOrganisation(server);
  supervisor = await makeUser(server, wenzhou, 'supervisor');
  worker = await makeUser(server, wenzhou, 'worker', [wenzhou.siteIds[0]]);
});
afterAll(() => server.dispose());

/** A pupil of the roster: nobody serves them, no case, no consent. */
async function makePupil(siteId: string = wenzhou.siteIds[0]): Promise<string> {
  pupils += 1;
  const pupil = { name: `许${pupils}`, birthDate: '2014-03-04', siteId, workerIds: [] };
  return (await supervisor.call('POST', '/api/v1/clients', pupil)).body.id;
}

const file = (user: TestUser, clientId: string, body: object) =>
  user.call('POST', `/api/v1/clients/${clientId}/mandatory-reports`, { text: '手臂有新伤', ...body });
const change = (user: TestUser, { id, version }: { id: string; version: number }, body: object) =>
  user.call('PATCH', `/api/v1/mandatory-reports/${id}`, body, { 'if-match': `"${version}"` });

async function alertsOf(clientId: string, state: 'open' | 'closed') {
  const { body } = await supervisor.call('GET', `/api/v1/alerts?state=${state}`);
  return body.items.filter((item: { clientId: string }) => item.clientId === clientId);
}

describe('a mandatory report', () => {
  it('is filed for a pupil whom nobody serves, without case and consent, and its clock runs from the discovery', async () => {
    const clientId = await makePupil();
    const filed = await file(worker, clientId, { discoveredAt: hoursAgo(72) });
    expect(filed.status).toBe(201);
    expect(filed.body).toMatchObject({ version: 1, reportedAt: null, recordedBy: worker.id, earlier: [] });
    const [alert] = await alertsOf(clientId, 'open');
    expect(alert).toMatchObject({ kind: 'mandatory_report', ownerId: null, dueAt: hoursAgo(71) });
    const listed = await worker.call('GET', `/api/v1/clients/${clientId}/mandatory-reports`);
    expect(listed.body.items).toEqual([filed.body]);
    const { rows } = await server.admin.query('select sealed from mandatory_report where id = $1', [
      filed.body.id,
    ]);
    expect(String(rows[0].sealed)).not.toContain('新伤');
  });

  it('with times that cannot be true is refused at the field', async () => {
    const clientId = await makePupil();
    const future = await file(worker, clientId, { discoveredAt: hoursAgo(-1) });
    expect(future.body.errors).toMatchObject([{ path: '/discoveredAt' }]);
    const early = await file(worker, clientId, { discoveredAt: hoursAgo(1), reportedAt: hoursAgo(2) });
    expect(early.body.errors).toMatchObject([{ path: '/reportedAt', message: '报告时间不能早于发现时间。' }]);
    const late = await file(worker, clientId, { discoveredAt: hoursAgo(1), reportedAt: hoursAgo(-1) });
    expect(late.body.errors).toMatchObject([{ path: '/reportedAt' }]);
    expect(await alertsOf(clientId, 'open')).toEqual([]);
    const { body } = await file(worker, clientId, { discoveredAt: hoursAgo(1) });
    expect((await change(worker, body, { reportedAt: hoursAgo(2) })).status).toBe(400);
  });

  it('once made ends its alert; the receipt is added later, and the alert is not closed by hand', async () => {
    const clientId = await makePupil();
    const { body: running } = await file(worker, clientId, { discoveredAt: hoursAgo(1) });
    const [alert] = await alertsOf(clientId, 'open');
    await worker.call('POST', `/api/v1/alerts/${alert.id}/take`);
    const byHand = { outcome: 'reported', note: '已报警' };
    const refused = await worker.call('POST', `/api/v1/alerts/${alert.id}/close`, byHand);
    expect(refused.body.code).toBe('alert_needs_report');
    const made = await change(worker, running, { reportedAt: hoursAgo(0.5), reportedTo: '城东派出所' });
    expect(made.body).toMatchObject({ version: 2, reportedTo: '城东派出所', receipt: null });
    expect(await alertsOf(clientId, 'open')).toEqual([]);
    expect(await alertsOf(clientId, 'closed')).toMatchObject([{ id: alert.id, outcome: 'reported' }]);
    const complete = await change(supervisor, made.body, { receipt: '0012' });
    expect(complete.body).toMatchObject({ version: 3, receipt: '0012', recordedBy: supervisor.id });
  });

  it('is corrected with a reason, both versions stay, and its alert follows', async () => {
    const clientId = await makePupil();
    const { body: first } = await file(worker, clientId, { discoveredAt: hoursAgo(3) });
    const bare = await change(worker, first, { discoveredAt: hoursAgo(2) });
    expect(bare.body.errors).toMatchObject([{ path: '/reason' }]);
    const corrected = await change(worker, first, { discoveredAt: hoursAgo(2), reason: '看错了钟' });
    expect(corrected.body).toMatchObject({
      discoveredAt: hoursAgo(2),
      reason: '看错了钟',
      earlier: [{ version: 1, discoveredAt: hoursAgo(3), recordedBy: worker.id }],
    });
    expect(await alertsOf(clientId, 'open')).toMatchObject([{ dueAt: hoursAgo(1) }]);
    expect((await change(supervisor, first, { receipt: '1' })).body.code).toBe('version_conflict');
    const mistaken = await change(worker, corrected.body, { isMistaken: true, reason: '记在了同名学生名下' });
    expect(mistaken.body.isMistaken).toBe(true);
    expect(await alertsOf(clientId, 'closed')).toMatchObject([{ outcome: 'false_alarm' }]);
  });

  it('is one of two where two things were discovered at one instant, and one where it is sent twice', async () => {
    const clientId = await makePupil();
    const id = newId();
    const report = { id, discoveredAt: hoursAgo(1) };
    const first = await file(worker, clientId, report);
    expect((await file(worker, clientId, report)).body).toEqual(first.body);
    expect((await file(worker, clientId, { ...report, text: '另一件事' })).body.code).toBe('id_taken');
    const second = await file(worker, clientId, { discoveredAt: hoursAgo(1), text: '书包里有刀' });
    await change(worker, first.body, { reportedAt: hoursAgo(0.5) });
    const { body } = await worker.call('GET', `/api/v1/clients/${clientId}/mandatory-reports`);
    const running = body.items.filter((item: { reportedAt: string | null }) => item.reportedAt === null);
    expect(running.map((item: { id: string }) => item.id)).toEqual([second.body.id]);
    expect(await alertsOf(clientId, 'open')).toHaveLength(1);
  });

  it('is neither seen nor changed from another site or organisation, by a teacher or a volunteer', async () => {
    const [home, away] = wenzhou.siteIds;
    const clientId = await makePupil();
    const { body } = await file(worker, clientId, { discoveredAt: hoursAgo(1) });
    const stranger = await makeOrganisation(server, '410100');
    const denied = [
      await makeUser(server, wenzhou, 'worker', [away]),
      await makeUser(server, stranger, 'supervisor'),
      await makeUser(server, wenzhou, 'liaison', [home]),
      await makeUser(server, wenzhou, 'volunteer', [home]),
    ];
    for (const [index, user] of denied.entries()) {
      const status = index < 2 ? 404 : 403;
      expect((await file(user, clientId, { discoveredAt: hoursAgo(1) })).status).toBe(status);
      expect((await user.call('GET', `/api/v1/clients/${clientId}/mandatory-reports`)).status).toBe(status);
      expect((await change(user, body, { receipt: '1' })).status).toBe(status);
    }
  });

  it('goes along when the client moves to another site', async () => {
    const [, away] = wenzhou.siteIds;
    const clientId = await makePupil();
    const { body } = await file(worker, clientId, { discoveredAt: hoursAgo(1) });
    await supervisor.call('PATCH', `/api/v1/clients/${clientId}`, { siteId: away }, { 'if-match': '"1"' });
    const there = await makeUser(server, wenzhou, 'worker', [away]);
    expect((await change(there, body, { reportedAt: hoursAgo(0.5) })).status).toBe(200);
    expect((await change(worker, body, { receipt: '1' })).status).toBe(404);
  });
});
