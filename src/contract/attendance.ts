import { type Static, Type } from 'typebox';
import { serviceCategories } from '../domain/volunteers/profile-words.ts';
import { absenceReasons, attendanceWays } from '../domain/volunteers/attendance.ts';
import { serviceSources, serviceStates } from '../domain/volunteers/service.ts';
import {
  CalendarDay,
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  Nothing,
  Nullable,
  OneOf,
  operation,
  PageQuery,
  PlainText,
} from './operation.ts';

const tag = 'volunteering';

/** Six digits of the screen, or what the station's poster says. */
const Code = LineText({
  minLength: 6,
  maxLength: 24,
  description: 'six digits, or the code of the station’s QR',
});
const At = Type.Optional(
  Type.String({
    format: 'date-time',
    description: 'when it was, where the telephone had no network then; otherwise the server’s clock counts',
  }),
);
/** Only how far it is from the place is kept. */
const Position = Exactly({
  latitude: Type.Number({ minimum: -90, maximum: 90 }),
  longitude: Type.Number({ minimum: -180, maximum: 180 }),
  accuracyMetres: Type.Number({ minimum: 0, maximum: 100_000 }),
});

export const ReadCheckInCode = operation({
  method: 'GET',
  url: '/api/v1/shifts/:id/check-in-code',
  access: 'volunteer.manage',
  tag,
  summary: 'The six digits by which volunteers check in to a shift during this minute, and the one after it',
  params: IdParams,
  response: {
    200: Exactly({
      code: Type.String(),
      expiresAt: Instant,
      path: Type.String({ description: 'page that checks in with this code, for a QR' }),
    }),
  },
});

const CheckInView = Exactly({
  id: Id,
  shiftId: Id,
  signUpId: Id,
  checkedInAt: Instant,
  checkedInBy: OneOf(attendanceWays),
  checkedOutAt: Nullable(Instant),
  checkedOutBy: Nullable(OneOf(attendanceWays)),
});
export type CheckInView = Static<typeof CheckInView>;

export const CheckIn = operation({
  method: 'POST',
  url: '/api/v1/shifts/:id/check-ins',
  access: 'public_account',
  perMinute: 6_000,
  tag,
  summary:
    'Check in to a shift by the code that is shown there. Sent later, the code of that minute counts; at most a week after the end',
  params: IdParams,
  body: Exactly({ id: Id, code: Code, at: At, position: Type.Optional(Position) }),
  response: { 201: CheckInView },
});

export const CheckOut = operation({
  method: 'POST',
  url: '/api/v1/check-ins/:id/check-out',
  access: 'public_account',
  tag,
  summary:
    'Check out of a shift; the time within the shift is recorded as served. Told late and without a code, it waits for somebody of the staff',
  params: IdParams,
  body: Exactly({ code: Type.Optional(Code), at: At, position: Type.Optional(Position) }),
  response: { 200: CheckInView },
});

/** A time of service. */
const serviceFields = {
  id: Id,
  shiftId: Nullable(Id),
  title: Type.String({ description: 'what was done' }),
  siteId: Id,
  siteName: Type.String(),
  category: Nullable(OneOf(serviceCategories)),
  from: Instant,
  until: Instant,
  isDayOnly: Type.Boolean({
    description: 'at which hours of the day nobody wrote down: the times say the day, and how long it was',
  }),
  excludedMinutes: Type.Integer({ description: 'travel, meals and whatever else was no service' }),
  minutes: Type.Integer({ description: 'served' }),
  source: OneOf(serviceSources),
  state: OneOf(serviceStates),
  replacesId: Nullable(Id),
  reason: Type.String({ description: 'why it was entered afterwards' }),
  answer: Type.String({ description: 'of whoever decided' }),
  decidedAt: Nullable(Instant),
};
export const OwnService = Exactly({
  ...serviceFields,
  organisationId: Id,
  organisationName: Type.String(),
  organisationNameEn: Nullable(Type.String()),
  timeZone: Type.String(),
});
export type OwnServiceView = Static<typeof OwnService>;

