/** A person’s entry in an organisation’s book. `left`: the person went, or erased the account. */
export const entryStates = ['asked', 'accepted', 'declined', 'ended', 'left'] as const;
export type EntryState = (typeof entryStates)[number];

/** What the organisation may say of it. */
export const entryDecisions = ['accept', 'decline', 'end'] as const;
export type EntryDecision = (typeof entryDecisions)[number];

const decided: Readonly<Record<EntryState, Readonly<Partial<Record<EntryDecision, EntryState>>>>> = {
  asked: { accept: 'accepted', decline: 'declined' },
  accepted: { end: 'ended' },
  declined: {},
  ended: {},
  left: {},
};

/** undefined: it cannot be said of an entry that stands so. */
export function decideEntry(state: EntryState, decision: EntryDecision): EntryState | undefined {
  return decided[state][decision];
}

/** Whether the organisation has the person’s name and addresses: only as long as the two have to do with each other. */
export function isOpenEntry(state: EntryState): boolean {
  return state === 'asked' || state === 'accepted';
}
