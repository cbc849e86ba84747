import { describe, expect, it } from 'vitest';
import { leftOf, shownFor } from './code-clock.ts';

const readAt = Date.parse('2026-11-28T01:00:20Z');
const code = { expiresAt: '2026-11-28T01:01:00Z', readAt };

describe('the code on the screen', () => {
  it('is shown until its minute ends', () => {
    expect(shownFor(code)).toBe(40_000);
    expect(leftOf(code, readAt)).toBe(40_000);
    expect(leftOf(code, readAt + 39_000)).toBe(1_000);
    expect(leftOf(code, readAt + 40_000)).toBe(0);
  });

  it('is not shown after the device slept', () => {
    expect(leftOf(code, readAt + 3_600_000)).toBe(0);
  });

  it.each([
    ['two hours slow', -7_200_000],
    ['two hours fast', 7_200_000],
    ['a minute fast', 60_000],
  ])('is read again soon by a clock that is %s, and shown meanwhile', (_name, wrongBy) => {
    const byWrongClock = { ...code, readAt: readAt + wrongBy };
    expect(leftOf(byWrongClock, byWrongClock.readAt)).toBe(15_000);
    expect(leftOf(byWrongClock, byWrongClock.readAt + 16_000)).toBe(0);
  });

  it('is not shown where the clock was put back meanwhile', () => {
    expect(leftOf(code, readAt - 600_000)).toBe(0);
  });
});
