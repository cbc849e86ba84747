import type { Permission } from '../../domain/access/roles.ts';
import { bilingual } from '../../domain/language.ts';
import { mattersOf, type NotificationKind, sightsOf } from '../notifications/public.ts';
import type { Reading } from '../platform/work/work.ts';
import * as enrolments from './sql-enrolments.ts';
import * as sql from './sql.ts';

const path = '/training';
const permission: Permission = 'training.join';

/** Somebody has a place: they moved up, or a colleague enrolled them. */
export const coursePlace: NotificationKind = {
  kind: 'course.place_given',
  urgency: 'normal',
  title: bilingual('您有一门培训的名额了', 'You have a place in a course'),
  path,
  permission,
  look: async (reading, occasions) => {
    const { organisationId, now } = reading;
    const ids = mattersOf(occasions);
    const [rows] = await reading.all(enrolments.listEnrolmentsById({ organisationId, ids }));
    return sightsOf(occasions, rows, (row) => ({
      waits: row.state === 'enrolled' && row.course_state === 'open' && row.begins_at > now,
      audience: () => [row.account_id],
    }));
  },
};

/** A lesson is at another time, or the course at another place. */
export const courseMoved: NotificationKind = {
  kind: 'course.moved',
  urgency: 'normal',
  title: bilingual(
    '您报名的培训改了时间或地点',
    'A course that you take part in is at another time or place',
  ),
  path,
  permission,
  look: async (reading, occasions) => {
    const { organisationId, now } = reading;
    const [rows] = await reading.all(sql.listCoursesById({ organisationId, ids: mattersOf(occasions) }));
    return sightsOf(occasions, rows, (row) => ({
      waits: row.state === 'open' && row.ends_at > now,
      audience: () => listTakingPart(reading, row.id),
    }));
  },
};

export const courseCalledOff: NotificationKind = {
  kind: 'course.called_off',
  urgency: 'normal',
  title: bilingual('您报名的培训取消了', 'A course that you enrolled in was called off'),
  path,
  permission,
  look: async (reading, occasions) => {
    const { organisationId, now } = reading;
    const [rows] = await reading.all(sql.listCoursesById({ organisationId, ids: mattersOf(occasions) }));
    return sightsOf(occasions, rows, (row) => ({
      // whoever reads of it once it would have been over need not know any more
      waits: row.state === 'called_off' && row.ends_at > now,
      audience: () => listTakingPart(reading, row.id),
    }));
  },
};

/** A void certificate waits for its holder to have another made; whoever does not, or was not there long enough, knows by then. */
const VOID_DAYS = 60;

/** What it says was corrected. */
export const courseCertificateVoid: NotificationKind = {
  kind: 'course.certificate_void',
  urgency: 'normal',
  title: bilingual(
    '您的一份培训结业证书因出勤更正已作废，看看能否重新出具',
    'A certificate of a course of yours is void, since attendance was corrected: see whether a new one can be made',
  ),
  path,
  permission,
  look: async (reading, occasions) => {
    const { organisationId, now } = reading;
    const [rows] = await reading.all(enrolments.listVoidById({ organisationId, ids: mattersOf(occasions) }));
    const since = now.getTime() - VOID_DAYS * 24 * 60 * 60_000;
    return sightsOf(occasions, rows, (row) => ({
      waits: row.is_replaced !== true && (row.withdrawn_at?.getTime() ?? 0) > since,
      audience: () => [row.account_id],
    }));
  },
};

/** Also who waits: they keep the time free. */
async function listTakingPart(
  { all, organisationId }: Pick<Reading, 'all' | 'organisationId'>,
  courseId: string,
): Promise<string[]> {
  const [rows] = await all(enrolments.listEnrolments({ organisationId, courseId }));
  return rows.filter(({ state }) => state !== 'withdrawn').map((row) => row.account_id);
}

export const trainingNotifications: readonly NotificationKind[] = [
  coursePlace,
  courseMoved,
  courseCalledOff,
  courseCertificateVoid,
];
