import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  notifyAll,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { must } from '../../../test/person-rows.ts';
import { newId } from '../platform/database/ids.ts';

/** Ten o'clock in the morning in Wenzhou. */
const NOW = new Date('2026-11-27T02:00:00Z');
let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
let colleague: TestUser;
let clientId: string;
let caseId: string;

beforeAll(async () => {
  server = await startTestServer({ clock: () => NOW });
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  colleague = await makeUser(server, home, 'worker', [home.siteIds[0]]);
});
afterAll(() => server.dispose());
beforeEach(async () => {
  clientId = await must(worker.call('POST', '/api/v1/clients', { name: '韩小满', birthDate: '2009-03-04' }));
  caseId = await must(worker.call('POST', '/api/v1/cases', { clientId }));
});

const words = { closureReason: 'goals_met', outcome: 'achieved', text: '睡得好了，同学也常来找' };
const ask = (by = worker, more: object = {}) =>
  by.call('POST', `/api/v1/cases/${caseId}/closure-requests`, { ...words, ...more });
const decide = (id: string, isAccepted: boolean, more: object = {}, by = supervisor) =>
  by.call('POST', `/api/v1/closure-requests/${id}/decision`, { isAccepted, words: '看过记录', ...more });
const read = async (by = worker) => (await by.call('GET', `/api/v1/cases/${caseId}`)).body;
const list = async (by: TestUser, view = 'open') =>
  (await by.call('GET', `/api/v1/closure-requests?view=${view}&limit=200`)).body.items.filter(
    (item: { caseId: string }) => item.caseId === caseId,
  );
const bell = async (by: TestUser) => {
  await notifyAll(server);
  const { items } = (await by.call('GET', '/api/v1/notifications?limit=200')).body;
  return items
    .filter(({ state }: { state: string }) => state === 'waiting')
    .map(({ title }: { title: string }) => title);
};
const assess = (riskLevel: string) =>
  worker.call('POST', `/api/v1/cases/${caseId}/records`, {
    kind: 'assessment',
    occurredAt: NOW.toISOString(),
    text: '谈过',
    riskLevel,
  });
const refer = () =>
  worker.call('POST', '/api/v1/referrals', {
    clientId,
    source: 'teacher',
    urgency: 'urgent',
    reason: '说不想活了',
  });

const ASKED = '有一个结案申请等您决定';
const DECIDED = '您的结案申请有了决定';

