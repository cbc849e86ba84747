import { type DataTable, completeRows, getNumbers, lineOf, takeNumbers } from '../tables/data-table.ts';
import { fisherAt } from '../numbers/distributions.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { requireConfidence } from '../estimates/interval.ts';
import type { Note } from '../note.ts';
import { correlationsOf, covariance } from '../numbers/moments.ts';
import { factorOmega, type Omega } from './omega.ts';

export interface ReliabilityOptions {
  readonly items: readonly string[];
  /** Items scored the other way round; they need the scale. */
  readonly reverse?: readonly string[];
  /** Lowest and highest possible answer. */
  readonly scale?: readonly [low: number, high: number];
  readonly confidence?: number;
}

export interface ItemReliability {
  readonly item: string;
  /** Correlation with the sum of the other items; a negative one usually means a forgotten reversal. Null where that sum does not vary. */
  readonly itemRestCorrelation: number | null;
  /** Null with two items, for one item has no alpha, and where the others' sum does not vary. */
  readonly alphaIfDropped: number | null;
}

export interface Reliability {
  /** Persons who answered every item. */
  readonly n: number;
  readonly alpha: number;
  readonly alphaLow: number;
  readonly alphaHigh: number;
  /** Null where the standardised items cancel out. */
  readonly standardisedAlpha: number | null;
  /** McDonald's, from one common factor; null where there is none. */
  readonly omega: Omega | null;
  readonly items: readonly ItemReliability[];
  /** Why there is no omega. */
  readonly notes: readonly Note[];
}

/**
 * Cronbach's alpha over complete answers, with Feldt's interval, the standardised alpha, omega and each item's part.
 *
 * @throws EvidenceError unknown_column, not_numeric, item_twice, too_few_items, too_few_rows (fewer than three persons),
 *   constant_item, zero_variance (the items cancel out), value_outside_scale, reverse_needs_scale, reverse_no_item,
 *   scale_upside_down
 * @see Cronbach 1951, Psychometrika 16:297-334; Feldt, Woodruff & Salih 1987, Applied Psychological Measurement 11:93-103
 */
export function scaleReliability(table: DataTable, options: ReliabilityOptions): Reliability {
  const confidence = requireConfidence(options.confidence ?? 0.95);
  const { items } = options;
  requireDifferentItems(items);
  const scored = scoredItems(table, options);
  const n = scored[0]?.length ?? 0;
  const covariances = scored.map((left) => scored.map((right) => covariance(left, right)));
  for (const [position, item] of items.entries()) {
    if (!((covariances[position]?.[position] ?? 0) > 0))
      throw new EvidenceError('constant_item', { item, value: scored[position]?.[0] ?? Number.NaN, rows: n });
  }
  const alpha = findAlpha(covariances);
  if (alpha === undefined) throw new EvidenceError('zero_variance', { column: items.join(' + ') });
  const { omega, notes } = findOmega(covariances, n, confidence);
  return {
    n,
    alpha,
    ...feldtInterval(alpha, n, items.length, confidence),
    standardisedAlpha: findAlpha(correlationsOf(covariances)) ?? null,
    omega,
    items: items.map((item, position) => itemReliability(item, position, covariances)),
    notes,
  };
}

/** @throws EvidenceError item_twice: it would agree with itself; too_few_items */
export function requireDifferentItems(items: readonly string[]): void {
  const twice = items.find((item, position) => items.indexOf(item) < position);
  if (twice !== undefined) throw new EvidenceError('item_twice', { item: twice });
  if (items.length < 2) throw new EvidenceError('too_few_items', { items: items.length, needed: 2 });
}

/** Null for two items, and where the items have no common factor. */
function findOmega(
  covariances: Square,
  n: number,
  confidence: number,
): { omega: Omega | null; notes: readonly Note[] } {
  try {
    return { omega: factorOmega(covariances, n, confidence), notes: [] };
  } catch (error) {
    if (!(error instanceof EvidenceError)) throw error;
    return {
      omega: null,
      notes: [{ code: 'no_omega', reason: error.code, parameters: error.parameters }],
    };
  }
}

function scoredItems(table: DataTable, { items, reverse = [], scale }: ReliabilityOptions): Float64Array[] {
  const columns = items.map((item) => getNumbers(table, item));
  const rows = completeRows(table, items);
  if (rows.length < 3) throw new EvidenceError('too_few_rows', { rows: rows.length, needed: 3 });
  const unknown = reverse.find((item) => !items.includes(item));
  if (unknown !== undefined) throw new EvidenceError('reverse_no_item', { item: unknown });
  if (reverse.length > 0 && scale === undefined) {
    throw new EvidenceError('reverse_needs_scale', { items: reverse.join(', ') });
  }
  if (scale !== undefined && !(scale[0] < scale[1]))
    throw new EvidenceError('scale_upside_down', { low: scale[0], high: scale[1] });
  return columns.map((column, position) => {
    const answers = takeNumbers(column, rows);
    if (scale === undefined) return answers;
    const [low, high] = scale;
    const outside = answers.findIndex((answer) => answer < low || answer > high);
    const item = items[position] ?? '';
    if (outside >= 0) {
      const row = lineOf(table, rows[outside] ?? 0);
      throw new EvidenceError('value_outside_scale', {
        column: item,
        row,
        value: answers[outside] ?? Number.NaN,
        low,
        high,
      });
    }
    return reverse.includes(item) ? answers.map((answer) => low + high - answer) : answers;
  });
}

/** A sum's variance below this share of its parts' is rounding. */
const ROUNDING_SHARE = 1e-14;

type Square = ReadonlyArray<readonly number[]>;

/** Undefined where the items' sum does not vary: a share of nothing. */
function findAlpha(covariances: Square): number | undefined {
  const size = covariances.length;
  const total = covariances.flat().reduce((sum, value) => sum + value, 0);
  const trace = covariances.reduce((sum, row, position) => sum + (row[position] ?? 0), 0);
  if (!(total > ROUNDING_SHARE * trace)) return undefined;
  return (size / (size - 1)) * (1 - trace / total);
}

function feldtInterval(
  alpha: number,
  n: number,
  items: number,
  confidence: number,
): { alphaLow: number; alphaHigh: number } {
  const persons = n - 1;
  const residual = persons * (items - 1);
  const upper = (1 + confidence) / 2;
  return {
    alphaLow: 1 - (1 - alpha) * fisherAt(upper, persons, residual),
    alphaHigh: 1 - (1 - alpha) / fisherAt(upper, residual, persons),
  };
}

function itemReliability(item: string, position: number, covariances: Square): ItemReliability {
  const rest = covariances
    .filter((_, row) => row !== position)
    .map((row) => row.filter((_, column) => column !== position));
  const restVariance = rest.flat().reduce((sum, value) => sum + value, 0);
  const restTrace = rest.reduce((sum, line, index) => sum + (line[index] ?? 0), 0);
  const row = covariances[position] ?? [];
  const own = row[position] ?? 0;
  const shared = row.reduce((sum, value) => sum + value, 0) - own;
  return {
    item,
    itemRestCorrelation:
      restVariance > ROUNDING_SHARE * restTrace ? shared / Math.sqrt(own * restVariance) : null,
    alphaIfDropped: rest.length < 2 ? null : (findAlpha(rest) ?? null),
  };
}
