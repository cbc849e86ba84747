import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { untilWaiting } from '../../../test/barrier.ts';
import { openBook, type TestPerson } from '../../../test/public-person.ts';
import { signInVolunteer, volunteerBody } from '../../../test/volunteer.ts';
import {
  type Answer,
  deliverAll,
  makeOrganisation,
  makeUser,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { newId } from '../platform/database/ids.ts';
import { plain } from '../platform/database/statement.ts';
import { tellStars } from './public.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
let now = Date.parse('2026-03-01T02:00:00Z');

let server: TestServer;
let home: TestOrganisation;
let coordinator: TestUser;
let colleague: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  // ten o'clock in the morning there
  now = (Math.floor(now / DAY) + 1) * DAY + 2 * HOUR;
  home = await makeOrganisation(server);
  await openBook(server, home, { takesAtOnce: true });
  coordinator = await makeUser(server, home, 'coordinator');
  colleague = await makeUser(server, home, 'coordinator');
});

const at = (hours: number) => new Date(now + hours * HOUR).toISOString();

async function must(sent: Promise<Answer>): Promise<Answer['body']> {
  const answer = await sent;
  expect(answer.status, JSON.stringify(answer.body)).toBeLessThan(300);
  return answer.body;
}
const code = async (sent: Promise<Answer>): Promise<string> => (await sent).body.code;

interface Volunteer {
  readonly person: TestPerson;
  readonly id: string;
  readonly signIn: () => Promise<TestPerson>;
}

async function volunteer(more: object = {}): Promise<Volunteer> {
  const body = volunteerBody(home, more);
  await must(request(server, 'POST', '/api/v1/volunteer-registrations', body));
  const person = await signInVolunteer(server, body);
  await deliverAll(server);
  const { items } = await must(coordinator.call('GET', '/api/v1/volunteers'));
  return { person, id: items[0].id, signIn: () => signInVolunteer(server, body) };
}

/** Recorded hours that were no shift. @returns id of the record */
async function record(
  volunteerId: string,
  minutes: number,
  { ago = 1, replacesId = '' } = {},
): Promise<string> {
  const until = now - ago * HOUR;
  const service = {
    id: newId(),
    siteId: home.siteIds[0],
    title: '整理图书',
    from: new Date(until - minutes * MINUTE).toISOString(),
    until: new Date(until).toISOString(),
    reason: '当天没有网络',
    ...(replacesId === '' ? {} : { replacesId }),
  };
  await must(coordinator.call('POST', `/api/v1/volunteers/${volunteerId}/services`, service));
  await must(colleague.call('POST', `/api/v1/services/${service.id}/decide`, { decision: 'recorded' }));
  return service.id;
}

interface Shift {
  readonly id: string;
  readonly opportunityId: string;
}

async function shift(opportunityId?: string): Promise<Shift> {
  const asking = {
    id: newId(),
    title: '周末课业辅导',
    siteId: home.siteIds[0],
    description: '陪小学生写作业',
    risks: '没有特别的风险',
  };
  if (opportunityId === undefined) await must(coordinator.call('POST', '/api/v1/opportunities', asking));
  const of = opportunityId ?? asking.id;
  const body = { id: newId(), startsAt: at(0.5), endsAt: at(2.5), capacity: 30 };
  await must(coordinator.call('POST', `/api/v1/opportunities/${of}/shifts`, body));
  return { id: body.id, opportunityId: of };
}

/** They were there from the beginning to the end. */
async function attend({ id: shiftId }: Shift, people: readonly Volunteer[]): Promise<void> {
  const checkIns: string[] = [];
  for (const { id: volunteerId } of people) {
    const signUpId = newId();
    await must(
      coordinator.call('POST', `/api/v1/shifts/${shiftId}/assignments`, { id: signUpId, volunteerId }),
    );
    const id = newId();
    await must(coordinator.call('POST', `/api/v1/shifts/${shiftId}/check-ins-by-staff`, { id, signUpId }));
    checkIns.push(id);
  }
  now += 3 * HOUR;
  for (const id of checkIns)
    await must(coordinator.call('POST', `/api/v1/check-ins/${id}/check-out-by-staff`));
}

