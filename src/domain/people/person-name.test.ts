import { describe, expect, it } from 'vitest';
import { isPersonName, nameKey, writtenName } from './person-name.ts';

const DOTTED = [...'\u00b7\u2022\u30fb\u2027\uff0e.\u2219\u22c5\uff65\u0387\u318d\u2024'].map(
  (dot) => `阿卜杜拉${dot}买买提`,
);

describe('the name of a person', () => {
  it.each([...DOTTED, '阿卜杜拉 买买提', '阿卜杜拉买买提'])(
    '%s is one, kept as it is, and the same',
    (name) => {
      expect(isPersonName(name)).toBe(true);
      expect(writtenName(name)).toBe(name);
      expect(nameKey(name)).toBe('阿卜杜拉买买提');
    },
  );

  it.each(['ئالىم مەمەت', 'བསྟན་འཛིན', '𠮷野·阿依', '䶮㛃', 'Anna-Maria O’Neill'])(
    '%s is one in its script',
    (name) => {
      expect(isPersonName(name)).toBe(true);
      expect(writtenName(name)).toBe(name);
    },
  );

  it.each(['007', '？1', '·', ' ', '合计2人', '#N/A'])('%s is none', (text) => {
    expect(isPersonName(text)).toBe(false);
  });

  it('is written without the spaces that only pad it', () => {
    expect(writtenName('陈 欣怡')).toBe('陈欣怡');
    expect(writtenName('王　明')).toBe('王明');
    expect(writtenName('\u200b 阿依努尔\n\u00a0居买 \ufeff')).toBe('阿依努尔 居买');
  });

  it.each(['نه\u200cمهت', 'ᠮᠣᠩᠭᠣᠯ\u180eᠠ', 'ᠨᠠᠷᠠᠨ\u202fᠤ', 'ᠪ\u180bᠠ', 'བསྟན་འཛིན', '葛\u{e0100}城'])(
    '%s keeps the joiners and variants that its letters need, and is found without them',
    (name) => {
      expect(writtenName(name)).toBe(name);
      expect(isPersonName(name)).toBe(true);
      expect(nameKey(name)).toBe(nameKey(name.replace(/[\u200c\u180e\u202f]/gu, '')));
    },
  );

  it('keeps no joiner between other letters, and no mark that turns what stands beside it', () => {
    expect(writtenName('陈\u200d欣\u200c怡\u202e')).toBe('陈欣怡');
    expect(writtenName('\u2067ئالىم مەمەت\u2069\u200f')).toBe('ئالىم مەمەت');
  });

  it('is the same in other widths and cases, and with characters that old fonts kept in a private place', () => {
    expect(nameKey('ＡＮＮＡ Schmidt')).toBe(nameKey('anna  schmidt'));
    expect(nameKey('\ue863张')).not.toBe(nameKey('\ue864张'));
    expect(nameKey('\ue81e小明')).toBe(nameKey('\u9fb4小明'));
    expect(nameKey('\uf9dc兴')).toBe(nameKey('隆兴'));
  });

  it('is another where a letter is another', () => {
    expect(nameKey('王子轩')).not.toBe(nameKey('王梓轩'));
  });
});
