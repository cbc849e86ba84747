import { sql as raw } from 'kysely';
import { prepare, prepareVariants, query } from '../platform/database/statement.ts';

interface InOrganisation {
  organisationId: string;
}
interface OfId extends InOrganisation {
  id: string;
}
interface OfCourse extends InOrganisation {
  courseId: string;
}

const columns = [
  'enrolment.id',
  'enrolment.course_id',
  'enrolment.account_id',
  'enrolment.state',
  'enrolment.enrolled_by',
  'enrolment.enrolled_at',
  'enrolment.changed_at',
] as const;

/** How it stands is decided by app.take_course_place, which fails with NU501. */
export const insertEnrolment = prepare(
  (p: OfId & { courseId: string; accountId: string; by: string; now: Date }) =>
    query.insertInto('course_enrolment').values({
      organisation_id: p.organisationId,
      id: p.id,
      course_id: p.courseId,
      account_id: p.accountId,
      enrolled_by: p.by,
      enrolled_at: p.now,
      changed_at: p.now,
    }),
);

/** Who waits first has the place: app.leave_course_place, which fails with NU502 and NU503. */
export const withdraw = prepare((p: OfId & { now: Date }) =>
  query
    .updateTable('course_enrolment')
    .set({ state: 'withdrawn', changed_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id)
    .returning('followed_by'),
);

export const readEnrolment = prepare((p: OfId) =>
  query
    .selectFrom('course_enrolment as enrolment')
    .select(columns)
    .select(
      raw<
        number | null
      >`case when state = 'waiting' then app.course_waiting_before(enrolment.organisation_id, enrolment.id) end`.as(
        'ahead',
      ),
    )
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

/** Of an account, in these courses; whoever left and enrolled again has the newest. */
export const listOwnEnrolments = prepare(
  (p: InOrganisation & { accountId: string; courseIds: readonly string[] }) =>
    query
      .selectFrom('course_enrolment as enrolment')
      .select(columns)
      .select(raw<number>`app.course_waiting_before(enrolment.organisation_id, enrolment.id)`.as('ahead'))
      .where('organisation_id', '=', p.organisationId)
      .where('account_id', '=', p.accountId)
      .where(raw<boolean>`course_id = any(${p.courseIds}::uuid[])`)
      .orderBy('arrival'),
);

/** In the order in which places are given. */
export const listEnrolments = prepare((p: OfCourse) =>
  query
    .selectFrom('course_enrolment as enrolment')
    .select(columns)
    .where('organisation_id', '=', p.organisationId)
    .where('course_id', '=', p.courseId)
    .orderBy('arrival'),
);

/** An open course that somebody has a place in or waits for, of which a lesson is at the time of one of this course. */
export const findAtSameTime = prepare((p: OfCourse & { accountId: string }) =>
  query
    .selectFrom('course_enrolment as mine')
    .innerJoin('course', (join) =>
      join
        .onRef('course.organisation_id', '=', 'mine.organisation_id')
        .onRef('course.id', '=', 'mine.course_id'),
    )
    .innerJoin('course_lesson as lesson', (join) =>
      join
        .onRef('lesson.organisation_id', '=', 'mine.organisation_id')
        .onRef('lesson.course_id', '=', 'mine.course_id'),
    )
    .innerJoin('course_lesson as wanted', (join) =>
      join
        .onRef('wanted.organisation_id', '=', 'mine.organisation_id')
        .onRef('wanted.starts_at', '<', 'lesson.ends_at')
        .onRef('wanted.ends_at', '>', 'lesson.starts_at'),
    )
    .select('course.title')
    .where('mine.organisation_id', '=', p.organisationId)
    .where('mine.account_id', '=', p.accountId)
    .where('mine.course_id', '<>', p.courseId)
    .where('mine.state', '<>', 'withdrawn')
    .where('course.state', '=', 'open')
    .where('wanted.course_id', '=', p.courseId)
    .orderBy('lesson.starts_at')
    .limit(1),
);

/** Has whoever waits and may come take what is free, of a course that takes people still. @returns who moved up */
export const moveUpInCourse = prepare((p: OfCourse & { now: Date }) =>
  query
    .selectFrom(
      raw<{ id: string }>`app.move_up_in_course(${p.organisationId}, ${p.courseId}, ${p.now})`.as<'moved'>(
        raw`moved (id)`,
      ),
    )
    .select('moved.id'),
);

/** Who has moved up at an instant. */
export const listMovedUp = prepare((p: OfCourse & { now: Date }) =>
  query
    .selectFrom('course_enrolment')
    .select(['id', 'account_id'])
    .where('organisation_id', '=', p.organisationId)
    .where('course_id', '=', p.courseId)
    .where('moved_up_at', '=', p.now),
);

/** With when their courses begin, for whoever is to be told. */
export const listEnrolmentsById = prepare((p: InOrganisation & { ids: readonly string[] }) =>
  query
    .selectFrom('course_enrolment as enrolment')
    .innerJoin('course', (join) =>
      join
        .onRef('course.organisation_id', '=', 'enrolment.organisation_id')
        .onRef('course.id', '=', 'enrolment.course_id'),
    )
    .select(['enrolment.id', 'enrolment.account_id', 'enrolment.state', 'course.begins_at'])
    .select('course.state as course_state')
    .where('enrolment.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`enrolment.id = any(${p.ids}::uuid[])`),
);

/** What an account has still to come, or waits for. */
export const listComing = prepare((p: InOrganisation & { accountId: string; now: Date }) =>
  query
    .selectFrom('course_enrolment as enrolment')
    .innerJoin('course', (join) =>
      join
        .onRef('course.organisation_id', '=', 'enrolment.organisation_id')
        .onRef('course.id', '=', 'enrolment.course_id'),
    )
    .select(['enrolment.id', 'enrolment.course_id', 'enrolment.state'])
    .where('enrolment.organisation_id', '=', p.organisationId)
    .where('enrolment.account_id', '=', p.accountId)
    .where('enrolment.state', '<>', 'withdrawn')
    .where('course.state', '=', 'open')
    .where('course.begins_at', '>', p.now)
    .orderBy('enrolment.course_id'),
);

/** Of a course or of one enrolment in it, the newest of each last. */
export const listMarks = prepareVariants(
  (p: OfCourse & { enrolmentId?: string | undefined; accountId?: string | undefined }) => {
    let rows = query
      .selectFrom('course_attendance as mark')
      .innerJoin('course_lesson as lesson', (join) =>
        join
          .onRef('lesson.organisation_id', '=', 'mark.organisation_id')
          .onRef('lesson.id', '=', 'mark.lesson_id'),
      )
      .select([
        'mark.id',
        'mark.lesson_id',
        'mark.enrolment_id',
        'mark.number',
        'mark.minutes',
        'mark.sealed_reason',
        'mark.marked_by',
        'mark.marked_at',
      ])
      .where('mark.organisation_id', '=', p.organisationId)
      .where('lesson.course_id', '=', p.courseId)
      .orderBy('lesson.starts_at')
      .orderBy('lesson.id')
      .orderBy('mark.number');
    if (p.enrolmentId !== undefined) rows = rows.where('mark.enrolment_id', '=', p.enrolmentId);
    if (p.accountId !== undefined) rows = rows.where('mark.account_id', '=', p.accountId);
    return rows;
  },
);

/** No correction stands for a `mark`. */
const isNewest = raw<boolean>`not exists (
  select from course_attendance later
    where later.organisation_id = mark.organisation_id and later.lesson_id = mark.lesson_id
      and later.enrolment_id = mark.enrolment_id and later.number > mark.number)`;

/** At which lessons of a course somebody was marked, for whoever runs it. */
export const listMarkedLessons = prepare((p: OfCourse) =>
  query
    .selectFrom('course_lesson as lesson')
    .select('lesson.id')
    .where('lesson.organisation_id', '=', p.organisationId)
    .where('lesson.course_id', '=', p.courseId)
    .where(({ exists, selectFrom, ref }) =>
      exists(
        selectFrom('course_attendance as mark')
          .select('mark.id')
          .where('mark.organisation_id', '=', ref('lesson.organisation_id'))
          .where('mark.lesson_id', '=', ref('lesson.id')),
      ),
    ),
);

/** What counts of somebody at lessons of other courses at the time of this one. */
export const listMarkedElsewhere = prepare((p: InOrganisation & { accountId: string; lessonId: string }) =>
  query
    .selectFrom('course_lesson as this')
    .innerJoin('course_lesson as lesson', (join) =>
      join
        .onRef('lesson.organisation_id', '=', 'this.organisation_id')
        .onRef('lesson.course_id', '<>', 'this.course_id')
        .onRef('lesson.starts_at', '<', 'this.ends_at')
        .onRef('lesson.ends_at', '>', 'this.starts_at'),
    )
    .innerJoin('course_attendance as mark', (join) =>
      join
        .onRef('mark.organisation_id', '=', 'lesson.organisation_id')
        .onRef('mark.lesson_id', '=', 'lesson.id'),
    )
    .innerJoin('course', (join) =>
      join
        .onRef('course.organisation_id', '=', 'lesson.organisation_id')
        .onRef('course.id', '=', 'lesson.course_id'),
    )
    .select(['course.title', 'lesson.starts_at', 'lesson.ends_at', 'mark.minutes'])
    .where('this.organisation_id', '=', p.organisationId)
    .where('this.id', '=', p.lessonId)
    .where('mark.account_id', '=', p.accountId)
    .where('mark.minutes', '>', 0)
    .where(isNewest)
    .orderBy('lesson.starts_at'),
);

export const insertMark = prepare(
  (
    p: OfId & {
      lessonId: string;
      enrolmentId: string;
      accountId: string;
      number: number;
      minutes: number;
      sealedReason: Buffer | null;
      by: string;
      now: Date;
    },
  ) =>
    query.insertInto('course_attendance').values({
      organisation_id: p.organisationId,
      id: p.id,
      lesson_id: p.lessonId,
      enrolment_id: p.enrolmentId,
      account_id: p.accountId,
      number: p.number,
      minutes: p.minutes,
      sealed_reason: p.sealedReason,
      marked_by: p.by,
      marked_at: p.now,
    }),
);

/** How long these accounts were at courses that are over and were not called off, with the begin of the last lesson that each was at. */
export const sumAttended = prepare((p: InOrganisation & { accountIds: readonly string[]; now: Date }) =>
  query
    .selectFrom('course_attendance as mark')
    .innerJoin('course_lesson as lesson', (join) =>
      join
        .onRef('lesson.organisation_id', '=', 'mark.organisation_id')
        .onRef('lesson.id', '=', 'mark.lesson_id'),
    )
    .innerJoin('course', (join) =>
      join
        .onRef('course.organisation_id', '=', 'lesson.organisation_id')
        .onRef('course.id', '=', 'lesson.course_id'),
    )
    .select(['mark.account_id', 'course.id', 'course.title', 'course.minutes', 'course.share'])
    .select('course.credit_minutes')
    .select([
      raw<number>`sum(mark.minutes)::int`.as('attended'),
      raw<Date>`max(lesson.starts_at) filter (where mark.minutes > 0)`.as('last_at'),
    ])
    .where('mark.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`mark.account_id = any(${p.accountIds}::uuid[])`)
    .where('course.state', 'in', ['open', 'ended'])
    .where('course.ends_at', '<=', p.now)
    .where(isNewest)
    .groupBy(['mark.account_id', 'course.organisation_id', 'course.id'])
    .having(raw<boolean>`sum(mark.minutes) > 0`)
    .orderBy('last_at')
    .orderBy('course.id'),
);

/** Of whom attendance is kept. */
export const listAttending = prepare((p: InOrganisation) =>
  query
    .selectFrom('course_attendance')
    .select('account_id')
    .distinct()
    .where('organisation_id', '=', p.organisationId),
);

const certificateColumns = [
  'id',
  'number',
  'enrolment_id',
  'account_id',
  'minutes',
  'origin',
  'sealed',
  'issued_at',
  'withdrawn_at',
] as const;

export const listCertificates = prepare((p: InOrganisation & { enrolmentIds: readonly string[] }) =>
  query
    .selectFrom('course_certificate')
    .select(['id', 'number', 'enrolment_id', 'minutes', 'origin'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`enrolment_id = any(${p.enrolmentIds}::uuid[])`)
    .where('withdrawn_at', 'is', null),
);

export const readCertificate = prepare((p: OfId) =>
  query
    .selectFrom('course_certificate')
    .select(certificateColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const insertCertificate = prepare(
  (
    p: OfId & {
      number: string;
      enrolmentId: string;
      accountId: string;
      minutes: number;
      origin: string;
      sealed: Buffer;
      by: string;
      now: Date;
    },
  ) =>
    query.insertInto('course_certificate').values({
      organisation_id: p.organisationId,
      id: p.id,
      number: p.number,
      enrolment_id: p.enrolmentId,
      account_id: p.accountId,
      minutes: p.minutes,
      origin: p.origin,
      sealed: p.sealed,
      issued_by: p.by,
      issued_at: p.now,
    }),
);

/** What it says was corrected. */
export const withdrawCertificate = prepare((p: InOrganisation & { enrolmentId: string; now: Date }) =>
  query
    .updateTable('course_certificate')
    .set({ withdrawn_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('enrolment_id', '=', p.enrolmentId)
    .where('withdrawn_at', 'is', null)
    .returning('id'),
);

/** Those that are void, with whether another was made since. */
export const listVoidById = prepare((p: InOrganisation & { ids: readonly string[] }) =>
  query
    .selectFrom('course_certificate as void')
    .select(['void.id', 'void.account_id', 'void.withdrawn_at'])
    .select(({ exists, selectFrom }) =>
      exists(
        selectFrom('course_certificate as other')
          .select('other.id')
          .whereRef('other.organisation_id', '=', 'void.organisation_id')
          .whereRef('other.enrolment_id', '=', 'void.enrolment_id')
          .where('other.withdrawn_at', 'is', null),
      ).as('is_replaced'),
    )
    .where('void.organisation_id', '=', p.organisationId)
    .where(raw<boolean>`void.id = any(${p.ids}::uuid[])`)
    .where('void.withdrawn_at', 'is not', null),
);

/** Whose a certificate is: asked in nobody's name. */
export const findByNumber = prepare((p: { number: string }) =>
  query
    .selectFrom(
      raw<{ organisation_id: string; certificate_id: string }>`app.find_course_certificate(${p.number})`.as(
        'found',
      ),
    )
    .select(['found.organisation_id', 'found.certificate_id']),
);
