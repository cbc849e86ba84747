import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { watchAlerts } from './public.ts';

const START = Date.parse('2026-11-26T02:00:00Z');
const MINUTE = 60_000;

let now = START;
let server: TestServer;
let wenzhou: TestOrganisation;
let supervisor: TestUser;
let administrator: TestUser;
let worker: TestUser;
let colleague: TestUser;
let pupils = 0;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  now = START;
  wenzhou = await makeOrganisation(server);
  const [site] = wenzhou.siteIds;
  supervisor = await makeUser(server, wenzhou, 'supervisor');
  administrator = await makeUser(server, wenzhou, 'administrator');
  worker = await makeUser(server, wenzhou, 'worker', [site]);
  colleague = await makeUser(server, wenzhou, 'worker', [site]);
});

async function makePupil(siteId: string = wenzhou.siteIds[0]): Promise<string> {
  pupils += 1;
  const pupil = { name: `周${pupils}`, birthDate: '2011-03-04', siteId, workerIds: [] };
  return (await supervisor.call('POST', '/api/v1/clients', pupil)).body.id;
}

const refer = (clientId: string, more: object = {}) =>
  supervisor.call('POST', '/api/v1/referrals', {
    clientId,
    source: 'teacher',
    urgency: 'urgent',
    reason: '说不想活了',
    ...more,
  });
const alertsOf = async (user: TestUser, query = '') =>
  (await user.call('GET', `/api/v1/alerts${query}`)).body.items;
const act = (user: TestUser, id: string, action: string, body?: object) =>
  user.call('POST', `/api/v1/alerts/${id}/${action}`, body);
const historyOf = async (id: string) =>
  (await supervisor.call('GET', `/api/v1/alerts/${id}/history`)).body.items;
const watch = () => watchAlerts(server.services, wenzhou.id);

/** An urgent referral's alert that the worker has taken. */
async function takenAlert(): Promise<string> {
  await refer(await makePupil());
  const [alert] = await alertsOf(worker);
  expect((await act(worker, alert.id, 'take')).body.ownerId).toBe(worker.id);
  return alert.id;
}

