import { allArrivedAt } from '../campaigns/decide-answer.ts';
import type { Arm } from './protocol.ts';

export type StudyRefusal =
  | 'study_registered'
  | 'study_not_registered'
  | 'study_answers_exist'
  | 'study_not_joined'
  | 'study_classes_fixed'
  | 'study_class_twice'
  | 'study_wave_running'
  | 'study_answers_arriving';
export type StudyDecision = { readonly ok: true } | { readonly ok: false; readonly reason: StudyRefusal };

const allowed: StudyDecision = { ok: true };
const refuse = (reason: StudyRefusal): StudyDecision => ({ ok: false, reason });

/** Before registration a protocol may change in everything; afterwards in nothing. */
export function decideProtocolChange({ registeredAt }: { registeredAt: Date | null }): StudyDecision {
  return registeredAt === null ? allowed : refuse('study_registered');
}

/**
 * Registering comes before any answer of a later wave exists, in any of the organisations: whoever has seen answers could
 * choose the outcome that came out well.
 */
export function decideRegistration(
  study: { readonly registeredAt: Date | null },
  laterAnswers: number,
): StudyDecision {
  if (study.registeredAt !== null) return refuse('study_registered');
  return laterAnswers > 0 ? refuse('study_answers_exist') : allowed;
}

/** Classes are given to arms until the second wave has begun. */
export function decideJoining(
  classes: ReadonlyArray<{ readonly classId: string; readonly arm: Arm }>,
  laterAnswers: number,
): StudyDecision {
  if (new Set(classes.map(({ classId }) => classId)).size < classes.length)
    return refuse('study_class_twice');
  return laterAnswers > 0 ? refuse('study_classes_fixed') : allowed;
}

export interface WaveState {
  readonly wave: string;
  readonly state: 'draft' | 'scheduled' | 'open' | 'closed';
  readonly closesAt: Date;
}

/** Rounds of a wave; one that was planned and never opened asked nobody. */
function roundsOf(wanted: string, waves: readonly WaveState[]): WaveState[] {
  return waves.filter(({ wave, state }) => wave === wanted && state !== 'draft');
}

/**
 * Sums are released once, when both waves are over and nothing of them arrives any more: two releases, a few answers apart, would
 * tell those answers, and what a telephone without a connection still keeps would be in none.
 */
export function decideRelease(
  site: { readonly acceptedAt: Date | null } | undefined,
  waves: readonly WaveState[],
  now: Date,
): StudyDecision {
  if (site === undefined || site.acceptedAt === null) return refuse('study_not_joined');
  const [baseline, post] = [roundsOf('baseline', waves), roundsOf('post', waves)];
  const rounds = [...baseline, ...post];
  const areOver = rounds.every(({ state }) => state === 'closed');
  if (baseline.length === 0 || post.length === 0 || !areOver) return refuse('study_wave_running');
  return now < releasableFrom(waves) ? refuse('study_answers_arriving') : allowed;
}

/** When the last answers to the rounds of both waves can have arrived. */
export function releasableFrom(waves: readonly WaveState[]): Date {
  const rounds = [...roundsOf('baseline', waves), ...roundsOf('post', waves)];
  return new Date(Math.max(...rounds.map(({ closesAt }) => allArrivedAt(closesAt).getTime())));
}
