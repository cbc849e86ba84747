import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fixtureTable } from '../tables/fixture-table.ts';
import bcg from './fixtures/bcg.json' with { type: 'json' };
import sites from './fixtures/three-sites.json' with { type: 'json' };
import { type MetaAnalysis, type MetaAnalysisOptions, metaAnalysis } from './meta-analysis.ts';
import { relativeError } from '../numbers/relative-error.ts';

interface MetaforFit {
  b: number | number[];
  se: number | number[];
  p: number | number[];
  ci_lo: number | number[];
  tau2: number;
  I2: number;
  H2: number;
  QE: number;
  QEp: number;
  pi_lo?: number;
  pi_hi?: number;
  tau2_Qprofile95?: number[];
}

const columns = { estimate: 'yi', variance: 'vi' } as const;

const list = (value: number | number[]): number[] => (Array.isArray(value) ? value : [value]);

/**
 * The quantities that differ from metafor's by more than `digits` (relative). metafor stops its search for tau2 at about
 * 1e-8, its Q profile at 1e-4; with tau2 exact the rest is good to 1e-10.
 */
function disagreements(actual: MetaAnalysis, expected: MetaforFit, digits: number): string[] {
  const pairs: Array<[name: string, actual: number | null, expected: number | undefined, tolerance: number]> =
    [
      ['tau2', actual.tau2, expected.tau2, digits * 10],
      ['i2', actual.i2, expected.I2, digits],
      ['h2', actual.h2, expected.H2, digits * 10],
      ['q', actual.q, expected.QE, 1e-10],
      ['qP', actual.qP, expected.QEp, 1e-9],
      ['predictionLow', actual.predictionLow, expected.pi_lo, digits],
      ['predictionHigh', actual.predictionHigh, expected.pi_hi, digits],
      ['tau2Low', actual.tau2Low, expected.tau2_Qprofile95?.[0], 1e-3],
      ['tau2High', actual.tau2High, expected.tau2_Qprofile95?.[1], 1e-3],
    ];
  for (const [position, row] of actual.coefficients.entries()) {
    pairs.push(
      [`${row.term} estimate`, row.estimate, list(expected.b)[position], digits],
      [`${row.term} se`, row.se, list(expected.se)[position], digits],
      [`${row.term} p`, row.p, list(expected.p)[position], digits * 100],
      [`${row.term} low`, row.low, list(expected.ci_lo)[position], digits],
    );
  }
  return pairs.flatMap(([name, value, wanted, tolerance]) =>
    wanted === undefined || relativeError(value ?? Number.NaN, wanted) < tolerance
      ? []
      : [`${name}: ${value} not ${wanted}`],
  );
}

describe('meta-analysis against metafor', () => {
  const cases: Array<
    [keyof typeof bcg.expected, Omit<MetaAnalysisOptions, 'estimate' | 'variance'>, number]
  > = [
    ['equal_effect', { method: 'EE' }, 1e-10],
    ['REML', { method: 'REML' }, 1e-8],
    ['ML', { method: 'ML' }, 1e-8],
    ['DL', { method: 'DL' }, 1e-10],
    ['PM', { method: 'PM' }, 1e-4],
    ['HE', { method: 'HE' }, 1e-10],
    ['REML_HartungKnapp', { method: 'REML', hartungKnapp: 'plain' }, 1e-8],
    ['DL_HartungKnapp', { method: 'DL', hartungKnapp: 'plain' }, 1e-10],
    ['REML_HK_adhoc', { method: 'REML', hartungKnapp: 'adhoc' }, 1e-8],
    ['metareg_ablat_REML', { method: 'REML', moderators: ['ablat'] }, 1e-8],
    ['metareg_ablat_REML_HK', { method: 'REML', moderators: ['ablat'], hartungKnapp: 'plain' }, 1e-8],
  ];
  it.each(cases)('repeats %s of the BCG trials', (name, options, digits) => {
    const actual = metaAnalysis(fixtureTable(bcg.data), { ...columns, ...options });
    expect(actual.k).toBe(13);
    expect(disagreements(actual, bcg.expected[name], digits)).toEqual([]);
  });

  it.each([
    ['REML', { method: 'REML' }, 1e-8],
    ['DL', { method: 'DL' }, 1e-10],
    ['HK', { hartungKnapp: 'plain' }, 1e-8],
    ['HK_adhoc', { hartungKnapp: 'adhoc' }, 1e-8],
  ] as const)('repeats %s of three heterogeneous sites', (name, options, digits) => {
    const actual = metaAnalysis(fixtureTable(sites.heterogeneous.data), { ...columns, ...options });
    expect(disagreements(actual, sites.heterogeneous.expected[name], digits)).toEqual([]);
  });

  it.each([
    ['REML', {}],
    ['HK', { hartungKnapp: 'plain' }],
    ['HK_adhoc', { hartungKnapp: 'adhoc' }],
  ] as const)(
    'repeats %s of three sites that are too alike: tau2 is zero and its profile empty',
    (name, options) => {
      const actual = metaAnalysis(fixtureTable(sites.homogeneous.data), { ...columns, ...options });
      expect(disagreements(actual, sites.homogeneous.expected[name], 1e-10)).toEqual([]);
      expect([actual.tau2, actual.tau2Low, actual.tau2High]).toEqual([0, null, null]);
    },
  );
});