describe('a request to close a case', () => {
  it('is offered to a worker who may not close, and what the case still needs is said at once', async () => {
    const wayOut = async (by: TestUser) =>
      (await read(by)).next.find(({ to }: { to: string }) => to === 'closed');
    expect(await wayOut(worker)).toEqual({ to: 'closed', missing: ['closure_reason'], isAsked: true });
    expect((await wayOut(supervisor)).isAsked).toBe(false);
    await refer();
    expect((await wayOut(worker)).missing).toContain('no_open_alert');
    expect((await ask()).body).toMatchObject({ code: 'transition_incomplete', missing: ['no_open_alert'] });
    expect(await list(supervisor)).toEqual([]);
  });

  it('waits with the supervisor of the site, who is told; accepted it closes the case with the worker’s words', async () => {
    const before = (await bell(supervisor)).length;
    const asked = await ask();
    expect(asked).toMatchObject({ status: 201, body: { status: 'open', clientName: '韩小满', ...words } });
    expect(await list(supervisor)).toMatchObject([{ id: asked.body.id, requestedBy: worker.id }]);
    expect(await list(worker)).toHaveLength(1);
    expect((await bell(supervisor)).length).toBe(before + 1);
    expect(await bell(worker)).not.toContain(ASKED);

    const accepted = await decide(asked.body.id, true);
    expect(accepted.body).toMatchObject({
      status: 'accepted',
      decision: '看过记录',
      decidedBy: supervisor.id,
    });
    const view = await read();
    expect(view).toMatchObject({ status: 'closed', closureReason: 'goals_met', next: expect.anything() });
    expect(view.records).toContainEqual(
      expect.objectContaining({
        kind: 'closure',
        text: words.text,
        outcome: 'achieved',
        recordedBy: worker.id,
      }),
    );
    expect(await list(supervisor)).toEqual([]);
    expect(await bell(worker)).toContain(DECIDED);
    expect((await bell(supervisor)).length).toBe(before);
    expect(await list(supervisor, 'past')).toHaveLength(1);
    // nothing is left to do, and nobody is told of it for ever
    await server.admin.query(
      `update closure_request set decided_at = decided_at - interval '8 days' where id = $1`,
      [asked.body.id],
    );
    expect(await bell(worker)).not.toContain(DECIDED);
  });

  it('returned goes back to the worker with the words, until it is asked for again', async () => {
    const first = (await ask()).body.id;
    expect((await decide(first, false, { words: '' })).body.errors[0].path).toBe('/words');
    expect((await decide(first, false, { words: '先做一次家访' })).body.status).toBe('returned');
    expect((await read()).status).toBe('intake');
    expect((await read()).closureRequests).toMatchObject([{ status: 'returned', decision: '先做一次家访' }]);
    expect(await list(worker, 'returned')).toMatchObject([{ id: first }]);
    expect(await bell(worker)).toContain(DECIDED);
    const second = (await ask()).body.id;
    expect(await list(worker, 'returned')).toEqual([]);
    expect((await read()).closureRequests.map(({ id }: { id: string }) => id)).toEqual([second, first]);
    expect((await decide(second, true)).body.status).toBe('accepted');
  });

  it('is taken back by the worker, once', async () => {
    const { id } = (await ask()).body;
    const withdraw = () => worker.call('POST', `/api/v1/closure-requests/${id}/withdrawal`);
    expect((await withdraw()).body.status).toBe('withdrawn');
    expect((await withdraw()).body.code).toBe('closure_request_decided');
    expect((await decide(id, true)).body.code).toBe('closure_request_decided');
    expect((await read()).status).toBe('intake');
    expect((await ask()).status).toBe(201);
  });

  it('is one, sent twice, twice at once or by two who work on the case', async () => {
    const id = newId();
    const [left, right] = await Promise.all([ask(worker, { id }), ask(worker, { id })]);
    expect([left.status, right.status]).toEqual([201, 201]);
    expect(left.body).toEqual(right.body);
    expect((await ask()).body.code).toBe('closure_request_open');
    await decide(id, false);
    await supervisor.call('POST', `/api/v1/cases/${caseId}/workers`, {
      workerIds: [worker.id, colleague.id],
    });
    const both = await Promise.all([ask(worker), ask(colleague)]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
  });

  it('is decided by one of two supervisors at once', async () => {
    const second = await makeUser(server, home, 'supervisor');
    const { id } = (await ask()).body;
    const answers = await Promise.all([decide(id, true), decide(id, false, {}, second)]);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200, 409]));
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe('closure_request_decided');
    const wasAccepted = answers[0]?.status === 200;
    expect((await read()).status).toBe(wasAccepted ? 'closed' : 'intake');
  });

  it('ends by itself when the case ends by another way or the client is erased', async () => {
    const withdrawn = (await ask()).body.id;
    await worker.call('POST', `/api/v1/cases/${caseId}/transitions`, { to: 'withdrawn', reason: '搬家' });
    expect((await read()).closureRequests).toMatchObject([
      { id: withdrawn, status: 'ended', decidedBy: null },
    ]);
    expect((await decide(withdrawn, true)).body.code).toBe('closure_request_decided');

    const other = await must(
      worker.call('POST', '/api/v1/clients', { name: '邱小雨', birthDate: '2009-03-04' }),
    );
    const opened = await must(worker.call('POST', '/api/v1/cases', { clientId: other }));
    const asked = await must(worker.call('POST', `/api/v1/cases/${opened}/closure-requests`, words));
    await supervisor.call('POST', `/api/v1/clients/${other}/erase`, { reason: 'request' });
    const { rows } = await server.admin.query('select status from closure_request where id = $1', [asked]);
    expect(rows).toEqual([{ status: 'ended' }]);
    expect(
      JSON.stringify((await supervisor.call('GET', '/api/v1/closure-requests?view=past')).body),
    ).not.toMatch(/邱小雨/);
  });

  it('is neither seen, made, decided nor taken back by who may not', async () => {
    const { id } = (await ask()).body;
    expect(await list(colleague)).toEqual([]);
    expect((await ask(colleague)).status).toBe(404);
    expect((await colleague.call('POST', `/api/v1/closure-requests/${id}/withdrawal`)).status).toBe(404);
    expect((await decide(id, true, {}, worker)).status).toBe(403);
    const away = await makeOrganisation(server, '410100');
    const stranger = await makeUser(server, away, 'supervisor');
    expect((await decide(id, true, {}, stranger)).status).toBe(404);
    expect(await list(stranger)).toEqual([]);
    for (const role of ['administrator', 'liaison', 'coordinator', 'viewer'] as const) {
      const user = await makeUser(server, home, role, [home.siteIds[0]]);
      expect((await user.call('GET', '/api/v1/closure-requests')).status, role).toBe(403);
      expect((await ask(user)).status, role).toBe(403);
    }
    expect(await list(supervisor)).toMatchObject([{ id, status: 'open' }]);
  });

  it('that meets a new alert is not accepted until somebody saw to that', async () => {
    const { id } = (await ask()).body;
    await refer();
    expect((await decide(id, true)).body).toMatchObject({ missing: ['no_open_alert'] });
    expect(await list(supervisor)).toMatchObject([{ status: 'open' }]);
  });
});

