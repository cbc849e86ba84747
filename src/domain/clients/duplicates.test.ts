import { expect, it } from 'vitest';
import { type Identifying, isPossibleDuplicate, matchedFields } from './duplicates.ts';

const pupil = (name: string, schoolId: string | null): Identifying => ({
  name,
  birthDate: null,
  idNumber: null,
  phone: null,
  studentNumber: '7',
  schoolId,
});

it('a student number is one person within a school, and says nothing of those whose school nobody knows', () => {
  expect(matchedFields(pupil('周一', 'a'), pupil('周二', 'a'))).toEqual(['studentNumber']);
  for (const [left, right] of [
    [null, null],
    [null, 'a'],
    ['a', 'b'],
  ] as const) {
    expect(matchedFields(pupil('周一', left), pupil('周二', right))).toEqual([]);
    expect(isPossibleDuplicate(pupil('周一', left), pupil('周二', right))).toBe(false);
  }
});
