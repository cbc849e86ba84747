import { Buffer } from 'node:buffer';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBook } from '../../../test/public-person.ts';
import { registerVolunteer } from '../../../test/volunteer.ts';
import {
  type Answer,
  makeOrganisation,
  makeUser,
  must,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
let now = Date.parse('2025-10-20T01:00:00Z');

let server: TestServer;
let home: TestOrganisation;
let coordinator: TestUser;
let colleague: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  now = Date.parse('2025-10-20T01:00:00Z');
  home = await makeOrganisation(server);
  await openBook(server, home, { takesAtOnce: true });
  coordinator = await makeUser(server, home, 'coordinator');
  colleague = await makeUser(server, home, 'coordinator');
});

const at = (hours: number) => new Date(now + hours * HOUR).toISOString();
const board = () => must(coordinator.call('GET', '/api/v1/volunteering-board'));
const figures = (from: string, until: string) =>
  must(coordinator.call('GET', `/api/v1/volunteering-figures?from=${from}&until=${until}`));

async function opportunity(title: string): Promise<string> {
  const id = newId();
  const said = { title, siteId: home.siteIds[0], description: '陪小学生写作业', risks: '没有特别的风险' };
  await must(coordinator.call('POST', '/api/v1/opportunities', { id, ...said }));
  return id;
}

async function shift(opportunityId: string, hours: number, capacity: number): Promise<string> {
  const id = newId();
  const body = { id, startsAt: at(hours), endsAt: at(hours + 2), capacity };
  await must(coordinator.call('POST', `/api/v1/opportunities/${opportunityId}/shifts`, body));
  return id;
}

const assign = (shiftId: string, volunteerId: string) =>
  must(coordinator.call('POST', `/api/v1/shifts/${shiftId}/assignments`, { id: newId(), volunteerId }));

/** So many hours ago, two hours long, approved by somebody else. */
async function served(volunteerId: string, hoursAgo: number, title: string): Promise<void> {
  const body = {
    id: newId(),
    siteId: home.siteIds[0],
    title,
    from: at(-hoursAgo),
    until: at(2 - hoursAgo),
    reason: '没有签到',
  };
  await must(coordinator.call('POST', `/api/v1/volunteers/${volunteerId}/services`, body));
  await must(colleague.call('POST', `/api/v1/services/${body.id}/decide`, { decision: 'recorded' }));
}

