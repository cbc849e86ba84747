export type PhoneReason = 'phone_length' | 'phone_characters' | 'phone_prefix' | 'phone_rounded';

export interface Phone {
  kind: 'mobile' | 'landline';
  /** Mobile `13800138000`; landline `0577-88888888`, its extension behind a second dash: `0577-88888888-801`. */
  number: string;
}

export type PhoneResult = { ok: true; phone: Phone } | { ok: false; reason: PhoneReason };

const mobile = /^1[3-9]\d{9}$/u;
/** Beijing 010 and the cities 02x have codes of three digits, all others of four; subscriber numbers begin with 2–8. */
const landline = /^(010|02\d|0[3-9]\d{2})([2-8]\d{6,7})$/u;
const extension = /(?:-|转|ext\.?|#|x)(\d{1,6})$/iu;

/**
 * Reads a mobile or landline number of mainland China: full-width digits, spaces, dashes, brackets and the country code
 * (`+86`, `0086`, `86`) are allowed. A landline needs its area code, since organisations of several cities share the
 * records. A reason says what to look at; `phone_rounded` is what a spreadsheet writes as `1.38E+10`.
 */
export function parsePhone(text: string): PhoneResult {
  const compact = text
    .normalize('NFKC')
    .replace(/[\s\p{Cf}()[\]【】]/gu, '')
    .replace(/\p{Pd}/gu, '-');
  if (/^\d(?:\.\d+)?e\+?\d+$/iu.test(compact)) return { ok: false, reason: 'phone_rounded' };
  const national = withoutCountryCode(compact);
  const plain = parsePlain(national.replaceAll('-', ''));
  if (plain.ok) return plain;
  return parseWithExtension(national) ?? plain;
}

/** The digits of a number that was read, extension left out: the form in which two spellings of one phone are equal. */
export function phoneDigits(phone: Phone): string {
  if (phone.kind === 'mobile') return phone.number;
  const [areaCode = '', subscriber = ''] = phone.number.split('-');
  return areaCode + subscriber;
}

function withoutCountryCode(compact: string): string {
  const international =
    /^(?:\+|00)86-?(.+)$/u.exec(compact)?.[1] ?? /^86-?(1\d[\d-]{9,})$/u.exec(compact)?.[1];
  if (international === undefined) return compact;
  // abroad the area code is dialled without its zero
  return /^[01]/u.test(international) && !/^10-?[2-8]/u.test(international)
    ? international
    : `0${international}`;
}

function parsePlain(digits: string): PhoneResult {
  if (!/^\d+$/u.test(digits)) return { ok: false, reason: 'phone_characters' };
  if (mobile.test(digits)) return { ok: true, phone: { kind: 'mobile', number: digits } };
  const [, areaCode, subscriber] = landline.exec(digits) ?? [];
  if (areaCode !== undefined && subscriber !== undefined) {
    return { ok: true, phone: { kind: 'landline', number: `${areaCode}-${subscriber}` } };
  }
  const hasPlausibleLength = digits.startsWith('0') ? /^\d{10,12}$/u.test(digits) : digits.length === 11;
  return { ok: false, reason: hasPlausibleLength ? 'phone_prefix' : 'phone_length' };
}

function parseWithExtension(national: string): PhoneResult | undefined {
  const match = extension.exec(national);
  const digits = match?.[1];
  if (match === null || digits === undefined) return undefined;
  const main = parsePlain(national.slice(0, match.index).replaceAll('-', ''));
  if (!main.ok || main.phone.kind !== 'landline') return undefined;
  return { ok: true, phone: { kind: 'landline', number: `${main.phone.number}-${digits}` } };
}
