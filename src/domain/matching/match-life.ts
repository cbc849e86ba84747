/**
 * `queued` and `solving`: nobody can decide on it; `solved`: it can be changed by hand, solved again or accepted; `cancelled`: what was found
 * before it was ended stays; `accepting` and `accepted`: it is nobody's to change.
 */
export const matchStates = [
  'queued',
  'solving',
  'solved',
  'failed',
  'cancelled',
  'accepting',
  'accepted',
] as const;
export type MatchState = (typeof matchStates)[number];

/** Why there is no proposal. */
export const matchFailures = ['nothing_open', 'nobody_accepted', 'too_large', 'no_answer'] as const;
export type MatchFailure = (typeof matchFailures)[number];

/** What became of a pair once the match was accepted. */
export const pairOutcomes = ['signed_up', 'full', 'closed', 'moved', 'left', 'unfit', 'overlap'] as const;
export type PairOutcome = (typeof pairOutcomes)[number];

export type MatchStep = 'solve' | 'cancel' | 'decide' | 'accept';

const from: Readonly<Record<MatchStep, readonly MatchState[]>> = {
  solve: ['solved', 'failed', 'cancelled'],
  cancel: ['queued', 'solving'],
  decide: ['solved', 'failed', 'cancelled'],
  accept: ['solved'],
};

export function mayStep(state: MatchState, step: MatchStep): boolean {
  return from[step].includes(state);
}
