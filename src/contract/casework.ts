import { Type } from 'typebox';
import { goalStates } from '../domain/casework/goals.ts';
import { caseStatuses } from '../domain/casework/lifecycle.ts';
import { riskLevels } from './clients.ts';
import { ClosureFields, closureOutcomes, closureReasons, ClosureRequest } from './closures.ts';
import {
  CalendarDay,
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

const tag = 'casework';

export const referralSources = [
  'self',
  'teacher',
  'guardian',
  'screening',
  'station',
  'other_organisation',
] as const;
export const urgencies = ['routine', 'soon', 'urgent'] as const;
export const declineReasons = [
  'no_need',
  'not_our_service',
  'no_capacity',
  'duplicate',
  'no_consent',
] as const;
export const caseRecordKinds = ['intake', 'assessment', 'plan', 'review', 'closure', 'follow_up'] as const;
const LongText = PlainText({ minLength: 1, maxLength: 8000 });

export const Referral = Exactly({
  id: Id,
  clientId: Id,
  clientName: Type.String(),
  siteId: Id,
  /** null: the client was erased; a source also where what was sealed does not open, which counts as urgent */
  source: Nullable(OneOf(referralSources)),
  urgency: Nullable(OneOf(urgencies)),
  reason: Type.String(),
  status: OneOf(['open', 'accepted', 'declined'] as const),
  declineReason: Nullable(OneOf(declineReasons)),
  caseId: Nullable(Id),
  createdAt: Instant,
});

export const CreateReferral = operation({
  method: 'POST',
  url: '/api/v1/referrals',
  access: 'referral.create',
  tag,
  summary: 'Refer a client whom the caller may see',
  body: Exactly({
    id: Type.Optional(Id),
    clientId: Id,
    source: OneOf(referralSources),
    urgency: OneOf(urgencies),
    reason: LongText,
  }),
  response: { 201: Referral },
});

export const ListReferrals = operation({
  method: 'GET',
  url: '/api/v1/referrals',
  access: 'referral.read',
  tag,
  summary: 'Referrals: open ones by urgency, those that wait longest first; all others newest first',
  query: Exactly({
    ...PageQuery,
    status: Type.Optional(OneOf(['open', 'accepted', 'declined'] as const)),
    clientId: Type.Optional(Id),
  }),
  response: { 200: PageOf(Referral) },
});

/** What whoever referred a pupil may know afterwards: that it was received, and whether it was taken up. */
export const PupilReferral = Exactly({
  id: Id,
  pupilName: Type.String(),
  /** null: the pupil was erased */
  urgency: Nullable(OneOf(urgencies)),
  status: OneOf(['open', 'accepted', 'declined'] as const),
  createdAt: Instant,
});

export const ReferPupil = operation({
  method: 'POST',
  url: '/api/v1/pupil-referrals',
  access: 'pupil.refer',
  tag,
  summary: 'Refer a pupil by class and name, for whoever sees no records: a teacher',
  body: Exactly({
    id: Type.Optional(Id),
    classId: Id,
    name: NameText({ maxLength: 60 }),
    studentNumber: Type.Optional(
      Nullable(LineText({ maxLength: 40, description: 'where two in a class have the same name' })),
    ),
    urgency: OneOf(urgencies),
    reason: LongText,
  }),
  response: { 201: PupilReferral },
});

export const ListPupilReferrals = operation({
  method: 'GET',
  url: '/api/v1/pupil-referrals',
  access: 'pupil.refer',
  tag,
  summary: 'What the caller referred, newest first: no more than was said, and whether it was taken up',
  response: { 200: Exactly({ items: Type.Array(PupilReferral) }) },
});

/** What a list of cases shows. */
export const CaseItem = Exactly({
  id: Id,
  number: Type.String(),
  clientId: Id,
  clientName: Type.String(),
  siteId: Id,
  workerIds: Type.Array(Id),
  status: OneOf(caseStatuses),
  riskLevel: OneOf(riskLevels),
  /** what comes next, in the worker's words, and when; of a closed case when somebody looks after the person again */
  nextStep: Nullable(Type.String()),
  nextStepOn: Nullable(CalendarDay),
  openedAt: Instant,
  closedAt: Nullable(Instant),
  updatedAt: Instant,
  version: Type.Integer(),
});

const Goal = Exactly({
  goal: PlainText({ minLength: 1, maxLength: 500 }),
  measure: Type.Optional(PlainText({ maxLength: 300 })),
  dueOn: Type.Optional(Nullable(CalendarDay)),
  /** of a review */
  state: Type.Optional(OneOf(goalStates)),
});

/** What comes next and on which day: together they take the place of what stood there before. */
export const NextStepFields = {
  nextStep: Type.Optional(Nullable(LineText({ minLength: 1, maxLength: 300 }))),
  nextStepOn: Type.Optional(Nullable(CalendarDay)),
};

/** Whose version of a record, since when, and why it replaced the one before. */
export const VersionMark = {
  /** of the correction; of the record where it is the first version */
  id: Id,
  version: Type.Integer(),
  reason: Nullable(Type.String()),
  recordedBy: Id,
  recordedAt: Instant,
};
export const CorrectionReason = PlainText({
  minLength: 1,
  maxLength: 500,
  description: 'why it is corrected; read by whoever reads the record',
});

/** What a record of a case said; of a change of stage `text` is its reason. */
export const RecordVersion = Exactly({
  ...VersionMark,
  occurredAt: Instant,
  text: Nullable(Type.String()),
  goals: Type.Array(Goal),
});

/** What was recorded at a step, in the worker's words, as it stands after its corrections. */
export const CaseRecord = Exactly({
  id: Id,
  version: Type.Integer(),
  kind: OneOf(['transition', ...caseRecordKinds, 'step_done'] as const),
  occurredAt: Instant,
  recordedAt: Instant,
  from: Type.Optional(OneOf(caseStatuses)),
  to: Type.Optional(OneOf(caseStatuses)),
  reason: Type.Optional(Type.String()),
  riskLevel: Type.Optional(OneOf(riskLevels)),
  /** of a closure */
  outcome: Type.Optional(OneOf(closureOutcomes)),
  text: Nullable(Type.String()),
  goals: Type.Array(Goal),
  recordedBy: Id,
  /** every version, newest first; empty where it was never corrected */
  history: Type.Array(RecordVersion),
});

export const Case = Exactly({
  ...CaseItem.properties,
  isWithMinor: Type.Boolean({ description: 'the client is under age today, or nobody knows' }),
  referralId: Nullable(Id),
  /** what the case began with, in the referrer's words */
  referral: Nullable(
    Exactly({
      source: Nullable(OneOf(referralSources)),
      urgency: Nullable(OneOf(urgencies)),
      reason: Type.String(),
      createdAt: Instant,
      referredBy: Nullable(Id),
    }),
  ),
  closureReason: Nullable(OneOf(closureReasons)),
  records: Type.Array(CaseRecord),
  /** newest first */
  closureRequests: Type.Array(ClosureRequest),
  /** states that the case may go to now, and what each still needs; `isAsked`: the reader asks a supervisor for it */
  next: Type.Array(
    Exactly({ to: OneOf(caseStatuses), missing: Type.Array(Type.String()), isAsked: Type.Boolean() }),
  ),
});

export const ListCases = operation({
  method: 'GET',
  url: '/api/v1/cases',
  access: 'case.read',
  tag,
  summary: 'Cases whom the caller may see, newest change first',
  query: Exactly({
    ...PageQuery,
    status: Type.Optional(OneOf(caseStatuses)),
    clientId: Type.Optional(Id),
    mine: Type.Optional(Type.Boolean()),
    waiting: Type.Optional(
      OneOf(
        ['next_step'] as const,
        'cases with a next step, the earliest day first: the caller’s own, and closed ones that wait for a follow-up',
      ),
    ),
    q: Type.Optional(
      LineText({
        maxLength: 100,
        description: 'whom clients are found by (the first 100 of them), or how the number begins',
      }),
    ),
  }),
  response: { 200: PageOf(CaseItem) },
});

export const CreateCase = operation({
  method: 'POST',
  url: '/api/v1/cases',
  access: 'case.open',
  tag,
  summary: 'Open a case without a referral; whoever opens it is responsible, unless others are named',
  body: Exactly({
    id: Type.Optional(Id),
    clientId: Id,
    workerIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 10, uniqueItems: true })),
  }),
  response: { 201: Case },
});

