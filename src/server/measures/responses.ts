import type { BodyOf } from '../../contract/operation.ts';
import type { CreateResponse } from '../../contract/responses.ts';
import {
  type AnswerRefusal,
  type ApartReason,
  decideAnswer,
  keptOf,
} from '../../domain/campaigns/decide-answer.ts';
import type { AlertKind, Instrument } from '../../domain/scoring/instrument.ts';
import { type Answers, scoreResponse, type ScoredResponse } from '../../domain/scoring/score.ts';
import { answersOf } from '../../domain/scoring/sent-answers.ts';
import { findOtherVersion, findShippedInstrument } from '../../domain/scoring/shipped-instruments.ts';
import { type AlertSource, raiseAlert } from '../casework/public.ts';
import { listConsentFacts, personStanding, readableStanding, readAssessedScope } from '../clients/public.ts';
import { inLines, isStorable } from '../../domain/written-text.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change } from '../platform/work/work.ts';
import { periodOf } from './campaigns.ts';
import { getInstrument } from './instruments.ts';
import { sealResponse, type StoredScores } from './sealed.ts';
import * as sql from './sql-responses.ts';

type Sent = BodyOf<typeof CreateResponse>;
/** What was sent, as answers that can be scored and kept. */
export type Submission = Omit<Sent, 'answers'> & { readonly answers: Answers };

export function submissionOf(sent: Sent): Submission {
  return { ...sent, answers: answersOf(sent.answers) };
}

/** A device's clock may run ahead. */
const CLOCK_TOLERANCE_MS = 10 * 60_000;

const alertKinds: Readonly<Record<AlertKind, AlertSource['kind']>> = {
  self_harm: 'self_harm_answer',
  harm_by_others: 'harm_by_others_answer',
};

/**
 * Takes the answers of an invited person: one round trip to read, one to write.
 * @throws AppError link_invalid, answers_invalid, and the refusals of decideAnswer, which settleInvited looks into
 */
export async function submitInvited(change: Change, tokenHash: Buffer, body: Submission) {
  const { organisationId, now, keys, timeZone } = change;
  // under which questionnaire it is kept, if under any, the form of the round says
  if (findShippedInstrument(body.instrumentId) === undefined) throw new AppError('answers_invalid');
  const scored = scoreSubmission(body);
  if (scored.errors.length > 0) throw invalidAnswers(scored, 'answers_invalid');
  const [[invitation], consents] = await change.all(
    sql.findInvitation({ organisationId, tokenHash }),
    sql.listInvitedConsents({ organisationId, tokenHash }),
  );
  if (invitation === undefined || invitation.wrapped === null) throw new AppError('link_invalid');
  const { wrapped, client_id: clientId, instrument_ids: instrumentIds } = invitation;
  const answeredAt = answeredWithin(invitation.opens_at, body, now);
  const person = { id: clientId, card: invitation.card, wrapped };
  const decision = decideAnswer(
    {
      campaign: { ...periodOf(invitation), instrumentIds },
      answeredIds: invitation.answered_ids,
      consent: readableStanding(keys, person, consents, dayIn(timeZone, now)),
    },
    body.instrumentId,
    { answeredAt, now },
  );
  if (!decision.ok) throw new AppError(decision.reason);
  writeResponse(change, {
    body,
    scored,
    answeredAt,
    respondent: { clientId, wrapped, siteId: invitation.site_id, workerIds: invitation.worker_ids },
    invitation: { id: invitation.id, campaignId: invitation.campaign_id },
    keptApart: null,
  });
  markInvitation(change, invitation, body.instrumentId);
  return receiptOf(body.id, scored);
}

/** A phone's clock may be wrong by years: nothing was answered before it was asked, or after it arrived. */
export function answeredWithin(opensAt: Date, { answeredAt }: Submission, now: Date): Date {
  const claimed = new Date(answeredAt);
  return claimed < opensAt || claimed > now ? now : claimed;
}

/**
 * Records answers that a client gave to a worker: on paper, or in a conversation.
 * @throws AppError not_found, consent_withdrawn, invalid_request, not_invited, and the refusals of decideAnswer
 */
export async function recordForClient(change: Change, clientId: string, sent: Sent) {
  const { organisationId, now, keys, timeZone } = change;
  const body = submissionOf(sent);
  const scored = scoreSubmission(body);
  refuseUnclean(sent);
  if (scored.errors.length > 0) throw invalidAnswers(scored, 'invalid_request');
  const answeredAt = new Date(body.answeredAt);
  if (answeredAt.getTime() > now.getTime() + CLOCK_TOLERANCE_MS) {
    const field = { path: '/answeredAt', code: 'instant_in_future' as const };
    throw new AppError('invalid_request', { fields: [field] });
  }
  const [[client]] = await change.all(readAssessedScope({ organisationId, id: clientId }));
  if (client === undefined || client.wrapped === null) throw new AppError('not_found');
  if (client.has_withdrawn) {
    const [consents] = await change.all(
      listConsentFacts({ organisationId, clientId, purpose: 'assessment' }),
    );
    // whoever withdrew is known without the card, which may not open
    if (personStanding(keys.beside, client, consents, dayIn(timeZone, now)) === 'withdrawn')
      throw new AppError('consent_withdrawn');
  }
  const respondent = {
    clientId,
    wrapped: client.wrapped,
    siteId: client.site_id,
    workerIds: client.worker_ids,
  };
  const entered = { body, scored, respondent, keptApart: null };
  if (body.campaignId === undefined) {
    writeResponse(change, { ...entered, answeredAt, invitation: undefined });
    return receiptOf(body.id, scored);
  }
  const asked = await decideEntry(change, { clientId, campaignId: body.campaignId }, body);
  writeResponse(change, {
    ...entered,
    answeredAt: asked.answeredAt,
    invitation: { id: asked.id, campaignId: body.campaignId },
  });
  markInvitation(change, asked, body.instrumentId);
  return receiptOf(body.id, scored);
}

