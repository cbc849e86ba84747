import { describe, expect, it } from 'vitest';
import { isWorkingDay, workingDaysAfter } from './working-days.ts';

describe('working days in China', () => {
  // as the State Council announced them for 2026 (国办发明电〔2025〕7号)
  it.each([
    ['2026-02-13', true], // a Friday
    ['2026-02-14', true], // a Saturday that is worked for the Spring Festival
    ['2026-02-16', false], // the festival
    ['2026-02-28', true], // a Saturday that is worked
    ['2026-03-01', false], // a Sunday
    ['2026-10-01', false], // the National Day
    ['2026-10-10', true], // a Saturday that is worked
  ])('%s', (day, isWorked) => expect(isWorkingDay(day)).toBe(isWorked));

  it.each([
    ['2026-03-02', 10, '2026-03-16'], // two plain weeks
    ['2026-02-13', 1, '2026-02-14'], // the day of a shift does not count, a worked Saturday does
    ['2026-02-13', 10, '2026-03-05'], // over the festival: 14 and 24 to 28 February, 2 to 5 March
    ['2025-12-31', 10, '2026-01-15'], // over the new year, with its worked Sunday
    ['2026-01-01', 0, '2026-01-01'],
  ])('%s and %d working days', (day, count, due) => expect(workingDaysAfter(day, count)).toBe(due));
});
