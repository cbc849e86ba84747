import { expect, test } from 'vitest';
import { expandRule } from '../calendar/expand-rule.ts';
import { type Rhythm, ruleOfRhythm, rhythms } from './rhythm.ts';

async function daysOf(rhythm: Rhythm, first: string, count: number): Promise<string[]> {
  const rule = ruleOfRhythm(rhythm, first, count);
  const expanded = await expandRule(rule, { start: `${first}T14:00`, zone: 'Asia/Shanghai' });
  if (!expanded.ok) throw new Error(expanded.code);
  return expanded.starts.map((start) => start.slice(0, 'YYYY-MM-DD'.length));
}

// days read off a calendar
test('a series keeps the day of the week, and in months which of them it is', async () => {
  expect(await daysOf('weekly', '2026-12-08', 3)).toEqual(['2026-12-08', '2026-12-15', '2026-12-22']);
  expect(await daysOf('fortnightly', '2026-12-08', 3)).toEqual(['2026-12-08', '2026-12-22', '2027-01-05']);
  expect(await daysOf('monthly', '2026-12-08', 3)).toEqual(['2026-12-08', '2027-01-12', '2027-02-09']);
  expect(await daysOf('every_two_months', '2026-12-08', 3)).toEqual([
    '2026-12-08',
    '2027-02-09',
    '2027-04-13',
  ]);
  expect(await daysOf('quarterly', '2026-12-08', 2)).toEqual(['2026-12-08', '2027-03-09']);
});

test('where the first is a fifth, the others are the last of their months', async () => {
  expect(await daysOf('monthly', '2026-12-29', 3)).toEqual(['2026-12-29', '2027-01-26', '2027-02-23']);
});

test('each rhythm gives its own first day, whichever that is', async () => {
  for (const rhythm of rhythms)
    for (let day = 1; day <= 31; day += 1) {
      const first = `2026-12-${String(day).padStart(2, '0')}`;
      expect((await daysOf(rhythm, first, 2))[0], `${rhythm} ${first}`).toBe(first);
    }
});
