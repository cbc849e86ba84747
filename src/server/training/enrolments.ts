import type { BodyOf } from '../../contract/operation.ts';
import type { CourseView, Enrol, EnrolmentView } from '../../contract/training.ts';
import { reachOf, type Role } from '../../domain/access/roles.ts';
import type { EnrolmentState } from '../../domain/training/course-life.ts';
import { holdActiveAccount, readAccount } from '../identity/public.ts';
import { notify } from '../notifications/public.ts';
import { violatedConstraint } from '../platform/database/database.ts';
import type { RowOf } from '../platform/database/statement.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import { listActiveStaff, type StaffMember } from '../staff/public.ts';
import { type Caller, completionOf, type CourseRow, hold, readCourse } from './courses.ts';
import { type MarkRow, newestOf } from './marks.ts';
import { coursePlace } from './notifications.ts';
import { openReason } from './sealed.ts';
import * as enrolments from './sql-enrolments.ts';
import * as sql from './sql.ts';

type EnrolmentRow = RowOf<ReturnType<typeof enrolments.listEnrolments>>;
type Access = Pick<Reading, 'all' | 'organisationId' | 'keys'>;

/** Those with a place and who waits in order, then who left. @throws AppError not_found */
export async function listEnrolments(access: Access, courseId: string): Promise<{ items: EnrolmentView[] }> {
  const { organisationId, keys } = access;
  const of = { organisationId, courseId };
  const [[course], rows, marks] = await access.all(
    sql.readCourse(of),
    enrolments.listEnrolments(of),
    enrolments.listMarks(of),
  );
  if (course === undefined) throw new AppError('not_found');
  const enrolmentIds = rows.map(({ id }) => id);
  const [certificates] = await access.all(enrolments.listCertificates({ organisationId, enrolmentIds }));
  const waiting = rows.filter(({ state }) => state === 'waiting').map(({ id }) => id);
  const marksOf = Map.groupBy(marks, (mark) => mark.enrolment_id);
  const items = rows.map((row) => ({
    ...viewEnrolment(keys, course, row, marksOf.get(row.id) ?? []),
    position: row.state === 'waiting' ? waiting.indexOf(row.id) + 1 : null,
    certificate: certificateIn(certificates, row.id),
  }));
  return { items: items.toSorted((one, other) => order[one.state] - order[other.state]) };
}

const order: Readonly<Record<EnrolmentState, number>> = { enrolled: 0, waiting: 1, withdrawn: 2 };

function certificateIn(
  certificates: readonly { enrolment_id: string; id: string; number: string }[],
  enrolmentId: string,
): EnrolmentView['certificate'] {
  const found = certificates.find((one) => one.enrolment_id === enrolmentId);
  return found === undefined ? null : { id: found.id, number: found.number };
}

/** @param marks of this enrolment, the newest of each lesson last */
function viewEnrolment(
  keys: Access['keys'],
  course: CourseRow,
  row: EnrolmentRow,
  marks: readonly MarkRow[],
): Omit<EnrolmentView, 'position' | 'certificate'> {
  const newest = newestOf(marks);
  const said = (mark: MarkRow) => ({
    minutes: mark.minutes,
    markedBy: mark.marked_by,
    markedAt: mark.marked_at.toISOString(),
    reason: openReason(keys, 'course_attendance', mark.id, mark.sealed_reason),
  });
  return {
    id: row.id,
    accountId: row.account_id,
    state: row.state as EnrolmentState,
    enrolledBy: row.enrolled_by,
    enrolledAt: row.enrolled_at.toISOString(),
    changedAt: row.changed_at.toISOString(),
    marks: [...newest.values()].map((mark) => ({
      id: mark.id,
      lessonId: mark.lesson_id,
      ...said(mark),
      earlier: marks.filter((one) => one.lesson_id === mark.lesson_id && one.id !== mark.id).map(said),
    })),
    ...completionOf(course, [...newest.values()]),
  };
}

