import ICAL from 'ical.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { readByIcalJs, readByPython } from '../../../test/icalendar.ts';
import { openBook, type TestPerson } from '../../../test/public-person.ts';
import { comeAsVolunteer } from '../../../test/volunteer.ts';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  must,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';
import { followShifts, moveUp } from './public.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let now = Date.parse('2026-11-27T02:00:00Z');

let server: TestServer;
let home: TestOrganisation;
let other: TestOrganisation;
let coordinator: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  now += DAY;
  [home, other] = [await makeOrganisation(server), await makeOrganisation(server)];
  for (const organisation of [home, other]) await openBook(server, organisation, { takesAtOnce: true });
  coordinator = await makeUser(server, home, 'coordinator');
});

const asWritten = (times: Record<string, string>) =>
  Object.fromEntries(Object.entries(times).map(([name, one]) => [name, new Date(one).toISOString()]));
const at = (hours: number) => new Date(now + hours * HOUR).toISOString();

async function ask(staff: TestUser, organisation: TestOrganisation, more: object = {}) {
  const body = {
    id: newId(),
    title: '周末课业辅导',
    siteId: organisation.siteIds[0],
    description: '陪小学生写作业',
    risks: '没有特别的风险',
    ...more,
  };
  return must(staff.call('POST', '/api/v1/opportunities', body));
}

async function shiftOf(
  staff: TestUser,
  opportunityId: string,
  {
    from = 48,
    to = 50,
    capacity = 1,
    ...more
  }: { from?: number; to?: number; capacity?: number } & object = {},
) {
  const body = { id: newId(), startsAt: at(from), endsAt: at(to), capacity, ...more };
  return must(staff.call('POST', `/api/v1/opportunities/${opportunityId}/shifts`, body));
}

const volunteer = (more: object = {}) => comeAsVolunteer(server, home, more);

const signUp = (person: TestPerson, shiftId: string, more: object = {}) =>
  person.call('POST', `/api/v1/shifts/${shiftId}/sign-ups`, { id: newId(), ...more });
const cancel = (person: TestPerson, id: string, body?: object) =>
  person.call('POST', `/api/v1/sign-ups/${id}/cancel`, body);
const own = async (person: TestPerson) => (await person.call('GET', '/api/v1/my/sign-ups')).body.items;
const listed = async (shiftId: string, staff = coordinator) =>
  (await staff.call('GET', `/api/v1/shifts/${shiftId}/sign-ups`)).body.items;
const statuses = async (shiftId: string) =>
  (await listed(shiftId)).map(({ status }: { status: string }) => status);

