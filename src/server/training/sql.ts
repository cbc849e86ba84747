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

const courseColumns = [
  'course.id',
  'course.title',
  'course.content',
  'course.organiser',
  'course.kind',
  'course.place',
  'course.link',
  'course.roles',
  'course.specialities',
  'course.capacity',
  'course.share',
  'course.minutes',
  'course.credit_minutes',
  'course.begins_at',
  'course.ends_at',
  'course.state',
  'course.sealed_reason',
  'course.taken',
  'course.waiting',
  'course.arrivals',
  'course.created_by',
  'course.version',
] as const;

/** What is said of a course, by its columns. */
interface Said {
  title: string;
  content: string;
  organiser: string;
  kind: string;
  place: string;
  link: string;
  roles: string[];
  specialities: string[];
  capacity: number | null;
  share: number;
  minutes: number;
  creditMinutes: number;
  beginsAt: Date;
  endsAt: Date;
}

const said = (p: Said) => ({
  title: p.title,
  content: p.content,
  organiser: p.organiser,
  kind: p.kind,
  place: p.place,
  link: p.link,
  roles: p.roles,
  specialities: p.specialities,
  capacity: p.capacity,
  share: p.share,
  minutes: p.minutes,
  credit_minutes: p.creditMinutes,
  begins_at: p.beginsAt,
  ends_at: p.endsAt,
});

export const insertCourse = prepare((p: OfId & Said & { by: string; now: Date }) =>
  query.insertInto('course').values({
    organisation_id: p.organisationId,
    id: p.id,
    ...said(p),
    state: 'draft',
    created_by: p.by,
    created_at: p.now,
    updated_at: p.now,
  }),
);

/** With more places app.fill_course moves up who waits. */
export const changeCourse = prepare((p: OfId & Said & { version: number; now: Date }) =>
  query
    .updateTable('course')
    .set({ ...said(p), version: p.version, updated_at: p.now })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const moveCourse = prepare(
  (p: OfId & { state: string; sealedReason: Buffer | null; version: number; now: Date }) =>
    query
      .updateTable('course')
      .set({ state: p.state, sealed_reason: p.sealedReason, version: p.version, updated_at: p.now })
      .where('organisation_id', '=', p.organisationId)
      .where('id', '=', p.id),
);

/** Whoever changes an enrolment or an attendance holds its course first, also who may not change the course. */
export const holdCourse = prepare((p: OfCourse) =>
  query.selectNoFrom(raw<boolean>`app.hold_course(${p.organisationId}, ${p.courseId})`.as('is_held')),
);

export const readCourse = prepare((p: OfCourse) =>
  query
    .selectFrom('course')
    .select(courseColumns)
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.courseId),
);

