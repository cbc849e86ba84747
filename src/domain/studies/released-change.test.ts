import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { releasedChange } from './released-change.ts';

const SMALLEST = 10;
const counts = (improved: number, unchanged: number, deteriorated: number) => ({
  improved,
  unchanged,
  deteriorated,
  not_computable: 3,
});
const flow = (intervention: number | null, comparison: number | null) => [
  { keys: ['intervention', 'analysed'], count: intervention },
  { keys: ['comparison', 'analysed'], count: comparison },
];
const told = (released: ReturnType<typeof releasedChange>, arm: string) =>
  Object.fromEntries(
    released.filter(({ keys }) => keys[0] === arm).map(({ keys, count }) => [keys[1] ?? 'total', count]),
  );

test('the improved are told where the finer classes would hide them', () => {
  const released = releasedChange(
    { counts: { intervention: counts(51, 124, 0), comparison: counts(5, 165, 4) } },
    flow(175, 174),
    SMALLEST,
  );
  // nobody deteriorated: told apart, that zero would take the improved along
  expect(told(released, 'intervention')).toEqual({ improved: 51, not_improved: 124, total: 175 });
  // five are too few, and the rest of a told whole would tell them
  expect(told(released, 'comparison')).toEqual({ improved: null, not_improved: null, total: 174 });
});

test('three classes are told where each is large enough, and nothing where the flow hides the whole', () => {
  const both = { intervention: counts(20, 30, 15), comparison: counts(20, 30, 15) };
  const released = releasedChange({ counts: both }, flow(65, null), SMALLEST);
  expect(told(released, 'intervention')).toEqual({
    improved: 20,
    unchanged: 30,
    deteriorated: 15,
    total: 65,
  });
  expect(Object.values(told(released, 'comparison')).every((count) => count === null)).toBe(true);
});

test('no small count is told, nor one from which a small one follows', () => {
  const some = fc.integer({ min: 0, max: 40 });
  const isSafe = (improved: number, unchanged: number, deteriorated: number) => {
    const own = counts(improved, unchanged, deteriorated);
    const whole = improved + unchanged + deteriorated;
    const released = releasedChange(
      { counts: { intervention: own, comparison: own } },
      flow(whole >= SMALLEST ? whole : null, null),
      SMALLEST,
    );
    const { total, ...cells } = told(released, 'intervention');
    const values = Object.values(cells);
    const hidden = values.filter((count) => count === null).length;
    // one hidden part of a told whole is no secret
    return values.every((count) => count === null || count >= SMALLEST) && (total === null || hidden !== 1);
  };
  expect(isSafe(51, 124, 0)).toBe(true);
  fc.assert(fc.property(some, some, some, isSafe));
});
