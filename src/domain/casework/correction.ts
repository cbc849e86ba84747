import { canonicalJson } from '../canonical-json.ts';
import type { Scope } from '../access/roles.ts';

/** What a record of a case says. Of a change of stage: why, in `text`. Instants are ISO 8601 in UTC. */
export interface RecordContent<Goal = unknown> {
  occurredAt: string;
  text: string | null;
  goals: readonly Goal[];
}

export type TimeDoubt = 'in_future' | 'after_recorded';
export type RecordDoubt = 'goals_needed' | 'goals_not_here' | 'time_of_transition' | 'words_of_transition';

/**
 * Whoever wrote a record answers for its words and corrects them; so does whoever supervises the work, for a colleague who
 * left or is wrong. A colleague on the same case writes a record of their own instead.
 * @param scope how far the right to correct reaches
 */
export function mayCorrect(recordedBy: string, actorId: string | null, scope: Scope): boolean {
  return recordedBy === actorId || scope === 'organisation' || scope === 'site';
}

/** Every version is read with its record: more would make a page of them too long for anybody, and for the server. */
export const MOST_CORRECTIONS = 20;

/** Names of what differs between two versions. */
export function changedFields<Content extends object>(before: Content, after: Content): string[] {
  const fields = Object.keys(before) as (keyof Content & string)[];
  return fields.filter((field) => canonicalJson(before[field]) !== canonicalJson(after[field]));
}

/**
 * Whether the words of a record may become these. What the case went on by stays: the kind, the level of risk and the
 * reason of a closure are not among them (a new record says the new judgement); a plan keeps a goal, since the work began
 * on it; a change of stage keeps its time, which is the system's own, and gets no reason that nobody gave.
 */
export function decideRecordCorrection(
  isTransition: boolean,
  before: RecordContent,
  after: RecordContent,
): { ok: true } | { ok: false; doubts: RecordDoubt[] } {
  const doubts: RecordDoubt[] = [];
  if (before.goals.length > 0 && after.goals.length === 0) doubts.push('goals_needed');
  if (before.goals.length === 0 && after.goals.length > 0) doubts.push('goals_not_here');
  if (isTransition && after.occurredAt !== before.occurredAt) doubts.push('time_of_transition');
  if (isTransition && before.text === null) doubts.push('words_of_transition');
  return doubts.length === 0 ? { ok: true } : { ok: false, doubts };
}

const MINUTE = 60_000;

/**
 * Whether something can have happened then: not later than now, and not later than when it was first written down.
 * @param now ISO 8601 in UTC, as all instants here
 * @param toleranceMinutes how far the clock of the device that names the time may run ahead
 * @returns undefined: it can
 */
export function doubtTime(
  occurredAt: string,
  now: string,
  toleranceMinutes: number,
  recordedAt: string = now,
): TimeDoubt | undefined {
  const at = Date.parse(occurredAt);
  const tolerance = toleranceMinutes * MINUTE;
  if (at > Date.parse(now) + tolerance) return 'in_future';
  return at > Date.parse(recordedAt) + tolerance ? 'after_recorded' : undefined;
}
