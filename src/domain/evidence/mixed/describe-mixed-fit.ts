import { Matrix } from 'ml-matrix';
import { type DegreesMethod, fixedContrasts } from './fixed-contrasts.ts';
import { at } from '../numbers/flat-array.ts';
import type { Coefficient } from '../estimates/interval.ts';
import type { MixedFit } from './mixed-fit.ts';
import type { LikelihoodMethod } from './mixed-likelihood.ts';
import { covariancesOf, rootsOf } from './mixed-parameters.ts';
import { invertTriangle, solveTriangle } from '../numbers/orthogonal-basis.ts';
import { type PossibleInterval, varianceIntervals } from './variance-intervals.ts';

/** A standardised root this small is a variance, or a direction of one, on its boundary of zero. */
const SINGULAR = 1e-5;

export interface RandomVariance {
  readonly group: string;
  readonly term: string;
  readonly variance: number;
  readonly sd: number;
  /** Interval of the variance; null where it is zero. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface RandomCorrelation {
  readonly group: string;
  readonly terms: readonly [string, string];
  /** Null where a variance is zero. */
  readonly value: number | null;
}

export interface MixedDescription {
  readonly groups: Readonly<Record<string, number>>;
  readonly method: LikelihoodMethod;
  readonly logLik: number;
  /** -2 logLik; for REML the restricted criterion, comparable only between models of the same fixed terms. */
  readonly deviance: number;
  readonly aic: number;
  readonly bic: number;
  readonly fixed: readonly Coefficient[];
  readonly random: readonly RandomVariance[];
  readonly correlations: readonly RandomCorrelation[];
  readonly residual: { readonly variance: number; readonly sd: number } & PossibleInterval;
  /** Share of the intercepts' variances in all variance, slopes at zero. */
  readonly icc: number;
  readonly iccLow: number | null;
  readonly iccHigh: number | null;
  readonly converged: boolean;
  /** A variance is zero or a correlation is +-1: the data do not support all random effects asked for. */
  readonly singular: boolean;
}

/**
 * The fitted model in the units of the data.
 *
 * @throws EvidenceError kenward_roger_needs_reml, degrees_of_freedom_undefined
 */
export function describeMixedFit(
  fit: MixedFit,
  degrees: DegreesMethod,
  confidence: number,
): MixedDescription {
  const { products, maximum, method, unit, random, triangle } = fit;
  const { point, entries } = maximum;
  const variance = point.sigma2 * unit * unit;
  const roots = rootsOf(products.shapes, entries, point.theta);
  const covariances = covariancesOf(products.shapes, roots).map((flat, factor) =>
    inDataUnits(flat, random[factor]?.transform ?? Matrix.eye(1), variance),
  );
  const rows = products.n;
  const p = products.fixed;
  const free = method === 'REML' ? rows - p : rows;
  const logDetTriangle = triangle.reduce((sum, row, i) => sum + Math.log(Math.abs(at(row, i))), 0);
  const deviance = point.criterion + 2 * free * Math.log(unit) + (method === 'REML' ? 2 * logDetTriangle : 0);
  const parameters = p + entries.length + 1;
  const intervals = varianceIntervals(fit, covariances, confidence);
  const intercepts = covariances.reduce((sum, covariance) => sum + covariance.get(0, 0), 0);
  return {
    groups: Object.fromEntries(random.map(({ group, levels }) => [group, levels])),
    method,
    logLik: -deviance / 2,
    deviance,
    aic: deviance + 2 * parameters,
    bic: deviance + parameters * Math.log(rows),
    fixed: fixedEffects(fit, degrees, confidence),
    random: random.flatMap(({ group, terms }, factor) =>
      terms.map((term, position) => {
        // a singular root may leave a negative zero of rounding
        const own = Math.max(0, covariances[factor]?.get(position, position) ?? Number.NaN);
        const interval = intervals.random[factor]?.[position] ?? { low: null, high: null };
        return { group, term, variance: own, sd: Math.sqrt(own), ...interval };
      }),
    ),
    correlations: random.flatMap(({ group, terms }, factor) =>
      correlationsOf(group, terms, covariances[factor]),
    ),
    residual: { variance, sd: Math.sqrt(variance), ...intervals.residual },
    icc: intercepts / (intercepts + variance),
    iccLow: intervals.icc.low,
    iccHigh: intervals.icc.high,
    converged: maximum.converged,
    singular: roots.some((root, factor) => isSingular(root, products.shapes[factor]?.columns ?? 0)),
  };
}

function inDataUnits(flat: Float64Array, transform: Matrix, variance: number): Matrix {
  const size = transform.rows;
  const relative = Matrix.from1DArray(size, size, Array.from(flat));
  return transform.mmul(relative).mmul(transform.transpose()).mul(variance);
}

function correlationsOf(
  group: string,
  terms: readonly string[],
  covariance: Matrix | undefined,
): RandomCorrelation[] {
  if (covariance === undefined) return [];
  return terms.flatMap((first, i) =>
    terms.slice(i + 1).map((second, offset) => {
      const j = i + 1 + offset;
      const value = covariance.get(i, j) / Math.sqrt(covariance.get(i, i) * covariance.get(j, j));
      return {
        group,
        terms: [first, second] as const,
        value: Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : null,
      };
    }),
  );
}

function isSingular(root: Float64Array, columns: number): boolean {
  return Array.from({ length: columns }, (_, i) => Math.abs(at(root, i * columns + i))).some(
    (entry) => entry < SINGULAR,
  );
}

function fixedEffects(fit: MixedFit, degrees: DegreesMethod, confidence: number): Coefficient[] {
  const { maximum, unit, names, triangle, coordinates } = fit;
  const { beta } = maximum.point.system;
  const estimates = solveTriangle(
    triangle,
    coordinates.map((value, i) => value + unit * at(beta, i)),
  );
  const inverse = invertTriangle(triangle);
  const contrast = fixedContrasts(fit, degrees, confidence);
  return names.map((term, position) =>
    contrast(term, at(estimates, position), inverse[position] ?? new Float64Array()),
  );
}
