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
import { newId } from '../platform/database/ids.ts';

const NOW = '2026-11-26T08:00:00.000Z';
const hoursAgo = (hours: number) => new Date(Date.parse(NOW) - hours * 3_600_000).toISOString();

let now = NOW;
let server: TestServer;
let home: TestOrganisation;
let administrator: TestUser;
let supervisor: TestUser;
let worker: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
  home = await makeOrganisation(server);
  administrator = await makeUser(server, home, 'administrator');
  supervisor = await makeUser(server, home, 'supervisor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
});
afterAll(() => server.dispose());

interface World {
  readonly clientId: string;
  readonly caseId: string;
  readonly encounterId: string;
  readonly recordId: string;
}

const contact = { kind: 'phone', occurredAt: hoursAgo(5), minutes: 45, note: '和爸爸谈了睡眠' };
const plan = { occurredAt: hoursAgo(4), text: '每周和爸爸谈', goals: [{ goal: '十点前睡' }] };

/** A pupil with a case, in which the worker recorded a plan and a contact. */
async function makeWorld(): Promise<World> {
  const pupil = { name: '陈欣', birthDate: '2010-03-04', workerIds: [worker.id] };
  const clientId = await must(worker.call('POST', '/api/v1/clients', pupil));
  const caseId = await must(worker.call('POST', '/api/v1/cases', { clientId }));
  const encounterId = await must(worker.call('POST', '/api/v1/encounters', { caseId, ...contact }));
  const recordId = newId();
  await must(worker.call('POST', `/api/v1/cases/${caseId}/records`, { id: recordId, kind: 'plan', ...plan }));
  return { clientId, caseId, encounterId, recordId };
}

const at = (version: number) => ({ 'if-match': `"${version}"` });
const correctEncounter = (user: TestUser, id: string, version: number, body: object) =>
  user.call(
    'POST',
    `/api/v1/encounters/${id}/corrections`,
    { ...contact, reason: '看错了表', ...body },
    at(version),
  );
const correctRecord = (user: TestUser, id: string, version: number, body: object) =>
  user.call(
    'POST',
    `/api/v1/case-records/${id}/corrections`,
    { ...plan, reason: '写错了人', ...body },
    at(version),
  );

async function recordOf(user: TestUser, { caseId, recordId }: World) {
  const { body } = await user.call('GET', `/api/v1/cases/${caseId}`);
  return body.records.find(({ id }: { id: string }) => id === recordId);
}

async function encountersOf(user: TestUser, { caseId }: World, query = '') {
  return (await user.call('GET', `/api/v1/cases/${caseId}/encounters${query}`)).body;
}

