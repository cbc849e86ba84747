import type { SelectionCounts } from './selection-counts.ts';

export interface ScaleFigure {
  readonly instrumentId: string;
  readonly scale: string;
  readonly n: number | null;
  readonly mean: number | null;
  /** of a sample */
  readonly sd: number | null;
}

/** A round in numbers that name nobody: null where persons are too few to be told. */
export interface RoundFigures {
  readonly scales: readonly ScaleFigure[];
  readonly selections: ReadonlyArray<SelectionCounts & { readonly instrumentId: string }>;
}

/**
 * The figures of several sites as one. Made of nothing but what each of them tells, so that the whole minus a part
 * reveals no part that is hidden: a site with too few persons is not in it.
 */
export function addFigures(parts: readonly RoundFigures[]): RoundFigures {
  const scales = Map.groupBy(
    parts.flatMap((part) => part.scales),
    ({ instrumentId, scale }) => `${instrumentId}|${scale}`,
  );
  const selections = Map.groupBy(
    parts.flatMap((part) => part.selections),
    ({ instrumentId, itemId }) => `${instrumentId}|${itemId}`,
  );
  return {
    scales: [...scales.values()].flatMap(addScales),
    selections: [...selections.values()].flatMap(addSelections),
  };
}

/** Sums of squares about the common mean: within each part, and of the parts' means (Chan, Golub, LeVeque 1983). */
function addScales(parts: readonly ScaleFigure[]): ScaleFigure[] {
  const [first] = parts;
  if (first === undefined) return [];
  const told = parts.flatMap(({ n, mean, sd }) =>
    n === null || mean === null ? [] : [{ n, mean, sd: sd ?? 0 }],
  );
  const n = sum(told.map((part) => part.n));
  if (n === 0) return [{ ...first, n: null, mean: null, sd: null }];
  const mean = sum(told.map((part) => part.n * part.mean)) / n;
  const squares = sum(told.map((part) => (part.n - 1) * part.sd ** 2 + part.n * (part.mean - mean) ** 2));
  return [{ ...first, n, mean, sd: n < 2 ? null : Math.sqrt(squares / (n - 1)) }];
}

type Selection = RoundFigures['selections'][number];

function addSelections(parts: readonly Selection[]): Selection[] {
  const [first] = parts;
  if (first === undefined) return [];
  const told = parts.filter(({ n }) => n !== null);
  const options = first.options.map(({ optionId }) => {
    const own = told.flatMap((part) => part.options.filter((option) => option.optionId === optionId));
    return {
      optionId,
      first: sumOfAll(own.map((option) => option.first)),
      named: sumOfAll(own.map((option) => option.named)),
    };
  });
  return [{ ...first, n: sumOfAll(told.map(({ n }) => n)), options }];
}

/** null where there is nothing, or where one of them is hidden. */
function sumOfAll(counts: ReadonlyArray<number | null>): number | null {
  const known = counts.filter((count) => count !== null);
  return known.length === 0 || known.length < counts.length ? null : sum(known);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