describe('asking for volunteers', () => {
  it('is seen by everybody at once, without a name of anybody', async () => {
    const { id } = await ask(coordinator, home, { programme: '周末学堂', requirements: { minimumAge: 16 } });
    await shiftOf(coordinator, id, { capacity: 3 });
    const { body } = await request(server, 'GET', `/api/v1/opportunities?organisationCode=${home.code}`);
    expect(body.items).toHaveLength(1);
    expect(body.items[0]).toMatchObject({
      id,
      title: '周末课业辅导',
      organisationCode: home.code,
      requirements: { minimumAge: 16, maximumAge: null, skills: [] },
      shifts: [{ startsAt: at(48), places: [{ role: '', free: 3, waiting: 0 }] }],
    });
    expect((await request(server, 'GET', `/api/v1/opportunities/${id}`)).body.title).toBe('周末课业辅导');
    for (const query of ['q=周末学堂', 'q=课业', `from=${at(48).slice(0, 10)}`])
      expect(
        (await request(server, 'GET', `/api/v1/opportunities?${encodeURI(query)}`)).body.items,
      ).not.toEqual([]);
    for (const query of ['q=游泳', 'from=2030-01-01', 'region=410000', 'organisationCode=nobody'])
      expect((await request(server, 'GET', `/api/v1/opportunities?${encodeURI(query)}`)).body.items).toEqual(
        [],
      );
  });

  it('is nobody’s to see as a draft, and is published with its shifts', async () => {
    const { id, version } = await ask(coordinator, home, { isDraft: true });
    const shift = await shiftOf(coordinator, id);
    const person = await volunteer();
    expect((await request(server, 'GET', `/api/v1/opportunities/${id}`)).status).toBe(404);
    expect((await signUp(person, shift.id)).status).toBe(404);
    const move = (state: string, match: number) =>
      coordinator.call('POST', `/api/v1/opportunities/${id}/state`, { state }, { 'if-match': `"${match}"` });
    expect((await move('published', version)).body.state).toBe('published');
    // sent again, it is there
    expect((await move('published', version)).body.version).toBe(version + 1);
    expect((await signUp(person, shift.id)).status).toBe(201);
    expect((await move('closed', version + 1)).body.state).toBe('closed');
    const board = `/api/v1/opportunities?organisationCode=${home.code}`;
    expect((await request(server, 'GET', board)).body.items).toEqual([]);
    expect((await signUp(await volunteer(), shift.id)).body.code).toBe('shift_closed');
    expect(await statuses(shift.id)).toEqual(['confirmed']);
  });

  it('repeats a shift by a rule, and leaves out days of public holidays and those worked for them where asked', async () => {
    const { id } = await ask(coordinator, home);
    // five Saturdays around the Spring Festival of 2026: one of them free, two of them worked for it
    const saturdays = {
      startsAt: '2026-02-07T01:00:00.000Z',
      endsAt: '2026-02-07T03:00:00.000Z',
      capacity: 2,
      recurrence: 'FREQ=WEEKLY;BYDAY=SA;UNTIL=20260307',
    };
    const make = async (more: object) => {
      const body = { id: newId(), ...saturdays, ...more };
      const answer = await coordinator.call('POST', `/api/v1/opportunities/${id}/shifts`, body);
      expect(answer.status, JSON.stringify(answer.body)).toBe(201);
      const { startsAt, others, left } = answer.body;
      return {
        days: [startsAt, ...others.map((other: { startsAt: string }) => other.startsAt)].map((day) =>
          day.slice(5, 10),
        ),
        left: left.map(({ day, holiday }: { day: string; holiday: string }) => `${day} ${holiday}`),
      };
    };
    expect(await make({})).toEqual({ days: ['02-07', '02-14', '02-21', '02-28', '03-07'], left: [] });
    expect(await make({ skipHolidays: true })).toEqual({
      days: ['02-07', '02-14', '02-28', '03-07'],
      left: ['2026-02-21 春节'],
    });
    expect(await make({ skipHolidays: true, skipMakeUpDays: true })).toEqual({
      days: ['02-07', '03-07'],
      left: ['2026-02-14 春节', '2026-02-21 春节', '2026-02-28 春节'],
    });
    const wrong = { id: newId(), ...saturdays, recurrence: 'FREQ=WEEKLY;BYDAY=SU;COUNT=3' };
    const answer = await coordinator.call('POST', `/api/v1/opportunities/${id}/shifts`, wrong);
    expect(answer.body.errors[0].path).toBe('/recurrence');
  });

  it('is refused by field', async () => {
    const { id } = await ask(coordinator, home);
    const post = async (url: string, body: object) =>
      (await coordinator.call('POST', url, { id: newId(), ...body })).body.errors?.map(
        ({ path, message }: { path: string; message: string }) => `${path} ${message}`,
      );
    const shifts = `/api/v1/opportunities/${id}/shifts`;
    const times = { startsAt: at(48), endsAt: at(50) };
    expect(await post(shifts, { ...times, endsAt: at(48), capacity: 1 })).toEqual([
      '/endsAt 结束时间要晚于开始时间。',
    ]);
    expect(await post(shifts, { ...times, endsAt: at(73), capacity: 1 })).toEqual([
      '/endsAt 一个班次最长 24 小时，请分成几个班次。',
    ]);
    expect(
      await post(shifts, { startsAt: '2036-01-01T00:00:00Z', endsAt: '2036-01-01T01:00:00Z', capacity: 1 }),
    ).toEqual(['/startsAt 班次只能安排在一年前到三年后之间，请检查年份。']);
    expect(await post(shifts, times)).toEqual([
      '/capacity 请填写需要多少人（capacity），或按岗位填写（roles）。',
    ]);
    const role = { role: '领队', capacity: 1 };
    expect(await post(shifts, { ...times, roles: [role, role] })).toEqual([
      '/roles/1/role 同一个岗位写了两次。',
    ]);
    const said = { title: '活动', siteId: home.siteIds[0], description: '活动', risks: '无' };
    expect(
      await post('/api/v1/opportunities', { ...said, requirements: { minimumAge: 30, maximumAge: 20 } }),
    ).toEqual(['/requirements/maximumAge 最大年龄不能小于最小年龄。']);
    expect(await post('/api/v1/opportunities', { ...said, siteId: other.siteIds[0] })).toEqual([
      expect.stringMatching(/^\/siteId /),
    ]);
  });

  it('belongs to the organisation and to whoever may manage volunteers', async () => {
    const { id, version } = await ask(coordinator, home);
    const shift = await shiftOf(coordinator, id);
    const stranger = await makeUser(server, other, 'coordinator');
    const worker = await makeUser(server, home, 'worker');
    const person = await volunteer();
    const { id: signUpId } = (await signUp(person, shift.id)).body;
    const match = { 'if-match': `"${version}"` };
    for (const [method, url, body] of [
      ['GET', `/api/v1/own-opportunities/${id}`],
      ['POST', `/api/v1/opportunities/${id}/state`, { state: 'closed' }],
      [
        'POST',
        `/api/v1/opportunities/${id}/shifts`,
        { id: newId(), startsAt: at(1), endsAt: at(2), capacity: 1 },
      ],
      ['GET', `/api/v1/shifts/${shift.id}`],
      ['PATCH', `/api/v1/shifts/${shift.id}`, { capacity: 2 }],
      ['POST', `/api/v1/shifts/${shift.id}/cancel`],
      ['GET', `/api/v1/shifts/${shift.id}/sign-ups`],
      ['POST', `/api/v1/shifts/${shift.id}/assignments`, { id: newId(), volunteerId: newId() }],
      ['POST', `/api/v1/sign-ups/${signUpId}/remove`],
    ] as const) {
      expect([url, (await stranger.call(method, url, body, match)).status]).toEqual([url, 404]);
      expect([url, (await worker.call(method, url, body, match)).status]).toEqual([url, 403]);
      expect([url, (await person.call(method, url, body, match)).status]).toEqual([url, 401]);
    }
    expect(await statuses(shift.id)).toEqual(['confirmed']);
  });
});

