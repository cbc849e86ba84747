import { expect, test } from 'vitest';
import { isOpenAt, isResultAt, partyAnswer } from './meeting.ts';

const day = (text: string) => new Date(`2026-${text}T06:00:00Z`);
const open = { state: 'open', changedAt: day('09-10') } as const;
const done = { state: 'done', changedAt: day('11-05') } as const;
const dropped = { ...done, state: 'dropped' } as const;

test('what is open stands on each agenda until it is done, and on those of before as it was then', () => {
  for (const at of [day('10-10'), day('12-10')]) expect(isOpenAt(at, open)).toBe(true);
  expect(isOpenAt(day('10-10'), done)).toBe(true);
  expect(isOpenAt(day('11-10'), done)).toBe(false);
  expect(isOpenAt(day('11-10'), dropped)).toBe(false);
});

test('what was done since the meeting before is reported once', () => {
  expect(isResultAt(day('10-10'), day('09-10'), done)).toBe(false);
  expect(isResultAt(day('11-10'), day('10-10'), done)).toBe(true);
  expect(isResultAt(day('11-10'), day('10-10'), dropped)).toBe(true);
  expect(isResultAt(day('12-10'), day('11-10'), done)).toBe(false);
  expect(isResultAt(day('11-10'), day('10-10'), open)).toBe(false);
  expect(isResultAt(day('12-10'), undefined, done)).toBe(true);
});

test('an organisation comes once somebody of it does, and not where it said so since', () => {
  expect(partyAnswer(null, [])).toBe('waiting');
  expect(partyAnswer(null, ['asked', 'not_coming'])).toBe('waiting');
  expect(partyAnswer(null, ['asked', 'coming'])).toBe('coming');
  expect(partyAnswer('人手不够', ['coming'])).toBe('declined');
});