describe('the board of a coordinator', () => {
  it('says that there is more than it counts of what has to be recorded', async () => {
    const volunteer = await registerVolunteer(server, home);
    const said = {
      siteId: home.siteIds[0],
      title: '义诊',
      from: at(-30),
      until: at(-28),
      reason: '没有签到',
    };
    await must(
      coordinator.call('POST', `/api/v1/volunteers/${volunteer.id}/services`, { id: newId(), ...said }),
    );
    const another = (times: number) =>
      server.admin.query(
        `begin; set local session_replication_role = replica;
         insert into service_record (organisation_id, id, volunteer_id, site_id, site_name, programme, title, served_from, served_until,
           source, state, entered_at)
         select organisation_id, gen_random_uuid(), volunteer_id, site_id, site_name, programme, title, served_from, served_until,
           source, state, entered_at
         from service_record, generate_series(1, ${times})
         where id = (select id from service_record where organisation_id = '${home.id}' limit 1); commit`,
      );
    await another(499);
    expect((await board()).dues).toMatchObject({ count: 500, isMore: false });
    await another(1);
    expect((await board()).dues).toMatchObject({ count: 500, isMore: true });
  });

  it('has what lacks most people first, of the next 14 days alone', async () => {
    const id = await opportunity('周末课业辅导');
    const volunteer = await registerVolunteer(server, home);
    const nearlyFull = await shift(id, 24, 2);
    await assign(nearlyFull, volunteer.id);
    const empty = await shift(id, 72, 3);
    await shift(id, 20 * 24, 9);
    const { unfilled, unfilledTotal } = await board();
    expect(unfilledTotal).toBe(2);
    expect(
      unfilled.map(({ shiftId, missing, capacity }: Answer['body']) => [shiftId, missing, capacity]),
    ).toEqual([
      [empty, 3, 3],
      [nearlyFull, 1, 2],
    ]);
  });

  it('counts what has to be recorded, what of it is late, and says until when', async () => {
    expect((await board()).dues).toEqual({ count: 0, isMore: false, overdue: 0, firstDueOn: null });
    const volunteer = await registerVolunteer(server, home);
    await assign(await shift(await opportunity('周末课业辅导'), 1, 2), volunteer.id);
    const lately = { id: newId(), siteId: home.siteIds[0], title: '义诊', from: at(-30), until: at(-28) };
    const said = { ...lately, reason: '没有签到' };
    await must(coordinator.call('POST', `/api/v1/volunteers/${volunteer.id}/services`, said));
    // ten working days after Sunday 19 October; after Monday the shift's are one later
    expect((await board()).dues).toEqual({ count: 1, isMore: false, overdue: 0, firstDueOn: '2025-10-31' });
    now += 11 * DAY + 16 * HOUR;
    coordinator = await makeUser(server, home, 'coordinator');
    expect((await board()).dues).toEqual({ count: 2, isMore: false, overdue: 1, firstDueOn: '2025-10-31' });
    const { items } = await must(coordinator.call('GET', '/api/v1/service-dues'));
    expect(items.map(({ dueOn, isOverdue }: Answer['body']) => [dueOn, isOverdue])).toEqual([
      ['2025-10-31', true],
      ['2025-11-03', false],
    ]);
  });

  it('names whoever comes for the first time once, and nobody who has served', async () => {
    const id = await opportunity('周末课业辅导');
    const [newcomer, old] = [
      await registerVolunteer(server, home, { name: '新来的' }),
      await registerVolunteer(server, home, { name: '老志愿者' }),
    ];
    await served(old.id, 100, '植树');
    const first = await shift(id, 24, 5);
    const second = await shift(id, 48, 5);
    for (const shiftId of [first, second]) await assign(shiftId, newcomer.id);
    await assign(first, old.id);
    expect((await board()).firstTimers).toMatchObject([
      { volunteerId: newcomer.id, name: '新来的', shiftId: first },
    ]);
  });

  it('says what ends before a coming shift first, and nothing that was renewed', async () => {
    const id = await opportunity('周末课业辅导');
    const [near, far, renewed] = [
      await registerVolunteer(server, home, { name: '要到期' }),
      await registerVolunteer(server, home, { name: '没有班次' }),
      await registerVolunteer(server, home, { name: '已续期' }),
    ];
    const check = (volunteerId: string, validUntil: string) =>
      must(
        coordinator.call('POST', `/api/v1/volunteers/${volunteerId}/qualifications`, {
          id: newId(),
          kind: 'check',
          code: 'minors',
          validFrom: '2025-01-01',
          validUntil,
        }),
      );
    await check(near.id, '2025-10-25');
    await check(far.id, '2025-10-22');
    await check(renewed.id, '2025-10-25');
    await check(renewed.id, '2026-10-25');
    await assign(await shift(id, 10 * 24, 5), near.id);
    const { expiring, expiringTotal } = await board();
    expect(expiringTotal).toBe(2);
    expect(expiring).toMatchObject([
      { volunteerId: near.id, validUntil: '2025-10-25', nextShift: { isAfter: true } },
      { volunteerId: far.id, validUntil: '2025-10-22', nextShift: null },
    ]);
  });

  it('tells who did not come, and is nobody’s but of whoever looks after volunteers', async () => {
    const volunteer = await registerVolunteer(server, home, { name: '没来的' });
    const shiftId = await shift(await opportunity('周末课业辅导'), 1, 5);
    const { id } = await assign(shiftId, volunteer.id);
    now += 5 * HOUR;
    await must(coordinator.call('PUT', `/api/v1/sign-ups/${id}/absence`, { reason: 'no_word' }));
    expect((await board()).absent).toMatchObject([
      { volunteerId: volunteer.id, name: '没来的', shiftId, reason: 'no_word' },
    ]);
    now += 31 * DAY;
    // whoever signed in a month ago is not signed in any more
    coordinator = await makeUser(server, home, 'coordinator');
    expect((await board()).absent).toEqual([]);
    const worker = await makeUser(server, home, 'worker', [home.siteIds[0] ?? '']);
    for (const url of [
      '/api/v1/volunteering-board',
      '/api/v1/volunteering-figures?from=2025-01-01&until=2025-01-02',
    ])
      expect((await worker.call('GET', url)).status).toBe(403);
    const stranger = await makeUser(server, await makeOrganisation(server), 'coordinator');
    expect(await must(stranger.call('GET', '/api/v1/volunteering-board'))).toMatchObject({
      unfilledTotal: 0,
      absentTotal: 0,
      firstTimersTotal: 0,
      expiringTotal: 0,
    });
  });
});

