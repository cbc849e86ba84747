import type {
  CourseItemView,
  CourseView,
  EnteredCourseBody,
  ListCourses,
  MoveCourse,
} from '../../contract/training.ts';
import type { BodyOf, QueryOf } from '../../contract/operation.ts';
import type { Role } from '../../domain/access/roles.ts';
import { judgeCompletion } from '../../domain/training/completion.ts';
import { type CourseState, type EnrolmentState, refuseMove } from '../../domain/training/course-life.ts';
import { refuseLessons } from '../../domain/training/lessons.ts';
import { notify } from '../notifications/public.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { INSTANT, readCursor, UUID, writeCursor } from '../platform/http/cursor.ts';
import { AppError } from '../platform/work/errors.ts';
import { conflictOf, isMadeAlready } from '../platform/work/repeated-change.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { type MarkRow, newestOf } from './marks.ts';
import { courseCalledOff, courseMoved, coursePlace } from './notifications.ts';
import { openReason, sealReason } from './sealed.ts';
import * as enrolments from './sql-enrolments.ts';
import * as sql from './sql.ts';

/** Who asks, and whether they run courses. */
export interface Caller {
  readonly accountId: string;
  readonly isManager: boolean;
}

export type CourseRow = RowOf<ReturnType<typeof sql.readCourse>>;
type Access = Pick<Reading, 'all' | 'organisationId' | 'keys'>;
type OwnRow = RowOf<ReturnType<typeof enrolments.listOwnEnrolments>>;

function viewItem(row: CourseRow, own: OwnRow | undefined): CourseItemView {
  return {
    id: row.id,
    title: row.title,
    organiser: row.organiser,
    kind: row.kind as CourseItemView['kind'],
    place: row.place,
    link: row.link,
    roles: row.roles as Role[],
    specialities: row.specialities as CourseItemView['specialities'],
    capacity: row.capacity,
    share: row.share,
    creditMinutes: row.credit_minutes,
    minutes: row.minutes,
    beginsAt: row.begins_at.toISOString(),
    endsAt: row.ends_at.toISOString(),
    state: row.state as CourseState,
    taken: row.taken,
    waiting: row.waiting,
    own:
      own === undefined
        ? null
        : {
            id: own.id,
            state: own.state as EnrolmentState,
            position: own.state === 'waiting' ? own.ahead + 1 : null,
          },
    version: row.version,
  };
}

/** Of each course the newest that is one's own. */
async function readOwn(
  { all, organisationId }: Access,
  accountId: string,
  courseIds: readonly string[],
): Promise<ReadonlyMap<string, OwnRow>> {
  const [rows] = await all(enrolments.listOwnEnrolments({ organisationId, accountId, courseIds }));
  return new Map(rows.map((row) => [row.course_id, row]));
}

export async function listCourses(
  reading: Reading,
  { accountId, isManager }: Caller,
  { limit = 50, after, view = 'open' }: QueryOf<typeof ListCourses>,
): Promise<{ items: CourseItemView[]; next: string | null }> {
  const { organisationId, now } = reading;
  const [beginsAt, id] = after === undefined ? [] : readCursor(after, [INSTANT, UUID]);
  const [rows] = await reading.all(
    sql.listCourses({
      organisationId,
      limit: limit + 1,
      withDrafts: isManager,
      openAfter: view === 'open' ? now : undefined,
      accountId: view === 'mine' ? accountId : undefined,
      after: beginsAt === undefined || id === undefined ? undefined : [new Date(beginsAt), id],
    }),
  );
  const shown = rows.slice(0, limit);
  const own = await readOwn(
    reading,
    accountId,
    shown.map((row) => row.id),
  );
  const items = shown.map((row) => viewItem(row, own.get(row.id)));
  const last = items.at(-1);
  const next = rows.length > limit && last !== undefined ? writeCursor([last.beginsAt, last.id]) : null;
  return { items, next };
}

/** Of those who run courses alone, and so is what was called off before anybody enrolled. */
export function isDraft({ state, arrivals }: Pick<CourseRow, 'state' | 'arrivals'>): boolean {
  return state === 'draft' || (state === 'called_off' && arrivals === 0);
}

/** @throws AppError not_found, also for a draft where the caller runs no courses */
export async function readCourse(
  access: Access,
  { accountId, isManager }: Caller,
  courseId: string,
): Promise<CourseView> {
  const { organisationId, keys } = access;
  const of = { organisationId, courseId };
  const [[row], lessons, marks, marked] = await access.all(
    sql.readCourse(of),
    sql.listLessons(of),
    enrolments.listMarks({ ...of, accountId }),
    enrolments.listMarkedLessons(of),
  );
  if (row === undefined || (isDraft(row) && !isManager)) throw new AppError('not_found');
  const own = (await readOwn(access, accountId, [courseId])).get(courseId);
  const ownMarks = newestOf(marks.filter((mark) => mark.enrolment_id === own?.id));
  const areMarked = new Set(marked.map(({ id }) => id));
  return {
    ...viewItem(row, own),
    content: row.content,
    lessons: lessons.map((lesson) => ({
      id: lesson.id,
      title: lesson.title,
      startsAt: lesson.starts_at.toISOString(),
      endsAt: lesson.ends_at.toISOString(),
      minutes: lesson.minutes,
      isMarked: areMarked.has(lesson.id),
      ownMinutes: ownMarks.get(lesson.id)?.minutes ?? null,
    })),
    calledOffBecause: openReason(keys, 'course', row.id, row.sealed_reason),
    createdBy: row.created_by,
    ...(await viewOwnCompletion(access, row, own, ownMarks)),
  };
}

