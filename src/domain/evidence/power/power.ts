import { studentT } from '../numbers/distributions.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { noncentralStudentCdf } from '../numbers/noncentral-t.ts';

/** What is assumed about a trial that gives whole classes to two arms. */
export interface ClusterTrialPlan {
  /** Difference of the arms in standard deviations of the outcome. */
  readonly effect: number;
  readonly personsPerCluster: number;
  /** Spread of the clusters' sizes over their mean; 0 for equal ones. */
  readonly sizeVariation?: number;
  /** Share of the variance that lies between clusters. */
  readonly icc: number;
  /** Correlation of a person's first with their last score, adjusted for in the analysis. */
  readonly personCorrelation?: number;
  /** The same for the means of clusters; that of persons where left out. */
  readonly clusterCorrelation?: number;
  /** Share of persons who are lost before the last wave. */
  readonly attrition?: number;
  /** Two-sided level of the test. */
  readonly level?: number;
}

export interface ClusterTrialPower {
  readonly clustersPerArm: number;
  readonly persons: number;
  readonly power: number;
}

const MOST_CLUSTERS = 5000;

/**
 * Power of the test of the arms when `clustersPerArm` clusters each are analysed by a mixed model with a random intercept
 * and the first score as covariate: noncentral t with 2 k - 2 degrees of freedom, minus one where clusters' first means
 * are adjusted for.
 *
 * @throws EvidenceError argument_out_of_range
 * @see Donner & Klar 2000, Design and Analysis of Cluster Randomization Trials, ch. 5; Eldridge, Ashby & Kerry 2006, Int J
 *   Epidemiology 35:1292-1300 (unequal sizes); Teerenstra et al. 2012, Statistics in Medicine 31:2169-2178 (first score)
 */
export function clusterTrialPower(plan: ClusterTrialPlan, clustersPerArm: number): ClusterTrialPower {
  const { effect, level = 0.05 } = plan;
  if (!(Number.isInteger(clustersPerArm) && clustersPerArm >= 2)) refuse('clustersPerArm', clustersPerArm);
  const size = requirePlan(plan);
  const df = 2 * clustersPerArm - 2 - (isAdjusted(plan) && clustersPerArm > 2 ? 1 : 0);
  const se = Math.sqrt((2 * varianceOfMean(plan, size)) / clustersPerArm);
  return {
    clustersPerArm,
    persons: 2 * clustersPerArm * plan.personsPerCluster,
    power: twoSidedPower(effect / se, df, level),
  };
}

/** The fewest clusters per arm that reach the power; undefined where no number that could be had does. */
export function clustersForPower(plan: ClusterTrialPlan, power = 0.8): ClusterTrialPower | undefined {
  if (!(power > 0 && power < 1)) refuse('power', power);
  if (plan.effect === 0) refuse('effect', 0);
  if (clusterTrialPower(plan, MOST_CLUSTERS).power < power) return undefined;
  let low = 1;
  let high = MOST_CLUSTERS;
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (clusterTrialPower(plan, middle).power >= power) high = middle;
    else low = middle;
  }
  return clusterTrialPower(plan, high);
}

/** A stepped wedge: every cluster begins without, and at each step as many change over to the intervention. */
export interface SteppedWedgePlan {
  readonly effect: number;
  readonly personsPerClusterAndPeriod: number;
  readonly icc: number;
  /** Steps at which clusters change over; one period more is measured. */
  readonly steps: number;
  readonly clustersPerStep: number;
  readonly level?: number;
}

/**
 * Power of a stepped wedge with other persons measured in each period, by the model of Hussey and Hughes: fixed periods, a
 * random intercept by cluster.
 *
 * @throws EvidenceError argument_out_of_range
 * @see Hussey & Hughes 2007, Contemporary Clinical Trials 28:182-191
 */
export function steppedWedgePower(plan: SteppedWedgePlan): { power: number; se: number; clusters: number } {
  const { effect, personsPerClusterAndPeriod: m, icc, steps, clustersPerStep, level = 0.05 } = plan;
  if (!(m >= 1 && Number.isFinite(m))) refuse('personsPerClusterAndPeriod', m);
  if (!(icc >= 0 && icc < 1)) refuse('icc', icc);
  if (!(Number.isInteger(steps) && steps >= 2)) refuse('steps', steps);
  if (!(Number.isInteger(clustersPerStep) && clustersPerStep >= 1))
    refuse('clustersPerStep', clustersPerStep);
  requireLevel(level);
  const clusters = steps * clustersPerStep;
  const periods = steps + 1;
  const within = (1 - icc) / m;
  // treated cells: all, squared by period, squared by cluster
  const perPeriod = Array.from({ length: periods }, (_, period) => period * clustersPerStep);
  const perCluster = Array.from(
    { length: clusters },
    (_, cluster) => steps - Math.floor(cluster / clustersPerStep),
  );
  const all = perPeriod.reduce((sum, value) => sum + value, 0);
  const byPeriod = perPeriod.reduce((sum, value) => sum + value * value, 0);
  const byCluster = perCluster.reduce((sum, value) => sum + value * value, 0);
  const variance =
    (clusters * within * (within + periods * icc)) /
    ((clusters * all - byPeriod) * within +
      (all * all + clusters * periods * all - periods * byPeriod - clusters * byCluster) * icc);
  const se = Math.sqrt(variance);
  return { power: twoSidedPower(effect / se, clusters * periods - clusters - periods, level), se, clusters };
}

function requirePlan(plan: ClusterTrialPlan): number {
  const { effect, personsPerCluster, icc, sizeVariation = 0, attrition = 0, level = 0.05 } = plan;
  if (!Number.isFinite(effect)) refuse('effect', effect);
  if (!(personsPerCluster >= 1 && Number.isFinite(personsPerCluster)))
    refuse('personsPerCluster', personsPerCluster);
  if (!(icc >= 0 && icc < 1)) refuse('icc', icc);
  if (!(sizeVariation >= 0 && sizeVariation < 3)) refuse('sizeVariation', sizeVariation);
  if (!(attrition >= 0 && attrition < 1)) refuse('attrition', attrition);
  for (const name of ['personCorrelation', 'clusterCorrelation'] as const) {
    const value = plan[name] ?? 0;
    if (!(Math.abs(value) < 1)) refuse(name, value);
  }
  requireLevel(level);
  return Math.max(1, personsPerCluster * (1 - attrition));
}

function requireLevel(level: number): void {
  if (!(level > 0 && level < 1)) refuse('level', level);
}

function refuse(name: string, value: number): never {
  throw new EvidenceError('argument_out_of_range', { name, value: String(value) });
}

function isAdjusted({
  personCorrelation = 0,
  clusterCorrelation = personCorrelation,
}: ClusterTrialPlan): boolean {
  return clusterCorrelation !== 0;
}

/** Variance of a cluster's mean of standardised scores, what the first score explains taken away. */
function varianceOfMean(plan: ClusterTrialPlan, size: number): number {
  const { icc, sizeVariation = 0, personCorrelation = 0, clusterCorrelation = personCorrelation } = plan;
  const between = icc * (1 - clusterCorrelation ** 2);
  const within = (1 - icc) * (1 - personCorrelation ** 2);
  // Eldridge's bound: with unequal sizes the large clusters' persons count less
  return between * (1 + sizeVariation ** 2) + within / size;
}

function twoSidedPower(noncentrality: number, df: number, level: number): number {
  const critical = studentT(1 - level / 2, df);
  return (
    1 - noncentralStudentCdf(critical, df, noncentrality) + noncentralStudentCdf(-critical, df, noncentrality)
  );
}
