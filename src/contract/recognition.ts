import { type Static, Type } from 'typebox';
import {
  MOST_POINTS,
  MOST_POINTS_PER_HOUR,
  pageParts,
  pointKinds,
} from '../domain/volunteers/recognition.ts';
import { MOST_STAR_HOURS, MOST_STARS } from '../domain/volunteers/stars.ts';
import {
  CalendarDay,
  Exactly,
  GivenName,
  Id,
  IdParams,
  Instant,
  Nothing,
  Nullable,
  OneOf,
  operation,
  PlainText,
} from './operation.ts';

const tag = 'volunteering';

const StarHours = Type.Array(Type.Integer({ minimum: 1, maximum: MOST_STAR_HOURS }), {
  minItems: 1,
  maxItems: MOST_STARS,
  description: 'hours from which on there is each star, rising',
});
const PointsPerHour = Type.Integer({ minimum: 1, maximum: MOST_POINTS_PER_HOUR });
const Rules = Exactly({
  starHours: StarHours,
  pointsPerHour: PointsPerHour,
  pointsSince: Nullable(CalendarDay),
  version: Type.Integer({ description: '0: as long as nobody changed anything' }),
});
export type RecognitionRulesView = Static<typeof Rules>;

export const ReadRecognitionRules = operation({
  method: 'GET',
  url: '/api/v1/recognition-rules',
  access: 'volunteer.manage',
  tag,
  summary: 'From how many hours on volunteers have stars, and whether hours earn points',
  response: { 200: Rules },
});

export const PutRecognitionRules = operation({
  method: 'PUT',
  url: '/api/v1/recognition-rules',
  access: 'volunteer.manage',
  versioned: true,
  tag,
  summary:
    'Change from how many hours on there are stars, and switch points on or off: service of today and later earns them',
  body: Exactly({ starHours: StarHours, pointsPerHour: PointsPerHour, givesPoints: Type.Boolean() }),
  response: { 200: Rules },
});

const Grade = Type.Integer({ minimum: 1, maximum: 5, description: '5: very good' });
const KnownGrade = Nullable(Type.Integer({ description: 'null: it does not open any more' }));
const Words = PlainText({ maxLength: 500 });

const stars = {
  stars: Type.Integer(),
  recordedMinutes: Type.Integer({ description: 'of all recorded service at the organisation' }),
  minutesLeft: Nullable(Type.Integer({ description: 'to the next star; null: there is none' })),
};

const PointEntry = Exactly({
  id: Id,
  kind: OneOf(pointKinds),
  points: Type.Number({ description: 'below 0 what was spent, or taken away by a correction of hours' }),
  reason: Type.String(),
  at: Instant,
});
const points = {
  balance: Type.Integer(),
  entries: Type.Array(PointEntry, { description: 'the latest 200, the latest first' }),
};

const evaluationFields = {
  id: Id,
  shiftId: Nullable(Id),
  serviceId: Nullable(Id),
  title: Type.String({ description: 'what was done' }),
  servedAt: Instant,
  grade: KnownGrade,
  words: Type.String(),
  at: Instant,
  answer: Type.String({ description: 'of the volunteer' }),
  answeredAt: Nullable(Instant),
};
/** What was said before it was corrected, the latest first. */
const Former = Exactly({ grade: KnownGrade, words: Type.String(), at: Instant, answer: Type.String() });
const Evaluation = Exactly({ ...evaluationFields, former: Type.Array(Former) });
export type EvaluationView = Static<typeof Evaluation>;

const StaffEvaluation = Exactly({ ...Evaluation.properties, by: Id });
export type StaffEvaluationView = Static<typeof StaffEvaluation>;

const PointBalance = Exactly(points);
const Recognition = Exactly({
  ...stars,
  points: Nullable(PointBalance),
  evaluations: Type.Array(StaffEvaluation),
  toEvaluate: Type.Array(
    Exactly({
      shiftId: Nullable(Id),
      serviceId: Nullable(Id),
      title: Type.String(),
      servedAt: Instant,
    }),
    { description: 'what the volunteer did and nobody has evaluated, the latest first' },
  ),
});
export type RecognitionView = Static<typeof Recognition>;

