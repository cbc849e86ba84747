import { expect, test } from 'vitest';
import { sayShiftTimes } from './spoken-span.ts';

test('a shift is told by the organisation’s clocks, also over midnight and the new year', () => {
  const evening = {
    startsAt: '2026-12-31T14:00:00Z',
    endsAt: '2026-12-31T18:00:00Z',
    timeZone: 'Asia/Shanghai',
  };
  expect(sayShiftTimes('zh', evening)).toBe('2026年12月31日周四 22:00–次日02:00');
  expect(sayShiftTimes('en', evening)).toBe('Thu, 31 December 2026, 22:00–02:00 (next day)');
  expect(sayShiftTimes('zh', { ...evening, endsAt: '2026-12-31T15:30:00Z' })).toBe(
    '2026年12月31日周四 22:00–23:30',
  );
});