describe('what a meta-analysis says beside its numbers', () => {
  it('gives I2 an interval, as metafor derives it from that of tau2', () => {
    const { i2Low, i2High, i2Definition } = metaAnalysis(fixtureTable(bcg.data), columns);
    // oracle: metafor's limits of tau2, 0.1197 and 1.1115, in its own formula; its search for them stops at 1e-4
    expect(relativeError(i2Low ?? 0, 81.9177)).toBeLessThan(1e-4);
    expect(relativeError(i2High ?? 0, 97.6781)).toBeLessThan(1e-4);
    expect(i2Definition).toBe('100·τ²/(τ² + s²)');
    expect(metaAnalysis(fixtureTable(bcg.data), { ...columns, method: 'EE' })).toMatchObject({
      i2Low: null,
      i2High: null,
      i2Definition: '100·max(0, (Q - df)/Q)',
      predictionDefinition: null,
    });
  });

  it('says by which quantile the prediction interval was made', () => {
    const fit = (hartungKnapp: 'none' | 'adhoc') =>
      metaAnalysis(fixtureTable(bcg.data), { ...columns, hartungKnapp }).predictionDefinition;
    expect(fit('none')).toBe('estimate ± z(0.975)·√(se² + τ²)');
    expect(fit('adhoc')).toBe('estimate ± t(0.975; 12)·√(se² + τ²)');
  });

  it('names the studies that it left out, and what they lack', () => {
    const data = { yi: [1, null, 3, 2, 1.5], vi: [1, 1, null, 1, 1], x: [1, 2, null, 5, null] };
    expect(metaAnalysis(fixtureTable(data), columns)).toMatchObject({
      n: 5,
      used: 3,
      k: 3,
      omitted: [
        { row: 2, columns: ['yi'] },
        { row: 3, columns: ['vi'] },
      ],
    });
    const more = { ...data, yi: [...data.yi, 4], vi: [...data.vi, 2], x: [...data.x, 2] };
    expect(metaAnalysis(fixtureTable(more), { ...columns, moderators: ['x'] })).toMatchObject({
      n: 6,
      used: 3,
      omitted: [
        { row: 2, columns: ['yi'] },
        { row: 3, columns: ['vi', 'x'] },
        { row: 5, columns: ['x'] },
      ],
    });
  });
});

describe('laws and refusals of meta-analysis', () => {
  const effects = fc.array(fc.tuple(fc.integer({ min: -100, max: 100 }), fc.integer({ min: 1, max: 400 })), {
    minLength: 3,
    maxLength: 12,
  });

  it.each(['REML', 'ML', 'DL', 'PM', 'HE'] as const)(
    '%s does not change under order, shift and scale',
    (method) => {
      fc.assert(
        fc.property(effects, fc.constantFrom(0.001, 3, 1000), (pairs, scale) => {
          const yi = pairs.map(([value]) => value / 10);
          const vi = pairs.map(([, value]) => value / 100);
          const plain = metaAnalysis(fixtureTable({ yi, vi }), { ...columns, method });
          const moved = metaAnalysis(
            fixtureTable({
              yi: yi.map((value) => value * scale + 5).toReversed(),
              vi: vi.map((value) => value * scale * scale).toReversed(),
            }),
            { ...columns, method },
          );
          expect(Math.abs(moved.tau2 / scale / scale - plain.tau2)).toBeLessThan(1e-9 * (1 + plain.tau2));
          const [before, after] = [plain.coefficients[0], moved.coefficients[0]];
          expect(Math.abs(((after?.estimate ?? 0) - 5) / scale - (before?.estimate ?? 0))).toBeLessThan(1e-9);
          expect(Math.abs((moved.i2 ?? 0) - (plain.i2 ?? 0))).toBeLessThan(1e-7);
        }),
        { numRuns: 30 },
      );
    },
  );

  it.each([
    ['a variance of zero', { yi: [1, 2, 3], vi: [1, 0, 1] }, {}, 'not_positive {"column":"vi","row":2}'],
    ['a single study', { yi: [1], vi: [1] }, {}, 'too_few_studies'],
    [
      'as many moderators as studies',
      { yi: [1, 2], vi: [1, 1], x: [1, 2] },
      { moderators: ['x'] },
      'too_few_studies',
    ],
    [
      'a constant moderator',
      { yi: [1, 2, 4], vi: [1, 1, 1], x: [3, 3, 3] },
      { moderators: ['x'] },
      'constant_term',
    ],
    [
      'plain Hartung-Knapp on equal estimates',
      { yi: [1, 1, 1], vi: [1, 2, 1] },
      { hartungKnapp: 'plain' },
      'zero_variance',
    ],
  ] as const)('refuses %s', (_, data, options, code) => {
    expect(() => metaAnalysis(fixtureTable(data), { ...columns, ...options })).toThrow(code);
  });

  it('solves the Paule-Mandel equation exactly: Q at tau2 equals its degrees of freedom', () => {
    const plain = metaAnalysis(fixtureTable(bcg.data), { ...columns, method: 'PM', hartungKnapp: 'plain' });
    const none = metaAnalysis(fixtureTable(bcg.data), { ...columns, method: 'PM', hartungKnapp: 'none' });
    // the Hartung-Knapp factor is Q / df
    expect(relativeError(plain.coefficients[0]?.se ?? 0, none.coefficients[0]?.se ?? 1)).toBeLessThan(1e-14);
  });

  it('takes a single study as it is under equal effects', () => {
    const result = metaAnalysis(fixtureTable({ yi: [2], vi: [4] }), { ...columns, method: 'EE' });
    expect(result.coefficients[0]).toMatchObject({ estimate: 2, se: 2, statistic: 1 });
    expect(result).toMatchObject({ i2: null, h2: null, qP: null, qDf: 0 });
  });
});
