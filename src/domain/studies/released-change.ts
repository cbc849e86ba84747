import { type SuppressedCount, suppressTable } from '../evidence/suppression/suppress-table.ts';
import type { ReliableChangeOfArms } from './change-counts.ts';
import { arms } from './protocol.ts';

/** What a release may tell apart: two kinds, or three where no count of them is too small. */
export const releasedClasses = ['improved', 'not_improved', 'unchanged', 'deteriorated'] as const;

/**
 * How many of those analysed changed reliably, arm by arm. Their whole is the flow's `analysed`: where that is hidden, so
 * is all of this. Whoever has no second score is in the flow alone, since the same count in two tables would open what
 * either hides.
 */
export function releasedChange(
  { counts }: Pick<ReliableChangeOfArms, 'counts'>,
  flow: readonly SuppressedCount[],
  smallest: number,
): SuppressedCount[] {
  return arms.flatMap((arm) => {
    const { improved, unchanged, deteriorated } = counts[arm];
    const rows = [
      { keys: ['improved'], count: improved },
      { keys: ['unchanged'], count: unchanged },
      { keys: ['deteriorated'], count: deteriorated },
    ];
    const fine = suppressTable(rows, { smallest });
    const isImprovedTold = fine.some(({ keys: [kind], count }) => kind === 'improved' && count !== null);
    const coarse = [
      { keys: ['improved'], count: improved },
      { keys: ['not_improved'], count: unchanged + deteriorated },
    ];
    const told = isImprovedTold ? fine : suppressTable(coarse, { smallest });
    const isWholeTold = flow.some(
      ({ keys, count }) => keys[0] === arm && keys[1] === 'analysed' && count !== null,
    );
    return told.map(({ keys, count }) => ({ keys: [arm, ...keys], count: isWholeTold ? count : null }));
  });
}
