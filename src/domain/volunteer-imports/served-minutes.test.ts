import { describe, expect, it } from 'vitest';
import { readClock, readServedMinutes } from './served-minutes.ts';

const hours = { unit: 'hours' } as const;

describe('how long somebody served', () => {
  it.each([
    ['2.5', 150],
    ['２．５', 150],
    [2.5, 150],
    ['2.5h', 150],
    ['2 小时 30 分', 150],
    ['2小时30分', 150],
    ['2小时半', 150],
    ['两个半小时', 150],
    ['两小时', 120],
    ['半小时', 30],
    ['90分钟', 90],
    ['1 h 5 min', 65],
    ['2:30', 150],
    ['0.33', 20],
    [0.5, 30],
    [new Date('1899-12-30T02:30:00Z'), 150],
  ])('%s is known to the minute', (cell, minutes) => {
    expect(readServedMinutes(cell, hours)).toEqual({ ok: true, minutes });
  });

  it('counts minutes where the heading says so', () => {
    expect(readServedMinutes('90', { unit: 'minutes' })).toEqual({ ok: true, minutes: 90 });
  });

  it.each(['半天', '1天', '约2小时', '一个上午', '2小时左右'])('%s is not guessed', (cell) => {
    expect(readServedMinutes(cell, hours)).toEqual({ ok: false, code: 'minutes_vague' });
  });

  it.each(['若干', '2小时90分1', '2:75', true])('%s is nothing that it could be', (cell) => {
    expect(readServedMinutes(cell, hours)).toEqual({ ok: false, code: 'minutes_unclear' });
  });

  it('nothing and less than nothing is no service', () => {
    expect(readServedMinutes('0', hours)).toEqual({ ok: false, code: 'minutes_none' });
    expect(readServedMinutes(-2, hours)).toEqual({ ok: false, code: 'minutes_none' });
    expect(readServedMinutes(null, hours)).toEqual({ ok: true, minutes: undefined });
  });
});

describe('when it began', () => {
  it.each([
    ['14:00', 840],
    ['14：00', 840],
    ['9:05:30', 545],
    ['下午2点', 840],
    ['下午2点半', 870],
    ['14时30分', 870],
    ['2:30 PM', 870],
    ['2026-03-04 14:00', 840],
    ['24:00', 1440],
    ['中午1点', 780],
    ['中午12点', 720],
    ['下午12点半', 750],
    ['晚上7点', 1140],
    ['12:30 AM', 30],
    ['12:30 PM', 750],
    [new Date('1899-12-30T23:59:45Z'), 1439],
    [new Date('1899-12-30T14:00:00.400Z'), 840],
    [0.583_333_333, 840],
    ['', undefined],
  ])('%s', (cell, minuteOfDay) => {
    expect(readClock(cell)).toEqual({ ok: true, minuteOfDay });
  });

  it.each(['晚上12点', '半夜12点'])('%s is of the next day', (cell) => {
    expect(readClock(cell)).toEqual({ ok: false, code: 'clock_next_day' });
  });

  it.each(['午后', '25:00', '14:99', '晚上1点', '14:00 AM', '上午14点', '上午9点 PM', '下午25:00', 14, true])(
    '%s is refused',
    (cell) => {
      expect(readClock(cell)).toEqual({ ok: false, code: 'clock_unclear' });
    },
  );
});
