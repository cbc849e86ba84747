import { expect, it } from 'vitest';
import { type CourseMove, courseStates, refuseMove } from './course-life.ts';

const beginsAt = new Date('2027-03-01T01:00:00Z');
const endsAt = new Date('2027-03-02T01:00:00Z');
const before = new Date('2027-02-28T00:00:00Z');
const during = new Date('2027-03-01T01:00:00Z');
const after = new Date('2027-03-02T01:00:00Z');

/** Which states lead where, at an instant. */
function ways(to: CourseMove, now: Date) {
  return courseStates.filter((state) => refuseMove({ state, beginsAt, endsAt }, to, now) === undefined);
}

it('opens drafts that have not begun', () => {
  expect(ways('open', before)).toEqual(['draft']);
  expect(ways('open', during)).toEqual([]);
});

it('calls off what has not begun, and drops a draft at any time', () => {
  expect(ways('called_off', before)).toEqual(['draft', 'open']);
  expect(ways('called_off', during)).toEqual(['draft']);
});

it('ends what is over', () => {
  expect(ways('ended', during)).toEqual([]);
  expect(ways('ended', after)).toEqual(['open']);
});
