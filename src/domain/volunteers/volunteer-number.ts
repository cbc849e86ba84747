import { checkDigit } from './check-digit.ts';

const DIGITS = 15;
/** As many numbers as there may be: of 200,000 volunteers the chance that any two draw one is 2 in 100,000. */
export const VOLUNTEER_NUMBERS = 10n ** BigInt(DIGITS);

/**
 * The public number of a volunteer at one organisation, 16 digits, in place of an identity number: fifteen that were drawn and a
 * check digit by ISO/IEC 7064 MOD 11,10, so that a digit read wrongly, or two that changed places, make no other's number.
 * @param drawn a whole number from 0 to below `VOLUNTEER_NUMBERS`
 * @throws RangeError where it is another
 */
export function volunteerNumber(drawn: bigint): string {
  if (drawn < 0n || drawn >= VOLUNTEER_NUMBERS) throw new RangeError('drawn out of range');
  const digits = drawn.toString().padStart(DIGITS, '0');
  return digits + checkDigit(digits);
}

/** As people type it: spaces and dashes between the digits do no harm. Undefined: no volunteer has such a number. */
export function readVolunteerNumber(text: string): string | undefined {
  const digits = text.normalize('NFKC').replace(/[\s\p{Pd}]/gu, '');
  if (!/^\d{16}$/u.test(digits)) return undefined;
  return volunteerNumber(BigInt(digits.slice(0, DIGITS))) === digits ? digits : undefined;
}

/** In fours, as it is read aloud. */
export function spacedNumber(number: string): string {
  return number.replace(/(\d{4})(?=\d)/gu, '$1 ');
}
