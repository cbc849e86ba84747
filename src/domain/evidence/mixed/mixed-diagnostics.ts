import { normalQuantile } from '../numbers/distributions.ts';
import { finiteOrNull } from '../numbers/finite-or-null.ts';
import { at } from '../numbers/flat-array.ts';
import type { MixedFit } from './mixed-fit.ts';
import type { RandomColumns } from './random-columns.ts';
import { covariance, moments, standardDeviation } from '../numbers/moments.ts';
import { addMultiple } from '../numbers/orthogonal-basis.ts';
import { predictedEffects, standardisedEffects } from './predicted-effects.ts';

export interface RandomEffect {
  readonly group: string;
  readonly level: string;
  readonly term: string;
  /** Best linear unbiased prediction: how far this level is from the fixed effects, shrunk towards them. */
  readonly value: number;
}

export interface ResidualDiagnostics {
  readonly skewness: number;
  /** 0 for a normal distribution. */
  readonly excessKurtosis: number;
  /** Correlation of the residuals' size with the fitted value: away from 0 when the spread grows or shrinks with it. */
  readonly spreadTrend: number | null;
  /** Standardised residuals beside the quantiles that normal ones would have, at 41 even steps. */
  readonly quantiles: ReadonlyArray<{ readonly normal: number; readonly residual: number }>;
  /** Rows of the table, from 1, farther than four standard deviations from their prediction, the farthest first. */
  readonly outliers: readonly Outlier[];
}

export interface Outlier {
  readonly row: number;
  /** The row's number in the file that it came from, whose header is 1. */
  readonly line?: number;
  readonly standardised: number;
}

export interface MixedDiagnostics {
  readonly effects: readonly RandomEffect[];
  readonly residuals: ResidualDiagnostics;
}

const STEPS = 41;
const FAR = 4;
const MOST_OUTLIERS = 20;

interface RowsOfFit {
  /** Rows of the table behind the fit, from 0. */
  readonly rows: Int32Array;
  /** Their numbers in the file, by row of the table. */
  readonly lines?: Int32Array;
  /** Orthonormal fixed columns, the constant first. */
  readonly basis: readonly Float64Array[];
  /** The outcome beside its least-squares part, in the fit's unit. */
  readonly rest: Float64Array;
  /** Least-squares fitted values, in data units. */
  readonly leastSquares: Float64Array;
  readonly factors: ReadonlyArray<{ readonly columns: RandomColumns; readonly levels: readonly string[] }>;
}

/**
 * What a fitted model leaves: the levels' predicted effects and the residuals about them.
 */
export function mixedDiagnostics(fit: MixedFit, data: RowsOfFit): MixedDiagnostics {
  const { products, maximum, unit, random } = fit;
  const { system, sigma2 } = maximum.point;
  const standardised = standardisedEffects(fit);
  const residuals = data.rest.slice();
  for (const [k, column] of data.basis.entries()) addMultiple(residuals, column, -at(system.beta, k));
  for (const [factor, { columns }] of data.factors.entries()) {
    const size = products.shapes[factor]?.columns ?? 0;
    const own = standardised[factor] ?? new Float64Array();
    for (let row = 0; row < residuals.length; row += 1) {
      const start = at(columns.codes, row) * size;
      let value = at(own, start);
      for (const [slope, values] of columns.slopes.entries())
        value += at(own, start + 1 + slope) * at(values, row);
      residuals[row] = at(residuals, row) - value;
    }
  }
  const fitted = data.leastSquares.map(
    (value, row) => value + unit * (at(data.rest, row) - at(residuals, row)),
  );
  const sd = Math.sqrt(sigma2);
  const effects = predictedEffects(fit, standardised);
  return {
    effects: random.flatMap(({ group, terms }, factor) => {
      const levels = data.factors[factor]?.levels ?? [];
      return levels.flatMap((level, index) =>
        terms.map((term, position) => ({
          group,
          level,
          term,
          value: effects[factor]?.[index]?.[position] ?? Number.NaN,
        })),
      );
    }),
    residuals: describeResiduals(
      residuals.map((value) => value / sd),
      fitted,
      data,
    ),
  };
}

function describeResiduals(
  standardised: Float64Array,
  fitted: Float64Array,
  { rows, lines }: RowsOfFit,
): ResidualDiagnostics {
  const of = moments(standardised);
  const sd = standardDeviation(of);
  const power = (exponent: number): number =>
    standardised.reduce((sum, value) => sum + ((value - of.mean) / sd) ** exponent, 0) / of.n;
  const sorted = standardised.toSorted();
  const far = Array.from(standardised, (value, row) => {
    const own = at(rows, row);
    return { row: own + 1, ...(lines && { line: at(lines, own) }), standardised: value };
  })
    .filter((one) => Math.abs(one.standardised) > FAR)
    .sort((a, b) => Math.abs(b.standardised) - Math.abs(a.standardised));
  return {
    skewness: power(3),
    excessKurtosis: power(4) - 3,
    spreadTrend: correlation(
      standardised.map((value) => Math.abs(value - of.mean)),
      fitted,
    ),
    quantiles: Array.from({ length: STEPS }, (_, step) => {
      const share = (step + 0.5) / STEPS;
      return { normal: normalQuantile(share), residual: quantileOf(sorted, share) };
    }),
    outliers: far.slice(0, MOST_OUTLIERS),
  };
}

/** Null where one side does not vary. */
function correlation(left: Float64Array, right: Float64Array): number | null {
  const spread = standardDeviation(moments(left)) * standardDeviation(moments(right));
  return finiteOrNull(covariance(left, right) / spread);
}

/** Linear between the order statistics (type 7 of Hyndman & Fan). */
function quantileOf(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = at(sorted, below);
  const high = at(sorted, Math.min(sorted.length - 1, below + 1));
  return low + (place - below) * (high - low);
}
