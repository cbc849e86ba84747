import { type Static, Type } from 'typebox';
import { evaluationKinds, placementSkills, placementStates } from '../domain/placements/placement-life.ts';
import {
  CalendarDay,
  EachOf,
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  NameText,
  Nullable,
  OneOf,
  operation,
  PageOf,
  PageQuery,
  PlainText,
} from './operation.ts';

const tag = 'placements';

/** Who the student is; null: erased, or it does not open. */
const Student = Type.Object(
  {
    name: NameText({ maxLength: 60 }),
    university: LineText({ minLength: 1, maxLength: 80 }),
    studentNumber: LineText({ maxLength: 40, description: 'empty: not known' }),
    tutorName: LineText({ maxLength: 60, description: 'at the university; empty: not known' }),
    tutorPhone: LineText({ maxLength: 40, description: 'empty: not known' }),
  },
  { additionalProperties: false },
);
export type StudentView = Static<typeof Student>;

const said = {
  siteId: Id,
  supervisorId: Id,
  from: CalendarDay,
  until: CalendarDay,
  agreedMinutes: Type.Integer({ minimum: 1, maximum: 600_000, description: 'with the university' }),
};
const Entered = Exactly({ student: Student, ...said });
export type EnteredPlacementBody = Static<typeof Entered>;

const item = {
  id: Id,
  student: Nullable(Student),
  ...said,
  state: OneOf(placementStates),
  confirmedMinutes: Type.Integer(),
  waitingMinutes: Type.Integer({ description: 'that the practice supervisor has not confirmed yet' }),
  isUnsupervised: Type.Boolean({
    description:
      'it is not over, and the practice supervisor is suspended or may not look after students any more',
  }),
  version: Type.Integer(),
};
const PlacementItem = Exactly(item);
export type PlacementItemView = Static<typeof PlacementItem>;

const Hours = Exactly({
  id: Id,
  day: CalendarDay,
  minutes: Type.Integer(),
  content: Nullable(Type.String()),
  enteredBy: Id,
  enteredAt: Instant,
  confirmedBy: Nullable(Id),
  confirmedAt: Nullable(Instant),
  withdrawnAt: Nullable(Instant),
});

const Grades = EachOf(placementSkills, Type.Integer({ minimum: 1, maximum: 5 }));
const Evaluation = Exactly({
  id: Id,
  kind: OneOf(evaluationKinds),
  grades: Nullable(Grades),
  words: Nullable(Type.String()),
  writtenBy: Id,
  writtenAt: Instant,
  isCurrent: Type.Boolean({ description: 'false: another one corrects it' }),
});

const Placement = Exactly({
  ...item,
  brokenOffBecause: Nullable(Type.String()),
  hours: Type.Array(Hours, { description: 'the latest day first' }),
  evaluations: Type.Array(Evaluation, { description: 'the latest first' }),
});
export type PlacementView = Static<typeof Placement>;

export const ListPlacements = operation({
  method: 'GET',
  url: '/api/v1/placements',
  access: 'placement.manage',
  tag,
  summary:
    'Students who learn the work here, those who began last first; of whoever does not manage all: their own. The reading is recorded',
  query: Exactly(PageQuery),
  response: { 200: PageOf(PlacementItem) },
});

export const ReadPlacement = operation({
  method: 'GET',
  url: '/api/v1/placements/:id',
  access: 'placement.manage',
  tag,
  summary: 'A placement with its hours and evaluations; the reading is recorded',
  params: IdParams,
  response: { 200: Placement },
});

export const CreatePlacement = operation({
  method: 'POST',
  url: '/api/v1/placements',
  access: 'placement.plan',
  tag,
  summary: 'Plan a placement',
  body: Exactly({ id: Id, ...Entered.properties }),
  response: { 201: Placement },
});

export const ChangePlacement = operation({
  method: 'PUT',
  url: '/api/v1/placements/:id',
  access: 'placement.plan',
  versioned: true,
  tag,
  summary: 'Say anew who the student is, where, when and with whom',
  params: IdParams,
  body: Entered,
  response: { 200: Placement },
});

export const MovePlacement = operation({
  method: 'PUT',
  url: '/api/v1/placements/:id/state',
  access: 'placement.manage',
  versioned: true,
  tag,
  summary: 'A placement begins, is completed once it was evaluated, or is broken off with a reason',
  params: IdParams,
  body: Exactly({
    state: OneOf(['under_way', 'completed', 'broken_off'] as const),
    reason: Type.Optional(PlainText({ maxLength: 500 })),
  }),
  response: { 200: Placement },
});

export const EnterPlacementHours = operation({
  method: 'POST',
  url: '/api/v1/placements/:id/hours',
  access: 'placement.manage',
  tag,
  summary:
    'What the student did on a day; of the practice supervisor it is confirmed at once, of others it waits',
  params: IdParams,
  body: Exactly({
    id: Id,
    day: CalendarDay,
    minutes: Type.Integer({ minimum: 1, maximum: 1440 }),
    content: PlainText({ minLength: 1, maxLength: 1000 }),
  }),
  response: { 201: Placement },
});

export const ConfirmPlacementHours = operation({
  method: 'POST',
  url: '/api/v1/placement-hours/:id/confirm',
  access: 'placement.manage',
  tag,
  summary: 'As the practice supervisor, confirm what the student did; confirmed twice, it is confirmed',
  params: IdParams,
  response: { 200: Placement },
});

export const WithdrawPlacementHours = operation({
  method: 'POST',
  url: '/api/v1/placement-hours/:id/withdraw',
  access: 'placement.manage',
  tag,
  summary: 'Take back what was entered wrong: it counts no more, and stays to be seen',
  params: IdParams,
  response: { 200: Placement },
});

export const EvaluatePlacement = operation({
  method: 'POST',
  url: '/api/v1/placements/:id/evaluations',
  access: 'placement.manage',
  tag,
  summary:
    'Evaluate the student halfway or at the end; where there is one, `replaces` names what is corrected',
  params: IdParams,
  body: Exactly({
    id: Id,
    kind: OneOf(evaluationKinds),
    grades: Grades,
    words: PlainText({ minLength: 1, maxLength: 2000 }),
    replaces: Type.Optional(Id),
  }),
  response: { 201: Placement },
});

export const ErasePlacement = operation({
  method: 'POST',
  url: '/api/v1/placements/:id/erase',
  access: 'placement.plan',
  tag,
  summary: 'Destroy what is known of the student: hours alone are kept. It cannot be undone',
  params: IdParams,
  response: { 200: Placement },
});

export const ReadPlacementReport = operation({
  method: 'GET',
  url: '/api/v1/placements/:id/report',
  access: 'placement.manage',
  tag,
  summary: 'What the university is given, to print: confirmed hours and evaluations; the reading is recorded',
  params: IdParams,
  query: Exactly({ language: Type.Optional(OneOf(['zh', 'en'] as const)) }),
  response: { 200: Type.Unsafe<Uint8Array>(Type.String({ description: 'PDF' })) },
});
