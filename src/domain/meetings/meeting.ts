/** What organisations of an alliance meet for, who comes, and what is to be done afterwards. */

/** 分享会, 联动会, 交流会, 推介会 */
export const meetingKinds = ['sharing', 'joint', 'exchange', 'promotion'] as const;
export type MeetingKind = (typeof meetingKinds)[number];

/** asked: by a colleague, and not answered yet */
export const attendeeAnswers = ['asked', 'coming', 'not_coming'] as const;
export type AttendeeAnswer = (typeof attendeeAnswers)[number];

/** dropped: it will not be done, and whose it was says why */
export const actionItemStates = ['open', 'done', 'dropped'] as const;
export type ActionItemState = (typeof actionItemStates)[number];

/** Dates that are planned at once: two years of a meeting each month. */
export const MOST_DATES = 24;

/** How it is with an organisation that was asked to come: whoever names somebody comes, unless it was said since that nobody does. */
export type PartyAnswer = 'waiting' | 'coming' | 'declined';

export function partyAnswer(declinedReason: string | null, answers: readonly AttendeeAnswer[]): PartyAnswer {
  if (declinedReason !== null) return 'declined';
  return answers.includes('coming') ? 'coming' : 'waiting';
}

interface Tracked {
  readonly state: ActionItemState;
  /** when it was said last how far it is, or that it is taken back */
  readonly changedAt: Date;
}

/** What earlier meetings left to be done: on the agenda of each that follows until it is done. */
export function isOpenAt(at: Date, { state, changedAt }: Tracked): boolean {
  return state === 'open' || changedAt > at;
}

/** What was done, or given up, between the meeting before and this one: reported there once. */
export function isResultAt(at: Date, before: Date | undefined, { state, changedAt }: Tracked): boolean {
  return state !== 'open' && changedAt <= at && (before === undefined || changedAt > before);
}
