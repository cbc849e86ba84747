/** When a course takes place. */
export interface Lesson {
  readonly startsAt: string;
  readonly endsAt: string;
  /** that count; breaks are left out */
  readonly minutes: number;
}

export type LessonsRefusal = 'lesson_times' | 'lesson_minutes' | 'lessons_overlap';

const MINUTE_MS = 60_000;
const LONGEST_MINUTES = 1_440;

/** Whole minutes from its beginning to its end. */
export function lengthOf({ startsAt, endsAt }: Pick<Lesson, 'startsAt' | 'endsAt'>): number {
  return Math.floor((Date.parse(endsAt) - Date.parse(startsAt)) / MINUTE_MS);
}

/** What is wrong with which of them, by its place; undefined: nothing. One may begin as another ends. */
export function refuseLessons(
  lessons: readonly Lesson[],
): { at: number; refusal: LessonsRefusal } | undefined {
  for (const [at, lesson] of lessons.entries()) {
    const length = lengthOf(lesson);
    if (length < 1 || length > LONGEST_MINUTES) return { at, refusal: 'lesson_times' };
    if (lesson.minutes > length) return { at, refusal: 'lesson_minutes' };
    const overlapping = lessons.slice(0, at).some((other) => {
      const [from, until] = [Date.parse(other.startsAt), Date.parse(other.endsAt)];
      return Date.parse(lesson.startsAt) < until && Date.parse(lesson.endsAt) > from;
    });
    if (overlapping) return { at, refusal: 'lessons_overlap' };
  }
  return undefined;
}
