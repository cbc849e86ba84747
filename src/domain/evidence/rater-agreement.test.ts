import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustPValues } from './adjust-p-values.ts';
// oracle: R 4.2, psych::ICC, psych::cohen.kappa and stats::p.adjust
import oracle from './fixtures/agreement.json' with { type: 'json' };
import { ratersAgreement, weightedKappa } from './rater-agreement.ts';
import { relativeError } from './relative-error.ts';

describe('agreement of raters', () => {
  it('repeats ICC(2,1) of Shrout and Fleiss with its interval', () => {
    const { icc, low, high } = ratersAgreement(oracle.shroutFleiss);
    expect(relativeError(icc, oracle.icc2.ICC)).toBeLessThan(1e-10);
    expect(relativeError(low, oracle.icc2.lo)).toBeLessThan(1e-9);
    expect(relativeError(high, oracle.icc2.hi)).toBeLessThan(1e-9);
  });

  it('repeats kappa, plain and quadratic', () => {
    const { first, second } = oracle.raters;
    expect(relativeError(weightedKappa(first, second, 'unweighted'), oracle.kappa.unweighted)).toBeLessThan(
      1e-12,
    );
    expect(relativeError(weightedKappa(first, second), oracle.kappa.quadratic_weighted)).toBeLessThan(1e-12);
    expect(weightedKappa([1, 2, 3], [1, 2, 3])).toBe(1);
  });

  it('refuses gaps, single raters and ratings without variation', () => {
    expect(() => ratersAgreement([[1, 2], [1]])).toThrow('ratings');
    expect(() => ratersAgreement([[1], [2]])).toThrow('too_few_rows');
    expect(() => weightedKappa([2, 2], [2, 2])).toThrow('zero_variance');
  });
});

describe('adjusted p values', () => {
  it('repeats R p.adjust', () => {
    const { p, holm, BH } = oracle.pAdjust;
    for (const [index, value] of adjustPValues(p, 'holm').entries())
      expect(value).toBeCloseTo(holm[index] ?? 0, 14);
    for (const [index, value] of adjustPValues(p, 'benjamini-hochberg').entries()) {
      expect(value).toBeCloseTo(BH[index] ?? 0, 14);
    }
  });

  it('never lowers a p value, keeps their order, and is never stricter by Benjamini-Hochberg', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 }), (values) => {
        const p = values.sort((a, b) => a - b);
        const holm = adjustPValues(p, 'holm');
        const hochberg = adjustPValues(p, 'benjamini-hochberg');
        for (const [index, value] of p.entries()) {
          expect(hochberg[index]).toBeGreaterThanOrEqual(value);
          expect(holm[index]).toBeGreaterThanOrEqual((hochberg[index] ?? 1) * (1 - 1e-14));
          expect(holm[index]).toBeGreaterThanOrEqual(holm[index - 1] ?? 0);
        }
      }),
    );
  });
});