describe('an alert', () => {
  it('tells whoever may take it what it is about, and one matter is one alert', async () => {
    const clientId = await makePupil();
    await refer(clientId);
    now += 5 * MINUTE;
    await refer(clientId, { reason: '今天又说了一次' });
    await refer(clientId, { urgency: 'soon', reason: '不算紧急' });
    const items = await alertsOf(worker);
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      repeats: 1,
      raisedAt: new Date(START).toISOString(),
      lastAt: new Date(now).toISOString(),
      // what comes again does not set the clock back
      dueAt: new Date(START + 240 * MINUTE).toISOString(),
      sources: [{ words: '今天又说了一次' }, { words: '说不想活了' }],
    });
    expect((await historyOf(items[0].id)).map(({ kind }: { kind: string }) => kind)).toEqual([
      'raised',
      'repeated',
    ]);
    await act(worker, items[0].id, 'take');
    const end = { outcome: 'safe_checked', note: '已见面' };
    const closed = await act(worker, items[0].id, 'close', end);
    // the answer was lost and the page sends again; other words come too late
    expect((await act(worker, items[0].id, 'close', end)).body).toEqual(closed.body);
    const other = await act(worker, items[0].id, 'close', { ...end, note: '又见了一次' });
    expect(other.body.code).toBe('alert_closed');
    // a colleague who says the same did not close it
    expect((await act(colleague, items[0].id, 'close', end)).body.code).toBe('alert_closed');
    expect(
      (await historyOf(items[0].id)).filter(({ kind }: { kind: string }) => kind === 'closed'),
    ).toHaveLength(1);
    await refer(clientId, { reason: '第三次' });
    expect(await alertsOf(worker)).toMatchObject([{ repeats: 0, sources: [{ words: '第三次' }] }]);
  });

  it('is counted for whoever may take it, at their sites', async () => {
    await takenAlert();
    await refer(await makePupil());
    await refer(await makePupil(wenzhou.siteIds[1]));
    const countOf = async (user: TestUser) => (await user.call('GET', '/api/v1/alerts/open-count')).body;
    expect(await countOf(worker)).toEqual({ open: 2, untaken: 1, overdue: 0 });
    now += 241 * MINUTE;
    expect(await countOf(supervisor)).toEqual({ open: 3, untaken: 2, overdue: 3 });
  });

  it('is handed over by its owner, to a colleague who can see to it', async () => {
    const id = await takenAlert();
    const elsewhere = await makeUser(server, wenzhou, 'worker', [wenzhou.siteIds[1]]);
    const to = (toId: string) => ({ toId, words: '我要下班了，孩子在办公室' });
    expect((await act(colleague, id, 'hand-over', to(colleague.id))).body.code).toBe('alert_not_taken');
    for (const { id: toId } of [elsewhere, administrator]) {
      expect((await act(worker, id, 'hand-over', to(toId))).body.code).toBe('worker_out_of_reach');
    }
    await colleague.call('POST', '/api/v1/absences', { until: new Date(now + 60 * MINUTE).toISOString() });
    expect((await act(worker, id, 'hand-over', to(colleague.id))).body.code).toBe('colleague_away');
    await colleague.call('POST', '/api/v1/absences', { until: null });
    expect((await act(worker, id, 'hand-over', to(worker.id))).body.code).toBe('alert_yours');
    expect((await act(worker, id, 'hand-over', to(colleague.id))).body.ownerId).toBe(colleague.id);
    expect(await historyOf(id)).toMatchObject([
      { kind: 'raised', actorId: supervisor.id },
      { kind: 'taken', toIds: [worker.id] },
      {
        kind: 'handed_over',
        actorId: worker.id,
        fromId: worker.id,
        toIds: [colleague.id],
        words: to('').words,
      },
    ]);
  });

  it('handed to and fro keeps its time: others are called all the same', async () => {
    const id = await takenAlert();
    const pass = (from: TestUser, to: TestUser) => act(from, id, 'hand-over', { toId: to.id, words: '换你' });
    for (let turn = 0; turn < 2; turn += 1) {
      now += 50 * MINUTE;
      expect((await pass(worker, colleague)).status).toBe(200);
      now += 50 * MINUTE;
      expect((await pass(colleague, worker)).status).toBe(200);
    }
    now += 41 * MINUTE;
    await watch();
    expect((await historyOf(id)).slice(-2)).toMatchObject([
      { kind: 'released', fromId: worker.id, cause: 'overdue' },
      { kind: 'called', cause: 'overdue' },
    ]);
  });

  it('taken over in turns after its time keeps the time that its first owner had: others are called all the same', async () => {
    await refer(await makePupil());
    const [{ id }] = await alertsOf(worker);
    const second = await makeUser(server, wenzhou, 'supervisor');
    now += 241 * MINUTE;
    expect((await act(worker, id, 'take')).status).toBe(200);
    // an urgent referral's owner has four hours before others are called
    for (const user of [supervisor, second, supervisor]) {
      now += 70 * MINUTE;
      expect((await act(user, id, 'take-over', { words: '我来' })).status).toBe(200);
    }
    now += 31 * MINUTE;
    await watch();
    expect((await historyOf(id)).slice(-2)).toMatchObject([
      { kind: 'released', fromId: supervisor.id, cause: 'overdue' },
      { kind: 'called', cause: 'overdue' },
    ]);
  });

  it('nobody’s yet, is taken over with the time of its kind', async () => {
    await refer(await makePupil());
    const [{ id }] = await alertsOf(worker);
    now += 241 * MINUTE;
    expect((await act(supervisor, id, 'take-over', { words: '我来' })).status).toBe(200);
    now += 239 * MINUTE;
    await watch();
    expect((await historyOf(id)).at(-1)).toMatchObject({ kind: 'taken_over' });
  });

  it('is taken over by a supervisor, who says why, and by nobody else', async () => {
    const id = await takenAlert();
    const words = { words: '联系不上陈老师' };
    expect((await act(colleague, id, 'take-over', words)).status).toBe(403);
    const foreign = await makeUser(server, await makeOrganisation(server, '410100'), 'supervisor');
    expect((await act(foreign, id, 'take-over', words)).status).toBe(404);
    expect((await act(supervisor, id, 'take-over', words)).body.ownerId).toBe(supervisor.id);
    // taken over from oneself, the time before others are called would begin anew each time
    expect((await act(supervisor, id, 'take-over', words)).body.code).toBe('alert_yours');
    expect((await historyOf(id)).at(-1)).toMatchObject({ kind: 'taken_over', fromId: worker.id, ...words });
  });

  it('is free again the moment its owner is suspended, and the next on duty and the supervisor are called', async () => {
    const id = await takenAlert();
    const accounts = (await administrator.call('GET', '/api/v1/accounts')).body.items;
    const { version } = accounts.find((account: { id: string }) => account.id === worker.id);
    const suspended = { status: 'suspended' };
    const ifMatch = { 'if-match': `"${version}"` };
    const changed = await administrator.call('PATCH', `/api/v1/accounts/${worker.id}`, suspended, ifMatch);
    expect(changed.status).toBe(200);
    expect(await alertsOf(colleague)).toMatchObject([
      { id, ownerId: null, calledIds: [colleague.id, supervisor.id] },
    ]);
    expect((await historyOf(id)).slice(-2)).toMatchObject([
      { kind: 'released', actorId: administrator.id, fromId: worker.id, cause: 'suspended' },
      { kind: 'called', toIds: [colleague.id, supervisor.id], cause: 'suspended' },
    ]);
    expect((await act(colleague, id, 'take')).body.ownerId).toBe(colleague.id);
  });

  it('is free again when its owner says they are away; a supervisor says it for others, a colleague does not', async () => {
    const id = await takenAlert();
    const until = new Date(now + 60 * MINUTE).toISOString();
    const absence = { accountId: worker.id, until };
    expect((await colleague.call('POST', '/api/v1/absences', absence)).status).toBe(403);
    const past = { until: new Date(now - MINUTE).toISOString() };
    expect((await worker.call('POST', '/api/v1/absences', past)).body.errors[0].path).toBe('/until');
    expect((await supervisor.call('POST', '/api/v1/absences', absence)).status).toBe(200);
    expect(await alertsOf(supervisor)).toMatchObject([
      { id, ownerId: null, calledIds: [colleague.id, supervisor.id] },
    ]);
    expect((await historyOf(id)).at(-1)).toMatchObject({ kind: 'called', cause: 'away' });
    // who is away would lose it within the minute: the others must not think that somebody goes
    expect((await act(worker, id, 'take')).body.code).toBe('you_are_away');
    await worker.call('POST', '/api/v1/absences', { until: null });
    expect((await act(worker, id, 'take')).body.ownerId).toBe(worker.id);
    await supervisor.call('POST', '/api/v1/absences', { until });
    expect((await act(supervisor, id, 'take-over', { words: '我来' })).body.code).toBe('you_are_away');
  });

  it('is taken from whoever has it when its time is over, and others are called in turn', async () => {
    const id = await takenAlert();
    now += 239 * MINUTE;
    await watch();
    expect(await alertsOf(worker)).toMatchObject([{ ownerId: worker.id, escalatedAt: null }]);
    now += 2 * MINUTE;
    await watch();
    expect(await alertsOf(worker)).toMatchObject([
      { ownerId: null, calledIds: [colleague.id, supervisor.id] },
    ]);
    expect((await historyOf(id)).slice(-2)).toMatchObject([
      { kind: 'released', actorId: null, fromId: worker.id, cause: 'overdue' },
      { kind: 'called', cause: 'overdue' },
    ]);
    await watch();
    now += 241 * MINUTE;
    await watch();
    const calls = (await historyOf(id)).filter(({ kind }: { kind: string }) => kind === 'called');
    expect(calls.map(({ toIds }: { toIds: string[] }) => toIds[0])).toEqual([colleague.id, worker.id]);
  });

  it('leaves an owner who has lost the site, and says where no worker of the site is on duty', async () => {
    const id = await takenAlert();
    await server.admin.query('update role_assignment set site_ids = $2 where account_id = $1', [
      worker.id,
      [wenzhou.siteIds[1]],
    ]);
    await watch();
    expect((await historyOf(id)).at(-1)).toMatchObject({ kind: 'called', cause: 'out_of_reach' });
    const listOf = async () => (await supervisor.call('GET', '/api/v1/alerts')).body;
    expect((await listOf()).unstaffedSiteIds).toEqual([]);
    const until = new Date(now + 60 * MINUTE).toISOString();
    await supervisor.call('POST', '/api/v1/absences', { accountId: colleague.id, until });
    expect((await listOf()).unstaffedSiteIds).toEqual([wenzhou.siteIds[0]]);
  });
});

