import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePhone, phoneDigits } from './phone.ts';

describe('a phone number', () => {
  it.each([
    '13800138000',
    '138 0013 8000',
    '138-0013-8000',
    '１３８００１３８０００',
    '+8613800138000',
    '+86 138 0013 8000',
    '0086-13800138000',
    '8613800138000',
    '(+86)13800138000',
  ])('%s is the mobile 13800138000', (text) => {
    expect(parsePhone(text)).toEqual({ ok: true, phone: { kind: 'mobile', number: '13800138000' } });
  });

  it.each([
    ['0577-88888888', '0577-88888888'],
    ['057788888888', '0577-88888888'],
    ['(0577)8888 8888', '0577-88888888'],
    ['＋86 577 8888 8888', '0577-88888888'],
    ['010-66001234', '010-66001234'],
    ['+86 10 6600 1234', '010-66001234'],
    ['0772-2612345', '0772-2612345'],
    ['0577-88888888-801', '0577-88888888-801'],
    ['0577-88888888转801', '0577-88888888-801'],
  ])('%s is the landline %s', (text, number) => {
    expect(parsePhone(text)).toEqual({ ok: true, phone: { kind: 'landline', number } });
  });

  it.each([
    ['1380013800', 'phone_length'],
    ['138001380000', 'phone_length'],
    ['88888888', 'phone_length'],
    ['12345', 'phone_length'],
    ['12800138000', 'phone_prefix'],
    ['0577-18888888', 'phone_prefix'],
    ['妈妈', 'phone_characters'],
    ['', 'phone_characters'],
    ['138a0138000', 'phone_characters'],
    ['1.38001E+10', 'phone_rounded'],
    ['13800138000-801', 'phone_length'],
  ])('%s is refused with %s', (text, reason) => {
    expect(parsePhone(text)).toEqual({ ok: false, reason });
  });

  it('has the same digits however it is written', () => {
    const mobile = fc
      .tuple(fc.integer({ min: 3, max: 9 }), fc.stringMatching(/^\d{9}$/u))
      .map(([second, rest]) => `1${second}${rest}`);
    fc.assert(
      fc.property(mobile, fc.constantFrom('', '+86', '+86 ', '0086', '86'), (number, code) => {
        const parsed = parsePhone(`${code}${number.slice(0, 3)}-${number.slice(3, 7)} ${number.slice(7)}`);
        expect(parsed.ok && phoneDigits(parsed.phone)).toBe(number);
      }),
    );
  });

  it('leaves the extension out of its digits', () => {
    const parsed = parsePhone('0577-88888888-801');
    expect(parsed.ok && phoneDigits(parsed.phone)).toBe('057788888888');
  });
});
