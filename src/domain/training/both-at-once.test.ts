import { expect, it } from 'vitest';
import { areBothPossible } from './both-at-once.ts';

const at = (from: string, until: string, minutes: number) => ({
  startsAt: new Date(`2027-03-01T${from}:00Z`),
  endsAt: new Date(`2027-03-01T${until}:00Z`),
  minutes,
});

it('somebody is at one lesson after another, or at a part of each', () => {
  expect(areBothPossible(at('09:00', '10:00', 60), at('10:00', '11:00', 60))).toBe(true);
  expect(areBothPossible(at('09:00', '12:00', 30), at('09:00', '12:00', 150))).toBe(true);
  expect(areBothPossible(at('09:00', '11:00', 90), at('10:00', '12:00', 90))).toBe(true);
});

it('nobody is at two of them for longer than the clock goes', () => {
  expect(areBothPossible(at('09:00', '12:00', 30), at('09:00', '12:00', 151))).toBe(false);
  expect(areBothPossible(at('09:00', '11:00', 120), at('10:00', '12:00', 61))).toBe(false);
  expect(areBothPossible(at('09:00', '10:00', 60), at('09:00', '12:00', 180))).toBe(false);
});
