import { type Static, Type } from 'typebox';
import { roles } from '../domain/access/roles.ts';
import { courseKinds, courseStates, enrolmentStates } from '../domain/training/course-life.ts';
import { specialities } from '../domain/talent/professional-words.ts';
import {
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  Nullable,
  OneOf,
  operation,
  PageOf,
  PageQuery,
  PlainText,
} from './operation.ts';

const tag = 'training';
/** A course of a school year, once a week. */
const MOST_LESSONS = 60;

const EnteredLesson = Exactly({
  id: Id,
  title: LineText({ maxLength: 80 }),
  startsAt: Instant,
  endsAt: Instant,
  minutes: Type.Integer({ minimum: 1, maximum: 1440, description: 'that count: breaks are left out' }),
});

/** What lists say of a course too. */
const listed = {
  title: LineText({ minLength: 1, maxLength: 80 }),
  organiser: LineText({ maxLength: 80, description: 'empty: the organisation itself' }),
  kind: OneOf(courseKinds, 'outside: of somebody else, to which colleagues are sent'),
  place: LineText({ maxLength: 200 }),
  link: LineText({ maxLength: 500, description: 'http(s) address of an online course; empty: none' }),
  roles: Type.Array(OneOf(roles), {
    maxItems: roles.length,
    uniqueItems: true,
    description: 'for whoever has one of them; none: for everybody',
  }),
  specialities: Type.Array(OneOf(specialities), {
    maxItems: specialities.length,
    uniqueItems: true,
    description: 'what of the profession it is about',
  }),
  capacity: Nullable(Type.Integer({ minimum: 1, maximum: 5000, description: 'null: no limit' })),
  share: Type.Integer({
    minimum: 1,
    maximum: 100,
    description: 'percent of all minutes that whoever completes it was there for',
  }),
  creditMinutes: Type.Integer({
    minimum: 0,
    maximum: 100_000,
    description: 'of continuing education, for whoever was there all the time',
  }),
};
const EnteredCourse = {
  ...listed,
  content: PlainText({ minLength: 1, maxLength: 4000 }),
  lessons: Type.Array(EnteredLesson, { minItems: 1, maxItems: MOST_LESSONS }),
};
const Entered = Exactly(EnteredCourse);
export type EnteredCourseBody = Static<typeof Entered>;

const OwnEnrolment = Nullable(
  Exactly({
    id: Id,
    state: OneOf(enrolmentStates),
    position: Nullable(Type.Integer({ description: 'among those who wait, from 1' })),
  }),
);

const item = {
  id: Id,
  ...listed,
  minutes: Type.Integer({ description: 'of all lessons' }),
  beginsAt: Instant,
  endsAt: Instant,
  state: OneOf(courseStates),
  taken: Type.Integer(),
  waiting: Type.Integer(),
  own: OwnEnrolment,
  version: Type.Integer(),
};
const CourseItem = Exactly(item);
export type CourseItemView = Static<typeof CourseItem>;

/** How much of a course somebody was at, and what follows from it. */
const completion = {
  attendedMinutes: Type.Integer(),
  creditedMinutes: Type.Integer({ description: 'of continuing education' }),
  isCompleted: Type.Boolean(),
};
const CertificateOf = Nullable(Exactly({ id: Id, number: Type.String() }));

const Lesson = Exactly({
  ...EnteredLesson.properties,
  isMarked: Type.Boolean({
    description: 'attendance was marked: it is neither moved nor taken out any more',
  }),
  ownMinutes: Nullable(Type.Integer({ description: 'that one was there oneself; null: not marked' })),
});

const Course = Exactly({
  ...item,
  content: Type.String(),
  lessons: Type.Array(Lesson),
  calledOffBecause: Nullable(Type.String()),
  createdBy: Id,
  ownCompletion: Nullable(Exactly(completion)),
  ownCertificate: CertificateOf,
});
export type CourseView = Static<typeof Course>;

export const courseViews = ['open', 'mine', 'all'] as const;

export const ListCourses = operation({
  method: 'GET',
  url: '/api/v1/courses',
  access: 'training.join',
  tag,
  summary:
    'Courses of the organisation: those that one may still enrol in, the next first; one’s own or all, the latest first. Drafts are listed to whoever runs courses',
  query: Exactly({ ...PageQuery, view: Type.Optional(OneOf(courseViews)) }),
  response: { 200: PageOf(CourseItem) },
});

export const ReadCourse = operation({
  method: 'GET',
  url: '/api/v1/courses/:id',
  access: 'training.join',
  tag,
  summary: 'A course with its lessons, and how one stands to it oneself',
  params: IdParams,
  response: { 200: Course },
});

