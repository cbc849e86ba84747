import { Matrix } from 'ml-matrix';
import { normalQuantile } from './distributions.ts';
import { finiteOrNull } from './finite-or-null.ts';
import { at } from './flat-array.ts';
import type { MixedFit } from './mixed-fit.ts';
import { covariancesOf, rootsOf } from './mixed-parameters.ts';
import type { RandomColumns } from './mixed-products.ts';
import { covariance, moments, standardDeviation } from './moments.ts';
import { addMultiple } from './orthogonal-basis.ts';

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
  readonly outliers: ReadonlyArray<{ readonly row: number; readonly standardised: number }>;
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
 *
 * @see Robinson 1991, Statistical Science 6:15-32 (best linear unbiased prediction)
 */
export function mixedDiagnostics(fit: MixedFit, data: RowsOfFit): MixedDiagnostics {
  const { products, maximum, unit, random } = fit;
  const { system, sigma2 } = maximum.point;
  const standardised = standardisedEffects(fit);
  const residuals = data.rest.slice();
  for (const [k, column] of data.basis.entries()) addMultiple(residuals, column, -at(system.beta, k));
  for (const [factor, { columns }] of data.factors.entries()) {
    const size = products.shapes[factor]?.columns ?? 0;
    const effects = standardised[factor] ?? new Float64Array();
    for (let row = 0; row < residuals.length; row += 1) {
      const start = at(columns.codes, row) * size;
      let value = at(effects, start);
      for (const [slope, values] of columns.slopes.entries())
        value += at(effects, start + 1 + slope) * at(values, row);
      residuals[row] = at(residuals, row) - value;
    }
  }
  const fitted = data.leastSquares.map(
    (value, row) => value + unit * (at(data.rest, row) - at(residuals, row)),
  );
  const sd = Math.sqrt(sigma2);
  return {
    effects: random.flatMap(({ group, terms, transform }, factor) => {
      const flat = standardised[factor] ?? new Float64Array();
      const levels = data.factors[factor]?.levels ?? [];
      return levels.flatMap((level, index) => {
        const own = Matrix.columnVector(flat.slice(index * terms.length, (index + 1) * terms.length));
        const inUnits = transform.mmul(own).mul(unit);
        return terms.map((term, position) => ({ group, level, term, value: inUnits.get(position, 0) }));
      });
    }),
    residuals: describeResiduals(
      residuals.map((value) => value / sd),
      fitted,
      data.rows,
    ),
  };
}

/** G Z'Py per factor, flat by level. */
function standardisedEffects({ products, maximum }: MixedFit): Float64Array[] {
  const { system, theta } = maximum.point;
  const width = products.fixed + 1;
  const covariances = covariancesOf(products.shapes, rootsOf(products.shapes, maximum.entries, theta));
  let restRow = 0;
  return products.shapes.map(({ levels, columns }, factor) => {
    const covariance = covariances[factor] ?? new Float64Array();
    const effects = new Float64Array(levels * columns);
    const start = restRow;
    if (factor > 0) restRow += levels * columns;
    const score = (position: number): number =>
      factor === 0
        ? at(system.first.outcome, position * width + width - 1)
        : system.rest.outcome.get(start + position, width - 1);
    for (let level = 0; level < levels; level += 1) {
      for (let a = 0; a < columns; a += 1) {
        let value = 0;
        for (let b = 0; b < columns; b += 1)
          value += at(covariance, a * columns + b) * score(level * columns + b);
        effects[level * columns + a] = value;
      }
    }
    return effects;
  });
}

function describeResiduals(
  standardised: Float64Array,
  fitted: Float64Array,
  rows: Int32Array,
): ResidualDiagnostics {
  const of = moments(standardised);
  const sd = standardDeviation(of);
  const power = (exponent: number): number =>
    standardised.reduce((sum, value) => sum + ((value - of.mean) / sd) ** exponent, 0) / of.n;
  const sorted = standardised.toSorted();
  const far = Array.from(standardised, (value, row) => ({ row: at(rows, row) + 1, standardised: value }))
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
