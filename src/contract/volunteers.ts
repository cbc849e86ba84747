import { type Static, Type } from 'typebox';
import { guardianRelations } from '../domain/clients/guardian-relation.ts';
import { entryStates } from '../domain/books/entry-life.ts';
import { documentKinds } from '../domain/people/identity-document.ts';
import { sexes } from '../domain/people/identity-number.ts';
import { serviceCategories, spokenLanguages, volunteerSkills } from '../domain/volunteers/profile-words.ts';
import { qualificationKinds } from '../domain/volunteers/qualification.ts';
import { PersonName, Phone } from './clients.ts';
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
  some,
} from './operation.ts';
import { RegionCode } from './organisations.ts';

const tag = 'volunteers';

const DayTime = Type.String({ pattern: '^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$', description: 'HH:MM' });

export const VolunteerAvailability = Exactly({
  weekly: Type.Array(
    Exactly({
      weekday: Type.Integer({ minimum: 1, maximum: 7, description: '1: Monday … 7: Sunday' }),
      from: DayTime,
      to: DayTime,
    }),
    { maxItems: 42 },
  ),
  exceptions: Type.Array(Exactly({ from: CalendarDay, until: CalendarDay, isAvailable: Type.Boolean() }), {
    maxItems: 100,
  }),
});

const Guardian = Exactly({ relation: OneOf(guardianRelations), name: PersonName, phone: Phone });

/** What is known of somebody as a volunteer; the name is the account's. */
const profileFields = {
  birthDate: CalendarDay,
  sex: Nullable(OneOf(sexes)),
  idKind: Nullable(OneOf(documentKinds)),
  idNumber: Nullable(Type.String()),
  idNumberConfirmed: Type.Boolean(),
  phone: Type.String(),
  regionCode: Nullable(Type.String()),
  skills: some(volunteerSkills),
  categories: some(serviceCategories),
  languages: some(spokenLanguages),
  availability: VolunteerAvailability,
  guardian: Nullable(
    Exactly({ relation: OneOf(guardianRelations), name: Type.String(), phone: Type.String() }),
  ),
};
export const VolunteerProfile = Exactly({ ...profileFields, version: Type.Integer() });
export type VolunteerProfileView = Static<typeof VolunteerProfile>;

/** What a volunteer may leave out at first. */
const enteredFields = {
  birthDate: CalendarDay,
  sex: Type.Optional(Nullable(OneOf(sexes))),
  idKind: Type.Optional(Nullable(OneOf(documentKinds))),
  idNumber: Type.Optional(Nullable(LineText({ minLength: 1, maxLength: 30 }))),
  idNumberConfirmed: Type.Optional(Type.Boolean()),
  phone: Phone,
  regionCode: Type.Optional(Nullable(RegionCode)),
  skills: Type.Optional(some(volunteerSkills)),
  categories: Type.Optional(some(serviceCategories)),
  languages: Type.Optional(some(spokenLanguages)),
  availability: Type.Optional(VolunteerAvailability),
  guardian: Type.Optional(Nullable(Guardian)),
};
const Entered = Exactly(enteredFields);
export type EnteredProfile = Static<typeof Entered>;

export const Qualification = Exactly({
  id: Id,
  kind: OneOf(qualificationKinds),
  code: Type.String(),
  title: Type.String(),
  organiser: Type.String({ description: 'who held the training, made the check, or insures' }),
  reference: Type.String({ description: 'number of the certificate or policy' }),
  minutes: Nullable(Type.Integer({ description: 'of a training' })),
  validFrom: CalendarDay,
  validUntil: Nullable(CalendarDay),
  withdrawnOn: Nullable(CalendarDay),
  withdrawnBecause: Type.String({ description: 'for colleagues; empty otherwise' }),
});
export type QualificationView = Static<typeof Qualification>;

export const VolunteerTeam = Exactly({
  id: Id,
  name: Type.String(),
  siteId: Nullable(Id),
  members: Type.Integer({ description: 'who is with the organisation' }),
});
export type VolunteerTeamView = Static<typeof VolunteerTeam>;

const volunteerFields = {
  id: Id,
  number: Type.String(),
  name: Nullable(Type.String({ description: 'null: destroyed with the end, or it does not open' })),
  birthDate: Nullable(CalendarDay),
  state: OneOf(entryStates),
  regionCode: Nullable(Type.String()),
  skills: some(volunteerSkills),
  categories: some(serviceCategories),
  languages: some(spokenLanguages),
  since: Instant,
  isBrought: Type.Boolean({
    description: 'came from a table of the organisation’s: nobody has an account for it yet',
  }),
  entryVersion: Type.Integer({ description: 'of the entry in the book, for deciding on it' }),
};
export const VolunteerItem = Exactly({
  ...volunteerFields,
  recordedMinutes: Type.Integer({ description: 'served here, as far as it is recorded' }),
});
export type VolunteerItemView = Static<typeof VolunteerItem>;