describe('figures of a period', () => {
  it('sum what was offered, filled and served, and count who came again', async () => {
    const id = await opportunity('周末课业辅导');
    const people = [
      await registerVolunteer(server, home, { name: '甲' }),
      await registerVolunteer(server, home, { name: '乙' }),
      await registerVolunteer(server, home, { name: '丙' }),
    ] as const;
    const [first, second, third] = people;
    const shiftId = await shift(id, 2, 4);
    for (const { id: volunteerId } of people) await assign(shiftId, volunteerId);
    // yesterday: in the period; ten days ago: in the one before, of five days; a month ago: earlier still
    await served(first.id, 24, '植树');
    await served(first.id, 30, '巡河');
    await served(second.id, 24, '植树');
    await served(first.id, 6 * 24, '植树');
    await served(third.id, 7 * 24, '植树');
    await served(second.id, 40 * 24, '植树');
    // a shift that has not begun is no open place yet
    expect((await figures('2025-10-16', '2025-10-20')).offered).toEqual([]);
    now += 3 * HOUR;
    const told = await figures('2025-10-16', '2025-10-20');
    expect(told).toMatchObject({
      offered: [{ opportunityId: id, shifts: 1, places: 4, taken: 3 }],
      calledOff: 0,
      total: { minutes: 360, times: 3, people: 2 },
      bySite: [{ minutes: 360, times: 3, people: 2 }],
      byProgramme: [
        { name: '植树', isProgramme: false, minutes: 240, times: 2, people: 2 },
        { name: '巡河', isProgramme: false, minutes: 120, times: 1, people: 1 },
      ],
      bySource: [{ source: 'back_filled', minutes: 360, times: 3, people: 2 }],
      retention: { before: 2, now: 2, again: 1, first: 0 },
    });
    const report = (format: string) =>
      coordinator.call(
        'GET',
        `/api/v1/volunteering-figures/report?from=2025-10-16&until=2025-10-20&format=${format}&language=zh`,
      );
    const page = String((await report('html')).body);
    expect(page).toContain('少于 10 位志愿者共服务了 6 小时；4 个名额中有 3 个有人（75%）。');
    // of so few nothing is told in parts
    for (const what of ['植树', '工作人员补记', '服务了 3 次']) expect(page).not.toContain(what);
    for (const name of ['甲', '乙', '丙', ...people.map(({ number }) => number)])
      expect(page).not.toContain(`>${name}<`);
    expect(
      Buffer.from((await report('pdf')).body)
        .subarray(0, 5)
        .toString('latin1'),
    ).toBe('%PDF-');
    expect(
      Buffer.from((await report('docx')).body)
        .subarray(0, 2)
        .toString('latin1'),
    ).toBe('PK');
  });

  it('take titles for one that an import takes for one, and tell the smallest together', async () => {
    const { id } = await registerVolunteer(server, home);
    await served(id, 50, '巡河');
    await served(id, 60, '巡 河。');
    const { rows } = await server.admin.query<{ site_name: string }>(
      'select site_name from service_record where volunteer_id = $1',
      [id],
    );
    await server.admin.query(
      `insert into service_record (organisation_id, id, volunteer_id, site_id, site_name, programme, title, served_from, served_until,
         source, state, entered_at, decided_at)
       select $1, gen_random_uuid(), $2, $3, $4, '', '活动 ' || at, $5::timestamptz - at * interval '2 hours',
         $5::timestamptz - at * interval '2 hours' + interval '1 hour', 'attendance', 'recorded', $5, $5
       from generate_series(1, 40) at`,
      [home.id, id, home.siteIds[0], rows[0]?.site_name, at(-70)],
    );
    const { byProgramme, total } = await figures('2025-09-20', '2025-10-20');
    expect(byProgramme[0]).toEqual({
      name: '巡河',
      isProgramme: false,
      together: 1,
      minutes: 240,
      times: 2,
      people: 1,
    });
    expect(byProgramme).toHaveLength(30);
    expect(byProgramme.at(-1)).toEqual({
      name: '',
      isProgramme: false,
      together: 12,
      minutes: 12 * 60,
      times: 12,
      people: 1,
    });
    expect(total).toEqual({ minutes: 240 + 40 * 60, times: 42, people: 1 });
  });

  it('count absences with the shifts that they are of, and nothing of shifts that nobody was asked to', async () => {
    const volunteer = await registerVolunteer(server, home);
    const id = await opportunity('周末课业辅导');
    // begins on the last day of the period, and ends on the next
    now = Date.parse('2025-10-20T15:00:00Z');
    coordinator = await makeUser(server, home, 'coordinator');
    const night = await shift(id, 0.5, 2);
    const place = await assign(night, volunteer.id);
    const never = await shift(id, 0.6, 2);
    await must(coordinator.call('POST', `/api/v1/shifts/${never}/cancel`, {}, { 'if-match': '"1"' }));
    await server.admin.query('update shift set is_published = false where id = $1', [never]);
    now += 6 * HOUR;
    await must(coordinator.call('PUT', `/api/v1/sign-ups/${place.id}/absence`, { reason: 'ill' }));
    const [evening, morning] = [
      await figures('2025-10-20', '2025-10-20'),
      await figures('2025-10-21', '2025-10-21'),
    ];
    expect(evening).toMatchObject({ calledOff: 0, absent: [{ reason: 'ill', count: 1 }] });
    expect(evening.offered).toMatchObject([{ shifts: 1, taken: 1 }]);
    expect(morning).toMatchObject({ offered: [], absent: [] });
  });

  it('are refused of days that are none', async () => {
    const asked = (query: string) => coordinator.call('GET', `/api/v1/volunteering-figures?${query}`);
    expect((await asked('from=2025-10-20&until=2025-10-16')).body.code).toBe('period_impossible');
    expect((await asked('from=2015-10-20&until=2025-10-16')).body.code).toBe('period_impossible');
    expect((await asked('from=2025-02-30&until=2025-10-16')).status).toBe(400);
  });
});