const rules = (body: object, version: number) =>
  coordinator.call('PUT', '/api/v1/recognition-rules', body, { 'if-match': `"${version}"` });
const recognition = (id: string) => must(coordinator.call('GET', `/api/v1/volunteers/${id}/recognition`));
const own = async ({ person }: Volunteer) =>
  (await must(person.call('GET', '/api/v1/my/recognition'))).items[0];
const evaluate = (id: string, body: object, by = coordinator) =>
  by.call('POST', `/api/v1/volunteers/${id}/evaluations`, { id: newId(), grade: 5, words: '', ...body });
const points = (id: string, kind: 'granted' | 'spent', amount: number, more: object = {}) =>
  coordinator.call('POST', `/api/v1/volunteers/${id}/points`, {
    id: newId(),
    kind,
    points: amount,
    reason: '义卖帮忙',
    ...more,
  });
const evaluateBack = ({ person }: Volunteer, { id }: Shift, grade: number, words = '') =>
  person.call('PUT', `/api/v1/my/shift-evaluations/${id}`, { grade, words });
const told = ({ opportunityId }: Shift, by = coordinator) =>
  must(by.call('GET', `/api/v1/opportunities/${opportunityId}/evaluations`));

/** Rows of the home organisation, past the row rules. */
const rowsOf = async (table: string, columns = '*') =>
  (await server.admin.query(`select ${columns} from ${table} where organisation_id = $1`, [home.id])).rows;

const USUAL = [100, 300, 600, 1000, 1500];

describe('the rules of an organisation', () => {
  it('are as usual until somebody changes them, and nothing is stored before', async () => {
    const first = await must(coordinator.call('GET', '/api/v1/recognition-rules'));
    expect(first).toEqual({ starHours: USUAL, pointsPerHour: 1, pointsSince: null, version: 0 });
    expect(await rowsOf('recognition_rules')).toEqual([]);
    const changed = await must(rules({ starHours: [1, 2], pointsPerHour: 3, givesPoints: true }, 0));
    expect(changed).toEqual({
      starHours: [1, 2],
      pointsPerHour: 3,
      pointsSince: at(8).slice(0, 10),
      version: 1,
    });
    expect(await code(rules({ starHours: [1, 3], pointsPerHour: 3, givesPoints: true }, 0))).toBe(
      'version_conflict',
    );
    const refused = await rules({ starHours: [2, 2], pointsPerHour: 3, givesPoints: true }, 1);
    expect(refused).toMatchObject({ status: 400, body: { errors: [{ path: '/starHours' }] } });
  });

  it('keep the day since which points are given while they are', async () => {
    const body = { starHours: [1], pointsPerHour: 1, givesPoints: true };
    const { pointsSince } = await must(rules(body, 0));
    now += 3 * DAY;
    coordinator = await makeUser(server, home, 'coordinator');
    expect((await must(rules({ ...body, pointsPerHour: 2 }, 1))).pointsSince).toBe(pointsSince);
    expect((await must(rules({ ...body, givesPoints: false }, 2))).pointsSince).toBeNull();
    expect((await must(rules(body, 3))).pointsSince).toBe(at(8).slice(0, 10));
  });

  it('are changed by nobody who only reads, nor by a volunteer', async () => {
    const worker = await makeUser(server, home, 'worker');
    expect((await worker.call('GET', '/api/v1/recognition-rules')).status).toBe(403);
    const { id } = await volunteer();
    const settings = { organisationId: home.id, actorId: id, scope: 'own', siteIds: [] } as const;
    const insert = plain(
      `insert into recognition_rules (organisation_id, star_hours, points_per_hour, changed_by, changed_at)
       values ($1, '{1}', 1, $2, now())`,
      [home.id, id],
    );
    await expect(
      server.services.database.transaction(settings, (transaction) => transaction.all(insert)),
    ).rejects.toThrow('row-level security');
  });
});

