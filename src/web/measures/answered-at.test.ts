import { expect, it } from 'vitest';
import { answeredAt } from './answered-at.ts';

const zone = 'Asia/Shanghai';
const sentAt = '2026-11-26T15:50:00.000Z';
const now = new Date('2026-11-27T00:10:00Z');

it('was answered by when it was entered, at noon of an earlier day, and never later than now', () => {
  expect(answeredAt('2026-11-26', sentAt, { zone, now })).toBe(sentAt);
  expect(answeredAt('2026-11-25', sentAt, { zone, now })).toBe('2026-11-25T04:00:00.000Z');
  expect(answeredAt('2026-11-27', sentAt, { zone, now })).toBe('2026-11-26T16:00:00.000Z');
});
