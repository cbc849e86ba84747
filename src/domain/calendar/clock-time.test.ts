import fc from 'fast-check';
import { expect, test } from 'vitest';
import { clockTimeIn, dayIn, instantOf } from './clock-time.ts';

test('the day of the organisation turns at its own midnight', () => {
  expect(dayIn('Asia/Shanghai', new Date('2026-11-23T15:59:59Z'))).toBe('2026-11-23');
  expect(dayIn('Asia/Shanghai', new Date('2026-11-23T16:00:00Z'))).toBe('2026-11-24');
});

test('a clock time is read in the organisation’s zone', () => {
  expect(instantOf('Asia/Shanghai', '2026-11-24T07:30')).toBe('2026-11-23T23:30:00.000Z');
  expect(clockTimeIn('Asia/Shanghai', '2026-11-23T23:30:00Z')).toBe('2026-11-24T07:30');
});

test('in China every full minute comes back unchanged', () => {
  const minutes = fc.integer({ min: Date.UTC(2000, 0) / 60_000, max: Date.UTC(2100, 0) / 60_000 });
  fc.assert(
    fc.property(minutes, (minute) => {
      const instant = new Date(minute * 60_000).toISOString();
      expect(instantOf('Asia/Shanghai', clockTimeIn('Asia/Shanghai', instant))).toBe(instant);
    }),
  );
});