describe('stars', () => {
  it('come with recorded minutes alone, at the border and not before, and go quietly with a correction', async () => {
    await must(rules({ starHours: [1, 3], pointsPerHour: 1, givesPoints: false }, 0));
    const someone = await volunteer();
    const first = await record(someone.id, 59);
    expect(await recognition(someone.id)).toMatchObject({ stars: 0, recordedMinutes: 59, minutesLeft: 1 });
    const corrected = await record(someone.id, 60, { replacesId: first });
    expect(await own(someone)).toMatchObject({ stars: 1, recordedMinutes: 60, minutesLeft: 120 });
    // waits for approval
    const waiting = {
      id: newId(),
      siteId: home.siteIds[0],
      title: '整理图书',
      from: at(-9),
      until: at(-5),
      reason: '停电',
    };
    await must(coordinator.call('POST', `/api/v1/volunteers/${someone.id}/services`, waiting));
    expect(await recognition(someone.id)).toMatchObject({ stars: 1, recordedMinutes: 60 });
    await record(someone.id, 30, { replacesId: corrected });
    expect(await recognition(someone.id)).toMatchObject({ stars: 0, recordedMinutes: 30, minutesLeft: 30 });
  });

  it('are told once each, also where hours go and come again', async () => {
    await must(rules({ starHours: [1, 3], pointsPerHour: 1, givesPoints: false }, 0));
    const someone = await volunteer();
    const deliveries = async () =>
      (
        await server.admin.query(
          "select payload from delivery where organisation_id = $1 and kind = 'recognition.news'",
          [home.id],
        )
      ).rowCount;
    const first = await record(someone.id, 60);
    await tellStars(server.services, home.id);
    await tellStars(server.services, home.id);
    expect(await deliveries()).toBe(1);
    const less = await record(someone.id, 30, { replacesId: first });
    await tellStars(server.services, home.id);
    // what was told is known for longer than the delivery is kept
    expect(await rowsOf('volunteer_star', 'told_stars')).toEqual([{ told_stars: 1 }]);
    await record(someone.id, 60, { replacesId: less });
    await tellStars(server.services, home.id);
    expect(await deliveries()).toBe(1);
    await record(someone.id, 200, { ago: 8 });
    await tellStars(server.services, home.id);
    expect(await deliveries()).toBe(2);
  });
});

