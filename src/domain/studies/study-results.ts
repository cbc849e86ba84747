import { adjustPValues } from '../evidence/estimates/adjust-p-values.ts';
import { clusterRobust } from '../evidence/comparisons/cluster-robust.ts';
import { compareGroups } from '../evidence/comparisons/compare.ts';
import { EvidenceError } from '../evidence/numbers/evidence-error.ts';
import { moments, standardDeviation } from '../evidence/numbers/moments.ts';
import { type ArmEffect, type EffectAnswer, armEffects } from './arm-effect.ts';
import { armSums, pairTable, squaresWithinArms } from './arm-sums.ts';
import { type BaselineRow, baselineTable } from './baseline-table.ts';
import type { ClassDelivery } from './class-delivery.ts';
import { changeCounts, type ReliableChangeOfArms } from './change-counts.ts';
import { type ExposureEffect, exposureEffects } from './exposure-effects.ts';
import { type MissingSensitivity, missingSensitivity } from './missing-sensitivity.ts';
import { type NamedFirst, namedFirst } from './named-first.ts';
import { type Arm, arms, type StudyProtocol } from './protocol.ts';
import { type ArmFlow, studyFlow } from './study-flow.ts';
import { type Pair, pairsOf, type StudyPerson } from './study-person.ts';

export interface Spread {
  readonly mean: number;
  readonly sd: number | null;
}

export interface ArmSummary {
  readonly arm: Arm;
  readonly n: number;
  /** null without anybody */
  readonly baseline: Spread | null;
  readonly post: Spread | null;
  readonly change: Spread | null;
}

/** Changes of the arms compared person by person: a description. It ignores the classes, so it carries no p value. */
export interface ChangeComparison {
  readonly difference: number;
  readonly low: number;
  readonly high: number;
  readonly hedgesG: { readonly estimate: number; readonly low: number; readonly high: number };
  readonly ignoresClasses: true;
}

/**
 * The planned comparison once more without assuming one variance between classes: least squares with CR2 errors. Stands
 * beside the planned model and does not replace it.
 */