/**
 * Whether what staff enter counts in a round: under the same rules as what the pupil would have sent. A sheet tells the
 * day only: one of the day on which the round began or ended was given within it.
 * @throws AppError not_invited, invalid_request, and the refusals of decideAnswer
 */
async function decideEntry(
  change: Change,
  asked: { clientId: string; campaignId: string },
  { instrumentId, answeredAt: claimed }: Submission,
) {
  const { organisationId, now, keys, timeZone } = change;
  const { clientId } = asked;
  const [[invitation], consents] = await change.all(
    sql.findInvitationOf({ organisationId, ...asked }),
    listConsentFacts({ organisationId, clientId, purpose: 'assessment' }),
  );
  if (invitation === undefined) throw new AppError('not_invited');
  const { card, wrapped, opens_at: opensAt, closes_at: closesAt, instrument_ids: instrumentIds } = invitation;
  const given = new Date(claimed);
  const end = new Date(closesAt.getTime() - 1);
  const isOfDay = (day: Date) => dayIn(timeZone, given) === dayIn(timeZone, day);
  const withBegin = given < opensAt && isOfDay(opensAt) ? opensAt : given;
  const answeredAt = withBegin > end && isOfDay(end) ? end : withBegin;
  // a sheet of an earlier day answers another round, or none
  if (answeredAt < opensAt && now >= opensAt) {
    const field = { path: '/answeredAt', code: 'answered_before_round' as const };
    throw new AppError('invalid_request', { fields: [field] });
  }
  const decision = decideAnswer(
    {
      campaign: { ...periodOf(invitation), instrumentIds },
      answeredIds: invitation.answered_ids,
      consent: readableStanding(keys, { id: clientId, card, wrapped }, consents, dayIn(timeZone, now)),
    },
    instrumentId,
    { answeredAt, now },
  );
  if (!decision.ok) throw refusalOf(decision.reason, { opensAt, timeZone });
  return { id: invitation.id, instrument_ids: instrumentIds, answeredAt };
}

function markInvitation(
  change: Change,
  { id, instrument_ids: instrumentIds }: { id: string; instrument_ids: readonly string[] },
  instrumentId: string,
): void {
  const { organisationId, now } = change;
  change.push(sql.markAnswered({ organisationId, id, instrumentId, formSize: instrumentIds.length, now }));
}

/** Whoever records for others is told; only of what a pupil wrote is it cleaned away. */
function refuseUnclean({ answers: sent }: Sent): void {
  const unclean = Object.entries(sent).filter(
    ([, answer]) => typeof answer === 'string' && !isStorable(inLines(answer)),
  );
  if (unclean.length === 0) return;
  throw new AppError('invalid_request', {
    fields: unclean.slice(0, MOST_FIELDS).map(([itemId]) => ({
      path: pathOf(itemId),
      code: 'field_control_characters' as const,
    })),
  });
}

const MOST_FIELDS = 50;

function pathOf(itemId: string): string {
  return `/answers/${itemId.slice(0, 60)}`;
}

export interface Written {
  readonly body: Submission;
  readonly scored: ScoredResponse;
  readonly answeredAt: Date;
  readonly respondent: { clientId: string; wrapped: Buffer; siteId: string; workerIds: string[] };
  /** `campaignId` null: by the slip of a round that did not ask this */
  readonly invitation: { id: string; campaignId: string | null } | undefined;
  readonly keptApart: ApartReason | null;
}

