import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkDigit } from './check-digit.ts';
import { readVolunteerNumber, spacedNumber, VOLUNTEER_NUMBERS, volunteerNumber } from './volunteer-number.ts';

const drawn = fc.bigInt({ min: 0n, max: VOLUNTEER_NUMBERS - 1n });

describe('a volunteer’s number', () => {
  it('ends in the check digit of ISO/IEC 7064 MOD 11,10', () => {
    // the standard's example, and the tax number that the German tax authorities publish as theirs
    expect(checkDigit('0794')).toBe('5');
    expect(checkDigit('8609574271')).toBe('9');
    expect(volunteerNumber(123_456_789_012_345n)).toBe(`123456789012345${checkDigit('123456789012345')}`);
    expect(volunteerNumber(0n)).toMatch(/^0{15}\d$/u);
  });

  it('is read as people write it', () => {
    const number = volunteerNumber(123_456_789_012_345n);
    expect(readVolunteerNumber(` ${spacedNumber(number)} `)).toBe(number);
    expect(readVolunteerNumber(number.replace(/^(.{4})(.{4})/u, '$1-$2－'))).toBe(number);
    expect(spacedNumber(number)).toMatch(/^\d{4} \d{4} \d{4} \d{4}$/u);
    for (const text of ['', '1', `${number}0`, number.slice(1), number.replace('1', 'l')])
      expect(readVolunteerNumber(text)).toBeUndefined();
  });

  it('is nobody’s once a digit is another', () => {
    fc.assert(
      fc.property(drawn, fc.integer({ min: 0, max: 15 }), fc.integer({ min: 1, max: 9 }), (one, at, more) => {
        const number = volunteerNumber(one);
        const wrong = (Number(number[at]) + more) % 10;
        expect(readVolunteerNumber(number.slice(0, at) + wrong + number.slice(at + 1))).toBeUndefined();
      }),
    );
  });

  it('refuses what was not drawn from all of them', () => {
    expect(() => volunteerNumber(-1n)).toThrow(RangeError);
    expect(() => volunteerNumber(VOLUNTEER_NUMBERS)).toThrow(RangeError);
  });
});
