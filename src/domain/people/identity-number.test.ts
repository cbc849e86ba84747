import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityCheckCharacter, parseIdentityNumber } from './identity-number.ts';

const today = '2026-11-23';

describe('a resident identity number', () => {
  // oracle: the two worked examples of GB 11643-1999
  it('carries the check character that the standard computes in its examples', () => {
    expect(identityCheckCharacter('11010519491231002')).toBe('X');
    expect(identityCheckCharacter('44052418800101001')).toBe('4');
  });

  it('tells region, birth date and sex', () => {
    expect(parseIdentityNumber('11010519491231002X', today)).toEqual({
      ok: true,
      identity: {
        number: '11010519491231002X',
        regionCode: '110105',
        birthDate: '1949-12-31',
        sex: 'female',
      },
      isCheckDigitWrong: false,
    });
  });

  it('of 15 digits is the one of 18 that the same person has now', () => {
    expect(parseIdentityNumber('110105491231002', today)).toMatchObject({
      ok: true,
      identity: { number: '11010519491231002X' },
      isCheckDigitWrong: false,
    });
  });

  it('with a wrong check digit says so, and is read', () => {
    expect(parseIdentityNumber('110105194912310021', today)).toMatchObject({
      ok: true,
      identity: { birthDate: '1949-12-31' },
      isCheckDigitWrong: true,
    });
  });

  it.each([
    '11010519491231002x',
    '１１０１０５１９４９１２３１００２Ｘ',
    ' 110105 19491231 002X ',
    '110105-19491231-002x',
  ])('may be written %s', (text) => {
    expect(parseIdentityNumber(text, today)).toMatchObject({ ok: true });
  });

  it.each([
    ['', 'id_number_length'],
    ['11010519491231002', 'id_number_length'],
    ['11010519491231002X1', 'id_number_length'],
    ['1.10105E+17', 'id_number_rounded'],
    ['1101051949123100A1', 'id_number_characters'],
    ['X10105194912310021', 'id_number_characters'],
    ['99010519491231002X', 'id_number_region'],
    ['110105194913310026', 'id_number_date'],
    ['110105201102290026', 'id_number_date'],
    ['440524188001010014', 'id_number_date'],
  ])('%s is refused with %s', (text, reason) => {
    expect(parseIdentityNumber(text, today)).toEqual({ ok: false, reason });
  });

  it('cannot belong to somebody born tomorrow', () => {
    const digits = '33030220261124001';
    const number = digits + identityCheckCharacter(digits);
    expect(parseIdentityNumber(number, today)).toEqual({ ok: false, reason: 'id_number_future' });
    expect(parseIdentityNumber(number, '2026-11-24')).toMatchObject({ ok: true });
  });

  it('of a permanent residence card names the province only', () => {
    const digits = '93308401990010112';
    const parsed = parseIdentityNumber(digits + identityCheckCharacter(digits), today);
    expect(parsed).toMatchObject({ ok: false, reason: 'id_number_date' });
    const valid = '93308419900101012';
    expect(parseIdentityNumber(valid + identityCheckCharacter(valid), today)).toMatchObject({
      ok: true,
      identity: { regionCode: '330000', birthDate: '1990-01-01', sex: 'female' },
    });
  });

  const anyDigits = fc
    .tuple(
      fc.constantFrom('330302', '410105', '450202'),
      fc.date({ min: new Date('1920-01-01'), max: new Date('2026-11-23'), noInvalidDate: true }),
      fc.integer({ min: 0, max: 999 }),
    )
    .map(
      ([region, birth, order]) =>
        region + birth.toISOString().slice(0, 10).replaceAll('-', '') + String(order).padStart(3, '0'),
    );

  it('is read back from its parts, and no single changed digit or swapped pair of neighbours passes unnoticed', () => {
    fc.assert(
      fc.property(anyDigits, fc.nat(16), fc.integer({ min: 1, max: 9 }), (digits, place, shift) => {
        const number = digits + identityCheckCharacter(digits);
        const isAccepted = (text: string) => {
          const result = parseIdentityNumber(text, today);
          return result.ok && !result.isCheckDigitWrong;
        };
        expect(isAccepted(number)).toBe(true);
        const changed = String((Number(number[place]) + shift) % 10);
        expect(isAccepted(number.slice(0, place) + changed + number.slice(place + 1))).toBe(false);
        const [first = '', second = ''] = number.slice(place, place + 2);
        const swapped = number.slice(0, place) + second + first + number.slice(place + 2);
        expect(first === second || !isAccepted(swapped)).toBe(true);
      }),
    );
  });
});
