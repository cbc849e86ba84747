import pg from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openBook, type TestPerson } from '../../../test/public-person.ts';
import { comeAsVolunteer } from '../../../test/volunteer.ts';
import {
  deliverAll,
  makeOrganisation,
  makeUser,
  must,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { untilWaiting } from '../../../test/barrier.ts';
import { newId } from '../platform/database/ids.ts';
import { plain } from '../platform/database/statement.ts';
import { listRecordedFrom } from './public.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
let now = Date.parse('2025-10-20T01:00:00Z');

let server: TestServer;
let home: TestOrganisation;
let other: TestOrganisation;
let coordinator: TestUser;
let colleague: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  now = Math.floor((now + DAY) / MINUTE) * MINUTE;
  [home, other] = [await makeOrganisation(server), await makeOrganisation(server)];
  await openBook(server, home, { takesAtOnce: true });
  coordinator = await makeUser(server, home, 'coordinator');
  colleague = await makeUser(server, home, 'coordinator');
});

const at = (hours: number) => new Date(now + hours * HOUR).toISOString();

interface Asked {
  readonly from?: number;
  readonly to?: number;
  readonly checkIn?: object;
}

/** A shift of an opportunity of its own, two hours from now on. */
async function shift({ from = 2, to = 5, checkIn }: Asked = {}): Promise<{
  id: string;
  opportunityId: string;
}> {
  const asking = {
    id: newId(),
    title: '周末课业辅导',
    siteId: home.siteIds[0],
    description: '陪小学生写作业',
    risks: '没有特别的风险',
    ...(checkIn === undefined ? {} : { checkIn }),
  };
  await must(coordinator.call('POST', '/api/v1/opportunities', asking));
  const body = { id: newId(), startsAt: at(from), endsAt: at(to), capacity: 10 };
  await must(coordinator.call('POST', `/api/v1/opportunities/${asking.id}/shifts`, body));
  return { id: body.id, opportunityId: asking.id };
}

const volunteer = (more: object = {}) => comeAsVolunteer(server, home, more);

/** Somebody with a place. */
async function placed(shiftId: string): Promise<TestPerson & { signUpId: string }> {
  const person = await volunteer();
  const { id } = await must(person.call('POST', `/api/v1/shifts/${shiftId}/sign-ups`, { id: newId() }));
  return { ...person, signUpId: id };
}

const codeOf = async (shiftId: string): Promise<string> =>
  (await must(coordinator.call('GET', `/api/v1/shifts/${shiftId}/check-in-code`))).code;
const arrive = (person: TestPerson, shiftId: string, body: object) =>
  person.call('POST', `/api/v1/shifts/${shiftId}/check-ins`, { id: newId(), ...body });
const leave = (person: TestPerson, id: string, body: object = {}) =>
  person.call('POST', `/api/v1/check-ins/${id}/check-out`, body);
const hours = (person: TestPerson) => must(person.call('GET', '/api/v1/volunteers/me/hours'));
const attendance = async (shiftId: string) =>
  (await must(coordinator.call('GET', `/api/v1/shifts/${shiftId}/attendance`))).items;
const dues = async () => (await must(coordinator.call('GET', '/api/v1/service-dues'))).items;
const idOf = async (shiftId: string) => (await attendance(shiftId))[0].volunteerId;

