import { expect, it } from 'vitest';
import { nextAttemptAt } from './next-attempt.ts';

const START = new Date('2026-11-27T00:00:00.000Z');

it('tries again after one minute, five, half an hour, two hours, then every twelve, and gives up after three days', () => {
  const hours: number[] = [];
  let at = START;
  for (let failures = 1; ; failures += 1) {
    const next = nextAttemptAt(failures, at);
    if (next === undefined) break;
    hours.push((next.getTime() - at.getTime()) / 3_600_000);
    at = next;
  }
  expect(hours).toEqual([1 / 60, 5 / 60, 0.5, 2, 12, 12, 12, 12, 12, 12]);
  const days = (at.getTime() - START.getTime()) / 86_400_000;
  expect(days).toBeGreaterThan(3);
  expect(days).toBeLessThan(3.5);
});