export const AcceptReferral = operation({
  method: 'POST',
  url: '/api/v1/referrals/:id/accept',
  access: 'referral.decide',
  tag,
  summary: 'Accept: opens a case and names its worker',
  params: IdParams,
  body: Exactly({ caseId: Type.Optional(Id), workerId: Type.Optional(Id) }),
  response: { 200: Referral },
});

export const DeclineReferral = operation({
  method: 'POST',
  url: '/api/v1/referrals/:id/decline',
  access: 'referral.decide',
  tag,
  summary: 'Decline with a reason',
  params: IdParams,
  body: Exactly({ reason: OneOf(declineReasons) }),
  response: { 200: Referral },
});

export const ReadCase = operation({
  method: 'GET',
  url: '/api/v1/cases/:id',
  access: 'case.read',
  tag,
  summary: 'One case with its records; the reading is recorded',
  params: IdParams,
  response: { 200: Case },
});

export const TransitCase = operation({
  method: 'POST',
  url: '/api/v1/cases/:id/transitions',
  access: 'case.write',
  tag,
  summary: 'Take the case to its next state; says what is missing when it may not',
  params: IdParams,
  body: Exactly({
    to: OneOf(caseStatuses),
    reason: Type.Optional(PlainText({ minLength: 1, maxLength: 500 })),
    /** to close it in one go, without a record of the closure beforehand */
    closure: Type.Optional(Exactly(ClosureFields)),
    followUpOn: Type.Optional(
      Nullable({ ...CalendarDay, description: 'needed with a reason where the risk is high' }),
    ),
  }),
  response: { 200: Case },
});