export interface SensitivityEffect {
  readonly estimate: number;
  readonly se: number;
  readonly df: number | null;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

export interface PrimaryResult {
  readonly arms: readonly ArmSummary[];
  readonly model: EffectAnswer;
  /** Null where the model has no answer either, or the classes are too few for the errors. */
  readonly sensitivity: SensitivityEffect | null;
  readonly comparison: ChangeComparison | null;
  readonly missing: MissingSensitivity;
  readonly reliableChange: ReliableChangeOfArms;
}

export interface SecondaryResult {
  readonly scale: string;
  readonly effect: ArmEffect | null;
  /** Holm's, over the scales that are not the primary one. */
  readonly adjustedP: number | null;
}

export interface StudyResults {
  readonly flow: readonly ArmFlow[];
  readonly baseline: readonly BaselineRow[];
  readonly primary: PrimaryResult;
  readonly secondary: readonly SecondaryResult[];
  readonly exposure: readonly ExposureEffect[];
  readonly hardest: { readonly n: number; readonly options: readonly NamedFirst[] };
}

export interface StudyScales {
  /** all scales of the primary outcome's instrument, in its order */
  readonly ids: readonly string[];
  readonly direction: 'up' | 'down';
}

export interface StudyRecords {
  readonly optionIds: readonly string[];
  /** answers to the ranked question at baseline, of those who consent */
  readonly selections: ReadonlyArray<readonly string[]>;
  /** how classes of the intervention had their sessions */
  readonly deliveries: readonly ClassDelivery[];
}

/** What a study found inside one organisation, from the persons of its classes. */
export function studyResults(
  protocol: StudyProtocol,
  scales: StudyScales,
  people: readonly StudyPerson[],
  { optionIds, selections, deliveries }: StudyRecords,
): StudyResults {
  const { scale } = protocol.primaryOutcome;
  const pairs = pairsOf(people, scale);
  const others = scales.ids.filter((id) => id !== scale);
  const { model, sd } = modelOf(protocol, pairs);
  return {
    flow: studyFlow(people, scale),
    baseline: baselineTable(people, scales.ids),
    primary: {
      arms: arms.map((arm) =>
        summary(
          arm,
          pairs.filter((pair) => pair.arm === arm),
        ),
      ),
      model,
      // what the design refuses is not let in by another door
      sensitivity: model.effects.length === 0 ? null : sensitivityOf(pairs),
      comparison: compareChanges(pairs),
      missing: missingSensitivity(people, { scale, direction: scales.direction }, model.effects[0], sd),
      reliableChange: changeCounts(people, scale, protocol.changeBasis, scales.direction),
    },
    secondary: secondaryResults(protocol, people, others),
    exposure: exposureEffects(people, scale, deliveries),
    hardest: namedFirst(optionIds, selections),
  };
}

function summary(arm: Arm, pairs: readonly Pair[]): ArmSummary {
  return {
    arm,
    n: pairs.length,
    baseline: spread(pairs.map(({ baseline }) => baseline)),
    post: spread(pairs.map(({ post }) => post)),
    change: spread(pairs.map(({ baseline, post }) => post - baseline)),
  };
}

function spread(values: readonly number[]): Spread | null {
  if (values.length === 0) return null;
  const of = moments(values);
  return { mean: of.mean, sd: of.n < 2 ? null : standardDeviation(of) };
}

/** The planned model, and the standard deviation of the last score within arms (of all persons, classes and all). */
function modelOf(
  { allocation }: StudyProtocol,
  pairs: readonly Pair[],
): { readonly model: EffectAnswer; readonly sd: number | null } {
  if (pairs.length === 0) {
    return { model: { effects: [], refusal: 'too_few_rows', refused: [] }, sd: null };
  }
  const sums = armSums(pairs);
  const { squares, df } = squaresWithinArms(sums);
  const sd = df > 0 ? Math.sqrt(squares / df) : null;
  return { model: armEffects(sums, { allocation, regions: 1, sd }), sd };
}

function sensitivityOf(pairs: readonly Pair[]): SensitivityEffect | null {
  try {
    const { fixed } = clusterRobust(pairTable(pairs), {
      outcome: 'post',
      terms: ['baseline', 'arm'],
      cluster: 'class',
    });
    const arm = fixed.find(({ term }) => term === 'arm');
    if (arm === undefined) return null;
    const { estimate, se, df, low, high, p } = arm;
    return { estimate, se, df, low, high, p };
  } catch (error) {
    if (error instanceof EvidenceError) return null;
    throw error;
  }
}

function compareChanges(pairs: readonly Pair[]): ChangeComparison | null {
  try {
    const { welch, hedgesG } = compareGroups(pairTable(pairs), {
      outcome: 'change',
      group: 'group',
      reference: { group: 'comparison' },
    });
    const { difference, low, high } = welch;
    return { difference, low, high, hedgesG, ignoresClasses: true };
  } catch (error) {
    // an arm without persons, or without any spread, has no comparison
    if (error instanceof EvidenceError) return null;
    throw error;
  }
}

function secondaryResults(
  protocol: StudyProtocol,
  people: readonly StudyPerson[],
  scales: readonly string[],
): SecondaryResult[] {
  const effects = scales.map((scale) => modelOf(protocol, pairsOf(people, scale)).model.effects[0] ?? null);
  const known = effects.flatMap((effect) => (effect === null ? [] : [effect.p]));
  const adjusted = adjustPValues(known, 'holm');
  let position = 0;
  return scales.map((scale, index) => {
    const effect = effects[index] ?? null;
    if (effect === null) return { scale, effect, adjustedP: null };
    position += 1;
    return { scale, effect, adjustedP: adjusted[position - 1] ?? null };
  });
}