describe('signing up', () => {
  it('gives a place, then the line, in the order of coming, also to who registered a moment ago', async () => {
    const { id } = await ask(coordinator, home);
    const shift = await shiftOf(coordinator, id);
    const [first, second, third] = [await volunteer(), await volunteer(), await volunteer()];
    expect((await signUp(first, shift.id)).body).toMatchObject({ status: 'confirmed', position: null });
    expect((await signUp(second, shift.id)).body).toMatchObject({ status: 'waitlisted', position: 1 });
    expect((await signUp(third, shift.id)).body).toMatchObject({ status: 'waitlisted', position: 2 });
    const read = (await coordinator.call('GET', `/api/v1/shifts/${shift.id}`)).body;
    expect(read.places).toEqual([{ role: '', capacity: 1, taken: 1, waiting: 2, arrivals: 3 }]);
    const items = await listed(shift.id);
    expect(
      items.map(({ status, position }: { status: string; position: number }) => [status, position]),
    ).toEqual([
      ['confirmed', null],
      ['waitlisted', 1],
      ['waitlisted', 2],
    ]);
    expect(items[0]).toMatchObject({ name: '陈欣', phone: '13800138000', isFirst: true, missing: [] });
    expect((await own(second))[0]).toMatchObject({
      title: '周末课业辅导',
      status: 'waitlisted',
      position: 1,
    });
    const [{ volunteerId }] = items;
    const [ofFirst, ...more] = (await coordinator.call('GET', `/api/v1/volunteers/${volunteerId}/shifts`))
      .body.items;
    expect([ofFirst.status, more]).toEqual(['confirmed', []]);
    expect((await coordinator.call('GET', `/api/v1/volunteers/${newId()}/shifts`)).status).toBe(404);
    // one's own list has nobody else's
    expect(await own(second)).toHaveLength(1);
  });

  it('the first in line moves up when somebody leaves, and says in time that they come', async () => {
    const { id } = await ask(coordinator, home, { confirmHours: 3 });
    const shift = await shiftOf(coordinator, id);
    const people = [await volunteer(), await volunteer(), await volunteer(), await volunteer()];
    const ids: string[] = [];
    for (const person of people.slice(0, 3)) ids.push((await signUp(person, shift.id)).body.id);
    const [first, second, third, late] = people as [TestPerson, TestPerson, TestPerson, TestPerson];
    expect((await cancel(first, ids[0] ?? '', { reason: 'ill' })).body.status).toBe('cancelled');
    // sent twice it is cancelled; nobody comes in front of who waits
    expect((await cancel(first, ids[0] ?? '')).body.status).toBe('cancelled');
    expect((await signUp(late, shift.id)).body).toMatchObject({ status: 'waitlisted', position: 3 });
    await moveUp(server.services, home.id);
    expect((await own(second))[0]).toMatchObject({ status: 'confirmed', confirmBy: at(3) });
    expect((await own(third))[0]).toMatchObject({ status: 'waitlisted', position: 1 });
    // said nothing in time: the next
    now += 4 * HOUR;
    await followShifts(server.services, home.id);
    expect((await own(second))[0].status).toBe('lapsed');
    expect((await own(third))[0]).toMatchObject({ status: 'confirmed', confirmBy: at(3) });
    const confirmed = await third.call('POST', `/api/v1/sign-ups/${ids[2]}/confirm`);
    expect(confirmed.body).toMatchObject({ status: 'confirmed', confirmBy: null });
    now += 4 * HOUR;
    await followShifts(server.services, home.id);
    expect((await own(third))[0].status).toBe('confirmed');
    expect((await third.call('POST', `/api/v1/sign-ups/${ids[1]}/confirm`)).status).toBe(404);
    expect((await second.call('POST', `/api/v1/sign-ups/${ids[1]}/confirm`)).body.code).toBe('sign_up_over');
    const items = await listed(shift.id);
    expect(items.find((one: { id: string }) => one.id === ids[0])).toMatchObject({
      status: 'cancelled',
      leftBecause: 'ill',
      phone: null,
    });
  });

  it('nobody is in two places at once; one shift may begin as another ends', async () => {
    const { id } = await ask(coordinator, home);
    const [morning, noon, overlapping] = [
      await shiftOf(coordinator, id, { from: 48, to: 50 }),
      await shiftOf(coordinator, id, { from: 50, to: 52 }),
      await shiftOf(coordinator, id, { from: 49, to: 51 }),
    ];
    const person = await volunteer();
    expect((await signUp(person, morning.id)).status).toBe(201);
    expect((await signUp(person, noon.id)).status).toBe(201);
    const refused = await signUp(person, overlapping.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'shift_overlap']);
    expect((await signUp(person, morning.id)).body.code).toBe('shift_overlap');
    // somebody of the staff knows better
    const [{ volunteerId }] = await listed(morning.id);
    const assign = (shiftId: string, more: object = {}) =>
      coordinator.call('POST', `/api/v1/shifts/${shiftId}/assignments`, {
        id: newId(),
        volunteerId,
        ...more,
      });
    expect((await assign(overlapping.id)).body.code).toBe('shift_overlap');
    expect((await assign(morning.id, { allowOverlap: true })).body.code).toBe('shift_overlap');
    const assigned = await assign(overlapping.id, { allowOverlap: true });
    expect(assigned.body).toMatchObject({ status: 'confirmed', isOverlapAllowed: true });
  });

  it('tells staff who put somebody in of a tight way from or to another place', async () => {
    const { id } = await ask(coordinator, home);
    const far = await ask(coordinator, home, { title: '图书整理', siteId: home.siteIds[1] });
    const between = await shiftOf(coordinator, id, { from: 50, to: 52 });
    const before = await shiftOf(coordinator, far.id, { from: 48, to: 49.5 });
    const after = await shiftOf(coordinator, far.id, { from: 53, to: 54 });
    const near = await shiftOf(coordinator, id, { from: 52, to: 52.5 });
    const person = await volunteer();
    for (const shift of [before, after, near]) expect((await signUp(person, shift.id)).status).toBe(201);
    const [{ volunteerId }] = await listed(before.id);
    const body = { id: newId(), volunteerId };
    const put = await must(coordinator.call('POST', `/api/v1/shifts/${between.id}/assignments`, body));
    const way = { title: '图书整理', siteName: far.siteName, isBefore: true, minutes: 30 };
    expect(put.tightWays).toEqual([way]);
    // whoever looks at either of them later is told as well
    expect((await listed(before.id))[0].tightWays).toEqual([
      { title: '周末课业辅导', siteName: expect.any(String), isBefore: false, minutes: 30 },
    ]);
    expect((await listed(after.id))[0].tightWays).toMatchObject([{ isBefore: true, minutes: 30 }]);
  });

  it('asks for what the shift asks, on the day of the shift', async () => {
    const requirements = {
      minimumAge: 18,
      skills: ['first_aid'],
      trainings: ['T1'],
      checks: ['minors'],
      insurances: ['accident'],
    };
    const { id } = await ask(coordinator, home, { requirements });
    const shift = await shiftOf(coordinator, id, { from: 10 * 24, to: 10 * 24 + 2 });
    const person = await volunteer({ skills: ['first_aid'] });
    const refused = await signUp(person, shift.id);
    expect([refused.status, refused.body.code]).toEqual([409, 'requirement_missing']);
    expect(refused.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      '/requirements/training.T1',
      '/requirements/check.minors',
      '/requirements/insurance.accident',
    ]);
    const [{ id: volunteerId }] = (await coordinator.call('GET', '/api/v1/volunteers')).body.items;
    const add = (body: object) =>
      coordinator.call('POST', `/api/v1/volunteers/${volunteerId}/qualifications`, { id: newId(), ...body });
    const validFrom = at(0).slice(0, 10);
    await add({ kind: 'training', code: 'T1', minutes: 60, validFrom });
    await add({ kind: 'insurance', code: 'accident', validFrom });
    // the check ends before the shift
    await add({ kind: 'check', code: 'minors', validFrom, validUntil: at(5 * 24).slice(0, 10) });
    const codes = (await signUp(person, shift.id)).body.errors.map(({ path }: { path: string }) => path);
    expect(codes).toEqual(['/requirements/check.minors']);
    const { body: check } = await add({ kind: 'check', code: 'minors', validFrom });
    expect((await signUp(person, shift.id)).status).toBe(201);
    // taken back between sign-up and shift: the coordinator sees it
    await coordinator.call('POST', `/api/v1/volunteer-qualifications/${check.id}/withdraw`, {
      reason: '更正',
    });
    expect((await listed(shift.id))[0].missing).toEqual(['check.minors']);
  });

  it('is for volunteers whom the organisation took in', async () => {
    const { id } = await ask(coordinator, home);
    const shift = await shiftOf(coordinator, id);
    const foreign = await comeAsVolunteer(server, other);
    expect((await signUp(foreign, shift.id)).body.code).toBe('volunteer_not_member');
    const minor = await volunteer({
      birthDate: '2011-03-04',
      guardian: { relation: 'mother', name: '王芳', phone: '13900139000' },
    });
    expect((await signUp(minor, shift.id)).body.code).toBe('volunteer_not_accepted');
    expect((await signUp(await volunteer(), newId())).status).toBe(404);
    expect((await signUp(await volunteer(), shift.id, { role: '领队' })).body.code).toBe(
      'shift_role_unknown',
    );
    const past = await shiftOf(coordinator, id, { from: -1, to: 1 });
    expect((await signUp(await volunteer(), past.id)).body.code).toBe('shift_closed');
    expect(await statuses(shift.id)).toEqual([]);
  });

  it('ends with the time at the organisation, and the next moves up', async () => {
    const { id } = await ask(coordinator, home);
    const shift = await shiftOf(coordinator, id);
    const [leaving, waiting] = [await volunteer(), await volunteer()];
    await signUp(leaving, shift.id);
    await signUp(waiting, shift.id);
    expect((await leaving.call('DELETE', `/api/v1/my/books/${home.id}`)).status).toBe(200);
    await deliverAll(server);
    await moveUp(server.services, home.id);
    expect((await own(waiting))[0].status).toBe('confirmed');
    const items = await listed(shift.id);
    expect(items.map(({ status, name }: { status: string; name: string }) => [status, name])).toEqual([
      ['confirmed', '陈欣'],
      ['removed', null],
    ]);
  });

  it('swaps one shift for another where a place is free, and else changes nothing', async () => {
    const { id } = await ask(coordinator, home);
    const shifts = [
      await shiftOf(coordinator, id, { from: 48, to: 50 }),
      await shiftOf(coordinator, id, { from: 49, to: 51 }),
      await shiftOf(coordinator, id, { from: 72, to: 74 }),
    ];
    const [mine, free, full] = shifts.map((shift) => shift.id as string) as [string, string, string];
    const [person, someone] = [await volunteer(), await volunteer()];
    await signUp(someone, full);
    const { id: signUpId } = (await signUp(person, mine)).body;
    const swap = (shiftId: string) =>
      person.call('POST', `/api/v1/sign-ups/${signUpId}/swap`, { id: newId(), shiftId });
    expect((await swap(full)).body.code).toBe('swap_full');
    expect((await own(person)).map((one: { status: string }) => one.status)).toEqual(['confirmed']);
    expect((await swap(free)).body).toMatchObject({ status: 'confirmed', shiftId: free });
    expect(await statuses(mine)).toEqual(['cancelled']);
  });
});