describe('an evaluation of a volunteer', () => {
  it('is of what took place, read by the volunteer, and answered once', async () => {
    const someone = await volunteer();
    const there = await shift();
    expect(await code(evaluate(someone.id, { shiftId: there.id }))).toBe('evaluation_not_served');
    await attend(there, [someone]);
    expect((await recognition(someone.id)).toEvaluate).toMatchObject([
      { shiftId: there.id, title: '周末课业辅导' },
    ]);
    const body = { id: newId(), shiftId: there.id, grade: 4, words: '很有耐心' };
    const made = await must(evaluate(someone.id, body));
    expect(made).toMatchObject({
      grade: 4,
      words: '很有耐心',
      by: coordinator.id,
      title: '周末课业辅导',
      answer: '',
    });
    expect(await must(evaluate(someone.id, body))).toEqual(made);
    expect(await code(evaluate(someone.id, { shiftId: there.id }))).toBe('evaluation_there');
    const mine = (await own(someone)).evaluations;
    expect(mine).toMatchObject([{ id: made.id, grade: 4, words: '很有耐心', answeredAt: null }]);
    expect(mine[0]).not.toHaveProperty('by');
    const url = `/api/v1/my/evaluations/${made.id}/answer`;
    await must(someone.person.call('PUT', url, { words: '谢谢' }));
    await must(someone.person.call('PUT', url, { words: '谢谢' }));
    expect(await code(someone.person.call('PUT', url, { words: '还有' }))).toBe('evaluation_answered');
    expect((await recognition(someone.id)).evaluations).toMatchObject([{ answer: '谢谢' }]);
    const stranger = await volunteer();
    expect((await stranger.person.call('PUT', url, { words: '我来说' })).status).toBe(404);
  });

  it('that is corrected keeps what it was', async () => {
    const someone = await volunteer();
    const serviceId = await record(someone.id, 60);
    const made = await must(evaluate(someone.id, { serviceId, grade: 2, words: '迟到' }));
    await must(someone.person.call('PUT', `/api/v1/my/evaluations/${made.id}/answer`, { words: '堵车' }));
    const corrected = await must(
      evaluate(someone.id, { replacesId: made.id, grade: 4, words: '准时' }, colleague),
    );
    expect(corrected).toMatchObject({
      serviceId,
      grade: 4,
      answer: '',
      former: [{ grade: 2, words: '迟到', answer: '堵车' }],
    });
    expect((await own(someone)).evaluations).toMatchObject([{ id: corrected.id, former: [{ grade: 2 }] }]);
    expect(await code(evaluate(someone.id, { replacesId: made.id }))).toBe('evaluation_corrected');
    const another = await volunteer();
    expect((await evaluate(another.id, { replacesId: corrected.id })).status).toBe(404);
    expect((await evaluate(another.id, { serviceId })).body.code).toBe('evaluation_not_served');
  });

  it('of hours that were corrected since is of the same service', async () => {
    const someone = await volunteer();
    const serviceId = await record(someone.id, 60);
    const made = await must(evaluate(someone.id, { serviceId }));
    const corrected = await record(someone.id, 45, { replacesId: serviceId });
    expect(await recognition(someone.id)).toMatchObject({
      evaluations: [{ id: made.id, title: '整理图书' }],
      toEvaluate: [],
    });
    expect(await code(evaluate(someone.id, { serviceId: corrected }))).toBe('evaluation_there');
  });

  it('is in what the volunteer takes along of their account', async () => {
    const someone = await volunteer();
    const serviceId = await record(someone.id, 60);
    await must(evaluate(someone.id, { serviceId, words: '很有耐心' }));
    const exported = await must(someone.person.call('GET', '/api/v1/my/export'));
    expect(exported).toMatchObject({
      service: [{ id: serviceId, minutes: 60 }],
      recognition: [{ organisationId: home.id, evaluations: [{ words: '很有耐心' }] }],
    });
  });

  it('is one where two colleagues say something of one service at once', async () => {
    const someone = await volunteer();
    const serviceId = await record(someone.id, 60);
    const [one, other] = [
      evaluate(someone.id, { serviceId }),
      evaluate(someone.id, { serviceId }, colleague),
    ];
    expect([(await one).status, (await other).status].toSorted((left, right) => left - right)).toEqual([
      201, 409,
    ]);
    const [{ id: replacesId }] = (await recognition(someone.id)).evaluations;
    const both = [evaluate(someone.id, { replacesId }), evaluate(someone.id, { replacesId }, colleague)];
    const statuses = (await Promise.all(both)).map(({ status }) => status);
    expect(statuses.toSorted((left, right) => left - right)).toEqual([201, 409]);
  });

  it('cannot be answered in the volunteer’s name by staff, nor made by the volunteer', async () => {
    const someone = await volunteer();
    const serviceId = await record(someone.id, 60);
    const { id } = await must(evaluate(someone.id, { serviceId }));
    const as = (scope: 'own' | 'organisation', actorId: string, text: string, values: unknown[]) =>
      server.services.database.transaction(
        { organisationId: home.id, actorId, scope, siteIds: [] },
        (transaction) => transaction.all(plain(text, values)),
      );
    const answer = `insert into volunteer_evaluation_answer (organisation_id, id, volunteer_id, sealed, at) values ($1, $2, $3, '\\x00', now())`;
    await expect(as('organisation', coordinator.id, answer, [home.id, id, someone.id])).rejects.toThrow(
      'row-level security',
    );
    const praise = `insert into volunteer_evaluation (organisation_id, id, volunteer_id, service_id, sealed, by_account, at)
      values ($1, $2, $3, $4, '\\x00', $3, now())`;
    await expect(as('own', someone.id, praise, [home.id, newId(), someone.id, serviceId])).rejects.toThrow(
      'row-level security',
    );
  });
});

