import type { BodyOf } from '../../contract/operation.ts';
import type { EnrolmentView, MarkAttendance } from '../../contract/training.ts';
import { type Attended, isPossibleBeside } from '../../domain/training/both-at-once.ts';
import { lockAccount } from '../identity/public.ts';
import { notify } from '../notifications/public.ts';
import { AppError } from '../platform/work/errors.ts';
import type { Change } from '../platform/work/work.ts';
import { hold } from './courses.ts';
import { readEnrolment } from './enrolments.ts';
import { courseCertificateVoid } from './notifications.ts';
import { sealReason } from './sealed.ts';
import * as enrolments from './sql-enrolments.ts';
import * as sql from './sql.ts';

/**
 * How long somebody was at a lesson. What stands there is not written over: a correction names it, and says why.
 * @throws AppError not_found, attendance_own, attendance_marked, attendance_elsewhere, lesson_not_begun, course_state_passed, invalid_request
 */
export async function markAttendance(
  change: Change,
  { lessonId, accountId }: { lessonId: string; accountId: string },
  { id, enrolmentId, minutes, replaces, reason = '' }: BodyOf<typeof MarkAttendance>,
): Promise<EnrolmentView> {
  const { organisationId, keys, now } = change;
  const [[lesson], [enrolment]] = await change.all(
    sql.readLesson({ organisationId, id: lessonId }),
    enrolments.readEnrolment({ organisationId, id: enrolmentId }),
  );
  if (lesson === undefined || enrolment?.course_id !== lesson.course_id) throw new AppError('not_found');
  const { course_id: courseId } = lesson;
  const { account_id: holderId } = enrolment;
  // before its course, as enrolling and suspending do: of two at once who mark somebody at two courses the second sees the first
  change.push(lockAccount({ organisationId, accountId: holderId }));
  const course = await hold(change, courseId);
  const [[held], [there], marks, elsewhere] = await change.all(
    sql.readLesson({ organisationId, id: lessonId }),
    enrolments.readEnrolment({ organisationId, id: enrolmentId }),
    enrolments.listMarks({ organisationId, courseId, enrolmentId }),
    enrolments.listMarkedElsewhere({ organisationId, accountId: holderId, lessonId }),
  );
  if (held === undefined || there?.state !== 'enrolled') throw new AppError('not_found');
  if (there.account_id === accountId) throw new AppError('attendance_own');
  if (course.state !== 'open' && course.state !== 'ended') throw new AppError('course_state_passed');
  if (held.starts_at > now) throw new AppError('lesson_not_begun');
  if (minutes > held.minutes)
    throw new AppError('invalid_request', { fields: [{ path: '/minutes', code: 'lesson_minutes' }] });
  refuseBoth({ startsAt: held.starts_at, endsAt: held.ends_at, minutes }, elsewhere);
  const newest = marks.findLast((mark) => mark.lesson_id === lessonId);
  const isCorrected = newest !== undefined;
  if (newest?.id !== replaces || (isCorrected && reason.trim() === ''))
    throw new AppError('attendance_marked');
  change.push(
    enrolments.insertMark({
      organisationId,
      id,
      lessonId,
      enrolmentId,
      accountId: there.account_id,
      number: (newest?.number ?? 0) + 1,
      minutes,
      sealedReason: isCorrected ? sealReason(keys, 'course_attendance', id, reason.trim()) : null,
      by: accountId,
      now,
    }),
  );
  // what a certificate says is good no more
  if ((newest?.minutes ?? 0) !== minutes) await withdrawCertificate(change, enrolmentId, there.account_id);
  const action = isCorrected ? 'course.correct_attendance' : 'course.mark_attendance';
  change.audit({ action, subjectKind: 'account', subjectIds: [there.account_id] });
  return readEnrolment(change, enrolmentId);
}

/** @throws AppError attendance_elsewhere naming the course at which somebody was at that time */
function refuseBoth(
  attended: Attended,
  elsewhere: readonly { title: string; starts_at: Date; ends_at: Date; minutes: number }[],
): void {
  if (attended.minutes === 0) return;
  const others = elsewhere.map(({ starts_at: startsAt, ends_at: endsAt, minutes }) => ({
    startsAt,
    endsAt,
    minutes,
  }));
  const [other] = elsewhere;
  if (other === undefined || isPossibleBeside(attended, others)) return;
  const { title: course, minutes } = other;
  throw new AppError('attendance_elsewhere', { parameters: { course, minutes } });
}

async function withdrawCertificate(change: Change, enrolmentId: string, holderId: string): Promise<void> {
  const { organisationId, now } = change;
  const [withdrawn] = await change.all(enrolments.withdrawCertificate({ organisationId, enrolmentId, now }));
  for (const { id } of withdrawn)
    notify(change, { kind: courseCertificateVoid, matterId: id, to: [holderId] });
}