describe('shifts that repeat', () => {
  it('are made by a rule, but for public holidays, once', async () => {
    const { id } = await ask(coordinator, home);
    const first = { startsAt: '2027-01-28T10:00:00Z', endsAt: '2027-01-28T18:00:00Z' };
    const body = {
      id: newId(),
      ...first,
      capacity: 2,
      recurrence: 'FREQ=WEEKLY;COUNT=4',
      skipHolidays: true,
    };
    const url = `/api/v1/opportunities/${id}/shifts`;
    const made = await coordinator.call('POST', url, body);
    expect(made.status, JSON.stringify(made.body)).toBe(201);
    // 18:00 to 02:00 by the clocks there
    expect(made.body).toMatchObject({ id: body.id, seriesId: body.id, ...asWritten(first) });
    const starts = [made.body, ...made.body.others].map((one: { startsAt: string }) => one.startsAt);
    const left = made.body.left.map(({ day }: { day: string }) => day);
    expect(
      [...starts.map((at: string) => at.slice(0, 10)), ...left].toSorted((one, next) =>
        one.localeCompare(next),
      ),
    ).toEqual(['2027-01-28', '2027-02-04', '2027-02-11', '2027-02-18']);
    const again = await coordinator.call('POST', url, body);
    expect(again.body.others).toEqual(made.body.others);
    expect((await coordinator.call('GET', `/api/v1/own-opportunities/${id}`)).body.shiftList).toHaveLength(
      starts.length,
    );
  });

  it('are refused where the rule cannot be read, never ends, or gives too many', async () => {
    const { id } = await ask(coordinator, home);
    const refusal = async (recurrence: string) => {
      const body = { id: newId(), startsAt: at(48), endsAt: at(50), capacity: 1, recurrence };
      const { body: refused } = await coordinator.call('POST', `/api/v1/opportunities/${id}/shifts`, body);
      expect(refused.errors?.[0].path, recurrence).toBe('/recurrence');
      return refused.errors[0].message as string;
    };
    expect(await refusal('每周一')).toContain('看不懂');
    expect(await refusal('FREQ=DAILY')).toContain('要有结束');
    expect(await refusal('FREQ=DAILY;COUNT=401')).toContain('400');
    expect(await refusal('FREQ=MINUTELY;COUNT=4')).toContain('不支持');
  });
});

