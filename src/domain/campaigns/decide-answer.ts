import type { ConsentStanding } from '../clients/consent.ts';
import type { CampaignPeriod } from './campaign.ts';

/**
 * Answers given before the closing may arrive this much later: a phone without a connection keeps them until it has
 * one again.
 */
export const DELIVERY_GRACE_MS = 72 * 3_600_000;

export type AnswerRefusal =
  | 'not_in_form'
  | 'answering_not_open'
  | 'answering_closed'
  | 'already_answered'
  | 'consent_not_given';
export type AnswerDecision = { ok: true } | { ok: false; reason: AnswerRefusal };

export interface AnswerCircumstances {
  readonly campaign: CampaignPeriod & { readonly instrumentIds: readonly string[] };
  /** Instruments of the form that this person has answered. */
  readonly answeredIds: readonly string[];
  /** The person's standing on being assessed, on the day of the answer. */
  readonly consent: ConsentStanding;
}

/**
 * Whether an invited person's answers to one instrument are taken. Consent is judged first among the reasons that a
 * person can change: who withdrew is told so, not that something else was in the way.
 */
export function decideAnswer(
  { campaign, answeredIds, consent }: AnswerCircumstances,
  instrumentId: string,
  { answeredAt, now }: { readonly answeredAt: Date; readonly now: Date },
): AnswerDecision {
  if (!campaign.instrumentIds.includes(instrumentId)) return refuse('not_in_form');
  if (consent !== 'given') return refuse('consent_not_given');
  if (campaign.openedAt === null || now < campaign.opensAt) return refuse('answering_not_open');
  const isLate = now.getTime() >= campaign.closesAt.getTime() + DELIVERY_GRACE_MS;
  if (isLate || answeredAt >= campaign.closesAt) return refuse('answering_closed');
  return answeredIds.includes(instrumentId) ? refuse('already_answered') : { ok: true };
}

function refuse(reason: AnswerRefusal): AnswerDecision {
  return { ok: false, reason };
}
