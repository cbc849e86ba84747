import { expect, it } from 'vitest';
import { isHopeless } from './standing.ts';

const NOW = new Date('2026-11-27T00:00:00.000Z');
const before = (hours: number) => new Date(NOW.getTime() - hours * 3_600_000);

it.each([
  [11, 72, true],
  [4_000, 72, true],
  // tried each minute of one afternoon
  [300, 5, false],
  // the server was down in between
  [2, 24 * 14, false],
  [10, 73, false],
  [11, 71.9, false],
])('after %i failures in a row within %f hours: %s', (failures, hours, expected) => {
  expect(isHopeless(failures, before(hours), NOW)).toBe(expected);
});
