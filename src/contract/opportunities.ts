import { type Static, Type } from 'typebox';
import { leavingReasons, signUpStates } from '../domain/volunteers/sign-up.ts';
import { serviceCategories, volunteerSkills } from '../domain/volunteers/profile-words.ts';
import { checkCodes, insuranceCodes } from '../domain/volunteers/qualification.ts';
import {
  CalendarDay,
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  NameText,
  Nothing,
  Nullable,
  OneOf,
  operation,
  PageOf,
  PageQuery,
  PlainText,
  some,
} from './operation.ts';
import { CalendarFeed } from './calendar.ts';
import { RegionCode } from './organisations.ts';

const tag = 'volunteering';

const Age = Type.Integer({ minimum: 14, maximum: 120 });
const Capacity = Type.Integer({ minimum: 1, maximum: 10_000 });
/** `''` where a shift asks for one kind of helper only. */
const Role = LineText({ maxLength: 40, description: 'empty: whoever comes does the same' });

/** What whoever serves must be, can, and have on the day of the shift. */
const requirementFields = {
  minimumAge: Nullable(Age),
  maximumAge: Nullable(Age),
  skills: some(volunteerSkills),
  trainings: Type.Array(LineText({ minLength: 1, maxLength: 40 }), {
    maxItems: 10,
    uniqueItems: true,
    description: 'codes of trainings of the organisation',
  }),
  checks: some(checkCodes),
  insurances: some(insuranceCodes),
};
const Requirements = Exactly(requirementFields);
export type RequirementsView = Static<typeof Requirements>;

const CheckInPlace = Exactly({
  latitude: Type.Number({ minimum: -90, maximum: 90, description: 'degrees north' }),
  longitude: Type.Number({ minimum: -180, maximum: 180, description: 'degrees east' }),
  radiusMetres: Type.Integer({ minimum: 20, maximum: 5_000 }),
});
const checkInFields = {
  minutesBefore: Type.Integer({
    minimum: 0,
    maximum: 240,
    description: 'so long before the beginning one may check in',
  }),
  minutesAfter: Type.Integer({
    minimum: 0,
    maximum: 240,
    description: 'so long after the end one may still check out',
  }),
  asksCodeAtEnd: Type.Boolean({ description: 'checking out asks for the code as well' }),
  place: Nullable(CheckInPlace),
};
const CheckInRules = Exactly(checkInFields);

const EnteredRequirements = Type.Partial(Requirements, { additionalProperties: false });

export const opportunityStates = ['draft', 'published', 'closed'] as const;
export type OpportunityState = (typeof opportunityStates)[number];
export const shiftStates = ['open', 'cancelled'] as const;

/** So many may come as one kind of helper, so many have a place, so many wait. */
export const ShiftPlace = Exactly({
  role: Type.String(),
  capacity: Type.Integer(),
  taken: Type.Integer(),
  waiting: Type.Integer(),
  arrivals: Type.Integer({ description: 'sign-ups so far, also of those who left' }),
});

const shiftFields = {
  id: Id,
  opportunityId: Id,
  startsAt: Instant,
  endsAt: Instant,
  state: OneOf(shiftStates),
  places: Type.Array(ShiftPlace, { description: 'by role' }),
};
export const Shift = Exactly({
  ...shiftFields,
  seriesId: Nullable(Id),
  capacity: Type.Integer({ description: 'of all roles' }),
  version: Type.Integer(),
});
export type ShiftView = Static<typeof Shift>;

const opportunityFields = {
  id: Id,
  organisationId: Id,
  siteId: Id,
  siteName: Type.String(),
  regionCode: Type.String(),
  programme: Type.String({
    description: 'which of the organisation’s programmes it belongs to; empty: none',
  }),
  title: Type.String(),
  category: Nullable(OneOf(serviceCategories)),
  description: Type.String(),
  risks: Type.String({ description: 'what whoever comes should know beforehand' }),
  place: Type.String({ description: 'where to meet' }),
  requirements: Requirements,
};

