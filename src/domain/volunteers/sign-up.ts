import type { Texts } from '../language.ts';

/**
 * How a sign-up stands. Whoever waits is `waitlisted`; whoever moved up is `confirmed` and has until an instant to say that they come,
 * else the place has `lapsed`. `cancelled`: by themselves; `removed`: by staff, or since they are with the organisation no more.
 */
export const signUpStates = ['confirmed', 'waitlisted', 'cancelled', 'lapsed', 'removed'] as const;
export type SignUpState = (typeof signUpStates)[number];

export function isActive(state: SignUpState): boolean {
  return state === 'confirmed' || state === 'waitlisted';
}

/** Why somebody cannot come after all: a word, since what ails them is nobody's business. */
export const leavingNames = {
  ill: { zh: '身体不适', en: 'Not well' },
  study: { zh: '学习或工作', en: 'School or work' },
  family: { zh: '家里有事', en: 'Something at home' },
  travel: { zh: '交通不便', en: 'Cannot get there' },
  other: { zh: '其他', en: 'Something else' },
} as const satisfies Record<string, Texts>;
export type LeavingReason = keyof typeof leavingNames;
export const leavingReasons = Object.keys(leavingNames) as readonly LeavingReason[];

const HOUR_MS = 3_600_000;

/**
 * Until when somebody who moved up says that they come: so many hours, but an hour before the shift begins at the latest; where it
 * begins within two hours, half of what is left.
 */
export function confirmBy(now: Date, startsAt: Date, hours: number): Date {
  const left = startsAt.getTime() - now.getTime();
  const latest = Math.max(left - HOUR_MS, left / 2);
  return new Date(now.getTime() + Math.min(hours * HOUR_MS, latest));
}
