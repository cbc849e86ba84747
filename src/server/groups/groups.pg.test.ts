import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  makeOrganisation,
  makeUser,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { warmWayPlaybook } from '../../domain/playbooks/warm-way-playbook.ts';
import { newId } from '../platform/database/ids.ts';
import { publishShippedPlaybooks } from '../playbooks/public.ts';

let server: TestServer;
let wenzhou: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
let elsewhere: TestUser;
const now = new Date('2026-11-20T02:00:00.000Z');

beforeAll(async () => {
  server = await startTestServer({ clock: () => now });
  wenzhou = await makeOrganisation(server);
  supervisor = await makeUser(server, wenzhou, 'supervisor');
  worker = await makeUser(server, wenzhou, 'worker', [wenzhou.siteIds[0]]);
  elsewhere = await makeUser(server, wenzhou, 'worker', [wenzhou.siteIds[1]]);
});
afterAll(() => server.dispose());

async function makeClass(name: string): Promise<string> {
  const id = newId();
  await server.admin.query(
    `insert into school_class (organisation_id, id, site_id, kind, name, created_at)
     values ($1, $2, $3, 'class', $4, now())`,
    [wenzhou.id, id, wenzhou.siteIds[0], name],
  );
  return id;
}

async function makePupil(name: string, classId?: string): Promise<string> {
  const { status, body } = await supervisor.call('POST', '/api/v1/clients', {
    name,
    birthDate: '2011-03-04',
    siteId: wenzhou.siteIds[0],
    ...(classId === undefined ? {} : { classId }),
  });
  expect(status).toBe(201);
  return body.id;
}

const plan = (more: object) => ({
  name: '八年级一班 · 秋季',
  siteId: wenzhou.siteIds[0],
  playbookId: 'warm-way@1',
  level: 'universal',
  startsOn: '2026-10-09',
  ...more,
});

const [firstSession] = warmWayPlaybook.sessions;
const firstItems = (firstSession?.checklist ?? []).map(({ id }) => id);

/** A class of two, and the group that was planned for it. */
async function planGroup() {
  const classId = await makeClass(`班 ${newId()}`);
  const pupils = [await makePupil('甲', classId), await makePupil('乙', classId)] as const;
  const { status, body } = await worker.call('POST', '/api/v1/groups', plan({ classIds: [classId] }));
  expect(status).toBe(201);
  return { classId, pupils, id: body.id as string, group: body };
}

const deliver = (user: TestUser, id: string, body: object, version = 1) =>
  user.call('POST', `/api/v1/groups/${id}/sessions/week-1/delivery`, body, { 'if-match': `"${version}"` });

describe('the shipped playbook', () => {
  it('is published once, read by everyone signed in, and stays as it was when the platform starts again', async () => {
    const listed = await worker.call('GET', '/api/v1/playbooks');
    expect(listed.body.items).toHaveLength(1);
    expect(listed.body.items[0]).toMatchObject({
      id: 'warm-way@1',
      sessions: 8,
      adaptsCode: null,
      keeper: null,
      isNewest: true,
    });
    expect((await worker.call('GET', '/api/v1/playbooks/warm-way@1')).body).toEqual(warmWayPlaybook);
    await server.admin.query(`update playbook_version set content = content || '{"code":"used"}'`);
    await publishShippedPlaybooks(server.adminUrl);
    const { rows } = await server.admin.query(`select content ->> 'code' as code from playbook_version`);
    expect(rows).toEqual([{ code: 'used' }]);
    await server.admin.query(`update playbook_version set content = content || '{"code":"warm-way"}'`);
  });

  it('cannot be written by the application', async () => {
    await server.admin.query('set role nuantu_app');
    const refused = server.admin.query(`update playbook_version set version = '2'`);
    await expect(refused).rejects.toThrow('permission denied');
    await server.admin.query('reset role');
  });
});

