import type { CalendarDay } from '../people/calendar-day.ts';
import type { ProfessionalKind } from './professional-words.ts';

/** Whoever is registered as one of these owes continuing education, the highest first. */
export const registeredKinds = [
  'senior_social_worker',
  'social_worker',
  'assistant_social_worker',
] as const satisfies readonly ProfessionalKind[];
export type RegisteredKind = (typeof registeredKinds)[number];
export type EducationDuty = Readonly<Record<RegisteredKind, number>>;

/**
 * Minutes of a year, to begin with: a third of what the rules for social workers' continuing education ask within three years (90 and 72
 * hours). Every organisation changes them to what holds where it is.
 */
export const USUAL_DUTY: EducationDuty = {
  senior_social_worker: 30 * 60,
  social_worker: 30 * 60,
  assistant_social_worker: 24 * 60,
};

/** Nobody is behind who is less than a quarter of the duty short of the pace of the year. */
const GRACE = 0.25;

export const educationStandings = ['none_due', 'met', 'on_pace', 'behind'] as const;
export type EducationStanding = (typeof educationStandings)[number];

/** What somebody owes in a year, of the highest registration that they hold. */
export function dutyOf(kinds: readonly string[], duty: EducationDuty): number {
  const held = registeredKinds.find((kind) => kinds.includes(kind));
  return held === undefined ? 0 : duty[held];
}

/** @param today a day of the year that is looked at, or after it */
export function educationStanding(
  { dutyMinutes, creditedMinutes }: { readonly dutyMinutes: number; readonly creditedMinutes: number },
  year: number,
  today: CalendarDay,
): EducationStanding {
  if (dutyMinutes === 0) return 'none_due';
  if (creditedMinutes >= dutyMinutes) return 'met';
  const pace = passedOf(year, today);
  return creditedMinutes < dutyMinutes * (pace - (pace < 1 ? GRACE : 0)) ? 'behind' : 'on_pace';
}

/** How much of a year is over on a day, between 0 and 1. */
function passedOf(year: number, today: CalendarDay): number {
  const first = Date.UTC(year, 0, 1);
  const next = Date.UTC(year + 1, 0, 1);
  const passed = (Date.parse(`${today}T00:00:00Z`) - first) / (next - first);
  return Math.min(1, Math.max(0, passed));
}

/** The calendar year of a day. */
export function yearOf(day: CalendarDay): number {
  return Number(day.slice(0, 'YYYY'.length));
}
