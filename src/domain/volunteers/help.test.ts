import { describe, expect, it } from 'vitest';
import { areMinorsAmong, timesOfContact } from './help.ts';

const at = (time: string) => new Date(`2026-11-28T${time}:00Z`);

describe('when somebody helped at a contact', () => {
  it('is as long as the contact took', () => {
    const times = timesOfContact({ occurredAt: at('08:00'), minutes: 45 }, at('12:00'));
    expect(times).toEqual({ from: at('08:00'), until: at('08:45') });
  });

  it('ends now, where the contact is written down as it ends', () => {
    const times = timesOfContact({ occurredAt: at('12:00'), minutes: 45 }, at('12:02'));
    expect(times).toEqual({ from: at('11:17'), until: at('12:02') });
  });
});

describe('minors among those who were served', () => {
  it('are who is under eighteen on that day, and whose birth date nobody knows', () => {
    expect(areMinorsAmong(['2008-11-29', '1950-01-01'], '2026-11-28')).toBe(true);
    expect(areMinorsAmong(['2008-11-28', '1950-01-01'], '2026-11-28')).toBe(false);
    expect(areMinorsAmong([null], '2026-11-28')).toBe(true);
    expect(areMinorsAmong([], '2026-11-28')).toBe(false);
  });
});