describe('what volunteers say of a shift', () => {
  it('is told from five volunteers on, together and without a name', async () => {
    const there = await shift();
    const people: Volunteer[] = [];
    for (const name of ['甲', '乙', '丙', '丁', '戊', '己'])
      people.push(await volunteer({ name: `陈${name}` }));
    await attend(there, people);
    const [last, ...first] = people as [Volunteer, ...Volunteer[]];
    for (const [index, one] of first.slice(0, 4).entries())
      await must(evaluateBack(one, there, index + 1, `话${index}`));
    expect(await told(there)).toEqual({ count: 4, toldCount: 0, mean: null, words: [] });
    await must(evaluateBack(first[4] as Volunteer, there, 5, '按说的来'));
    const lot = await told(there);
    expect(lot).toEqual({ count: 5, toldCount: 5, mean: 3, words: ['按说的来', '话0', '话1', '话2', '话3'] });
    // one more alone tells nothing of itself
    await must(evaluateBack(last, there, 1, '没有人接'));
    expect(await told(there)).toEqual({ ...lot, count: 6 });
    expect(JSON.stringify(await told(there))).not.toMatch(new RegExp(people.map(({ id }) => id).join('|')));
  });

  it('of one volunteer at many shifts is one volunteer’s', async () => {
    const someone = await volunteer();
    const first = await shift();
    await attend(first, [someone]);
    await must(evaluateBack(someone, first, 5, '好'));
    for (let n = 0; n < 5; n += 1) {
      coordinator = await makeUser(server, home, 'coordinator');
      const again = await shift(first.opportunityId);
      await attend(again, [someone]);
      await must(evaluateBack({ ...someone, person: await someone.signIn() }, again, 5, '好'));
    }
    expect(await told(first)).toEqual({ count: 6, toldCount: 0, mean: null, words: [] });
  });

  it('that is said anew takes the whole lot’s words back: what is missing tells nobody’s', async () => {
    const there = await shift();
    const people: Volunteer[] = [];
    for (let n = 0; n < 9; n += 1) people.push(await volunteer());
    await attend(there, people);
    for (const [index, one] of people.slice(0, 5).entries())
      await must(evaluateBack(one, there, 3, `话${index}`));
    expect((await told(there)).words).toHaveLength(5);
    const [changing] = people as [Volunteer, ...Volunteer[]];
    await must(evaluateBack(changing, there, 1, '改了'));
    expect(await told(there)).toEqual({ count: 5, toldCount: 5, mean: 3, words: [] });
    expect((await own(changing)).shifts).toMatchObject([{ grade: 1, words: '改了', isChangeable: true }]);
    for (const one of people.slice(5)) await must(evaluateBack(one, there, 5, `新${one.id}`));
    const again = await told(there);
    expect([again.toldCount, again.words.length, again.words.includes('改了')]).toEqual([9, 5, true]);
    expect(again.mean).toBeCloseTo((4 * 3 + 1 + 4 * 5) / 9, 10);
  });

  it('of many at once is told in lots of five and more, and nothing is lost', async () => {
    const there = await shift();
    const people: Volunteer[] = [];
    for (let n = 0; n < 9; n += 1) people.push(await volunteer());
    await attend(there, people);
    const [again] = people as [Volunteer, ...Volunteer[]];
    await must(evaluateBack(again, there, 1));
    const all = [
      ...people.slice(1).map((one) => evaluateBack(one, there, 5)),
      evaluateBack(again, there, 3),
      evaluateBack(again, there, 3),
    ];
    expect((await Promise.all(all)).map(({ status }) => status)).toEqual(all.map(() => 200));
    const { count, toldCount } = await told(there);
    expect(count).toBe(9);
    expect(toldCount).toBeGreaterThanOrEqual(5);
    const sizes = (await rowsOf('shift_evaluation', 'told_with')).map((row) => row.told_with);
    expect(sizes.filter((size) => size !== null && size < 5)).toEqual([]);
  });

  it('is changed for thirty days, by themselves alone, and only where they served', async () => {
    const [someone, another] = [await volunteer(), await volunteer()];
    const there = await shift();
    await attend(there, [someone]);
    expect(await code(evaluateBack(another, there, 1))).toBe('evaluation_not_served');
    await must(evaluateBack(someone, there, 2, '早'));
    now += 30 * DAY;
    const later = { ...someone, person: await someone.signIn() };
    await must(evaluateBack(later, there, 3, '晚'));
    now += MINUTE;
    expect(await code(evaluateBack(later, there, 4))).toBe('evaluation_fixed');
    // said again alike it is what it was
    await must(evaluateBack(later, there, 3, '晚'));
    expect((await own(later)).shifts).toMatchObject([{ grade: 3, isChangeable: false }]);
  });

  it('stands in no audit with who said it: only that it was read', async () => {
    const someone = await volunteer();
    const there = await shift();
    await attend(there, [someone]);
    const before = (await rowsOf('audit_event', 'id')).length;
    await must(evaluateBack(someone, there, 2, '早'));
    expect((await rowsOf('audit_event', 'id')).length).toBe(before);
    await told(there);
    const rows = await rowsOf('audit_event', 'action, subject_kind, subject_ids');
    expect(rows.filter(({ action }) => action.startsWith('shift_evaluation'))).toEqual([
      { action: 'shift_evaluation.list', subject_kind: 'opportunity', subject_ids: [there.opportunityId] },
    ]);
  });

  it('is written by no staff in a volunteer’s name, nor put into a lot by a statement', async () => {
    const someone = await volunteer();
    const there = await shift();
    await attend(there, [someone]);
    await must(evaluateBack(someone, there, 2));
    const as = (scope: 'own' | 'organisation', text: string) =>
      server.services.database.transaction(
        { organisationId: home.id, actorId: someone.id, scope, siteIds: [] },
        (transaction) => transaction.all(plain(text, [home.id])),
      );
    const of = 'where organisation_id = $1';
    await expect(
      as('organisation', `update shift_evaluation set grade = 5, changed_at = now() ${of}`),
    ).rejects.toThrow('only volunteers evaluate');
    for (const scope of ['own', 'organisation'] as const)
      await expect(as(scope, `update shift_evaluation set told_grade = 5 ${of}`)).rejects.toThrow(
        'permission denied',
      );
    const insert = `insert into shift_evaluation (organisation_id, id, opportunity_id, shift_id, volunteer_id, grade, given_at, changed_at)
      select organisation_id, gen_random_uuid(), opportunity_id, shift_id, gen_random_uuid(), 5, now(), now() from shift_evaluation ${of}`;
    await expect(as('organisation', insert)).rejects.toThrow('row-level security');
    // nor by anybody who is with the organisation no more, whatever they began before
    const own = insert.replace('shift_id, gen_random_uuid(), 5,', `shift_id, '${someone.id}', 5,`);
    await server.admin.query("update volunteer set state = 'left', sealed = null where id = $1", [
      someone.id,
    ]);
    await expect(as('own', own)).rejects.toThrow('not with the organisation');
  });

  it('is told of five who are there; whoever goes at this moment is waited for, and does not count', async () => {
    const people = [
      await volunteer(),
      await volunteer(),
      await volunteer(),
      await volunteer(),
      await volunteer(),
    ];
    const there = await shift();
    await attend(there, people);
    const [first, ...others] = people;
    const last = others.pop();
    for (const one of [first, ...others]) if (one !== undefined) await must(evaluateBack(one, there, 4));
    const told = async () =>
      (await rowsOf('shift_evaluation', 'told_grade')).filter(({ told_grade: grade }) => grade !== null)
        .length;
    await server.admin.query('begin');
    await server.admin.query('update shift_evaluation set sealed = null where volunteer_id = $1', [
      first?.id,
    ]);
    const speaks = last === undefined ? undefined : must(evaluateBack(last, there, 5));
    await untilWaiting(server, 1);
    await server.admin.query('commit');
    await speaks;
    expect(await told()).toBe(0);
  });
});

