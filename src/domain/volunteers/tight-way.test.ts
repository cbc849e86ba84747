import { describe, expect, it } from 'vitest';
import { tightMinutes } from './tight-way.ts';

const stay = (from: string, to: string, siteName = '一站', place = '') => ({
  startsAt: `2026-03-02T${from}:00Z`,
  endsAt: `2026-03-02T${to}:00Z`,
  siteName,
  place,
});
const morning = stay('08:00', '10:00');

describe('the way from one shift to the next', () => {
  it('is tight below an hour, and where one begins as the other ends', () => {
    expect(tightMinutes(morning, stay('10:00', '11:00', '二站'))).toBe(0);
    expect(tightMinutes(morning, stay('10:59', '12:00', '二站'))).toBe(59);
    expect(tightMinutes(morning, stay('11:00', '12:00', '二站'))).toBeUndefined();
  });

  it('is none within one place, and goes forward only', () => {
    expect(tightMinutes(morning, stay('10:00', '11:00'))).toBeUndefined();
    expect(tightMinutes(morning, stay('10:30', '11:00', '一站', '河边'))).toBe(30);
    expect(tightMinutes(stay('10:00', '11:00', '二站'), morning)).toBeUndefined();
    expect(tightMinutes(morning, stay('09:30', '11:00', '二站'))).toBeUndefined();
  });
});
