import { numericColumn } from '../evidence/tables/data-table.ts';
import { reliableChange } from '../evidence/reliability/reliable-change.ts';
import type { Instrument } from '../scoring/instrument.ts';
import { type NotComputableReason, SMALLEST_SPREAD } from './not-computable.ts';

export interface Spread {
  readonly n: number;
  readonly sd: number | null;
}

export interface ScoreChange {
  /** null where one of the scores could not be computed */
  readonly difference: number | null;
  /** Difference over its standard error; null where the reliability or the spread is not known. */
  readonly index: number | null;
  readonly class: 'improved' | 'unchanged' | 'deteriorated' | 'not_computable';
  /** why the class is `not_computable` */
  readonly reason: NotComputableReason | null;
  /** where they are too few: the persons of the first round */
  readonly persons: number | null;
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
 * @param spread undefined: the first score was not given in a round
 */
export function scoreChange(
  instrument: Instrument,
  scaleId: string,
  before: number | null,
  after: number | null,
  spread: Spread | undefined,
): ScoreChange {
  if (before === null) return notComputable('first_incomplete');
  if (after === null) return notComputable('later_incomplete');
  const difference = after - before;
  const scale = instrument.scales.find(({ id }) => id === scaleId);
  const known = instrument.reliability.filter((entry) => entry.scale === scaleId);
  const reliability = known.find(({ kind }) => kind === 'retest') ?? known[0];
  if (scale === undefined || reliability === undefined) return notComputable('no_reliability', difference);
  if (spread === undefined) return notComputable('first_outside_round', difference);
  const { n, sd } = spread;
  if (n < SMALLEST_SPREAD) return { ...notComputable('few_persons', difference), persons: n };
  if (sd === null || sd <= 0) return notComputable('no_spread', difference);
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
    reason: null,
    persons: null,
    basis: {
      reliability: reliability.r,
      kind: reliability.kind,
      citation: reliability.source.citation,
      sd,
      n,
    },
  };
}

/** A change of which only the difference is told, if that. */
export function notComputable(reason: NotComputableReason, difference: number | null = null): ScoreChange {
  return { difference, index: null, class: 'not_computable', reason, persons: null, basis: null };
}
