import { ageOn, type CalendarDay } from '../people/calendar-day.ts';
import { isUnderAge } from './profile.ts';
import type { ServiceCategory, VolunteerSkill } from './profile-words.ts';
import {
  type CheckCode,
  holdsOn,
  type InsuranceCode,
  type Qualification,
  type QualificationKind,
} from './qualification.ts';

/** What whoever serves must be, can, and have on the day of the shift. */
export interface Requirements {
  readonly minimumAge: number | null;
  readonly maximumAge: number | null;
  /** all of them */
  readonly skills: readonly VolunteerSkill[];
  /** codes of the organisation's trainings */
  readonly trainings: readonly string[];
  readonly checks: readonly CheckCode[];
  readonly insurances: readonly InsuranceCode[];
}

export const NO_REQUIREMENTS: Requirements = {
  minimumAge: null,
  maximumAge: null,
  skills: [],
  trainings: [],
  checks: [],
  insurances: [],
};

const FIELDS_WITH_MINORS: readonly ServiceCategory[] = ['children', 'school'];

/** Where volunteers meet children as a rule: whoever asks for them there asks for the check too, or says that it is not needed. */
export function isWithMinors(category: ServiceCategory | null | undefined): boolean {
  return FIELDS_WITH_MINORS.some((one) => one === category);
}

/** What is known of somebody. A birth date that nobody told meets no age. */
export interface Candidate {
  readonly birthDate: CalendarDay | undefined;
  readonly skills: readonly string[];
  readonly qualifications: readonly Qualification[];
}

/** Whether the check for work with minors holds on a day. */
export function isCheckedForMinors({ qualifications }: Candidate, day: CalendarDay): boolean {
  return holdsOn(qualifications, { kind: 'check', code: 'minors' }, day);
}

/** `age_minimum`, `age_maximum`, `skill.first_aid`, `training.T1`, `check.minors`, `insurance.accident` */
export type MissingRequirement = string;

/**
 * Which requirements somebody does not meet on a day, as things are: a check that ends before the shift does not hold. Whoever is under
 * age on that day needs a guardian's consent that holds on it, whatever the shift asks.
 */
export function missingOn(
  { minimumAge, maximumAge, skills, trainings, checks, insurances }: Requirements,
  { birthDate, skills: own, qualifications }: Candidate,
  day: CalendarDay,
): MissingRequirement[] {
  const age = birthDate === undefined ? undefined : ageOn(birthDate, day);
  const isMinor = birthDate !== undefined && isUnderAge(birthDate, day);
  const wantedChecks = isMinor ? [...new Set([...checks, 'guardian_consent' as const])] : checks;
  const lacks = (kind: QualificationKind, codes: readonly string[]) =>
    codes.filter((code) => !holdsOn(qualifications, { kind, code }, day)).map((code) => `${kind}.${code}`);
  return [
    ...(minimumAge !== null && (age === undefined || age < minimumAge) ? ['age_minimum'] : []),
    ...(maximumAge !== null && (age === undefined || age > maximumAge) ? ['age_maximum'] : []),
    ...skills.filter((skill) => !own.includes(skill)).map((skill) => `skill.${skill}`),
    ...lacks('training', trainings),
    ...lacks('check', wantedChecks),
    ...lacks('insurance', insurances),
  ];
}
