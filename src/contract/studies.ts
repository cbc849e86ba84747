import { Type } from 'typebox';
import { campaignStates, waves } from '../domain/campaigns/campaign.ts';
import { allocations, arms, type StudyProtocol } from '../domain/studies/protocol.ts';
import { InstrumentId } from './instruments.ts';
import {
  EachOf,
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  Nullable,
  OneOf,
  operation,
  PlainText,
  SomeOf,
} from './operation.ts';
import { PlaybookId } from './playbooks.ts';

const tag = 'studies';

const Title = LineText({ minLength: 1, maxLength: 160 });
const Question = PlainText({ minLength: 1, maxLength: 1000 });
const SourceText = PlainText({ minLength: 1, maxLength: 500 });
const OrganisationCode = Type.String({ pattern: '^[a-z0-9][a-z0-9-]{0,38}[a-z0-9]$' });
const Hash = Type.String({ description: 'SHA-256 of the canonical JSON, in hexadecimal' });

const Reliability = Exactly({
  r: Type.Number({ minimum: 0, exclusiveMaximum: 1 }),
  kind: OneOf(['alpha', 'retest'] as const),
  source: SourceText,
});

const Spread = Type.Union([
  Exactly({ kind: Type.Literal('baseline') }),
  Exactly({
    kind: Type.Literal('published'),
    value: Type.Number({ exclusiveMinimum: 0, maximum: 1000 }),
    source: SourceText,
  }),
]);

const sizeAssumptions = {
  effect: Type.Number({
    exclusiveMinimum: 0,
    maximum: 3,
    description: 'smallest difference worth finding, in standard deviations',
  }),
  pupilsPerClass: Type.Integer({ minimum: 1, maximum: 200 }),
  icc: Type.Number({ minimum: 0, maximum: 0.9 }),
  correlation: Type.Number({ minimum: 0, maximum: 0.99, description: 'of the first with the last score' }),
  attrition: Type.Number({ minimum: 0, maximum: 0.9 }),
  power: Type.Number({ minimum: 0.5, maximum: 0.99 }),
};

const PrimaryOutcome = Exactly({
  instrumentId: InstrumentId,
  scale: Type.String({ pattern: '^[a-z0-9_]{1,40}$' }),
});

const Participant = Exactly({
  organisationId: Id,
  code: Type.String(),
  name: Type.String(),
  nameEn: Nullable(Type.String()),
  regionCode: Type.String(),
});

/** What a study fixes in advance, as src/domain/studies/protocol.ts knows it. */
export const Protocol = Type.Unsafe<StudyProtocol>(
  Exactly({
    title: Type.String(),
    titleEn: Nullable(Type.String()),
    question: Type.String(),
    questionEn: Nullable(Type.String()),
    playbookId: PlaybookId,
    arms: EachOf(arms, Type.String()),
    armsEn: Type.Optional(Nullable(SomeOf(arms, Type.String()))),
    allocation: OneOf(allocations),
    waves: Type.Array(OneOf(['baseline', 'post'] as const)),
    primaryOutcome: PrimaryOutcome,
    changeBasis: Exactly({ reliability: Reliability, sd: Spread }),
    sampleSize: Type.Optional(
      Nullable(
        Exactly({
          ...sizeAssumptions,
          classesPerArm: Nullable(
            Type.Integer({ description: 'null: no number that could be had is enough' }),
          ),
        }),
      ),
    ),
    model: Exactly({
      outcome: Type.String(),
      fixed: Type.Array(Type.String()),
      pooledFixed: Type.Array(Type.String()),
      random: Type.Array(Type.String()),
      method: Type.String(),
      degreesOfFreedom: Type.String(),
    }),
    participants: Type.Array(Participant),
    smallestCount: Type.Integer(),
  }),
);

const PlannedStudy = {
  title: Title,
  titleEn: Type.Optional(Nullable(Title)),
  question: Question,
  questionEn: Type.Optional(Nullable(Question)),
  playbookId: PlaybookId,
  arms: EachOf(arms, PlainText({ minLength: 1, maxLength: 300 })),
  armsEn: Type.Optional(Nullable(SomeOf(arms, PlainText({ minLength: 1, maxLength: 300 })))),
  allocation: OneOf(allocations),
  primaryOutcome: PrimaryOutcome,
  reliability: Reliability,
  sd: Spread,
  sampleSize: Type.Optional(Nullable(Exactly(sizeAssumptions))),
  participantCodes: Type.Optional(
    Type.Array(OrganisationCode, {
      minItems: 1,
      maxItems: 40,
      uniqueItems: true,
      description: 'organisations that the study is offered to; the caller’s own where left out',
    }),
  ),
};

const item = {
  id: Id,
  title: Type.String(),
  titleEn: Nullable(Type.String()),
  question: Type.String(),
  questionEn: Nullable(Type.String()),
  state: OneOf(['draft', 'registered'] as const),
  registeredAt: Nullable(Instant),
  isOwner: Type.Boolean(),
  site: Nullable(
    OneOf(
      ['offered', 'joined', 'released'] as const,
      'where the caller’s organisation stands as a participant',
    ),
  ),
};

