import { randomBytes } from 'node:crypto';
import type { AnswerOf } from '../../contract/operation.ts';
import type { IssueCourseCertificate } from '../../contract/training.ts';
import { makeCertificateNumber } from '../../domain/certificates/certificate-number.ts';
import {
  COURSE_CERTIFICATE_PREFIX,
  type CourseCertificateContent,
  courseCertificateAddress,
} from '../../domain/training/course-certificate.ts';
import { listDisplayNames } from '../identity/public.ts';
import { getOrganisation } from '../organisations/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change, Reading } from '../platform/work/work.ts';
import type { RenderedReport } from '../reports/public.ts';
import { type Caller, completionOf, type CourseRow, hold } from './courses.ts';
import { newestOf } from './marks.ts';
import { openContent, sealContent } from './sealed.ts';
import * as sql from './sql-enrolments.ts';

type Issued = AnswerOf<typeof IssueCourseCertificate>;
type Access = Pick<Reading, 'all' | 'organisationId'>;

const NUMBER_BYTES = 10;

/** The one that there is already where it is still good. @throws AppError not_found, course_not_ended, course_not_completed */
export async function issueCertificate(
  change: Change,
  { accountId: by }: Caller,
  { id, enrolmentId, origin }: { id: string; enrolmentId: string; origin: string },
): Promise<Issued> {
  const { organisationId, keys, now } = change;
  const known = await change.first(sql.readEnrolment({ organisationId, id: enrolmentId }));
  if (known === undefined) throw new AppError('not_found');
  const { course_id: courseId, account_id: accountId } = known;
  const course = await hold(change, courseId);
  const [there, marks, names] = await change.all(
    sql.listCertificates({ organisationId, enrolmentIds: [enrolmentId] }),
    sql.listMarks({ organisationId, courseId, enrolmentId }),
    listDisplayNames({ organisationId }),
  );
  const [before] = there;
  if (before !== undefined) return viewIssued(before);
  if (course.state !== 'ended') throw new AppError('course_not_ended');
  const completion = completionOf(course, [...newestOf(marks).values()]);
  if (!completion.isCompleted) throw new AppError('course_not_completed');
  const number = makeCertificateNumber(randomBytes(NUMBER_BYTES), COURSE_CERTIFICATE_PREFIX);
  const content: CourseCertificateContent = {
    number,
    name: names.find((account) => account.id === accountId)?.display_name ?? '',
    ...(await contentOf(change, course)),
    attendedMinutes: completion.attendedMinutes,
    creditedMinutes: completion.creditedMinutes,
  };
  const minutes = completion.attendedMinutes;
  const sealed = sealContent(keys, id, content);
  const row = { organisationId, id, number, enrolmentId, accountId, minutes, origin, sealed, by, now };
  change.push(sql.insertCertificate(row));
  change.audit({ action: 'course.certify', subjectKind: 'account', subjectIds: [accountId] });
  return viewIssued({ id, number, origin });
}

/** What it says of the course and of who confirms it. */
async function contentOf(change: Change, course: CourseRow) {
  const { timeZone, now } = change;
  const { organisation } = await getOrganisation(change);
  const { code, name, nameEn } = organisation;
  return {
    organisation: { code, name, nameEn },
    course: course.title,
    organiser: course.organiser,
    from: dayIn(timeZone, course.begins_at),
    until: dayIn(timeZone, course.ends_at),
    minutes: course.minutes,
    issuedOn: dayIn(timeZone, now),
    issuedAt: now.toISOString(),
  };
}

function viewIssued({ id, number, origin }: { id: string; number: string; origin: string }): Issued {
  return { id, number, address: courseCertificateAddress(origin, number) };
}

/** What a repeated request finds: what it made, or the one that there was already. @throws AppError not_found */
export async function readIssued(
  { all, organisationId }: Access,
  { id, enrolmentId }: { id: string; enrolmentId: string },
): Promise<Issued> {
  const [[made], [before]] = await all(
    sql.readCertificate({ organisationId, id }),
    sql.listCertificates({ organisationId, enrolmentIds: [enrolmentId] }),
  );
  // one that is good no more is not what was asked for
  const row = before ?? made;
  if (row === undefined) throw new AppError('not_found');
  if (before === undefined && made?.withdrawn_at != null) throw new AppError('course_certificate_withdrawn');
  return viewIssued(row);
}

/** @throws AppError not_found, course_certificate_withdrawn */
export async function readFile(
  reading: Reading,
  id: string,
  language: 'zh' | 'both',
): Promise<RenderedReport & { name: string }> {
  const { organisationId, keys } = reading;
  const row = await reading.first(sql.readCertificate({ organisationId, id }));
  if (row === undefined) throw new AppError('not_found');
  if (row.withdrawn_at !== null) throw new AppError('course_certificate_withdrawn');
  const address = courseCertificateAddress(row.origin, row.number);
  // its writer is read when it is first asked for
  const { courseCertificatePdf } = await import('./certificate-pdf.ts');
  const rendered = await courseCertificatePdf(openContent(keys, row), { language, address });
  return { ...rendered, name: `${row.number}.pdf` };
}