export const listCoursesById = prepare((p: InOrganisation & { ids: readonly string[] }) =>
  query
    .selectFrom('course')
    .select(['id', 'state', 'begins_at', 'ends_at'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);

interface Listed extends InOrganisation {
  limit: number;
  withDrafts: boolean;
  /** those that are open and begin later than this */
  openAfter?: Date | undefined;
  /** those that this account is enrolled in, or waits for */
  accountId?: string | undefined;
  after?: readonly [Date, string] | undefined;
}

/** The next first where they are still to come, else the latest first. */
export const listCourses = prepareVariants((p: Listed) => {
  const { openAfter, accountId, after } = p;
  const direction = openAfter === undefined ? 'desc' : 'asc';
  let rows = query
    .selectFrom('course')
    .select(courseColumns)
    .where('organisation_id', '=', p.organisationId)
    // what was called off before anybody enrolled was never more than a draft to them
    .where(({ or, eb, val }) =>
      or([
        raw<boolean>`(state <> 'draft' and not (state = 'called_off' and arrivals = 0))`,
        eb(val(p.withDrafts), '=', true),
      ]),
    )
    .orderBy('begins_at', direction)
    .orderBy('id', direction)
    .limit(p.limit);
  if (openAfter !== undefined) rows = rows.where('state', '=', 'open').where('begins_at', '>', openAfter);
  if (accountId !== undefined)
    rows = rows.where(({ exists, selectFrom, ref }) =>
      exists(
        selectFrom('course_enrolment as mine')
          .select('mine.id')
          .where('mine.organisation_id', '=', ref('course.organisation_id'))
          .where('mine.course_id', '=', ref('course.id'))
          .where('mine.account_id', '=', accountId)
          .where('mine.state', '<>', 'withdrawn'),
      ),
    );
  if (after === undefined) return rows;
  const [beginsAt, id] = [raw`${after[0]}::timestamptz`, raw`${after[1]}::uuid`];
  return rows.where(
    direction === 'asc'
      ? raw<boolean>`(course.begins_at, course.id) > (${beginsAt}, ${id})`
      : raw<boolean>`(course.begins_at, course.id) < (${beginsAt}, ${id})`,
  );
});

export const listLessons = prepare((p: OfCourse) =>
  query
    .selectFrom('course_lesson')
    .select(['id', 'course_id', 'title', 'starts_at', 'ends_at', 'minutes'])
    .where('organisation_id', '=', p.organisationId)
    .where('course_id', '=', p.courseId)
    .orderBy('starts_at')
    .orderBy('id'),
);

export const readLesson = prepare((p: OfId) =>
  query
    .selectFrom('course_lesson')
    .select(['id', 'course_id', 'starts_at', 'ends_at', 'minutes'])
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const listLessonsById = prepare((p: InOrganisation & { ids: readonly string[] }) =>
  query
    .selectFrom('course_lesson')
    .select(['id', 'course_id'])
    .where('organisation_id', '=', p.organisationId)
    .where(raw<boolean>`id = any(${p.ids}::uuid[])`),
);

interface LessonRow extends OfId {
  title: string;
  startsAt: Date;
  endsAt: Date;
  minutes: number;
  now: Date;
}

export const insertLesson = prepare((p: LessonRow & { courseId: string }) =>
  query.insertInto('course_lesson').values({
    organisation_id: p.organisationId,
    id: p.id,
    course_id: p.courseId,
    title: p.title,
    starts_at: p.startsAt,
    ends_at: p.endsAt,
    minutes: p.minutes,
    created_at: p.now,
    changed_at: p.now,
  }),
);

export const changeLesson = prepare((p: LessonRow) =>
  query
    .updateTable('course_lesson')
    .set({
      title: p.title,
      starts_at: p.startsAt,
      ends_at: p.endsAt,
      minutes: p.minutes,
      changed_at: p.now,
    })
    .where('organisation_id', '=', p.organisationId)
    .where('id', '=', p.id),
);

export const deleteLesson = prepare((p: OfId) =>
  query.deleteFrom('course_lesson').where('organisation_id', '=', p.organisationId).where('id', '=', p.id),
);

/** Those of courses that an account has a place in. */
export const listOwnLessons = prepare(
  (p: InOrganisation & { accountId: string; from: Date; until: Date; limit: number }) =>
    query
      .selectFrom('course_lesson as lesson')
      .innerJoin('course', (join) =>
        join
          .onRef('course.organisation_id', '=', 'lesson.organisation_id')
          .onRef('course.id', '=', 'lesson.course_id'),
      )
      .innerJoin('course_enrolment as mine', (join) =>
        join
          .onRef('mine.organisation_id', '=', 'lesson.organisation_id')
          .onRef('mine.course_id', '=', 'lesson.course_id'),
      )
      .select([
        'lesson.id',
        'lesson.course_id',
        'lesson.starts_at',
        'lesson.ends_at',
        'lesson.created_at',
        'lesson.changed_at',
      ])
      .where('lesson.organisation_id', '=', p.organisationId)
      .where('mine.account_id', '=', p.accountId)
      .where('mine.state', '=', 'enrolled')
      .where('course.state', 'in', ['open', 'ended'])
      .where('lesson.starts_at', '>=', p.from)
      .where('lesson.starts_at', '<', p.until)
      .orderBy('lesson.starts_at')
      .orderBy('lesson.id')
      .limit(p.limit),
);
