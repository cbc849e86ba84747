import { parseCalendarDay, type CalendarDay } from './calendar-day.ts';

export const sexes = ['female', 'male'] as const;
export type Sex = (typeof sexes)[number];

export type IdentityNumberReason =
  | 'id_number_length'
  | 'id_number_rounded'
  | 'id_number_characters'
  | 'id_number_region'
  | 'id_number_date'
  | 'id_number_future'
  | 'id_number_check_digit'
  | 'id_number_kind';

export interface IdentityNumber {
  /** 18 characters, the check character in upper case. */
  number: string;
  /** GB/T 2260 code of six digits; of a foreigner's permanent residence card only the province is known: `330000`. */
  regionCode: string;
  birthDate: CalendarDay;
  sex: Sex;
}

export type IdentityNumberResult =
  | {
      ok: true;
      identity: IdentityNumber;
      /** mistyped, unless the document itself says so: some were issued with a wrong one */
      isCheckDigitWrong: boolean;
    }
  | { ok: false; reason: IdentityNumberReason };

/** Province codes of GB/T 2260; 81, 82 and 83 also stand for residence permits of Hong Kong, Macao and Taiwan residents. */
const provinceCodes = new Set(
  '11 12 13 14 15 21 22 23 31 32 33 34 35 36 37 41 42 43 44 45 46 50 51 52 53 54 61 62 63 64 65 71 81 82 83'.split(
    ' ',
  ),
);

const checkWeights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2];
const checkCharacters = '10X98765432';

/** Full-width characters, spaces, dashes and a lower-case x disappear; the number is not checked. */
export function normaliseIdentityNumber(text: string): string {
  return text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}\p{Pd}]/gu, '')
    .toUpperCase();
}

/**
 * The check character that the first 17 digits demand (ISO 7064:1983, MOD 11-2, as in GB 11643-1999).
 * @throws RangeError unless given exactly 17 digits.
 */
export function identityCheckCharacter(digits: string): string {
  if (!/^\d{17}$/u.test(digits)) throw new RangeError('17 digits needed');
  const sum = checkWeights.reduce((total, weight, index) => total + weight * Number(digits[index]), 0);
  return checkCharacters.charAt(sum % 11);
}

/**
 * Reads a resident identity number of 18 characters (GB 11643-1999), a residence permit's of Hong Kong, Macao and Taiwan
 * residents, or that of a foreigner's permanent residence card of 2023, which begins with 9: birth date, sex and check stand in
 * the same places. The form of 15 digits, which ended in 2013, is given as the 18 characters that the same person has now. A
 * number that a spreadsheet turned into `3.30302E+17` has a reason of its own: whoever imports must go back to the original list.
 * @param today the calendar day after which nobody can be born
 */
export function parseIdentityNumber(text: string, today: CalendarDay): IdentityNumberResult {
  const number = inEighteen(normaliseIdentityNumber(text));
  const reason = findShapeFault(number);
  if (reason !== undefined) return { ok: false, reason };
  const regionCode = findRegionCode(number);
  if (regionCode === undefined) return { ok: false, reason: 'id_number_region' };
  const birth = parseCalendarDay(number.slice(6, 14));
  if (!birth.ok) return { ok: false, reason: 'id_number_date' };
  if (birth.day > today) return { ok: false, reason: 'id_number_future' };
  const sex = Number(number.charAt(16)) % 2 === 1 ? 'male' : 'female';
  const isCheckDigitWrong = identityCheckCharacter(number.slice(0, 17)) !== number.charAt(17);
  return { ok: true, identity: { number, regionCode, birthDate: birth.day, sex }, isCheckDigitWrong };
}

/** Numbers of 15 digits were given to those born in the last century alone; all else stays as it is. */
export function inEighteen(number: string): string {
  if (!/^\d{15}$/u.test(number)) return number;
  const digits = `${number.slice(0, 6)}19${number.slice(6)}`;
  return digits + identityCheckCharacter(digits);
}

function findShapeFault(number: string): IdentityNumberReason | undefined {
  if (/^\d(?:\.\d+)?E\+?\d{2}$/u.test(number)) return 'id_number_rounded';
  if (Array.from(number).length !== 18) return 'id_number_length';
  return /^\d{17}[\dX]$/u.test(number) ? undefined : 'id_number_characters';
}

function findRegionCode(number: string): string | undefined {
  const isResidenceCard = number.startsWith('9');
  const province = isResidenceCard ? number.slice(1, 3) : number.slice(0, 2);
  if (!provinceCodes.has(province)) return undefined;
  return isResidenceCard ? `${province}0000` : number.slice(0, 6);
}