export const ReadOwnHours = operation({
  method: 'GET',
  url: '/api/v1/volunteers/me/hours',
  access: 'public_account',
  tag,
  summary: 'One’s own times of service at all organisations, the latest first',
  response: {
    200: Exactly({
      recordedMinutes: Type.Integer(),
      pendingMinutes: Type.Integer({ description: 'waiting for somebody who approves them' }),
      /** of shifts that one is at, or was not checked out of */
      open: Type.Array(CheckInView),
      items: Type.Array(OwnService),
    }),
  },
});

const entered = {
  from: Instant,
  until: Instant,
  excludedMinutes: Type.Optional(
    Type.Integer({
      minimum: 0,
      maximum: 1_440,
      description: 'travel, meals and whatever else was no service',
    }),
  ),
};

export const ClaimService = operation({
  method: 'POST',
  url: '/api/v1/my/service-claims',
  access: 'public_account',
  tag,
  summary:
    'Say when one really served at a shift, or that a record is not right; somebody of the staff decides and answers',
  body: Exactly({
    id: Id,
    shiftId: Id,
    replacesId: Type.Optional(Id),
    ...entered,
    reason: PlainText({ minLength: 1, maxLength: 500 }),
  }),
  response: { 201: OwnService },
});

/** As staff see it. */
const Service = Exactly({
  ...serviceFields,
  volunteerId: Id,
  opportunityId: Nullable(Id),
  enteredBy: Nullable(Id),
  enteredAt: Instant,
  decidedBy: Nullable(Id),
});
export type ServiceView = Static<typeof Service>;

export const ListVolunteerServices = operation({
  method: 'GET',
  url: '/api/v1/volunteers/:id/services',
  access: 'volunteer.read',
  tag,
  summary: 'The times of service of one volunteer, the latest first; the reading is recorded',
  params: IdParams,
  query: Exactly({ ...PageQuery }),
  response: {
    200: Exactly({
      recordedMinutes: Type.Integer(),
      backFilledMinutes: Type.Integer({ description: 'of the recorded: entered afterwards and approved' }),
      pendingMinutes: Type.Integer(),
      items: Type.Array(Service),
      next: Nullable(Type.String()),
    }),
  },
});

export const BackFillService = operation({
  method: 'POST',
  url: '/api/v1/volunteers/:id/services',
  access: 'volunteer.manage',
  tag,
  summary:
    'Enter a time of service afterwards, or what a recorded one should be; it counts once another person has approved it',
  params: IdParams,
  body: Exactly({
    id: Id,
    shiftId: Type.Optional(Id),
    siteId: Type.Optional(Id),
    title: Type.Optional(LineText({ maxLength: 80, description: 'what was done, where it was no shift' })),
    category: Type.Optional(Nullable(OneOf(serviceCategories))),
    replacesId: Type.Optional(Id),
    ...entered,
    reason: PlainText({ minLength: 1, maxLength: 500 }),
  }),
  response: { 201: Service },
});

export const DecideService = operation({
  method: 'POST',
  url: '/api/v1/services/:id/decide',
  access: 'volunteer.manage',
  tag,
  summary:
    'Approve a time of service that was entered afterwards, or decline it with an answer; not by whoever entered it',
  params: IdParams,
  body: Exactly({
    decision: OneOf(['recorded', 'declined'] as const),
    answer: Type.Optional(PlainText({ maxLength: 500 })),
  }),
  response: { 200: Service },
});

/** Of one who has, or had, a place. */
const ShiftAttendance = Exactly({
  signUpId: Id,
  volunteerId: Id,
  checkInId: Nullable(Id),
  checkedInAt: Nullable(Instant),
  checkedInBy: Nullable(OneOf(attendanceWays)),
  checkedInMetres: Nullable(Type.Integer({ description: 'from the place' })),
  toldInAt: Nullable(
    Type.String({ format: 'date-time', description: 'when the server heard of the check-in' }),
  ),
  checkedOutAt: Nullable(Instant),
  checkedOutBy: Nullable(OneOf(attendanceWays)),
  checkedOutMetres: Nullable(Type.Integer()),
  toldOutAt: Nullable(Instant),
  absentBecause: Nullable(OneOf(absenceReasons)),
  minutes: Nullable(Type.Integer({ description: 'recorded; null: nothing is' })),
  pendingMinutes: Nullable(Type.Integer()),
});
export type ShiftAttendanceView = Static<typeof ShiftAttendance>;

