import { reliableChange } from '../evidence/reliability/reliable-change.ts';
import { moments, standardDeviation } from '../evidence/numbers/moments.ts';
import { pairTable } from './arm-sums.ts';
import { type Arm, arms, type ChangeBasis } from './protocol.ts';
import { pairsOf, scoreOf, stageOf, type StudyPerson } from './study-person.ts';

export const changeClasses = ['improved', 'unchanged', 'deteriorated', 'not_computable'] as const;
export type ChangeClass = (typeof changeClasses)[number];
export type ChangeCounts = Readonly<Record<ChangeClass, number>>;

export interface ReliableChangeOfArms {
  /** Standard deviation and reliability that were used; null where the spread cannot be computed. */
  readonly basis: { readonly sd: number; readonly reliability: number; readonly threshold: number } | null;
  readonly counts: Readonly<Record<Arm, ChangeCounts>>;
}

/**
 * Reliable change of both arms side by side: what happens without the playbook happens with it too, and regression to the
 * mean alone fakes recovery. Whoever consents and answered the baseline is counted; without a second score a person is
 * not computable.
 */
export function changeCounts(
  people: readonly StudyPerson[],
  scale: string,
  basis: ChangeBasis,
  direction: 'up' | 'down',
): ReliableChangeOfArms {
  const { r } = basis.reliability;
  const sd = basis.sd.kind === 'published' ? basis.sd.value : baselineSd(people, scale);
  const counts = Object.fromEntries(
    arms.map((arm) => {
      const own = people.filter((person) => person.arm === arm);
      const unpaired = own.filter((person) => stageOf(person, scale) === 'baseline_only').length;
      return [arm, countClasses(own, unpaired, scale, { sd, reliability: r, direction })];
    }),
  ) as Record<Arm, ChangeCounts>;
  if (sd === null) return { basis: null, counts };
  return { basis: { sd, reliability: r, threshold: 1.96 * sd * Math.sqrt(2 * (1 - r)) }, counts };
}

/** Of everybody who consents and answered the baseline, both arms together. */
function baselineSd(people: readonly StudyPerson[], scale: string): number | null {
  const scores = people.flatMap((person) => {
    const stage = stageOf(person, scale);
    return stage === 'analysed' || stage === 'baseline_only' ? (scoreOf(person.baseline, scale) ?? []) : [];
  });
  const of = moments(scores);
  return of.n >= 2 && of.squares > 0 ? standardDeviation(of) : null;
}

function countClasses(
  people: readonly StudyPerson[],
  unpaired: number,
  scale: string,
  { sd, reliability, direction }: { sd: number | null; reliability: number; direction: 'up' | 'down' },
): ChangeCounts {
  const pairs = pairsOf(people, scale);
  if (sd === null || pairs.length === 0) {
    return { improved: 0, unchanged: 0, deteriorated: 0, not_computable: unpaired + pairs.length };
  }
  const { counts } = reliableChange(pairTable(pairs), {
    before: 'baseline',
    after: 'post',
    reliability,
    sd,
    direction,
  });
  return {
    improved: counts.improved + counts.recovered,
    unchanged: counts.unchanged,
    deteriorated: counts.deteriorated,
    not_computable: counts.notComputable + unpaired,
  };
}
