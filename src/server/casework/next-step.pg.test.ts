import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { must } from '../../../test/person-rows.ts';
import { encounterKinds } from '../../domain/casework/encounter-kinds.ts';

let server: TestServer;
let home: TestOrganisation;
let worker: TestUser;
let colleague: TestUser;
let supervisor: TestUser;
let clientId: string;
let caseId: string;
const at = new Date(Date.now() - 3_600_000).toISOString();

beforeAll(async () => {
  server = await startTestServer();
  home = await makeOrganisation(server);
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  colleague = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  supervisor = await makeUser(server, home, 'supervisor');
});
afterAll(() => server.dispose());
beforeEach(async () => {
  clientId = await must(worker.call('POST', '/api/v1/clients', { name: '韩小满', birthDate: '2009-03-04' }));
  caseId = await must(worker.call('POST', '/api/v1/cases', { clientId }));
});

const meet = (more: object = {}, by = worker) =>
  by.call('POST', '/api/v1/encounters', {
    caseId,
    kind: 'phone',
    occurredAt: at,
    minutes: 15,
    note: '谈过',
    ...more,
  });
const read = async () => (await worker.call('GET', `/api/v1/cases/${caseId}`)).body;
const done = (step: object, by = worker) => by.call('POST', `/api/v1/cases/${caseId}/next-step/done`, step);
const waiting = async (by: TestUser) =>
  (await by.call('GET', '/api/v1/cases?waiting=next_step&limit=200')).body;