describe('referrals', () => {
  it('stand by urgency, are read by workers of the site, and begin the case that they open', async () => {
    const clientId = await makePupil();
    await refer(await makePupil(), { urgency: 'routine', reason: '一般' });
    now += MINUTE;
    await refer(await makePupil(), { urgency: 'soon', reason: '尽快' });
    now += MINUTE;
    const urgent = (await refer(clientId, { reason: '紧急' })).body;
    const pages = [];
    let after = '';
    do {
      const { body } = await worker.call('GET', `/api/v1/referrals?status=open&limit=1${after}`);
      pages.push(...body.items);
      after = body.next === null ? '' : `&after=${body.next}`;
    } while (after !== '');
    expect(pages.map(({ reason }) => reason)).toEqual(['紧急', '尽快', '一般']);
    const elsewhere = await makeUser(server, wenzhou, 'worker', [wenzhou.siteIds[1]]);
    expect((await elsewhere.call('GET', '/api/v1/referrals')).body.items).toEqual([]);
    const ofClient = await worker.call('GET', `/api/v1/referrals?clientId=${clientId}`);
    expect(ofClient.body.items).toMatchObject([{ reason: '紧急' }]);
    const accept = (workerId: string) =>
      supervisor.call('POST', `/api/v1/referrals/${urgent.id}/accept`, { workerId });
    for (const { id } of [elsewhere, administrator]) {
      const refused = await accept(id);
      expect(refused.body).toMatchObject({ errors: [{ path: '/workerId' }], code: 'worker_out_of_reach' });
    }
    const { caseId } = (await accept(worker.id)).body;
    const { body } = await worker.call('GET', `/api/v1/cases/${caseId}`);
    expect(body.referral).toMatchObject({ reason: '紧急', source: 'teacher', referredBy: supervisor.id });
  });
});

