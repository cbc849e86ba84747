import { moments, standardDeviation } from '../evidence/numbers/moments.ts';
import { smallSampleCorrection } from '../evidence/comparisons/small-sample-correction.ts';
import { type Arm, arms } from './protocol.ts';
import { scoreOf, type StudyPerson } from './study-person.ts';

export interface BaselineCell {
  readonly n: number;
  /** mean, or share of girls; null without anybody */
  readonly mean: number | null;
  readonly sd: number | null;
}

export interface BaselineRow {
  /** `girls`, `age`, or the scale's id */
  readonly characteristic: string;
  readonly cells: Readonly<Record<Arm, BaselineCell>>;
  /** Intervention minus comparison in pooled standard deviations (Hedges g); null where it cannot be computed. */
  readonly difference: number | null;
}

/**
 * How alike the arms were at the start: those who answered the baseline and consent to research. Differences are
 * standardised and not tested, since a p value here answers no question (Altman 1985, The Statistician 34:125-136).
 */
export function baselineTable(people: readonly StudyPerson[], scales: readonly string[]): BaselineRow[] {
  const answered = people.filter((person) => person.hasConsent && person.baseline !== null);
  const girl = ({ sex }: StudyPerson): number | null => (sex === null ? null : sex === 'female' ? 1 : 0);
  return [
    baselineRow('girls', answered, girl),
    baselineRow('age', answered, ({ age }) => age),
    ...scales.map((scale) => baselineRow(scale, answered, ({ baseline }) => scoreOf(baseline, scale))),
  ];
}

function baselineRow(
  characteristic: string,
  people: readonly StudyPerson[],
  valueOf: (person: StudyPerson) => number | null,
): BaselineRow {
  const [intervention, comparison] = arms.map((arm) =>
    moments(people.filter((person) => person.arm === arm).flatMap((person) => valueOf(person) ?? [])),
  ) as [ReturnType<typeof moments>, ReturnType<typeof moments>];
  const cell = (of: ReturnType<typeof moments>): BaselineCell => ({
    n: of.n,
    mean: of.n === 0 ? null : of.mean,
    sd: of.n < 2 ? null : standardDeviation(of),
  });
  const df = intervention.n + comparison.n - 2;
  const squares = intervention.squares + comparison.squares;
  const isComputable = intervention.n > 1 && comparison.n > 1 && squares > 0;
  return {
    characteristic,
    cells: { intervention: cell(intervention), comparison: cell(comparison) },
    difference: isComputable
      ? (smallSampleCorrection(df) * (intervention.mean - comparison.mean)) / Math.sqrt(squares / df)
      : null,
  };
}
