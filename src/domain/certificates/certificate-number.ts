/** Crockford's letters: without I, L, O and U, which are read as others. */
const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_BYTES = 10;
const DRAWN = 16;
const PREFIX = 'NTC';

/**
 * The number of a certificate, `NTC-7K2M-…-9`: 80 random bits in sixteen letters, so that nobody finds one by trying, and a check letter.
 * @param random ten bytes
 * @param prefix of certificates of another kind, three letters
 * @throws RangeError where there are more or fewer
 */
export function makeCertificateNumber(random: Uint8Array, prefix = PREFIX): string {
  if (random.length !== RANDOM_BYTES) throw new RangeError(`${RANDOM_BYTES} bytes are needed`);
  let drawn = 0n;
  for (const byte of random) drawn = (drawn << 8n) | BigInt(byte);
  const letters = Array.from(
    { length: DRAWN },
    (_, at) => LETTERS[Number((drawn >> BigInt(5 * (DRAWN - 1 - at))) & 31n)],
  ).join('');
  return written(letters, prefix);
}

/**
 * As people type it from paper: in small letters or full width, with spaces or without dashes, O for 0, I or L for 1.
 * @returns undefined where no certificate has such a number
 */
export function readCertificateNumber(text: string, prefix = PREFIX): string | undefined {
  if (text.length > 100) return undefined;
  const letters = text
    .normalize('NFKC')
    .toUpperCase()
    .replace(/[\s\p{Pd}\u2212_]/gu, '')
    .replace(new RegExp(`^${prefix}(?=.{17}$)`, 'u'), '')
    .replaceAll('O', '0')
    .replace(/[IL]/gu, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{17}$/u.test(letters)) return undefined;
  const number = written(letters.slice(0, DRAWN), prefix);
  return number.endsWith(letters.slice(DRAWN)) ? number : undefined;
}

function written(letters: string, prefix: string): string {
  return [prefix, ...(letters.match(/.{4}/gu) ?? []), checkLetter(letters)].join('-');
}

/**
 * The letters, as numbers of the field of 32 (x⁵ + x² + 1), times falling powers of x sum to nothing. A power is never 0 and sixteen in a
 * row differ, so another letter anywhere, or any two that changed places, need another check letter. The numbers of
 * ISO/IEC 7064 do not: MOD 37,36 needs the letters that are left out here, and misses some neighbours.
 */
function checkLetter(letters: string): string {
  let sum = 0;
  for (const letter of letters) {
    const added = sum ^ LETTERS.indexOf(letter);
    sum = added & 16 ? (added << 1) ^ 0b10_0101 : added << 1;
  }
  return LETTERS[sum] ?? '';
}
