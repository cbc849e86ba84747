import { Type } from 'typebox';
import { campaignStates, waves } from '../domain/campaigns/campaign.ts';
import { InstrumentId } from './instruments.ts';
import {
  Exactly,
  Id,
  IdParams,
  Instant,
  LineText,
  PlainText,
  Nullable,
  OneOf,
  operation,
  PageOf,
  PageQuery,
} from './operation.ts';

const tag = 'measures';

export const withheldReasons = ['missing', 'guardian_required', 'expired', 'withdrawn', 'ended'] as const;

const Title = LineText({ minLength: 1, maxLength: 120 });
const Contact = Exactly({
  name: LineText({ minLength: 1, maxLength: 60 }),
  phone: Type.Optional(Nullable(Type.String({ pattern: '^[0-9+() -]{3,30}$' }))),
});

const campaign = {
  id: Id,
  title: Type.String(),
  titleEn: Nullable(Type.String()),
  instrumentIds: Type.Array(InstrumentId),
  wave: OneOf(waves),
  studyTag: Nullable(Type.String()),
  contact: Nullable(Exactly({ name: Type.String(), phone: Nullable(Type.String()) })),
  opensAt: Instant,
  closesAt: Instant,
  openedAt: Nullable(Instant),
  state: OneOf(campaignStates),
  classIds: Type.Array(Id),
};

export const CampaignItem = Exactly(campaign);

const Progress = {
  invited: Type.Integer({ description: 'persons who may answer' }),
  answered: Type.Integer({ description: 'of those, who answered the whole form' }),
  withheld: Type.Integer({ description: 'persons without a standing consent to assessments' }),
};

/** Counts are of the persons whom the caller may see; of classes within the caller's reach for whoever sees none. */
export const Campaign = Exactly({
  ...campaign,
  countedInSteps: Nullable(
    Type.Integer({
      description:
        'counts are rounded down to multiples of it for whoever may not read the persons; null: exact',
    }),
  ),
  classes: Type.Array(
    Exactly({ classId: Id, school: Nullable(Type.String()), name: Type.String(), ...Progress }),
    { description: 'by school, grade and number' },
  ),
  ends: Type.Array(
    Exactly({
      from: Instant,
      to: Instant,
      reason: Nullable(Type.String({ description: 'null: ended at once, or it cannot be read' })),
      by: Id,
      at: Instant,
    }),
    { description: 'how the end was changed, the latest first' },
  ),
  isCounted: Type.Boolean({
    description: 'its figures were told, here or by a study: the end stays as it is',
  }),
});

export const CreateCampaign = operation({
  method: 'POST',
  url: '/api/v1/campaigns',
  access: 'campaign.manage',
  tag,
  summary: 'Plan a screening round; nobody is invited before it is opened',
  body: Exactly({
    id: Type.Optional(Id),
    title: Title,
    titleEn: Type.Optional(Nullable(Title)),
    instrumentIds: Type.Optional(
      Type.Array(InstrumentId, {
        minItems: 1,
        maxItems: 10,
        uniqueItems: true,
        description: 'in the order of answering; the growth questionnaire where left out',
      }),
    ),
    wave: OneOf(waves),
    studyTag: Type.Optional(Nullable(LineText({ minLength: 1, maxLength: 60 }))),
    contact: Type.Optional(Nullable(Contact)),
    opensAt: Instant,
    closesAt: Instant,
    classIds: Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true }),
  }),
  response: { 201: Campaign },
});

export const ListCampaigns = operation({
  method: 'GET',
  url: '/api/v1/campaigns',
  access: 'campaign.read',
  tag,
  summary: 'Screening rounds, newest first',
  query: Exactly(PageQuery),
  response: { 200: PageOf(CampaignItem) },
});

export const ReadCampaign = operation({
  method: 'GET',
  url: '/api/v1/campaigns/:id',
  access: 'campaign.read',
  tag,
  summary: 'A screening round with its progress per class',
  params: IdParams,
  response: { 200: Campaign },
});

export const OpenCampaign = operation({
  method: 'POST',
  url: '/api/v1/campaigns/:id/open',
  access: 'campaign.manage',
  tag,
  summary:
    'Invite the classes: whoever has a standing consent to assessments; the others are listed with the reason, and asked again at each opening',
  params: IdParams,
  response: { 200: Campaign },
});

export const CloseCampaign = operation({
  method: 'POST',
  url: '/api/v1/campaigns/:id/close',
  access: 'campaign.manage',
  tag,
  summary: 'End a screening round now',
  params: IdParams,
  response: { 200: Campaign },
});

