import * as fc from 'fast-check';
import { pinyin } from 'pinyin-pro';
import { describe, expect, it } from 'vitest';
import {
  hasNameToken,
  isNameIn,
  isNameToken,
  TOKENS_PER_PERSON,
  tokensInText,
  tokensToFind,
  tokensToStore,
  type SearchablePerson,
} from './name-tokens.ts';

const chen: SearchablePerson = {
  name: '陈欣怡',
  phones: ['138 0013 8000', '0577-88886666'],
  idNumber: '11010519491231002x',
  studentNumber: 'G2012-0034',
};

function isFound(person: SearchablePerson, query: string): boolean {
  const stored = new Set(tokensToStore(person));
  const wanted = tokensToFind(query);
  return wanted.length > 0 && wanted.every((candidates) => candidates.some((token) => stored.has(token)));
}

function named(name: string): SearchablePerson {
  return { name, phones: [] };
}

describe('a name in a text', () => {
  const isSeen = (text: string, name: string) => {
    const stored = new Set(tokensToStore(named(name)));
    return tokensInText(text).some((token) => stored.has(token)) && isNameIn(text, name);
  };

  it('is found wherever and however it is written', () => {
    for (const text of ['请关注陈欣怡的情况', '陈 欣 怡', '（陈欣怡）', 'A班：陈欣怡, ok', '陈·欣怡'])
      expect(isSeen(text, '陈欣怡'), text).toBe(true);
    expect(isSeen('与阿依古丽·买买提的家长见面', '阿依古丽·买买提')).toBe(true);
    expect(isSeen('李明来过', '李明')).toBe(true);
  });

  it('is not found by a piece of it, nor a name of one character or of Latin letters', () => {
    for (const text of ['欣怡学校', '陈欣', '寒假前的准备']) expect(isSeen(text, '陈欣怡'), text).toBe(false);
    expect(isSeen('明天', '明')).toBe(false);
    expect(isSeen('Anna came', 'Anna')).toBe(false);
  });

  it('of two characters or more stands in every text around it', () => {
    const han = fc.integer({ min: 0x4e00, max: 0x9fa5 }).map((code) => String.fromCodePoint(code));
    const words = fc.array(han, { minLength: 2, maxLength: 9 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(
        words,
        fc.string({ maxLength: 40 }),
        fc.string({ maxLength: 40 }),
        (name, before, after) => {
          expect(isSeen(`${before}${name}${after}`, name)).toBe(true);
        },
      ),
    );
  });
});

describe('searching for a person', () => {
  it.each([
    '陈',
    '陈欣',
    '欣怡',
    '陈欣怡',
    '陈 欣怡',
    '怡 陈',
    'ch',
    'chen',
    'chenx',
    'chenxin',
    'chenxinyi',
    'xinyi',
    'xiny',
    'yi',
    'Chén',
    'ＣＨＥＮ',
    'chen xin',
    'cx',
    'cxy',
    'xy',
    'CXY',
    'chenxy',
    'chen xy',
    '陈xy',
    'chen欣',
    '13800138000',
    '+86 138 0013 8000',
    '138-0013-8000',
    '8000',
    '0577 8888 6666',
    '6666',
    '11010519491231002X',
    '110105 19491231 002x',
    '002x',
    'g20120034',
    'G2012-0034',
    '陈 8000',
  ])('陈欣怡 is found by %s', (query) => {
    expect(isFound(chen, query)).toBe(true);
  });

  it.each([
    '',
    '   ',
    '!',
    '·',
    '李',
    '欣陈',

    'c',
    'hen',
    'xc',
    '0013',
    '2012',
    '陈 6667',
    'lixinyi',
  ])('陈欣怡 is not found by %j', (query) => {
    expect(isFound(chen, query)).toBe(false);
  });

  it.each([
    ['曾小贤', ['zeng', 'zengxx', 'zxx', 'ceng']],
    ['单雄信', ['shan', 'sxx', 'dan']],
    ['仇英', ['qiu', 'qy', 'chou']],
    ['解乐', ['xiele', 'xieyue', 'jieyue']],
    ['欧阳娜娜', ['ouyang', 'oynn', 'nana', '欧阳', '阳娜娜']],
    ['尉迟恭', ['yuchi', 'ycg']],
    ['吕绿', ['lv', 'lvlv', 'lü', 'Lyu']],
    [
      '阿卜杜拉·买买提',
      [
        '阿卜杜拉',
        '买买提',
        '拉买',
        '阿卜杜拉·买买提',
        '阿卜杜拉买买提',
        'abudula',
        'maimaiti',
        'abdlmmt',
        'mmt',
      ],
    ],
    ['阿依努尔・居买', ['居买', 'jumai']],
    ['Anna-Maria Schmidt', ['anna', 'maria', 'schm', 'Schmidt', 'ams', 'anna schmidt', 'annamaria']],
    ["Seán O'Brien", ['sean', 'obrien', "o'brien", 'so']],
    ['𠮷田', ['𠮷', '𠮷田', 'tian']],
    ['马Ｊack', ['马', 'jack', '马jack', 'majack']],
    ['峨', ['峨', 'e']],
  ])('%s is found by each of %j', (name, queries) => {
    for (const query of queries) expect([query, isFound(named(name), query)]).toEqual([query, true]);
  });

  it('finds a name by one unusual reading of any of its characters', () => {
    for (const reading of ['changle', 'zhangle', 'hang', 'xing']) {
      expect([reading, isFound(named('行长乐'), reading)]).toEqual([reading, true]);
    }
  });

  it('keeps a name of ambiguous characters within what every person is stored with', () => {
    expect(tokensToStore(named('行长乐')).length).toBeLessThanOrEqual(TOKENS_PER_PERSON);
    expect(tokensToStore(named('乐乐乐乐')).length).toBeLessThanOrEqual(TOKENS_PER_PERSON);
  });

  it('keeps kinds apart: a student number never matches a phone', () => {
    const pupil = { name: '李雷', phones: [], studentNumber: '8000' };
    expect(tokensToStore(pupil)).toContain('t:8000');
    expect(tokensToStore(pupil)).not.toContain('d:8000');
  });

  it('gives nothing to find for an empty query, so that nobody is found by it', () => {
    expect(tokensToFind(' · - ')).toEqual([]);
  });
});

// frequent characters of names, among them many with several readings
const characters = Array.from(
  '王李张刘陈杨黄吴赵周徐孙马朱胡林郭何高罗单仇曾解查朴任区盖欣怡子涵梓轩宇浩然诗乐行长重朝晨雨婷俊杰娜佳琪',
);
const anyName = fc
  .array(fc.constantFrom(...characters), { minLength: 1, maxLength: 9 })
  .map((parts) => parts.join(''));
const anyPartedName = fc.array(anyName, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('·'));

describe('laws of the search', () => {
  it('every name is found by any run of its characters', () => {
    fc.assert(
      fc.property(anyPartedName, fc.nat(), fc.nat(), (name, from, length) => {
        const start = from % name.length;
        const query = name.slice(start, start + 1 + (length % name.length));
        fc.pre(query !== '·');
        expect(isFound(named(name), query)).toBe(true);
      }),
    );
  });

  it('every name is found by its full pinyin, by its initials and by any beginning of them', () => {
    fc.assert(
      fc.property(anyName, fc.nat(), (name, cut) => {
        const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true });
        const spelt = syllables.join('');
        const initials = syllables.map((syllable) => syllable.charAt(0)).join('');
        expect(isFound(named(name), spelt)).toBe(true);
        expect(isFound(named(name), spelt.slice(0, 2 + (cut % spelt.length)))).toBe(true);
        expect(initials.length === 1 || isFound(named(name), initials)).toBe(true);
      }),
    );
  });

  it('stores the same tokens each time, sorted, without repeats and without spaces', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 40 }),
        fc.string({ maxLength: 20 }),
        (name, phone) => {
          const tokens = tokensToStore({ name, phones: [phone] });
          expect(tokens).toEqual([...new Set(tokens)].sort());
          expect(tokensToStore({ name, phones: [phone] })).toEqual(tokens);
          expect(tokens.every((token) => /^[npadit]:\S+$/u.test(token))).toBe(true);
        },
      ),
    );
  });

  it('tells by the name alone whom the index gives, whatever of a name is asked for', () => {
    fc.assert(
      fc.property(anyPartedName, anyName, (name, other) => {
        const stored = new Set(tokensToStore(named(name)));
        const asked = tokensToStore(named(other)).filter(isNameToken);
        for (const token of asked) expect(hasNameToken(name, [token])).toBe(stored.has(token));
      }),
      { numRuns: 20 },
    );
  });

  it('never asks for an empty token, whatever is typed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (query) => {
        for (const candidates of tokensToFind(query)) {
          expect(candidates.length).toBeGreaterThan(0);
          expect(candidates.every((token) => token.length > 2)).toBe(true);
        }
      }),
    );
  });
});

it.each(['007', '？1', '２０'])('a name without a letter (%s) is found by what stands in it', (name) => {
  const stored = tokensToStore({ name, phones: [] });
  expect(stored).toHaveLength(1);
  expect(
    tokensToFind(name).every((alternatives) => alternatives.some((token) => stored.includes(token))),
  ).toBe(true);
});