export const VolunteerCorrection = Exactly({
  at: Instant,
  fields: Type.Array(Type.String()),
  before: Type.Object({}, { additionalProperties: true, description: 'what stood there, by field' }),
});

export const VolunteerNote = Exactly({ id: Id, text: Type.String(), by: Id, at: Instant });

export const Volunteer = Exactly({
  ...volunteerFields,
  mayBe: Type.Array(
    Exactly({
      id: Id,
      number: Type.String(),
      name: Type.String(),
      birthDate: Nullable(CalendarDay),
      same: some(['name', 'birthDate', 'phone', 'idNumber'] as const),
    }),
    { description: 'whoever asks may be one of these, who came from a table' },
  ),
  mayJoin: Type.Boolean({
    description:
      'nobody has decided on whoever asks, and nothing is on record of them that a join would throw away',
  }),
  teamIds: Type.Array(Id),
  profile: Nullable(Exactly(profileFields)),
  qualifications: Type.Array(Qualification),
  corrections: Type.Array(
    Exactly({
      ...VolunteerCorrection.properties,
      madeSure: Nullable(
        Type.String({
          description:
            'of what stood in the record of a table before somebody said whose it is, how they knew; not told to its holder. null: a correction like others',
        }),
      ),
    }),
  ),
  notes: Type.Array(VolunteerNote),
});
export type VolunteerView = Static<typeof Volunteer>;

/** With a letter in it: digits alone would be a telephone number, perhaps somebody else's. */
const OwnLoginName = Type.String({
  pattern: '^(?=.*[a-z])[a-z0-9][a-z0-9._-]{2,63}$',
  description: 'lower-case letters, digits, . _ - and at least one letter',
});

export const RegisterVolunteer = operation({
  method: 'POST',
  url: '/api/v1/volunteer-registrations',
  access: 'public',
  // a password is hashed and rows are written for each; a class registers within one lesson behind one address
  perMinute: 120,
  tag,
  summary:
    'Register as a volunteer: an account of the public with a name to sign in by, and a wish to serve with an organisation; the same id twice answers with what is there',
  body: Exactly({
    id: Id,
    organisationCode: LineText({ minLength: 1, maxLength: 40 }),
    name: PersonName,
    ...enteredFields,
    loginName: OwnLoginName,
    password: Type.String({ minLength: 1, maxLength: 200 }),
    note: Type.Optional(PlainText({ maxLength: 500 })),
  }),
  response: {
    201: Exactly({
      volunteerNumber: Type.String({ description: '16 digits, public, in place of an identity number' }),
      loginName: Type.String(),
      confirmation: OneOf(['none', 'code_sent'] as const),
      codeRequest: Nullable(Type.String({ description: 'proves the telephone together with the code' })),
    }),
  },
});

/** One's own record at an organisation: all of it but what staff noted for themselves. */
const OwnRecord = Exactly({
  organisationId: Id,
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  number: Type.String(),
  state: OneOf(entryStates),
  since: Instant,
  teams: Type.Array(Type.String()),
  qualifications: Type.Array(Qualification),
  corrections: Type.Array(VolunteerCorrection),
});

export const OwnVolunteer = Exactly({
  /** null: nothing was said yet */
  profile: Nullable(VolunteerProfile),
  records: Type.Array(OwnRecord),
});
export type OwnVolunteerView = Static<typeof OwnVolunteer>;

export const ReadOwnVolunteer = operation({
  method: 'GET',
  url: '/api/v1/my/volunteer',
  access: 'public_account',
  tag,
  summary: 'One’s own details as a volunteer, and one’s record at each organisation that one serves with',
  response: { 200: OwnVolunteer },
});

export const PutOwnVolunteer = operation({
  method: 'PUT',
  url: '/api/v1/my/volunteer',
  access: 'public_account',
  versioned: true,
  tag,
  summary:
    'Enter or correct one’s own details as a volunteer; organisations that one serves with get them, with what stood there before. Version 0: there are none yet',
  body: Entered,
  response: { 200: VolunteerProfile },
});