export const ReadVolunteerRecognition = operation({
  method: 'GET',
  url: '/api/v1/volunteers/:id/recognition',
  access: 'volunteer.read',
  tag,
  summary: 'Stars, points and evaluations of one volunteer; the reading is recorded',
  params: IdParams,
  response: { 200: Recognition },
});

export const EvaluateVolunteer = operation({
  method: 'POST',
  url: '/api/v1/volunteers/:id/evaluations',
  access: 'volunteer.manage',
  tag,
  summary:
    'Evaluate what a volunteer did at a shift, or in a recorded time that was none; the volunteer reads it and may answer. A correction names what it replaces, which stays',
  params: IdParams,
  body: Exactly({
    id: Id,
    shiftId: Type.Optional(Id),
    serviceId: Type.Optional(Id),
    replacesId: Type.Optional(Id),
    grade: Grade,
    words: Words,
  }),
  response: { 201: StaffEvaluation },
});

export const EnterPoints = operation({
  method: 'POST',
  url: '/api/v1/volunteers/:id/points',
  access: 'volunteer.manage',
  tag,
  summary: 'Grant a volunteer points, or write down what they spent of them; never more than there are',
  params: IdParams,
  body: Exactly({
    id: Id,
    kind: OneOf(['granted', 'spent'] as const),
    points: Type.Integer({ minimum: 1, maximum: MOST_POINTS }),
    reason: PlainText({ minLength: 1, maxLength: 200 }),
  }),
  response: { 201: PointEntry },
});
export type PointEntryView = Static<typeof PointEntry>;

export const ReadOpportunityEvaluations = operation({
  method: 'GET',
  url: '/api/v1/opportunities/:id/evaluations',
  access: 'volunteer.read',
  tag,
  summary:
    'What volunteers say of an opportunity’s shifts: how many, and from five volunteers on the mean and their words, in lots and in no telling order; never who said what',
  params: IdParams,
  response: {
    200: Exactly({
      count: Type.Integer(),
      toldCount: Type.Integer({ description: 'of which the mean and the words are; others are waited for' }),
      mean: Nullable(Type.Number()),
      words: Type.Array(Type.String()),
    }),
  },
});

const TeamPage = Exactly({
  path: Nullable(Type.String({ description: 'null: it is not published' })),
  words: Type.String(),
  members: Type.Integer(),
  named: Type.Integer({ description: 'members who consent to be named' }),
});
export type TeamPageView = Static<typeof TeamPage>;

export const ReadTeamPage = operation({
  method: 'GET',
  url: '/api/v1/volunteer-teams/:id/page',
  access: 'volunteer.read',
  tag,
  summary: 'The page that shows a team to whoever has its address',
  params: IdParams,
  response: { 200: TeamPage },
});

export const PutTeamPage = operation({
  method: 'PUT',
  url: '/api/v1/volunteer-teams/:id/page',
  access: 'volunteer.manage',
  tag,
  summary: 'Show a team to whoever has the address of its page, with these words',
  params: IdParams,
  body: Exactly({ words: PlainText({ minLength: 1, maxLength: 1_000 }) }),
  response: { 200: TeamPage },
});

export const EndTeamPage = operation({
  method: 'DELETE',
  url: '/api/v1/volunteer-teams/:id/page',
  access: 'volunteer.manage',
  tag,
  summary: 'Take the page of a team back; the address shows nothing any more. Twice, it is gone',
  params: IdParams,
  response: { 200: Nothing },
});

const OwnShiftEvaluation = Exactly({
  shiftId: Id,
  title: Type.String(),
  startsAt: Instant,
  grade: Nullable(Type.Integer({ description: 'null: not yet' })),
  words: Type.String(),
  isChangeable: Type.Boolean(),
});

