import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { beginPlacement, placementBody, placementGrades, placementHours } from '../../../test/placement.ts';
import {
  makeOrganisation,
  makeUser,
  must,
  notifyAll,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { Work } from '../platform/work/work.ts';
import { repeatPlacementErasure } from './public.ts';
import { viewPlacement } from './read-placements.ts';
import * as sql from './sql.ts';

let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
let colleague: TestUser;
let placementId: string;

beforeAll(async () => {
  server = await startTestServer();
});
afterAll(() => server.dispose());
beforeEach(async () => {
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  colleague = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  placementId = await beginPlacement(supervisor, home.siteIds[0], worker.id);
});

const read = (by: TestUser, id = placementId) => by.call('GET', `/api/v1/placements/${id}`);
const enter = (by: TestUser, more: object = {}) =>
  by.call('POST', `/api/v1/placements/${placementId}/hours`, { id: newId(), ...placementHours(), ...more });
const confirm = (by: TestUser, id: string) => by.call('POST', `/api/v1/placement-hours/${id}/confirm`);
const withdraw = (by: TestUser, id: string) => by.call('POST', `/api/v1/placement-hours/${id}/withdraw`);
const evaluate = (by: TestUser, kind: string, more: object = {}) =>
  by.call('POST', `/api/v1/placements/${placementId}/evaluations`, {
    id: newId(),
    kind,
    grades: placementGrades,
    words: '能独立访谈',
    ...more,
  });
const move = (by: TestUser, version: number, body: object, id = placementId) =>
  by.call('PUT', `/api/v1/placements/${id}/state`, body, { 'if-match': `"${version}"` });

describe('a placement', () => {
  it('is planned by whoever manages all of them, and by nobody else', async () => {
    const body = () => ({ id: newId(), ...placementBody(home.siteIds[0], worker.id) });
    const administrator = await makeUser(server, home, 'administrator');
    const coordinator = await makeUser(server, home, 'coordinator');
    expect((await administrator.call('POST', '/api/v1/placements', body())).status).toBe(201);
    expect((await worker.call('POST', '/api/v1/placements', body())).status).toBe(403);
    expect((await coordinator.call('POST', '/api/v1/placements', body())).status).toBe(403);
    expect((await coordinator.call('GET', '/api/v1/placements')).status).toBe(403);
  });

  it('is read by its practice supervisor and by whoever manages all, and by no colleague', async () => {
    expect((await must(read(worker))).student).toMatchObject({ name: '农晓雯', university: '广西师范大学' });
    expect((await must(supervisor.call('GET', '/api/v1/placements'))).items).toHaveLength(1);
    expect((await must(worker.call('GET', '/api/v1/placements'))).items).toHaveLength(1);
    expect((await must(colleague.call('GET', '/api/v1/placements'))).items).toEqual([]);
    expect((await read(colleague)).status).toBe(404);
    expect((await enter(colleague)).status).toBe(404);
    expect((await evaluate(colleague, 'mid')).status).toBe(404);
    expect((await colleague.call('GET', `/api/v1/placements/${placementId}/report`)).status).toBe(404);
    const stranger = await makeUser(server, await makeOrganisation(server), 'supervisor');
    expect((await read(stranger)).status).toBe(404);
    expect((await move(stranger, 2, { state: 'broken_off', reason: '无' })).status).toBe(404);
    expect((await stranger.call('POST', `/api/v1/placements/${placementId}/erase`)).status).toBe(404);
  });

  it('names the student as every other door names people', async () => {
    const padded = { name: ' \u200b农　晓雯\u00a0 ' };
    const id = await beginPlacement(supervisor, home.siteIds[0], worker.id, padded);
    expect((await must(read(worker, id))).student.name).toBe('农晓雯');
  });

  it('leaves each reading in the audit', async () => {
    await must(read(worker));
    await must(worker.call('GET', '/api/v1/placements'));
    await must(worker.call('GET', `/api/v1/placements/${placementId}/report`));
    const { rows } = await server.admin.query(
      `select action from audit_event where actor_id = $1 and $2 = any(subject_ids) order by action`,
      [worker.id, placementId],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'placement.list',
      'placement.read',
      'placement.report',
    ]);
  });

  it('is with somebody at work here who may look after students, on days that follow each other', async () => {
    const coordinator = await makeUser(server, home, 'coordinator');
    const wrong = [
      [{ ...placementBody(home.siteIds[0], coordinator.id) }, '/supervisorId'],
      [{ ...placementBody(home.siteIds[0], worker.id), until: '2020-01-01' }, '/until'],
    ] as const;
    for (const [said, path] of wrong) {
      const { status, body } = await supervisor.call('POST', '/api/v1/placements', { id: newId(), ...said });
      expect([status, body.errors]).toMatchObject([400, [{ path }]]);
    }
  });

  it('goes with all that was written to whoever looks after the student instead', async () => {
    await must(enter(worker));
    const passed = placementBody(home.siteIds[0], colleague.id);
    const put = (by: TestUser, version: number) =>
      by.call('PUT', `/api/v1/placements/${placementId}`, passed, { 'if-match': `"${version}"` });
    expect((await put(worker, 2)).status).toBe(403);
    await must(put(supervisor, 2));
    expect((await read(worker)).status).toBe(404);
    expect((await must(read(colleague))).hours).toMatchObject([
      { content: '跟随家访，写过程记录', confirmedBy: worker.id },
    ]);
  });

  it('is completed once it was evaluated, or broken off with a reason', async () => {
    expect((await move(worker, 2, { state: 'completed' })).body.code).toBe('placement_not_evaluated');
    expect((await move(worker, 2, { state: 'broken_off' })).body.errors).toMatchObject([{ path: '/reason' }]);
    await must(evaluate(worker, 'final'));
    expect(await must(move(worker, 2, { state: 'completed' }))).toMatchObject({
      state: 'completed',
      version: 3,
    });
    expect((await move(worker, 3, { state: 'broken_off', reason: '无' })).body.code).toBe(
      'placement_state_passed',
    );
    expect((await enter(worker)).body.code).toBe('placement_state_passed');
    const put = (version: number) =>
      supervisor.call(
        'PUT',
        `/api/v1/placements/${placementId}`,
        placementBody(home.siteIds[0], colleague.id),
        { 'if-match': `"${version}"` },
      );
    expect((await put(3)).body.code).toBe('placement_state_passed');
    expect((await must(read(worker))).supervisorId).toBe(worker.id);
    const other = await beginPlacement(supervisor, home.siteIds[0], worker.id);
    const broken = await must(move(worker, 2, { state: 'broken_off', reason: '转专业' }, other));
    expect(broken).toMatchObject({ state: 'broken_off', brokenOffBecause: '转专业' });
  });
});

