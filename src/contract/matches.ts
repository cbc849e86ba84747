import { type Static, Type } from 'typebox';
import { openReasons } from '../domain/matching/explain.ts';
import { matchWishes, reaches, wishLevels } from '../domain/matching/match-options.ts';
import { matchFailures, matchStates, pairOutcomes } from '../domain/matching/match-life.ts';
import {
  CalendarDay,
  EachOf,
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
  SomeOf,
} from './operation.ts';

const tag = 'volunteering';

/** `''` where a shift asks for one kind of helper only. */
const Role = LineText({ maxLength: 40 });

const Level = Type.Unsafe<(typeof wishLevels)[number]>({
  type: 'integer',
  enum: [...wishLevels],
  description: '0: not at all, 1: somewhat, 2: much',
});
const optionFields = {
  wishes: EachOf(matchWishes, Level),
  reach: OneOf(reaches, 'how far from home somebody may be asked to come'),
  mostShiftsPerWeek: Type.Integer({ minimum: 1, maximum: 14 }),
  mostMinutesPerWeek: Type.Integer({ minimum: 30, maximum: 10_080 }),
  travelMinutes: Type.Integer({ minimum: 0, maximum: 240, description: 'between shifts at different sites' }),
  asksUntold: Type.Boolean({ description: 'also whoever never said when they could come' }),
};
const Options = Exactly(optionFields);
const EnteredOptions = Exactly({
  ...Type.Partial(Type.Omit(Options, ['wishes'])).properties,
  wishes: Type.Optional(SomeOf(matchWishes, Level)),
});

/** Which shifts somebody is looked for. */
const matched = {
  title: LineText({ maxLength: 80 }),
  from: CalendarDay,
  until: CalendarDay,
  programme: Type.String({ description: 'of one of the organisation’s programmes; empty: of all' }),
  opportunityIds: Type.Array(Id, { description: 'of these; none: of all' }),
};

const Match = Exactly({
  id: Id,
  ...matched,
  options: Options,
  state: OneOf(matchStates),
  isStale: Type.Boolean({ description: 'something was decided by hand since it was solved' }),
  step: Nullable(OneOf(['begun', 'matched'] as const, 'how far the solving has come')),
  wanted: Type.Integer({ description: 'places that are free' }),
  filled: Type.Integer({ description: 'of these, how many have somebody by the proposal' }),
  proof: Nullable(
    OneOf(
      ['optimal', 'bounded', 'cut'] as const,
      'nothing better is left; or it could be better by `gap` at most; or only some of the many who could be asked were compared',
    ),
  ),
  gap: Nullable(Type.Number({ description: 'share of what the proposal is worth' })),
  problem: Nullable(OneOf(matchFailures, 'why there is no proposal')),
  signedUp: Type.Integer({ description: 'of an accepted one: who has a place now' }),
  notSignedUp: Type.Integer({ description: 'of an accepted one: who could not be signed up any more' }),
  createdAt: Instant,
  solvedAt: Nullable(Instant),
  acceptedAt: Nullable(Instant),
  version: Type.Integer(),
});
export type MatchView = Static<typeof Match>;

export const CreateMatch = operation({
  method: 'POST',
  url: '/api/v1/matches',
  access: 'volunteer.manage',
  tag,
  summary:
    'Look for volunteers for all free places of shifts between two days; solved in the background, nobody is told anything before it is accepted',
  body: Exactly({
    id: Id,
    title: Type.Optional(matched.title),
    from: CalendarDay,
    until: CalendarDay,
    programme: Type.Optional(LineText({ maxLength: 80 })),
    opportunityIds: Type.Optional(Type.Array(Id, { maxItems: 500, uniqueItems: true })),
    options: Type.Optional(EnteredOptions),
  }),
  response: { 201: Match },
});
export type CreateMatchBody = Static<(typeof CreateMatch)['body']>;

export const ListMatches = operation({
  method: 'GET',
  url: '/api/v1/matches',
  access: 'volunteer.manage',
  tag,
  summary: 'What volunteers were looked for, the latest first',
  query: Exactly(PageQuery),
  response: { 200: PageOf(Match) },
});

export const ReadMatch = operation({
  method: 'GET',
  url: '/api/v1/matches/:id',
  access: 'volunteer.manage',
  tag,
  summary: 'How far a match has come, and what it found',
  params: IdParams,
  response: { 200: Match },
});

const Person = {
  volunteerId: Id,
  name: Nullable(Type.String({ description: 'null: destroyed with the end, or it does not open' })),
  volunteerNumber: Type.String(),
};

