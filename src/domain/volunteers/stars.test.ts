import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isRising, starsOf, USUAL_STAR_HOURS } from './stars.ts';

describe('stars', () => {
  it('are reached with the whole of their hours, and not a minute before', () => {
    for (const [at, hours] of USUAL_STAR_HOURS.entries()) {
      expect(starsOf(hours * 60 - 1, USUAL_STAR_HOURS)).toEqual({ stars: at, minutesLeft: 1 });
      expect(starsOf(hours * 60, USUAL_STAR_HOURS).stars).toBe(at + 1);
    }
  });

  it('tell how much is left to the next, and nothing after the last', () => {
    expect(starsOf(0, USUAL_STAR_HOURS)).toEqual({ stars: 0, minutesLeft: 6_000 });
    expect(starsOf(6_000, USUAL_STAR_HOURS)).toEqual({ stars: 1, minutesLeft: 12_000 });
    expect(starsOf(90_000, USUAL_STAR_HOURS)).toEqual({ stars: 5, minutesLeft: null });
    expect(starsOf(60, [1])).toEqual({ stars: 1, minutesLeft: null });
  });

  it('never become fewer with more minutes', () => {
    const hours = fc
      .uniqueArray(fc.integer({ min: 1, max: 100_000 }), { minLength: 1, maxLength: 10 })
      .map((some) => some.toSorted((left, right) => left - right));
    fc.assert(
      fc.property(hours, fc.nat(7_000_000), fc.nat(10_000), (starHours, minutes, more) => {
        expect(isRising(starHours)).toBe(true);
        expect(starsOf(minutes + more, starHours).stars).toBeGreaterThanOrEqual(
          starsOf(minutes, starHours).stars,
        );
      }),
    );
  });

  it('want more hours each', () => {
    expect(isRising([100, 300, 300])).toBe(false);
    expect(isRising([300, 100])).toBe(false);
    expect(isRising([1])).toBe(true);
  });
});