export const CreateCourse = operation({
  method: 'POST',
  url: '/api/v1/courses',
  access: 'training.manage',
  tag,
  summary: 'Plan a course, as a draft that colleagues do not see yet',
  body: Exactly({ id: Id, ...EnteredCourse }),
  response: { 201: Course },
});

export const ChangeCourse = operation({
  method: 'PUT',
  url: '/api/v1/courses/:id',
  access: 'training.manage',
  versioned: true,
  tag,
  summary:
    'Say anew what a course is and when; whoever is enrolled hears of another time or place, and with more places those who wait move up',
  params: IdParams,
  body: Entered,
  response: { 200: Course },
});

export const MoveCourse = operation({
  method: 'PUT',
  url: '/api/v1/courses/:id/state',
  access: 'training.manage',
  versioned: true,
  tag,
  summary: 'Open a course to colleagues, end it once it is over, or call it off before it begins',
  params: IdParams,
  body: Exactly({
    state: OneOf(['open', 'ended', 'called_off'] as const),
    reason: Type.Optional(
      PlainText({ maxLength: 500, description: 'why it is called off, told to whoever is enrolled' }),
    ),
  }),
  response: { 200: Course },
});

const Mark = Exactly({
  id: Id,
  lessonId: Id,
  minutes: Type.Integer(),
  markedBy: Id,
  markedAt: Instant,
  reason: Nullable(Type.String({ description: 'of a correction' })),
  earlier: Type.Array(
    Exactly({ minutes: Type.Integer(), markedBy: Id, markedAt: Instant, reason: Nullable(Type.String()) }),
    { description: 'what stood there before, the first first' },
  ),
});

const Enrolment = Exactly({
  id: Id,
  accountId: Id,
  state: OneOf(enrolmentStates),
  position: Nullable(Type.Integer()),
  enrolledBy: Id,
  enrolledAt: Instant,
  changedAt: Instant,
  marks: Type.Array(Mark, { description: 'one for each lesson at which attendance was marked' }),
  ...completion,
  certificate: CertificateOf,
});
export type EnrolmentView = Static<typeof Enrolment>;

export const ListEnrolments = operation({
  method: 'GET',
  url: '/api/v1/courses/:id/enrolments',
  access: 'training.manage',
  tag,
  summary: 'Who takes part, who waits in which order, who left; with the attendance of each',
  params: IdParams,
  response: { 200: Exactly({ items: Type.Array(Enrolment) }) },
});

export const Enrol = operation({
  method: 'POST',
  url: '/api/v1/courses/:id/enrolments',
  access: 'training.join',
  tag,
  summary:
    'Enrol in a course before it begins, or a colleague for whoever runs courses; where it is full one waits, and moves up in order',
  params: IdParams,
  body: Exactly({ id: Id, accountId: Type.Optional(Id) }),
  response: { 201: Course },
});

export const WithdrawEnrolment = operation({
  method: 'POST',
  url: '/api/v1/course-enrolments/:id/withdraw',
  access: 'training.join',
  tag,
  summary:
    'Give one’s place back before the course begins, or take a colleague out for whoever runs courses; who waits first has it at once. Twice, it is given back',
  params: IdParams,
  response: { 200: Course },
});

export const MarkAttendance = operation({
  method: 'POST',
  url: '/api/v1/course-lessons/:id/attendance',
  access: 'training.manage',
  tag,
  summary:
    'Say how long somebody else was at a lesson that has begun; what stands there already is corrected with a reason, and stays beside',
  params: IdParams,
  body: Exactly({
    id: Id,
    enrolmentId: Id,
    minutes: Type.Integer({ minimum: 0, maximum: 1440, description: '0: was not there' }),
    replaces: Type.Optional(Id),
    reason: Type.Optional(PlainText({ minLength: 1, maxLength: 500 })),
  }),
  response: { 201: Enrolment },
});

export const IssueCourseCertificate = operation({
  method: 'POST',
  url: '/api/v1/course-certificates',
  access: 'training.join',
  tag,
  summary:
    'Have the certificate of a course made that one has completed, or a colleague for whoever runs courses; where there is one already, it is that',
  body: Exactly({ id: Id, enrolmentId: Id }),
  response: {
    201: Exactly({
      id: Id,
      number: Type.String(),
      address: Type.String({ description: 'where anybody sees what it says' }),
    }),
  },
});

export const ReadCourseCertificateFile = operation({
  method: 'GET',
  url: '/api/v1/course-certificates/:id/file',
  access: 'training.join',
  tag,
  summary: 'A certificate as a PDF to print, for whom it names and for whoever runs courses',
  params: IdParams,
  query: Exactly({
    language: Type.Optional(OneOf(['zh', 'both'] as const, 'Chinese, or Chinese with English')),
  }),
  response: { 200: Type.Unsafe<Uint8Array>(Type.String({ description: 'PDF' })) },
});
