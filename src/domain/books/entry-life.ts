/** A person’s entry in an organisation’s book. `left`: the person went, or erased the account. */
export const entryStates = ['asked', 'accepted', 'declined', 'ended', 'left'] as const;
export type EntryState = (typeof entryStates)[number];

/** What the organisation may say of it. */
export const entryDecisions = ['accept', 'decline', 'end'] as const;
export type EntryDecision = (typeof entryDecisions)[number];

/** How an entry stands once it was said. */
export const outcomeOf: Readonly<Record<EntryDecision, EntryState>> = {
  accept: 'accepted',
  decline: 'declined',
  end: 'ended',
};

const sayable: Readonly<Record<EntryState, readonly EntryDecision[]>> = {
  asked: ['accept', 'decline'],
  accepted: ['end'],
  declined: [],
  ended: [],
  left: [],
};

/** undefined: it cannot be said of an entry that stands so. */
export function decideEntry(state: EntryState, decision: EntryDecision): EntryState | undefined {
  return sayable[state].includes(decision) ? outcomeOf[decision] : undefined;
}

/** Whether the organisation has the person’s name and addresses: only as long as the two have to do with each other. */
export function isOpenEntry(state: EntryState): boolean {
  return state === 'asked' || state === 'accepted';
}