/** @throws AppError not_found */
export async function readEnrolment(access: Access, id: string): Promise<EnrolmentView> {
  const { organisationId, keys } = access;
  const [[row]] = await access.all(enrolments.readEnrolment({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  const of = { organisationId, courseId: row.course_id };
  const [[course], marks, certificates] = await access.all(
    sql.readCourse(of),
    enrolments.listMarks({ ...of, enrolmentId: id }),
    enrolments.listCertificates({ organisationId, enrolmentIds: [id] }),
  );
  if (course === undefined) throw new AppError('not_found');
  return {
    ...viewEnrolment(keys, course, row, marks),
    position: row.ahead === null ? null : row.ahead + 1,
    certificate: certificateIn(certificates, id),
  };
}

/** @throws AppError not_found, forbidden, colleague_unknown, course_not_for_role, course_closed, course_at_same_time, enrolled_already */
export async function enrol(
  change: Change,
  caller: Caller,
  courseId: string,
  { id, accountId = caller.accountId }: BodyOf<typeof Enrol>,
): Promise<CourseView> {
  const { organisationId, now } = change;
  const isForOther = accountId !== caller.accountId;
  if (isForOther && !caller.isManager) throw new AppError('forbidden');
  await holdColleague(change, accountId);
  const course = await hold(change, courseId);
  // of a draft nobody knows but those who run courses
  if (course.state === 'draft' && !caller.isManager) throw new AppError('not_found');
  await refuseUnfit(change, course, accountId);
  const of = { organisationId, accountId };
  const [before, [other]] = await change.all(
    enrolments.listOwnEnrolments({ ...of, courseIds: [courseId] }),
    enrolments.findAtSameTime({ ...of, courseId }),
  );
  if (before.some(({ state }) => state !== 'withdrawn')) throw new AppError('enrolled_already');
  if (other !== undefined) throw new AppError('course_at_same_time', { parameters: { course: other.title } });
  await moveUp(change, courseId);
  change.push(
    enrolments.insertEnrolment({ organisationId, id, courseId, accountId, by: caller.accountId, now }),
  );
  change.audit({ action: 'course.enrol', subjectKind: 'account', subjectIds: [accountId] });
  const [[made]] = await change.all(enrolments.readEnrolment({ organisationId, id }));
  if (isForOther && made?.state === 'enrolled')
    notify(change, { kind: coursePlace, matterId: id, to: [accountId] });
  return readCourse(change, caller, courseId);
}

/** A suspension comes before or after: what it ends is not begun beside it. @throws AppError colleague_unknown */
async function holdColleague(change: Change, accountId: string): Promise<void> {
  try {
    await holdActiveAccount(change, accountId);
  } catch (error) {
    throw error instanceof AppError ? new AppError('colleague_unknown') : error;
  }
}

/** Whom a course is for. @throws AppError colleague_unknown, course_not_for_role */
async function refuseUnfit(change: Change, course: CourseRow, accountId: string): Promise<void> {
  const member = await findParticipant(change, accountId);
  if (member === undefined) throw new AppError('colleague_unknown');
  const roles = course.roles as Role[];
  if (roles.length > 0 && !member.assignments.some(({ role }) => roles.includes(role)))
    throw new AppError('course_not_for_role');
}

/** Somebody at work here who may take part in courses. */
async function findParticipant(change: Change, accountId: string): Promise<StaffMember | undefined> {
  const member = (await listActiveStaff(change)).find(({ id }) => id === accountId);
  return member === undefined || reachOf(member.assignments, 'training.join') === undefined
    ? undefined
    : member;
}

/** What app.take_course_place and app.leave_course_place say, and what decides between two at once. */
const refusals = { NU501: 'course_closed', NU503: 'course_begun' } as const;

/** @throws AppError as the database refused it, else the error itself */
export function refuseTaking(error: unknown): never {
  const { code } = error as { code?: string };
  const known = code === undefined ? undefined : refusals[code as keyof typeof refusals];
  if (known !== undefined) throw new AppError(known);
  if (violatedConstraint(error) === 'course_enrolment_once_key') throw new AppError('enrolled_already');
  throw error;
}

/** @throws AppError not_found, course_begun, course_called_off */
export async function withdrawEnrolment(change: Change, caller: Caller, id: string): Promise<CourseView> {
  const { organisationId } = change;
  const known = await change.first(enrolments.readEnrolment({ organisationId, id }));
  if (known === undefined) throw new AppError('not_found');
  const { course_id: courseId } = known;
  const { state } = await hold(change, courseId);
  if (state === 'called_off' && known.state !== 'withdrawn') throw new AppError('course_called_off');
  if (await giveBack(change, id))
    change.audit({ action: 'course.withdraw', subjectKind: 'account', subjectIds: [known.account_id] });
  return readCourse(change, caller, courseId);
}

/** Of a course that may have free places and a line: who waits comes first, and is told. */
async function moveUp(change: Change, courseId: string): Promise<void> {
  const { organisationId, now } = change;
  const [moved] = await change.all(enrolments.moveUpInCourse({ organisationId, courseId, now }));
  // whose they are, who enrols does not see: the kind finds them
  for (const { id } of moved) notify(change, { kind: coursePlace, matterId: id });
}

/** The course is held. @returns whether there was something to give back */
async function giveBack(change: Change, id: string): Promise<boolean> {
  const { organisationId, now } = change;
  const [[row]] = await change.all(enrolments.readEnrolment({ organisationId, id }));
  if (row === undefined || row.state === 'withdrawn') return false;
  const [[left]] = await change.all(enrolments.withdraw({ organisationId, id, now }));
  const next = left?.followed_by ?? null;
  // whose it is, who left does not see: the kind finds them
  if (next !== null) notify(change, { kind: coursePlace, matterId: next });
  return true;
}

/**
 * Whoever does not work here any more, or has no role that takes part in courses, leaves their places to others; who only waits for a link to sign in
 * again keeps them. Who has the role again that a course is for may have a place that was kept free so far.
 */
export async function followInCourses(change: Change, accountId: string): Promise<void> {
  const { organisationId, now } = change;
  const account = await change.first(readAccount({ organisationId, accountId }));
  const mayStay =
    account?.status === 'active'
      ? (await findParticipant(change, accountId)) !== undefined
      : account?.status !== 'suspended';
  const [coming] = await change.all(enrolments.listComing({ organisationId, accountId, now }));
  for (const { id, course_id: courseId, state: own } of coming) {
    if (mayStay && own !== 'waiting') continue;
    const { state, begins_at: beginsAt } = await hold(change, courseId);
    if (state !== 'open' || beginsAt <= now) continue;
    if (mayStay) await moveUp(change, courseId);
    else await giveBack(change, id);
  }
}