describe('checking in by the code', () => {
  it('credits the time within the shift, from coming to leaving', async () => {
    const { id } = await shift();
    const person = await placed(id);
    now += 2 * HOUR - 10 * MINUTE;
    const came = await must(arrive(person, id, { code: await codeOf(id) }));
    expect(came).toMatchObject({ shiftId: id, checkedInAt: at(0), checkedInBy: 'code', checkedOutAt: null });
    expect((await hours(person)).open).toEqual([came]);
    now += 2 * HOUR;
    expect((await must(leave(person, came.id))).checkedOutBy).toBe('self');
    // ten minutes of them were before it began
    expect(await hours(person)).toMatchObject({
      recordedMinutes: 110,
      pendingMinutes: 0,
      open: [],
      items: [{ minutes: 110, source: 'attendance', state: 'recorded', title: '周末课业辅导', shiftId: id }],
    });
    expect((await leave(person, came.id)).body.checkedOutAt).toBe(at(0));
    expect((await hours(person)).recordedMinutes).toBe(110);
  });

  it('does not count what comes after the end', async () => {
    const { id } = await shift({ from: 2, to: 3 });
    const person = await placed(id);
    now += 2 * HOUR;
    const came = await must(arrive(person, id, { code: await codeOf(id) }));
    now += 1.5 * HOUR;
    await must(leave(person, came.id));
    expect((await hours(person)).recordedMinutes).toBe(60);
  });

  it('takes the code of this minute and of the one before, and no older one', async () => {
    const { id } = await shift();
    const person = await placed(id);
    now += 2 * HOUR;
    const code = await codeOf(id);
    now += 2 * MINUTE;
    const late = await arrive(person, id, { code });
    expect(late).toMatchObject({ body: { code: 'code_invalid' } });
    expect(late.body.errors).toEqual([expect.objectContaining({ path: '/code' })]);
    now -= MINUTE;
    expect((await arrive(person, id, { code })).status).toBe(201);
  });

  it('takes the code of the minute in which a telephone had no network', async () => {
    const { id } = await shift({ from: 2, to: 4 });
    const person = await placed(id);
    now += 2 * HOUR;
    const [code, then] = [await codeOf(id), at(0)];
    now += 30 * HOUR;
    coordinator = await makeUser(server, home, 'coordinator');
    // the same digits at another minute prove nothing
    expect((await arrive(person, id, { code, at: at(-29) })).body.code).toBe('code_invalid');
    const came = await must(arrive(person, id, { code, at: then }));
    expect(came.checkedInAt).toBe(then);
    expect(await attendance(id)).toMatchObject([{ checkedInAt: then, toldInAt: at(0), checkedInBy: 'code' }]);
    // all that is known of the end is what the volunteer says a day later
    await must(leave(person, came.id, { at: new Date(Date.parse(then) + 2 * HOUR).toISOString() }));
    expect(await hours(person)).toMatchObject({ recordedMinutes: 0, pendingMinutes: 120 });
    expect(await dues()).toMatchObject([{ kind: 'to_approve', minutes: 120, source: 'attendance' }]);
  });

  it('does not ask what a clock says that is wrong by hours, where the code is that of now', async () => {
    const { id } = await shift();
    const person = await placed(id);
    now += 2 * HOUR;
    for (const wrong of [5, -5]) {
      const code = await codeOf(id);
      const answer = await arrive(person, id, { code, at: at(wrong) });
      expect([answer.status, answer.body.checkedInAt ?? answer.body.code]).toEqual(
        wrong === 5 ? [201, at(0)] : [409, 'checked_in_already'],
      );
    }
  });

  it('refuses what no clock says', async () => {
    const { id } = await shift();
    const person = await placed(id);
    now += 2 * HOUR;
    const code = await codeOf(id);
    const wrong = code === '123456' ? '654321' : '123456';
    for (const then of ['1900-01-01T00:00:00Z', '1970-01-01T00:00:00Z', at(-24 * 9)])
      expect((await arrive(person, id, { code: wrong, at: then })).body.code).toBe('code_invalid');
  });

  it('holds a shift where it is, once somebody is there', async () => {
    const { id } = await shift({ from: 2, to: 4 });
    const person = await placed(id);
    const move = async (times: object) => {
      const { version } = await must(coordinator.call('GET', `/api/v1/shifts/${id}`));
      return coordinator.call('PATCH', `/api/v1/shifts/${id}`, times, { 'if-match': `"${version}"` });
    };
    now += 2.5 * HOUR;
    const came = await must(arrive(person, id, { code: await codeOf(id) }));
    expect((await move({ startsAt: at(10), endsAt: at(12) })).body.code).toBe('shift_people_there');
    expect((await move({ endsAt: at(-0.1) })).body.code).toBe('shift_people_there');
    expect((await move({ endsAt: at(3) })).status).toBe(200);
    now += 3 * HOUR;
    await must(leave(person, came.id));
    expect((await hours(person)).recordedMinutes).toBe(180);
    expect((await move({ endsAt: at(-2) })).body.code).toBe('shift_people_there');
  });

  it('a week after the end nothing is taken any more', async () => {
    const { id } = await shift({ from: 2, to: 4 });
    const person = await placed(id);
    now += 2 * HOUR;
    const [code, then] = [await codeOf(id), at(0)];
    now += 2 * HOUR + 7 * DAY + MINUTE;
    expect((await arrive(person, id, { code, at: then })).body.code).toBe('too_late');
  });

  it('opens half an hour before, and ends with the shift', async () => {
    const { id } = await shift({ from: 2, to: 3 });
    const person = await placed(id);
    const opens = at(1.5 + 8)
      .slice(0, 16)
      .replace('T', ' ');
    now += 1.5 * HOUR - MINUTE;
    const early = await arrive(person, id, { code: await codeOf(id) });
    expect(early.body).toMatchObject({ code: 'too_early', title: expect.stringContaining(opens) });
    now += 1.5 * HOUR + MINUTE;
    expect((await arrive(person, id, { code: await codeOf(id) })).body.code).toBe('too_late');
  });

  it('is for whoever has a place, and for nobody else', async () => {
    const { id } = await shift();
    const [person, stranger] = [await placed(id), await volunteer()];
    now += 2 * HOUR;
    const code = await codeOf(id);
    expect((await arrive(stranger, id, { code })).body.code).toBe('not_signed_up');
    await must(coordinator.call('POST', `/api/v1/sign-ups/${person.signUpId}/remove`));
    expect((await arrive(person, id, { code })).body.code).toBe('not_signed_up');
    expect((await arrive(person, newId(), { code })).status).toBe(404);
  });

  it('is one, from however many telephones', async () => {
    const { id } = await shift();
    const person = await placed(id);
    now += 2 * HOUR;
    const code = await codeOf(id);
    const answers = await Promise.all(Array.from({ length: 6 }, () => arrive(person, id, { code })));
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
    expect(answers.filter(({ body }) => body.code === 'checked_in_already')).toHaveLength(5);
    expect(await attendance(id)).toHaveLength(1);
  });

  it('sent again after the answer was lost is the same, whatever the code is by then', async () => {
    const { id } = await shift();
    const person = await placed(id);
    now += 2 * HOUR;
    const body = { id: newId(), code: await codeOf(id) };
    const first = await must(arrive(person, id, body));
    now += 10 * MINUTE;
    expect(await must(arrive(person, id, body))).toEqual(first);
    expect((await arrive(person, id, { ...body, code: '000000' })).body.code).toBe('id_taken');
  });

  it('lets nobody guess, and locks nobody else out', async () => {
    const { id } = await shift();
    const [guesser, person] = [await placed(id), await placed(id)];
    now += 2 * HOUR;
    const code = await codeOf(id);
    const wrong = code === '123456' ? '654321' : '123456';
    const said: string[] = [];
    for (let turn = 0; turn < 6; turn += 1) said.push((await arrive(guesser, id, { code: wrong })).body.code);
    expect(said).toEqual([...Array.from({ length: 5 }, () => 'code_invalid'), 'attempts_delayed']);
    expect((await arrive(guesser, id, { code })).body.code).toBe('attempts_delayed');
    expect((await arrive(person, id, { code })).status).toBe(201);
  });

  it('asks where somebody is only where the shift wishes it, and keeps how far, not where', async () => {
    const place = { latitude: 27.9943, longitude: 120.6994, radiusMetres: 200 };
    const { id } = await shift({ checkIn: { place } });
    const [person, next] = [await placed(id), await placed(id)];
    now += 2 * HOUR;
    const code = await codeOf(id);
    expect((await arrive(person, id, { code })).body.code).toBe('position_missing');
    // 0.01 degrees north are 1,112 metres on a sphere of 6,371.0088 km
    const far = { latitude: 28.0043, longitude: 120.6994, accuracyMetres: 10 };
    const refused = await arrive(person, id, { code, position: far });
    expect(refused.body).toMatchObject({ code: 'too_far', title: expect.stringContaining('1112') });
    const near = { latitude: 27.9953, longitude: 120.6994, accuracyMetres: 10 };
    expect((await arrive(person, id, { code, position: near })).status).toBe(201);
    expect(await attendance(id)).toMatchObject([{ checkedInMetres: 111 }]);
    // nobody is there for knowing less of where they are
    const vague = { latitude: 28.0043, longitude: 120.6994, accuracyMetres: 5_000 };
    expect((await arrive(next, id, { code, position: vague })).body.code).toBe('too_far');
  });

  it('whoever is there does not cancel any more', async () => {
    const { id } = await shift();
    const person = await placed(id);
    now += 1.8 * HOUR;
    await must(arrive(person, id, { code: await codeOf(id) }));
    const answer = await person.call('POST', `/api/v1/sign-ups/${person.signUpId}/cancel`);
    expect([answer.status, answer.body.code]).toEqual([409, 'shift_at_work']);
  });

  it('asks for the code at the end too where the opportunity says so', async () => {
    const { id } = await shift({ from: 2, to: 4, checkIn: { asksCodeAtEnd: true } });
    const person = await placed(id);
    now += 2 * HOUR;
    const came = await must(arrive(person, id, { code: await codeOf(id) }));
    now += HOUR;
    expect((await leave(person, came.id)).body.code).toBe('code_invalid');
    expect(await must(leave(person, came.id, { code: await codeOf(id) }))).toMatchObject({
      checkedOutBy: 'code',
    });
    expect((await hours(person)).recordedMinutes).toBe(60);
  });

  it('nobody leaves before they came, or long after the end', async () => {
    const { id } = await shift({ from: 2, to: 3 });
    const person = await placed(id);
    now += 2 * HOUR;
    const came = await must(arrive(person, id, { code: await codeOf(id) }));
    now += HOUR;
    const before = await leave(person, came.id, { at: at(-2) });
    expect([before.status, before.body.errors]).toEqual([400, [expect.objectContaining({ path: '/at' })]]);
    now += 2 * HOUR;
    expect((await leave(person, came.id)).body.code).toBe('too_late');
    expect(await dues()).toMatchObject([{ kind: 'not_checked_out', signUpId: person.signUpId }]);
  });
});