export const RecordCaseStep = operation({
  method: 'POST',
  url: '/api/v1/cases/:id/records',
  access: 'case.write',
  tag,
  summary: 'Record intake, assessment with risk, plan with goals, review, closure or follow-up',
  params: IdParams,
  body: Exactly({
    id: Type.Optional(Id),
    kind: OneOf(['intake', 'assessment', 'plan', 'review', 'closure', 'follow_up'] as const),
    occurredAt: Instant,
    text: LongText,
    riskLevel: Type.Optional(OneOf(riskLevels)),
    goals: Type.Optional(Type.Array(Goal, { maxItems: 20 })),
    closureReason: Type.Optional(OneOf(closureReasons)),
    outcome: Type.Optional(OneOf(closureOutcomes)),
    ...NextStepFields,
  }),
  response: { 201: Case },
});

export const CorrectRecord = operation({
  method: 'POST',
  url: '/api/v1/case-records/:id/corrections',
  access: 'record.correct',
  tag,
  summary:
    'Correct words, goals or time of a record of a case: the version before stays. By whoever wrote it, or a supervisor',
  versioned: true,
  params: IdParams,
  body: Exactly({
    id: Type.Optional(Id),
    occurredAt: Instant,
    text: LongText,
    goals: Type.Array(Goal, { maxItems: 20 }),
    reason: CorrectionReason,
  }),
  response: { 201: CaseRecord },
});

export const FinishNextStep = operation({
  method: 'POST',
  url: '/api/v1/cases/:id/next-step/done',
  access: 'case.write',
  tag,
  summary:
    'The next step that is named was taken: it stands in the story of the case, and nothing waits any more',
  params: IdParams,
  body: Exactly({ nextStep: Nullable(LineText({ maxLength: 300 })), nextStepOn: Nullable(CalendarDay) }),
  response: { 200: Case },
});

export const AssignCase = operation({
  method: 'POST',
  url: '/api/v1/cases/:id/workers',
  access: 'case.close',
  tag,
  summary: 'Give a case to other workers',
  params: IdParams,
  body: Exactly({ workerIds: Type.Array(Id, { minItems: 1, maxItems: 10, uniqueItems: true }) }),
  response: { 200: Case },
});
