import { ageOn, type CalendarDay } from '../people/calendar-day.ts';

export type ConsentStanding = 'given' | 'missing' | 'guardian_required' | 'expired' | 'withdrawn';

export interface ConsentFacts {
  readonly givenBy: 'client' | 'guardian';
  readonly givenOn: CalendarDay;
  readonly expiresOn: CalendarDay | null;
  readonly withdrawnOn: CalendarDay | null;
}

/**
 * Below this age personal data are sensitive by law and a guardian has to consent
 * (Personal Information Protection Law of the PRC, articles 28 and 31).
 */
export const GUARDIAN_CONSENT_BELOW = 14;

/** May this person's own consent count on that day? An unknown birth date counts as under age. */
export function needsGuardian(birthDate: CalendarDay | null, day: CalendarDay): boolean {
  return birthDate === null || ageOn(birthDate, day) < GUARDIAN_CONSENT_BELOW;
}

/**
 * Whether consent for one purpose holds on a day, judged from all consents recorded for that purpose. The best
 * standing wins: a renewed consent outweighs an expired one.
 */
export function standingOf(
  consents: readonly ConsentFacts[],
  birthDate: CalendarDay | null,
  day: CalendarDay,
): ConsentStanding {
  const standings = new Set(consents.map((consent) => standingOfOne(consent, birthDate, day)));
  const order: ConsentStanding[] = ['given', 'guardian_required', 'expired', 'withdrawn'];
  return order.find((standing) => standings.has(standing)) ?? 'missing';
}

function standingOfOne(
  consent: ConsentFacts,
  birthDate: CalendarDay | null,
  day: CalendarDay,
): ConsentStanding {
  if (consent.givenOn > day) return 'missing';
  if (consent.withdrawnOn !== null && consent.withdrawnOn <= day) return 'withdrawn';
  if (consent.expiresOn !== null && consent.expiresOn < day) return 'expired';
  // judged by the age on the day it was given: a birthday does not undo a guardian's word, nor heal a child's
  const isChild = needsGuardian(birthDate, consent.givenOn);
  return isChild && consent.givenBy !== 'guardian' ? 'guardian_required' : 'given';
}
