import type { CalendarDay } from './calendar-day.ts';
import {
  type IdentityNumberReason,
  inEighteen,
  normaliseIdentityNumber,
  parseIdentityNumber,
  type Sex,
} from './identity-number.ts';

/** What a person shows to say who they are; `none`: nothing was issued yet. */
export const documentKinds = [
  'resident_id',
  'residence_permit',
  'mainland_travel_permit',
  'taiwan_travel_permit',
  'hong_kong_id',
  'macau_id',
  'taiwan_id',
  'foreigner_permit',
  'passport',
  'other',
  'none',
] as const;
export type DocumentKind = (typeof documentKinds)[number];

export interface IdentityDocument {
  readonly kind: DocumentKind;
  /** in its one written form */
  readonly number: string;
  readonly isCheckDigitWrong: boolean;
  /** where the number says them */
  readonly birthDate?: CalendarDay;
  readonly sex?: Sex;
}

export type DocumentResult =
  | { readonly ok: true; readonly document: IdentityDocument }
  | { readonly ok: false; readonly reason: IdentityNumberReason };

type Reader = (number: string, today: CalendarDay) => DocumentResult;

/** Numbers of Macao carry a check too, of which the rule is not published. */
const readers: Readonly<Record<Exclude<DocumentKind, 'none'>, Reader>> = {
  resident_id: readEighteen,
  residence_permit: readEighteen,
  foreigner_permit: (number, today) =>
    // of the old cards, nationality before twelve digits: the year of birth has two, which two centuries share
    /^[A-Z]{3}\d{12}$/u.test(number) ? found('foreigner_permit', number) : readEighteen(number, today),
  // two more digits count the cards: the person's are the first nine
  mainland_travel_permit: (number) =>
    readForm('mainland_travel_permit', /^[HM]\d{8}(?=(?:\d{2})?$)/u.exec(number)?.[0]),
  taiwan_travel_permit: (number) =>
    readForm('taiwan_travel_permit', /^\d{8}(?=(?:\d{2}(?:\([A-Z]\))?)?$)/u.exec(number)?.[0]),
  hong_kong_id: (number) => {
    const [, main, check] = /^([A-Z]{1,2}\d{6})\(?([\dA])\)?$/u.exec(number) ?? [];
    if (main === undefined || check === undefined) return wrongKind;
    return found('hong_kong_id', `${main}(${check})`, { isCheckDigitWrong: hongKongCheck(main) !== check });
  },
  macau_id: (number) => {
    const [, main, check] = /^([157]\d{6})(\d)$/u.exec(number.replace(/[()/]/gu, '')) ?? [];
    return main === undefined ? wrongKind : found('macau_id', `${main}(${check})`);
  },
  taiwan_id: (number) => {
    const sexDigit = /^[A-Z]([1289A-D])\d{8}$/u.exec(number)?.[1];
    if (sexDigit === undefined) return wrongKind;
    const sex = '18AC'.includes(sexDigit) ? 'male' : 'female';
    return found('taiwan_id', number, { sex, isCheckDigitWrong: !isTaiwanNumber(number) });
  },
  passport: (number) => readForm('passport', /^(?=.*\d)[A-Z0-9]{5,20}$/u.test(number) ? number : undefined),
  other: (number) =>
    readForm('other', /^(?=.*[\p{L}\p{N}])[\p{L}\p{N}()/.]{1,30}$/u.test(number) ? number : undefined),
};

const wrongKind: DocumentResult = { ok: false, reason: 'id_number_kind' };

