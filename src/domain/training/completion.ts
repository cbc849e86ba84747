/** What a course asks for and gives. */
export interface CourseMeasure {
  /** of all lessons */
  readonly minutes: number;
  /** of them, in percent, whoever completes it was there for */
  readonly share: number;
  /** of continuing education, for whoever was there all the time */
  readonly creditMinutes: number;
}

export interface Completion {
  readonly attendedMinutes: number;
  readonly isCompleted: boolean;
  /** of continuing education: in proportion to the time that somebody was there, rounded down; none where the course is not completed */
  readonly creditedMinutes: number;
}

/** @param attendedMinutes whole, 0 or more, at most those of all lessons */
export function judgeCompletion(
  { minutes, share, creditMinutes }: CourseMeasure,
  attendedMinutes: number,
): Completion {
  const isCompleted = attendedMinutes > 0 && attendedMinutes * 100 >= share * minutes;
  const creditedMinutes = isCompleted ? Math.floor((creditMinutes * attendedMinutes) / minutes) : 0;
  return { attendedMinutes, isCompleted, creditedMinutes };
}
