import {
  type BetweenStudyMethod,
  type Studies,
  betweenStudyInterval,
  betweenStudyVariance,
  fitAt,
} from './between-study-variance.ts';
import { coefficient } from '../estimates/coefficient.ts';
import {
  type DataTable,
  type References,
  completeRows,
  getColumn,
  getNumbers,
  isMissingAt,
  lineOf,
  takeNumbers,
} from '../tables/data-table.ts';
import { chisquareUpperTail, normalQuantile, studentT } from '../numbers/distributions.ts';
import { EvidenceError } from '../numbers/evidence-error.ts';
import { type Coefficient, requireConfidence } from '../estimates/interval.ts';
import { columnsOfTerms, estimableMatrix } from '../tables/model-matrix.ts';
import type { Note } from '../note.ts';
import { dot, orthogonalBasis } from '../numbers/orthogonal-basis.ts';

/** Weights of smaller variances leave the range of a double. */
const SMALLEST_VARIANCE = 1e-100;

/** Below this share of the weighted squares the residuals are rounding, and plain Hartung-Knapp would divide by it. */
const PERFECT_FIT_SHARE = 1e-27;

export interface MetaAnalysisOptions {
  readonly estimate: string;
  /** Column of sampling variances, all positive. */
  readonly variance: string;
  readonly method?: BetweenStudyMethod;
  /** Hartung-Knapp standard errors with t(k - p); adhoc never lets them shrink below the plain ones. */
  readonly hartungKnapp?: 'none' | 'plain' | 'adhoc';
  readonly moderators?: readonly string[];
  readonly confidence?: number;
  readonly reference?: References;
}

/** A study that has no part in the result, for its row lacks a value. */
export interface OmittedStudy {
  /** Data row, the first is 1. */
  readonly row: number;
  /** The row's number in the file that it came from, whose header is 1. */
  readonly line?: number;
  /** What is missing. */
  readonly columns: readonly string[];
}

export interface MetaAnalysis {
  /** Rows of the table. */
  readonly n: number;
  /** Studies in the result, as k says by the custom of the field. */
  readonly used: number;
  readonly omitted: readonly OmittedStudy[];
  readonly k: number;
  readonly coefficients: readonly Coefficient[];
  readonly tau2: number;
  /** Q-profile interval; null for an equal-effects model and where the profile is empty. */
  readonly tau2Low: number | null;
  readonly tau2High: number | null;
  /** Percent; null without a residual degree of freedom. */
  readonly i2: number | null;
  /** I2 at the limits of tau2's interval; null where that has none. */
  readonly i2Low: number | null;
  readonly i2High: number | null;
  /** The formula, s2 being the typical sampling variance of Higgins and Thompson: two programs' I2 may differ by it alone. */
  readonly i2Definition: string;
  readonly h2: number | null;
  /** Residual heterogeneity: Cochran's Q at tau2 = 0. */
  readonly q: number;
  readonly qDf: number;
  readonly qP: number | null;
  /** Interval of a new study's true effect; null with moderators and for an equal-effects model. */
  readonly predictionLow: number | null;
  readonly predictionHigh: number | null;
  /** The formula, with the quantile's degrees of freedom; null where there is no interval. */
  readonly predictionDefinition: string | null;
  readonly notes: readonly Note[];
}

/**
 * Meta-analysis of study estimates with known variances, with or without moderators: the second stage when regions
 * pool their results.
 *
 * @throws EvidenceError unknown_column, not_numeric, not_positive (a variance), too_few_studies, constant_term,
 *   collinear_term, zero_variance (plain Hartung-Knapp on identical estimates)
 * @see Viechtbauer 2010, Journal of Statistical Software 36(3); Knapp & Hartung 2003, Statistics in Medicine 22:2693-2710;
 *   Jackson et al. 2017, Statistics in Medicine 36:3923-3934 (the ad-hoc floor); Higgins & Thompson 2002 (I2, H2)
 */
export function metaAnalysis(table: DataTable, options: MetaAnalysisOptions): MetaAnalysis {
  const confidence = requireConfidence(options.confidence ?? 0.95);
  const method = options.method ?? 'REML';
  const { studies, names, omitted, dropped } = readStudies(table, options);
  const k = studies.estimates.length;
  const df = k - names.length;
  if (df < (method === 'EE' && (options.hartungKnapp ?? 'none') === 'none' ? 0 : 1)) {
    throw new EvidenceError('too_few_studies', { studies: k, needed: names.length + 1 });
  }
  const tau2 = betweenStudyVariance(studies, method);
  const interval = method === 'EE' ? { low: null, high: null } : betweenStudyInterval(studies, confidence);
  const atZero = fitAt(studies, 0);
  const coefficients = testedCoefficients(studies, names, tau2, options.hartungKnapp ?? 'none', confidence);
  const prediction =
    method === 'EE' || names.length > 1 ? undefined : predictionInterval(coefficients[0], tau2, confidence);
  return {
    n: table.rows,
    used: k,
    omitted,
    k,
    coefficients,
    tau2,
    tau2Low: interval.low,
    tau2High: interval.high,
    ...(method === 'EE'
      ? heterogeneityOfQ(atZero.q, df)
      : heterogeneityOfVariance(tau2, interval, atZero.traceP, df)),
    q: atZero.q,
    qDf: df,
    qP: df > 0 ? chisquareUpperTail(atZero.q, df) : null,
    predictionLow: prediction?.low ?? null,
    predictionHigh: prediction?.high ?? null,
    predictionDefinition: prediction?.definition ?? null,
    notes: [
      ...dropped.map((term) => ({ code: 'empty_cell' as const, term })),
      ...(method !== 'EE' && interval.low === null ? [{ code: 'alike_studies' as const }] : []),
    ],
  };
}

