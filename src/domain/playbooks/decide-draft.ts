import type { PlaybookFault } from './validate-playbook.ts';

export type DraftRefusal = 'draft_in_review' | 'draft_not_in_review' | 'draft_faulty' | 'draft_own_work';
export type DraftDecision = { readonly ok: true } | { readonly ok: false; readonly reason: DraftRefusal };

/** What decides about a draft of a playbook. */
export interface DraftStanding {
  /** in review since then; null while it is written */
  readonly submittedAt: Date | null;
  readonly submittedBy: string | null;
  /** null: it holds accepted proposals, and nobody wrote in it */
  readonly changedBy: string | null;
}

const allowed: DraftDecision = { ok: true };
const refuse = (reason: DraftRefusal): DraftDecision => ({ ok: false, reason });

/** What a reviewer reads does not change under the reading. */
export function decideDraftChange({ submittedAt }: Pick<DraftStanding, 'submittedAt'>): DraftDecision {
  return submittedAt === null ? allowed : refuse('draft_in_review');
}

export function decideSubmission(
  { submittedAt }: Pick<DraftStanding, 'submittedAt'>,
  faults: readonly PlaybookFault[],
): DraftDecision {
  if (submittedAt !== null) return refuse('draft_in_review');
  return faults.length === 0 ? allowed : refuse('draft_faulty');
}

export function decideReturn({ submittedAt }: Pick<DraftStanding, 'submittedAt'>): DraftDecision {
  return submittedAt === null ? refuse('draft_not_in_review') : allowed;
}

/** A second pair of eyes: neither who changed it last nor who submitted it publishes it. */
export function decidePublication(draft: DraftStanding, reviewerId: string): DraftDecision {
  if (draft.submittedAt === null) return refuse('draft_not_in_review');
  const isOwnWork = reviewerId === draft.submittedBy || reviewerId === draft.changedBy;
  return isOwnWork ? refuse('draft_own_work') : allowed;
}