describe('a correction', () => {
  it('of an encounter says who, when and why; both versions stay, and the newest is told everywhere', async () => {
    const world = await makeWorld();
    const change = { kind: 'home_visit', minutes: 15, note: '和妈妈谈了睡眠' };
    const { status, body } = await correctEncounter(worker, world.encounterId, 1, change);
    expect(status).toBe(201);
    expect(body).toMatchObject({ id: world.encounterId, version: 2, ...change, recordedBy: worker.id });
    const [second, first] = body.history;
    expect(second).toMatchObject({ version: 2, reason: '看错了表', recordedBy: worker.id, ...change });
    expect(first).toEqual({
      id: world.encounterId,
      version: 1,
      ...contact,
      reason: null,
      recordedBy: worker.id,
      recordedAt: NOW,
    });
    expect((await encountersOf(supervisor, world)).items).toEqual([body]);
    const third = await correctEncounter(supervisor, world.encounterId, 2, { ...change, minutes: 20 });
    expect(third.body.history.map((one: { version: number }) => one.version)).toEqual([3, 2, 1]);
    expect(third.body.history[0].recordedBy).toBe(supervisor.id);
  });

  it('of a record keeps kind, risk and what the case went on by', async () => {
    const world = await makeWorld();
    const assessment = { kind: 'assessment', occurredAt: hoursAgo(3), text: '爸爸酗酒', riskLevel: 'high' };
    const id = newId();
    await worker.call('POST', `/api/v1/cases/${world.caseId}/records`, { id, ...assessment });
    const moved = { occurredAt: hoursAgo(6), text: '继父酗酒', goals: [] };
    const { body } = await correctRecord(worker, id, 1, moved);
    expect(body).toMatchObject({ id, version: 2, kind: 'assessment', riskLevel: 'high', ...moved });
    expect(body.history.map(({ text }: { text: string }) => text)).toEqual(['继父酗酒', '爸爸酗酒']);
    const { body: read } = await supervisor.call('GET', `/api/v1/cases/${world.caseId}`);
    expect(read.riskLevel).toBe('high');
    // at its new place in the story
    expect(read.records.map((record: { id: string }) => record.id)).toEqual([world.recordId, id]);
    expect(read.records[1]).toEqual(body);
  });

  it('of goals leaves a plan one goal, and a record that had none none', async () => {
    const world = await makeWorld();
    const changed = await correctRecord(worker, world.recordId, 1, { goals: [{ goal: '十一点前睡' }] });
    expect(changed.body.goals).toEqual([{ goal: '十一点前睡' }]);
    const none = await correctRecord(worker, world.recordId, 2, { goals: [] });
    expect(none.body.errors).toMatchObject([{ path: '/goals' }]);
    const intake = { id: newId(), kind: 'intake', occurredAt: hoursAgo(4), text: '接案' };
    await worker.call('POST', `/api/v1/cases/${world.caseId}/records`, intake);
    const some = await correctRecord(worker, intake.id, 1, { goals: [{ goal: '早睡' }] });
    expect([some.status, some.body.errors[0].path]).toEqual([400, '/goals']);
  });

  it('of a change of stage reaches the reason alone', async () => {
    const world = await makeWorld();
    const leave = { to: 'withdrawn', reason: '爸爸不同意' };
    const { body: left } = await worker.call('POST', `/api/v1/cases/${world.caseId}/transitions`, leave);
    const step = left.records.find(({ kind }: { kind: string }) => kind === 'transition');
    const words = { occurredAt: step.occurredAt, text: '妈妈不同意', goals: [] };
    const { body } = await correctRecord(worker, step.id, 1, words);
    expect(body).toMatchObject({ kind: 'transition', to: 'withdrawn', reason: '妈妈不同意', text: null });
    const moved = await correctRecord(worker, step.id, 2, { ...words, occurredAt: hoursAgo(2) });
    expect(moved.body.errors).toMatchObject([{ path: '/occurredAt' }]);
    // the case has ended: what is wrong in its file is put right all the same
    expect((await correctEncounter(worker, world.encounterId, 1, { minutes: 15 })).status).toBe(201);
    const { body: read } = await worker.call('GET', `/api/v1/cases/${world.caseId}`);
    expect(read.status).toBe('withdrawn');
  });

  it('needs a reason, a difference and a time that can be true', async () => {
    const { encounterId, recordId } = await makeWorld();
    const bare = await correctEncounter(worker, encounterId, 1, { minutes: 15, reason: '  ' });
    expect(bare.body.errors).toMatchObject([{ path: '/reason' }]);
    expect((await correctEncounter(worker, encounterId, 1, {})).body.code).toBe('correction_unchanged');
    const spelt = { occurredAt: contact.occurredAt.replace('.000Z', '+00:00') };
    expect((await correctEncounter(worker, encounterId, 1, spelt)).body.code).toBe('correction_unchanged');
    now = '2026-11-26T11:00:00.000Z';
    try {
      const future = { occurredAt: '2026-11-26T12:00:00.000Z' };
      // before now, and after it was written down
      const later = { occurredAt: '2026-11-26T10:00:00.000Z' };
      for (const time of [future, later]) {
        const answers = [
          await correctEncounter(worker, encounterId, 1, time),
          await correctRecord(worker, recordId, 1, time),
        ];
        for (const { status, body } of answers)
          expect([status, body.errors[0].path]).toEqual([400, '/occurredAt']);
      }
    } finally {
      now = NOW;
    }
    const year = await correctEncounter(worker, encounterId, 1, { occurredAt: '0202-11-26T08:00:00Z' });
    expect(year.body.errors).toMatchObject([{ path: '/occurredAt' }]);
    expect((await correctEncounter(worker, encounterId, 1, { minutes: 0 })).body.errors[0].path).toBe(
      '/minutes',
    );
    const unversioned = { ...contact, minutes: 15, reason: '看错了表' };
    const answer = await worker.call('POST', `/api/v1/encounters/${encounterId}/corrections`, unversioned);
    expect(answer.body.code).toBe('version_required');
  });

  it('of a version that another replaced meanwhile is refused with what stands now', async () => {
    const { caseId, encounterId, recordId } = await makeWorld();
    await server.admin.query('begin');
    await server.admin.query('select from client_case where id = $1 for update', [caseId]);
    const both = [supervisor, worker].map((user, index) =>
      correctEncounter(user, encounterId, 1, { minutes: 15 + index }),
    );
    // both have read the same version, or wait to read it
    await expect
      .poll(async () => (await server.admin.query('select from pg_locks where not granted')).rowCount)
      .toBeGreaterThanOrEqual(2);
    await server.admin.query('commit');
    const answers = await Promise.all(both);
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201, 409]));
    const [won, lost] = answers[0]?.status === 201 ? answers : answers.toReversed();
    expect(lost?.body).toMatchObject({ code: 'version_conflict', current: won?.body });
    await correctRecord(worker, recordId, 1, { text: '每周和妈妈谈' });
    const late = await correctRecord(supervisor, recordId, 1, { text: '每周和外婆谈' });
    expect(late.body).toMatchObject({ code: 'version_conflict', current: { text: '每周和妈妈谈' } });
  });

  it('comes to an end after twenty: a record with more says nothing to anybody', async () => {
    const { encounterId } = await makeWorld();
    for (let version = 1; version <= 20; version += 1)
      expect((await correctEncounter(worker, encounterId, version, { minutes: 20 + version })).status).toBe(
        201,
      );
    expect((await correctEncounter(supervisor, encounterId, 21, { minutes: 90 })).body.code).toBe(
      'corrections_full',
    );
  });

  it('sent again is told as done, and is there once', async () => {
    const world = await makeWorld();
    const body = { id: newId(), minutes: 15 };
    const first = await correctEncounter(worker, world.encounterId, 1, body);
    expect((await correctEncounter(worker, world.encounterId, 1, body)).body).toEqual(first.body);
    expect((await encountersOf(worker, world)).items[0].history).toHaveLength(2);
    const other = await correctEncounter(worker, world.encounterId, 2, { ...body, minutes: 20 });
    expect(other.body).toMatchObject({ code: 'id_taken', existing: { minutes: 15 } });
  });
});

