import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findLikelihoodMaximum } from './find-likelihood-maximum.ts';
import { findLikelihood } from './mixed-likelihood.ts';
import { covarianceEntries } from './mixed-parameters.ts';
import { type MixedProducts, productsFromRows } from './mixed-products.ts';
import { dot, orthogonalBasis, projectOut } from './orthogonal-basis.ts';

interface SmallStudy {
  readonly x: number[];
  readonly noise: number[];
  readonly groups: number[];
  readonly effects: number[];
  readonly size: number;
}

const normalLike = fc
  .array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 })
  .map((parts) => parts.reduce((sum, part) => sum + part, 0));

const smallStudies: fc.Arbitrary<SmallStudy> = fc.integer({ min: 14, max: 40 }).chain((rows) =>
  fc.record({
    x: fc.array(normalLike, { minLength: rows, maxLength: rows }),
    noise: fc.array(normalLike, { minLength: rows, maxLength: rows }),
    groups: fc.array(fc.nat({ max: 4 }), { minLength: rows, maxLength: rows }),
    effects: fc.array(normalLike, { minLength: 10, maxLength: 10 }),
    size: fc.constantFrom(0, 0.3, 1, 10),
  }),
);

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
  const constant = new Float64Array(n).fill(1 / Math.sqrt(n));
  return productsFromRows(
    [constant, ...basis.columns, rest.map((value) => value / unit)],
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
