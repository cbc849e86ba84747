import { describe, expect, it } from 'vitest';
import { daysAfter } from './calendar-event.ts';
import { lastYearOfHolidays } from './public-holiday.ts';
import { datesOf, decideWeeklyPlan, type WeeklyPlan } from './weekly-plan.ts';

const SATURDAYS: WeeklyPlan = {
  from: '2026-02-07',
  until: '2026-03-07',
  everyWeeks: 1,
  slots: [{ weekday: 6, from: '09:00', to: '11:30' }],
  holidays: 'skip',
  makeUpDays: 'skip',
};
const daysOf = (changed: Partial<WeeklyPlan>) =>
  datesOf({ ...SATURDAYS, ...changed }).occurrences.map(({ day }) => day);
const codesOf = (changed: Partial<WeeklyPlan>) => {
  const decision = decideWeeklyPlan({ ...SATURDAYS, ...changed });
  return decision.ok ? [] : decision.errors.map(({ path, code }) => `${path} ${code}`);
};
const slot = (weekday: number, from: string, to: string) => ({ weekday, from, to });

describe('a weekly plan', () => {
  it('leaves out the days of a public holiday and those worked for it, and says which holiday', () => {
    // as the State Council announced 2026: free from 15 to 23 February, worked on 14 and 28
    const spring = { zh: '春节', en: 'Spring Festival' };
    expect(datesOf(SATURDAYS)).toEqual({
      occurrences: ['2026-02-07', '2026-03-07'].map((day) => ({ day, from: '09:00', to: '11:30' })),
      left: [
        { day: '2026-02-14', reason: 'make_up_day', why: spring },
        { day: '2026-02-21', reason: 'holiday', why: spring },
        { day: '2026-02-28', reason: 'make_up_day', why: spring },
      ],
      unknownFrom: undefined,
    });
    expect(daysOf({ makeUpDays: 'as_usual' })).toEqual([
      '2026-02-07',
      '2026-02-14',
      '2026-02-28',
      '2026-03-07',
    ]);
    expect(daysOf({ holidays: 'keep' })).toEqual(['2026-02-07', '2026-02-21', '2026-03-07']);
  });

  it('over the National Day keeps what is not on a day that is free or worked for it', () => {
    // free from 1 to 7 October, worked on Sunday 20 September and Saturday 10 October; the Mid-autumn Festival lies before it
    const everyDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => slot(weekday, '19:00', '21:00'));
    const days = daysOf({ from: '2026-09-18', until: '2026-10-12', slots: everyDay });
    const free = Array.from({ length: 7 }, (_, after) => daysAfter('2026-10-01', after));
    const moon = ['2026-09-25', '2026-09-26', '2026-09-27'];
    const all = Array.from({ length: 25 }, (_, after) => daysAfter('2026-09-18', after));
    expect(days).toEqual(all.filter((day) => ![...moon, ...free, '2026-09-20', '2026-10-10'].includes(day)));
  });

  it('counts its weeks from Monday of the week of its first day, over the new year and a leap day', () => {
    // from a Thursday: that week's Tuesday is over
    const everySecond = {
      slots: [slot(2, '09:00', '10:00'), slot(7, '09:00', '10:00')],
      everyWeeks: 2 as const,
    };
    expect(daysOf({ ...everySecond, from: '2025-12-18', until: '2026-01-18' })).toEqual([
      '2025-12-21',
      '2025-12-30',
      // Sunday 4 January 2026 is worked for the New Year
      '2026-01-13',
      '2026-01-18',
    ]);
    expect(daysOf({ from: '2024-02-28', until: '2024-03-01', slots: [slot(4, '08:00', '09:00')] })).toEqual([
      '2024-02-29',
    ]);
  });

  it('lets a night belong to the day on which it begins', () => {
    const nights = { from: '2025-12-31', until: '2026-01-01', slots: [slot(3, '22:00', '06:00')] };
    expect(datesOf({ ...SATURDAYS, ...nights }).occurrences).toEqual([
      { day: '2025-12-31', from: '22:00', to: '06:00' },
    ]);
    expect(daysOf({ ...nights, slots: [slot(4, '22:00', '06:00')] })).toEqual([]);
  });

  it('gives what is on one day by the hours, however it was entered', () => {
    const slots = [slot(6, '14:00', '16:00'), slot(6, '09:00', '11:30')];
    expect(datesOf({ ...SATURDAYS, until: '2026-02-07', slots }).occurrences.map(({ from }) => from)).toEqual(
      ['09:00', '14:00'],
    );
  });

  it('says from where on nobody knows the holidays yet, unless nobody asks', () => {
    const [last, next] = [`${lastYearOfHolidays}-12-01`, `${lastYearOfHolidays + 1}-01-01`];
    const unknownOf = (changed: Partial<WeeklyPlan>) =>
      datesOf({ ...SATURDAYS, from: last, until: daysAfter(next, 60), ...changed }).unknownFrom;
    expect(unknownOf({})).toBe(next);
    expect(unknownOf({ from: daysAfter(next, 9) })).toBe(daysAfter(next, 9));
    expect(unknownOf({ until: daysAfter(next, -1) })).toBeUndefined();
    expect(unknownOf({ holidays: 'keep' })).toBe(next);
    expect(unknownOf({ holidays: 'keep', makeUpDays: 'as_usual' })).toBeUndefined();
  });

  it.each([
    ['one that begins as another ends', [slot(6, '09:00', '11:30'), slot(6, '11:30', '12:00')], []],
    ['one within another', [slot(6, '10:00', '11:00'), slot(6, '09:00', '12:00')], ['/slots/0/from']],
    ['the same twice', [slot(6, '09:00', '10:00'), slot(6, '09:00', '10:00')], ['/slots/1/from']],
    ['the morning under a night', [slot(3, '05:00', '07:00'), slot(2, '22:00', '06:00')], ['/slots/0/from']],
    [
      'Monday under Sunday’s night',
      [slot(7, '22:00', '06:00'), slot(1, '05:59', '07:00')],
      ['/slots/1/from'],
    ],
    ['Monday as Sunday’s night ends', [slot(7, '22:00', '06:00'), slot(1, '06:00', '07:00')], []],
    [
      'a morning under a whole day',
      [slot(6, '08:00', '08:00'), slot(7, '07:00', '07:30')],
      ['/slots/1/from'],
    ],
    ['a whole day and the next', [slot(6, '08:00', '08:00'), slot(7, '08:00', '08:00')], []],
  ])('says where its hours lie over each other: %s', (_, slots, paths) => {
    expect(codesOf({ slots })).toEqual(paths.map((path) => `${path} slot_overlap`));
  });

  it('lets Sunday’s night reach into a week without slots', () => {
    const slots = [slot(7, '22:00', '06:00'), slot(1, '05:00', '07:00')];
    expect(codesOf({ slots, everyWeeks: 2 })).toEqual([]);
  });

  it('has dates, 400 of them at the most, within three years', () => {
    const everyDay = [1, 2, 3, 4, 5, 6, 7].map((weekday) => slot(weekday, '19:00', '21:00'));
    const kept = { slots: everyDay, holidays: 'keep', makeUpDays: 'as_usual', from: '2027-01-01' } as const;
    expect(codesOf({ ...kept, until: daysAfter(kept.from, 399) })).toEqual([]);
    expect(codesOf({ ...kept, until: daysAfter(kept.from, 400) })).toEqual(['/until plan_too_many']);
    expect(codesOf({ ...kept, slots: everyDay.slice(0, 1), until: '2030-01-01' })).toEqual([]);
    expect(codesOf({ ...kept, until: '2030-01-02' })).toEqual(['/until plan_beyond_three_years']);
    expect(codesOf({ from: '', until: '2026-02-30' })).toEqual([
      '/from day_impossible',
      '/until day_impossible',
    ]);
    expect(codesOf({ until: '2026-02-06' })).toEqual(['/until days_end_before']);
    expect(codesOf({ slots: [] })).toEqual(['/slots plan_without_dates']);
    expect(codesOf({ from: '2026-02-14', until: '2026-02-14' })).toEqual(['/slots plan_without_dates']);
  });
});