it('who has so many hours is looked for apart: nobody else’s reading waits for it', () => {
  expect(listRecordedFrom({ organisationId: newId(), minimumMinutes: 60 }).isLong).toBe(true);
});

describe('the station’s QR', () => {
  const site = () => `/api/v1/sites/${home.siteIds[0]}/station-code`;
  const codeIn = (path: string) => path.split('/').at(-1) ?? '';

  it('checks in inside the window until it is made anew', async () => {
    const { id } = await shift();
    const [person, late] = [await placed(id), await placed(id)];
    expect(await must(coordinator.call('GET', site()))).toEqual({ path: null, madeAt: null });
    const { path } = await must(coordinator.call('POST', site()));
    expect((await must(coordinator.call('GET', site()))).path).toBe(path);
    expect((await arrive(person, id, { code: codeIn(path) })).body.code).toBe('too_early');
    now += 2 * HOUR;
    expect(await must(arrive(person, id, { code: codeIn(path) }))).toMatchObject({ checkedInBy: 'station' });
    await must(coordinator.call('POST', site()));
    expect((await arrive(late, id, { code: codeIn(path) })).body.code).toBe('code_invalid');
    await must(coordinator.call('DELETE', site()));
    expect((await must(coordinator.call('GET', site()))).path).toBe(null);
  });

  it('is that of the site where the shift is when the check-in is written', async () => {
    const { id, opportunityId } = await shift();
    const person = await placed(id);
    const codes: string[] = [];
    for (const siteId of home.siteIds.slice(0, 2))
      codes.push(codeIn((await must(coordinator.call('POST', `/api/v1/sites/${siteId}/station-code`))).path));
    now += 2 * HOUR;
    const blocking = new pg.Client({ connectionString: server.adminUrl });
    await blocking.connect();
    const claim = newId();
    await blocking.query('begin');
    await blocking.query(
      `insert into creation (organisation_id, id, digest, created_at) values ($1, $2, '', now())`,
      [home.id, claim],
    );
    // it has been judged, and its opportunity moves before it is written
    const sent = arrive(person, id, { id: claim, code: codes[0] });
    await untilWaiting(server, 1);
    await server.admin.query('update opportunity set site_id = $2 where id = $1', [
      opportunityId,
      home.siteIds[1],
    ]);
    await blocking.query('rollback');
    await blocking.end();
    expect((await sent).body.code).toBe('shift_moved');
    expect((await arrive(person, id, { code: codes[0] })).body.code).toBe('code_invalid');
    expect(await must(arrive(person, id, { code: codes[1] }))).toMatchObject({ checkedInBy: 'station' });
  });

  it('is that of the site where the shift is when the check-out is written', async () => {
    const { id, opportunityId } = await shift();
    const person = await placed(id);
    const codes: string[] = [];
    for (const siteId of home.siteIds.slice(0, 2))
      codes.push(codeIn((await must(coordinator.call('POST', `/api/v1/sites/${siteId}/station-code`))).path));
    now += 2 * HOUR;
    const came = await must(arrive(person, id, { code: codes[0] }));
    now += HOUR;
    const blocking = new pg.Client({ connectionString: server.adminUrl });
    await blocking.connect();
    await blocking.query('begin');
    await blocking.query('select from volunteer where organisation_id = $1 for update', [home.id]);
    // it has been judged, and its opportunity moves before it is written
    const sent = leave(person, came.id, { code: codes[0] });
    await untilWaiting(server, 1);
    await server.admin.query('update opportunity set site_id = $2 where id = $1', [
      opportunityId,
      home.siteIds[1],
    ]);
    await blocking.query('rollback');
    await blocking.end();
    expect((await sent).body.code).toBe('shift_moved');
    expect((await leave(person, came.id, { code: codes[0] })).body.code).toBe('code_invalid');
    expect(await must(leave(person, came.id, { code: codes[1] }))).toMatchObject({ checkedOutBy: 'station' });
  });

  it('told later it waits for somebody of the staff: it says the same every day', async () => {
    const { id } = await shift({ from: 2, to: 4 });
    const person = await placed(id);
    const { path } = await must(coordinator.call('POST', site()));
    now += 2 * HOUR;
    const then = at(0);
    now += HOUR;
    const came = await must(arrive(person, id, { code: codeIn(path), at: then }));
    now += HOUR;
    await must(leave(person, came.id));
    expect(await hours(person)).toMatchObject({ recordedMinutes: 0, pendingMinutes: 120 });
  });

  it('is made by whoever manages volunteers there', async () => {
    const manager = await makeUser(server, other, 'coordinator');
    expect((await manager.call('POST', site())).status).toBe(404);
    const worker = await makeUser(server, home, 'worker');
    expect((await worker.call('POST', site())).status).toBe(403);
  });
});

