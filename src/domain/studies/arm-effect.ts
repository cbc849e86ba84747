import { decideAnalysis, type AnalysisRefusal, type MixedPlan } from '../evidence/decide-analysis.ts';
import { EvidenceError, type EvidenceErrorCode } from '../evidence/numbers/evidence-error.ts';
import { fitFromSums } from '../evidence/sums/fit-from-sums.ts';
import type { GroupSums } from '../evidence/sums/group-sums.ts';
import type { Coefficient } from '../evidence/estimates/interval.ts';
import { type LinearColumn, transformSums } from '../evidence/sums/transform-sums.ts';
import { classesPerArm } from './arm-sums.ts';
import type { Allocation, Arm } from './protocol.ts';

export type ModelOutcome = MixedPlan['outcome'];

/** The arm's effect by a mixed model: intervention minus comparison, in points of the scale. */
export interface ArmEffect {
  readonly outcome: ModelOutcome;
  readonly estimate: number;
  readonly se: number;
  readonly df: number | null;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  readonly degrees: MixedPlan['df'];
  /** Share of the variance that lies between classes. */
  readonly icc: number;
  readonly classes: number;
  readonly persons: number;
  /** Last scores of the arms at the mean of all first ones, regions counted alike; null of a change. */
  readonly adjustedMeans: Readonly<Record<Arm, number>> | null;
  /** In standard deviations of the last score within arms (of all persons, classes and all). */
  readonly standardised: { readonly estimate: number; readonly low: number; readonly high: number } | null;
}

export type EffectRefusal = AnalysisRefusal | EvidenceErrorCode;

export interface EffectAnswer {
  /** The planned one first; whole classes as they were: the change score beside it. */
  readonly effects: readonly ArmEffect[];
  /** Why there is no effect; null where there is one. */
  readonly refusal: EffectRefusal | null;
  /** Tests that count persons as if they had no class: refused, with the engine's reason. */
  readonly refused: ReadonlyArray<{ readonly kind: string; readonly code: AnalysisRefusal }>;
}

interface EffectOptions {
  readonly allocation: Allocation;
  readonly regions: number;
  /** standard deviation that the effect is divided by */
  readonly sd: number | null;
  /** sums of the columns of the model; those of baseline and arm where left out */
  readonly columnsOf?: (outcome: ModelOutcome) => GroupSums;
}

/**
 * What the sums of a study's classes say about the arm, as far as its design permits; the decision is the engine's, made
 * from the design alone and not from the result.
 */
export function armEffects(sums: GroupSums, options: EffectOptions): EffectAnswer {
  const perArm = classesPerArm(sums);
  const decision = decideAnalysis({
    clusters: sums.groups.length,
    armsAssignedTo: 'cluster',
    clustersInSmallestArm: Math.min(perArm.intervention, perArm.comparison),
    arms: 2,
    randomised: options.allocation === 'randomised_classes',
    regions: options.regions,
    waves: 2,
  });
  const refused = decision.refused.filter(({ kind }) => kind !== 'mixed');
  const refusal = decision.refused.find(({ kind }) => kind === 'mixed')?.code;
  if (refusal !== undefined) return { effects: [], refusal, refused };
  const plans = decision.allowed.filter((plan) => plan.kind === 'mixed');
  const columnsOf = options.columnsOf ?? ((outcome) => plannedSums(sums, outcome));
  try {
    const effects = plans.map((plan) => armEffect(columnsOf(plan.outcome), plan, options.sd));
    return { effects, refusal: null, refused };
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return { effects: [], refusal: error.code, refused };
  }
}

function armEffect(columns: GroupSums, plan: MixedPlan, sd: number | null): ArmEffect {
  const fit = fitFromSums(columns, { df: plan.df });
  const effect = fit.fixed.find(({ term }) => term === 'arm');
  if (effect === undefined) throw new EvidenceError('unknown_column', { column: 'arm' });
  const { estimate, se, df, low, high, p } = effect;
  return {
    outcome: plan.outcome,
    estimate,
    se,
    df,
    low,
    high,
    p,
    degrees: plan.df,
    icc: fit.icc,
    classes: columns.groups.length,
    persons: fit.used,
    adjustedMeans: plan.outcome === 'score' ? adjustedMeans(columns, fit.fixed) : null,
    standardised:
      sd === null || !(sd > 0) ? null : { estimate: estimate / sd, low: low / sd, high: high / sd },
  };
}

function adjustedMeans(columns: GroupSums, fixed: readonly Coefficient[]): Record<Arm, number> {
  const value = (name: string): number => fixed.find(({ term }) => term === name)?.estimate ?? Number.NaN;
  const position = columns.terms.indexOf('baseline');
  const persons = columns.groups.reduce((sum, { n }) => sum + n, 0);
  const baseline = columns.groups.reduce(
    (sum, { n, means }) => sum + (n / persons) * (means[position] ?? Number.NaN),
    0,
  );
  const comparison = value('(Intercept)') + value('baseline') * baseline;
  return { comparison, intervention: comparison + value('arm') };
}

/** The sums of the columns that a plan's model has, with `more` columns behind baseline and arm. */
export function plannedSums(
  sums: GroupSums,
  outcome: ModelOutcome,
  more: readonly LinearColumn[] = [],
): GroupSums {
  const arm = { name: 'arm', of: { arm: 1 } };
  return outcome === 'score'
    ? transformSums(sums, {
        terms: [{ name: 'baseline', of: { baseline: 1 } }, arm, ...more],
        outcome: { name: 'post', of: { post: 1 } },
      })
    : transformSums(sums, {
        terms: [arm, ...more],
        outcome: { name: 'change', of: { post: 1, baseline: -1 } },
      });
}