describe('people and cases', () => {
  it('are given to nobody who could not see them: another site, no right, invited or suspended', async () => {
    const [home, away] = wenzhou.siteIds;
    const clientId = await makePupil();
    const { body } = await supervisor.call('POST', '/api/v1/cases', { clientId });
    const invited = await administrator.call('POST', '/api/v1/accounts', {
      username: 'invited.only',
      displayName: '未到',
      roles: [{ role: 'worker', siteIds: [home] }],
    });
    const elsewhere = await makeUser(server, wenzhou, 'worker', [away]);
    const volunteer = await makeUser(server, wenzhou, 'volunteer', [home]);
    const suspended = await makeUser(server, wenzhou, 'worker', [home]);
    await server.admin.query("update account set status = 'suspended' where id = $1", [suspended.id]);
    const ids = [elsewhere.id, volunteer.id, suspended.id, invited.body.account.id];
    const client = { name: '无权', siteId: home };
    const group = {
      name: '一组',
      siteId: home,
      playbookId: 'warm-way@1',
      level: 'universal',
      startsOn: '2026-11-26',
    };
    for (const id of ids) {
      const refusals = [
        await supervisor.call('POST', '/api/v1/cases', { clientId, workerIds: [id] }),
        await supervisor.call('POST', `/api/v1/cases/${body.id}/workers`, { workerIds: [id] }),
        await supervisor.call('POST', '/api/v1/clients', { ...client, workerIds: [id] }),
        await supervisor.call(
          'PATCH',
          `/api/v1/clients/${clientId}`,
          { workerIds: [id] },
          { 'if-match': '"1"' },
        ),
        await supervisor.call('POST', '/api/v1/groups', { ...group, leaderIds: [id] }),
      ];
      expect(refusals.map(({ body: { code } }) => code)).toEqual(Array(5).fill('worker_out_of_reach'));
    }
    const { items } = (await supervisor.call('GET', `/api/v1/sites/${home}/staff`)).body;
    expect(items.map(({ id }: { id: string }) => id).toSorted()).toEqual(
      [worker.id, colleague.id, supervisor.id].toSorted(),
    );
    expect(items.at(-1)).toMatchObject({ id: supervisor.id, isSupervisor: true, openCases: 1 });
  });
});
