import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { type RowSettings, systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { Work } from '../platform/work/work.ts';
import { listReferrals } from './referrals.ts';

let server: TestServer;
let wenzhou: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
let colleague: TestUser;

beforeAll(async () => {
  server = await startTestServer();
  wenzhou = await makeOrganisation(server);
  const [site] = wenzhou.siteIds;
  supervisor = await makeUser(server, wenzhou, 'supervisor');
  worker = await makeUser(server, wenzhou, 'worker', [site]);
  colleague = await makeUser(server, wenzhou, 'worker', [site]);
});
afterAll(() => server.dispose());

async function makeClient(name: string): Promise<string> {
  const { body } = await worker.call('POST', '/api/v1/clients', { name, birthDate: '2011-03-04' });
  return body.id;
}

/** As a roster brings them: of the site, with nobody responsible yet. */
async function makeUnserved(name: string, siteId: string): Promise<string> {
  const pupil = { name, birthDate: '2011-03-04', siteId, workerIds: [] };
  const { body } = await supervisor.call('POST', '/api/v1/clients', pupil);
  return body.id;
}

async function consentTo(clientId: string): Promise<void> {
  const consent = { purpose: 'service', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-10-01' };
  expect((await worker.call('POST', `/api/v1/clients/${clientId}/consents`, consent)).status).toBe(201);
}

const at = '2026-11-20T02:00:00.000Z';

describe('a case', () => {
  it('is listed to a worker where it is theirs, and as mine to whoever sees others too', async () => {
    const leading = await makeUser(server, wenzhou, 'supervisor');
    const open = async (user: TestUser, name: string) => {
      const clientId = await makeUnserved(name, wenzhou.siteIds[0]);
      return (await user.call('POST', '/api/v1/cases', { clientId })).body;
    };
    const [own, other] = [await open(worker, '黄自己'), await open(colleague, '黄别人')];
    const led = await open(leading, '黄督导');
    const listed = async (user: TestUser, query = '') => {
      const { body } = await user.call('GET', `/api/v1/cases?limit=200${query}`);
      return (body.items as { id: string }[]).map(({ id }) => id);
    };
    expect(await listed(worker)).toContain(own.id);
    expect(await listed(worker)).not.toContain(other.id);
    expect(await listed(colleague)).toContain(other.id);
    expect(await listed(colleague)).not.toContain(own.id);
    expect(await listed(leading, '&mine=true')).toEqual([led.id]);
    expect(await listed(leading)).toEqual(expect.arrayContaining([own.id, other.id]));
    // whoever is named in a row of another organisation, or acts for nobody, is given nothing
    const stranger = await makeOrganisation(server);
    for (const settings of [
      { organisationId: stranger.id, actorId: worker.id, scope: 'own', siteIds: [] },
      { organisationId: wenzhou.id, actorId: null, scope: 'organisation', siteIds: [] },
    ] as const) {
      const reader = server.services.database.reader(settings);
      const [rows] = await reader.all({ name: '', text: 'select * from app.own_cases()', values: [] });
      expect(rows).toEqual([]);
    }
  });

  it('is found by the client or by how its number begins, by whom it concerns', async () => {
    const [found, beside] = [await makeClient('欧阳泽川'), await makeClient('令狐泽川')];
    const open = async (clientId: string) => {
      const { body } = await worker.call('POST', '/api/v1/cases', { clientId });
      return body as { id: string; number: string };
    };
    const [theirs] = [await open(found), await open(beside)];
    const idsFor = async (user: TestUser, q: string) => {
      const { body } = await user.call('GET', `/api/v1/cases?q=${encodeURIComponent(q)}`);
      return (body.items as { id: string }[]).map(({ id }) => id);
    };
    for (const q of ['欧阳泽川', 'oyzc', ` ${theirs.number.toLowerCase()} `, theirs.number.slice(0, -1)]) {
      expect(await idsFor(worker, q), q).toEqual([theirs.id]);
      expect(await idsFor(colleague, q), q).toEqual([]);
    }
    expect(await idsFor(supervisor, '欧阳泽川')).toEqual([theirs.id]);
    expect(await idsFor(worker, '%')).toEqual([]);
  });

  it('goes from referral to follow-up, and each step names what it still needs', async () => {
    const clientId = await makeClient('韩一程');
    const referral = await worker.call('POST', '/api/v1/referrals', {
      clientId,
      source: 'teacher',
      urgency: 'soon',
      reason: '最近上课走神，常独处',
    });
    expect(referral.status).toBe(201);
    expect((await worker.call('POST', `/api/v1/referrals/${referral.body.id}/accept`, {})).status).toBe(403);
    const accepted = await supervisor.call('POST', `/api/v1/referrals/${referral.body.id}/accept`, {
      workerId: worker.id,
    });
    expect(accepted.body).toMatchObject({ status: 'accepted' });
    const url = `/api/v1/cases/${accepted.body.caseId}`;
    const move = (user: TestUser, to: string) => user.call('POST', `${url}/transitions`, { to });
    const record = (body: object) =>
      worker.call('POST', `${url}/records`, { occurredAt: at, text: '记录', ...body });

    const refused = await move(worker, 'assessment');
    expect(refused.body).toMatchObject({ code: 'transition_incomplete', missing: ['consent'] });
    await consentTo(clientId);
    expect((await move(worker, 'assessment')).body.status).toBe('assessment');
    expect((await record({ kind: 'assessment' })).body.errors[0].path).toBe('/riskLevel');
    await record({ kind: 'assessment', riskLevel: 'medium' });
    expect((await move(worker, 'plan')).body.status).toBe('plan');
    await record({ kind: 'plan', goals: [{ goal: '每周参加一次小组' }] });
    expect((await move(worker, 'intervention')).body.status).toBe('intervention');
    expect((await move(worker, 'review')).body.missing).toEqual(['encounter']);
    const encounter = {
      caseId: accepted.body.caseId,
      kind: 'individual',
      occurredAt: at,
      minutes: 45,
      note: '谈了睡眠',
    };
    expect((await worker.call('POST', '/api/v1/encounters', encounter)).status).toBe(201);
    expect((await move(worker, 'review')).body.status).toBe('review');
    await record({ kind: 'review' });
    await record({ kind: 'closure', closureReason: 'goals_met' });
    expect((await move(worker, 'closed')).status).toBe(403);
    const closed = await move(supervisor, 'closed');
    expect(closed.body).toMatchObject({ status: 'closed', closureReason: 'goals_met', riskLevel: 'medium' });
    expect((await move(worker, 'follow_up')).body.status).toBe('follow_up');
    const read = await worker.call('GET', url);
    expect(read.body.clientName).toBe('韩一程');
    expect(read.body.records.map(({ kind }: { kind: string }) => kind)).toContain('plan');
  });

  it('of a colleague is not seen with scope own, nor can an encounter be put into it', async () => {
    const clientId = await makeClient('朱隔壁');
    const { body } = await worker.call('POST', '/api/v1/cases', { clientId });
    expect((await worker.call('GET', `/api/v1/cases/${body.id}`)).status).toBe(200);
    expect((await colleague.call('GET', `/api/v1/cases/${body.id}`)).status).toBe(404);
    const encounter = { caseId: body.id, kind: 'phone', occurredAt: at, minutes: 10, note: '' };
    expect((await colleague.call('POST', '/api/v1/encounters', encounter)).status).toBe(404);
    const stranger = await makeOrganisation(server, '410100');
    const foreign = await makeUser(server, stranger, 'supervisor');
    expect((await foreign.call('POST', '/api/v1/encounters', encounter)).status).toBe(404);
    expect((await foreign.call('POST', '/api/v1/cases', { clientId })).status).toBe(404);
  });

  it('is opened by a worker of the site for a client whom nobody serves, and makes the worker responsible', async () => {
    const clientId = await makeUnserved('顾无人', wenzhou.siteIds[0]);
    const id = newId();
    const opened = await worker.call('POST', '/api/v1/cases', { id, clientId });
    expect(opened.status).toBe(201);
    expect(opened.body.workerIds).toEqual([worker.id]);
    expect((await worker.call('GET', `/api/v1/clients/${clientId}`)).body.workerIds).toEqual([worker.id]);
    expect((await worker.call('GET', `/api/v1/cases/${id}`)).status).toBe(200);
    // opening reaches further than reading: a colleague's case is not told by opening it once more
    expect((await colleague.call('POST', '/api/v1/cases', { id, clientId })).body.code).toBe('id_taken');
    const elsewhere = await makeUnserved('顾他处', wenzhou.siteIds[1]);
    expect((await worker.call('POST', '/api/v1/cases', { clientId: elsewhere })).status).toBe(404);
    for (const role of ['liaison', 'volunteer'] as const) {
      const stranger = await makeUser(server, wenzhou, role, [wenzhou.siteIds[0]]);
      expect((await stranger.call('POST', '/api/v1/cases', { clientId })).status, role).toBe(403);
    }
  });

  it('takes an encounter once, however often it is sent', async () => {
    const clientId = await makeClient('秦一次');
    const { body } = await worker.call('POST', '/api/v1/cases', { clientId });
    const encounter = {
      id: newId(),
      caseId: body.id,
      kind: 'phone',
      occurredAt: at,
      minutes: 10,
      note: '问候',
    };
    const first = await worker.call('POST', '/api/v1/encounters', encounter);
    const second = await worker.call('POST', '/api/v1/encounters', encounter);
    expect(second.body).toEqual(first.body);
    const listed = await worker.call('GET', `/api/v1/cases/${body.id}/encounters`);
    expect(listed.body.items).toHaveLength(1);
    const other = await worker.call('POST', '/api/v1/encounters', { ...encounter, minutes: 20 });
    expect(other.body.code).toBe('id_taken');
    const future = await worker.call('POST', '/api/v1/encounters', {
      ...encounter,
      id: newId(),
      occurredAt: '2999-01-01T00:00:00Z',
    });
    expect(future.body.errors[0].path).toBe('/occurredAt');
  });
});

describe('a client who moves to another site', () => {
  it('takes alerts, referrals and cases along: the old site sees nothing of them any more', async () => {
    const [home, away] = wenzhou.siteIds;
    const clientId = await makeClient('施搬家');
    const reason = { clientId, source: 'teacher', urgency: 'urgent', reason: '情绪很低' };
    await worker.call('POST', '/api/v1/referrals', reason);
    const { body: opened } = await worker.call('POST', '/api/v1/cases', { clientId, workerIds: [worker.id] });
    const seen = async (user: TestUser) => {
      const { body } = await user.call('GET', '/api/v1/alerts');
      return body.items.some((item: { clientId: string }) => item.clientId === clientId);
    };
    expect(await seen(colleague)).toBe(true);
    const client = await supervisor.call('GET', `/api/v1/clients/${clientId}`);
    const version = { 'if-match': `"${client.body.version}"` };
    const moved = await supervisor.call('PATCH', `/api/v1/clients/${clientId}`, { siteId: away }, version);
    expect(moved.status).toBe(200);
    expect(await seen(colleague)).toBe(false);
    const there = await makeUser(server, wenzhou, 'worker', [away]);
    expect(await seen(there)).toBe(true);
    const { rows } = await server.admin.query(
      `select site_id from client_case where id = $1
       union select site_id from referral where client_id = $2`,
      [opened.id, clientId],
    );
    expect(rows).toEqual([{ site_id: away }]);
    expect(home).not.toBe(away);
  });
});

describe('open referrals that many list at once', () => {
  it('are opened together for those who see the same, and nobody sees those of another site', async () => {
    const clientId = await makeClient('同看');
    const referral = { clientId, source: 'teacher', urgency: 'soon', reason: '同时查看' };
    expect((await supervisor.call('POST', '/api/v1/referrals', referral)).status).toBe(201);
    const list = (settings: RowSettings) =>
      new Work(server.services, settings, { requestId: newId(), language: 'zh-CN' }).read((reading) =>
        listReferrals(reading, { status: 'open', clientId }),
      );
    const wide = systemSettings(wenzhou.id);
    const elsewhere = { ...wide, scope: 'site', siteIds: [wenzhou.siteIds[1]] } as const;
    const lists = await Promise.all([elsewhere, elsewhere, wide, wide, elsewhere].map(list));
    expect(lists.map(({ items }) => items.length)).toEqual([0, 0, 1, 1, 0]);
  });
});
