import { adjustPValues } from '../evidence/estimates/adjust-p-values.ts';
import type { MixedPlan } from '../evidence/decide-analysis.ts';
import { EvidenceError } from '../evidence/numbers/evidence-error.ts';
import { fitFromSums } from '../evidence/sums/fit-from-sums.ts';
import { type GroupSums, poolGroupSums } from '../evidence/sums/group-sums.ts';
import type { LinearColumn } from '../evidence/sums/transform-sums.ts';
import { plannedSums } from './arm-effect.ts';

export type DegreesOfFreedom = MixedPlan['df'];

/** Classes of one region whose intervention, where they had one, was of one kind. */
export interface LabelledClasses {
  readonly sums: GroupSums;
  /** columns of the region, the same names in every part */
  readonly region: readonly LinearColumn[];
  /** of the intervention: a region, a version; null for classes without one */
  readonly label: string | null;
}

/** The arm's effect where the intervention was of one kind, in points. */
export interface LabelEffect {
  readonly label: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
}

/** How much larger the effect is with one kind than with another, in points. */
export interface EffectContrast {
  readonly left: string;
  readonly right: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
  /** by Holm, over all pairs */
  readonly adjustedP: number;
}

export interface EffectContrasts {
  readonly effects: readonly LabelEffect[];
  readonly pairs: readonly EffectContrast[];
}

const none: EffectContrasts = { effects: [], pairs: [] };

/**
 * The effects of kinds of intervention beside each other, and each pair's difference: one model of all classes with an
 * own arm for each kind, so that all share baseline, regions and variances. Intervals are of single pairs; p values are
 * adjusted by Holm. Nothing where there are fewer than two kinds or the classes do not tell them apart.
 */
export function effectContrasts(parts: readonly LabelledClasses[], df: DegreesOfFreedom): EffectContrasts {
  const labels = [...new Set(parts.flatMap(({ label }) => label ?? []))].sort();
  if (labels.length < 2) return none;
  try {
    // the first of a fit's kinds is its arm, the others are what they add to it: each stands first once
    const fits = labels.map((first) => ({ first, ...fitWith(parts, labels, first, df) }));
    const effects = fits.map(({ first, arm: { estimate, low, high } }) => ({
      label: first,
      estimate,
      low,
      high,
    }));
    const pairs = fits.flatMap(({ first, others }) =>
      others
        .filter(({ label }) => label < first)
        // what the other adds to the first, turned round: by how much the first is larger
        .map(({ label, estimate, low, high, p }) => ({
          left: first,
          right: label,
          estimate: -estimate,
          low: -high,
          high: -low,
          p,
        })),
    );
    const adjusted = adjustPValues(
      pairs.map(({ p }) => p),
      'holm',
    );
    return {
      effects,
      pairs: pairs.map((pair, index) => ({ ...pair, adjustedP: adjusted[index] ?? Number.NaN })),
    };
  } catch (error) {
    if (error instanceof EvidenceError) return none;
    throw error;
  }
}

function fitWith(
  parts: readonly LabelledClasses[],
  labels: readonly string[],
  first: string,
  df: DegreesOfFreedom,
) {
  const others = labels.filter((label) => label !== first);
  const columns = poolGroupSums(
    parts.map(({ sums, region, label: own }) =>
      plannedSums(sums, 'score', [
        ...region,
        ...others.map((label) => ({ name: `arm.${label}`, of: { arm: label === own ? 1 : 0 } })),
      ]),
    ),
  );
  const { fixed } = fitFromSums(columns, { df });
  const coefficient = (term: string) => {
    const found = fixed.find((one) => one.term === term);
    if (found === undefined) throw new EvidenceError('unknown_column', { column: term });
    return found;
  };
  return {
    arm: coefficient('arm'),
    others: others.map((label) => ({ label, ...coefficient(`arm.${label}`) })),
  };
}