/** Stores answers and raises their alerts: both or neither. */
export function writeResponse(
  change: Change,
  { body, scored, answeredAt, respondent, invitation, keptApart }: Written,
): void {
  const { organisationId, now, keys } = change;
  const { clientId, wrapped, siteId, workerIds } = respondent;
  const { id, instrumentId } = body;
  change.push(
    sql.insertResponse({
      organisationId,
      id,
      clientId,
      siteId,
      workerIds,
      campaignId: invitation?.campaignId ?? null,
      invitationId: invitation?.id ?? null,
      instrumentId,
      answers: sealResponse(
        keys,
        respondent,
        { id, instrumentId },
        { answers: keptAnswers(body, scored, keptApart), scores: storedScores(scored) },
      ),
      answeredAt,
      recordedBy: change.actorId,
      recordedFrom: body.recordedFrom ?? null,
      keptApart,
      now,
    }),
  );
  change.audit({
    action: 'response.create',
    subjectKind: 'client',
    subjectIds: [clientId],
    detail: {
      instrument: instrumentId,
      ...(body.recordedFrom === undefined ? {} : { from: body.recordedFrom }),
      ...(keptApart === null ? {} : { keptApart }),
    },
  });
  change.emit({ type: 'response.created', subjectId: id, data: { instrument: instrumentId } });
  for (const kind of new Set(scored.alerts.map((alert) => alertKinds[alert.kind]))) {
    raiseAlert(change, { kind, sourceId: id, clientId, wrapped, siteId, workerIds });
  }
}

/** Scale → what the statistics read. */
export function storedScores({ scores }: ScoredResponse): StoredScores {
  return Object.fromEntries(scores.map(({ scale, ...score }) => [scale, score]));
}

/** @throws AppError invalid_request where there is no such instrument */
export function scoreSubmission({ instrumentId, answers }: Submission): ScoredResponse {
  return scoreResponse(getInstrument(instrumentId, '/instrumentId'), answers);
}

export interface Scored {
  readonly body: Submission;
  readonly scored: ScoredResponse;
  /** All of it can be read, and means what the page meant. */
  readonly isReadable: boolean;
}

/**
 * What is made of a submission under a form. One to a version that nobody knows is taken as one to the version that is
 * asked, and never scored: another version may count its answers from elsewhere.
 * @throws AppError invalid_request where nobody knows the instrument
 */
export function scoreUnderForm(body: Submission, formIds: readonly string[]): Scored {
  const meant =
    findShippedInstrument(body.instrumentId) === undefined
      ? findOtherVersion(body.instrumentId, formIds)
      : undefined;
  const asMeant = meant === undefined ? body : { ...body, instrumentId: meant.id };
  const scored = scoreSubmission(asMeant);
  return { body: asMeant, scored, isReadable: meant === undefined && scored.errors.length === 0 };
}

/** Names each item that cannot be read. */
export function invalidAnswers(
  { errors }: ScoredResponse,
  code: 'invalid_request' | 'answers_invalid',
): AppError {
  return new AppError(code, {
    fields: errors.slice(0, MOST_FIELDS).map(({ itemId, code: reason }) => ({
      path: pathOf(itemId),
      code: `answer_${reason}` as const,
    })),
  });
}

/** Nothing is scored of answers that are not kept whole. */
export function scoredOf(scored: ScoredResponse, keptApart: ApartReason | null): ScoredResponse {
  return keptOf(keptApart) === 'whole' ? scored : { ...scored, scores: [] };
}

/** What is kept of a submission: the same answers always make the same text. */
export function keptAnswers(
  body: Submission,
  scored: ScoredResponse,
  keptApart: ApartReason | null,
): Answers {
  switch (keptOf(keptApart)) {
    case 'whole':
      return givenAnswers(body);
    case 'risk':
      return riskAnswers(body, scored);
    case 'as_sent': {
      const known = givenAnswers(body);
      const others = Object.entries(body.answers).filter(([itemId]) => !Object.hasOwn(known, itemId));
      return {
        ...known,
        ...Object.fromEntries(others.toSorted(([left], [right]) => (left < right ? -1 : 1))),
      };
    }
  }
}

/** What was answered, in the order of the questionnaire. */
export function givenAnswers({ instrumentId, answers }: Submission): Answers {
  const { items }: Instrument = getInstrument(instrumentId, '/instrumentId');
  const given = items.flatMap(({ id }) => {
    const answer = answers[id];
    return answer === undefined || answer === null ? [] : [[id, answer] as const];
  });
  return Object.fromEntries(given);
}

/** Those answers that call for help, and the own words that were written beside them: a part of the call. */
function riskAnswers(body: Submission, { alerts }: ScoredResponse): Submission['answers'] {
  const kept = new Set(alerts.map(({ itemId }) => itemId));
  const { items } = getInstrument(body.instrumentId, '/instrumentId');
  if (kept.size > 0) for (const item of items) if (item.kind === 'text') kept.add(item.id);
  return Object.fromEntries(Object.entries(givenAnswers(body)).filter(([itemId]) => kept.has(itemId)));
}

export function receiptOf(
  id: string,
  { scores, alerts }: ScoredResponse,
  keptApart: ApartReason | null = null,
) {
  return { id, scores, alerts, keptApart };
}

/** What a person who may not answer is told, in the station's own zone. */
export function refusalOf(
  reason: AnswerRefusal,
  { opensAt, timeZone }: { opensAt: Date; timeZone: string },
): AppError {
  if (reason !== 'answering_not_open') return new AppError(reason);
  const day = opensAt.toLocaleString('sv-SE', { timeZone }).slice(0, 16);
  return new AppError(reason, {
    parameters: { opensAt: day },
    extra: { opensAt: opensAt.toISOString(), timeZone },
  });
}
