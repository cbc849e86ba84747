import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import '../../../test/property-seed.ts';
import { judgeCompletion } from './completion.ts';

describe('completing a course', () => {
  it('takes exactly the share that is asked for, and not a minute less', () => {
    const measure = { minutes: 300, share: 80, creditMinutes: 300 };
    expect(judgeCompletion(measure, 239).isCompleted).toBe(false);
    expect(judgeCompletion(measure, 240)).toEqual({
      attendedMinutes: 240,
      isCompleted: true,
      creditedMinutes: 240,
    });
  });

  it('credits in proportion where less counts than the lessons take, rounded down', () => {
    // 100 of 360 for all; 300 of 360 were attended: 83.3
    expect(judgeCompletion({ minutes: 360, share: 80, creditMinutes: 100 }, 300).creditedMinutes).toBe(83);
  });

  it('is nothing for whoever was never there, whatever is asked for', () => {
    expect(judgeCompletion({ minutes: 1, share: 1, creditMinutes: 1 }, 0).isCompleted).toBe(false);
  });

  it('never credits more than was attended or than the course counts as', () => {
    const minutes = fc.integer({ min: 1, max: 10_000 });
    fc.assert(
      fc.property(
        minutes,
        fc.integer({ min: 1, max: 100 }),
        fc.nat(),
        fc.nat(),
        (whole, share, one, other) => {
          const creditMinutes = one % (whole + 1);
          const attended = other % (whole + 1);
          const { creditedMinutes } = judgeCompletion({ minutes: whole, share, creditMinutes }, attended);
          expect(creditedMinutes).toBeLessThanOrEqual(Math.min(attended, creditMinutes));
          const all = judgeCompletion({ minutes: whole, share, creditMinutes }, whole);
          expect([all.isCompleted, all.creditedMinutes]).toEqual([true, creditMinutes]);
        },
      ),
    );
  });
});
