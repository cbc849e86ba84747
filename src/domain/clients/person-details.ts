import { isCalendarDay } from '../instant.ts';
import { ageOn, type CalendarDay } from '../people/calendar-day.ts';
import {
  type DocumentKind,
  guessDocumentKind,
  type IdentityDocument,
  readDocument,
} from '../people/identity-document.ts';
import type { IdentityNumberReason, Sex } from '../people/identity-number.ts';
import { writtenName } from '../people/person-name.ts';
import { parsePhone } from '../people/phone.ts';

export interface PersonDetails {
  readonly name: string;
  readonly sex: Sex | null;
  readonly birthDate: CalendarDay | null;
  /** null: nobody has asked yet */
  readonly idKind: DocumentKind | null;
  readonly idNumber: string | null;
  /** which country or office gave it, where the kind does not say it */
  readonly idCountry: string | null;
  /** its check digit is wrong, and somebody has seen on the document that it is written so */
  readonly idNumberConfirmed: boolean;
  readonly phone: string | null;
}

export type DetailCode =
  | 'calendar_day_in_future'
  | 'birth_date_too_old'
  | 'phone_invalid'
  | 'id_number_invalid'
  | 'id_number_check_digit'
  | 'birth_date_contradicts_id_number'
  | 'sex_contradicts_id_number';

export interface DetailError {
  readonly field: keyof PersonDetails;
  readonly code: DetailCode;
  readonly parameters?: Readonly<Record<string, string>>;
}

const OLDEST = 120;

/**
 * Checks what was entered about a person against itself and today; fills birth date, sex and the kind of document from the number
 * where they were left out, and brings number and phone into their one written form. A wrong check digit is refused until somebody
 * says that the document has it.
 */
export function decideDetails(
  entered: PersonDetails,
  today: CalendarDay,
): { ok: true; details: PersonDetails } | { ok: false; errors: DetailError[] } {
  const errors: DetailError[] = [];
  let { sex, birthDate, phone } = entered;
  if (birthDate !== null && birthDate > today)
    errors.push({ field: 'birthDate', code: 'calendar_day_in_future' });
  else if (birthDate !== null && isTooOld(birthDate, today)) {
    errors.push({ field: 'birthDate', code: 'birth_date_too_old' });
  }
  const identity = decideDocument(entered, today);
  if (!identity.ok) errors.push(identity.error);
  else if (identity.document !== undefined) {
    errors.push(...contradictions(entered, identity.document));
    birthDate ??= identity.document.birthDate ?? null;
    sex ??= identity.document.sex ?? null;
  }
  if (phone !== null) {
    const result = parsePhone(phone);
    if (result.ok) phone = result.phone.number;
    else errors.push({ field: 'phone', code: 'phone_invalid' });
  }
  if (errors.length > 0 || !identity.ok) return { ok: false, errors };
  const document = documentOf(entered, identity.document);
  return {
    ok: true,
    details: { name: writtenName(entered.name), sex, birthDate, phone, ...document },
  };
}

type DocumentDecision =
  | { readonly ok: true; readonly document: IdentityDocument | undefined }
  | { readonly ok: false; readonly error: DetailError };

function decideDocument(
  { idNumber, idKind, idNumberConfirmed }: PersonDetails,
  today: CalendarDay,
): DocumentDecision {
  if (idNumber === null) return { ok: true, document: undefined };
  const read = readDocument(idNumber, idKind ?? guessDocumentKind(idNumber), today);
  if (!read.ok) return { ok: false, error: invalid(read.reason) };
  if (read.document.birthDate !== undefined && isTooOld(read.document.birthDate, today))
    return { ok: false, error: invalid('id_number_date') };
  if (read.document.isCheckDigitWrong && !idNumberConfirmed)
    return { ok: false, error: { field: 'idNumber', code: 'id_number_check_digit' } };
  return { ok: true, document: read.document };
}

function invalid(reason: IdentityNumberReason): DetailError {
  return { field: 'idNumber', code: 'id_number_invalid', parameters: { reason } };
}

/** What was confirmed is remembered only of what needed it. */
function documentOf({ idKind, idCountry }: PersonDetails, document: IdentityDocument | undefined) {
  return {
    idKind: document?.kind ?? idKind,
    idNumber: document?.number ?? null,
    idCountry,
    idNumberConfirmed: document?.isCheckDigitWrong ?? false,
  };
}

/** Years before 1900 are no calendar day to this product, and nobody's birth date. */
function isTooOld(birthDate: CalendarDay, today: CalendarDay): boolean {
  return !isCalendarDay(birthDate) || ageOn(birthDate, today) > OLDEST;
}

function contradictions(
  entered: PersonDetails,
  identity: Pick<IdentityDocument, 'birthDate' | 'sex'>,
): DetailError[] {
  const errors: DetailError[] = [];
  if (
    entered.birthDate !== null &&
    identity.birthDate !== undefined &&
    entered.birthDate !== identity.birthDate
  ) {
    const parameters = { expected: identity.birthDate };
    errors.push({ field: 'birthDate', code: 'birth_date_contradicts_id_number', parameters });
  }
  if (entered.sex !== null && identity.sex !== undefined && entered.sex !== identity.sex) {
    errors.push({ field: 'sex', code: 'sex_contradicts_id_number' });
  }
  return errors;
}
