import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { adjustPValues } from './adjust-p-values.ts';
import oracle from './fixtures/p-adjust.json' with { type: 'json' };

describe('adjusted p values', () => {
  it('repeats R p.adjust', () => {
    const { p, holm, BH } = oracle;
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