describe('points', () => {
  const on = (pointsPerHour = 2) => rules({ starHours: [100], pointsPerHour, givesPoints: true }, 0);

  it('are none where the organisation gives none', async () => {
    const someone = await volunteer();
    await record(someone.id, 60);
    expect((await recognition(someone.id)).points).toBeNull();
    expect((await own(someone)).points).toBeNull();
    expect(await code(points(someone.id, 'granted', 5))).toBe('points_off');
  });

  it('come with hours of the day on which they were switched on, and later', async () => {
    const someone = await volunteer();
    await record(someone.id, 60, { ago: 30 });
    const today = await record(someone.id, 15);
    await must(on());
    expect((await recognition(someone.id)).points).toMatchObject({
      balance: 0,
      entries: [{ kind: 'earned', points: 0.5 }],
    });
    await record(someone.id, 15, { ago: 1.5 });
    expect((await own(someone)).points.balance).toBe(1);
    // approved now, served before
    await record(someone.id, 600, { ago: 40 });
    expect((await own(someone)).points.balance).toBe(1);
    await record(someone.id, 75, { replacesId: today, ago: 2 });
    expect((await own(someone)).points.balance).toBe(3);
  });

  it('of hours that are corrected go, at the rate at which they came', async () => {
    const someone = await volunteer();
    await must(on());
    const first = await record(someone.id, 60);
    await must(rules({ starHours: [100], pointsPerHour: 10, givesPoints: true }, 1));
    await record(someone.id, 30, { replacesId: first });
    const { balance, entries } = (await recognition(someone.id)).points;
    expect(balance).toBe(1);
    expect(entries.map(({ kind, points: sum }: { kind: string; points: number }) => [kind, sum])).toEqual(
      expect.arrayContaining([
        ['earned', 2],
        ['reversed', -2],
        ['earned', 1],
      ]),
    );
  });

  it('are granted and spent with a reason, and sent twice they count once', async () => {
    const someone = await volunteer();
    await must(on());
    const grant = { id: newId(), reason: '义卖帮忙' };
    const made = await must(points(someone.id, 'granted', 5, grant));
    expect(await must(points(someone.id, 'granted', 5, grant))).toEqual(made);
    expect((await points(someone.id, 'granted', 6, grant)).status).toBe(409);
    await must(points(someone.id, 'spent', 3, { reason: '换一本书' }));
    expect((await own(someone)).points).toMatchObject({
      balance: 2,
      entries: expect.arrayContaining([
        expect.objectContaining({ kind: 'spent', points: -3, reason: '换一本书' }),
        expect.objectContaining({ kind: 'granted', points: 5, reason: '义卖帮忙' }),
      ]),
    });
    expect(await code(points(someone.id, 'spent', 3))).toBe('points_missing');
  });

  it('are not spent twice by two at once', async () => {
    const someone = await volunteer();
    await must(on());
    await must(points(someone.id, 'granted', 5));
    const both = await Promise.all(Array.from({ length: 6 }, () => points(someone.id, 'spent', 3)));
    expect(both.map(({ status }) => status).toSorted((one, other) => one - other)).toEqual([
      201, 409, 409, 409, 409, 409,
    ]);
    expect((await own(someone)).points.balance).toBe(2);
  });

  it('are not spent twice by statements that know nothing of each other', async () => {
    const someone = await volunteer();
    await must(on());
    await must(points(someone.id, 'granted', 5));
    const settings = {
      organisationId: home.id,
      actorId: coordinator.id,
      scope: 'organisation',
      siteIds: [],
    } as const;
    const insert = `insert into point_entry (organisation_id, id, volunteer_id, kind, sixtieths, by_account, at)
      values ($1, $2, $3, 'spent', -180, $4, now())`;
    const spend = () =>
      server.services.database.transaction(settings, (transaction) =>
        transaction.all(plain(insert, [home.id, newId(), someone.id, coordinator.id])),
      );
    await server.admin.query('begin');
    await server.admin.query('select from volunteer where id = $1 for no key update', [someone.id]);
    const both = Promise.allSettled([spend(), spend()]);
    await untilWaiting(server, 2);
    await server.admin.query('commit');
    expect((await both).map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
    expect((await own(someone)).points.balance).toBe(2);
  });

  it('switched off are shown to nobody, and the ledger stays', async () => {
    const someone = await volunteer();
    await must(on());
    await must(points(someone.id, 'granted', 5));
    await must(rules({ starHours: [100], pointsPerHour: 2, givesPoints: false }, 1));
    expect([(await recognition(someone.id)).points, (await own(someone)).points]).toEqual([null, null]);
    expect(await code(points(someone.id, 'spent', 1))).toBe('points_off');
    await must(rules({ starHours: [100], pointsPerHour: 2, givesPoints: true }, 2));
    expect((await own(someone)).points.balance).toBe(5);
  });

  it('are earned by no statement, and nothing in the ledger is changed', async () => {
    const someone = await volunteer();
    await must(on());
    const serviceId = await record(someone.id, 60);
    const as = (text: string, values: unknown[]) =>
      server.services.database.transaction(
        { organisationId: home.id, actorId: coordinator.id, scope: 'organisation', siteIds: [] },
        (transaction) => transaction.all(plain(text, values)),
      );
    const earn = `insert into point_entry (organisation_id, id, volunteer_id, kind, service_id, points_per_hour, sixtieths, at)
      values ($1, $2, $3, 'reversed', $4, 1, 0, now())`;
    await expect(as(earn, [home.id, newId(), someone.id, serviceId])).rejects.toThrow('only hours earn');
    await expect(
      as('update point_entry set sixtieths = 6000 where organisation_id = $1', [home.id]),
    ).rejects.toThrow('permission denied');
    await expect(as('delete from point_entry where organisation_id = $1', [home.id])).rejects.toThrow(
      'permission denied',
    );
  });
});

describe('with the end of a volunteer', () => {
  it('all words go, what staff said goes, and what was counted stays', async () => {
    const there = await shift();
    const people: Volunteer[] = [];
    for (let n = 0; n < 5; n += 1) people.push(await volunteer());
    await attend(there, people);
    for (const [index, one] of people.entries()) await must(evaluateBack(one, there, 3, `话${index}`));
    const [leaving] = people as [Volunteer, ...Volunteer[]];
    await must(rules({ starHours: [1], pointsPerHour: 2, givesPoints: true }, 0));
    await must(points(leaving.id, 'granted', 5));
    await must(evaluate(leaving.id, { shiftId: there.id, words: '好' }));
    expect((await told(there)).words).toHaveLength(5);
    await must(leaving.person.call('DELETE', `/api/v1/my/books/${home.id}`));
    await deliverAll(server);
    expect(await told(there)).toEqual({ count: 5, toldCount: 5, mean: 3, words: [] });
    expect(await rowsOf('volunteer_evaluation')).toEqual([]);
    const mine = ({ volunteer_id: id }: { volunteer_id: string }) => id === leaving.id;
    const ledger = (await rowsOf('point_entry', 'volunteer_id, sealed')).filter(mine);
    expect(ledger.length).toBeGreaterThan(0);
    for (const { sealed } of ledger) expect(sealed).toBeNull();
    expect((await rowsOf('volunteer_star', 'volunteer_id')).filter(mine)).toEqual([]);
  });
});