describe('whose record it is', () => {
  it('a colleague on the same case reads the correction and corrects nothing of another’s; the supervisor does', async () => {
    const world = await makeWorld();
    const colleague = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    const both = { workerIds: [worker.id, colleague.id] };
    await supervisor.call('POST', `/api/v1/cases/${world.caseId}/workers`, both);
    const refused = [
      await correctEncounter(colleague, world.encounterId, 1, { minutes: 15 }),
      await correctRecord(colleague, world.recordId, 1, { text: '改了' }),
    ];
    for (const { status, body } of refused)
      expect([status, body.code]).toEqual([403, 'correction_not_yours']);
    await correctRecord(supervisor, world.recordId, 1, { text: '每周和妈妈谈' });
    const read = await recordOf(colleague, world);
    expect(read.history.map(({ text }: { text: string }) => text)).toEqual(['每周和妈妈谈', plan.text]);
    // who corrected it does not become its author
    expect(read.recordedBy).toBe(worker.id);
    // whoever gave the case away corrects nothing of it any more
    const handed = { workerIds: [colleague.id] };
    await supervisor.call('POST', `/api/v1/cases/${world.caseId}/workers`, handed);
    expect((await correctEncounter(worker, world.encounterId, 1, { minutes: 15 })).status).toBe(404);
  });

  it('nobody of another site or organisation, no teacher and no volunteer comes near it', async () => {
    const world = await makeWorld();
    const [here, away] = home.siteIds;
    const stranger = await makeOrganisation(server, '410100');
    const refused: [TestUser, number][] = [
      [await makeUser(server, home, 'worker', [here]), 404],
      [await makeUser(server, home, 'worker', [away]), 404],
      [await makeUser(server, stranger, 'supervisor'), 404],
      [await makeUser(server, home, 'liaison', [here]), 403],
      [await makeUser(server, home, 'volunteer', [here]), 403],
      [await makeUser(server, home, 'auditor'), 403],
      [administrator, 403],
    ];
    for (const [user, status] of refused) {
      expect((await correctEncounter(user, world.encounterId, 1, { minutes: 15 })).status).toBe(status);
      expect((await correctRecord(user, world.recordId, 1, { text: '改了' })).status).toBe(status);
    }
    expect((await recordOf(worker, world)).version).toBe(1);
  });

  it('whoever is suspended corrects nothing', async () => {
    const leaving = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    const world = await makeWorld();
    await supervisor.call('POST', `/api/v1/cases/${world.caseId}/workers`, {
      workerIds: [worker.id, leaving.id],
    });
    const id = await must(leaving.call('POST', '/api/v1/encounters', { caseId: world.caseId, ...contact }));
    const { body: list } = await administrator.call('GET', '/api/v1/accounts');
    const account = list.items.find((item: { id: string }) => item.id === leaving.id);
    const url = `/api/v1/accounts/${leaving.id}`;
    await administrator.call('PATCH', url, { status: 'suspended' }, at(account.version));
    expect((await correctEncounter(leaving, id, 1, { minutes: 15 })).status).toBe(401);
  });

  it('the application can neither change nor delete a version, nor what was written first', async () => {
    const { rows } = await server.admin.query(
      `select distinct table_name, privilege_type from information_schema.role_table_grants
       where grantee = 'nuantu_app' and table_name in ('correction', 'encounter', 'case_event')
       union select table_name, privilege_type from information_schema.column_privileges
       where grantee = 'nuantu_app' and table_name in ('correction', 'encounter', 'case_event')`,
    );
    expect(new Set(rows.map(({ privilege_type: right }) => right))).toEqual(new Set(['SELECT', 'INSERT']));
    expect(new Set(rows.map(({ table_name: name }) => name)).size).toBe(3);
  });
});

