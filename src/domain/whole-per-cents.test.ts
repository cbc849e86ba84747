import fc from 'fast-check';
import { expect, it } from 'vitest';
import { wholePerCents } from './whole-per-cents.ts';

it('two halves of a per cent do not become one too many', () => {
  expect(wholePerCents([92.5, 7.5])).toEqual([93, 7]);
  expect(wholePerCents([1, 1, 1])).toEqual([34, 33, 33]);
  expect(wholePerCents([0, 0])).toEqual([0, 0]);
});

it('adds up to a hundred, each less than one from what it is', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(100_000), { minLength: 1, maxLength: 12 }), (parts) => {
      const whole = parts.reduce((sum, part) => sum + part, 0);
      fc.pre(whole > 0);
      const shares = wholePerCents(parts);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBe(100);
      for (const [at, share] of shares.entries())
        expect(Math.abs(share - (100 * (parts[at] ?? 0)) / whole)).toBeLessThan(1);
    }),
  );
});
