import type { Arm } from './protocol.ts';

export type StudyRefusal =
  | 'study_registered'
  | 'study_not_registered'
  | 'study_answers_exist'
  | 'study_not_joined'
  | 'study_classes_fixed'
  | 'study_class_twice'
  | 'study_wave_running';
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
}

/**
 * Sums are released once, when both waves are over: two releases, a few answers apart, would tell those answers.
 */
export function decideRelease(
  site: { readonly acceptedAt: Date | null } | undefined,
  waves: readonly WaveState[],
): StudyDecision {
  if (site === undefined || site.acceptedAt === null) return refuse('study_not_joined');
  const isOver = (wanted: string): boolean => {
    // a round that was planned and never opened asked nobody
    const rounds = waves.filter(({ wave, state }) => wave === wanted && state !== 'draft');
    return rounds.length > 0 && rounds.every(({ state }) => state === 'closed');
  };
  return isOver('baseline') && isOver('post') ? allowed : refuse('study_wave_running');
}