describe('the next step of a case', () => {
  it('is the one agreed in the newest encounter or record, words and day together', async () => {
    const first = { nextStep: '给班主任打电话', nextStepOn: '2026-12-03' };
    expect((await meet(first)).body).toMatchObject(first);
    expect(await read()).toMatchObject(first);
    // an encounter without one leaves it as it is
    expect((await meet()).body).toMatchObject({ nextStep: null, nextStepOn: null });
    expect(await read()).toMatchObject(first);
    await meet({ nextStep: '家访' });
    expect(await read()).toMatchObject({ nextStep: '家访', nextStepOn: null });
    const record = { kind: 'intake', occurredAt: at, text: '接案', nextStepOn: '2026-12-09' };
    await worker.call('POST', `/api/v1/cases/${caseId}/records`, record);
    expect(await read()).toMatchObject({ nextStep: null, nextStepOn: '2026-12-09' });
    // what was agreed stays with its encounter, also when that is corrected
    const { items } = (await worker.call('GET', `/api/v1/cases/${caseId}/encounters`)).body;
    const { id } = items.find(({ nextStep }: { nextStep: string | null }) => nextStep === first.nextStep);
    const corrected = await worker.call(
      'POST',
      `/api/v1/encounters/${id}/corrections`,
      { kind: 'phone', occurredAt: at, minutes: 10, note: '谈过', reason: '看错了表' },
      { 'if-match': '"1"' },
    );
    expect(corrected.body).toMatchObject({ minutes: 10, ...first });
  });

  it('is ticked when it is done, stands in the story then, and is not ticked for a newer one', async () => {
    const step = { nextStep: '给班主任打电话', nextStepOn: '2026-12-03' };
    await meet(step);
    expect((await done({ ...step, nextStep: '家访' })).body.code).toBe('next_step_changed');
    expect((await done(step, colleague)).status).toBe(404);
    expect((await done(step)).body).toMatchObject({ nextStep: null, nextStepOn: null });
    // sent again it changes nothing
    expect((await done(step)).status).toBe(200);
    const told = (await read()).records.filter(({ kind }: { kind: string }) => kind === 'step_done');
    expect(told).toMatchObject([{ text: step.nextStep, recordedBy: worker.id }]);
  });

  it('waits with whoever works on the case, the earliest day first and those of no day last, page by page', async () => {
    const days = ['2026-12-09', null, '2026-12-01', '2026-12-09'];
    const mine = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    const ids: string[] = [];
    for (const nextStepOn of days) {
      const client = await must(
        mine.call('POST', '/api/v1/clients', { name: '韩小满', birthDate: '2009-03-04' }),
      );
      caseId = await must(mine.call('POST', '/api/v1/cases', { clientId: client }));
      await meet({ nextStep: '家访', nextStepOn }, mine);
      ids.push(caseId);
    }
    const found: { id: string; nextStepOn: string | null }[] = [];
    let after = '';
    for (let turn = 0; turn < 5; turn += 1) {
      const page = (await mine.call('GET', `/api/v1/cases?waiting=next_step&limit=2${after}`)).body;
      found.push(...page.items);
      if (page.next === null) break;
      after = `&after=${page.next}`;
    }
    expect(found.map(({ nextStepOn }) => nextStepOn)).toEqual([
      '2026-12-01',
      '2026-12-09',
      '2026-12-09',
      null,
    ]);
    expect(found.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
    // open work of others is theirs, also for whoever may see it
    expect((await waiting(supervisor)).items.filter(({ id }: { id: string }) => ids.includes(id))).toEqual(
      [],
    );
  });

  it('is listed from a mark that names a day of the calendar, and no other', async () => {
    for (const day of ['2026-13-01', '2026-02-30', '0000-00-00']) {
      const mark = Buffer.from(JSON.stringify([day, caseId])).toString('base64url');
      const { status, body } = await worker.call('GET', `/api/v1/cases?waiting=next_step&after=${mark}`);
      expect([status, body.code, body.errors], day).toMatchObject([
        400,
        'cursor_invalid',
        [{ path: 'after' }],
      ]);
    }
  });

  it('ends with the case and with the person, and is sealed', async () => {
    await meet({ nextStep: '去外婆家', nextStepOn: '2026-12-03' });
    const { rows } = await server.admin.query('select * from client_case where id = $1', [caseId]);
    expect(JSON.stringify(rows)).not.toContain('外婆');
    await supervisor.call('POST', `/api/v1/cases/${caseId}/transitions`, { to: 'withdrawn', reason: '搬家' });
    expect(await read()).toMatchObject({ nextStep: null, nextStepOn: null });
    // what is entered late is taken without a step that nobody would be shown
    for (const [more, path] of [
      [{ nextStep: '再打电话' }, '/nextStep'],
      [{ nextStepOn: '2026-12-03' }, '/nextStepOn'],
    ] as const) {
      const message = expect.stringContaining('个案已经结束，不再定下一步');
      const refused = { status: 400, body: { errors: [{ path, message }] } };
      expect(await meet(more)).toMatchObject(refused);
      const record = { kind: 'review', occurredAt: at, text: '补记', ...more };
      expect(await worker.call('POST', `/api/v1/cases/${caseId}/records`, record)).toMatchObject(refused);
    }
    expect((await meet()).status).toBe(201);
    expect(await read()).toMatchObject({ nextStep: null, nextStepOn: null });
    await supervisor.call('POST', `/api/v1/clients/${clientId}/erase`, { reason: 'request' });
    expect((await waiting(worker)).items.map(({ id }: { id: string }) => id)).not.toContain(caseId);
  });
});

describe('an encounter', () => {
  it('is of any kind, and can be corrected into any', async () => {
    for (const kind of encounterKinds) {
      const { status, body } = await meet({ kind });
      expect([status, body.kind]).toEqual([201, kind]);
      const corrected = await worker.call(
        'POST',
        `/api/v1/encounters/${body.id}/corrections`,
        {
          kind: kind === 'online' ? 'phone' : 'online',
          occurredAt: at,
          minutes: 20,
          note: '微信',
          reason: '选错了',
        },
        { 'if-match': '"1"' },
      );
      expect(corrected.status, kind).toBe(201);
    }
  });
});

describe('a review', () => {
  it('says of each goal how far it has come', async () => {
    const review = (goals: object[]) =>
      worker.call('POST', `/api/v1/cases/${caseId}/records`, {
        kind: 'review',
        occurredAt: at,
        text: '八周',
        goals,
      });
    const refused = await review([{ goal: '早睡', state: 'achieved' }, { goal: '约定作业时间' }]);
    expect(refused.body.errors).toMatchObject([{ path: '/goals', message: '请为每个目标选择进展。' }]);
    await review([
      { goal: '早睡', state: 'achieved' },
      { goal: '约定作业时间', state: 'partly' },
    ]);
    expect((await read()).records[0].goals).toMatchObject([{ state: 'achieved' }, { state: 'partly' }]);
  });
});
