/** Whoever asks for a social worker says how soon; alerts, clocks and limits follow from it. */
export const talkUrgencies = ['soon', 'urgent'] as const;
export type TalkUrgency = (typeof talkUrgencies)[number];

/** How soon somebody must have come, in minutes: "in the next days" is three of them. */
export const TALK_MINUTES: Readonly<Record<TalkUrgency, number>> = { soon: 3 * 24 * 60, urgent: 4 * 60 };

/**
 * Requests that may be open by one link. A slip in the wrong hands must not bury the station; and however many quiet
 * requests came by it, they take no place from whoever cannot wait.
 */
const MOST_OPEN: Readonly<Record<TalkUrgency, number>> = { soon: 5, urgent: 20 };

/**
 * What becomes of a request beside those that are open. 'heard': it adds no words to one that is at least as urgent.
 * 'too_many': nothing of it is kept, and whoever asks must be told so.
 */
export function decideRequest(
  { urgency, words }: { readonly urgency: TalkUrgency; readonly words: string },
  openUrgencies: readonly string[],
): 'added' | 'heard' | 'too_many' {
  const isHeard = openUrgencies.some((open) => open === 'urgent' || urgency === 'soon');
  if (words === '' && isHeard) return 'heard';
  return openUrgencies.filter((open) => open === urgency).length < MOST_OPEN[urgency] ? 'added' : 'too_many';
}
