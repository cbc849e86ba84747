import { expect, it } from 'vitest';
import { refuseLessons } from './lessons.ts';

const lesson = (from: string, to: string, minutes = 30) => ({
  startsAt: `2027-03-01T${from}:00Z`,
  endsAt: `2027-03-01T${to}:00Z`,
  minutes,
});

it('lets a lesson begin as another ends, in whatever order they are said', () => {
  expect(refuseLessons([lesson('10:00', '11:00'), lesson('09:00', '10:00')])).toBeUndefined();
});

it('names the lesson that overlaps with one before', () => {
  expect(
    refuseLessons([lesson('09:00', '10:00'), lesson('12:00', '13:00'), lesson('09:59', '11:00')]),
  ).toEqual({
    at: 2,
    refusal: 'lessons_overlap',
  });
});

it('takes none that ends before it begins, or counts as more than it takes', () => {
  expect(refuseLessons([lesson('10:00', '09:00')])).toEqual({ at: 0, refusal: 'lesson_times' });
  expect(refuseLessons([lesson('09:00', '09:30', 31)])).toEqual({ at: 0, refusal: 'lesson_minutes' });
});
