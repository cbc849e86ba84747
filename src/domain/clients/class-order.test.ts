import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareClasses } from './class-order.ts';

const school = '实验中学';
const sorted = (names: readonly string[]) =>
  names
    .map((name) => ({ school, name }))
    .toSorted(compareClasses)
    .map(({ name }) => name);

const numerals = ['一', '二', '三', '四', '五', '六', '七', '八', '九', '十', '十一', '十二'];
const numeral = (value: number): string =>
  value <= 10
    ? (numerals[value - 1] ?? '')
    : `${value >= 20 ? numeral(Math.floor(value / 10)) : ''}十${value % 10 === 0 ? '' : numeral(value % 10)}`;
const stage = (grade: number) =>
  grade > 9 ? `高${numeral(grade - 9)}` : grade > 6 ? `初${numeral(grade - 6)}` : `小${numeral(grade)}`;

/** The ways in which rosters of schools write a class. */
const spellings: readonly ((grade: number, number: number) => string)[] = [
  (grade, number) => `${numeral(grade)}年级${numeral(number)}班`,
  (grade, number) => `${numeral(grade)}年级（${number}）班`,
  (grade, number) => `${grade}年级${number}班`,
  (grade, number) => `${stage(grade)}(${number})班`,
  (grade, number) => `${stage(grade)} ${numeral(number)}班`,
  (grade, number) => `${stage(grade)}年级${number}班`,
  (grade, number) => `${grade}${String(number).padStart(2, '0')}班`,
  (grade, number) => `${numeral(grade)}（${numeral(number)}）班`,
];

describe('the order of classes', () => {
  it('puts the seventh grade before the eighth, and the second class before the tenth', () => {
    expect(sorted(['八年级一班', '七年级十班', '九年级1班', '七年级二班', '七年级一班'])).toEqual([
      '七年级一班',
      '七年级二班',
      '七年级十班',
      '八年级一班',
      '九年级1班',
    ]);
    expect(sorted(['高一(1)班', '初三(12)班', '初三(2)班', '初一(2)班', '六年级3班'])).toEqual([
      '六年级3班',
      '初一(2)班',
      '初三(2)班',
      '初三(12)班',
      '高一(1)班',
    ]);
    expect(sorted(['10班', '9班', '7班'])).toEqual(['7班', '9班', '10班']);
    expect(sorted(['八一班', '七十班', '七二班', '艺术班'])).toEqual([
      '七二班',
      '七十班',
      '八一班',
      '艺术班',
    ]);
  });

  it('takes the grade from beside the name where the name does not say it', () => {
    const classes = [
      { school, name: '1班', grade: '八年级' },
      { school, name: '2班', grade: '七年级' },
    ];
    expect(classes.toSorted(compareClasses).map(({ name }) => name)).toEqual(['2班', '1班']);
  });

  it('keeps the classes of one school together, the school itself before them', () => {
    const classes = [
      { school: '第二中学', name: '七年级1班' },
      { school: '第十中学', name: '七年级1班' },
      { school: '第二中学', name: '八年级1班' },
      { school: null, name: '第二中学' },
    ];
    const names = classes.toSorted(compareClasses).map((one) => `${one.school ?? ''} ${one.name}`);
    expect(names.indexOf(' 第二中学') + 1).toBe(names.indexOf('第二中学 七年级1班'));
    expect(names.indexOf('第二中学 七年级1班') + 1).toBe(names.indexOf('第二中学 八年级1班'));
  });

  it('is by grade and then by number, whichever way each of two classes is written', () => {
    const written = fc.record({
      grade: fc.integer({ min: 1, max: 12 }),
      number: fc.integer({ min: 1, max: 30 }),
      spelling: fc.constantFrom(...spellings),
    });
    fc.assert(
      fc.property(written, written, (one, other) => {
        const wanted = Math.sign(one.grade - other.grade || one.number - other.number);
        const [left, right] = [one, other].map(({ grade, number, spelling }) => spelling(grade, number));
        const found = compareClasses({ school, name: left ?? '' }, { school, name: right ?? '' });
        expect(wanted === 0 ? 0 : Math.sign(found)).toBe(wanted);
      }),
    );
  });

  it('is one order of any names at all', () => {
    const name = fc.stringMatching(/^[一二十七年级班0-9A-Z初高()]{0,8}$/);
    const any = fc.record({ school: fc.constantFrom(null, '甲校', '乙校'), name });
    fc.assert(
      fc.property(any, any, any, (a, b, c) => {
        expect(Math.sign(compareClasses(a, b)) + Math.sign(compareClasses(b, a))).toBe(0);
        const isRising = compareClasses(a, b) <= 0 && compareClasses(b, c) <= 0;
        expect(isRising && compareClasses(a, c) > 0).toBe(false);
      }),
    );
  });
});
