import { Type } from 'typebox';
import { waves } from '../domain/campaigns/campaign.ts';
import { apartReasons } from '../domain/campaigns/decide-answer.ts';
import { notComputableReasons } from '../domain/campaigns/not-computable.ts';
import { talkUrgencies } from '../domain/casework/asking-for-help.ts';
import type { Answers as DomainAnswers } from '../domain/scoring/score.ts';
import { Instrument, InstrumentId } from './instruments.ts';
import {
  Exactly,
  Id,
  IdParams,
  Instant,
  Nullable,
  OneOf,
  operation,
  PlainText,
  SCHOOL_PER_MINUTE,
} from './operation.ts';

const tag = 'measures';
const ANSWERS_LIMIT = 32 * 1024;

/** Where staff who enter answers took them from. */
export const answerSources = ['paper', 'interview'] as const;

export const answerAlertKinds = ['self_harm', 'harm_by_others'] as const;

/** Carried in the body, never in an address: no log holds it. */
export const InvitationToken = Type.String({ pattern: '^[A-Za-z0-9_-]{54}$', maxLength: 54 });

const Texts = Exactly({ zh: Type.String(), en: Type.String() });

const MOST_ITEMS = 200;

/** Wide on purpose: one answer that cannot be read must not cost a child the page. The instrument says what it reads. */
const SentAnswers = Type.Record(Type.String(), Type.Unknown(), {
  maxProperties: MOST_ITEMS,
  description:
    'item → number, option ids in order, or text; null or absent: unanswered. Whatever else comes by an invitation is kept as it was sent',
});

/** As they lie, whatever was sent: no member of a union may refuse what is there. */
const Answers = Type.Unsafe<DomainAnswers>(
  Type.Object(
    {},
    {
      additionalProperties: Type.Union([
        Type.Number(),
        Type.String(),
        Type.Array(Type.String()),
        Type.Null(),
      ]),
      description: 'item → number, option ids in order, or text',
    },
  ),
);

const ScaleScore = Exactly({
  scale: Type.String(),
  value: Nullable(
    Type.Number({ description: 'null when more items lack an answer than the scale tolerates' }),
  ),
  answered: Type.Integer(),
  missing: Type.Integer(),
});

const AnswerAlert = Exactly({ itemId: Type.String(), kind: OneOf(answerAlertKinds) });

const KeptApart = Nullable(
  OneOf(apartReasons, 'why these answers count nowhere until somebody has looked; null: they count'),
);

export const CreateResponse = operation({
  method: 'POST',
  url: '/api/v1/responses',
  access: 'response.create',
  withoutSession: 'invitationToken',
  perMinute: SCHOOL_PER_MINUTE,
  tag,
  summary:
    'Submit the answers to one instrument: by an invitation’s token without signing in, or signed in for a client. The same id twice is one response. What does not count (a second submission, a late one, a void link) is kept apart; by an invitation, with an answer that cannot be read, or to a version of an asked instrument that nobody knows, all are kept as sent and not scored; without consent only what calls for help is kept. Alerts are raised all the same, as far as it can be read. Signed in, what cannot be read is refused by field',
  body: Exactly({
    id: Id,
    instrumentId: InstrumentId,
    clientId: Type.Optional(Id),
    invitationToken: Type.Optional(InvitationToken),
    campaignId: Type.Optional(
      Type.Unsafe<string>({
        ...Id,
        description: 'signed in: the round that the client was asked in; it counts there, once',
      }),
    ),
    recordedFrom: Type.Optional(OneOf(answerSources, 'signed in: what the answers were taken from')),
    answers: SentAnswers,
    answeredAt: Instant,
  }),
  bodyLimit: ANSWERS_LIMIT,
  response: {
    201: Exactly({
      id: Id,
      scores: Type.Array(ScaleScore),
      alerts: Type.Array(AnswerAlert, { description: 'show help at once; the station has been alerted' }),
      keptApart: KeptApart,
    }),
  },
});

export const AskForTalk = operation({
  method: 'POST',
  url: '/api/v1/self-referrals',
  access: 'public',
  perMinute: SCHOOL_PER_MINUTE,
  tag: 'casework',
  summary:
    'A pupil asks for a social worker by an invitation’s link, before, during or after the round; it becomes a referral. By a link that a newer one made void, or one that is somebody else’s, it becomes a call of the class, which names nobody. The same id twice is one request',
  body: Exactly({
    id: Id,
    invitationToken: InvitationToken,
    urgency: OneOf(talkUrgencies, 'urgent alerts the station at once'),
    words: Type.Optional(PlainText({ maxLength: 1000 })),
    isMine: Type.Optional(Type.Boolean({ description: 'false: the link is somebody else’s' })),
  }),
  response: { 201: Exactly({ id: Id }) },
});

