import { numericColumn } from '../evidence/tables/data-table.ts';
import { EvidenceError } from '../evidence/numbers/evidence-error.ts';
import { intraclassCorrelations } from '../evidence/reliability/intraclass.ts';
import { moments, standardDeviation } from '../evidence/numbers/moments.ts';
import { type Reliability, scaleReliability } from '../evidence/reliability/reliability.ts';
import type { ChoiceItem, Instrument, Scale } from './instrument.ts';
import { type Answers, choiceItems, keyedValue } from './score.ts';

export interface ItemQuality {
  readonly itemId: string;
  readonly isReverse: boolean;
  readonly mean: number;
  readonly sd: number;
  /** Null where it cannot be computed. */
  readonly itemRestCorrelation: number | null;
  readonly alphaIfDropped: number | null;
}

/** One person's scores of two answers, scale → score, between which nobody helped as far as records say. */
export interface Repeat {
  readonly first: Readonly<Record<string, number | null>>;
  readonly second: Readonly<Record<string, number | null>>;
  /** days between them */
  readonly days: number;
}

/** How alike a score comes out when nothing happened in between. */
export interface RetestQuality {
  readonly n: number;
  readonly medianDays: number;
  /** ICC(2,1), absolute agreement; null with too few persons or without spread */
  readonly icc: { readonly estimate: number; readonly low: number; readonly high: number } | null;
  /** Smallest change of one person beyond the error of both measurements (95%), in points. */
  readonly detectableChange: number | null;
}

export interface ScaleQuality {
  readonly scale: string;
  /** Persons who answered every item of the scale. */
  readonly n: number;
  /** Null with too few persons, or where an item does not vary. */
  readonly reliability: Pick<Reliability, 'alpha' | 'alphaLow' | 'alphaHigh'> | null;
  readonly omega: { readonly omega: number; readonly low: number; readonly high: number } | null;
  /** Standard error of a score, in points: SD times the root of 1 - alpha. */
  readonly standardError: number | null;
  /** Shares of persons at the lowest and the highest possible score: above 15% the scale is too short there. */
  readonly floor: number;
  readonly ceiling: number;
  /** Null where nobody answered twice. */
  readonly retest: RetestQuality | null;
  readonly items: readonly ItemQuality[];
}

/** Below this many persons an alpha says more about who answered than about the scale. */
export const SMALLEST_SAMPLE = 50;

/**
 * How well an instrument measured here: each scale of at least two items, over one answered form per person. Reverse
 * items are turned.
 *
 * @param repeats whoever answered twice

 * @see Terwee et al. 2007, Journal of Clinical Epidemiology 60:34-42 (floor and ceiling, sample sizes)
 */
export function psychometrics(
  instrument: Instrument,
  forms: readonly Answers[],
  repeats: readonly Repeat[],
): ScaleQuality[] {
  const items = new Map(instrument.items.map((item) => [item.id, item]));
  return instrument.scales.flatMap((scale) => {
    const own = choiceItems(scale, items);
    return own.length < 2
      ? []
      : [{ ...scaleQuality(scale, own, forms), retest: retestQuality(scale.id, repeats) }];
  });
}

function scaleQuality(
  scale: Scale,
  items: readonly ChoiceItem[],
  forms: readonly Answers[],
): Omit<ScaleQuality, 'retest'> {
  const rows = forms.flatMap((answers) => {
    const values = items.flatMap((item) => {
      const answer = answers[item.id];
      return typeof answer === 'number' ? [keyedValue(item, answer)] : [];
    });
    return values.length < items.length ? [] : [values];
  });
  const n = rows.length;
  const columns = items.map((_, column) => rows.map((row) => row[column] ?? Number.NaN));
  const found = n < SMALLEST_SAMPLE ? null : findReliability(items, columns);
  const totals = rows.map((row) => row.reduce((sum, value) => sum + value, 0));
  const perPoint = (scale.factor ?? 1) / (scale.method === 'mean' ? items.length : 1);
  const share = (end: (item: ChoiceItem) => number): number => {
    const limit = items.reduce((sum, item) => sum + end(item), 0);
    return n === 0 ? 0 : totals.filter((total) => total === limit).length / n;
  };
  return {
    scale: scale.id,
    n,
    reliability: found && { alpha: found.alpha, alphaLow: found.alphaLow, alphaHigh: found.alphaHigh },
    omega: found?.omega ? { omega: found.omega.omega, low: found.omega.low, high: found.omega.high } : null,
    standardError:
      found === null
        ? null
        : perPoint * standardDeviation(moments(totals)) * Math.sqrt(Math.max(0, 1 - found.alpha)),
    floor: share(({ minimum }) => minimum),
    ceiling: share(({ maximum }) => maximum),
    items: items.map(({ id, isReverse }, column) => {
      const of = moments(columns[column] ?? []);
      const quality = found?.items[column];
      return {
        itemId: id,
        isReverse,
        mean: n === 0 ? 0 : of.mean,
        sd: n < 2 ? 0 : standardDeviation(of),
        itemRestCorrelation: quality?.itemRestCorrelation ?? null,
        alphaIfDropped: quality?.alphaIfDropped ?? null,
      };
    }),
  };
}

function retestQuality(scale: string, repeats: readonly Repeat[]): RetestQuality | null {
  const rows = repeats.flatMap(({ first, second, days }) => {
    const scores = [first[scale] ?? null, second[scale] ?? null].filter((score) => score !== null);
    return scores.length < 2 ? [] : [{ scores, days }];
  });
  if (rows.length === 0) return null;
  const days = rows.map((row) => row.days).sort((left, right) => left - right);
  const none = { n: rows.length, medianDays: days[days.length >> 1] ?? 0, icc: null, detectableChange: null };
  if (rows.length < SMALLEST_SAMPLE) return none;
  try {
    const { forms, detectableChange } = intraclassCorrelations(rows.map(({ scores }) => scores));
    const { icc, low, high } = forms.ICC2;
    if (icc === null || low === null || high === null) return none;
    return { ...none, icc: { estimate: icc, low, high }, detectableChange };
  } catch (error) {
    if (error instanceof EvidenceError) return none;
    throw error;
  }
}

function findReliability(
  items: readonly ChoiceItem[],
  columns: ReadonlyArray<readonly number[]>,
): Reliability | null {
  const names = items.map(({ id }) => id);
  const table = {
    rows: columns[0]?.length ?? 0,
    columns: new Map(names.map((name, index) => [name, numericColumn(columns[index] ?? [])])),
  };
  try {
    return scaleReliability(table, { items: names });
  } catch (error) {
    if (error instanceof EvidenceError) return null;
    throw error;
  }
}
