import { describe, expect, it } from 'vitest';
// oracle: R 4.2, psych::ICC and psych::cohen.kappa
import oracle from './fixtures/agreement.json' with { type: 'json' };
import { createRandom } from '../../random.ts';
import { intraclassCorrelations, intraclassForms } from './intraclass.ts';
import { weightedKappa } from './rater-agreement.ts';
import { relativeError } from '../numbers/relative-error.ts';

describe('agreement of raters', () => {
  const { forms } = intraclassCorrelations(oracle.shroutFleiss);

  it.each(intraclassForms)('repeats %s of Shrout and Fleiss with its test and interval', (name) => {
    const { icc, statistic, df, p, low, high } = forms[name];
    const wanted = oracle.icc[name];
    expect(relativeError(icc ?? Number.NaN, wanted.ICC)).toBeLessThan(1e-10);
    expect(relativeError(statistic, wanted.F)).toBeLessThan(1e-10);
    expect(df).toEqual([wanted.df1, wanted.df2]);
    expect(relativeError(p, wanted.p)).toBeLessThan(1e-9);
    expect(relativeError(low ?? Number.NaN, wanted.lo)).toBeLessThan(1e-9);
    expect(relativeError(high ?? Number.NaN, wanted.hi)).toBeLessThan(1e-9);
  });

  it('gives the error of a measurement in points of the scale', () => {
    // two occasions whose difference has the standard deviation 2 and no mean: each errs by 2 / sqrt(2)
    const ratings = [
      [10, 12],
      [20, 18],
      [30, 32],
      [40, 38],
    ];
    const { standardError, detectableChange } = intraclassCorrelations(ratings);
    expect(relativeError(standardError, Math.sqrt(8 / 3))).toBeLessThan(1e-12);
    expect(relativeError(detectableChange, 1.959963984540054 * Math.SQRT2 * standardError)).toBeLessThan(
      1e-12,
    );
  });

  it('repeats kappa, plain and quadratic', () => {
    const { first, second } = oracle.raters;
    const plain = weightedKappa(first, second, 'unweighted');
    expect(relativeError(plain.kappa, oracle.kappa.unweighted)).toBeLessThan(1e-12);
    expect(relativeError(weightedKappa(first, second).kappa, oracle.kappa.quadratic_weighted)).toBeLessThan(
      1e-12,
    );
    expect(weightedKappa([1, 2, 3], [1, 2, 3])).toMatchObject({ kappa: 1, se: 0, high: 1 });
  });

  it('kappa’s interval covers the truth', () => {
    // two raters who see the same half of the time and guess among three categories otherwise: kappa is 0.25
    const random = createRandom(20_261_125);
    const rate = (truth: number): number => (random() < 0.5 ? truth : Math.floor(3 * random()));
    let covered = 0;
    for (let round = 0; round < 400; round += 1) {
      const truths = Array.from({ length: 200 }, () => Math.floor(3 * random()));
      const { low, high } = weightedKappa(truths.map(rate), truths.map(rate), 'unweighted');
      if (low <= 0.25 && 0.25 <= high) covered += 1;
    }
    expect(covered / 400).toBeGreaterThan(0.925);
    expect(covered / 400).toBeLessThan(0.975);
  });

  it('refuses gaps, single raters and ratings without variation', () => {
    expect(() => intraclassCorrelations([[1, 2], [1]])).toThrow('ratings');
    expect(() => intraclassCorrelations([[1], [2]])).toThrow('too_few_rows');
    expect(() => weightedKappa([2, 2], [2, 2])).toThrow('zero_variance');
  });
});
