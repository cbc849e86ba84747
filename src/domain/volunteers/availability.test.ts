import { describe, expect, it } from 'vitest';
import { type Availability, decideAvailability, isAvailable } from './availability.ts';

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
  it('is by the days of the week, windows that touch being one', () => {
    expect(isAvailable(usual, SATURDAY, { from: '10:00', to: '14:30' })).toBe(true);
    expect(isAvailable(usual, SATURDAY, { from: '09:00', to: '15:00' })).toBe(true);
    expect(isAvailable(usual, SATURDAY, { from: '08:59', to: '10:00' })).toBe(false);
    expect(isAvailable(usual, SATURDAY, { from: '14:00', to: '15:01' })).toBe(false);
    expect(isAvailable(usual, SUNDAY, { from: '10:00', to: '11:00' })).toBe(false);
    expect(isAvailable(usual, SUNDAY, { from: '22:00', to: '24:00' })).toBe(true);
    expect(isAvailable({ weekly: [], exceptions: [] }, SATURDAY, { from: '10:00', to: '11:00' })).toBe(false);
  });

  it('is otherwise on days that were said, and of two the one that begins later', () => {
    const away = { from: '2026-11-20', until: '2026-12-05', isAvailable: false };
    const back = { from: SATURDAY, until: SATURDAY, isAvailable: true };
    const at = { from: '10:00', to: '11:00' };
    expect(isAvailable({ weekly, exceptions: [away] }, SATURDAY, at)).toBe(false);
    expect(isAvailable({ weekly, exceptions: [away, back] }, SATURDAY, at)).toBe(true);
    expect(isAvailable({ weekly, exceptions: [away] }, '2026-12-12', at)).toBe(true);
  });

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
