import type { Arm } from './protocol.ts';

/** Scale → score; null where it could not be computed. */
export type Scores = Readonly<Record<string, number | null>>;

/** A person on the list of a class that was given to an arm: analysed as assigned, whatever was delivered. */
export interface StudyPerson {
  readonly classId: string;
  readonly arm: Arm;
  /** asked to answer: the consent to assessments stood */
  readonly isInvited: boolean;
  /** the consent to research stands today */
  readonly hasConsent: boolean;
  readonly sex: 'female' | 'male' | null;
  readonly age: number | null;
  readonly baseline: Scores | null;
  readonly post: Scores | null;
  /** sessions of the class's group that the person came to; null where the class had none */
  readonly attended: number | null;
}

/** How far a person came; each is in exactly one. */
export const stages = [
  'not_invited',
  'no_research_consent',
  'unanswered',
  'baseline_only',
  'post_only',
  'analysed',
] as const;
export type Stage = (typeof stages)[number];

/** Where a person stands as to one scale. Without consent to research nothing the person answered is used. */
export function stageOf(person: StudyPerson, scale: string): Stage {
  if (!person.isInvited) return 'not_invited';
  if (!person.hasConsent) return 'no_research_consent';
  const hasBaseline = scoreOf(person.baseline, scale) !== null;
  const hasPost = scoreOf(person.post, scale) !== null;
  if (hasBaseline) return hasPost ? 'analysed' : 'baseline_only';
  return hasPost ? 'post_only' : 'unanswered';
}

export function scoreOf(scores: Scores | null, scale: string): number | null {
  return scores?.[scale] ?? null;
}

/** A person with both scores of a scale. */
export interface Pair {
  readonly classId: string;
  readonly arm: Arm;
  readonly baseline: number;
  readonly post: number;
}

/** Whoever is analysed for a scale. */
export function pairsOf(people: readonly StudyPerson[], scale: string): Pair[] {
  return people.flatMap((person) => {
    if (stageOf(person, scale) !== 'analysed') return [];
    const baseline = scoreOf(person.baseline, scale);
    const post = scoreOf(person.post, scale);
    return baseline === null || post === null
      ? []
      : [{ classId: person.classId, arm: person.arm, baseline, post }];
  });
}