describe('a group', () => {
  it('takes a class in, plans eight weeks, and shows whose consent to service stands', async () => {
    const { classId, pupils, id, group } = await planGroup();
    expect(group.members).toHaveLength(2);
    expect(group.members[0]).toMatchObject({
      classId,
      enrolledOn: '2026-10-09',
      consent: 'missing',
      dose: { done: 0, planned: 8, share: 0 },
    });
    expect(group.sessions.map(({ plannedOn }: { plannedOn: string }) => plannedOn).slice(0, 2)).toEqual([
      '2026-10-09',
      '2026-10-16',
    ]);
    const consent = { purpose: 'service', givenBy: 'client', evidence: 'signed_form', givenOn: '2026-10-01' };
    await worker.call('POST', `/api/v1/clients/${pupils[0]}/consents`, consent);
    const read = await worker.call('GET', `/api/v1/groups/${id}`);
    const standings = read.body.members.map(({ consent: standing }: { consent: string }) => standing);
    expect(standings.toSorted()).toEqual(['given', 'missing']);
    const listed = await worker.call('GET', '/api/v1/groups');
    expect(listed.body.items[0]).toMatchObject({ members: 2, sessionsHeld: 0, sessionsPlanned: 8 });
  });

  it('has a time of day, keeps it when only the day is moved, and avoids public holidays', async () => {
    const classId = await makeClass(`班 ${newId()}`);
    await makePupil('丙', classId);
    const body = plan({ classIds: [classId], startsOn: '2026-09-24', time: '14:30' });
    const { body: group } = await worker.call('POST', '/api/v1/groups', body);
    // National Day lasts from 1 to 7 October
    expect(group.sessions.slice(0, 2)).toMatchObject([
      { plannedOn: '2026-09-24', plannedTime: '14:30' },
      { plannedOn: '2026-10-08', plannedTime: '14:30' },
    ]);
    const move = (more: object, version: number) =>
      worker.call('PATCH', `/api/v1/groups/${group.id}/sessions/week-2`, more, {
        'if-match': `"${version}"`,
      });
    const secondOf = (answer: { body: typeof group }) => answer.body.sessions[1];
    expect(secondOf(await move({ plannedOn: '2026-10-12' }, 1))).toMatchObject({
      plannedOn: '2026-10-12',
      plannedTime: '14:30',
    });
    expect(secondOf(await move({ plannedOn: '2026-10-12', plannedTime: null }, 2))).toMatchObject({
      plannedTime: null,
      version: 3,
    });
    expect((await move({ plannedOn: '2026-10-12', plannedTime: '24:00' }, 3)).status).toBe(400);
  });

  it('tells of how many sessions a member could have been at, not of those to come', async () => {
    const { pupils, id } = await planGroup();
    const attendance = [
      { clientId: pupils[0], presence: 'present' },
      { clientId: pupils[1], presence: 'absent' },
    ];
    await deliver(worker, id, { heldOn: '2026-10-09', minutes: 40, done: firstItems, attendance });
    const { body: group } = await worker.call('GET', `/api/v1/groups/${id}`);
    for (const member of group.members)
      expect(member).toMatchObject({ sessionsHeld: 1, dose: { planned: 8 } });
    const { body: own } = await worker.call('GET', `/api/v1/clients/${pupils[1]}/groups`);
    expect(own.items[0]).toMatchObject({ sessionsHeld: 1, dose: { done: 0, planned: 8 } });
  });

  it('that began before it was written down has its members from the first session on', async () => {
    const { pupils, id } = await planGroup();
    const attendance = pupils.map((clientId) => ({ clientId, presence: 'present' }));
    const body = { heldOn: '2026-10-09', minutes: 40, done: firstItems, attendance };
    expect((await deliver(worker, id, body)).status).toBe(200);
    const early = { ...body, heldOn: '2026-10-08' };
    expect((await deliver(worker, id, early, 2)).body.errors[0].path).toBe('/attendance/0');
    const ahead = await worker.call('POST', '/api/v1/groups', {
      ...plan({ clientIds: pupils }),
      startsOn: '2026-12-04',
    });
    expect(ahead.body.members[0].enrolledOn).toBe('2026-11-20');
  });

  it('records a session with attendance, fidelity and a sealed note; recording it again corrects it', async () => {
    const { pupils, id } = await planGroup();
    const body = {
      heldOn: '2026-11-20',
      minutes: 42,
      done: firstItems.slice(0, -1),
      attendance: [
        { clientId: pupils[0], presence: 'present' },
        { clientId: pupils[1], presence: 'excused' },
      ],
      note: '最后一步没有时间做',
    };
    const delivered = await deliver(worker, id, body);
    expect(delivered.status).toBe(200);
    const [session] = delivered.body.sessions;
    const planned = firstItems.length;
    // oracle: all but one of the checklist's items, counted by hand
    expect(session.fidelity).toEqual({ done: planned - 1, planned, share: (planned - 1) / planned });
    expect(session).toMatchObject({ note: body.note, version: 2, minutes: 42 });
    const doses = new Map(
      delivered.body.members.map((member: { clientId: string; dose: { done: number } }) => [
        member.clientId,
        member.dose.done,
      ]),
    );
    expect([doses.get(pupils[0]), doses.get(pupils[1])]).toEqual([1, 0]);
    const { rows } = await server.admin.query('select note from group_session where group_id = $1', [id]);
    expect(rows.some(({ note }) => note?.includes(Buffer.from('没有时间')))).toBe(false);
    const stale = await deliver(supervisor, id, { ...body, minutes: 30 });
    expect(stale.body).toMatchObject({ code: 'version_conflict', current: { id } });
    const corrected = await deliver(worker, id, { ...body, attendance: [body.attendance[0]] }, 2);
    expect(corrected.body.sessions[0].attendance).toEqual([body.attendance[0]]);
  });

  it('refuses a stranger on the attendance list, another session’s item and a day to come', async () => {
    const { id } = await planGroup();
    const body = { heldOn: '2026-11-20', minutes: 40, done: [], attendance: [] };
    const stranger = { clientId: await makePupil('路人'), presence: 'present' };
    expect((await deliver(worker, id, { ...body, attendance: [stranger] })).body.errors[0].path).toBe(
      '/attendance/0',
    );
    expect((await deliver(worker, id, { ...body, done: ['week-9-x'] })).body.errors[0].path).toBe('/done/0');
    expect((await deliver(worker, id, { ...body, heldOn: '2026-11-21' })).body.errors[0].path).toBe(
      '/heldOn',
    );
  });

  it('keeps who leaves in its records, and lets nobody leave before the enrolment', async () => {
    const { pupils, id } = await planGroup();
    const leave = (leftOn: string) =>
      worker.call('POST', `/api/v1/groups/${id}/members/${pupils[0]}/leave`, { leftOn });
    expect((await leave('2026-10-08')).status).toBe(400);
    expect((await leave('2026-11-20')).body.members).toHaveLength(2);
    const back = { clientIds: [pupils[0]], enrolledOn: '2026-11-20' };
    const enrolled = await worker.call('POST', `/api/v1/groups/${id}/members`, back);
    expect(enrolled.body.members.every(({ leftOn }: { leftOn: string | null }) => leftOn === null)).toBe(
      true,
    );
  });

  it('is closed to workers of other sites and to other organisations, for reading and for writing', async () => {
    const { pupils, id } = await planGroup();
    const foreign = await makeUser(server, await makeOrganisation(server, '410100'), 'supervisor');
    const body = { heldOn: '2026-11-20', minutes: 40, done: [], attendance: [] };
    for (const user of [elsewhere, foreign]) {
      expect((await user.call('GET', `/api/v1/groups/${id}`)).status).toBe(404);
      expect((await deliver(user, id, body)).status).toBe(404);
      expect((await user.call('GET', '/api/v1/groups')).body.items).toEqual([]);
      const enrol = { clientIds: [pupils[0]], enrolledOn: '2026-11-20' };
      expect((await user.call('POST', `/api/v1/groups/${id}/members`, enrol)).status).toBe(404);
    }
    const elsewherePlan = await elsewhere.call('POST', '/api/v1/groups', plan({ clientIds: [pupils[0]] }));
    expect(elsewherePlan.body.code).toBe('unknown_site');
    const own = plan({ siteId: wenzhou.siteIds[1], clientIds: [pupils[0]] });
    expect((await elsewhere.call('POST', '/api/v1/groups', own)).body.code).toBe('unknown_client');
  });

  it('stands on its members’ pages with their dose; the reading is recorded, and others find nothing', async () => {
    const { pupils, id } = await planGroup();
    const attendance = [
      { clientId: pupils[0], presence: 'present' },
      { clientId: pupils[1], presence: 'absent' },
    ];
    const held = { heldOn: '2026-11-20', minutes: 40, done: firstItems, attendance };
    expect((await deliver(worker, id, held)).status).toBe(200);
    const groupsOf = async (user: TestUser, pupil: string) =>
      user.call('GET', `/api/v1/clients/${pupil}/groups`);
    // oracle: one of eight sessions attended, and none
    const doses = await Promise.all(
      pupils.map(async (pupil) => (await groupsOf(worker, pupil)).body.items[0]),
    );
    expect(doses).toMatchObject([
      { groupId: id, playbookId: 'warm-way@1', leftOn: null, dose: { done: 1, planned: 8, share: 0.125 } },
      { groupId: id, dose: { done: 0 } },
    ]);
    const { rows } = await server.admin.query(
      `select count(*)::int as count from audit_event where action = 'group.list' and subject_ids @> array[$1::uuid]`,
      [pupils[0]],
    );
    expect(rows[0].count).toBe(1);
    const foreign = await makeUser(server, await makeOrganisation(server, '450200'), 'supervisor');
    for (const user of [elsewhere, foreign]) expect((await groupsOf(user, pupils[0])).status).toBe(404);
    const viewer = await makeUser(server, wenzhou, 'viewer');
    expect((await groupsOf(viewer, pupils[0])).status).toBe(403);
  });

  it('follows a member who is given to another site', async () => {
    const { pupils, id } = await planGroup();
    const { headers } = await supervisor.call('GET', `/api/v1/clients/${pupils[0]}`);
    const moved = await supervisor.call(
      'PATCH',
      `/api/v1/clients/${pupils[0]}`,
      { siteId: wenzhou.siteIds[1] },
      { 'if-match': String(headers['etag']) },
    );
    expect(moved.status).toBe(200);
    expect((await worker.call('GET', `/api/v1/groups/${id}`)).body.members).toHaveLength(1);
    expect((await supervisor.call('GET', `/api/v1/groups/${id}`)).body.members).toHaveLength(2);
  });
});
