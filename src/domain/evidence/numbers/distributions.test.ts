import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  chisquareAt,
  chisquareUpperTail,
  fisherAt,
  fisherUpperTail,
  normalCdf,
  normalQuantile,
  normalUpperTail,
  studentT,
  studentUpperTail,
} from './distributions.ts';
import { findRoot } from './find-root.ts';
// oracle: R 4.2 stats
import oracle from './fixtures/distributions.json' with { type: 'json' };
import { noncentralStudentCdf, noncentralityInterval } from './noncentral-t.ts';
import { relativeError } from './relative-error.ts';

describe('the distributions against R', () => {
  it('gives both tails of Student t to eleven digits', () => {
    for (const { q, df, lower, upper } of oracle.pt) {
      expect(relativeError(studentUpperTail(q, df), upper)).toBeLessThan(1e-11);
      expect(relativeError(studentUpperTail(-q, df), lower)).toBeLessThan(1e-11);
    }
  });

  it('gives the upper tail of F to eleven digits, down to 1e-166', () => {
    for (const { q, df1, df2, upper } of oracle.pf_upper) {
      expect(relativeError(fisherUpperTail(q, df1, df2), upper)).toBeLessThan(1e-11);
    }
  });

  it('gives the upper tail of chi-square to eleven digits', () => {
    for (const { q, df, upper } of oracle.pchisq_upper) {
      expect(relativeError(chisquareUpperTail(q, df), upper)).toBeLessThan(1e-11);
    }
  });

  it('gives both normal tails to eleven digits', () => {
    for (const { z, lower, upper } of oracle.pnorm) {
      // at z = -38 R underflows to zero where the true tail is 2.9e-316
      expect(Math.abs(normalCdf(z) - lower)).toBeLessThanOrEqual(1e-11 * lower + 1e-315);
      expect(relativeError(normalUpperTail(z), upper)).toBeLessThan(1e-11);
    }
  });

  it('gives the quantiles to eleven digits, deep tails included', () => {
    for (const { p, df, q } of oracle.qt) expect(relativeError(studentT(p, df), q)).toBeLessThan(1e-11);
    for (const { p, q } of oracle.qnorm) expect(relativeError(normalQuantile(p), q)).toBeLessThan(1e-11);
    for (const { p, df, q } of oracle.qchisq)
      expect(relativeError(chisquareAt(p, df), q)).toBeLessThan(1e-11);
    for (const { df1, df2, q } of oracle.qf_975) {
      expect(relativeError(fisherAt(0.975, df1, df2), q)).toBeLessThan(1e-11);
    }
  });

  it('gives the noncentral t to 1e-10 absolute', () => {
    for (const { q, df, ncp, lower } of oracle.pt_noncentral) {
      expect(Math.abs(noncentralStudentCdf(q, df, ncp) - lower)).toBeLessThan(1e-10);
    }
  });

  it('refuses a probability of 0 or 1 and degrees of freedom of 0', () => {
    expect(() => normalQuantile(1)).toThrow(/argument_out_of_range/);
    expect(() => studentT(0, 5)).toThrow(/argument_out_of_range/);
    expect(() => studentUpperTail(1, 0)).toThrow(/degreesOfFreedom/);
    expect(() => studentUpperTail(Number.NaN, 3)).toThrow(/argument_out_of_range/);
  });
});

describe('laws of the distributions', () => {
  it('takes a t quantile back to its probability', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 0.5, noNaN: true }),
        fc.double({ min: 1, max: 1e4, noNaN: true }),
        (p, df) => {
          expect(relativeError(studentUpperTail(-studentT(p, df), df), p)).toBeLessThan(1e-9);
        },
      ),
    );
  });

  it('squares t into F with one numerator degree of freedom', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 30, noNaN: true }),
        fc.double({ min: 1, max: 500, noNaN: true }),
        (t, df) => {
          expect(relativeError(fisherUpperTail(t * t, 1, df), 2 * studentUpperTail(t, df))).toBeLessThan(
            1e-10,
          );
        },
      ),
    );
  });

  it('covers the observed t by the noncentrality interval', () => {
    fc.assert(
      fc.property(fc.double({ min: -8, max: 8, noNaN: true }), fc.integer({ min: 1, max: 5000 }), (t, df) => {
        const { low, high } = noncentralityInterval(t, df, 0.95);
        expect(Math.abs(noncentralStudentCdf(t, df, low) - 0.975)).toBeLessThan(1e-10);
        expect(Math.abs(noncentralStudentCdf(t, df, high) - 0.025)).toBeLessThan(1e-10);
      }),
      { numRuns: 20 },
    );
  });
});

describe('finding a root', () => {
  it('finds the real root of a cubic to the last digits', () => {
    expect(Math.abs(findRoot((x) => x * x * x - 2, 0, 5) - Math.cbrt(2))).toBeLessThan(1e-15);
  });

  it('refuses ends of one sign', () => {
    expect(() => findRoot((x) => x * x + 1, -1, 1)).toThrow(/bracket/);
  });
});
