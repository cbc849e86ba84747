import {
  type AnswerRefusal,
  type ApartReason,
  decideAnswer,
  keptOf,
  keptOfAnswers,
} from '../../domain/campaigns/decide-answer.ts';
import {
  listConsentFacts,
  personStanding,
  readableStanding,
  readClientScope,
  shareClient,
} from '../clients/public.ts';
import { AppError } from '../platform/work/errors.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change } from '../platform/work/work.ts';
import { periodOf } from './campaigns.ts';
import { type Receipt, repeatReceipt } from './receipts.ts';
import {
  receiptOf,
  refusalOf,
  answeredWithin,
  givenAnswers,
  invalidAnswers,
  scoredOf,
  scoreUnderForm,
  type Submission,
  submitInvited,
  type Written,
  writeResponse,
} from './responses.ts';
import * as sql from './sql-responses.ts';

type Refusal = AnswerRefusal | 'link_void' | 'answers_invalid';
type Keeping = Omit<Written, 'keptApart'>;

/**
 * Answers that may wait under one link until somebody looks: enough for a form of ten questionnaires sent from two phones
 * twice, and for many more where they call for help. A link in the wrong hands must not bury the station, nor fill the
 * place of a child who calls for help by the same link.
 */
const MOST_WAITING = { quiet: 40, calling: 200 };

/**
 * What an invited person answered and what was refused: told again when it was taken before, kept apart when it was
 * not. Nothing that anybody answers is thrown away but what was answered without consent, and of that the part that
 * calls for help is kept; and what has no answer to any question of the instrument.
 * @throws AppError link_invalid, id_taken, and the refusal where nothing is kept
 */
export async function settleInvited(change: Change, tokenHash: Buffer, sent: Submission): Promise<Receipt> {
  const { organisationId, now, keys, timeZone } = change;
  const [[current], [former], [existing]] = await change.all(
    sql.findInvitation({ organisationId, tokenHash }),
    sql.findFormerInvitation({ organisationId, tokenHash }),
    sql.readResponse({ organisationId, id: sent.id }),
  );
  const invitation = current ?? former;
  // an erased person has no key: nothing of theirs can be kept, and nobody is there to whom an alert could lead
  if (invitation === undefined || invitation.wrapped === null) throw new AppError('link_invalid');
  const {
    client_id: clientId,
    wrapped,
    instrument_ids: instrumentIds,
    answered_ids: answeredIds,
  } = invitation;
  const submission = scoreUnderForm(sent, instrumentIds);
  const { body, scored, isReadable } = submission;
  if (existing !== undefined) {
    if (existing.invitation_id !== invitation.id) throw new AppError('id_taken');
    return repeatReceipt(change, existing, submission);
  }
  const [consents] = await change.all(listConsentFacts({ organisationId, clientId, purpose: 'assessment' }));
  const answeredAt = answeredWithin(invitation.opens_at, body, now);
  const consent = readableStanding(
    keys,
    { id: clientId, card: invitation.card, wrapped },
    consents,
    dayIn(timeZone, now),
  );
  const decision = decideAnswer(
    { campaign: { ...periodOf(invitation), instrumentIds }, answeredIds, consent },
    body.instrumentId,
    { answeredAt, now },
  );
  // what stood in the way is gone since
  if (decision.ok && isReadable && current !== undefined) return submitInvited(change, tokenHash, body);
  const standing = current === undefined ? voidReason(decision) : refusedReason(decision);
  // what cannot be read can never count, whatever else keeps it apart
  const reason = isReadable || keptOfAnswers[standing] === 'risk' ? standing : 'answers_invalid';
  const keeping = {
    body,
    scored,
    answeredAt,
    respondent: { clientId, wrapped, siteId: invitation.site_id, workerIds: invitation.worker_ids },
    invitation: {
      id: invitation.id,
      // of what it did not ask, the figures of a round tell nothing, whatever is decided
      campaignId: instrumentIds.includes(body.instrumentId) ? invitation.campaign_id : null,
    },
  };
  const kept = await keepApart(change, keeping, reason);
  if (kept !== undefined) return kept;
  if (reason === 'answers_invalid') throw invalidAnswers(scored, reason);
  if (reason === 'link_void') throw new AppError('link_invalid');
  throw refusalOf(reason, { opensAt: invitation.opens_at, timeZone });
}

type Decision = ReturnType<typeof decideAnswer>;

function refusedReason(decision: Decision): AnswerRefusal {
  return decision.ok ? 'already_answered' : decision.reason;
}

/** By a void link nothing counts; but what a consent or the round forbids, it forbids there too. */
function voidReason(decision: Decision): Refusal {
  return decision.ok || keptOfAnswers[decision.reason] === 'whole' ? 'link_void' : decision.reason;
}

/**
 * Answers that a worker recorded for a client who does not consent: what calls for help is kept.
 * @throws AppError not_found, id_taken, and the refusal
 */
