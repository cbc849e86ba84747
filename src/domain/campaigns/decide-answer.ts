import type { ConsentStanding } from '../clients/consent.ts';
import type { CampaignPeriod } from './campaign.ts';

/**
 * Answers given before the closing may arrive this much later: a phone without a connection keeps them until it has
 * one again.
 */
export const DELIVERY_GRACE_MS = 72 * 3_600_000;

/** From when nothing arrives any more that counts: whatever is told of a round once waits for it. */
export function allArrivedAt(closesAt: Date): Date {
  return new Date(closesAt.getTime() + DELIVERY_GRACE_MS);
}

export type AnswerRefusal =
  | 'not_in_form'
  | 'other_form'
  | 'answering_not_open'
  | 'answering_closed'
  | 'already_answered'
  | 'consent_not_given';

/**
 * Why answers count nowhere, and what of them is kept. A second submission may be another child's on a swapped slip, a
 * late one was written all the same: whole, for somebody to look at. Without consent, and where nothing was asked yet,
 * answers are no data: of those only what calls for help is kept, as the reason of the alert that it raises, with the own
 * words beside it: they are part of the call. Whether a child in danger is heard never depends on a consent, a date or a
 * slip. Without a connection a page may ask what another round asks: whole, as long as the consent stands. With an answer that cannot be read (a page of
 * another version, a damaged one) nothing is scored, and all is kept as it was sent.
 */
export const keptOfAnswers = {
  already_answered: 'whole',
  answering_closed: 'whole',
  link_void: 'whole',
  other_form: 'whole',
  answers_invalid: 'as_sent',
  consent_not_given: 'risk',
  answering_not_open: 'risk',
  not_in_form: 'risk',
} as const satisfies Record<AnswerRefusal | 'link_void' | 'answers_invalid', 'whole' | 'as_sent' | 'risk'>;

/** `replaced`: it counted until somebody decided that another one does. */
export const apartReasons = [
  'already_answered',
  'answering_closed',
  'link_void',
  'other_form',
  'answers_invalid',
  'consent_not_given',
  'answering_not_open',
  'not_in_form',
  'replaced',
] as const;
export type ApartReason = (typeof apartReasons)[number];

/** What is kept of answers that count (null) or do not. */
export function keptOf(reason: ApartReason | null): 'whole' | 'as_sent' | 'risk' {
  return reason === null || reason === 'replaced' ? 'whole' : keptOfAnswers[reason];
}

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
  const hasBegun = campaign.openedAt !== null && now >= campaign.opensAt;
  if (!campaign.instrumentIds.includes(instrumentId))
    return refuse(consent === 'given' && hasBegun ? 'other_form' : 'not_in_form');
  if (consent !== 'given') return refuse('consent_not_given');
  if (!hasBegun) return refuse('answering_not_open');
  const isLate = now >= allArrivedAt(campaign.closesAt);
  if (isLate || answeredAt >= campaign.closesAt) return refuse('answering_closed');
  return answeredIds.includes(instrumentId) ? refuse('already_answered') : { ok: true };
}

function refuse(reason: AnswerRefusal): AnswerDecision {
  return { ok: false, reason };
}
