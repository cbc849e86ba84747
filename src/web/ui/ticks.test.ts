import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { axisOver, placeOn } from './ticks.ts';

test('ticks are round and enclose the values', () => {
  expect(axisOver([-0.4, 3.7])).toEqual({ low: -2, high: 4, ticks: [-2, 0, 2, 4], digits: 0 });
  expect(axisOver([0, 0.42]).ticks).toHaveLength(4);
  expect(axisOver([0, 0.42]).digits).toBe(1);
});

test('one value alone has an axis', () => {
  expect(axisOver([0])).toEqual({ low: 0, high: 0.5, ticks: [0, 0.5], digits: 1 });
});

test('every value lies on the axis, which has few ticks', () => {
  const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(values, (drawn) => {
      const axis = axisOver(drawn);
      for (const value of drawn) {
        expect(placeOn(axis, value)).toBeGreaterThanOrEqual(-1e-6);
        expect(placeOn(axis, value)).toBeLessThanOrEqual(100 + 1e-6);
      }
      expect(axis.ticks.length).toBeLessThanOrEqual(7);
    }),
  );
});