describe('changing a shift', () => {
  const change = (shift: { id: string; version: number }, body: object, version = shift.version) =>
    coordinator.call('PATCH', `/api/v1/shifts/${shift.id}`, body, { 'if-match': `"${version}"` });

  it('with fewer places than taken nobody loses one, and nobody moves up until there are enough', async () => {
    const { id } = await ask(coordinator, home);
    const shift = await shiftOf(coordinator, id, { capacity: 2 });
    const people = [await volunteer(), await volunteer(), await volunteer()];
    const ids: string[] = [];
    for (const person of people) ids.push((await signUp(person, shift.id)).body.id);
    const [first, second] = people as [TestPerson, TestPerson];
    const lowered = await change(shift, { capacity: 1 });
    expect(lowered.body.places).toEqual([{ role: '', capacity: 1, taken: 2, waiting: 1, arrivals: 3 }]);
    await cancel(first, ids[0] ?? '');
    await moveUp(server.services, home.id);
    expect((await statuses(shift.id)).slice(0, 2)).toEqual(['confirmed', 'waitlisted']);
    await cancel(second, ids[1] ?? '');
    await moveUp(server.services, home.id);
    expect((await statuses(shift.id))[0]).toBe('confirmed');
    // and with more they move up
    expect((await change(shift, { capacity: 5 })).body.code).toBe('version_conflict');
    expect((await change(shift, { capacity: 5 }, 2)).body.capacity).toBe(5);
    expect((await change(shift, { capacity: 5 }, 2)).body.version).toBe(3);
  });

  it('moved across midnight and the new year, who has a place is asked again and told of what overlaps', async () => {
    const { id } = await ask(coordinator, home);
    const shift = await shiftOf(coordinator, id, { capacity: 2, from: 48, to: 50 });
    const evening = await shiftOf(coordinator, id, { from: 900, to: 903 });
    const [busy, free] = [await volunteer(), await volunteer()];
    for (const person of [busy, free]) await signUp(person, shift.id);
    await signUp(busy, evening.id);
    const moved = await change(shift, { startsAt: at(902), endsAt: at(905) });
    expect(moved.body).toMatchObject({ overlapping: 1, startsAt: at(902) });
    const mine = (await own(free)).find((one: { shiftId: string }) => one.shiftId === shift.id);
    expect(mine).toMatchObject({ startsAt: at(902), status: 'confirmed', confirmBy: at(24) });
    expect((await change({ ...shift, version: 2 }, { endsAt: at(902) })).body.errors[0]).toMatchObject({
      path: '/endsAt',
    });
  });

  it('moved by minutes nobody is asked again, and moved to begin soon nobody is thrown out', async () => {
    const { id } = await ask(coordinator, home);
    const shift = await shiftOf(coordinator, id, { from: 48, to: 50 });
    const person = await volunteer();
    await signUp(person, shift.id);
    await change(shift, { endsAt: at(50.2) });
    expect((await own(person))[0].confirmBy).toBeNull();
    await change(shift, { startsAt: at(0.5), endsAt: at(2) }, 2);
    expect((await own(person))[0]).toMatchObject({ status: 'confirmed', confirmBy: null });
  });

  it('called off, whoever signed up is out and nobody comes in', async () => {
    const { id } = await ask(coordinator, home);
    const shift = await shiftOf(coordinator, id);
    const person = await volunteer();
    await signUp(person, shift.id);
    const cancelled = await coordinator.call(
      'POST',
      `/api/v1/shifts/${shift.id}/cancel`,
      {},
      { 'if-match': '"1"' },
    );
    expect(cancelled.body).toMatchObject({ state: 'cancelled', version: 2 });
    expect((await own(person))[0].status).toBe('removed');
    expect((await signUp(person, shift.id)).body.code).toBe('shift_closed');
    expect((await change({ ...shift, version: 2 }, { capacity: 3 })).body.code).toBe('shift_cancelled');
  });

  it('has roles, each with a line of its own', async () => {
    const { id } = await ask(coordinator, home);
    const roles = [
      { role: '领队', capacity: 1 },
      { role: '助教', capacity: 1 },
    ];
    const shift = await shiftOf(coordinator, id, { capacity: undefined, roles } as object);
    const people = [await volunteer(), await volunteer(), await volunteer()] as const;
    expect((await signUp(people[0], shift.id)).body.code).toBe('shift_role_unknown');
    expect((await signUp(people[0], shift.id, { role: '领队' })).body.status).toBe('confirmed');
    expect((await signUp(people[1], shift.id, { role: '领队' })).body.status).toBe('waitlisted');
    expect((await signUp(people[2], shift.id, { role: '助教' })).body.status).toBe('confirmed');
    const changed = await change(shift, { roles: [{ role: '助教', capacity: 2 }] });
    expect(changed.body.places).toEqual([
      { role: '助教', capacity: 2, taken: 1, waiting: 0, arrivals: 1 },
      { role: '领队', capacity: 0, taken: 1, waiting: 1, arrivals: 2 },
    ]);
  });
});

