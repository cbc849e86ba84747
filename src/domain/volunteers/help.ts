import type { CalendarDay } from '../people/calendar-day.ts';
import { isUnderAge } from './profile.ts';

const MINUTE_MS = 60_000;

/**
 * When somebody helped at a contact, where nobody says otherwise: as long as it took. Whoever writes it down at once names as its time the
 * moment of writing: what would end later than now has just ended.
 */
export function timesOfContact(
  { occurredAt, minutes }: { readonly occurredAt: Date; readonly minutes: number },
  now: Date,
): { from: Date; until: Date } {
  const lastMs = Math.min(occurredAt.getTime() + minutes * MINUTE_MS, now.getTime());
  return { from: new Date(lastMs - minutes * MINUTE_MS), until: new Date(lastMs) };
}

/**
 * Whether somebody among these was under age on a day, so that whoever helped had to be checked for that. Nobody is taken for grown up because
 * their date of birth is not known.
 */
export function areMinorsAmong(
  birthDates: readonly (CalendarDay | null | undefined)[],
  day: CalendarDay,
): boolean {
  return birthDates.some(
    (birthDate) => birthDate === null || birthDate === undefined || isUnderAge(birthDate, day),
  );
}
