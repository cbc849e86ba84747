import { expect, it } from 'vitest';
import { isPossibleBeside } from './both-at-once.ts';

const at = (from: string, until: string, minutes: number) => ({
  startsAt: new Date(`2027-03-01T${from}:00Z`),
  endsAt: new Date(`2027-03-01T${until}:00Z`),
  minutes,
});

it('somebody is at one lesson after another, or at a part of each', () => {
  expect(isPossibleBeside(at('09:00', '10:00', 60), [at('10:00', '11:00', 60)])).toBe(true);
  expect(isPossibleBeside(at('09:00', '12:00', 30), [at('09:00', '12:00', 150)])).toBe(true);
  expect(isPossibleBeside(at('09:00', '11:00', 90), [at('10:00', '12:00', 90)])).toBe(true);
});

it('nobody is at two of them for longer than the clock goes', () => {
  expect(isPossibleBeside(at('09:00', '12:00', 30), [at('09:00', '12:00', 151)])).toBe(false);
  expect(isPossibleBeside(at('09:00', '11:00', 120), [at('10:00', '12:00', 61)])).toBe(false);
  expect(isPossibleBeside(at('09:00', '10:00', 60), [at('09:00', '12:00', 180)])).toBe(false);
});

it('nobody is at three in the hours of two', () => {
  const hours = (minutes: number) => at('09:00', '11:00', minutes);
  expect(isPossibleBeside(hours(60), [hours(30), hours(30)])).toBe(true);
  expect(isPossibleBeside(hours(60), [hours(60), hours(60)])).toBe(false);
  // what stood there before, and is none of this one's time, holds nothing up
  expect(isPossibleBeside(at('13:00', '14:00', 60), [hours(120), hours(120)])).toBe(true);
});