export const OpportunityItem = Exactly({
  ...opportunityFields,
  state: OneOf(opportunityStates),
  confirmHours: Type.Integer({ description: 'so long somebody who moved up has to say that they come' }),
  checkIn: CheckInRules,
  nextStartsAt: Nullable(Instant),
  shifts: Type.Integer({ description: 'still to come' }),
  places: Type.Integer({ description: 'in shifts to come' }),
  taken: Type.Integer(),
  waiting: Type.Integer(),
  version: Type.Integer(),
});
export type OpportunityItemView = Static<typeof OpportunityItem>;

export const Opportunity = Exactly({ ...OpportunityItem.properties, shiftList: Type.Array(Shift) });
export type OpportunityView = Static<typeof Opportunity>;

const enteredFields = {
  title: NameText({ maxLength: 80 }),
  siteId: Id,
  programme: Type.Optional(LineText({ maxLength: 80 })),
  category: Type.Optional(Nullable(OneOf(serviceCategories))),
  description: PlainText({ minLength: 1, maxLength: 4000 }),
  risks: PlainText({
    minLength: 1,
    maxLength: 2000,
    description: 'what to know beforehand, or that there is nothing',
  }),
  place: Type.Optional(LineText({ maxLength: 200 })),
  requirements: Type.Optional(EnteredRequirements),
  confirmHours: Type.Optional(Type.Integer({ minimum: 1, maximum: 168 })),
  checkIn: Type.Optional(Type.Partial(CheckInRules, { additionalProperties: false })),
};
const EnteredOpportunity = Exactly(enteredFields);
export type EnteredOpportunityBody = Static<typeof EnteredOpportunity>;

export const CreateOpportunity = operation({
  method: 'POST',
  url: '/api/v1/opportunities',
  access: 'volunteer.manage',
  tag,
  summary: 'Ask for volunteers at a site; everybody sees it at once, unless it is a draft',
  body: Exactly({ id: Id, ...enteredFields, isDraft: Type.Optional(Type.Boolean()) }),
  response: { 201: Opportunity },
});

export const ListOpportunities = operation({
  method: 'GET',
  url: '/api/v1/own-opportunities',
  access: 'volunteer.read',
  tag,
  summary: 'What the organisation asks volunteers for, the newest first',
  query: Exactly({
    ...PageQuery,
    state: Type.Optional(OneOf(opportunityStates)),
    q: Type.Optional(LineText({ maxLength: 100 })),
  }),
  response: { 200: PageOf(OpportunityItem) },
});

export const ReadOpportunity = operation({
  method: 'GET',
  url: '/api/v1/own-opportunities/:id',
  access: 'volunteer.read',
  tag,
  summary: 'What the organisation asks volunteers for, with its shifts of a month back and all to come',
  params: IdParams,
  response: { 200: Opportunity },
});

export const ChangeOpportunity = operation({
  method: 'PUT',
  url: '/api/v1/opportunities/:id',
  access: 'volunteer.manage',
  versioned: true,
  tag,
  summary: 'Say anew what volunteers are asked for; whoever signed up stays',
  params: IdParams,
  body: EnteredOpportunity,
  response: { 200: Opportunity },
});

export const MoveOpportunity = operation({
  method: 'POST',
  url: '/api/v1/opportunities/:id/state',
  access: 'volunteer.manage',
  versioned: true,
  tag,
  summary: 'Publish it, or close it: nobody signs up any more, and whoever has a place keeps it',
  params: IdParams,
  body: Exactly({ state: OneOf(['published', 'closed'] as const) }),
  response: { 200: Opportunity },
});

const RolePlaces = Type.Array(Exactly({ role: Role, capacity: Capacity }), { minItems: 1, maxItems: 10 });

