import { expect, it } from 'vitest';
import { nextAttemptAt } from './next-attempt.ts';

it('tries again after one minute, two, five, a quarter, an hour and four, and gives up then', () => {
  const now = new Date('2026-11-27T00:00:00.000Z');
  const minutes = [1, 2, 3, 4, 5, 6, 7].map((failures) => {
    const next = nextAttemptAt(failures, now);
    return next === undefined ? undefined : (next.getTime() - now.getTime()) / 60_000;
  });
  expect(minutes).toEqual([1, 2, 5, 15, 60, 240, undefined]);
});
