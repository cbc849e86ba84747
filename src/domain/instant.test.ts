import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isCalendarDay, isInstant } from './instant.ts';

describe('an instant', () => {
  it('is whatever a Date of these years writes', () => {
    const dates = fc.date({
      min: new Date('1900-01-01T00:00:00Z'),
      max: new Date('2199-12-31T23:59:59Z'),
      noInvalidDate: true,
    });
    fc.assert(
      fc.property(dates, (date) => {
        expect(isInstant(date.toISOString())).toBe(true);
      }),
    );
  });

  it('that passes is one that a Date and a column hold', () => {
    const digits = (most: number) =>
      fc.integer({ min: 0, max: most }).map((value) => String(value).padStart(2, '0'));
    const texts = fc
      .tuple(
        fc.integer({ min: 1899, max: 2200 }),
        digits(13),
        digits(32),
        digits(25),
        digits(61),
        digits(61),
        digits(25),
      )
      .map(([year, month, day, hour, minute, second, zone]) => {
        const years = String(year).padStart(4, '0');
        return `${years}-${month}-${day}T${hour}:${minute}:${second}+${zone}:00`;
      });
    fc.assert(
      fc.property(texts, (text) => {
        expect(!isInstant(text) || /^\d{4}-/.test(new Date(text).toISOString())).toBe(true);
      }),
    );
  });

  it.each([
    '2026-11-26T23:59:60Z',
    '2026-02-29T08:00:00Z',
    '2026-11-26T24:00:00Z',
    '2026-11-26T08:00:00',
    '2026-11-26 08:00:00Z',
    '2026-11-26T08:00:00+24:00',
    '0000-01-01T00:00:00Z',
    '0001-01-01T00:00:00+23:59',
    '9999-12-31T23:59:59-23:59',
    '2026-11-26T08:00:00.0000000001Z',
    '',
  ])('is not %s', (text) => {
    expect(isInstant(text)).toBe(false);
  });

  it.each(['2026-11-26T23:59:59.999999Z', '2024-02-29t08:00:00z', '2026-11-26T08:00:00+08:00'])(
    'is %s',
    (text) => {
      expect(isInstant(text)).toBe(true);
    },
  );
});

it.each([
  ['2024-02-29', true],
  ['2023-02-29', false],
  ['2026-11-31', false],
  ['1899-12-31', false],
  ['0000-01-01', false],
  ['2026-1-1', false],
  ['', false],
])('the calendar holds %s: %s', (text, held) => {
  expect(isCalendarDay(text)).toBe(held);
});
