import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inLines, inOneLine, isStorable, keptAnyway } from './written-text.ts';

describe('what people write', () => {
  it('loses marks of direction, of byte order and of old code pages', () => {
    const marked =
      '\ufeff甲\u200e乙\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069丙\u0096';
    expect([inOneLine(marked), inLines(marked)]).toEqual(['甲乙丙', '甲乙丙']);
  });

  it('keeps joiners, variants and characters beyond the first plane', () => {
    const needed = 'نه\u200cمهت ᠪ\u180bᠠ 葛\u{e0100} ❤\ufe0f👩\u200d🏫 𠮷䶮㛃';
    expect([inOneLine(needed), inLines(needed)]).toEqual([needed, needed]);
    expect(isStorable(needed)).toBe(true);
  });

  it('has a break where Word, Windows or a telephone wrote one of their own, and a space in one line', () => {
    expect(inLines('一\u000b二\r\n三\r四\u2028五\u0085六\t七')).toBe('一\n二\n三\n四\n五\n六\t七');
    expect(inOneLine('一\u000b二\r\n三\t四\u2029五')).toBe('一 二 三 四 五');
  });

  it.each([
    '\u0000',
    '\u0007',
    '\u007f',
    '\ud800',
    'a\udc00b',
    '\ufffe',
    '\uffff',
    '\ufdd0',
    '\u{1fffe}',
    '\u{10ffff}',
  ])('cannot be kept with %j', (text) => {
    expect([isStorable(inOneLine(`一${text}二`)), isStorable(inLines(`一${text}二`))]).toEqual([
      false,
      false,
    ]);
  });

  it('can be kept anyway where nothing may be refused', () => {
    expect(keptAnyway('一\u0000\u0007二\uffff\n三\ud83d')).toBe('一二\n三\ufffd');
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => isStorable(keptAnyway(`${text}\ud800\u{3fffe}`))),
    );
  });

  it('is the same when it comes again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(inLines(inLines(text))).toBe(inLines(text));
        expect(inOneLine(inOneLine(text))).toBe(inOneLine(text));
      }),
    );
  });
});