const Part = OneOf(pageParts);
const OwnPage = Exactly({
  path: Type.String(),
  name: Type.String(),
  parts: Type.Array(Part),
});
const OwnTeam = Exactly({
  id: Id,
  name: Type.String(),
  path: Nullable(Type.String({ description: 'of its page; null: it has none' })),
  shownName: Nullable(Type.String({ description: 'by which one consents to be named; null: not' })),
});

export const OwnRecognition = Exactly({
  organisationId: Id,
  organisationName: Type.String(),
  organisationNameEn: Nullable(Type.String()),
  timeZone: Type.String(),
  ...stars,
  points: Nullable(PointBalance),
  evaluations: Type.Array(Evaluation),
  shifts: Type.Array(OwnShiftEvaluation, { description: 'where one served, the latest first' }),
  mayPublish: Type.Boolean({ description: 'of full age, and accepted' }),
  name: Type.String({ description: 'as the organisation knows one' }),
  page: Nullable(OwnPage),
  teams: Type.Array(OwnTeam),
});
export type OwnRecognitionView = Static<typeof OwnRecognition>;

export const ReadOwnRecognition = operation({
  method: 'GET',
  url: '/api/v1/my/recognition',
  access: 'public_account',
  tag,
  summary: 'One’s own stars, points, evaluations and pages at each organisation that one serves with',
  response: { 200: Exactly({ items: Type.Array(OwnRecognition) }) },
});

export const AnswerEvaluation = operation({
  method: 'PUT',
  url: '/api/v1/my/evaluations/:id/answer',
  access: 'public_account',
  tag,
  summary: 'Answer an evaluation of one’s own service, once; sent again alike, it is the same',
  params: IdParams,
  body: Exactly({ words: PlainText({ minLength: 1, maxLength: 500 }) }),
  response: { 200: Nothing },
});

export const EvaluateShift = operation({
  method: 'PUT',
  url: '/api/v1/my/shift-evaluations/:id',
  access: 'public_account',
  tag,
  summary:
    'Say how a shift was where one served (`id`: of the shift). Staff read it together with what others said, never whose it is; for 30 days it may be said anew',
  params: IdParams,
  body: Exactly({ grade: Grade, words: Words }),
  response: { 200: Nothing },
});

const OrganisationParams = Exactly({ organisationId: Id });
export const PutOwnPage = operation({
  method: 'PUT',
  url: '/api/v1/my/volunteer-pages/:organisationId',
  access: 'public_account',
  tag,
  summary:
    'Consent to a page that shows this of oneself to whoever has its address; only who is of full age. Changed, it stays at its address',
  params: OrganisationParams,
  body: Exactly({ name: GivenName({ maxLength: 60 }), parts: Type.Array(Part, { maxItems: 10 }) }),
  response: { 200: OwnPage },
});
export type OwnPageView = Static<typeof OwnPage>;

export const EndOwnPage = operation({
  method: 'DELETE',
  url: '/api/v1/my/volunteer-pages/:organisationId',
  access: 'public_account',
  tag,
  summary: 'Withdraw the consent: the page is gone at once. Twice, it is gone',
  params: OrganisationParams,
  response: { 200: Nothing },
});

export const PutTeamName = operation({
  method: 'PUT',
  url: '/api/v1/my/team-names/:id',
  access: 'public_account',
  tag,
  summary: 'Consent to be named on the page of a team that one is in (`id`: of the team)',
  params: IdParams,
  body: Exactly({ name: GivenName({ maxLength: 60 }) }),
  response: { 200: Nothing },
});

export const EndTeamName = operation({
  method: 'DELETE',
  url: '/api/v1/my/team-names/:id',
  access: 'public_account',
  tag,
  summary: 'Withdraw the consent to be named on the page of a team; twice, it is withdrawn',
  params: IdParams,
  response: { 200: Nothing },
});