export const StudyItem = Exactly(item);

export const StudySite = Exactly({
  joinedAt: Nullable(Instant),
  classes: Type.Array(
    Exactly({
      classId: Id,
      name: Type.String(),
      siteId: Id,
      arm: OneOf(arms),
      pupils: Nullable(
        Type.Integer({ description: 'on the list of the class today; null to whoever sees no persons' }),
      ),
    }),
  ),
  rounds: Type.Array(
    Exactly({
      campaignId: Id,
      title: Type.String(),
      wave: OneOf(waves),
      state: OneOf(campaignStates),
      closesAt: Instant,
    }),
  ),
  hasLaterAnswers: Nullable(
    Type.Boolean({ description: 'the classes of the arms do not change any more; null as above' }),
  ),
  releasedAt: Nullable(Instant),
  deliveredAt: Nullable(Instant),
});

/** How far a study got to one of its participants. */
const StudyDelivery = Exactly({
  organisationId: Id,
  state: OneOf(
    ['delivered', 'waiting', 'late', 'failed'] as const,
    'protocol and amendments; late: tried in vain and tried again; failed: given up',
  ),
  deliveredAt: Nullable(Type.String({ format: 'date-time', description: 'when the protocol arrived' })),
});

export const Study = Exactly({
  ...item,
  protocol: Protocol,
  protocolHash: Nullable(Hash),
  version: Type.Integer(),
  amendments: Type.Array(
    Exactly({ id: Id, amendment: Type.String(), reason: Type.String(), madeAt: Instant }),
  ),
  participation: Nullable(StudySite),
  deliveries: Type.Array(StudyDelivery, {
    description: 'to each participant; for the owner, once registered',
  }),
  releases: Type.Array(
    Exactly({ organisationId: Id, name: Type.String(), releasedAt: Instant, contentHash: Hash }),
    { description: 'sums that reached the owner' },
  ),
});

export const ListStudies = operation({
  method: 'GET',
  url: '/api/v1/studies',
  access: 'study.read',
  tag,
  summary: 'Studies that the organisation owns or that were delivered to it, newest first',
  response: { 200: Exactly({ items: Type.Array(StudyItem) }) },
});

export const CreateStudy = operation({
  method: 'POST',
  url: '/api/v1/studies',
  access: 'study.manage',
  tag,
  summary: 'Plan a study; nothing is fixed before it is registered',
  body: Exactly({ id: Type.Optional(Id), ...PlannedStudy }),
  response: { 201: Study },
});

export const ChangeStudy = operation({
  method: 'PATCH',
  url: '/api/v1/studies/:id',
  access: 'study.manage',
  tag,
  summary: 'Change the plan of a study that is not registered yet',
  params: IdParams,
  versioned: true,
  body: Type.Partial(Exactly(PlannedStudy), { additionalProperties: false }),
  response: { 200: Study },
});

export const ReadStudy = operation({
  method: 'GET',
  url: '/api/v1/studies/:id',
  access: 'study.read',
  tag,
  summary: 'One study: protocol, hash, amendments, classes, rounds, releases',
  params: IdParams,
  response: { 200: Study },
});

export const RegisterStudy = operation({
  method: 'POST',
  url: '/api/v1/studies/:id/register',
  access: 'study.manage',
  tag,
  summary:
    'Fix the protocol with time and hash and send it to the participants; refused once answers of a later wave exist. Again: send once more to whom it did not get',
  params: IdParams,
  response: { 200: Study },
});

export const AmendStudy = operation({
  method: 'POST',
  url: '/api/v1/studies/:id/amendments',
  access: 'study.manage',
  tag,
  summary: 'Write down what was decided after registration, and why; the registered protocol stays',
  params: IdParams,
  body: Exactly({ id: Type.Optional(Id), amendment: Question, reason: Question }),
  response: { 201: Study },
});

export const JoinStudy = operation({
  method: 'POST',
  url: '/api/v1/studies/:id/join',
  access: 'study.conduct',
  tag,
  summary: 'Take part, and say which class belongs to which arm; until the second wave begins',
  params: IdParams,
  body: Exactly({
    classes: Type.Array(Exactly({ classId: Id, arm: OneOf(arms) }), { minItems: 1, maxItems: 400 }),
  }),
  response: { 200: Study },
});

export const ReleaseStudy = operation({
  method: 'POST',
  url: '/api/v1/studies/:id/release',
  access: 'study.conduct',
  tag,
  summary:
    'Hand the sums of the classes to the study’s owner, once, 72 hours after both waves, when nothing arrives any more: no person, no class below the smallest count. Again: send the same sums once more where they did not arrive',
  params: IdParams,
  response: { 200: Study },
});