export const ListVolunteers = operation({
  method: 'GET',
  url: '/api/v1/volunteers',
  access: 'volunteer.read',
  tag,
  summary:
    'Volunteers of the organisation, whoever came last first; `q` finds by name, pinyin, initials, number or telephone',
  query: Exactly({
    ...PageQuery,
    q: Type.Optional(LineText({ maxLength: 100 })),
    state: Type.Optional(OneOf(entryStates)),
    skill: Type.Optional(OneOf(volunteerSkills)),
    category: Type.Optional(OneOf(serviceCategories)),
    language: Type.Optional(OneOf(spokenLanguages)),
    region: Type.Optional(RegionCode),
    minimumHours: Type.Optional(
      Type.Integer({ minimum: 1, maximum: 100_000, description: 'who served so many recorded hours' }),
    ),
    teamId: Type.Optional(Id),
  }),
  response: {
    200: Exactly({ items: Type.Array(VolunteerItem), next: Nullable(Type.String()), total: Type.Integer() }),
  },
});

export const ReadVolunteer = operation({
  method: 'GET',
  url: '/api/v1/volunteers/:id',
  access: 'volunteer.read',
  tag,
  summary: 'One volunteer; the reading is recorded',
  params: IdParams,
  response: { 200: Volunteer },
});

export const JoinBroughtVolunteer = operation({
  method: 'POST',
  url: '/api/v1/volunteers/:id/join',
  access: 'volunteer.manage',
  tag,
  summary:
    'Say that whoever asks to be in the book is a volunteer who came from a table: the earlier record is theirs, and the new entry ends. Nobody takes it back',
  params: IdParams,
  body: Exactly({
    broughtId: Id,
    madeSure: Type.Optional(
      PlainText({
        maxLength: 500,
        description:
          'how somebody knows that the two are one; needed where neither telephone nor document is the same, and kept for staff alone',
      }),
    ),
  }),
  response: { 200: Exactly({ id: Id }) },
});

export const ListVolunteerTeams = operation({
  method: 'GET',
  url: '/api/v1/volunteer-teams',
  access: 'volunteer.read',
  tag,
  summary: 'Teams of the organisation’s volunteers, by name',
  response: { 200: Exactly({ items: Type.Array(VolunteerTeam) }) },
});

export const CreateVolunteerTeam = operation({
  method: 'POST',
  url: '/api/v1/volunteer-teams',
  access: 'volunteer.manage',
  tag,
  summary: 'Begin a team of volunteers; a name stands for one team',
  body: Exactly({
    id: Id,
    name: LineText({ minLength: 1, maxLength: 60 }),
    siteId: Type.Optional(Nullable(Id)),
  }),
  response: { 201: VolunteerTeam },
});

const TeamMember = Exactly({ id: Id, volunteerId: Id });

export const PutTeamMember = operation({
  method: 'PUT',
  url: '/api/v1/volunteer-teams/:id/members/:volunteerId',
  access: 'volunteer.manage',
  tag,
  summary: 'Put a volunteer into a team; in it twice, in it once',
  params: TeamMember,
  response: { 200: Nothing },
});

export const RemoveTeamMember = operation({
  method: 'DELETE',
  url: '/api/v1/volunteer-teams/:id/members/:volunteerId',
  access: 'volunteer.manage',
  tag,
  summary: 'Take a volunteer out of a team',
  params: TeamMember,
  response: { 200: Nothing },
});

export const AddQualification = operation({
  method: 'POST',
  url: '/api/v1/volunteers/:id/qualifications',
  access: 'volunteer.manage',
  tag,
  summary: 'Write down a training, a check or an insurance of a volunteer, from when to when it holds',
  params: IdParams,
  body: Exactly({
    id: Id,
    kind: OneOf(qualificationKinds),
    code: LineText({ minLength: 1, maxLength: 40 }),
    title: Type.Optional(LineText({ maxLength: 100 })),
    organiser: Type.Optional(LineText({ maxLength: 100 })),
    reference: Type.Optional(LineText({ maxLength: 60 })),
    minutes: Type.Optional(Nullable(Type.Integer({ minimum: 1, maximum: 60_000 }))),
    validFrom: CalendarDay,
    validUntil: Type.Optional(Nullable(CalendarDay)),
  }),
  response: { 201: Qualification },
});

export const WithdrawQualification = operation({
  method: 'POST',
  url: '/api/v1/volunteer-qualifications/:id/withdraw',
  access: 'volunteer.manage',
  tag,
  summary: 'Take a training, check or insurance back from today on; it stays in the record',
  params: IdParams,
  body: Exactly({ reason: PlainText({ minLength: 1, maxLength: 500 }) }),
  response: { 200: Qualification },
});

export const AddVolunteerNote = operation({
  method: 'POST',
  url: '/api/v1/volunteers/:id/notes',
  access: 'volunteer.manage',
  tag,
  summary:
    'Note something of a volunteer for colleagues; neither the volunteer nor another organisation sees it',
  params: IdParams,
  body: Exactly({ id: Id, text: PlainText({ minLength: 1, maxLength: 2000 }) }),
  response: { 201: VolunteerNote },
});