export const CreateShifts = operation({
  method: 'POST',
  url: '/api/v1/opportunities/:id/shifts',
  access: 'volunteer.manage',
  tag,
  summary:
    'Make a shift, or with a recurrence rule all of its repetitions (RFC 5545, at most 400, by the clocks of the organisation); its id is the first one’s and the series’',
  params: IdParams,
  body: Exactly({
    id: Id,
    startsAt: Instant,
    endsAt: Instant,
    capacity: Type.Optional(Capacity),
    roles: Type.Optional(RolePlaces),
    recurrence: Type.Optional(LineText({ minLength: 1, maxLength: 500 })),
    skipHolidays: Type.Optional(Type.Boolean({ description: 'none on public holidays of China' })),
    skipMakeUpDays: Type.Optional(
      Type.Boolean({ description: 'none on a Saturday or Sunday that is worked for one' }),
    ),
  }),
  response: {
    201: Exactly({
      ...Shift.properties,
      others: Type.Array(Exactly({ id: Id, startsAt: Instant, endsAt: Instant })),
      left: Type.Array(Exactly({ day: CalendarDay, holiday: Type.String(), holidayEn: Type.String() })),
    }),
  },
});
export type CreateShiftsBody = Static<(typeof CreateShifts)['body']>;

export const ReadShift = operation({
  method: 'GET',
  url: '/api/v1/shifts/:id',
  access: 'volunteer.read',
  tag,
  summary: 'One shift, with its places',
  params: IdParams,
  response: { 200: Exactly({ ...Shift.properties, title: Type.String() }) },
});

export const ChangeShift = operation({
  method: 'PATCH',
  url: '/api/v1/shifts/:id',
  access: 'volunteer.manage',
  versioned: true,
  tag,
  summary:
    'Move a shift, or say anew how many may come. Whoever has a place keeps it: moved, they are asked again whether they come; with fewer places than taken, nobody moves up until there are enough',
  params: IdParams,
  body: Exactly({
    startsAt: Type.Optional(Instant),
    endsAt: Type.Optional(Instant),
    capacity: Type.Optional(Capacity),
    roles: Type.Optional(RolePlaces),
  }),
  response: {
    200: Exactly({
      ...Shift.properties,
      overlapping: Type.Integer({
        description: 'so many of those who signed up have another shift at that time',
      }),
    }),
  },
});

export const CancelShift = operation({
  method: 'POST',
  url: '/api/v1/shifts/:id/cancel',
  access: 'volunteer.manage',
  versioned: true,
  tag,
  summary: 'Call a shift off; whoever signed up is told',
  params: IdParams,
  response: { 200: Shift },
});

const signUpFields = {
  id: Id,
  shiftId: Id,
  role: Type.String(),
  status: OneOf(signUpStates),
  confirmBy: Nullable(
    Type.String({
      format: 'date-time',
      description: 'moved up: the place is kept until then, unless it is confirmed',
    }),
  ),
  signedAt: Instant,
};

/** A sign-up as staff see it. */
export const SignUp = Exactly({
  ...signUpFields,
  volunteerId: Id,
  volunteerNumber: Type.String(),
  name: Nullable(Type.String()),
  phone: Nullable(Type.String()),
  position: Nullable(Type.Integer()),
  isOverlapAllowed: Type.Boolean({
    description: 'has another shift at the time, and somebody of the staff knows',
  }),
  missing: Type.Array(Type.String(), {
    description: 'requirements that are not met on the day of the shift, as things are',
  }),
  tightWays: Type.Array(
    Exactly({
      title: Type.String(),
      siteName: Type.String(),
      isBefore: Type.Boolean({ description: 'false: it begins after this shift' }),
      minutes: Type.Integer({ description: 'left for the way' }),
    }),
    { description: 'shifts at other places with less than an hour from one to the other; of those who come' },
  ),
  isFirst: Type.Boolean({ description: 'has no earlier shift here' }),
  leftBecause: Nullable(OneOf(leavingReasons)),
  changedAt: Instant,
});
export type SignUpView = Static<typeof SignUp>;

