import { describe, expect, it } from 'vitest';
import { type Availability, decideAvailability, isAvailableOn, isUntold } from './availability.ts';

// a Saturday, and the Sunday before which people work for a holiday
const SATURDAY = '2026-11-28';
const SUNDAY = '2026-11-29';
const weekly = [
  { weekday: 6, from: '09:00', to: '12:00' },
  { weekday: 6, from: '12:00', to: '15:00' },
  { weekday: 7, from: '20:00', to: '24:00' },
];
const usual: Availability = { weekly, exceptions: [] };

describe('when somebody could come', () => {
  it('is kept in order; windows that lie over each other and ends before beginnings are refused by their place', () => {
    const turned = { weekly: weekly.toReversed(), exceptions: [] };
    expect(decideAvailability(turned)).toEqual({ ok: true, availability: usual });
    const wrong = {
      weekly: [
        { weekday: 6, from: '11:59', to: '13:00' },
        { weekday: 6, from: '09:00', to: '12:00' },
        { weekday: 1, from: '10:00', to: '10:00' },
      ],
      exceptions: [{ from: SUNDAY, until: SATURDAY, isAvailable: false }],
    };
    expect(decideAvailability(wrong)).toEqual({
      ok: false,
      errors: [
        { path: '/weekly/2/to', code: 'window_ends_before' },
        { path: '/weekly/0/from', code: 'window_overlap' },
        { path: '/exceptions/0/until', code: 'days_end_before' },
      ],
    });
  });
});

describe('whether somebody could come', () => {
  const monday = '2026-03-02';
  const weekly = [
    { weekday: 1, from: '08:00', to: '12:00' },
    { weekday: 1, from: '12:00', to: '15:00' },
    { weekday: 7, from: '20:00', to: '24:00' },
  ];
  const on = (day: string, from: string, to: string, exceptions: Availability['exceptions'] = []) =>
    isAvailableOn({ weekly, exceptions }, { day, from, to });

  it('is told by the hours of the week, of which those that touch are one', () => {
    expect(on(monday, '08:00', '15:00')).toBe(true);
    expect(on(monday, '11:00', '13:00')).toBe(true);
    expect(on(monday, '07:59', '10:00')).toBe(false);
    expect(on(monday, '14:00', '15:01')).toBe(false);
    expect(on('2026-03-03', '09:00', '10:00')).toBe(false);
    expect(on('2026-03-08', '22:00', '24:00')).toBe(true);
  });

  it('is told otherwise by days away, and by days there all the same; away counts more', () => {
    const away = { from: '2026-03-01', until: '2026-03-02', isAvailable: false };
    const there = { from: '2026-03-02', until: '2026-03-05', isAvailable: true };
    expect(on(monday, '09:00', '10:00', [away])).toBe(false);
    expect(on('2026-03-09', '09:00', '10:00', [away])).toBe(true);
    expect(on('2026-03-05', '22:00', '23:00', [there])).toBe(true);
    expect(on('2026-03-06', '22:00', '23:00', [there])).toBe(false);
    expect(on(monday, '09:00', '10:00', [away, there])).toBe(false);
  });

  it('is not known of whoever told no hours, but for days away', () => {
    const untold = { weekly: [], exceptions: [{ from: monday, until: monday, isAvailable: false }] };
    expect(isUntold(untold)).toBe(true);
    expect(isAvailableOn(untold, { day: '2026-03-03', from: '09:00', to: '10:00' })).toBe(true);
    expect(isAvailableOn(untold, { day: monday, from: '09:00', to: '10:00' })).toBe(false);
    expect(isUntold({ weekly, exceptions: [] })).toBe(false);
  });
});
