import fc from 'fast-check';
import { expect, test } from 'vitest';
import { labelsWithRoom, timePlaces } from './chart-places.ts';

const day = (n: number) => new Date(Date.UTC(2026, 8, 1) + n * 86_400_000).toISOString();
const pointsOn = (days: readonly number[]) => days.map((n) => ({ at: day(n), value: 1 }));

test('points of one week stand apart, and a long pause is seen', () => {
  const [first = 0, second = 0, third = 0, fourth = 0] = timePlaces(pointsOn([0, 1, 3, 90]), 212, 16);
  expect(second - first).toBeGreaterThanOrEqual(16);
  expect(third - second).toBeGreaterThanOrEqual(16);
  expect(fourth).toBeCloseTo(212, 9);
  expect(fourth - third).toBeGreaterThan(100);
});

test('labels never overlap, however close the days are', () => {
  const days = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 2, maxLength: 20 });
  fc.assert(
    fc.property(days, (some) => {
      const places = timePlaces(pointsOn(some.toSorted((a, b) => a - b)), 212, 16);
      expect(places.at(-1)).toBeCloseTo(212, 6);
      const shown = labelsWithRoom(places, 64);
      const spans = places.flatMap((place, index) => {
        if (shown[index] !== true) return [];
        if (index === 0) return [[0, 64] as const];
        return index === places.length - 1 ? [[148, 212] as const] : [[place - 32, place + 32] as const];
      });
      const overlapping = spans.filter(([, end], index) => (spans[index + 1]?.[0] ?? Infinity) < end - 1e-9);
      expect(overlapping).toEqual([]);
    }),
  );
});