export const ListShiftAttendance = operation({
  method: 'GET',
  url: '/api/v1/shifts/:id/attendance',
  access: 'volunteer.read',
  tag,
  summary: 'Who came to a shift, when, and by what it is known; the reading is recorded',
  params: IdParams,
  response: { 200: Exactly({ items: Type.Array(ShiftAttendance) }) },
});

export const CheckVolunteerIn = operation({
  method: 'POST',
  url: '/api/v1/shifts/:id/check-ins-by-staff',
  access: 'volunteer.manage',
  tag,
  summary:
    'Check in somebody who stands here without a telephone, now; what was earlier is entered afterwards',
  params: IdParams,
  body: Exactly({ id: Id, signUpId: Id }),
  response: { 201: ShiftAttendance },
});

export const CheckVolunteerOut = operation({
  method: 'POST',
  url: '/api/v1/check-ins/:id/check-out-by-staff',
  access: 'volunteer.manage',
  tag,
  summary: 'Check out somebody who leaves now; checked out twice, it stays with the first',
  params: IdParams,
  response: { 200: ShiftAttendance },
});

export const NoteAbsence = operation({
  method: 'PUT',
  url: '/api/v1/sign-ups/:id/absence',
  access: 'volunteer.manage',
  tag,
  summary: 'Note that somebody with a place was not there, and why as far as it is known',
  params: IdParams,
  body: Exactly({ reason: OneOf(absenceReasons) }),
  response: { 200: ShiftAttendance },
});

export const WithdrawAbsence = operation({
  method: 'DELETE',
  url: '/api/v1/sign-ups/:id/absence',
  access: 'volunteer.manage',
  tag,
  summary: 'Somebody was there after all; withdrawn twice, it is withdrawn',
  params: IdParams,
  response: { 200: Nothing },
});

export const dueKinds = ['nobody_checked', 'not_checked_out', 'to_approve'] as const;

export const ListServiceDues = operation({
  method: 'GET',
  url: '/api/v1/service-dues',
  access: 'volunteer.read',
  tag,
  summary:
    'Service that is not recorded yet, by the day until which it has to be: ten working days after the activity; at most 500',
  response: {
    200: Exactly({
      items: Type.Array(
        Exactly({
          kind: OneOf(dueKinds),
          /** of the shift, where there is one */
          shiftId: Nullable(Id),
          signUpId: Nullable(Id),
          serviceId: Nullable(Id),
          volunteerId: Id,
          volunteerNumber: Type.String(),
          name: Nullable(Type.String()),
          title: Type.String(),
          siteName: Type.String(),
          startsAt: Instant,
          endsAt: Instant,
          minutes: Nullable(Type.Integer({ description: 'asked for' })),
          source: Nullable(OneOf(serviceSources)),
          reason: Type.String(),
          missing: Type.Array(Type.String(), {
            description:
              'of help: what whoever helped should have had on that day and had not, such as check.minors',
          }),
          enteredBy: Nullable(Id),
          dueOn: CalendarDay,
          isOverdue: Type.Boolean(),
        }),
      ),
    }),
  },
});
export type ServiceDueView = Static<(typeof ListServiceDues)['response'][200]>['items'][number];

export const ReadStationCode = operation({
  method: 'GET',
  url: '/api/v1/sites/:id/station-code',
  access: 'volunteer.manage',
  tag,
  summary: 'The code of a site’s QR by which volunteers check in without a screen; null: there is none',
  params: IdParams,
  response: { 200: Exactly({ path: Nullable(Type.String()), madeAt: Nullable(Instant) }) },
});

export const MakeStationCode = operation({
  method: 'POST',
  url: '/api/v1/sites/:id/station-code',
  access: 'volunteer.manage',
  tag,
  summary: 'A new code for a site’s QR; posters with the one before check nobody in any more',
  params: IdParams,
  response: { 201: Exactly({ path: Type.String(), madeAt: Instant }) },
});

export const EndStationCode = operation({
  method: 'DELETE',
  url: '/api/v1/sites/:id/station-code',
  access: 'volunteer.manage',
  tag,
  summary: 'No QR of a site checks anybody in; ended twice, it is ended',
  params: IdParams,
  response: { 200: Nothing },
});