describe('staff at a shift', () => {
  it('check in by hand whoever stands there, and out', async () => {
    const { id } = await shift({ from: 2, to: 4 });
    const person = await placed(id);
    const byHand = () =>
      coordinator.call('POST', `/api/v1/shifts/${id}/check-ins-by-staff`, {
        id: newId(),
        signUpId: person.signUpId,
      });
    expect((await byHand()).body.code).toBe('too_early');
    now += 2 * HOUR;
    const came = await must(byHand());
    expect(came).toMatchObject({ checkedInBy: 'staff', checkedInAt: at(0), minutes: null });
    expect((await byHand()).body.code).toBe('checked_in_already');
    now += HOUR;
    const out = () => coordinator.call('POST', `/api/v1/check-ins/${came.checkInId}/check-out-by-staff`);
    expect(await must(out())).toMatchObject({ checkedOutBy: 'staff', minutes: 60 });
    now += HOUR;
    expect(await must(out())).toMatchObject({ minutes: 60 });
  });

  it('note who was absent, and why; a check-in that is told later counts more', async () => {
    const { id } = await shift({ from: 2, to: 4 });
    const [person, offline] = [await placed(id), await placed(id)];
    const absent = (signUpId: string, reason = 'no_word') =>
      coordinator.call('PUT', `/api/v1/sign-ups/${signUpId}/absence`, { reason });
    expect((await absent(person.signUpId)).body.code).toBe('absent_before_end');
    now += 2 * HOUR;
    const [code, then] = [await codeOf(id), at(0)];
    now += 5 * HOUR;
    expect((await dues()).map(({ kind }: { kind: string }) => kind)).toEqual([
      'nobody_checked',
      'nobody_checked',
    ]);
    await must(absent(person.signUpId));
    expect(await must(absent(person.signUpId, 'ill'))).toMatchObject({ absentBecause: 'ill' });
    await Promise.all([must(absent(offline.signUpId)), must(absent(offline.signUpId))]);
    await must(absent(offline.signUpId));
    expect(await dues()).toEqual([]);
    await must(arrive(offline, id, { code, at: then }));
    const items = await attendance(id);
    expect(items.find(({ signUpId }: { signUpId: string }) => signUpId === offline.signUpId)).toMatchObject({
      absentBecause: null,
      checkedInAt: then,
    });
    expect((await absent(offline.signUpId)).body.code).toBe('was_present');
    await must(coordinator.call('DELETE', `/api/v1/sign-ups/${person.signUpId}/absence`));
    expect((await attendance(id)).map(({ signUpId }: { signUpId: string }) => signUpId)).toEqual([
      offline.signUpId,
    ]);
  });

  it('are those of the organisation', async () => {
    const { id } = await shift();
    const person = await placed(id);
    now += 2 * HOUR;
    const came = await must(arrive(person, id, { code: await codeOf(id) }));
    const stranger = await makeUser(server, other, 'coordinator');
    const worker = await makeUser(server, home, 'worker');
    for (const [method, url, body] of [
      ['GET', `/api/v1/shifts/${id}/check-in-code`],
      ['GET', `/api/v1/shifts/${id}/attendance`],
      ['POST', `/api/v1/shifts/${id}/check-ins-by-staff`, { id: newId(), signUpId: person.signUpId }],
      ['POST', `/api/v1/check-ins/${came.id}/check-out-by-staff`],
      ['PUT', `/api/v1/sign-ups/${person.signUpId}/absence`, { reason: 'ill' }],
      ['DELETE', `/api/v1/sign-ups/${person.signUpId}/absence`],
    ] as const) {
      expect((await stranger.call(method, url, body)).status, url).toBe(404);
      expect((await worker.call(method, url, body)).status, url).toBe(403);
      expect((await person.call(method, url, body)).status, url).toBe(401);
    }
    const [someone] = [await volunteer()];
    expect((await leave(someone, came.id)).status).toBe(404);
  });
});