describe('what an attack found', () => {
  it('a draft is not brought to light by closing it', async () => {
    const { id } = await ask(coordinator, home, { isDraft: true });
    const close = { state: 'closed' };
    const url = `/api/v1/opportunities/${id}`;
    const closed = await coordinator.call('POST', `${url}/state`, close, { 'if-match': '"1"' });
    expect(closed.body.code).toBe('opportunity_state_passed');
    expect((await request(server, 'GET', url)).status).toBe(404);
  });

  it('nobody comes and goes without end, and whoever did still sees where they come', async () => {
    const { id } = await ask(coordinator, home);
    const shift = await shiftOf(coordinator, id, { from: 10, to: 11 });
    const later = await shiftOf(coordinator, id, { from: 90, to: 91 });
    const person = await volunteer();
    await signUp(person, later.id);
    for (let turn = 0; turn < 5; turn += 1) await cancel(person, (await signUp(person, shift.id)).body.id);
    expect((await signUp(person, shift.id)).body.code).toBe('sign_up_too_often');
    const states = (await own(person)).map((one: { status: string }) => one.status);
    expect(states.filter((state: string) => state === 'confirmed')).toHaveLength(1);
    const { rows } = await server.admin.query(
      "select count(*)::int as told from notification_occasion where kind = 'shift.short' and matter_id = $1",
      [shift.id],
    );
    expect(rows).toEqual([{ told: 1 }]);
  });

  it('cancelled three times at once it is cancelled, while the shift is moved too', async () => {
    const { id } = await ask(coordinator, home);
    const shift = await shiftOf(coordinator, id, { capacity: 3 });
    const people = [await volunteer(), await volunteer(), await volunteer()];
    const ids: string[] = [];
    for (const person of people) ids.push((await signUp(person, shift.id)).body.id);
    const [moved, ...cancelled] = await Promise.all([
      coordinator.call('PATCH', `/api/v1/shifts/${shift.id}`, { endsAt: at(51) }, { 'if-match': '"1"' }),
      ...people.flatMap((person, index) => [0, 1, 2].map(() => cancel(person, ids[index] ?? ''))),
    ]);
    expect([moved.status, ...new Set(cancelled.map(({ status }) => status))]).toEqual([200, 200]);
    const read = (await coordinator.call('GET', `/api/v1/shifts/${shift.id}`)).body;
    expect(read.places[0]).toMatchObject({ taken: 0, waiting: 0 });
  });

  it('one number does not take the roles away, and what is over is not called off', async () => {
    const { id } = await ask(coordinator, home);
    const roles = [{ role: '领队', capacity: 1 }];
    const shift = await shiftOf(coordinator, id, { capacity: undefined, roles } as object);
    const match = { 'if-match': '"1"' };
    const refused = await coordinator.call('PATCH', `/api/v1/shifts/${shift.id}`, { capacity: 5 }, match);
    expect(refused.body.errors.map(({ path }: { path: string }) => path)).toEqual(['/capacity']);
    const over = await shiftOf(coordinator, id, { from: -3, to: -1 });
    const cancelled = await coordinator.call('POST', `/api/v1/shifts/${over.id}/cancel`, undefined, match);
    expect(cancelled.body.code).toBe('shift_over');
  });

  it('whoever stands there once the shift has begun is let in, though others waited', async () => {
    const { id } = await ask(coordinator, home);
    const shift = await shiftOf(coordinator, id, { from: 2, to: 4 });
    const people = [await volunteer(), await volunteer(), await volunteer()] as const;
    const { id: first } = (await signUp(people[0], shift.id)).body;
    await signUp(people[1], shift.id);
    await deliverAll(server);
    await cancel(people[0], first);
    now += 3 * HOUR;
    const desk = await makeUser(server, home, 'coordinator');
    const { items } = (await desk.call('GET', '/api/v1/volunteers')).body;
    const body = { id: newId(), volunteerId: items[0].id };
    const assigned = await desk.call('POST', `/api/v1/shifts/${shift.id}/assignments`, body);
    expect(assigned.body).toMatchObject({ status: 'confirmed' });
  });

  it('what a volunteer’s own scope writes is a sign-up of their own and nothing more', async () => {
    const { id } = await ask(coordinator, home);
    const shift = await shiftOf(coordinator, id);
    const full = await shiftOf(coordinator, id, { from: 60, to: 61 });
    const [person, before] = [await volunteer(), await volunteer()];
    await signUp(before, full.id);
    const { id: signUpId } = (await signUp(person, full.id)).body;
    const volunteerId = (await listed(full.id)).find(
      (one: { id: string }) => one.id === signUpId,
    ).volunteerId;
    const asOwner = (text: string, values: readonly unknown[]) =>
      server.services.database.transaction(
        { organisationId: home.id, actorId: volunteerId, scope: 'own', siteIds: [] },
        async (transaction) => (await transaction.all({ name: '', text, values }))[0],
      );
    const insert = `insert into sign_up (organisation_id, id, shift_id, role, volunteer_id, signed_at, changed_at, signed_by, is_overlap_allowed)
      values ($1, $2, $3, '', $4, $5, $5, $6, $7) returning id`;
    const row = (by: string | null, allowed: boolean) => [
      home.id,
      newId(),
      shift.id,
      volunteerId,
      new Date(now),
      by,
      allowed,
    ];
    const refusals = [
      asOwner(insert, row(newId(), false)),
      asOwner(insert, row(null, true)),
      asOwner("update sign_up set state = 'confirmed' where id = $1 returning id", [signUpId]),
      asOwner("update sign_up set starts_at = 'infinity', ends_at = 'infinity' where id = $1 returning id", [
        signUpId,
      ]),
      asOwner('update sign_up set is_overlap_allowed = true where id = $1 returning id', [signUpId]),
      asOwner('update shift_place set taken = 0 where organisation_id = $1 returning shift_id', [home.id]),
    ];
    const outcomes = await Promise.allSettled(refusals);
    expect(outcomes.map(({ status }) => status)).toEqual(refusals.map(() => 'rejected'));
    expect(await asOwner('select id from sign_up where organisation_id = $1', [home.id])).toHaveLength(1);
    const capacity = 'update shift_place set capacity = 9 where organisation_id = $1 returning shift_id';
    expect(await asOwner(capacity, [home.id])).toEqual([]);
    // of one's own it works
    expect(await asOwner(insert, row(null, false))).toHaveLength(1);
  });
});

