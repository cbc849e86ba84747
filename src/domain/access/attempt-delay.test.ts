import { expect, it } from 'vitest';
import { countFailure, delayLeft, type Failures } from './attempt-delay.ts';

const MINUTE = 60_000;

function failed(times: number, at = 0): Failures | undefined {
  let failures: Failures | undefined;
  for (let time = 0; time < times; time += 1) failures = countFailure(failures, at);
  return failures;
}

it('lets four mistypings pass and then waits longer each time, five minutes at most', () => {
  const delays = [0, 1, 4, 5, 6, 7, 11, 12, 13, 1_000].map((times) => delayLeft(failed(times), 0) / 1000);
  expect(delays).toEqual([0, 0, 0, 2, 4, 8, 128, 256, 300, 300]);
});

it('runs down by itself, and is not prolonged by asking', () => {
  const failures = failed(6);
  expect([1_000, 3_999, 4_000, 9_000].map((now) => delayLeft(failures, now))).toEqual([3_000, 1, 0, 0]);
});

it('forgets one failure with every ten minutes of rest', () => {
  expect(countFailure(failed(8), 35 * MINUTE).count).toBe(6);
  expect(countFailure(failed(8), 24 * 60 * MINUTE).count).toBe(1);
});
