import { decideDetails, type DetailError } from '../clients/person-details.ts';
import type { GuardianRelation } from '../clients/guardian-relation.ts';
import { ageOn, type CalendarDay } from '../people/calendar-day.ts';
import type { DocumentKind } from '../people/identity-document.ts';
import type { Sex } from '../people/identity-number.ts';
import { writtenName } from '../people/person-name.ts';
import { parsePhone } from '../people/phone.ts';
import { type Availability, type AvailabilityError, decideAvailability } from './availability.ts';
import type { ServiceCategory, SpokenLanguage, VolunteerSkill } from './profile-words.ts';

/** Who answers for somebody under age, and says that they may. */
export interface VolunteerGuardian {
  readonly relation: GuardianRelation;
  readonly name: string;
  readonly phone: string;
}

/** What a volunteer says of themselves, to every organisation that they serve with. The name is the account's. */
export interface VolunteerProfile {
  readonly birthDate: CalendarDay;
  readonly sex: Sex | null;
  readonly idKind: DocumentKind | null;
  readonly idNumber: string | null;
  /** its check digit is wrong, and the document says so */
  readonly idNumberConfirmed: boolean;
  readonly phone: string;
  /** GB/T 2260: where they live or would come to */
  readonly regionCode: string | null;
  readonly skills: readonly VolunteerSkill[];
  readonly categories: readonly ServiceCategory[];
  readonly languages: readonly SpokenLanguage[];
  readonly availability: Availability;
  readonly guardian: VolunteerGuardian | null;
}

/** 志愿服务条例, article 7 of the law on minors: below, a guardian has to consent. */
export const FULL_AGE = 18;
/** 个人信息保护法, article 31: below, what is kept of a child is sensitive, and the child gives it to nobody alone. */
export const OWN_ACCOUNT_AGE = 14;

export type ProfileCode =
  | DetailError['code']
  | AvailabilityError['code']
  | 'volunteer_too_young'
  | 'guardian_missing'
  | 'guardian_same_phone';

export interface ProfileError {
  /** JSON pointer */
  readonly path: string;
  readonly code: ProfileCode;
  readonly parameters?: Readonly<Record<string, string>>;
}

export type ProfileDecision =
  | { readonly ok: true; readonly profile: VolunteerProfile }
  | { readonly ok: false; readonly errors: readonly ProfileError[] };

/**
 * Checks what a volunteer entered against itself and today, and brings it into its one written form: number and telephone, words in
 * order and once. Whoever is under age names a guardian who can be called at another telephone.
 * @param by an organisation may bring in a child whose guardian it still has to ask
 */
export function decideProfile(
  entered: VolunteerProfile,
  today: CalendarDay,
  by: 'holder' | 'organisation' = 'holder',
): ProfileDecision {
  const { birthDate, sex, idKind, idNumber, idNumberConfirmed, phone } = entered;
  const details = decideDetails(
    { name: '', sex, birthDate, idKind, idNumber, idCountry: null, idNumberConfirmed, phone },
    today,
  );
  const availability = decideAvailability(entered.availability);
  const errors: ProfileError[] = [];
  if (!details.ok)
    errors.push(...details.errors.map(({ field, ...error }) => ({ path: `/${field}`, ...error })));
  if (!availability.ok)
    errors.push(...availability.errors.map(({ path, code }) => ({ path: `/availability${path}`, code })));
  const guardian = decideGuardian(entered, today, by);
  if (!guardian.ok) errors.push(...guardian.errors);
  if (errors.length > 0 || !details.ok || !availability.ok || !guardian.ok) return { ok: false, errors };
  const { details: found } = details;
  return {
    ok: true,
    profile: {
      birthDate,
      sex: found.sex,
      idKind: found.idKind,
      idNumber: found.idNumber,
      idNumberConfirmed: found.idNumberConfirmed,
      phone: found.phone ?? phone,
      regionCode: entered.regionCode,
      skills: inOrder(entered.skills),
      categories: inOrder(entered.categories),
      languages: inOrder(entered.languages),
      availability: availability.availability,
      guardian: guardian.guardian,
    },
  };
}

/** Years completed on a day; undefined: born later. */
export function isUnderAge(birthDate: CalendarDay, day: CalendarDay, age = FULL_AGE): boolean {
  return birthDate <= day && ageOn(birthDate, day) < age;
}

type GuardianDecision =
  | { readonly ok: true; readonly guardian: VolunteerGuardian | null }
  | { readonly ok: false; readonly errors: readonly ProfileError[] };

function decideGuardian(
  { birthDate, guardian, phone }: VolunteerProfile,
  today: CalendarDay,
  by: 'holder' | 'organisation',
): GuardianDecision {
  if (by === 'holder' && isUnderAge(birthDate, today, OWN_ACCOUNT_AGE))
    return { ok: false, errors: [{ path: '/birthDate', code: 'volunteer_too_young' }] };
  // nobody's guardian is kept longer than there is one
  if (!isUnderAge(birthDate, today)) return { ok: true, guardian: null };
  if (guardian === null && by === 'organisation') return { ok: true, guardian };
  if (guardian === null) return { ok: false, errors: [{ path: '/guardian', code: 'guardian_missing' }] };
  const read = parsePhone(guardian.phone);
  if (!read.ok) return { ok: false, errors: [{ path: '/guardian/phone', code: 'phone_invalid' }] };
  const { number } = read.phone;
  const own = parsePhone(phone);
  if (own.ok && own.phone.number === number)
    return { ok: false, errors: [{ path: '/guardian/phone', code: 'guardian_same_phone' }] };
  return { ok: true, guardian: { ...guardian, name: writtenName(guardian.name), phone: number } };
}

function inOrder<Word extends string>(words: readonly Word[]): Word[] {
  return [...new Set(words)].sort();
}
