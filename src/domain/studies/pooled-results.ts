import { numericColumn } from '../evidence/tables/data-table.ts';
import { decideAnalysis } from '../evidence/decide-analysis.ts';
import { EvidenceError } from '../evidence/numbers/evidence-error.ts';
import { fitFromSums } from '../evidence/sums/fit-from-sums.ts';
import { type GroupSums, poolGroupSums } from '../evidence/sums/group-sums.ts';
import { type MetaAnalysis, metaAnalysis } from '../evidence/meta-analysis/meta-analysis.ts';
import type { LinearColumn } from '../evidence/sums/transform-sums.ts';
import { armEffects, type EffectAnswer, type ModelOutcome, plannedSums } from './arm-effect.ts';
import { classesPerArm, squaresWithinArms } from './arm-sums.ts';
import type { Participant, StudyProtocol } from './protocol.ts';
import {
  type DegreesOfFreedom,
  type EffectContrast,
  effectContrasts,
  type LabelEffect,
} from './effect-contrasts.ts';
import type { StudyRelease } from './study-release.ts';

export interface ReceivedRelease {
  readonly participant: Participant;
  readonly release: StudyRelease;
}

export interface RegionResult {
  readonly participant: Participant;
  readonly persons: number;
  readonly classes: number;
  readonly model: EffectAnswer;
}

/** How far one region's effect is from the mean of all regions, in points. */
export interface RegionDeviation {
  readonly regionCode: string;
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly p: number;
}

export interface PooledEffect {
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  readonly tau2: number;
  readonly tau2Low: number | null;
  readonly tau2High: number | null;
  readonly i2: number | null;
  readonly qP: number | null;
  /** where the effect of one more region would lie */
  readonly predictionLow: number | null;
  readonly predictionHigh: number | null;
}

/** One version of the playbook, as it was delivered and what came of it. */
export interface DeliveredVersion {
  readonly playbookId: string;
  readonly regionCodes: readonly string[];
  readonly classes: number;
  readonly persons: number;
  /** share of the planned sessions that were held, and of their checklists that was done */
  readonly held: number;
  readonly fidelity: number;
  readonly effect: Omit<LabelEffect, 'label'> | null;
}

export interface VersionComparison {
  readonly delivered: readonly DeliveredVersion[];
  readonly pairs: readonly EffectContrast[];
  /** no region delivered two versions: what differs may be the region's and not the version's */
  readonly isByRegion: boolean;
  /** classes of the intervention without records of sessions: they are in no comparison of versions */
  readonly unrecorded: number;
}

export interface PooledResults {
  readonly regions: readonly RegionResult[];
  /** One model of all classes: exactly that of the rows, which stayed where they are. */
  readonly pooled: EffectAnswer;
  readonly deviations: readonly RegionDeviation[];
  /** Each pair of regions, adjusted by Holm. */
  readonly regionPairs: readonly EffectContrast[];
  /** Versions by which classes had their sessions, where there are two or more. */
  readonly versions: VersionComparison;
  /** Two stages: the regions' effects as a sample of regions; null with fewer than two. */
  readonly meta: PooledEffect | null;
}

/** What the releases of a study say together. */
export function pooledResults(
  { allocation }: StudyProtocol,
  received: readonly ReceivedRelease[],
): PooledResults {
  const regions = received.map(({ participant, release: { sums } }): RegionResult => ({
    participant,
    persons: sums.groups.reduce((total, { n }) => total + n, 0),
    classes: sums.groups.length,
    model: armEffects(sums, { allocation, regions: 1, sd: spreadOf([sums]) }),
  }));
  if (received.length === 0) {
    return {
      regions,
      pooled: { effects: [], refusal: 'too_few_rows', refused: [] },
      deviations: [],
      regionPairs: [],
      versions: { delivered: [], pairs: [], isByRegion: true, unrecorded: 0 },
      meta: null,
    };
  }
  const codes = regionCodes(received);
  const pooled = armEffects(pooledBase(received), {
    allocation,
    regions: codes.length,
    sd: spreadOf(received.map(({ release }) => release.sums)),
    columnsOf: (outcome) => pooledColumns(received, outcome, codes),
  });
  const isFitted = pooled.effects.length > 0;
  const df = plannedDf(received, codes, allocation);
  return {
    regions,
    pooled,
    deviations: isFitted && codes.length > 1 ? regionDeviations(received, codes, df) : [],
    regionPairs: isFitted ? regionPairs(received, codes, df) : [],
    versions: compareVersions(received, codes, isFitted ? df : undefined),
    meta: twoStages(regions),
  };
}