describe('a volunteer’s calendar', () => {
  const read = (path: string, headers = {}) => server.app.inject({ method: 'GET', url: path, headers });

  it('has the shifts with a place, at whatever organisation, and goes with its address', async () => {
    const { id } = await ask(coordinator, home, { place: '活动室' });
    const shift = await shiftOf(coordinator, id);
    const full = await shiftOf(coordinator, id, { from: 60, to: 61 });
    const [person, other] = [await volunteer(), await volunteer()];
    await signUp(other, full.id);
    await signUp(person, shift.id);
    await signUp(person, full.id);
    const { path } = (await person.call('POST', '/api/v1/my/shift-feed', {})).body;
    const answer = await read(path);
    expect(answer.headers['content-type']).toBe('text/calendar; charset=utf-8');
    expect(readByPython(answer.body)).toEqual(readByIcalJs(answer.body));
    const [event, ...more] = new ICAL.Component(ICAL.parse(answer.body))
      .getAllSubcomponents('vevent')
      .map((component) => new ICAL.Event(component));
    // who waits in line is expected nowhere
    expect(more).toEqual([]);
    expect(event?.summary).toBe('志愿服务：周末课业辅导');
    expect(event?.location).toContain('活动室');
    expect(event?.startDate.toJSDate().toISOString()).toBe(at(48));
    expect(event?.endDate.toJSDate().toISOString()).toBe(at(50));
    expect((await read(path, { 'if-none-match': String(answer.headers.etag) })).statusCode).toBe(304);
    expect((await person.call('GET', '/api/v1/my/shift-feed')).body.feed.usedAt).toBe(at(0));
    expect((await other.call('GET', '/api/v1/my/shift-feed')).body.feed).toBeNull();
    const { path: newer } = (await person.call('POST', '/api/v1/my/shift-feed', {})).body;
    expect((await read(path)).statusCode).toBe(404);
    expect((await read(newer)).statusCode).toBe(200);
    expect((await person.call('DELETE', '/api/v1/my/shift-feed')).status).toBe(200);
    expect((await read(newer)).statusCode).toBe(404);
  });
});
