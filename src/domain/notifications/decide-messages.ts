import type { Choices, QuietHours, Urgency, Way } from './choices.ts';
import { minuteIn, nextMinuteIn } from './local-minute.ts';

export interface Situation {
  readonly urgency: Urgency;
  readonly choices: Choices;
  /** ways at which the person can be reached */
  readonly reachable: readonly Way[];
  /** said to be absent: others are called in their place */
  readonly isAway: boolean;
  readonly now: Date;
  /** the organisation's, in which quiet hours and digests are meant */
  readonly timeZone: string;
}

/** What goes out, and not before when. */
export interface PlannedMessage {
  readonly way: Way;
  readonly dueAt: Date;
}

/**
 * By which ways somebody is told of something, and when. What is urgent goes out at once, at night too; the rest keeps
 * out of quiet hours and waits for the digest where there is one. Whoever is away finds it on the page.
 */
export function decideMessages(situation: Situation): readonly PlannedMessage[] {
  const { urgency, choices, reachable, isAway, now } = situation;
  if (isAway) return [];
  const dueAt = urgency === 'urgent' ? now : quietlyAfter(situation);
  const wanted = choices[urgency];
  return reachable.filter((way) => wanted.includes(way)).map((way) => ({ way, dueAt }));
}

/**
 * Whether a message that is due may still go out, since choices change, people go away and attempts fail: a routine one that failed in
 * the evening must not ring at night.
 * @returns 'never': by this way it is not wanted any more, or finds nobody there; an instant: not before then
 */
export function decideSending(
  { urgency, choices, isAway, now, timeZone }: Omit<Situation, 'reachable'>,
  way: Way,
): 'now' | 'never' | Date {
  if (isAway || !choices[urgency].includes(way)) return 'never';
  const { quiet } = choices;
  if (urgency === 'urgent' || quiet === undefined || !isWithin(quiet, minuteIn(timeZone, now))) return 'now';
  return nextMinuteIn(timeZone, now, quiet.until);
}

function quietlyAfter({ choices: { digestAt, quiet }, now, timeZone }: Situation): Date {
  const earliest = digestAt === undefined ? now : nextMinuteIn(timeZone, now, digestAt);
  const isQuiet = quiet !== undefined && isWithin(quiet, minuteIn(timeZone, earliest));
  // a digest at an hour of rest comes when the rest is over
  return isQuiet ? nextMinuteIn(timeZone, earliest, quiet.until) : earliest;
}

/** From and until the same is no rest at all. */
export function isWithin({ from, until }: QuietHours, minute: number): boolean {
  return from <= until ? minute >= from && minute < until : minute >= from || minute < until;
}