/** The kind that a number seems to be of; whatever is none of the known forms seems to be a resident's with a mistake in it. */
export function guessDocumentKind(text: string): DocumentKind {
  const number = normaliseIdentityNumber(text);
  if (/^9\d{16}[\dX]$|^[A-Z]{3}\d{12}$/u.test(number)) return 'foreigner_permit';
  if (/^8[123]0000\d{11}[\dX]$/u.test(number)) return 'residence_permit';
  if (/^[HM]\d{8}(?:\d{2})?$/u.test(number)) return 'mainland_travel_permit';
  if (/^[A-Z]{1,2}\d{6}\([\dA]\)$/u.test(number)) return 'hong_kong_id';
  // without brackets it looks like a passport's
  if (/^[A-Z]\d{6}[\dA]$/u.test(number) && hongKongCheck(number.slice(0, 7)) === number.charAt(7))
    return 'hong_kong_id';
  if (/^[157](?:\d{6}\(\d\)|\/\d{6}\/\d)$/u.test(number)) return 'macau_id';
  if (/^[A-Z][1289A-D]\d{8}$/u.test(number)) return 'taiwan_id';
  if (/^\d{8}(?:\d{2}(?:\([A-Z]\))?)?$/u.test(number)) return 'taiwan_travel_permit';
  if (/^(?:\d{9}|(?=.*\d)(?=.*[A-Z])[A-Z0-9]{5,12})$/u.test(number)) return 'passport';
  return 'resident_id';
}

/** Reads a number as one of this kind; the reason says why it is none. */
export function readDocument(text: string, kind: DocumentKind, today: CalendarDay): DocumentResult {
  if (kind === 'none') return wrongKind;
  return readers[kind](normaliseIdentityNumber(text), today);
}

/**
 * By which the same person is found: `A123456(3)` is A1234563, 15 digits are the 18 of the same person, and a permit renewed is
 * the same permit. Not for showing.
 */
export function documentKey(text: string): string {
  const plain = normaliseIdentityNumber(text).replace(/[^\p{L}\p{N}]/gu, '');
  return inEighteen(plain).replace(/^([HM]\d{8})\d{2}$/u, '$1');
}

/** Whether a number of this kind is one person's alone; countries count their passports each for itself. */
export function isOnePersons(kind: DocumentKind | null): boolean {
  return kind !== 'passport' && kind !== 'other';
}

function readEighteen(number: string, today: CalendarDay): DocumentResult {
  const result = parseIdentityNumber(number, today);
  if (!result.ok) return result;
  const { birthDate, sex, number: written } = result.identity;
  const said = { birthDate, sex, isCheckDigitWrong: result.isCheckDigitWrong };
  return found(kindOfEighteen(written), written, said);
}

function kindOfEighteen(number: string): DocumentKind {
  if (number.startsWith('9')) return 'foreigner_permit';
  return /^8[123]/u.test(number) ? 'residence_permit' : 'resident_id';
}

function readForm(kind: DocumentKind, number: string | undefined): DocumentResult {
  return number === undefined ? wrongKind : found(kind, number);
}

function found(
  kind: DocumentKind,
  number: string,
  said: Partial<Omit<IdentityDocument, 'kind' | 'number'>> = {},
): DocumentResult {
  return { ok: true, document: { kind, number, isCheckDigitWrong: false, ...said } };
}

/** Weights 9 to 2 and a check that makes the sum a multiple of 11; a missing first letter counts 36, A counts 10. */
function hongKongCheck(main: string): string {
  const values = Array.from(main.padStart(8), (character) =>
    character === ' ' ? 36 : Number.parseInt(character, 36),
  );
  const sum = values.reduce((total, value, index) => total + value * (9 - index), 0);
  const check = (11 - (sum % 11)) % 11;
  return check === 10 ? 'A' : String(check);
}

/** Two digits for each letter, from A 10 on in this order. */
const taiwanLetters = 'ABCDEFGHJKLMNPQRSTUVXYWZIO';

function isTaiwanNumber(number: string): boolean {
  const codes = Array.from(number, (character) =>
    /\d/u.test(character) ? Number(character) : taiwanLetters.indexOf(character) + 10,
  );
  const [first = 0, second = 0, ...others] = codes;
  const weighted = others.map((digit, index) => digit * Math.max(7 - index, 1));
  const sum = Math.floor(first / 10) + (first % 10) * 9 + (second % 10) * 8;
  return (sum + weighted.reduce((total, value) => total + value, 0)) % 10 === 0;
}