interface StudiesOfTable {
  readonly studies: Studies;
  readonly names: readonly string[];
  readonly omitted: readonly OmittedStudy[];
  /** Moderators left out for a combination of levels that no study has. */
  readonly dropped: readonly string[];
}

function readStudies(table: DataTable, options: MetaAnalysisOptions): StudiesOfTable {
  const { estimate, variance, moderators = [] } = options;
  const estimateColumn = getNumbers(table, estimate);
  const varianceColumn = getNumbers(table, variance);
  const needed = [...new Set([estimate, variance, ...columnsOfTerms(moderators)])];
  const rows = completeRows(table, needed);
  const variances = takeNumbers(varianceColumn, rows);
  const bad = variances.findIndex((value) => !(value >= SMALLEST_VARIANCE));
  if (bad >= 0)
    throw new EvidenceError('not_positive', { column: variance, row: lineOf(table, rows[bad] ?? 0) });
  const { names, columns, dropped } = estimableMatrix(table, moderators, rows, options.reference);
  if (rows.length < names.length + 1) {
    throw new EvidenceError('too_few_studies', { studies: rows.length, needed: names.length + 2 });
  }
  // refuses constant and collinear moderators by name
  orthogonalBasis(names, columns, rows.length);
  const design = [new Float64Array(rows.length).fill(1), ...columns];
  return {
    studies: { estimates: takeNumbers(estimateColumn, rows), variances, design },
    names: ['(Intercept)', ...names],
    omitted: omittedStudies(table, needed, rows),
    dropped,
  };
}

function omittedStudies(table: DataTable, needed: readonly string[], used: Int32Array): OmittedStudy[] {
  const inUse = new Set(used);
  const columns = needed.map((name) => ({ name, column: getColumn(table, name) }));
  return Array.from({ length: table.rows }, (_, row) => row)
    .filter((row) => !inUse.has(row))
    .map((row) => ({
      row: row + 1,
      ...(table.lines && { line: lineOf(table, row) }),
      columns: columns.flatMap(({ name, column }) => (isMissingAt(column, row) ? [name] : [])),
    }));
}

function testedCoefficients(
  studies: Studies,
  names: readonly string[],
  tau2: number,
  hartungKnapp: 'none' | 'plain' | 'adhoc',
  confidence: number,
): Coefficient[] {
  const { estimates, inverse, q } = fitAt(studies, tau2);
  const df = studies.estimates.length - names.length;
  const scale = hartungKnapp === 'none' ? 1 : hartungKnapp === 'plain' ? q / df : Math.max(1, q / df);
  if (hartungKnapp === 'plain' && !(q > PERFECT_FIT_SHARE * weightedSquares(studies, tau2))) {
    throw new EvidenceError('zero_variance', { column: 'estimate' });
  }
  return names.map((name, position) => {
    const row = inverse[position] ?? new Float64Array();
    const se = Math.sqrt(scale * dot(row, row));
    return coefficient(
      name,
      estimates[position] ?? Number.NaN,
      se,
      hartungKnapp === 'none' ? null : df,
      confidence,
    );
  });
}

function weightedSquares({ estimates, variances }: Studies, tau2: number): number {
  return estimates.reduce((sum, value, row) => sum + (value * value) / ((variances[row] ?? 0) + tau2), 0);
}

function predictionInterval(
  mean: Coefficient | undefined,
  tau2: number,
  confidence: number,
): { low: number; high: number; definition: string } | undefined {
  if (mean === undefined) return undefined;
  const upper = (1 + confidence) / 2;
  const critical = mean.df === null ? normalQuantile(upper) : studentT(upper, mean.df);
  const reach = critical * Math.sqrt(mean.se * mean.se + tau2);
  const quantile = mean.df === null ? `z(${upper})` : `t(${upper}; ${mean.df})`;
  return {
    low: mean.estimate - reach,
    high: mean.estimate + reach,
    definition: `estimate ± ${quantile}·√(se² + τ²)`,
  };
}

type Heterogeneity = Pick<MetaAnalysis, 'i2' | 'i2Low' | 'i2High' | 'i2Definition' | 'h2'>;

/** I2 and H2 from tau2 and the typical sampling variance, with I2's interval from tau2's. */
function heterogeneityOfVariance(
  tau2: number,
  interval: { low: number | null; high: number | null },
  traceP: number,
  df: number,
): Heterogeneity {
  const typicalVariance = df / traceP;
  const share = (variance: number | null): number | null =>
    variance === null ? null : (100 * variance) / (variance + typicalVariance);
  return {
    i2: share(tau2),
    i2Low: share(interval.low),
    i2High: share(interval.high),
    i2Definition: '100·τ²/(τ² + s²)',
    h2: 1 + tau2 / typicalVariance,
  };
}

/** From Q alone, where tau2 is zero by assumption. */
function heterogeneityOfQ(q: number, df: number): Heterogeneity {
  const isKnown = df > 0;
  return {
    i2: isKnown ? (q === 0 ? 0 : Math.max(0, (100 * (q - df)) / q)) : null,
    i2Low: null,
    i2High: null,
    i2Definition: '100·max(0, (Q - df)/Q)',
    h2: isKnown ? q / df : null,
  };
}
