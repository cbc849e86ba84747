import type { GroupSums } from '../evidence/sums/group-sums.ts';
import { type SuppressedCount, suppressTable } from '../evidence/suppression/suppress-table.ts';
import { armSums } from './arm-sums.ts';
import type { ClassDelivery } from './class-delivery.ts';
import { changeCounts, type ReliableChangeOfArms } from './change-counts.ts';
import { releasedChange } from './released-change.ts';
import { arms, type StudyProtocol } from './protocol.ts';
import type { StudyScales } from './study-results.ts';
import { countStages } from './study-flow.ts';
import { pairsOf, stages, type StudyPerson } from './study-person.ts';

/** All that leaves an organisation: sums of whole classes and counts that passed suppression. */
export interface StudyRelease {
  readonly protocolHash: string;
  /** of baseline, arm and last score, by classes that are only numbered */
  readonly sums: GroupSums;
  /** classes with fewer persons than the smallest count; nothing below counts them */
  readonly classesLeftOut: number;
  /** [arm, stage] → persons; null as key: total; null as count: hidden */
  readonly flow: readonly SuppressedCount[];
  /** of those analysed: [arm, class of change] → persons; `not_improved` where the finer classes would hide the improved */
  readonly change: readonly SuppressedCount[];
  readonly changeBasis: ReliableChangeOfArms['basis'];
  /** By which version a class of `sums` had its sessions; none of a class without records of them. */
  readonly deliveries?: ReadonlyArray<ReleasedDelivery>;
  readonly hardest: {
    readonly n: number | null;
    readonly options: ReadonlyArray<{ readonly optionId: string; readonly first: number | null }>;
  };
  readonly smallestCount: number;
}

/** A class is a number, as in the sums. */
export interface ReleasedDelivery extends Omit<ClassDelivery, 'classId'> {
  readonly group: string;
}

export interface Selection {
  readonly classId: string;
  /** chosen options, the first choice first */
  readonly chosen: readonly string[];
}

/**
 * What an organisation hands over for a registered study, or undefined when no class reaches the smallest count. All
 * counts are of the classes whose sums go along: otherwise the difference would tell those of the small classes.
 */
export function studyRelease(
  protocol: StudyProtocol,
  protocolHash: string,
  scales: StudyScales,
  people: readonly StudyPerson[],
  {
    optionIds,
    selections,
    deliveries,
  }: {
    readonly optionIds: readonly string[];
    readonly selections: readonly Selection[];
    readonly deliveries: readonly ClassDelivery[];
  },
): StudyRelease | undefined {
  const { primaryOutcome, smallestCount: smallest } = protocol;
  const { scale } = primaryOutcome;
  const pairs = pairsOf(people, scale);
  const sizes = new Map<string, number>();
  for (const { classId } of pairs) sizes.set(classId, (sizes.get(classId) ?? 0) + 1);
  const kept = new Set([...sizes].filter(([, n]) => n >= smallest).map(([classId]) => classId));
  if (kept.size === 0) return undefined;
  const classes = new Set(people.map(({ classId }) => classId));
  const own = people.filter(({ classId }) => kept.has(classId));
  const change = changeCounts(own, scale, protocol.changeBasis, scales.direction);
  const flow = suppressTable(
    arms.flatMap((arm) => {
      const counts = countStages(
        own.filter((person) => person.arm === arm),
        scale,
      );
      return stages.map((stage) => ({ keys: [arm, stage], count: counts[stage] }));
    }),
    { smallest },
  );
  const sums = armSums(pairs.filter(({ classId }) => kept.has(classId)));
  const number = classNumbers(sums);
  const treated = new Set(own.filter(({ arm }) => arm === 'intervention').map(({ classId }) => classId));
  return {
    protocolHash,
    sums: { ...sums, groups: sums.groups.map((group) => ({ ...group, group: number(group.group) })) },
    classesLeftOut: classes.size - kept.size,
    flow,
    change: releasedChange(change, flow, smallest),
    changeBasis: change.basis,
    deliveries: deliveries
      .filter(({ classId }) => treated.has(classId) && kept.has(classId))
      .map(({ classId, ...delivery }) => ({ group: number(classId), ...delivery })),
    hardest: hardestOf(
      optionIds,
      selections.filter(({ classId }) => kept.has(classId)),
      smallest,
    ),
    smallestCount: smallest,
  };
}

function hardestOf(
  optionIds: readonly string[],
  selections: readonly Selection[],
  smallest: number,
): StudyRelease['hardest'] {
  const firsts = selections.flatMap(({ chosen: [first] }) => first ?? []);
  const rows = optionIds.map((id) => ({
    keys: [id],
    count: firsts.filter((first) => first === id).length,
  }));
  const shown = new Map(suppressTable(rows, { smallest }).map(({ keys, count }) => [keys[0], count]));
  return {
    n: shown.get(null) ?? null,
    options: optionIds.map((optionId) => ({ optionId, first: shown.get(optionId) ?? null })),
  };
}

/** Classes by number: which class it was stays at home. */
function classNumbers({ groups }: GroupSums): (classId: string) => string {
  const width = String(groups.length).length;
  const numbers = new Map(
    groups.map(({ group }, index) => [group, `class-${String(index + 1).padStart(width, '0')}`]),
  );
  return (classId) => numbers.get(classId) ?? '';
}