export const ExtendCampaign = operation({
  method: 'POST',
  url: '/api/v1/campaigns/:id/extend',
  access: 'campaign.manage',
  tag,
  summary:
    'Set a later end, also of a round that is over: the links of whoever has not answered work again. Not once its figures were told. The same id twice is one change',
  params: IdParams,
  body: Exactly({ id: Id, closesAt: Instant, reason: PlainText({ minLength: 1, maxLength: 500 }) }),
  response: { 200: Campaign },
});

export const Invitation = Exactly({
  clientId: Id,
  name: Type.String(),
  classId: Id,
  withheld: Nullable(OneOf(withheldReasons, 'why this person is not invited')),
  issuedAt: Nullable(Instant),
  answeredAt: Nullable(Instant),
  keptApart: Type.Integer({ description: 'answers under this link that do not count and wait for a look' }),
});

export const ListInvitations = operation({
  method: 'GET',
  url: '/api/v1/campaigns/:id/invitations',
  access: 'client.read',
  tag,
  summary: 'Persons of a round: invited, answered, or withheld and why',
  params: IdParams,
  query: Exactly({ classId: Type.Optional(Id) }),
  response: { 200: Exactly({ items: Type.Array(Invitation) }) },
});

export const ClassSheet = Exactly({
  campaignId: Id,
  classId: Id,
  school: Nullable(Type.String()),
  className: Type.String(),
  items: Type.Array(
    Exactly({
      clientId: Id,
      name: Type.String(),
      studentNumber: Nullable(Type.String()),
      link: Type.String(),
    }),
  ),
});

/** In which slips are given out: to print and cut, or for a spreadsheet. */
export const sheetFormats = ['html', 'csv', 'xlsx'] as const;

export const IssueLinks = operation({
  method: 'POST',
  url: '/api/v1/campaigns/:id/links',
  access: 'campaign.manage',
  tag,
  summary:
    'Make the links of a class, or of some of its pupils, who have not answered yet. Only hashes are kept: a sheet can never be shown again, and new links void the earlier ones',
  params: IdParams,
  body: Exactly({
    classId: Id,
    clientIds: Type.Optional(Type.Array(Id, { minItems: 1, maxItems: 200, uniqueItems: true })),
    format: Type.Optional(
      OneOf(
        ['json', ...sheetFormats] as const,
        'html: a sheet for A4 paper to print and cut; csv, xlsx: for a spreadsheet, in xlsx with numbers as text',
      ),
    ),
  }),
  response: { 200: Type.Union([ClassSheet, Type.String(), Type.Unsafe<Uint8Array>(Type.String())]) },
});

export const IssueAllLinks = operation({
  method: 'POST',
  url: '/api/v1/campaigns/:id/links/all',
  access: 'campaign.manage',
  tag,
  summary:
    'The links of all classes of a round in one file, class by class, for whoever has not answered yet. New links void the earlier ones',
  params: IdParams,
  body: Exactly({ format: OneOf(sheetFormats, 'html: each class begins a page') }),
  response: { 200: Type.Union([Type.String(), Type.Unsafe<Uint8Array>(Type.String())]) },
});

const Spread = Exactly({
  instrumentId: InstrumentId,
  scale: Type.String(),
  n: Nullable(Type.Integer()),
  mean: Nullable(Type.Number()),
  sd: Nullable(Type.Number()),
});

export const CampaignSummary = operation({
  method: 'GET',
  url: '/api/v1/campaigns/:id/summary',
  access: 'campaign.read',
  tag,
  summary:
    'Means of the scales and what was named as hardest, over the answers within the caller’s reach; small counts, and those that would reveal them, are null. Whoever may not read the answers is told once, when the round is over and nothing arrives any more, and always the same',
  params: IdParams,
  response: {
    200: Exactly({
      suppressedBelow: Type.Integer(),
      /** when the figures are told to whoever may not read the answers; null: they are here */
      toldFrom: Nullable(Instant),
      scales: Type.Array(Spread),
      selections: Type.Array(
        Exactly({
          instrumentId: InstrumentId,
          itemId: Type.String(),
          n: Nullable(Type.Integer({ description: 'persons who chose anything' })),
          options: Type.Array(
            Exactly({
              optionId: Type.String(),
              first: Nullable(Type.Integer({ description: 'named it first' })),
              named: Nullable(Type.Integer({ description: 'named it at all' })),
            }),
          ),
        }),
      ),
    }),
  },
});