async function viewOwnCompletion(
  { all, organisationId }: Access,
  row: CourseRow,
  own: OwnRow | undefined,
  marks: ReadonlyMap<string, MarkRow>,
): Promise<Pick<CourseView, 'ownCompletion' | 'ownCertificate'>> {
  if (own?.state !== 'enrolled') return { ownCompletion: null, ownCertificate: null };
  const [[certificate]] = await all(enrolments.listCertificates({ organisationId, enrolmentIds: [own.id] }));
  return {
    ownCompletion: completionOf(row, [...marks.values()]),
    ownCertificate: certificate === undefined ? null : { id: certificate.id, number: certificate.number },
  };
}

/** @param marks the newest of each lesson, of one person */
export function completionOf(row: CourseRow, marks: readonly Pick<MarkRow, 'minutes'>[]) {
  const attended = marks.reduce((sum, { minutes }) => sum + minutes, 0);
  const { minutes, share, credit_minutes: creditMinutes } = row;
  return judgeCompletion({ minutes, share, creditMinutes }, attended);
}

/** @throws AppError invalid_request naming the field */
function asRow({ lessons, ...entered }: EnteredCourseBody) {
  const refused = refuseLessons(lessons);
  if (refused !== undefined)
    throw new AppError('invalid_request', {
      fields: [
        {
          path: `/lessons/${refused.at}/${refused.refusal === 'lesson_minutes' ? 'minutes' : 'startsAt'}`,
          code: refused.refusal,
        },
      ],
    });
  const link = entered.link.trim();
  if (link !== '' && !isWebAddress(link))
    throw new AppError('invalid_request', { fields: [{ path: '/link', code: 'course_link' }] });
  const minutes = lessons.reduce((sum, lesson) => sum + lesson.minutes, 0);
  if (entered.creditMinutes > minutes)
    throw new AppError('invalid_request', { fields: [{ path: '/creditMinutes', code: 'credit_too_long' }] });
  const times = lessons.flatMap(({ startsAt, endsAt }) => [Date.parse(startsAt), Date.parse(endsAt)]);
  return {
    ...entered,
    title: entered.title.trim(),
    content: entered.content.trim(),
    organiser: entered.organiser.trim(),
    place: entered.place.trim(),
    link,
    minutes,
    beginsAt: new Date(Math.min(...times)),
    endsAt: new Date(Math.max(...times)),
  };
}

/** It becomes a link on colleagues' pages: nothing that runs there. */
function isWebAddress(link: string): boolean {
  return /^https?:\/\/\S+$/u.test(link) && URL.canParse(link);
}

/** @throws AppError invalid_request, id_taken */
export async function createCourse(
  change: Change,
  caller: Caller,
  { id, ...entered }: EnteredCourseBody & { id: string },
): Promise<CourseView> {
  const { organisationId, now } = change;
  const { lessons } = entered;
  change.push(sql.insertCourse({ organisationId, id, ...asRow(entered), by: caller.accountId, now }));
  await writeLessons(change, id, lessons);
  change.audit({ action: 'course.create', subjectKind: 'course', subjectIds: [id] });
  return readCourse(change, caller, id);
}

/**
 * What somebody was at stays when it was. @returns whether a lesson is at another time, or is another one
 * @throws AppError lesson_marked, id_taken
 */
async function writeLessons(
  change: Change,
  courseId: string,
  lessons: EnteredCourseBody['lessons'],
): Promise<boolean> {
  const { organisationId, now } = change;
  const of = { organisationId, courseId };
  const [there, marked, taken] = await change.all(
    sql.listLessons(of),
    enrolments.listMarkedLessons(of),
    sql.listLessonsById({ organisationId, ids: lessons.map(({ id }) => id) }),
  );
  if (new Set(lessons.map(({ id }) => id)).size < lessons.length) throw new AppError('id_taken');
  if (taken.some((lesson) => lesson.course_id !== courseId)) throw new AppError('id_taken');
  const known = new Map(there.map((lesson) => [lesson.id, lesson]));
  const areMarked = new Set(marked.map(({ id }) => id));
  const gone = there.filter((lesson) => !lessons.some(({ id }) => id === lesson.id));
  let isMoved = gone.length > 0;
  if (gone.some(({ id }) => areMarked.has(id))) throw new AppError('lesson_marked');
  for (const { id } of gone) change.push(sql.deleteLesson({ organisationId, id }));
  for (const { id, title, minutes, ...times } of lessons) {
    const [startsAt, endsAt] = [new Date(times.startsAt), new Date(times.endsAt)];
    const row = { organisationId, id, title: title.trim(), startsAt, endsAt, minutes, now };
    const before = known.get(id);
    const isElsewhen =
      before?.starts_at.getTime() !== startsAt.getTime() || before.ends_at.getTime() !== endsAt.getTime();
    if (areMarked.has(id) && (isElsewhen || before?.minutes !== minutes)) throw new AppError('lesson_marked');
    isMoved ||= isElsewhen;
    if (before === undefined) change.push(sql.insertLesson({ ...row, courseId }));
    else if (isElsewhen || before.minutes !== minutes || before.title !== row.title)
      change.push(sql.changeLesson(row));
  }
  return isMoved;
}

