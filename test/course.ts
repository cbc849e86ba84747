import { newId } from '../src/server/platform/database/ids.ts';
import { must, type TestServer, type TestUser } from './server.ts';

const HOUR = 3_600_000;

let made = 0;

/** A course of an hour, hours from now: each at a time of its own, since nobody takes part in two at once. */
export function courseBody() {
  made += 1;
  const startsAt = new Date(Date.now() + 2 * made * HOUR).toISOString();
  const endsAt = new Date(Date.now() + (2 * made + 1) * HOUR).toISOString();
  return {
    title: '危机干预',
    content: '识别与转介',
    organiser: '',
    kind: 'own',
    place: '三楼会议室',
    link: '',
    roles: [],
    specialities: [],
    capacity: null,
    share: 80,
    creditMinutes: 60,
    lessons: [{ id: newId(), title: '', startsAt, endsAt, minutes: 60 }],
  };
}

export async function openCourse(by: TestUser) {
  const courseId = newId();
  const entered = courseBody();
  await must(by.call('POST', '/api/v1/courses', { id: courseId, ...entered }));
  await must(by.call('PUT', `/api/v1/courses/${courseId}/state`, { state: 'open' }, { 'if-match': '"1"' }));
  const [lesson] = entered.lessons;
  return { courseId, lessonId: lesson?.id ?? '', startsAt: lesson?.startsAt ?? '' };
}

/** One that somebody took part in and that is over, by clocks that nobody moves. */
export async function overCourse(server: TestServer, by: TestUser, participant: TestUser) {
  const { courseId, lessonId, startsAt } = await openCourse(by);
  const enrolmentId = newId();
  await must(participant.call('POST', `/api/v1/courses/${courseId}/enrolments`, { id: enrolmentId }));
  // as long ago as it was ahead
  const earlier = `- 2 * ('${startsAt}'::timestamptz - '${new Date().toISOString()}'::timestamptz)`;
  await server.admin.query(
    `update course set begins_at = begins_at ${earlier}, ends_at = ends_at ${earlier} where id = $1`,
    [courseId],
  );
  await server.admin.query(
    `update course_lesson set starts_at = starts_at ${earlier}, ends_at = ends_at ${earlier} where course_id = $1`,
    [courseId],
  );
  return { courseId, lessonId, enrolmentId };
}

export function markAttendance(by: TestUser, lessonId: string, enrolmentId: string, more: object = {}) {
  return must(
    by.call('POST', `/api/v1/course-lessons/${lessonId}/attendance`, {
      id: newId(),
      enrolmentId,
      minutes: 60,
      ...more,
    }),
  );
}

/** What a participant was at, of a course that has ended. */
export async function endedCourse(server: TestServer, by: TestUser, participant: TestUser) {
  const course = await overCourse(server, by, participant);
  const { marks } = await markAttendance(by, course.lessonId, course.enrolmentId);
  const ended = { state: 'ended' };
  await must(by.call('PUT', `/api/v1/courses/${course.courseId}/state`, ended, { 'if-match': '"2"' }));
  return { ...course, markId: String(marks[0].id) };
}