export const ListSignUps = operation({
  method: 'GET',
  url: '/api/v1/shifts/:id/sign-ups',
  access: 'volunteer.read',
  tag,
  summary:
    'Who signed up for a shift: places first, then who waits in order, then who left; the reading is recorded',
  params: IdParams,
  response: { 200: Exactly({ items: Type.Array(SignUp) }) },
});

export const ListVolunteerShifts = operation({
  method: 'GET',
  url: '/api/v1/volunteers/:id/shifts',
  access: 'volunteer.read',
  tag,
  summary:
    'The shifts that a volunteer signed up for, from a year back on, the latest first; the reading is recorded',
  params: IdParams,
  response: {
    200: Exactly({
      items: Type.Array(
        Exactly({
          ...signUpFields,
          opportunityId: Id,
          title: Type.String(),
          siteName: Type.String(),
          startsAt: Instant,
          endsAt: Instant,
          leftBecause: Nullable(OneOf(leavingReasons)),
        }),
      ),
    }),
  },
});
export type VolunteerShiftView = Static<(typeof ListVolunteerShifts)['response'][200]>['items'][number];

export const AssignVolunteer = operation({
  method: 'POST',
  url: '/api/v1/shifts/:id/assignments',
  access: 'volunteer.manage',
  tag,
  summary:
    'Sign a volunteer up for a shift, as they would themselves; staff may allow that they have another shift at the time',
  params: IdParams,
  body: Exactly({
    id: Id,
    volunteerId: Id,
    role: Type.Optional(Role),
    allowOverlap: Type.Optional(Type.Boolean()),
  }),
  response: { 201: SignUp },
});

export const RemoveSignUp = operation({
  method: 'POST',
  url: '/api/v1/sign-ups/:id/remove',
  access: 'volunteer.manage',
  tag,
  summary: 'Take a volunteer out of a shift; they are told, and whoever waits first moves up',
  params: IdParams,
  response: { 200: Nothing },
});

/** A sign-up as whoever signed up sees it. */
export const OwnSignUp = Exactly({
  ...signUpFields,
  position: Nullable(Type.Integer({ description: 'in line, from 1; null: does not wait' })),
});
export type OwnSignUpView = Static<typeof OwnSignUp>;

export const SignUpForShift = operation({
  method: 'POST',
  url: '/api/v1/shifts/:id/sign-ups',
  access: 'public_account',
  perMinute: 6_000,
  tag,
  summary: 'Sign up for a shift: a place where one is free, else the end of the line',
  params: IdParams,
  body: Exactly({ id: Id, role: Type.Optional(Role) }),
  response: { 201: OwnSignUp },
});

export const ConfirmSignUp = operation({
  method: 'POST',
  url: '/api/v1/sign-ups/:id/confirm',
  access: 'public_account',
  tag,
  summary: 'Say that one comes, after one moved up or the shift was moved',
  params: IdParams,
  response: { 200: OwnSignUp },
});

export const CancelSignUp = operation({
  method: 'POST',
  url: '/api/v1/sign-ups/:id/cancel',
  access: 'public_account',
  tag,
  summary: 'Give one’s place back, or leave the line; cancelled twice, it is cancelled',
  params: IdParams,
  body: Nullable(Exactly({ reason: Type.Optional(OneOf(leavingReasons)) })),
  response: { 200: OwnSignUp },
});

export const SwapSignUp = operation({
  method: 'POST',
  url: '/api/v1/sign-ups/:id/swap',
  access: 'public_account',
  tag,
  summary:
    'Take a free place in another shift of the same organisation in exchange; where none is free everything stays as it is',
  params: IdParams,
  body: Exactly({ id: Id, shiftId: Id, role: Type.Optional(Role) }),
  response: { 201: OwnSignUp },
});