describe('hours entered afterwards', () => {
  const entered = (more: object = {}) => ({
    id: newId(),
    siteId: home.siteIds[0],
    title: '整理图书',
    from: at(-5),
    until: at(-3),
    reason: '当天停电，没有签到',
    ...more,
  });
  const fill = (volunteerId: string, body: object, by = coordinator) =>
    by.call('POST', `/api/v1/volunteers/${volunteerId}/services`, body);
  const decide = (id: string, decision: string, by = colleague, answer = '') =>
    by.call('POST', `/api/v1/services/${id}/decide`, { decision, answer });

  async function known(): Promise<{ person: TestPerson; id: string }> {
    const person = await volunteer();
    await deliverAll(server);
    const { items } = await must(coordinator.call('GET', '/api/v1/volunteers'));
    return { person, id: items[0].id };
  }

  it('stand apart and count once another person has approved them', async () => {
    const { person, id } = await known();
    const service = await must(fill(id, entered({ excludedMinutes: 30 })));
    expect(service).toMatchObject({ state: 'pending', minutes: 90, source: 'back_filled' });
    expect(await hours(person)).toMatchObject({ recordedMinutes: 0, pendingMinutes: 90 });
    const own = await decide(service.id, 'recorded', coordinator);
    expect([own.status, own.body.code]).toEqual([409, 'service_own_entry']);
    expect(await must(decide(service.id, 'recorded', colleague, '已和当天负责人核实'))).toMatchObject({
      state: 'recorded',
      answer: '已和当天负责人核实',
    });
    await must(decide(service.id, 'recorded'));
    expect((await decide(service.id, 'declined')).body.code).toBe('service_decided');
    expect(await hours(person)).toMatchObject({ recordedMinutes: 90, items: [{ state: 'recorded' }] });
    expect(await must(coordinator.call('GET', `/api/v1/volunteers/${id}/services`))).toMatchObject({
      recordedMinutes: 90,
      backFilledMinutes: 90,
      pendingMinutes: 0,
    });
  });

  it('are possible times, and each fault is named', async () => {
    const { id } = await known();
    for (const [more, path] of [
      [{ until: at(-5) }, '/until'],
      [{ until: at(1) }, '/until'],
      [{ from: at(-30), until: at(-3) }, '/until'],
      [{ from: at(-24 * 370), until: at(-24 * 370 + 1) }, '/from'],
      [{ excludedMinutes: 120 }, '/excludedMinutes'],
      [{ title: ' ' }, '/title'],
      [{ siteId: other.siteIds[0] }, '/siteId'],
    ] as const) {
      const answer = await fill(id, entered(more));
      expect([answer.status, answer.body.errors?.[0]?.path], JSON.stringify(more)).toEqual([400, path]);
    }
  });

  it('no time counts twice', async () => {
    const { person, id } = await known();
    const [first, second] = [
      await must(fill(id, entered())),
      await must(fill(id, entered({ until: at(-2) }))),
    ];
    const said = await Promise.all([decide(first.id, 'recorded'), decide(second.id, 'recorded')]);
    expect(said.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(said.find(({ status }) => status === 409)?.body.code).toBe('service_overlap');
    const touching = await must(fill(id, entered({ from: at(-2), until: at(-1) })));
    await must(decide(touching.id, 'recorded'));
    expect((await hours(person)).recordedMinutes).toBeGreaterThanOrEqual(180);
  });

  it('correct a record, which stands there as replaced', async () => {
    const { id: shiftId } = await shift({ from: 2, to: 5 });
    const person = await placed(shiftId);
    now += 2 * HOUR;
    const came = await must(arrive(person, shiftId, { code: await codeOf(shiftId) }));
    now += HOUR;
    await must(leave(person, came.id));
    now += 3 * HOUR;
    const [record] = (await hours(person)).items;
    const id = newId();
    const body = { id, shiftId, replacesId: record.id, from: at(-4), until: at(-1), reason: '误按了签退' };
    const claim = (more: object = {}) =>
      person.call('POST', '/api/v1/my/service-claims', { ...body, ...more });
    expect(await must(claim())).toMatchObject({ state: 'pending', minutes: 180, source: 'claimed' });
    expect(await must(claim())).toMatchObject({ id, state: 'pending' });
    expect((await claim({ id: newId() })).body.code).toBe('service_claimed');
    expect(await hours(person)).toMatchObject({ recordedMinutes: 60, pendingMinutes: 180 });
    expect(await dues()).toMatchObject([{ kind: 'to_approve', serviceId: id, reason: '误按了签退' }]);
    // what the volunteer says, one of the staff alone may approve
    await must(decide(id, 'recorded', coordinator));
    const after = await hours(person);
    expect(after).toMatchObject({ recordedMinutes: 180, pendingMinutes: 0 });
    expect(after.items.map(({ state }: { state: string }) => state).toSorted()).toEqual([
      'recorded',
      'replaced',
    ]);
    const twice = await claim({ id: newId() });
    expect(twice.body.code).toBe('service_replaced');
    const known = after.items.find(({ state }: { state: string }) => state === 'recorded');
    const nothing = { replacesId: known.id, excludedMinutes: 180, reason: '我当天没有去' };
    const said = await must(claim({ id: newId(), ...nothing }));
    await must(decide(said.id, 'recorded', coordinator));
    expect((await hours(person)).recordedMinutes).toBe(0);
    const elsewhere = { from: at(-24 - 4), until: at(-24 - 1) };
    const outside = await claim({ id: newId(), ...elsewhere, replacesId: said.id });
    expect(outside.body.errors).toEqual([expect.objectContaining({ path: '/from' })]);
  });

  it('are claimed for a shift that one signed up for; the answer is read by oneself', async () => {
    const { id: shiftId } = await shift({ from: 2, to: 3 });
    const [person, stranger] = [await placed(shiftId), await volunteer()];
    now += 4 * HOUR;
    const body = { shiftId, from: at(-2), until: at(-1), reason: '手机没电' };
    const claim = (by: TestPerson) => by.call('POST', '/api/v1/my/service-claims', { id: newId(), ...body });
    expect((await claim(stranger)).body.code).toBe('not_signed_up');
    const answers = await Promise.all(Array.from({ length: 4 }, () => claim(person)));
    expect(answers.filter((answer) => answer.body.code === 'service_claimed')).toHaveLength(3);
    const { id } = answers.find(({ status }) => status === 201)?.body ?? {};
    await must(decide(id, 'declined', colleague, '现场没有看到您'));
    expect((await hours(person)).items).toMatchObject([{ state: 'declined', answer: '现场没有看到您' }]);
  });

  it('are of the organisation’s own volunteers', async () => {
    const { id } = await known();
    const stranger = await makeUser(server, other, 'coordinator');
    const service = await must(fill(id, entered()));
    expect((await fill(id, entered(), stranger)).status).toBe(404);
    expect((await decide(service.id, 'recorded', stranger)).status).toBe(404);
    expect((await stranger.call('GET', `/api/v1/volunteers/${id}/services`)).status).toBe(404);
    expect((await must(stranger.call('GET', '/api/v1/service-dues'))).items).toEqual([]);
  });
});

describe('what is due', () => {
  it('forgets nobody who was there when their shift was called off', async () => {
    const { id } = await shift({ from: 2, to: 5 });
    const [person] = [await placed(id), await placed(id)];
    now += 2 * HOUR;
    await must(arrive(person, id, { code: await codeOf(id) }));
    const { version } = await must(coordinator.call('GET', `/api/v1/shifts/${id}`));
    await must(
      coordinator.call('POST', `/api/v1/shifts/${id}/cancel`, undefined, { 'if-match': `"${version}"` }),
    );
    now += 6 * HOUR;
    expect(await dues()).toMatchObject([{ kind: 'not_checked_out', signUpId: person.signUpId }]);
  });

  it('within ten working days after the shift, by the Chinese calendar', async () => {
    now = Date.parse('2025-12-29T00:00:00Z');
    coordinator = await makeUser(server, home, 'coordinator');
    const { id } = await shift({ from: 2, to: 5 });
    await placed(id);
    now += 8 * HOUR;
    // the first three days of January are off, Sunday the fourth is worked
    expect(await dues()).toMatchObject([{ kind: 'nobody_checked', dueOn: '2026-01-13', isOverdue: false }]);
    now += 20 * DAY;
    coordinator = await makeUser(server, home, 'coordinator');
    expect(await dues()).toMatchObject([{ isOverdue: true }]);
  });
});

describe('the database', () => {
  /** As the application acts for a volunteer. */
  async function asVolunteer(volunteerId: string, text: string, values: unknown[] = []): Promise<string> {
    const { database } = server.services;
    const settings = { organisationId: home.id, actorId: volunteerId, scope: 'own', siteIds: [] } as const;
    try {
      await database.transaction(settings, async (transaction) => {
        await transaction.all(plain(text, values));
      });
      return 'done';
    } catch (error) {
      return (error as { code?: string }).code ?? String(error);
    }
  }

  it('credits nobody by their own word', async () => {
    const { id } = await shift({ from: 2, to: 4 });
    const person = await placed(id);
    now += 2 * HOUR;
    const came = await must(arrive(person, id, { code: await codeOf(id) }));
    const volunteerId = await idOf(id);
    const insert = (source: string, state: string) =>
      asVolunteer(
        volunteerId,
        `insert into service_record (organisation_id, id, volunteer_id, site_id, site_name, programme, title, served_from,
           served_until, source, state, entered_at)
         values ($1, $2, $3, $4, '', '', '', $5::timestamptz - interval '3 hours', $5, '${source}', '${state}', $5)`,
        [home.id, newId(), volunteerId, home.siteIds[0], new Date(now)],
      );
    expect(await insert('attendance', 'recorded')).toBe('42501');
    expect(await insert('back_filled', 'recorded')).toBe('42501');
    // whatever it says of itself, it waits
    expect(await insert('claimed', 'recorded')).toBe('done');
    expect(await hours(person)).toMatchObject({ recordedMinutes: 0, pendingMinutes: 180 });
    for (const text of [
      `update service_record set state = 'recorded', decided_by = '${newId()}'`,
      `update attendance set in_at = in_at - interval '1 hour'`,
      `update attendance set out_at = in_at + interval '1 hour', out_by = 'staff', out_told_at = in_at`,
      `delete from service_record`,
    ])
      expect(await asVolunteer(volunteerId, text), text).toBe('42501');
    await must(leave(person, came.id));
    const again = `update attendance set out_at = out_at + interval '1 hour', out_by = 'self', out_told_at = out_told_at`;
    expect(await asVolunteer(volunteerId, again)).toBe('NU462');
  });
});

describe('that a place is settled', () => {
  it('is what was written of it, after all that happened above, and nobody writes it by hand', async () => {
    const { rows } = await server.admin.query(
      `select signed.is_settled, count(*)::int,
         count(*) filter (where signed.is_settled is distinct from (
           exists (select from attendance there where there.sign_up_id = signed.id and there.out_at is not null)
           or exists (select from shift_absence away where away.sign_up_id = signed.id)
           or exists (select from service_record known where known.shift_id = signed.shift_id
                and known.volunteer_id = signed.volunteer_id and known.state in ('pending', 'recorded'))))::int as wrong
       from sign_up signed group by 1 order by 1`,
    );
    expect(rows).toMatchObject([
      { is_settled: false, wrong: 0 },
      { is_settled: true, wrong: 0 },
    ]);
    const granted = await server.admin.query(
      `select has_column_privilege('nuantu_app', 'sign_up', 'is_settled', 'update') as is_granted`,
    );
    expect(granted.rows).toEqual([{ is_granted: false }]);
  });

  it('holds no longer once an absence is withdrawn, or what somebody said is declined', async () => {
    const { id } = await shift({ from: 2, to: 3 });
    const [away, said] = [await placed(id), await placed(id)];
    now += 6 * HOUR;
    coordinator = await makeUser(server, home, 'coordinator');
    const due = async () =>
      (await dues()).map(({ kind, signUpId }: Record<string, string>) => [kind, signUpId]);
    expect(await due()).toHaveLength(2);
    await must(coordinator.call('PUT', `/api/v1/sign-ups/${away.signUpId}/absence`, { reason: 'ill' }));
    expect(await due()).toEqual([['nobody_checked', said.signUpId]]);
    await must(coordinator.call('DELETE', `/api/v1/sign-ups/${away.signUpId}/absence`));
    expect(await due()).toHaveLength(2);
    const times = { from: at(-4), until: at(-3), reason: '没有看到屏幕' };
    const claim = { id: newId(), shiftId: id, ...times };
    await must(said.call('POST', '/api/v1/my/service-claims', claim));
    expect((await due()).map(([kind]: string[]) => kind).toSorted()).toEqual([
      'nobody_checked',
      'to_approve',
    ]);
    const answer = { decision: 'declined', answer: '当天没有看到您' };
    await must(coordinator.call('POST', `/api/v1/services/${claim.id}/decide`, answer));
    expect((await due()).map(([kind]: string[]) => kind)).toEqual(['nobody_checked', 'nobody_checked']);
  });

  it('holds no longer either where both are taken back at the same moment', async () => {
    const { id } = await shift({ from: 2, to: 3 });
    const person = await placed(id);
    now += 6 * HOUR;
    coordinator = await makeUser(server, home, 'coordinator');
    const times = { from: at(-4), until: at(-3), reason: '没有看到屏幕' };
    const claim = { id: newId(), shiftId: id, ...times };
    await must(person.call('POST', '/api/v1/my/service-claims', claim));
    await must(coordinator.call('PUT', `/api/v1/sign-ups/${person.signUpId}/absence`, { reason: 'ill' }));
    const [first, second] = [0, 1].map(() => new pg.Client({ connectionString: server.adminUrl }));
    for (const client of [first, second]) {
      await client?.connect();
      await client?.query('begin');
      await client?.query(`select app.set_actor($1, $2, 'organisation', '{}')`, [home.id, colleague.id]);
    }
    await first?.query(
      `update service_record set state = 'declined', decided_by = $2, decided_at = now() where id = $1`,
      [claim.id, colleague.id],
    );
    const withdrawn = second?.query('delete from shift_absence where sign_up_id = $1', [person.signUpId]);
    await expect
      .poll(async () => (await server.admin.query('select from pg_locks where not granted')).rowCount)
      .toBe(1);
    await first?.query('commit');
    await withdrawn;
    await second?.query('commit');
    for (const client of [first, second]) await client?.end();
    expect(await dues()).toMatchObject([{ kind: 'nobody_checked', signUpId: person.signUpId }]);
  });
});