describe('a practice supervisor who goes', () => {
  const TOLD = '有实习生的实习督导已停用或不再带实习，请换一位';

  async function told(user: TestUser): Promise<{ title: string; state: string }[]> {
    await notifyAll(server);
    return (await must(user.call('GET', '/api/v1/notifications'))).items;
  }
  async function change(accountId: string, body: object, by: TestUser) {
    const { items } = await must(by.call('GET', '/api/v1/accounts'));
    const { version } = items.find(({ id }: { id: string }) => id === accountId);
    await must(by.call('PATCH', `/api/v1/accounts/${accountId}`, body, { 'if-match': `"${version}"` }));
  }
  const isUnsupervised = async () => (await must(read(supervisor))).isUnsupervised;

  it('is told of to whoever plans placements, once and until somebody else looks after the student', async () => {
    const administrator = await makeUser(server, home, 'administrator');
    expect(await isUnsupervised()).toBe(false);
    await change(worker.id, { status: 'suspended' }, administrator);
    await change(worker.id, { roles: [{ role: 'coordinator', siteIds: [] }] }, administrator);
    for (const user of [supervisor, administrator])
      expect(await told(user)).toMatchObject([{ title: TOLD, state: 'waiting' }]);
    expect(await told(colleague)).toEqual([]);
    expect(await isUnsupervised()).toBe(true);
    expect((await must(supervisor.call('GET', '/api/v1/placements'))).items).toMatchObject([
      { isUnsupervised: true },
    ]);
    await must(
      supervisor.call(
        'PUT',
        `/api/v1/placements/${placementId}`,
        placementBody(home.siteIds[0], colleague.id),
        { 'if-match': '"2"' },
      ),
    );
    expect(await isUnsupervised()).toBe(false);
    expect((await told(supervisor)).filter(({ state }) => state === 'waiting')).toEqual([]);
  });

  it('may also have lost the role alone, and is told of anew after a return', async () => {
    const administrator = await makeUser(server, home, 'administrator');
    const roles = [{ role: 'worker', siteIds: [home.siteIds[0]] }];
    const without = [{ role: 'coordinator', siteIds: [] }];
    await change(worker.id, { roles: without }, administrator);
    expect(await told(supervisor)).toMatchObject([{ title: TOLD, state: 'waiting' }]);
    await change(worker.id, { status: 'suspended' }, administrator);
    expect(await told(supervisor)).toHaveLength(1);
    await change(worker.id, { status: 'active', roles }, administrator);
    expect((await told(supervisor)).filter(({ state }) => state === 'waiting')).toEqual([]);
    await change(worker.id, { status: 'suspended' }, administrator);
    expect(await told(supervisor)).toHaveLength(2);
  });

  it('is not told of while they wait for a link to sign in again, nor of a placement that is over', async () => {
    const administrator = await makeUser(server, home, 'administrator');
    await must(administrator.call('POST', `/api/v1/accounts/${worker.id}/reset-link`));
    expect([await isUnsupervised(), await told(supervisor)]).toEqual([false, []]);
    await must(move(supervisor, 2, { state: 'broken_off', reason: '转专业' }));
    await change(worker.id, { status: 'suspended' }, administrator);
    expect([await isUnsupervised(), await told(supervisor)]).toEqual([false, []]);
  });
});

