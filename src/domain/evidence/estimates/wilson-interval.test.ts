import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilsonInterval } from './wilson-interval.ts';

describe('the interval of a share', () => {
  // oracle: Newcombe 1998, Statistics in Medicine 17:857-872, table I, method 3
  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('of %i of %i is the published one', (count, n, low, high) => {
    const interval = wilsonInterval(count, n);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('holds the share, stays within 0 and 1, and mirrors the share of the others', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 5000 }), fc.nat(), (n, drawn) => {
        const count = drawn % (n + 1);
        const own = wilsonInterval(count, n);
        const others = wilsonInterval(n - count, n);
        expect(own.low).toBeGreaterThanOrEqual(0);
        expect(own.low).toBeLessThanOrEqual(own.share + 1e-12);
        expect(own.high).toBeGreaterThanOrEqual(own.share - 1e-12);
        expect(own.low + others.high).toBeCloseTo(1, 12);
      }),
    );
  });

  it('refuses what is no share', () => {
    expect(() => wilsonInterval(3, 2)).toThrow('argument_out_of_range');
    expect(() => wilsonInterval(0, 0)).toThrow('argument_out_of_range');
  });
});