export async function settleForClient(
  change: Change,
  clientId: string,
  { body, refusal }: { body: Submission; refusal: AppError },
): Promise<Receipt> {
  const { organisationId } = change;
  const submission = scoreUnderForm(body, []);
  const [[client], [existing]] = await change.all(
    readClientScope({ organisationId, id: clientId }),
    sql.readResponse({ organisationId, id: body.id }),
  );
  if (client === undefined || client.wrapped === null) throw new AppError('not_found');
  if (existing !== undefined) {
    const isOfRound = existing.kept_apart !== null || existing.campaign_id === (body.campaignId ?? null);
    if (existing.client_id !== clientId || !isOfRound) throw new AppError('id_taken');
    return repeatReceipt(change, existing, submission);
  }
  if (refusal.code !== 'consent_withdrawn' && refusal.code !== 'consent_not_given') throw refusal;
  const { wrapped, site_id: siteId, worker_ids: workerIds } = client;
  const keeping = {
    ...submission,
    answeredAt: new Date(body.answeredAt),
    respondent: { clientId, wrapped, siteId, workerIds },
    invitation: undefined,
  };
  const kept = await keepApart(change, keeping, 'consent_not_given');
  if (kept === undefined) throw refusal;
  return kept;
}

/** undefined: nothing of it is kept. */
async function keepApart(change: Change, keeping: Keeping, reason: Refusal): Promise<Receipt | undefined> {
  const { body, scored } = keeping;
  const hasRisk = scored.alerts.length > 0;
  const waiting = await countWaiting(change, keeping);
  if (waiting >= (hasRisk ? MOST_WAITING.calling : MOST_WAITING.quiet)) return undefined;
  const kept = keptOfAnswers[reason];
  if (kept === 'risk' && !hasRisk) return undefined;
  // of made-up items alone nothing is kept: nobody could read anything in them
  if (kept === 'as_sent' && Object.keys(givenAnswers(body)).length === 0) return undefined;
  const told = scoredOf(scored, reason);
  writeResponse(change, { ...keeping, scored: told, keptApart: reason });
  return receiptOf(body.id, told, reason);
}

/** Of many at once each finds the ones before it. */
async function countWaiting(change: Change, { invitation, respondent }: Keeping): Promise<number> {
  if (invitation === undefined) return 0;
  const { organisationId } = change;
  await change.first(shareClient({ organisationId, id: respondent.clientId }));
  await change.first(sql.lockInvitation({ organisationId, id: invitation.id }));
  const row = await change.first(sql.countWaiting({ organisationId, invitationId: invitation.id }));
  return row?.count ?? 0;
}

/**
 * A member of staff says whether answers that were kept apart count. What counted under the link until then is kept
 * apart in their place: nothing is deleted, and the decision can be turned round.
 * @throws AppError not_found, answers_count, answers_partial, consent_withdrawn
 */
export async function decideResponse(change: Change, id: string, counts: boolean) {
  const { organisationId, actorId, now } = change;
  const { row, invitation } = await holdApart(change, id);
  const { instrument_id: instrumentId, keptApart } = row;
  if (counts) await refuseUncountable(change, row);
  if (counts && invitation !== undefined) {
    const { id: invitationId, answered_ids: answeredIds, instrument_ids: instrumentIds } = invitation;
    change.push(sql.replaceCounted({ organisationId, invitationId, instrumentId, actorId, now }));
    if (instrumentIds.includes(instrumentId) && !answeredIds.includes(instrumentId)) {
      const formSize = instrumentIds.length;
      change.push(sql.markAnswered({ organisationId, id: invitationId, instrumentId, formSize, now }));
    }
  }
  const decided = counts ? null : keptApart;
  change.push(sql.decideApart({ organisationId, id, actorId, now, keptApart: decided }));
  change.audit({
    action: 'response.decide',
    subjectKind: 'client',
    subjectIds: [row.client_id],
    detail: { response: id, counts },
  });
  return { id, keptApart: decided };
}

/**
 * The answers and their invitation, read once the invitation is held: of two decisions at once the later one finds what
 * the earlier one left.
 */
async function holdApart(change: Change, id: string) {
  const { organisationId } = change;
  const found = await change.first(sql.readResponse({ organisationId, id }));
  if (found === undefined) throw new AppError('not_found');
  if (found.invitation_id === null) return { row: apartRow(found), invitation: undefined };
  const invitation = await change.first(sql.lockInvitation({ organisationId, id: found.invitation_id }));
  const held = await change.first(sql.readResponse({ organisationId, id }));
  if (held === undefined) throw new AppError('not_found');
  return { row: apartRow(held), invitation };
}

function apartRow<Row extends { kept_apart: string | null; wrapped: Buffer | null }>(row: Row) {
  if (row.wrapped === null) throw new AppError('not_found');
  if (row.kept_apart === null) throw new AppError('answers_count');
  return { ...row, wrapped: row.wrapped, keptApart: row.kept_apart as ApartReason };
}

/** Counting is a use of the answers: a consent that was withdrawn since forbids it. */
async function refuseUncountable(
  change: Change,
  row: { client_id: string; card: Buffer | null; wrapped: Buffer; keptApart: ApartReason },
): Promise<void> {
  const { organisationId, keys, now, timeZone } = change;
  const { client_id: clientId, card, wrapped, keptApart } = row;
  if (keptOf(keptApart) !== 'whole') throw new AppError('answers_partial');
  const [consents] = await change.all(listConsentFacts({ organisationId, clientId, purpose: 'assessment' }));
  const standing = personStanding(keys, { id: clientId, card, wrapped }, consents, dayIn(timeZone, now));
  if (standing === 'withdrawn') throw new AppError('consent_withdrawn');
}
