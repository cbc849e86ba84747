import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  type Answer,
  makeOrganisation,
  makeUser,
  must,
  notifyAll,
  request,
  startTestServer,
  type TestOrganisation,
  type TestServer,
  type TestUser,
} from '../../../test/server.ts';
import { readByIcalJs } from '../../../test/icalendar.ts';
import { checkAll, upload } from '../../../test/uploads.ts';
import { errorCatalogue } from '../../contract/errors.ts';
import { systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { Doors } from '../platform/work/doors.ts';
import { Work } from '../platform/work/work.ts';
import { findCertificate } from './find-certificate.ts';
import { creditedMinutes } from './public.ts';
import * as enrolments from './sql-enrolments.ts';

const HOUR = 3_600_000;
const VOID = '您的一份培训结业证书因出勤更正已作废，看看能否重新出具';
let now = Date.now();
let server: TestServer;
let home: TestOrganisation;
let supervisor: TestUser;
let worker: TestUser;
let colleague: TestUser;

beforeAll(async () => {
  server = await startTestServer({ clock: () => new Date(now) });
});
afterAll(() => server.dispose());
beforeEach(async () => {
  now = Date.now();
  home = await makeOrganisation(server);
  supervisor = await makeUser(server, home, 'supervisor');
  worker = await makeUser(server, home, 'worker', [home.siteIds[0]]);
  colleague = await makeUser(server, home, 'worker', [home.siteIds[0]]);
});

const inHours = (hours: number) => new Date(now + hours * HOUR).toISOString();

function lesson(from = 2, more: object = {}) {
  return { id: newId(), title: '', startsAt: inHours(from), endsAt: inHours(from + 1), minutes: 60, ...more };
}

function courseBody(more: object = {}) {
  return {
    title: '儿童保护与强制报告',
    content: '识别、记录、报告',
    organiser: '',
    kind: 'own',
    place: '三楼会议室',
    link: '',
    roles: [],
    specialities: [],
    capacity: null,
    share: 80,
    creditMinutes: 60,
    lessons: [lesson()],
    ...more,
  };
}

async function openCourse(more: object = {}): Promise<string> {
  const id = newId();
  await must(supervisor.call('POST', '/api/v1/courses', { id, ...courseBody(more) }));
  await must(move(id, 1, { state: 'open' }));
  return id;
}

const move = (id: string, version: number, body: object, by = supervisor) =>
  by.call('PUT', `/api/v1/courses/${id}/state`, body, { 'if-match': `"${version}"` });
const read = (id: string, by = worker) => by.call('GET', `/api/v1/courses/${id}`);
const enrol = (id: string, by: TestUser, more: object = {}) =>
  by.call('POST', `/api/v1/courses/${id}/enrolments`, { id: newId(), ...more });
const people = async (id: string) =>
  (await must(supervisor.call('GET', `/api/v1/courses/${id}/enrolments`))).items;
const ownId = (answer: Answer['body']): string => answer.own.id;
const withdraw = (enrolmentId: string, by: TestUser) =>
  by.call('POST', `/api/v1/course-enrolments/${enrolmentId}/withdraw`);
const mark = (lessonId: string, enrolmentId: string, minutes: number, more: object = {}, by = supervisor) =>
  by.call('POST', `/api/v1/course-lessons/${lessonId}/attendance`, {
    id: newId(),
    enrolmentId,
    minutes,
    ...more,
  });
const certify = (enrolmentId: string, by: TestUser, id = newId()) =>
  by.call('POST', '/api/v1/course-certificates', { id, enrolmentId }, HOST);
const HOST = { host: '127.0.0.1' };

/** A course that somebody is enrolled in and that has begun. */
async function begun(more: object = {}) {
  const lessons = [lesson(2), lesson(4)];
  const courseId = await openCourse({ lessons, creditMinutes: 120, ...more });
  const enrolmentId = ownId(await must(enrol(courseId, worker)));
  now += 6 * HOUR;
  return { courseId, enrolmentId, lessonIds: lessons.map(({ id }) => id) as [string, string] };
}

async function changeAccount(by: TestUser, accountId: string, body: object) {
  const { items } = await must(by.call('GET', '/api/v1/accounts'));
  const { version } = items.find(({ id }: { id: string }) => id === accountId);
  await must(by.call('PATCH', `/api/v1/accounts/${accountId}`, body, { 'if-match': `"${version}"` }));
}

async function told(user: TestUser): Promise<string[]> {
  await notifyAll(server);
  const { items } = await must(user.call('GET', '/api/v1/notifications'));
  return items.map(({ title }: { title: string }) => title);
}

describe('a course', () => {
  it('is a draft that those who run courses see, and opens to everybody', async () => {
    const id = newId();
    await must(supervisor.call('POST', '/api/v1/courses', { id, ...courseBody() }));
    expect((await read(id)).status).toBe(404);
    expect((await must(worker.call('GET', '/api/v1/courses?view=all'))).items).toEqual([]);
    expect((await enrol(id, worker)).status).toBe(404);
    await must(move(id, 1, { state: 'open' }));
    expect((await must(worker.call('GET', '/api/v1/courses'))).items).toMatchObject([
      { id, title: '儿童保护与强制报告', state: 'open', minutes: 60, taken: 0, own: null },
    ]);
  });

  it('says what of the profession it is about, in codes of the staff’s own records', async () => {
    const id = await openCourse({ specialities: ['crisis', 'trauma'] });
    expect((await must(read(id))).specialities).toEqual(['crisis', 'trauma']);
    const unknown = courseBody({ specialities: ['astrology'] });
    expect((await supervisor.call('POST', '/api/v1/courses', { id: newId(), ...unknown })).status).toBe(400);
  });

  it('is another organisation’s business alone', async () => {
    const id = await openCourse();
    const stranger = await makeUser(server, await makeOrganisation(server), 'supervisor');
    expect((await read(id, stranger)).status).toBe(404);
    expect((await enrol(id, stranger)).status).toBe(404);
    expect((await stranger.call('GET', `/api/v1/courses/${id}/enrolments`)).status).toBe(404);
    expect((await move(id, 2, { state: 'called_off' }, stranger)).status).toBe(404);
  });

  it('is run by supervisors and administrators, and by nobody else', async () => {
    const administrator = await makeUser(server, home, 'administrator');
    const coordinator = await makeUser(server, home, 'coordinator');
    const viewer = await makeUser(server, home, 'viewer');
    const make = (by: TestUser) => by.call('POST', '/api/v1/courses', { id: newId(), ...courseBody() });
    expect((await make(administrator)).status).toBe(201);
    for (const by of [worker, coordinator, viewer]) expect((await make(by)).status).toBe(403);
    const id = await openCourse();
    expect((await worker.call('GET', `/api/v1/courses/${id}/enrolments`)).status).toBe(403);
    expect((await coordinator.call('GET', '/api/v1/courses')).status).toBe(200);
    expect((await viewer.call('GET', '/api/v1/courses')).status).toBe(403);
  });

  it('refuses times that cannot be, naming the lesson', async () => {
    const wrong = [
      [{ lessons: [lesson(2), lesson(2.5)] }, '/lessons/1/startsAt', 'lessons_overlap'],
      [{ lessons: [lesson(2, { minutes: 61 })] }, '/lessons/0/minutes', 'lesson_minutes'],
      [{ creditMinutes: 61 }, '/creditMinutes', 'credit_too_long'],
      [{ link: 'javascript:alert(1)' }, '/link', 'course_link'],
    ] as const;
    for (const [said, path, code] of wrong) {
      const { status, body } = await supervisor.call('POST', '/api/v1/courses', {
        id: newId(),
        ...courseBody(said),
      });
      expect([status, body.errors?.[0]]).toMatchObject([400, { path, message: errorCatalogue[code].zh }]);
    }
  });

  it('takes no lesson that is another course’s', async () => {
    const [mine] = [lesson()];
    await openCourse({ lessons: [mine] });
    const { status, body } = await supervisor.call('POST', '/api/v1/courses', {
      id: newId(),
      ...courseBody({ lessons: [mine] }),
    });
    expect([status, body.code]).toEqual([409, 'id_taken']);
  });

  it('is changed by whoever saw what stands there, and tells those who come of another time', async () => {
    const lessons = [lesson()];
    const id = await openCourse({ lessons });
    await must(enrol(id, worker));
    const put = (version: number, body: object) =>
      supervisor.call('PUT', `/api/v1/courses/${id}`, body, { 'if-match': `"${version}"` });
    const renamed = courseBody({ lessons, title: '强制报告' });
    expect(await must(put(2, renamed))).toMatchObject({ version: 3, title: '强制报告' });
    expect(await told(worker)).toEqual([]);
    const moved = courseBody({ lessons: [{ ...lessons[0], startsAt: inHours(5), endsAt: inHours(6) }] });
    expect((await put(2, moved)).body).toMatchObject({ code: 'version_conflict', current: { version: 3 } });
    expect(await must(put(3, moved))).toMatchObject({ version: 4, beginsAt: inHours(5) });
    expect(await told(worker)).toEqual(['您报名的培训改了时间或地点']);
    expect(await told(colleague)).toEqual([]);
  });

  it('is called off before it begins, with a reason that those who enrolled read', async () => {
    const id = await openCourse();
    await must(enrol(id, worker));
    const off = await must(move(id, 2, { state: 'called_off', reason: '讲师生病' }));
    expect(off).toMatchObject({ state: 'called_off', calledOffBecause: '讲师生病' });
    expect(await told(worker)).toEqual(['您报名的培训取消了']);
    expect((await must(read(id))).calledOffBecause).toBe('讲师生病');
    const { rows } = await server.admin.query('select sealed_reason from course where id = $1', [id]);
    expect(String(rows[0].sealed_reason)).not.toContain('讲师');
    expect((await enrol(id, colleague)).body.code).toBe('course_closed');
  });

  it('is not called off once it has begun, and ends once it is over', async () => {
    const id = await openCourse();
    now += 2.5 * HOUR;
    expect((await move(id, 2, { state: 'called_off' })).body.code).toBe('course_begun');
    expect((await move(id, 2, { state: 'ended' })).body.code).toBe('course_not_over');
    now += HOUR;
    expect((await must(move(id, 2, { state: 'ended' }))).state).toBe('ended');
  });
});

describe('enrolling', () => {
  it('gives a place, then the next in line, in order', async () => {
    const id = await openCourse({ capacity: 1 });
    const third = await makeUser(server, home, 'coordinator');
    expect((await must(enrol(id, worker))).own).toMatchObject({ state: 'enrolled', position: null });
    expect((await must(enrol(id, colleague))).own).toMatchObject({ state: 'waiting', position: 1 });
    expect((await must(enrol(id, third))).own).toMatchObject({ state: 'waiting', position: 2 });
    expect(await must(read(id))).toMatchObject({ taken: 1, waiting: 2 });
    expect((await must(worker.call('GET', '/api/v1/courses?view=mine'))).items).toMatchObject([{ id }]);
  });

  it('moves the first in line up in the moment in which a place is given back, and tells them', async () => {
    const id = await openCourse({ capacity: 1 });
    const enrolled = ownId(await must(enrol(id, worker)));
    await must(enrol(id, colleague));
    const left = await must(withdraw(enrolled, worker));
    expect(left).toMatchObject({ own: { state: 'withdrawn' }, taken: 1, waiting: 0 });
    expect((await must(read(id, colleague))).own.state).toBe('enrolled');
    expect(await told(colleague)).toEqual(['您有一门培训的名额了']);
    expect(await told(worker)).toEqual([]);
    // twice, it is given back, and nobody moves up for it again
    expect(await must(withdraw(enrolled, worker))).toMatchObject({ taken: 1, waiting: 0 });
  });

  it('lets whoever left enrol again, behind those who wait', async () => {
    const id = await openCourse({ capacity: 1 });
    const enrolled = ownId(await must(enrol(id, worker)));
    await must(enrol(id, colleague));
    await must(withdraw(enrolled, worker));
    expect((await must(enrol(id, worker))).own).toMatchObject({ state: 'waiting', position: 1 });
    expect((await enrol(id, worker)).body.code).toBe('enrolled_already');
  });

  it('moves up as many as there are more places, and takes none away', async () => {
    const lessons = [lesson()];
    const id = await openCourse({ capacity: 1, lessons });
    await must(enrol(id, worker));
    await must(enrol(id, colleague));
    const put = (version: number, capacity: number | null) =>
      supervisor.call('PUT', `/api/v1/courses/${id}`, courseBody({ lessons, capacity }), {
        'if-match': `"${version}"`,
      });
    expect(await must(put(2, 2))).toMatchObject({ taken: 2, waiting: 0 });
    expect(await told(colleague)).toEqual(['您有一门培训的名额了']);
    expect(await must(put(3, 1))).toMatchObject({ taken: 2, waiting: 0 });
    const [first] = await people(id);
    await must(withdraw(first.id, worker));
    expect(await must(read(id))).toMatchObject({ taken: 1, waiting: 0 });
  });

  it('moves nobody up into a place that there is no more', async () => {
    const lessons = [lesson()];
    const third = await makeUser(server, home, 'coordinator');
    const id = await openCourse({ capacity: 2, lessons });
    const enrolled = ownId(await must(enrol(id, worker)));
    for (const by of [colleague, third]) await must(enrol(id, by));
    const fewer = courseBody({ lessons, capacity: 1 });
    await must(supervisor.call('PUT', `/api/v1/courses/${id}`, fewer, { 'if-match': '"2"' }));
    expect(await must(withdraw(enrolled, worker))).toMatchObject({ taken: 1, waiting: 1 });
    expect((await must(read(id, third))).own).toMatchObject({ state: 'waiting', position: 1 });
  });

  it('moves up who waits where a course that had begun is put off', async () => {
    const [first] = [lesson()];
    const id = await openCourse({ capacity: 1, lessons: [first] });
    await must(enrol(id, worker));
    await must(enrol(id, colleague));
    now += 2.5 * HOUR;
    const put = (version: number, one: object) =>
      supervisor.call('PUT', `/api/v1/courses/${id}`, courseBody({ lessons: [one], capacity: 2 }), {
        'if-match': `"${version}"`,
      });
    expect(await must(put(2, first))).toMatchObject({ taken: 1, waiting: 1 });
    const later = { ...first, startsAt: inHours(5), endsAt: inHours(6) };
    expect(await must(put(3, later))).toMatchObject({ taken: 2, waiting: 0 });
  });

  it('ends when the course begins, and so does giving a place back', async () => {
    const id = await openCourse();
    const enrolled = ownId(await must(enrol(id, worker)));
    now += 2 * HOUR;
    expect((await enrol(id, colleague)).body.code).toBe('course_closed');
    expect((await withdraw(enrolled, worker)).body.code).toBe('course_begun');
  });

  it('is for oneself, and for others by whoever runs courses, who are told', async () => {
    const id = await openCourse();
    expect((await enrol(id, worker, { accountId: colleague.id })).status).toBe(403);
    await must(enrol(id, supervisor, { accountId: colleague.id }));
    expect(await told(colleague)).toEqual(['您有一门培训的名额了']);
    const [{ id: enrolmentId }] = await people(id);
    expect((await withdraw(enrolmentId, worker)).status).toBe(404);
    await must(withdraw(enrolmentId, supervisor));
    const viewer = await makeUser(server, home, 'viewer');
    const unknown = await enrol(id, supervisor, { accountId: viewer.id });
    expect([unknown.status, unknown.body.code]).toEqual([400, 'colleague_unknown']);
  });

  it('is for the roles that the course is for', async () => {
    const id = await openCourse({ roles: ['coordinator'] });
    expect((await enrol(id, worker)).body.code).toBe('course_not_for_role');
    expect((await enrol(id, await makeUser(server, home, 'coordinator'))).status).toBe(201);
  });

  it('gives the place of whoever is suspended to the next', async () => {
    const id = await openCourse({ capacity: 1 });
    const administrator = await makeUser(server, home, 'administrator');
    await must(enrol(id, worker));
    await must(enrol(id, colleague));
    await changeAccount(administrator, worker.id, { status: 'suspended' });
    expect((await must(read(id, colleague))).own.state).toBe('enrolled');
  });

  it('moves nobody up who lost the role that the course is for: the next in line has the place', async () => {
    const administrator = await makeUser(server, home, 'administrator');
    const third = await makeUser(server, home, 'worker', [home.siteIds[0]]);
    const lessons = [lesson()];
    const id = await openCourse({ capacity: 1, roles: ['worker'], lessons });
    const enrolled = ownId(await must(enrol(id, worker)));
    for (const by of [colleague, third]) await must(enrol(id, by));
    await changeAccount(administrator, colleague.id, { roles: [{ role: 'coordinator', siteIds: [] }] });
    expect(await must(withdraw(enrolled, worker))).toMatchObject({ taken: 1, waiting: 1 });
    expect((await must(read(id, third))).own.state).toBe('enrolled');
    expect((await must(read(id, colleague))).own.state).toBe('waiting');
    expect(await told(colleague)).toEqual([]);
    // also not into a place that there is more, until the course is for them again
    const put = (version: number, more: object) =>
      supervisor.call('PUT', `/api/v1/courses/${id}`, courseBody({ lessons, capacity: 2, ...more }), {
        'if-match': `"${version}"`,
      });
    expect(await must(put(2, { roles: ['worker'] }))).toMatchObject({ taken: 1, waiting: 1 });
    expect(await must(put(3, { roles: ['worker', 'coordinator'] }))).toMatchObject({ taken: 2, waiting: 0 });
    expect(await told(colleague)).toEqual(['您有一门培训的名额了']);
  });

  describe('with a place that was free while nobody in the line had the role', () => {
    /** The worker has a place of two; the colleague waits, and lost the role that it is for. */
    async function withFreePlace() {
      const administrator = await makeUser(server, home, 'administrator');
      const third = await makeUser(server, home, 'worker', [home.siteIds[0]]);
      const id = await openCourse({ capacity: 1, roles: ['worker'] });
      const enrolled = ownId(await must(enrol(id, worker)));
      await must(enrol(id, colleague));
      await changeAccount(administrator, colleague.id, { roles: [{ role: 'coordinator', siteIds: [] }] });
      expect(await must(withdraw(enrolled, worker))).toMatchObject({ taken: 0, waiting: 1 });
      return { administrator, third, id };
    }

    it('gives it to whoever has the role again, and tells them', async () => {
      const { administrator, third, id } = await withFreePlace();
      expect(await told(colleague)).toEqual([]);
      const roles = [{ role: 'worker', siteIds: [home.siteIds[0]] }];
      await changeAccount(administrator, colleague.id, { roles });
      expect((await must(read(id, colleague))).own.state).toBe('enrolled');
      expect(await told(colleague)).toEqual(['您有一门培训的名额了']);
      expect((await must(enrol(id, third))).own.state).toBe('waiting');
    });

    it('lets whoever waits go before whoever comes, also where nobody saw the role come back', async () => {
      const { third, id } = await withFreePlace();
      await server.admin.query(
        `insert into role_assignment (organisation_id, account_id, role, site_ids, assigned_at)
         select organisation_id, id, 'worker', '{}', now() from account where id = $1`,
        [colleague.id],
      );
      expect((await must(enrol(id, third))).own).toMatchObject({ state: 'waiting' });
      expect((await must(read(id, colleague))).own.state).toBe('enrolled');
      expect(await told(colleague)).toEqual(['您有一门培训的名额了']);
      expect(await people(id)).toMatchObject([
        { accountId: colleague.id },
        { accountId: third.id, position: 1 },
        { accountId: worker.id, state: 'withdrawn' },
      ]);
    });
  });

  it('gives the place of whoever has no role any more that takes part in courses to the next', async () => {
    const administrator = await makeUser(server, home, 'administrator');
    const id = await openCourse({ capacity: 1 });
    await must(enrol(id, worker));
    await must(enrol(id, colleague));
    await changeAccount(administrator, worker.id, { roles: [{ role: 'viewer', siteIds: [] }] });
    expect((await must(read(id, colleague))).own.state).toBe('enrolled');
    // waiting for a link to sign in again, one keeps it
    await must(administrator.call('POST', `/api/v1/accounts/${colleague.id}/reset-link`));
    expect(await people(id)).toMatchObject([
      { accountId: colleague.id, state: 'enrolled' },
      { accountId: worker.id, state: 'withdrawn' },
    ]);
  });

  it('is for one course at a time, and says which the other is', async () => {
    const first = await openCourse({ title: '家访安全', lessons: [lesson(2), lesson(30)] });
    const second = await openCourse({ lessons: [lesson(9), lesson(30.5)] });
    const after = await openCourse({ lessons: [lesson(3)] });
    const enrolled = ownId(await must(enrol(first, worker)));
    const refused = await enrol(second, worker);
    expect([refused.status, refused.body.code]).toEqual([409, 'course_at_same_time']);
    expect(refused.body.title).toContain('《家访安全》');
    const byOther = await enrol(second, supervisor, { accountId: worker.id });
    expect(byOther.body.code).toBe('course_at_same_time');
    await must(enrol(after, worker));
    await must(enrol(second, colleague));
    await must(withdraw(enrolled, worker));
    const both = await Promise.all([enrol(first, worker), enrol(second, worker)]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
  });

  it('in a course that was called off is nothing to give back', async () => {
    const id = await openCourse();
    const enrolled = ownId(await must(enrol(id, worker)));
    await must(move(id, 2, { state: 'called_off' }));
    const refused = await withdraw(enrolled, worker);
    expect([refused.status, refused.body.code]).toEqual([409, 'course_called_off']);
  });
});

it('stands in the calendar of whoever has a place, without a title that somebody wrote', async () => {
  const lessons = [lesson(2), lesson(30)];
  const id = await openCourse({ lessons });
  const { path } = await must(worker.call('POST', '/api/v1/calendar-feed'));
  const eventsNow = async () => {
    const { body } = await request(server, 'GET', path);
    return readByIcalJs(body).events.filter(({ uid }) => uid.startsWith('lesson.'));
  };
  expect(await eventsNow()).toEqual([]);
  const enrolled = ownId(await must(enrol(id, worker)));
  expect((await eventsNow()).map(({ summary }) => summary)).toEqual(['培训', '培训']);
  await must(withdraw(enrolled, worker));
  expect(await eventsNow()).toEqual([]);
});

it('has materials that colleagues read, and those alone add who run courses', async () => {
  const ownerId = await openCourse();
  const about = { kind: 'course', ownerId, name: '讲义.txt' };
  await expect(upload(worker, about, Buffer.from('案例'))).rejects.toThrow('403');
  const fileId = await upload(supervisor, about, Buffer.from('案例'));
  await checkAll(server, home.id);
  const list = await must(worker.call('GET', `/api/v1/files?kind=course&recordId=${ownerId}`));
  expect(list.items).toMatchObject([{ id: fileId, state: 'ready' }]);
  const read = await worker.call('GET', `/api/v1/files/course/${fileId}/content`);
  expect([read.status, read.bytes.toString()]).toEqual([200, '案例']);
  const stranger = await makeUser(server, await makeOrganisation(server), 'supervisor');
  expect((await stranger.call('GET', `/api/v1/files/course/${fileId}/content`)).status).toBe(404);
});

it('keeps the materials of a draft to those who run courses', async () => {
  const ownerId = newId();
  await must(supervisor.call('POST', '/api/v1/courses', { id: ownerId, ...courseBody() }));
  const fileId = await upload(supervisor, { kind: 'course', ownerId, name: '讲义.txt' }, Buffer.from('案例'));
  await checkAll(server, home.id);
  const list = (by: TestUser) => by.call('GET', `/api/v1/files?kind=course&recordId=${ownerId}`);
  const content = (by: TestUser) => by.call('GET', `/api/v1/files/course/${fileId}/content`);
  expect([(await list(worker)).status, (await content(worker)).status]).toEqual([404, 404]);
  expect((await must(list(supervisor))).items).toMatchObject([{ id: fileId }]);
  expect((await content(supervisor)).status).toBe(200);
  await must(move(ownerId, 1, { state: 'open' }));
  expect([(await list(worker)).status, (await content(worker)).status]).toEqual([200, 200]);
});

describe('attendance', () => {
  it('is marked by one who runs courses, once the lesson has begun', async () => {
    const lessons = [lesson()];
    const id = await openCourse({ lessons });
    const enrolmentId = ownId(await must(enrol(id, worker)));
    const lessonId = lessons[0]?.id ?? '';
    expect((await mark(lessonId, enrolmentId, 60)).body.code).toBe('lesson_not_begun');
    now += 2 * HOUR;
    expect((await mark(lessonId, enrolmentId, 60, {}, worker)).status).toBe(403);
    expect((await mark(lessonId, enrolmentId, 61)).body.errors).toMatchObject([{ path: '/minutes' }]);
    expect(await must(mark(lessonId, enrolmentId, 60))).toMatchObject({
      attendedMinutes: 60,
      creditedMinutes: 60,
      isCompleted: true,
      marks: [{ lessonId, minutes: 60, markedBy: supervisor.id, reason: null, earlier: [] }],
    });
    expect(await must(read(id))).toMatchObject({
      lessons: [{ ownMinutes: 60 }],
      ownCompletion: { attendedMinutes: 60, isCompleted: true },
    });
  });

  it('at two courses at once counts once: what the clock does not have is refused, naming the other', async () => {
    const [one, other] = [lesson(2), lesson(9)];
    const first = await openCourse({ title: '家访安全', lessons: [one] });
    const second = await openCourse({ lessons: [other] });
    const enrolledIn = {
      first: ownId(await must(enrol(first, worker))),
      second: ownId(await must(enrol(second, worker))),
    };
    const moved = { ...other, startsAt: inHours(2.5), endsAt: inHours(3.5) };
    await must(
      supervisor.call('PUT', `/api/v1/courses/${second}`, courseBody({ lessons: [moved] }), {
        'if-match': '"2"',
      }),
    );
    now += 6 * HOUR;
    const marked = await must(mark(one.id, enrolledIn.first, 50));
    const refused = await mark(other.id, enrolledIn.second, 41);
    expect([refused.status, refused.body.code]).toEqual([409, 'attendance_elsewhere']);
    expect(refused.body.title).toContain('《家访安全》已经登记出勤 50 分钟');
    await must(mark(other.id, enrolledIn.second, 40));
    // what stood there before a correction counts no more
    const correction = { replaces: marked.marks[0].id, reason: '提前离开' };
    await must(mark(one.id, enrolledIn.first, 30, correction));
    const [{ marks }] = await people(second);
    await must(mark(other.id, enrolledIn.second, 60, { replaces: marks[0].id, reason: '全程在场' }));
  });

  it('of two who mark somebody at two courses at once is one', async () => {
    const [one, other] = [lesson(2), lesson(9)];
    const first = await openCourse({ lessons: [one] });
    const second = await openCourse({ lessons: [other] });
    const enrolments = [
      ownId(await must(enrol(first, worker))),
      ownId(await must(enrol(second, worker))),
    ] as const;
    const moved = courseBody({ lessons: [{ ...other, startsAt: one.startsAt, endsAt: one.endsAt }] });
    await must(supervisor.call('PUT', `/api/v1/courses/${second}`, moved, { 'if-match': '"2"' }));
    now += 6 * HOUR;
    const both = await Promise.all([mark(one.id, enrolments[0], 60), mark(other.id, enrolments[1], 60)]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
  });

  it('is nobody’s own to mark, by the program and by the database', async () => {
    const lessons = [lesson()];
    const id = await openCourse({ lessons });
    const enrolmentId = ownId(await must(enrol(id, supervisor)));
    now += 3 * HOUR;
    const lessonId = lessons[0]?.id ?? '';
    expect((await mark(lessonId, enrolmentId, 60)).body.code).toBe('attendance_own');
    const second = await makeUser(server, home, 'supervisor');
    expect((await mark(lessonId, enrolmentId, 60, {}, second)).status).toBe(201);
    const insert = (scope: 'own' | 'organisation', by: string) =>
      server.services.database.transaction(
        { organisationId: home.id, actorId: supervisor.id, scope, siteIds: [] },
        async (transaction) => {
          await transaction.all(
            enrolments.insertMark({
              organisationId: home.id,
              id: newId(),
              lessonId,
              enrolmentId,
              accountId: supervisor.id,
              number: 2,
              minutes: 1,
              sealedReason: Buffer.from('x'),
              by,
              now: new Date(now),
            }),
          );
        },
      );
    await expect(insert('organisation', supervisor.id)).rejects.toMatchObject({
      constraint: 'course_attendance_other_check',
    });
    await expect(insert('own', second.id)).rejects.toMatchObject({ code: '42501' });
  });

  it('is corrected beside what stood there, by whoever saw it and says why', async () => {
    const { enrolmentId, lessonIds } = await begun();
    const [lessonId] = lessonIds;
    const first = (await must(mark(lessonId, enrolmentId, 60))).marks[0];
    expect((await mark(lessonId, enrolmentId, 30)).body.code).toBe('attendance_marked');
    expect((await mark(lessonId, enrolmentId, 30, { replaces: first.id })).body.code).toBe(
      'attendance_marked',
    );
    const reason = '提前离开去处理个案';
    const corrected = await must(mark(lessonId, enrolmentId, 30, { replaces: first.id, reason }));
    expect(corrected.marks).toMatchObject([
      { minutes: 30, reason, earlier: [{ minutes: 60, reason: null, markedBy: supervisor.id }] },
    ]);
    expect((await mark(lessonId, enrolmentId, 20, { replaces: first.id, reason })).status).toBe(409);
    const { rows } = await server.admin.query(
      'select sealed_reason from course_attendance where sealed_reason is not null and organisation_id = $1',
      [home.id],
    );
    expect(rows).toHaveLength(1);
    expect(String(rows[0].sealed_reason)).not.toContain('提前');
  });

  it('of two at once is one', async () => {
    const { enrolmentId, lessonIds } = await begun();
    const second = await makeUser(server, home, 'supervisor');
    const both = await Promise.all([
      mark(lessonIds[0], enrolmentId, 60),
      mark(lessonIds[0], enrolmentId, 50, {}, second),
    ]);
    expect(new Set(both.map(({ status }) => status))).toEqual(new Set([201, 409]));
  });

  it('keeps a lesson where it was', async () => {
    const { courseId, enrolmentId, lessonIds } = await begun();
    await must(mark(lessonIds[0], enrolmentId, 60));
    const there = await must(read(courseId, supervisor));
    const put = (lessons: object[], minutes: number) =>
      supervisor.call('PUT', `/api/v1/courses/${courseId}`, courseBody({ lessons, creditMinutes: minutes }), {
        'if-match': '"2"',
      });
    const plain = there.lessons.map(
      ({ isMarked: _, ownMinutes: __, ...one }: Record<string, unknown>) => one,
    );
    expect(there.lessons[0].isMarked).toBe(true);
    expect((await put([plain[1]], 60)).body.code).toBe('lesson_marked');
    expect((await put([{ ...plain[0], minutes: 30 }, plain[1]], 60)).body.code).toBe('lesson_marked');
    expect((await put([plain[0]], 60)).status).toBe(200);
  });

  it('tells the slice of talent what counts as continuing education, once the course is over', async () => {
    const { courseId, enrolmentId, lessonIds } = await begun();
    const day = (at: number) => new Date(at + 8 * HOUR).toISOString().slice(0, 10);
    const credited = (from = '2000-01-01', until = '2100-01-01') =>
      new Work(server.services, systemSettings(home.id), { requestId: 'test', language: 'zh-CN' }).read(
        (reading) => creditedMinutes(reading, { accountIds: [worker.id, colleague.id], from, until }),
      );
    const first = (await must(mark(lessonIds[0], enrolmentId, 60))).marks[0];
    expect(await credited()).toEqual([]);
    await must(mark(lessonIds[1], enrolmentId, 50));
    const on = day(now - 2 * HOUR);
    const row = { accountId: worker.id, courseId, title: '儿童保护与强制报告', on, minutes: 110 };
    expect(await credited()).toEqual([row]);
    expect(await credited(on, on)).toEqual([row]);
    expect(await credited('2000-01-01', day(now - 48 * HOUR))).toEqual([]);
    // what replaces a mark counts alone
    await must(mark(lessonIds[0], enrolmentId, 50, { replaces: first.id, reason: '迟到' }));
    expect(await credited()).toEqual([{ ...row, minutes: 100 }]);
    const { education, courses } = await must(worker.call('GET', '/api/v1/talent/me'));
    // on the first morning of a year it was last year’s
    const isOfYear = on.slice(0, 4) === String(education.year);
    expect(education.creditedMinutes).toBe(isOfYear ? 100 : 0);
    const { accountId: _, ...course } = row;
    expect(courses).toEqual(isOfYear ? [{ ...course, minutes: 100 }] : []);
  });
});

describe('a certificate', () => {
  async function completed() {
    const course = await begun();
    for (const lessonId of course.lessonIds) await must(mark(lessonId, course.enrolmentId, 60));
    return course;
  }

  it('is good no more once a lesson is marked that nobody had marked, and is made anew under another number', async () => {
    const course = await begun();
    await must(mark(course.lessonIds[0], course.enrolmentId, 60));
    await server.admin.query('update course set share = 50 where id = $1', [course.courseId]);
    await must(move(course.courseId, 2, { state: 'ended' }));
    const id = newId();
    const first = await must(certify(course.enrolmentId, worker, id));
    await must(mark(course.lessonIds[1], course.enrolmentId, 60));
    expect((await certify(course.enrolmentId, worker, id)).body.code).toBe('course_certificate_withdrawn');
    const second = await must(certify(course.enrolmentId, worker));
    expect(second.number).not.toBe(first.number);
  });

  it('is of whose the enrolment is, whoever writes it', async () => {
    const { enrolmentId } = await completed();
    const forged = server.services.database.transaction(
      { organisationId: home.id, actorId: colleague.id, scope: 'own', siteIds: [] },
      (transaction) =>
        transaction.all({
          name: '',
          text: `insert into course_certificate (organisation_id, id, number, enrolment_id, account_id, minutes, origin, sealed, issued_by, issued_at)
            values ($1, $2, 'NTP-0', $3, $4, 60, '', '\\x00', $4, now())`,
          values: [home.id, newId(), enrolmentId, colleague.id],
        }),
    );
    await expect(forged).rejects.toMatchObject({ constraint: 'course_certificate_enrolment_fkey' });
  });

  it('is had by whoever completed the course, once it has ended', async () => {
    const { courseId, enrolmentId } = await completed();
    expect((await certify(enrolmentId, worker)).body.code).toBe('course_not_ended');
    await must(move(courseId, 2, { state: 'ended' }));
    expect((await certify(enrolmentId, colleague)).status).toBe(404);
    const made = await must(certify(enrolmentId, worker));
    expect(made.number).toMatch(/^NTP(-[0-9A-HJKMNP-TV-Z]{4}){4}-[0-9A-HJKMNP-TV-Z]$/);
    // asked for again, also by whoever runs courses, it is the same
    expect(await must(certify(enrolmentId, supervisor))).toEqual(made);
    expect((await must(read(courseId))).ownCertificate).toEqual({ id: made.id, number: made.number });
    const file = await worker.call('GET', `/api/v1/course-certificates/${made.id}/file?language=both`);
    expect([file.status, file.bytes.subarray(0, 5).toString()]).toEqual([200, '%PDF-']);
    expect((await colleague.call('GET', `/api/v1/course-certificates/${made.id}/file`)).status).toBe(404);
  });

  it('is none for whoever was not there enough', async () => {
    const { courseId, enrolmentId, lessonIds } = await begun();
    await must(mark(lessonIds[0], enrolmentId, 60));
    await must(move(courseId, 2, { state: 'ended' }));
    expect((await certify(enrolmentId, worker)).body.code).toBe('course_not_completed');
  });

  it('says to strangers what stands on the paper, and nothing to whoever guesses', async () => {
    const { courseId, enrolmentId } = await completed();
    await must(move(courseId, 2, { state: 'ended' }));
    const { number, address } = await must(certify(enrolmentId, worker));
    expect(address).toBe(`http://127.0.0.1/course-certificates/${number}`);
    const page = await request(server, 'GET', `/course-certificates/${number}`);
    expect(page.status).toBe(200);
    for (const said of ['证书有效', worker.username, '儿童保护与强制报告', number, '2 小时'])
      expect(page.body).toContain(said);
    expect(page.body).not.toContain('三楼会议室');
    expect((await request(server, 'GET', '/course-certificates/NTP-0000-0000-0000-0000-1')).status).toBe(404);
    const typed = await request(server, 'GET', `/verify?number=${number.toLowerCase()}`);
    expect([typed.status, typed.headers['location']]).toEqual([
      303,
      `/course-certificates/${number}?lang=zh`,
    ]);
    const { rows } = await server.admin.query('select sealed from course_certificate where number = $1', [
      number,
    ]);
    expect(String(rows[0].sealed)).not.toContain(worker.username);
  });

  it('is good no more once attendance was corrected, and is made anew', async () => {
    const { courseId, enrolmentId, lessonIds } = await completed();
    await must(move(courseId, 2, { state: 'ended' }));
    const { id, number } = await must(certify(enrolmentId, worker));
    const [{ marks }] = await people(courseId);
    const replaces = marks.find((one: { lessonId: string }) => one.lessonId === lessonIds[0]).id;
    await must(mark(lessonIds[0], enrolmentId, 50, { replaces, reason: '迟到十分钟' }));
    const page = await request(server, 'GET', `/course-certificates/${number}`);
    expect(page.status).toBe(410);
    expect(page.body).not.toContain(worker.username);
    const file = await worker.call('GET', `/api/v1/course-certificates/${id}/file`);
    expect(file.body.code).toBe('course_certificate_withdrawn');
    expect(await told(worker)).toEqual([VOID]);
    expect((await must(certify(enrolmentId, worker))).number).not.toBe(number);
    await notifyAll(server);
    const { items } = await must(worker.call('GET', '/api/v1/notifications'));
    expect(items).toMatchObject([{ title: VOID, state: 'settled' }]);
    expect(await told(colleague)).toEqual([]);
  });

  it('is told to be void for two months where no other can be made', async () => {
    const { courseId, enrolmentId, lessonIds } = await completed();
    await must(move(courseId, 2, { state: 'ended' }));
    await must(certify(enrolmentId, worker));
    const [{ marks }] = await people(courseId);
    const replaces = marks.find((one: { lessonId: string }) => one.lessonId === lessonIds[0]).id;
    await must(mark(lessonIds[0], enrolmentId, 0, { replaces, reason: '没有来' }));
    expect((await certify(enrolmentId, worker)).body.code).toBe('course_not_completed');
    expect(await told(worker)).toEqual([VOID]);
    const settled = async () => {
      await notifyAll(server);
      const { rows } = await server.admin.query(
        `select settled_at is not null as is_settled from notification_occasion
         where organisation_id = $1 and kind = 'course.certificate_void'`,
        [home.id],
      );
      return rows;
    };
    now += 59 * 24 * HOUR;
    expect(await settled()).toEqual([{ is_settled: false }]);
    now += 2 * 24 * HOUR;
    expect(await settled()).toEqual([{ is_settled: true }]);
  });

  it('of an organisation that is closed is unknown to strangers', async () => {
    const { courseId, enrolmentId } = await completed();
    await must(move(courseId, 2, { state: 'ended' }));
    const { number } = await must(certify(enrolmentId, worker));
    const { services } = server;
    const access = services.database.reader(systemSettings(home.id));
    const origin = { requestId: 'test', language: 'zh-CN' } as const;
    const find = (closed: readonly string[]) =>
      findCertificate({ doors: new Doors(services, new Set(closed)), access }, number, origin);
    expect((await find([])).kind).toBe('valid');
    expect(await find([home.id])).toEqual({ kind: 'unknown' });
  });
});

describe('row rules', () => {
  it('show each their own enrolments, attendance and certificates', async () => {
    const { courseId, enrolmentId, lessonIds } = await begun();
    for (const lessonId of lessonIds) await must(mark(lessonId, enrolmentId, 60));
    await must(move(courseId, 2, { state: 'ended' }));
    await must(certify(enrolmentId, worker));
    const counts = async (actor: TestUser, scope: 'own' | 'organisation') => {
      const settings = { organisationId: home.id, actorId: actor.id, scope, siteIds: [] };
      const of = { organisationId: home.id, courseId };
      const [rows, marks, certificates] = await server.services.database
        .reader(settings)
        .all(
          enrolments.listEnrolments(of),
          enrolments.listMarks(of),
          enrolments.listCertificates({ organisationId: home.id, enrolmentIds: [enrolmentId] }),
        );
      return [rows.length, marks.length, certificates.length];
    };
    expect(await counts(worker, 'own')).toEqual([1, 2, 1]);
    expect(await counts(colleague, 'own')).toEqual([0, 0, 0]);
    expect(await counts(colleague, 'organisation')).toEqual([1, 2, 1]);
  });
});
