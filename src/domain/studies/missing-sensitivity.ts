import type { ArmEffect } from './arm-effect.ts';
import { type Arm, arms } from './protocol.ts';
import { stageOf, type StudyPerson } from './study-person.ts';

/** Whoever began: the first score is there; lost: the last one is not. */
export interface LostCount {
  readonly arm: Arm;
  readonly began: number;
  readonly lost: number;
}

/** The planned effect if those lost did worse than persons like them who stayed. */
export interface ShiftedEffect {
  /** by how much worse, in standard deviations of the last score within arms */
  readonly worseBy: number;
  readonly lostIn: 'intervention' | 'both';
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

export interface MissingSensitivity {
  readonly arms: readonly LostCount[];
  /** empty where there is no effect to shift */
  readonly shifted: readonly ShiftedEffect[];
  /**
   * By how many standard deviations the intervention's lost must have done worse for the interval to reach zero; null
   * where it holds zero already, or nobody was lost.
   */
  readonly tipping: number | null;
}

/** Small, medium and large, after Cohen. */
const STEPS = [0.2, 0.5, 0.8] as const;

/**
 * How far the answer leans on the assumption that those lost are like those who stayed with the same first score
 * (missing at random). Each arm's lost are set worse by a fixed number of points; the effect moves by that number times
 * the arm's lost share, and its standard error stays.
 * @param sd standard deviation that the steps are measured in
 * @see White, Carpenter & Horton 2018, Statistica Sinica 28:1985-2003
 */
export function missingSensitivity(
  people: readonly StudyPerson[],
  { scale, direction }: { readonly scale: string; readonly direction: 'up' | 'down' },
  effect: ArmEffect | undefined,
  sd: number | null,
): MissingSensitivity {
  const counts = arms.map((arm) => {
    const stages = people.flatMap((person) => (person.arm === arm ? [stageOf(person, scale)] : []));
    const lost = stages.filter((stage) => stage === 'baseline_only').length;
    return { arm, began: lost + stages.filter((stage) => stage === 'analysed').length, lost };
  });
  if (effect === undefined || sd === null || counts.every(({ lost }) => lost === 0)) {
    return { arms: counts, shifted: [], tipping: null };
  }
  const share = (wanted: Arm): number => {
    const count = counts.find(({ arm }) => arm === wanted);
    return count === undefined || count.began === 0 ? 0 : count.lost / count.began;
  };
  const worse = direction === 'up' ? -sd : sd;
  const ofIntervention = worse * share('intervention');
  const perStep = { intervention: ofIntervention, both: ofIntervention - worse * share('comparison') };
  const shifted = STEPS.flatMap((worseBy) =>
    (['intervention', 'both'] as const).map((lostIn) => {
      const move = worseBy * perStep[lostIn];
      return {
        worseBy,
        lostIn,
        estimate: effect.estimate + move,
        low: effect.low + move,
        high: effect.high + move,
      };
    }),
  );
  // the bound on the side of no effect, as seen from a good result
  const nearest = direction === 'up' ? effect.low : -effect.high;
  const isGood = nearest > 0 && ofIntervention !== 0;
  return { arms: counts, shifted, tipping: isGood ? nearest / Math.abs(ofIntervention) : null };
}
