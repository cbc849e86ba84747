import { expect, test } from 'vitest';
import { daysAfter, sequenceOf, spanAround } from './calendar-event.ts';

test('a calendar shows a month back and a year ahead, over leap days too', () => {
  expect(spanAround('2026-11-27')).toEqual({ from: '2026-10-27', until: '2027-11-28' });
  expect(daysAfter('2028-02-28', 1)).toBe('2028-02-29');
  expect(daysAfter('2027-12-31', 1)).toBe('2028-01-01');
});

test('a sequence begins at zero and grows with each later change', () => {
  const made = new Date('2026-11-27T08:00:00.900Z');
  expect(sequenceOf(made, made)).toBe(0);
  expect(sequenceOf(made, new Date('2026-11-27T08:00:02Z'))).toBe(1);
  expect(sequenceOf(made, new Date('2026-11-28T08:00:01Z'))).toBeGreaterThan(1);
  expect(sequenceOf(made, new Date('2026-11-26T08:00:00Z'))).toBe(0);
});