const ResponseView = Exactly({
  id: Id,
  clientId: Id,
  clientName: Type.String(),
  campaignId: Nullable(Id),
  instrumentId: InstrumentId,
  answeredAt: Instant,
  receivedAt: Instant,
  recordedBy: Nullable(Id),
  recordedFrom: Nullable(OneOf(answerSources)),
  scores: Type.Array(ScaleScore),
  answers: Nullable(Answers),
  alerts: Type.Array(AnswerAlert),
  keptApart: KeptApart,
  lookedBy: Nullable(Id),
  lookedAt: Nullable(Instant),
  readers: Type.Array(Exactly({ accountId: Id, at: Instant }), {
    description: 'who has read these answers before, each with the first time',
  }),
});

export const ReadResponse = operation({
  method: 'GET',
  url: '/api/v1/responses/:id',
  access: 'response.read',
  tag,
  summary: 'One response with its answers, what in them calls for help, and who has read it',
  params: IdParams,
  response: { 200: ResponseView },
});

export const DecideResponse = operation({
  method: 'POST',
  url: '/api/v1/responses/:id/decide',
  access: 'response.create',
  tag,
  summary:
    'Say whether answers that were kept apart count. Where others counted under the same link, those are kept apart instead',
  params: IdParams,
  body: Exactly({ counts: Type.Boolean() }),
  response: { 200: Exactly({ id: Id, keptApart: KeptApart }) },
});

/** Change of a score since the first response to the same instrument (Jacobson & Truax 1991). */
const ScoreChange = Exactly({
  since: Instant,
  difference: Nullable(Type.Number({ description: 'null where one of the scores could not be computed' })),
  index: Nullable(Type.Number({ description: 'null where the reliability or the spread is not known' })),
  class: OneOf(['improved', 'unchanged', 'deteriorated', 'not_computable'] as const),
  reason: Nullable(OneOf(notComputableReasons, 'why the class is not_computable')),
  persons: Nullable(
    Type.Integer({ description: 'few_persons: of the first round, from whom the spread would be taken' }),
  ),
  basis: Nullable(
    Exactly({
      reliability: Type.Number(),
      kind: OneOf(['alpha', 'retest'] as const),
      citation: Type.String(),
      sd: Type.Number(),
      n: Type.Integer({ description: 'persons of the first round from whom the spread was taken' }),
    }),
  ),
});

/** A score at which to look closer in one population: never a diagnosis. */
const ReachedCutOff = Exactly({ title: Texts, population: Texts, citation: Type.String() });

export const ListClientResponses = operation({
  method: 'GET',
  url: '/api/v1/clients/:id/responses',
  access: 'response.read',
  tag,
  summary: 'Scores of a client, newest first, with the change since the first of each instrument',
  params: IdParams,
  response: {
    200: Exactly({
      items: Type.Array(
        Exactly({
          id: Id,
          instrumentId: InstrumentId,
          campaignId: Nullable(Id),
          wave: Nullable(OneOf(waves)),
          answeredAt: Instant,
          recordedFrom: Nullable(OneOf(answerSources)),
          keptApart: KeptApart,
          isLookedAt: Type.Boolean({ description: 'somebody decided about answers that were kept apart' }),
          scores: Type.Array(
            Exactly({
              scale: Type.String(),
              value: Nullable(Type.Number()),
              answered: Type.Integer(),
              missing: Type.Integer(),
              cutOff: Nullable(ReachedCutOff),
              change: Nullable(ScoreChange),
            }),
          ),
        }),
      ),
    }),
  },
});

const HelpLine = Exactly({ id: Type.String(), number: Type.String(), name: Texts, when: Texts });

export const OpenAnswerForm = operation({
  method: 'POST',
  url: '/api/v1/answer-forms',
  access: 'public',
  perMinute: SCHOOL_PER_MINUTE,
  tag,
  summary: 'What an invitation’s link leads to: the form in all languages, and whom to talk to',
  body: Exactly({ invitationToken: InvitationToken }),
  response: {
    200: Exactly({
      title: Texts,
      station: Texts,
      timeZone: Type.String({ description: 'of the station: its deadline is told in it' }),
      respondent: Exactly({
        surname: Type.String({ description: 'never the full name: others may see the screen' }),
        className: Type.String(),
        seat: Nullable(Type.String({ description: 'the end of the student number' })),
      }),
      contact: Nullable(Exactly({ name: Type.String(), phone: Nullable(Type.String()) })),
      helpLines: Type.Array(HelpLine),
      closesAt: Instant,
      instruments: Type.Array(Instrument, {
        description: 'in order; without scales and cut-offs, which are not for the person who answers',
      }),
      answeredIds: Type.Array(InstrumentId),
    }),
  },
});