function regionCodes(received: readonly ReceivedRelease[]): string[] {
  return [...new Set(received.map(({ participant }) => participant.regionCode))].sort();
}

/** Classes are numbered within an organisation. */
function relabelled({ participant, release }: ReceivedRelease): GroupSums {
  const groups = release.sums.groups.map((group) => ({
    ...group,
    group: `${participant.code}/${group.group}`,
  }));
  return { ...release.sums, groups };
}

function pooledBase(received: readonly ReceivedRelease[]): GroupSums {
  return poolGroupSums(received.map(relabelled));
}

/**
 * The pooled model's sums: each organisation's own, with its region's columns added here, since within an organisation
 * the region is a constant. Regions add up to zero, so that the arm's coefficient is the mean effect of the regions.
 */
export function pooledColumns(
  received: readonly ReceivedRelease[],
  outcome: ModelOutcome,
  codes: readonly string[] = regionCodes(received),
): GroupSums {
  return poolGroupSums(
    received.map((one) =>
      plannedSums(relabelled(one), outcome, regionColumns(codes, one.participant.regionCode)),
    ),
  );
}

/** One column for each region but the last: 1 in the region, -1 in the last one; then their products with the arm. */
export function regionColumns(codes: readonly string[], own: string): LinearColumn[] {
  const means = regionMeans(codes, own);
  return [
    ...means,
    ...means.map(({ name, constant = 0 }) => ({ name: `arm:${name}`, of: { arm: constant } })),
  ];
}

/** The first half of these: what a region's classes score, and not its effect. */
function regionMeans(codes: readonly string[], own: string): LinearColumn[] {
  return codes.slice(0, -1).map((code) => {
    const constant = own === code ? 1 : own === codes.at(-1) ? -1 : 0;
    return { name: `region.${code}`, of: {}, constant };
  });
}

function regionDeviations(
  received: readonly ReceivedRelease[],
  codes: readonly string[],
  df: DegreesOfFreedom,
): RegionDeviation[] {
  return codes.flatMap((regionCode) => {
    // the last region has no column of its own: another one stands last for its sake
    const order = [regionCode, ...codes.filter((code) => code !== regionCode)];
    const fit = fitFromSums(pooledColumns(received, 'score', order), { df });
    const deviation = fit.fixed.find(({ term }) => term === `arm:region.${regionCode}`);
    if (deviation === undefined) return [];
    const { estimate, low, high, p } = deviation;
    return [{ regionCode, estimate, low, high, p }];
  });
}

function plannedDf(
  received: readonly ReceivedRelease[],
  codes: readonly string[],
  allocation: StudyProtocol['allocation'],
): DegreesOfFreedom {
  const base = pooledBase(received);
  const perArm = classesPerArm(base);
  const [plan] = decideAnalysis({
    clusters: base.groups.length,
    armsAssignedTo: 'cluster',
    clustersInSmallestArm: Math.min(perArm.intervention, perArm.comparison),
    arms: 2,
    randomised: allocation === 'randomised_classes',
    regions: codes.length,
    waves: 2,
  }).allowed;
  return plan?.kind === 'mixed' ? plan.df : 'satterthwaite';
}

function regionPairs(
  received: readonly ReceivedRelease[],
  codes: readonly string[],
  df: DegreesOfFreedom,
): readonly EffectContrast[] {
  const parts = received.map((one) => {
    const { regionCode } = one.participant;
    return { sums: relabelled(one), region: regionMeans(codes, regionCode), label: regionCode };
  });
  return effectContrasts(parts, df).pairs;
}

/**
 * Which version did better. Classes were given to the arms, not to versions: this is a comparison after the fact, and
 * where each region has its own version, of regions too.
 */
