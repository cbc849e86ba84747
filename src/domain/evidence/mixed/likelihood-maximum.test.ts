import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, integerBetween, normal } from '../../random.ts';
import { findLikelihoodMaximum } from './find-likelihood-maximum.ts';
import { findLikelihood } from './mixed-likelihood.ts';
import { covarianceEntries } from './mixed-parameters.ts';
import { type MixedProducts, productsFromRows } from './mixed-products.ts';
import { dot, orthogonalBasis, projectOut } from '../numbers/orthogonal-basis.ts';

interface SmallStudy {
  readonly x: number[];
  readonly noise: number[];
  readonly groups: number[];
  readonly effects: number[];
  readonly size: number;
}

/**
 * Studies with real noise: numbers that fast-check draws itself are mostly 0 or tiny, and without noise a likelihood has
 * no maximum to find.
 */
const smallStudies: fc.Arbitrary<SmallStudy> = fc
  .record({
    seed: fc.integer(),
    rows: fc.integer({ min: 14, max: 40 }),
    size: fc.constantFrom(0, 0.3, 1, 10),
  })
  .map(({ seed, rows, size }) => {
    const random = createRandom(seed);
    const deviates = (count: number) => Array.from({ length: count }, () => normal(random));
    const groups = Array.from({ length: rows }, () => integerBetween(random, 0, 4));
    return { x: deviates(rows), noise: deviates(rows), groups, effects: deviates(10), size };
  });

function productsOf({ x, noise, groups, effects, size }: SmallStudy, hasSlopes: boolean): MixedProducts {
  const n = x.length;
  const codes = Int32Array.from(groups, (group, row) => (row < 5 ? row : group));
  const raters = Int32Array.from(groups, (_, row) => row % 3);
  const column = Float64Array.from(x, (value, row) => value + row / n);
  const basis = orthogonalBasis(['x'], [column], n);
  const y = Float64Array.from(noise, (value, row) => {
    const group = codes[row] ?? 0;
    return value + size * ((effects[group] ?? 0) + (effects[5 + group] ?? 0) * (x[row] ?? 0));
  });
  const { rest } = projectOut(basis, y);
  const unit = Math.sqrt(dot(rest, rest) / (n - 2));
  const slope = (basis.columns[0] ?? column).map((value) => value * Math.sqrt(n));
  return productsFromRows(
    [1 / Math.sqrt(n), ...basis.columns],
    rest.map((value) => value / unit),
    [
      { levels: 5, codes, slopes: hasSlopes ? [slope] : [] },
      { levels: 3, codes: raters, slopes: [] },
    ],
  );
}

describe('the largest likelihood', () => {
  it.each([
    ['intercepts', false, 'REML'],
    ['intercepts and slopes', true, 'REML'],
    ['intercepts and slopes', true, 'ML'],
  ] as const)('no other covariance of %s is more likely (%#, %s, %s)', (_, hasSlopes, method) => {
    const guesses = fc.array(
      fc.array(fc.double({ min: -4, max: 4, noNaN: true }), { minLength: 4, maxLength: 4 }),
      {
        minLength: 30,
        maxLength: 30,
      },
    );
    fc.assert(
      fc.property(smallStudies, guesses, (study, others) => {
        const products = productsOf(study, hasSlopes);
        const maximum = findLikelihoodMaximum(products, method);
        const entries = covarianceEntries(products.shapes);
        expect(maximum?.converged).toBe(true);
        const best = maximum?.point.criterion ?? Infinity;
        for (const guess of others) {
          const theta = Float64Array.from(entries, (_entry, index) => guess[index] ?? 0);
          const criterion = findLikelihood(products, entries, method, theta)?.criterion ?? Infinity;
          expect(criterion).toBeGreaterThan(best - 1e-8);
        }
      }),
      { numRuns: 60 },
    );
  });
});