describe('a case that comes to rest while the risk is high', () => {
  const followUp = { riskReason: '已转介专科，家长陪同', followUpOn: '2026-12-11' };
  const waiting = async (by: TestUser) =>
    (await by.call('GET', '/api/v1/cases?waiting=next_step&limit=200')).body.items.filter(
      ({ id }: { id: string }) => id === caseId,
    );
  const calendarOf = async (by: TestUser) => {
    const { body: feed } = await by.call('POST', '/api/v1/calendar-feed');
    const { body } = await request(server, 'GET', feed.path);
    // lines are folded after 75 bytes
    return String(body).replaceAll(/\r\n /g, '');
  };

  it('asks why and for the day of a follow-up, also of what was asked for before the risk rose', async () => {
    await assess('high');
    for (const more of [{}, { riskReason: '已转介' }, { followUpOn: '2026-12-11' }])
      expect((await ask(worker, more)).body.missing, JSON.stringify(more)).toEqual([
        'follow_up_at_high_risk',
      ]);
    await assess('low');
    const { id } = (await ask()).body;
    await assess('urgent');
    expect((await decide(id, true)).body.missing).toEqual(['follow_up_at_high_risk']);
    expect((await decide(id, true, followUp)).status).toBe(200);
    expect((await read()).nextStepOn).toBe('2026-12-11');
  });

  it('refuses a day that has passed by its field, at any risk and by every way', async () => {
    const past = { followUpOn: '2026-11-26' };
    const refused = {
      status: 400,
      body: { errors: [{ path: '/followUpOn', message: '回访日期不能早于今天。' }] },
    };
    const move = { to: 'withdrawn', reason: '搬家', ...past };
    for (const risk of ['low', 'high']) {
      await assess(risk);
      expect(await ask(worker, { ...followUp, ...past }), risk).toMatchObject(refused);
      expect(await supervisor.call('POST', `/api/v1/cases/${caseId}/transitions`, move), risk).toMatchObject(
        refused,
      );
    }
    const { id } = (await ask(worker, followUp)).body;
    expect(await decide(id, true, past)).toMatchObject(refused);
    expect(await list(supervisor)).toMatchObject([{ id, status: 'open' }]);
  });

  it('stands with its worker and the supervisor until the follow-up is made, and with no colleague', async () => {
    await assess('high');
    const { id } = (await ask(worker, followUp)).body;
    expect((await decide(id, true)).status).toBe(200);
    for (const user of [worker, supervisor])
      expect(await waiting(user)).toMatchObject([{ status: 'closed', nextStepOn: '2026-12-11' }]);
    expect(await waiting(colleague)).toEqual([]);
    expect((await read()).records).toContainEqual(
      expect.objectContaining({ kind: 'transition', to: 'closed', reason: followUp.riskReason }),
    );
    const tick = { nextStep: null, nextStepOn: '2026-12-11' };
    const ticked = await worker.call('POST', `/api/v1/cases/${caseId}/next-step/done`, tick);
    expect(ticked.body.code).toBe('follow_up_by_record');

    const move = (more: object) => worker.call('POST', `/api/v1/cases/${caseId}/transitions`, more);
    await move({ to: 'follow_up' });
    const record = { kind: 'follow_up', occurredAt: NOW.toISOString(), text: '在复诊，情绪平稳' };
    await worker.call('POST', `/api/v1/cases/${caseId}/records`, record);
    expect((await move({ to: 'closed' })).body.missing).toEqual(['follow_up_at_high_risk']);
    await assess('low');
    expect((await move({ to: 'closed' })).body).toMatchObject({ status: 'closed', nextStepOn: null });
    expect(await waiting(supervisor)).toEqual([]);
  });

  it('asks the same of a withdrawal, and nothing where the client died', async () => {
    await assess('high');
    const move = (more: object) => supervisor.call('POST', `/api/v1/cases/${caseId}/transitions`, more);
    expect((await move({ to: 'withdrawn', reason: '家长不同意' })).body.missing).toEqual([
      'follow_up_at_high_risk',
    ]);
    const closure = { closureReason: 'deceased', outcome: 'not_known', text: '因病离世' };
    expect((await move({ to: 'closed', closure })).body.status).toBe('closed');
  });

  it('waits for nobody any more once the person died, or was erased', async () => {
    await assess('high');
    await decide((await ask(worker, followUp)).body.id, true);
    const first = caseId;
    caseId = await must(worker.call('POST', '/api/v1/cases', { clientId }));
    const closure = { closureReason: 'deceased', outcome: 'not_known', text: '因病离世' };
    const move = { to: 'closed', closure };
    expect((await supervisor.call('POST', `/api/v1/cases/${caseId}/transitions`, move)).status).toBe(200);
    caseId = first;
    expect(await waiting(worker)).toEqual([]);

    clientId = await must(
      worker.call('POST', '/api/v1/clients', { name: '邱小雨', birthDate: '2009-03-04' }),
    );
    caseId = await must(worker.call('POST', '/api/v1/cases', { clientId }));
    await assess('high');
    await decide((await ask(worker, followUp)).body.id, true);
    expect(await waiting(worker)).toHaveLength(1);
    await supervisor.call('POST', `/api/v1/clients/${clientId}/erase`, { reason: 'request' });
    expect(await waiting(worker)).toEqual([]);
    const { body } = await supervisor.call('GET', `/api/v1/cases?clientId=${clientId}`);
    expect(body.items).toMatchObject([{ id: caseId, nextStepOn: null, nextStep: null }]);
  });

  it('is in the calendars of both on that day, by the number alone', async () => {
    await assess('high');
    const { id } = (await ask(worker, followUp)).body;
    await decide(id, true);
    const { number } = await read();
    for (const user of [worker, supervisor]) {
      const calendar = await calendarOf(user);
      expect(calendar).toContain(`结案后回访 · ${number}`);
      expect(calendar).toContain('DTSTART;VALUE=DATE:20261211');
      expect(calendar).not.toMatch(/韩小满|专科/);
    }
    expect(await calendarOf(colleague)).not.toContain(number);
  });
});