describe('what is left of a correction', () => {
  it('names fields in the audit and figures in the event, never contents', async () => {
    const { clientId, encounterId, recordId } = await makeWorld();
    await correctEncounter(worker, encounterId, 1, { minutes: 15, note: '和妈妈谈了睡眠' });
    await correctRecord(worker, recordId, 1, { text: '每周和妈妈谈' });
    const { rows } = await server.admin.query(
      `select action, actor_id, detail from audit_event where action in ('encounter.correct', 'case.correct')
       and $1 = any(subject_ids) order by id`,
      [clientId],
    );
    expect(rows).toEqual([
      {
        action: 'encounter.correct',
        actor_id: worker.id,
        detail: { encounter: encounterId, fields: ['minutes', 'note'] },
      },
      {
        action: 'case.correct',
        actor_id: worker.id,
        detail: { record: recordId, kind: 'plan', fields: ['text'] },
      },
    ]);
    const { rows: events } = await server.admin.query(
      `select type, data from outbox_event where subject_id = any($1) and type like '%corrected' order by type`,
      [[encounterId, recordId]],
    );
    expect(events).toMatchObject([
      { type: 'case.record_corrected', data: { kind: 'plan' } },
      { type: 'encounter.corrected', data: { kind: 'phone' } },
    ]);
    const { rows: stored } = await server.admin.query(
      'select to_jsonb(correction)::text as row, sealed from correction where client_id = $1',
      [clientId],
    );
    expect(stored).toHaveLength(2);
    for (const { row, sealed } of stored) expect(row + sealed).not.toMatch(/妈妈|看错|写错/);
  });

  it('cannot be read after an erasure, and nothing more is corrected then', async () => {
    const world = await makeWorld();
    await correctEncounter(worker, world.encounterId, 1, { minutes: 15, note: '和妈妈谈了睡眠' });
    await correctRecord(worker, world.recordId, 1, { text: '每周和妈妈谈' });
    const erased = await supervisor.call('POST', `/api/v1/clients/${world.clientId}/erase`, {
      reason: 'request',
    });
    expect(erased.status).toBeLessThan(300);
    for (const user of [worker, supervisor]) {
      expect((await correctEncounter(user, world.encounterId, 2, { minutes: 20 })).status).toBe(404);
      expect((await correctRecord(user, world.recordId, 2, { text: '改了' })).status).toBe(404);
    }
    const read = JSON.stringify([await recordOf(supervisor, world), await encountersOf(supervisor, world)]);
    expect(read).not.toMatch(/妈妈|爸爸|看错|写错/);
    expect(read).toContain('"version":2');
  });

  it('goes along when the client moves, and one beside the move stands where the client is', async () => {
    const world = await makeWorld();
    const [, away] = home.siteIds;
    await correctEncounter(worker, world.encounterId, 1, { minutes: 15 });
    const url = `/api/v1/clients/${world.clientId}`;
    const { body } = await supervisor.call('GET', url);
    await Promise.all([
      supervisor.call('PATCH', url, { siteId: away }, at(body.version)),
      correctEncounter(supervisor, world.encounterId, 2, { minutes: 20 }),
      correctRecord(supervisor, world.recordId, 1, { text: '每周和妈妈谈' }),
    ]);
    const { rows } = await server.admin.query('select site_id from correction where client_id = $1', [
      world.clientId,
    ]);
    expect(rows).toEqual([{ site_id: away }, { site_id: away }, { site_id: away }]);
  });
});

describe('a list of encounters', () => {
  it('is in the order in which the newest versions say that they happened, over its pages', async () => {
    const world = await makeWorld();
    const ids = [world.encounterId];
    for (const hours of [10, 20, 30]) {
      const more = { caseId: world.caseId, ...contact, occurredAt: hoursAgo(hours) };
      ids.push(await must(worker.call('POST', '/api/v1/encounters', more)));
    }
    await correctEncounter(worker, ids[0] ?? '', 1, { occurredAt: hoursAgo(25) });
    await correctEncounter(worker, ids[3] ?? '', 1, { occurredAt: hoursAgo(15) });
    await correctEncounter(worker, ids[3] ?? '', 2, { occurredAt: hoursAgo(1) });
    const seen: string[] = [];
    let after = '';
    do {
      const page = await encountersOf(worker, world, `?limit=1${after}`);
      seen.push(...page.items.map(({ id }: { id: string }) => id));
      after = page.next === null ? '' : `&after=${encodeURIComponent(page.next)}`;
    } while (after !== '');
    expect(seen).toEqual([ids[3], ids[1], ids[2], ids[0]]);
  });
});
