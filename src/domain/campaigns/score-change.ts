import { numericColumn } from '../evidence/tables/data-table.ts';
import { reliableChange } from '../evidence/reliability/reliable-change.ts';
import type { Instrument } from '../scoring/instrument.ts';

/** Below this many persons the spread of a round is too uncertain to judge one person by. */
export const SMALLEST_SPREAD = 30;

export interface Spread {
  readonly n: number;
  readonly sd: number | null;
}

export interface ScoreChange {
  readonly difference: number;
  /** Difference over its standard error; null where the reliability or the spread is not known. */
  readonly index: number | null;
  readonly class: 'improved' | 'unchanged' | 'deteriorated' | 'not_computable';
  readonly basis: {
    readonly reliability: number;
    readonly kind: 'alpha' | 'retest';
    readonly citation: string;
    readonly sd: number;
    readonly n: number;
  } | null;
}

/**
 * Change of one person's score on a scale by reliable change (Jacobson & Truax 1991), never guessed: without a published
 * reliability or a spread of at least 30 persons it is `not_computable` and only the difference is told. A retest
 * coefficient goes before an alpha, since the question is what two measurements of an unchanged person would show.
 * @returns null where one of the scores could not be computed
 */
export function scoreChange(
  instrument: Instrument,
  scaleId: string,
  before: number | null,
  after: number | null,
  spread: Spread | undefined,
): ScoreChange | null {
  if (before === null || after === null) return null;
  const difference = after - before;
  const scale = instrument.scales.find(({ id }) => id === scaleId);
  const known = instrument.reliability.filter((entry) => entry.scale === scaleId);
  const reliability = known.find(({ kind }) => kind === 'retest') ?? known[0];
  const sd = spread?.sd ?? null;
  const isKnown = scale !== undefined && reliability !== undefined && sd !== null && sd > 0;
  if (!isKnown || spread === undefined || spread.n < SMALLEST_SPREAD) {
    return { difference, index: null, class: 'not_computable', basis: null };
  }
  const columns = new Map([
    ['before', numericColumn([before])],
    ['after', numericColumn([after])],
  ]);
  const [row] = reliableChange(
    { rows: 1, columns },
    {
      before: 'before',
      after: 'after',
      reliability: reliability.r,
      sd,
      direction: scale.betterWhen === 'higher' ? 'up' : 'down',
    },
  ).rows;
  const kind = row?.class === 'improved' || row?.class === 'deteriorated' ? row.class : 'unchanged';
  return {
    difference,
    index: row?.rci ?? null,
    class: kind,
    basis: {
      reliability: reliability.r,
      kind: reliability.kind,
      citation: reliability.source.citation,
      sd,
      n: spread.n,
    },
  };
}
