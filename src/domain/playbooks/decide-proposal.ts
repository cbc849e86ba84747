export const proposalStates = ['open', 'accepted', 'declined', 'withdrawn', 'merged'] as const;
export type ProposalState = (typeof proposalStates)[number];

/** Accepted is in a draft of the model's next version; merged is published; a discarded draft opens it again. */
const next: Readonly<Record<ProposalState, readonly ProposalState[]>> = {
  open: ['accepted', 'declined', 'withdrawn'],
  accepted: ['merged', 'open'],
  declined: [],
  withdrawn: [],
  merged: [],
};

export function mayBecome(state: ProposalState, wanted: ProposalState): boolean {
  return next[state].includes(wanted);
}
