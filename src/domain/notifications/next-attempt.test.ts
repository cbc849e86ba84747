import { expect, it } from 'vitest';
import { decideNextAttempt } from './next-attempt.ts';

const now = new Date('2026-11-27T00:00:00.000Z');
const after = (failures: number, failure: string, earlier: string | null) => {
  const decided = decideNextAttempt({ failures, failure, earlier }, now);
  const minutes = decided.at === undefined ? undefined : (decided.at.getTime() - now.getTime()) / 60_000;
  return [minutes, decided.failure];
};

it('tries again after one minute, two, five, a quarter, an hour and four, and gives up then', () => {
  const minutes = [1, 2, 3, 4, 5, 6, 7].map((failures) => after(failures, 'refused', 'refused')[0]);
  expect(minutes).toEqual([1, 2, 5, 15, 60, 240, undefined]);
});

it('sends what may have been sent once more, however many failures are between, and says so to the end', () => {
  expect(after(1, 'outcome_unknown', null)).toEqual([1, 'outcome_unknown']);
  expect(after(2, 'outcome_unknown', 'unreachable')).toEqual([2, 'outcome_unknown']);
  expect(after(2, 'unreachable', 'outcome_unknown')).toEqual([2, 'outcome_unknown']);
  expect(after(3, 'outcome_unknown', 'outcome_unknown')).toEqual([undefined, 'outcome_unknown']);
});
