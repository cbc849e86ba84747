import { ageOn, type CalendarDay, isCalendarDay } from '../people/calendar-day.ts';
import { parseIdentityNumber, type Sex } from '../people/identity-number.ts';
import { parsePhone } from '../people/phone.ts';

export interface PersonDetails {
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDate: CalendarDay | null;
  readonly idNumber: string | null;
  readonly phone: string | null;
}

export type DetailCode =
  | 'calendar_day_in_future'
  | 'birth_date_too_old'
  | 'phone_invalid'
  | 'id_number_invalid'
  | 'birth_date_contradicts_id_number'
  | 'sex_contradicts_id_number';

export interface DetailError {
  readonly field: keyof PersonDetails;
  readonly code: DetailCode;
  readonly parameters?: Record<string, string>;
}

const OLDEST = 120;

/**
 * Checks what was entered about a person against itself and today; fills birth date and sex from the ID number where
 * they were left out, and brings number and phone into their one written form.
 */
export function decideDetails(
  entered: PersonDetails,
  today: CalendarDay,
): { ok: true; details: PersonDetails } | { ok: false; errors: DetailError[] } {
  const errors: DetailError[] = [];
  let { sex, birthDate, idNumber, phone } = entered;
  if (birthDate !== null && birthDate > today)
    errors.push({ field: 'birthDate', code: 'calendar_day_in_future' });
  else if (birthDate !== null && isTooOld(birthDate, today)) {
    errors.push({ field: 'birthDate', code: 'birth_date_too_old' });
  }
  if (idNumber !== null) {
    const result = parseIdentityNumber(idNumber, today);
    if (!result.ok) {
      errors.push({ field: 'idNumber', code: 'id_number_invalid', parameters: { reason: result.reason } });
    } else {
      const { identity } = result;
      errors.push(...contradictions(entered, identity));
      idNumber = identity.number;
      birthDate ??= identity.birthDate;
      sex ??= identity.sex;
    }
  }
  if (phone !== null) {
    const result = parsePhone(phone);
    if (result.ok) phone = result.phone.number;
    else errors.push({ field: 'phone', code: 'phone_invalid' });
  }
  if (errors.length > 0) return { ok: false, errors };
  return { ok: true, details: { name: entered.name.trim(), sex, birthDate, idNumber, phone } };
}

/** Years before 1900 are no calendar day to this product, and nobody's birth date. */
function isTooOld(birthDate: CalendarDay, today: CalendarDay): boolean {
  return !isCalendarDay(birthDate) || ageOn(birthDate, today) > OLDEST;
}

function contradictions(
  entered: PersonDetails,
  identity: { birthDate: CalendarDay; sex: Sex },
): DetailError[] {
  const errors: DetailError[] = [];
  if (entered.birthDate !== null && entered.birthDate !== identity.birthDate) {
    const parameters = { expected: identity.birthDate };
    errors.push({ field: 'birthDate', code: 'birth_date_contradicts_id_number', parameters });
  }
  if (entered.sex !== null && entered.sex !== identity.sex) {
    errors.push({ field: 'sex', code: 'sex_contradicts_id_number' });
  }
  return errors;
}
