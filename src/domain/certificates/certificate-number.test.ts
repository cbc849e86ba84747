import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { makeCertificateNumber, readCertificateNumber } from './certificate-number.ts';

const LETTERS = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const numbers = fc.uint8Array({ minLength: 10, maxLength: 10 }).map(makeCertificateNumber);
const bare = (number: string) => number.replaceAll('-', '').slice('NTC'.length);

describe('a certificate’s number', () => {
  it('holds all that was drawn', () => {
    expect(makeCertificateNumber(new Uint8Array(10))).toBe('NTC-0000-0000-0000-0000-0');
    // worked out by hand: 31 = x⁴+x³+x²+x+1, and the last letter counts once times x: x⁵+x⁴+x³+x²+x = x⁴+x³+x+1 = 27
    expect(makeCertificateNumber(Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0, 0, 31))).toBe(
      'NTC-0000-0000-0000-000Z-V',
    );
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 10, maxLength: 10 }),
        fc.uint8Array({ minLength: 10, maxLength: 10 }),
        (one, other) => {
          const same = Buffer.from(one).equals(other);
          expect(makeCertificateNumber(one) === makeCertificateNumber(other)).toBe(same);
        },
      ),
    );
    for (const length of [0, 9, 11])
      expect(() => makeCertificateNumber(new Uint8Array(length))).toThrow(RangeError);
  });

  it('is read as people type it from paper', () => {
    fc.assert(
      fc.property(numbers, (number) => {
        expect(number).toMatch(/^NTC(?:-[0-9A-HJKMNP-TV-Z]{4}){4}-[0-9A-HJKMNP-TV-Z]$/u);
        const fullWidth = number.replace(/[!-~]/gu, (one) =>
          String.fromCodePoint((one.codePointAt(0) ?? 0) + 0xfee0),
        );
        for (const text of [
          number,
          number.toLowerCase(),
          ` ${number.replaceAll('-', ' ')} `,
          number.replaceAll('-', '—'),
          number.replaceAll('-', ''),
          bare(number),
          fullWidth,
          bare(number).replaceAll('0', 'O').replaceAll('1', 'I'),
          bare(number).replaceAll('0', 'o').replaceAll('1', 'l'),
        ])
          expect(readCertificateNumber(text), text).toBe(number);
      }),
    );
  });

  it('is no other’s once a letter is another, or any two changed places', () => {
    const at = fc.integer({ min: 0, max: 16 });
    fc.assert(
      fc.property(numbers, at, at, fc.integer({ min: 1, max: 31 }), (number, one, other, more) => {
        const letters = [...bare(number)];
        const wrong = LETTERS[(LETTERS.indexOf(letters[one] ?? '') + more) % 32] ?? '';
        expect(readCertificateNumber(letters.with(one, wrong).join(''))).toBeUndefined();
        const swapped = letters.with(one, letters[other] ?? '').with(other, letters[one] ?? '');
        if (letters[one] === letters[other]) return;
        expect(readCertificateNumber(swapped.join(''))).toBeUndefined();
      }),
    );
  });

  it('is nothing else that anybody types', () => {
    const number = makeCertificateNumber(new Uint8Array(10));
    for (const text of [
      '',
      'NTC',
      `${number}0`,
      number.slice(0, -1),
      `${number}${' '.repeat(200)}`,
      'U'.repeat(17),
    ])
      expect(readCertificateNumber(text), text).toBeUndefined();
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(readCertificateNumber(`${text}!`)).toBeUndefined();
      }),
    );
  });
});