const Fit = Exactly({
  served: Type.Integer({ description: 'so often there before' }),
  helped: Type.Integer({ description: 'so often at sessions of the groups that it is for' }),
  isCategory: Type.Boolean({ description: 'wants to serve in this field' }),
  steps: Nullable(
    Type.Integer({
      description: 'from home: 0 same county, 1 same city, 2 same province, 3 beyond; null: unknown',
    }),
  ),
  isUntold: Type.Boolean({ description: 'never said when they could come' }),
  minutes: Type.Integer({ description: 'served of late and promised, before this proposal' }),
});

const MatchPair = Exactly({
  ...Person,
  decision: OneOf(['proposed', 'fixed'] as const),
  fit: Nullable(Fit),
  others: Type.Integer({ description: 'so many more could have been asked' }),
  outcome: Nullable(OneOf(pairOutcomes)),
});

const Reason = Exactly({
  reason: OneOf(openReasons),
  missing: Nullable(Type.String({ description: 'of `requirement`: `check.minors`, `skill.first_aid`' })),
  count: Type.Integer(),
});

const Instead = Nullable(Exactly({ shiftId: Id, title: Type.String(), startsAt: Instant, endsAt: Instant }));

const MatchPlace = Exactly({
  shiftId: Id,
  role: Type.String(),
  opportunityId: Id,
  title: Type.String(),
  siteName: Type.String(),
  startsAt: Instant,
  endsAt: Instant,
  free: Type.Integer(),
  pairs: Type.Array(MatchPair),
  barred: Type.Array(Exactly(Person)),
  open: Type.Integer({ description: 'places that stay without anybody' }),
  reasons: Type.Array(Reason, { description: 'why, for all volunteers that are not there' }),
  askable: Type.Array(Exactly({ ...Person, reason: OneOf(openReasons), instead: Instead }), {
    description: 'whom only one thing keeps away that a word could change',
  }),
});
export type MatchPlaceView = Static<typeof MatchPlace>;

export const ListMatchPlaces = operation({
  method: 'GET',
  url: '/api/v1/matches/:id/places',
  access: 'volunteer.manage',
  tag,
  summary:
    'The places of a match with who is proposed, or why nobody is; the next first. The reading is recorded',
  params: IdParams,
  query: Exactly({
    ...PageQuery,
    open: Type.Optional(Type.Boolean({ description: 'only places that stay without anybody' })),
    opportunityId: Type.Optional(Id),
  }),
  response: { 200: PageOf(MatchPlace) },
});

const PlaceQuery = Exactly({ shiftId: Id, role: Type.Optional(Role) });

export const ListMatchCandidates = operation({
  method: 'GET',
  url: '/api/v1/matches/:id/candidates',
  access: 'volunteer.manage',
  tag,
  summary:
    'Who could be put at a place by hand: all volunteers, the fittest first, each with what is in the way. The reading is recorded',
  params: IdParams,
  query: Exactly({ ...PlaceQuery.properties, q: Type.Optional(LineText({ maxLength: 100 })) }),
  response: {
    200: Exactly({
      items: Type.Array(
        Exactly({
          ...Person,
          mayBeFixed: Type.Boolean(),
          reason: Nullable(OneOf(openReasons, 'null: is proposed there')),
          missing: Nullable(Type.String()),
          instead: Instead,
          fit: Fit,
        }),
      ),
      total: Type.Integer(),
    }),
  },
});
export type MatchCandidateView = Static<(typeof ListMatchCandidates)['response'][200]>['items'][number];

export const DecideMatch = operation({
  method: 'POST',
  url: '/api/v1/matches/:id/decisions',
  access: 'volunteer.manage',
  tag,
  summary:
    'Decide by hand who has a place, or has not, or leave it to the next solving; decided twice, it is decided. `insteadOf` is taken out and kept out',
  params: IdParams,
  body: Exactly({
    shiftId: Id,
    role: Type.Optional(Role),
    volunteerId: Id,
    decision: OneOf(['fixed', 'barred', 'open'] as const),
    insteadOf: Type.Optional(Id),
  }),
  response: { 200: Match },
});

export const SolveMatch = operation({
  method: 'POST',
  url: '/api/v1/matches/:id/solve',
  access: 'volunteer.manage',
  tag,
  summary: 'Solve again around what was decided by hand, as shifts and volunteers are now',
  params: IdParams,
  body: Nullable(Exactly({ options: Type.Optional(EnteredOptions) })),
  response: { 200: Match },
});

export const CancelMatch = operation({
  method: 'POST',
  url: '/api/v1/matches/:id/cancel',
  access: 'volunteer.manage',
  tag,
  summary: 'End the solving; what was found before stays',
  params: IdParams,
  response: { 200: Match },
});

export const AcceptMatch = operation({
  method: 'POST',
  url: '/api/v1/matches/:id/accept',
  access: 'volunteer.manage',
  versioned: true,
  tag,
  summary:
    'Sign everybody up as proposed, one after the other; each is told and asked to say that they come, and whoever cannot any more is named',
  params: IdParams,
  response: { 200: Match },
});
