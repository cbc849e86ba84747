import type { Arm } from './protocol.ts';
import { releasedClasses } from './released-change.ts';
import type { StudyRelease } from './study-release.ts';

type Counts = StudyRelease['flow'];

/** The count of an arm and a kind, or of the arm's total; undefined where the release does not tell the kind apart. */
export function findCount(counts: Counts, arm: Arm, kind: string | null): Counts[number] | undefined {
  return counts.find(({ keys }) => keys[0] === arm && keys[1] === kind);
}

/** The kinds of change that any of the releases tells apart. */
export function toldClasses(released: ReadonlyArray<Pick<StudyRelease, 'change'>>) {
  return releasedClasses.filter((kind) =>
    released.some(({ change }) => change.some(({ keys }) => keys[1] === kind)),
  );
}

/** How many chose it first; null where that is hidden. */
export function firstChoices({ hardest }: Pick<StudyRelease, 'hardest'>, optionId: string): number | null {
  return hardest.options.find((option) => option.optionId === optionId)?.first ?? null;
}

/** The options of the ranked question, what was told to be chosen first by most on top. */
export function optionsByChoice(released: ReadonlyArray<Pick<StudyRelease, 'hardest'>>): string[] {
  const sum = (id: string) => released.reduce((total, one) => total + (firstChoices(one, id) ?? 0), 0);
  return [...(released[0]?.hardest.options ?? [])]
    .map(({ optionId }) => optionId)
    .sort((left, right) => sum(right) - sum(left));
}
