/** What becomes of a course: begun as a draft, open to colleagues, ended once it is over, or called off before it begins. */
export const courseStates = ['draft', 'open', 'ended', 'called_off'] as const;
export type CourseState = (typeof courseStates)[number];

export const courseKinds = ['own', 'outside'] as const;

export const enrolmentStates = ['enrolled', 'waiting', 'withdrawn'] as const;
export type EnrolmentState = (typeof enrolmentStates)[number];

export type CourseMove = Exclude<CourseState, 'draft'>;
export type MoveRefusal = 'course_state_passed' | 'course_begun' | 'course_not_over';

/**
 * Whether a course comes into a state at an instant; undefined: it does. Once it has begun it takes place: what colleagues were at
 * is not called off behind them.
 */
export function refuseMove(
  course: { readonly state: CourseState; readonly beginsAt: Date; readonly endsAt: Date },
  to: CourseMove,
  now: Date,
): MoveRefusal | undefined {
  const { state, beginsAt, endsAt } = course;
  switch (to) {
    case 'open':
      if (state !== 'draft') return 'course_state_passed';
      return beginsAt <= now ? 'course_begun' : undefined;
    case 'called_off':
      if (state === 'draft') return undefined;
      if (state !== 'open') return 'course_state_passed';
      return beginsAt <= now ? 'course_begun' : undefined;
    case 'ended':
      if (state !== 'open') return 'course_state_passed';
      return endsAt > now ? 'course_not_over' : undefined;
  }
}
