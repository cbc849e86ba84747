import { describe, expect, it } from 'vitest';
import { fixtureTable } from '../tables/fixture-table.ts';
import bcg from './fixtures/bcg.json' with { type: 'json' };
import { eggerTest, leaveOneOut } from './publication-bias.ts';
import { relativeError } from '../numbers/relative-error.ts';

function expectClose(actual: number | null | undefined, wanted: number, digits = 1e-10): void {
  expect(relativeError(actual ?? Number.NaN, wanted)).toBeLessThan(digits);
}

describe('studies that were published', () => {
  const studies = fixtureTable({ yi: bcg.data.yi, vi: bcg.data.vi });
  const options = { estimate: 'yi', variance: 'vi' };

  it('repeats Egger’s regression on the BCG trials', () => {
    const { intercept, k } = eggerTest(studies, options);
    const { t, df, p } = bcg.egger;
    expect(k).toBe(13);
    expectClose(intercept.statistic, t);
    expect(intercept.df).toBe(df);
    expectClose(intercept.p, p);
  });

  it('leaves each trial out as metafor does', () => {
    const left = leaveOneOut(studies, options);
    const { estimate, se, tau2 } = bcg.leaveOneOut;
    expect(left.map(({ row }) => row)).toEqual(bcg.data.yi.map((_, row) => row + 1));
    for (const [index, { meta }] of left.entries()) {
      expectClose(meta.coefficients[0]?.estimate, estimate[index] ?? 0, 1e-7);
      expectClose(meta.coefficients[0]?.se, se[index] ?? 0, 1e-7);
      expectClose(meta.tau2, tau2[index] ?? 0, 1e-6);
    }
  });

  it('refuses too few studies and equal precisions', () => {
    expect(() => eggerTest(fixtureTable({ yi: [1, 2], vi: [1, 2] }), options)).toThrow('too_few_studies');
    expect(() => eggerTest(fixtureTable({ yi: [1, 2, 3], vi: [1, 1, 1] }), options)).toThrow('constant_term');
  });
});