function compareVersions(
  received: readonly ReceivedRelease[],
  codes: readonly string[],
  df: DegreesOfFreedom | undefined,
): VersionComparison {
  const split = received.map((one) => versionParts(one, codes));
  const parts = split.flatMap((own) => own.parts);
  const compared = df === undefined ? { effects: [], pairs: [] } : effectContrasts(parts, df);
  const ids = [...new Set(parts.flatMap(({ label }) => label ?? []))].sort();
  const delivered = ids.map((playbookId) => {
    const own = parts.filter(({ label }) => label === playbookId);
    const deliveries = own.flatMap((part) => part.deliveries);
    const total = (pick: (delivery: (typeof deliveries)[number]) => number) =>
      deliveries.reduce((sum, delivery) => sum + pick(delivery), 0);
    const effect = compared.effects.find(({ label }) => label === playbookId);
    return {
      playbookId,
      regionCodes: [...new Set(own.map(({ regionCode }) => regionCode))].sort(),
      classes: deliveries.length,
      persons: own.flatMap(({ sums }) => sums.groups).reduce((sum, { n }) => sum + n, 0),
      held: total(({ held }) => held) / total(({ planned }) => planned),
      fidelity: total(({ done }) => done) / total(({ items }) => items),
      effect: effect === undefined ? null : { estimate: effect.estimate, low: effect.low, high: effect.high },
    };
  });
  const regions = delivered.flatMap(({ regionCodes }) => regionCodes);
  return {
    delivered,
    pairs: compared.pairs,
    isByRegion: new Set(regions).size === regions.length,
    unrecorded: split.reduce((sum, own) => sum + own.unrecorded, 0),
  };
}

/** An organisation's classes by version, those without the intervention apart; and how many have no records. */
function versionParts(one: ReceivedRelease, codes: readonly string[]) {
  const { release, participant } = one;
  const { regionCode } = participant;
  const deliveryOf = new Map((release.deliveries ?? []).map((delivery) => [delivery.group, delivery]));
  const sums = relabelled(one);
  const arm = sums.terms.indexOf('arm');
  const classes = sums.groups.map((group, index) => ({
    group,
    isTreated: (group.means[arm] ?? 0) > 0,
    delivery: deliveryOf.get(release.sums.groups[index]?.group ?? ''),
  }));
  const known = classes.filter(({ isTreated, delivery }) => !isTreated || delivery !== undefined);
  const byVersion = Map.groupBy(known, ({ delivery }) => delivery?.playbookId ?? null);
  return {
    parts: [...byVersion].map(([label, members]) => ({
      sums: { ...sums, groups: members.map(({ group }) => group) },
      region: regionMeans(codes, regionCode),
      label,
      regionCode,
      deliveries: members.flatMap(({ delivery }) => delivery ?? []),
    })),
    unrecorded: classes.length - known.length,
  };
}

/** Pooled over the arms of all organisations. */
function spreadOf(parts: readonly GroupSums[]): number | null {
  const within = parts.map(squaresWithinArms);
  const df = within.reduce((total, part) => total + part.df, 0);
  const squares = within.reduce((total, part) => total + part.squares, 0);
  return df > 0 && squares > 0 ? Math.sqrt(squares / df) : null;
}

function twoStages(regions: readonly RegionResult[]): PooledEffect | null {
  const effects = regions.flatMap(({ model }) => model.effects[0] ?? []);
  if (effects.length < 2) return null;
  const table = {
    rows: effects.length,
    columns: new Map([
      ['effect', numericColumn(effects.map(({ estimate }) => estimate))],
      ['variance', numericColumn(effects.map(({ se }) => se * se))],
    ]),
  };
  try {
    const options = {
      estimate: 'effect',
      variance: 'variance',
      method: 'REML',
      hartungKnapp: 'adhoc',
    } as const;
    return pooledEffect(metaAnalysis(table, options));
  } catch (error) {
    if (error instanceof EvidenceError) return null;
    throw error;
  }
}

function pooledEffect({ coefficients, ...meta }: MetaAnalysis): PooledEffect | null {
  const [mean] = coefficients;
  if (mean === undefined) return null;
  const { tau2, tau2Low, tau2High, i2, qP, predictionLow, predictionHigh } = meta;
  const { estimate, low, high } = mean;
  return { estimate, low, high, tau2, tau2Low, tau2High, i2, qP, predictionLow, predictionHigh };
}
