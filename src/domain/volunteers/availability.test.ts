import { describe, expect, it } from 'vitest';
import { type Availability, decideAvailability } from './availability.ts';

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
