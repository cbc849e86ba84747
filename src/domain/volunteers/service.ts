import type { CalendarDay } from '../people/calendar-day.ts';
import { workingDaysAfter } from '../calendar/working-days.ts';

/**
 * From where a time of service is known; `help`: whoever wrote down a contact or a session of a group says so; `imported`: a table of before this
 * platform. Only `attendance` is credited by itself; all else another person approves.
 */
export const serviceSources = ['attendance', 'back_filled', 'claimed', 'help', 'imported'] as const;
export type ServiceSource = (typeof serviceSources)[number];

/** `replaced`: a correction that was approved stands in its place; `withdrawn`: of help that nobody says any more, before it was approved. */
export const serviceStates = ['pending', 'recorded', 'declined', 'replaced', 'withdrawn'] as const;
export type ServiceState = (typeof serviceStates)[number];

export interface ServiceTimes {
  readonly from: Date;
  readonly until: Date;
  /** travel, meals and whatever else was no service */
  readonly excludedMinutes: number;
}

const MINUTE_MS = 60_000;
const LONGEST_MS = 24 * 60 * MINUTE_MS;
/** What is older nobody remembers well enough to have it approved. */
const OLDEST_MS = 366 * 24 * 60 * MINUTE_MS;

/** Minutes served, begun ones not counted. */
export function minutesServed({ from, until, excludedMinutes }: ServiceTimes): number {
  return Math.floor((until.getTime() - from.getTime()) / MINUTE_MS) - excludedMinutes;
}

export interface ServiceRefusal {
  readonly path: '/from' | '/until' | '/excludedMinutes';
  readonly code:
    | 'service_ends_before'
    | 'service_too_long'
    | 'service_not_over'
    | 'service_too_old'
    | 'service_outside_shift'
    | 'service_nothing_left';
}

/** Around a shift: whoever came early to set up, or stayed to clear away. */
const AROUND_MS = 4 * 60 * MINUTE_MS;

/** Undefined: somebody may have served at a shift then. */
export function refuseOutside(
  { from, until }: Pick<ServiceTimes, 'from' | 'until'>,
  shift: { readonly startsAt: Date; readonly endsAt: Date },
): ServiceRefusal | undefined {
  if (from.getTime() < shift.startsAt.getTime() - AROUND_MS)
    return { path: '/from', code: 'service_outside_shift' };
  if (until.getTime() > shift.endsAt.getTime() + AROUND_MS)
    return { path: '/until', code: 'service_outside_shift' };
  return undefined;
}

/**
 * Undefined: somebody may have served then.
 * @param mayBeNothing it corrects what counts: it may say that nothing was served, and of years ago
 */
export function refuseService(
  times: ServiceTimes,
  now: Date,
  mayBeNothing: boolean,
): ServiceRefusal | undefined {
  const { from, until } = times;
  const lasts = until.getTime() - from.getTime();
  if (lasts <= 0) return { path: '/until', code: 'service_ends_before' };
  if (lasts > LONGEST_MS) return { path: '/until', code: 'service_too_long' };
  if (until > now) return { path: '/until', code: 'service_not_over' };
  // what counts is put right however long ago it was: hours of before the platform are
  if (!mayBeNothing && now.getTime() - from.getTime() > OLDEST_MS)
    return { path: '/from', code: 'service_too_old' };
  const least = mayBeNothing ? 0 : 1;
  if (minutesServed(times) < least) return { path: '/excludedMinutes', code: 'service_nothing_left' };
  return undefined;
}

/** Within so many working days after an activity its service is recorded (民政部令第67号). */
const DUE_WORKING_DAYS = 10;

export function recordedBy(day: CalendarDay): CalendarDay {
  return workingDaysAfter(day, DUE_WORKING_DAYS);
}
