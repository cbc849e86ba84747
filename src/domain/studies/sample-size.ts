import { type ClusterTrialPlan, clustersForPower, clusterTrialPower } from '../evidence/power/power.ts';

/** What the number of classes rests on; all of it is written into the protocol before anybody answers. */
export interface SizeAssumptions {
  /** Smallest difference worth finding, in standard deviations of the last score. */
  readonly effect: number;
  readonly pupilsPerClass: number;
  /** Share of the variance that lies between classes. */
  readonly icc: number;
  /** Of a pupil's first with the last score. */
  readonly correlation: number;
  /** Share of pupils who will not answer twice. */
  readonly attrition: number;
  /** Wanted chance of finding the difference. */
  readonly power: number;
}

export interface SampleSize extends SizeAssumptions {
  /** Null: no number of classes that could be had is enough. */
  readonly classesPerArm: number | null;
}

export interface PowerPoint {
  readonly classesPerArm: number;
  readonly power: number;
}

const POINTS = 7;

/**
 * The classes that a study needs.
 * @throws EvidenceError argument_out_of_range
 */
export function sampleSize(assumptions: SizeAssumptions): SampleSize {
  const found = clustersForPower(planOf(assumptions), assumptions.power);
  return { ...assumptions, classesPerArm: found?.clustersPerArm ?? null };
}

/** How the power grows with the classes, around the number that is needed. */
export function powerCurve(size: SampleSize): PowerPoint[] {
  const needed = size.classesPerArm ?? 40;
  const step = Math.max(1, Math.round(needed / (POINTS - 2)));
  // so that the number that is needed is one of the points
  const first = needed - step * Math.min(POINTS - 3, Math.floor((needed - 2) / step));
  return Array.from({ length: POINTS }, (_, index) => {
    const classesPerArm = first + index * step;
    return { classesPerArm, power: clusterTrialPower(planOf(size), classesPerArm).power };
  });
}

function planOf({ effect, pupilsPerClass, icc, correlation, attrition }: SizeAssumptions): ClusterTrialPlan {
  return { effect, personsPerCluster: pupilsPerClass, icc, personCorrelation: correlation, attrition };
}