/** A sign-up of one's own, with when and where it is. */
export const OwnShift = Exactly({
  ...OwnSignUp.properties,
  leftBecause: Nullable(OneOf(leavingReasons)),
  changedAt: Instant,
  startsAt: Instant,
  endsAt: Instant,
  timeZone: Type.String(),
  opportunityId: Id,
  title: Type.String(),
  siteId: Id,
  siteName: Type.String(),
  place: Type.String(),
  checkInFrom: Type.String({ format: 'date-time', description: 'from when on one may check in' }),
  asksPosition: Type.Boolean({ description: 'checking in asks whether one is there' }),
  asksCodeAtEnd: Type.Boolean(),
  organisationId: Id,
  organisationName: Type.String(),
  organisationNameEn: Nullable(Type.String()),
});

export const ListOwnSignUps = operation({
  method: 'GET',
  url: '/api/v1/my/sign-ups',
  access: 'public_account',
  tag,
  summary: 'The shifts that one signed up for, from a month back on, the next first',
  response: { 200: Exactly({ items: Type.Array(OwnShift) }) },
});
export type OwnShiftView = Static<typeof OwnShift>;

export const OwnShiftFeed = operation({
  method: 'GET',
  url: '/api/v1/my/shift-feed',
  access: 'public_account',
  tag,
  summary:
    'Whether one’s shifts have an address for calendars, since when, and when they were last read there',
  response: { 200: Exactly({ feed: Nullable(CalendarFeed) }) },
});

export const MakeOwnShiftFeed = operation({
  method: 'POST',
  url: '/api/v1/my/shift-feed',
  access: 'public_account',
  tag,
  summary:
    'A secret address at which a calendar reads one’s shifts: shown once, stored as a hash; the one before ends',
  response: { 201: Exactly({ path: Type.String() }) },
});

export const EndOwnShiftFeed = operation({
  method: 'DELETE',
  url: '/api/v1/my/shift-feed',
  access: 'public_account',
  tag,
  summary: 'End the address of one’s shifts; ended twice, it is ended',
  response: { 200: Nothing },
});

/** As everybody sees it: no count tells who. */
export const PublicOpportunity = Exactly({
  ...opportunityFields,
  isOpen: Type.Boolean({ description: 'false: nobody signs up any more' }),
  organisationCode: Type.String(),
  organisationName: Type.String(),
  organisationNameEn: Nullable(Type.String()),
  timeZone: Type.String(),
  shifts: Type.Array(
    Exactly({
      id: Id,
      startsAt: Instant,
      endsAt: Instant,
      places: Type.Array(
        Exactly({
          role: Type.String(),
          free: Type.Integer({ description: '0: one waits in line' }),
          waiting: Type.Integer(),
        }),
      ),
    }),
    { description: 'to come, the next first, at most 60' },
  ),
});
export type PublicOpportunityView = Static<typeof PublicOpportunity>;

export const ListPublicOpportunities = operation({
  method: 'GET',
  url: '/api/v1/opportunities',
  access: 'public',
  perMinute: 600_000,
  tag,
  summary: 'What organisations ask volunteers for, that has shifts to come; the next shift first',
  query: Exactly({
    ...PageQuery,
    organisationCode: Type.Optional(LineText({ maxLength: 40 })),
    from: Type.Optional(CalendarDay),
    to: Type.Optional(CalendarDay),
    region: Type.Optional(RegionCode),
    category: Type.Optional(OneOf(serviceCategories)),
    q: Type.Optional(LineText({ maxLength: 100 })),
  }),
  response: { 200: PageOf(PublicOpportunity) },
});

export const ReadPublicOpportunity = operation({
  method: 'GET',
  url: '/api/v1/opportunities/:id',
  access: 'public',
  perMinute: 60_000,
  tag,
  summary: 'One of them, also where all its shifts are over or full',
  params: IdParams,
  response: { 200: PublicOpportunity },
});
