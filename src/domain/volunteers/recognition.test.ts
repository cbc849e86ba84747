import { expect, it } from 'vitest';
import { teamHours, wholePoints } from './recognition.ts';

it('the hours of a team are told by tens', () => {
  expect([0, 599, 600, 6_000, 6_599].map(teamHours)).toEqual([0, 0, 10, 100, 100]);
});

it('points are whole, also of somebody who spent what a correction took away', () => {
  expect([0, 59, 60, 119, -59, -60, -61].map((sixtieths) => wholePoints(sixtieths))).toEqual([
    0, 0, 1, 1, 0, -1, -1,
  ]);
});