/** @throws AppError not_found, version_conflict, course_state_passed, lesson_marked, invalid_request */
export async function changeCourse(
  change: Change,
  caller: Caller,
  { id, version, entered }: { id: string; version: number; entered: EnteredCourseBody },
): Promise<CourseView> {
  const { organisationId, now } = change;
  const before = await hold(change, id);
  const there = await readCourse(change, caller, id);
  const said = asRow(entered);
  if (there.version !== version) {
    if (isMadeAlready(version, comparable(said, entered.lessons), comparableView(there))) return there;
    throw conflictOf(entered, there);
  }
  if (before.state !== 'draft' && before.state !== 'open') throw new AppError('course_state_passed');
  const isMoved = await writeLessons(change, id, entered.lessons);
  change.push(sql.changeCourse({ organisationId, id, ...said, version: version + 1, now }));
  change.audit({ action: 'course.change', subjectKind: 'course', subjectIds: [id] });
  const [moved] = await change.all(enrolments.listMovedUp({ organisationId, courseId: id, now }));
  for (const enrolment of moved)
    notify(change, { kind: coursePlace, matterId: enrolment.id, to: [enrolment.account_id] });
  const isElsewhere = said.place !== before.place || said.link !== before.link;
  if (before.state === 'open' && (isMoved || isElsewhere))
    notify(change, { kind: courseMoved, matterId: id, step: String(version + 1) });
  return readCourse(change, caller, id);
}

/** Members as they were sent, in the terms of what stands there. */
function comparable(said: ReturnType<typeof asRow>, lessons: EnteredCourseBody['lessons']) {
  const { beginsAt: _, endsAt: __, ...rest } = said;
  const inOrder = lessons.map(({ title, startsAt, endsAt, ...lesson }) => ({
    ...lesson,
    title: title.trim(),
    startsAt: new Date(startsAt).toISOString(),
    endsAt: new Date(endsAt).toISOString(),
  }));
  return { ...rest, lessons: inOrder.toSorted(byTime) };
}

function comparableView(there: CourseView) {
  const lessons = there.lessons.map(({ isMarked: _, ownMinutes: __, ...lesson }) => lesson);
  return { ...there, lessons: lessons.toSorted(byTime) };
}

const byTime = (one: { startsAt: string; id: string }, other: { startsAt: string; id: string }) =>
  one.startsAt.localeCompare(other.startsAt) || one.id.localeCompare(other.id);

/** @throws AppError not_found, version_conflict, course_state_passed, course_begun, course_not_over */
export async function moveCourse(
  change: Change,
  caller: Caller,
  { id, version, to }: { id: string; version: number; to: BodyOf<typeof MoveCourse> },
): Promise<CourseView> {
  const { organisationId, keys, now } = change;
  const { state, reason = '' } = to;
  const row = await hold(change, id);
  const there = await readCourse(change, caller, id);
  if (there.version !== version) {
    if (isMadeAlready(version, { state }, there)) return there;
    throw conflictOf({ state }, there);
  }
  const course = { state: there.state, beginsAt: row.begins_at, endsAt: row.ends_at };
  const refusal = refuseMove(course, state, now);
  if (refusal !== undefined) throw new AppError(refusal);
  const isCalledOff = state === 'called_off';
  const sealedReason =
    isCalledOff && reason.trim() !== '' ? sealReason(keys, 'course', id, reason.trim()) : null;
  change.push(sql.moveCourse({ organisationId, id, state, sealedReason, version: version + 1, now }));
  change.audit({ action: actions[state], subjectKind: 'course', subjectIds: [id] });
  if (isCalledOff && row.state === 'open') notify(change, { kind: courseCalledOff, matterId: id });
  return readCourse(change, caller, id);
}

const actions = { open: 'course.open', ended: 'course.end', called_off: 'course.call_off' } as const;

/** @throws AppError not_found */
export async function hold(change: Change, courseId: string): Promise<CourseRow> {
  const { organisationId } = change;
  const [, [row]] = await change.all(
    sql.holdCourse({ organisationId, courseId }),
    sql.readCourse({ organisationId, courseId }),
  );
  if (row === undefined) throw new AppError('not_found');
  return row;
}
