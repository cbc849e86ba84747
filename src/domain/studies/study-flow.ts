import { type Arm, arms } from './protocol.ts';
import { type Stage, stageOf, stages, type StudyPerson } from './study-person.ts';

export interface ArmFlow {
  readonly arm: Arm;
  readonly classes: number;
  /** on the lists of the classes */
  readonly listed: number;
  readonly invited: number;
  readonly consenting: number;
  readonly baseline: number;
  readonly post: number;
  readonly analysed: number;
}

/** Who came how far, per arm: what the flow diagram of a cluster trial shows (Campbell et al. 2012, BMJ 345:e5661). */
export function studyFlow(people: readonly StudyPerson[], scale: string): ArmFlow[] {
  return arms.map((arm) => {
    const own = people.filter((person) => person.arm === arm);
    const counts = countStages(own, scale);
    const consenting = own.length - counts.not_invited - counts.no_research_consent;
    return {
      arm,
      classes: new Set(own.map(({ classId }) => classId)).size,
      listed: own.length,
      invited: own.length - counts.not_invited,
      consenting,
      baseline: counts.baseline_only + counts.analysed,
      post: counts.post_only + counts.analysed,
      analysed: counts.analysed,
    };
  });
}

export function countStages(people: readonly StudyPerson[], scale: string): Record<Stage, number> {
  const counts = Object.fromEntries(stages.map((stage) => [stage, 0])) as Record<Stage, number>;
  for (const person of people) counts[stageOf(person, scale)] += 1;
  return counts;
}