describe('hours', () => {
  it('count once the practice supervisor confirmed them, whoever else entered them', async () => {
    const entered = await must(enter(supervisor));
    expect(entered).toMatchObject({ confirmedMinutes: 0, waitingMinutes: 240 });
    const [{ id }] = entered.hours;
    expect((await confirm(supervisor, id)).body.code).toBe('placement_not_yours');
    expect((await confirm(colleague, id)).status).toBe(404);
    expect(await must(confirm(worker, id))).toMatchObject({ confirmedMinutes: 240, waitingMinutes: 0 });
    expect(await must(confirm(worker, id))).toMatchObject({ confirmedMinutes: 240 });
    expect(await must(enter(worker, { minutes: 60 }))).toMatchObject({ confirmedMinutes: 300 });
  });

  it('that are taken back count no more, and stay to be seen', async () => {
    const [{ id }] = (await must(enter(worker))).hours;
    const left = await must(withdraw(worker, id));
    expect(left).toMatchObject({ confirmedMinutes: 0, hours: [{ id, minutes: 240 }] });
    expect(left.hours[0].withdrawnAt).not.toBeNull();
    expect((await confirm(worker, id)).body.code).toBe('placement_hours_settled');
  });

  it('are of days of the placement that have come', async () => {
    for (const day of ['2020-01-01', '2099-01-01'])
      expect((await enter(worker, { day })).body.errors).toMatchObject([{ path: '/day' }]);
  });

  it('of a day come to no more than it has', async () => {
    await must(enter(supervisor, { minutes: 840 }));
    const more = await enter(supervisor, { minutes: 601 });
    expect(more.body.errors[0].path).toBe('/minutes');
    await must(enter(supervisor, { minutes: 600 }));
  });

  it('of a day that several enter at once come to no more either', async () => {
    const both = await Promise.all(
      [worker, supervisor, worker, supervisor].map((by) => enter(by, { minutes: 840 })),
    );
    expect(both.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(both.filter(({ status }) => status === 400)).toHaveLength(3);
  });

  it('stay within the days of their placement, and are seen to before it is completed', async () => {
    const there = await must(enter(supervisor));
    await must(evaluate(worker, 'final'));
    const complete = () =>
      supervisor.call(
        'PUT',
        `/api/v1/placements/${placementId}/state`,
        { state: 'completed' },
        {
          'if-match': `"${there.version}"`,
        },
      );
    expect((await complete()).body.code).toBe('placement_hours_waiting');
    await must(confirm(worker, there.hours[0].id));
    await must(complete());
  });
});

describe('an evaluation', () => {
  it('is corrected by one that names it; of two at once is one', async () => {
    const first = (await must(evaluate(worker, 'mid'))).evaluations[0];
    expect((await evaluate(worker, 'mid')).body.code).toBe('placement_evaluated');
    const both = await Promise.all([
      evaluate(worker, 'mid', { replaces: first.id, words: '更主动了' }),
      evaluate(supervisor, 'mid', { replaces: first.id, words: '记录及时' }),
    ]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
    const { evaluations } = await must(read(worker));
    expect(evaluations.map(({ isCurrent }: { isCurrent: boolean }) => isCurrent)).toEqual([true, false]);
    expect(evaluations[1]).toMatchObject({ words: '能独立访谈', grades: placementGrades });
  });
});

describe('what is known of a student', () => {
  it('lies sealed, and goes with its key; hours are kept', async () => {
    await must(enter(worker));
    await must(evaluate(worker, 'final'));
    expect((await worker.call('POST', `/api/v1/placements/${placementId}/erase`)).status).toBe(403);
    const { rows: keys } = await server.admin.query('select wrapped from person_key where person_id = $1', [
      placementId,
    ]);
    expect(keys).toHaveLength(1);
    const keysOfHome = await server.services.keyring.of(
      server.services.database.reader(systemSettings(home.id)),
    );
    expect(keysOfHome.rememberedKey(placementId)).toBeDefined();
    const erased = await must(supervisor.call('POST', `/api/v1/placements/${placementId}/erase`));
    expect(erased).toMatchObject({
      student: null,
      confirmedMinutes: 240,
      hours: [{ content: null, minutes: 240 }],
      evaluations: [{ grades: null, words: null }],
    });
    // also not in memory
    expect(keysOfHome.rememberedKey(placementId)).toBeUndefined();
    expect((await enter(worker)).body.code).toBe('placement_erased');
    expect((await worker.call('GET', `/api/v1/placements/${placementId}/report`)).body.code).toBe(
      'placement_erased',
    );
    // an older database that was put back has the key again
    await server.admin.query(
      'insert into person_key (organisation_id, person_id, wrapped) values ($1, $2, $3)',
      [home.id, placementId, keys[0].wrapped],
    );
    const work = new Work(server.services, systemSettings(home.id), { requestId: 'test', language: 'zh-CN' });
    await work.change((change) => repeatPlacementErasure(change, placementId));
    expect((await work.read((reading) => viewPlacement(reading, placementId))).student).toBeNull();
  });

  it('is printed for the university', async () => {
    await must(enter(worker));
    await must(evaluate(worker, 'mid'));
    for (const language of ['zh', 'en']) {
      const report = await worker.call(
        'GET',
        `/api/v1/placements/${placementId}/report?language=${language}`,
      );
      expect([report.status, report.bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
      expect(report.headers['content-disposition']).not.toContain('农');
    }
  });
});

describe('row rules', () => {
  it('let nobody plan a placement who does not manage all, nor see another’s', async () => {
    const settings = (actor: TestUser, scope: 'own' | 'organisation') => ({
      organisationId: home.id,
      actorId: actor.id,
      scope,
      siteIds: [],
    });
    const count = async (actor: TestUser, scope: 'own' | 'organisation') => {
      const of = { organisationId: home.id, placementId };
      const [rows, hours] = await server.services.database
        .reader(settings(actor, scope))
        .all(sql.readPlacement(of), sql.listHours(of));
      return [rows.length, hours.length];
    };
    await must(enter(worker));
    expect(await count(worker, 'own')).toEqual([1, 1]);
    expect(await count(colleague, 'own')).toEqual([0, 0]);
    expect(await count(colleague, 'organisation')).toEqual([1, 1]);
    const { from, until, agreedMinutes } = placementBody(home.siteIds[0], colleague.id);
    const row = { from, until, agreedMinutes, siteId: home.siteIds[0], supervisorId: colleague.id };
    const planning = server.services.database.transaction(settings(colleague, 'own'), (transaction) =>
      transaction.all(
        sql.insertPlacement({
          organisationId: home.id,
          id: newId(),
          ...row,
          sealed: Buffer.from('x'),
          by: colleague.id,
          now: new Date(),
        }),
      ),
    );
    await expect(planning).rejects.toMatchObject({ code: '42501' });
  });
});
