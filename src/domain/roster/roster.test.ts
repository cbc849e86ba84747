import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { identityCheckCharacter } from '../people/identity-number.ts';
import { rejectionMessage } from './messages.ts';
import { type Cell, sheetOf } from './sheet.ts';
import { readRoster } from '../../../test/all-at-once.ts';

const today = '2026-11-23';
const headings = ['姓名', '性别', '身份证号', '出生日期', '学号', '学校', '监护人电话'];

function idNumber(birth: string, order: string): string {
  const digits = `330302${birth.replaceAll('-', '')}${order}`;
  return digits + identityCheckCharacter(digits);
}

const chenId = idNumber('2012-03-04', '002');
const wuId = idNumber('2013-05-06', '001');

/** Codes by row for rows below `headings`; row 2 is the first. */
function rejections(...rows: Cell[][]): [row: number, column: string, code: string][] {
  const result = readRoster([sheetOf([headings, ...rows])], { today });
  return result.ok ? result.rejected.map(({ row, column, code }) => [row, column, code]) : [];
}

describe('a row of a roster', () => {
  it('is read with its own number, cleaned, and completed from the identity number', () => {
    const result = readRoster(
      [
        sheetOf([
          ['花名册'],
          headings,
          [],
          ['　陈\n欣怡 ', null, `="${chenId}"`, null, 20_120_034, null, 13_800_138_000],
        ]),
      ],
      { today },
    );
    expect(result.ok && result.rows).toEqual([
      {
        sheet: null,
        row: 4,
        name: '陈欣怡',
        sex: 'female',
        document: { kind: 'resident_id', isKindSaid: false, isCheckDigitWrong: false },
        idNumber: chenId,
        birthDate: '2012-03-04',
        studentNumber: '20120034',
        guardians: [{ relation: 'other', phone: '13800138000' }],
      },
    ]);
  });

  it.each([
    ['陈　欣 怡', '陈欣怡'],
    ['阿依努尔•居买', '阿依努尔•居买'],
    ['阿依努尔 居买', '阿依努尔 居买'],
    ['Anna  Schmidt', 'Anna Schmidt'],
  ])('has the name %s without the spaces that only pad it', (written, name) => {
    const result = readRoster([sheetOf([headings, [written]])], { today });
    expect(result.ok && result.rows[0]?.name).toBe(name);
  });

  it.each([new Date('2012-03-04T00:00:00Z'), 40_972, '2012年3月4日', '20120304'])(
    'takes %s as a date',
    (cell) => {
      const result = readRoster([sheetOf([headings, ['陈欣怡', '女', chenId, cell]])], { today });
      expect(result.ok && result.rows[0]?.birthDate).toBe('2012-03-04');
    },
  );

  it.each<[Cell[], string, string]>([
    [[null, '女'], '姓名', 'missing'],
    [['陈3'], '姓名', 'name_characters'],
    [['陈'.repeat(51)], '姓名', 'too_long'],
    [['陈\u0007欣'], '姓名', 'control_character'],
    [['陈\uFFFD'], '姓名', 'unreadable_character'],
    [['#N/A'], '姓名', 'spreadsheet_error'],
    [['#CALC!'], '姓名', 'spreadsheet_error'],
    [['#GETTING_DATA'], '姓名', 'spreadsheet_error'],
    [[true, '女'], '姓名', 'name_characters'],
    [['陈欣怡', '不详'], '性别', 'sex_unknown'],
    [['陈欣怡', '男', chenId], '性别', 'sex_contradicts_id_number'],
    [['陈欣怡', '女', 330_302_201_203_040_000], '身份证号', 'id_number_rounded'],
    [['陈欣怡', '女', `${chenId}0`], '身份证号', 'id_number_length'],
    [['陈欣怡', '女', '330302121304002'], '身份证号', 'id_number_date'],
    [['陈欣怡', '女', chenId, '2012-03-05'], '出生日期', 'birth_date_contradicts_id_number'],
    [['陈欣怡', '女', null, '3/4/2012'], '出生日期', 'birth_date_format'],
    [['陈欣怡', '女', null, '2012-02-30'], '出生日期', 'birth_date_impossible'],
    [['陈欣怡', '女', null, '2026-11-24'], '出生日期', 'birth_date_future'],
    [['陈欣怡', '女', null, '1905-01-01'], '出生日期', 'birth_date_too_old'],
    [['陈欣怡', '女', null, null, '学号1'], '学号', 'student_number_characters'],
    [['陈欣怡', '女', null, null, '2.01203E+15'], '学号', 'student_number_rounded'],
    [['陈欣怡', '女', null, null, '1'.repeat(33)], '学号', 'too_long'],
    [['陈欣怡', '女', null, null, null, new Date('2026-03-01T00:00:00Z')], '学校', 'turned_into_date'],
    [['陈欣怡', '女', null, null, null, null, '1380013800'], '监护人电话', 'phone_length'],
  ])('%j is rejected in one place only', (row, column, code) => {
    expect(rejections(row)).toEqual([[2, column, code]]);
  });

  it('reports each of its faults', () => {
    expect(rejections(['', '不详', '1', '明天'])).toEqual([
      [2, '姓名', 'missing'],
      [2, '性别', 'sex_unknown'],
      [2, '身份证号', 'id_number_length'],
      [2, '出生日期', 'birth_date_format'],
    ]);
  });
});

describe('rows that contradict or repeat each other', () => {
  const chen = ['陈欣怡', '女', chenId, null, '1', '一中'];

  it('are rejected from the second on, naming the first', () => {
    const result = readRoster([sheetOf([headings, chen, chen])], { today });
    expect(result.ok && result.rejected).toEqual([
      { sheet: null, row: 3, column: '姓名', code: 'duplicate_row', parameters: { firstRow: 2 } },
    ]);
    expect(result.ok && result.rows).toHaveLength(1);
  });

  it('may give one identity number two names, even when the first row is faulty otherwise', () => {
    expect(rejections(chen, ['吴晨曦', '女', chenId])).toEqual([[3, '身份证号', 'id_number_with_two_names']]);
    expect(rejections(['陈欣怡', '不详', chenId], ['吴晨曦', '女', chenId])).toEqual([
      [2, '性别', 'sex_unknown'],
      [3, '身份证号', 'id_number_with_two_names'],
    ]);
  });

  it('may give one person two different rows', () => {
    expect(rejections(chen, ['陈欣怡', '女', chenId, null, '2', '一中'])).toEqual([
      [3, '身份证号', 'id_number_repeated'],
    ]);
  });

  it('are accepted when the earlier one was faulty and this one corrects it', () => {
    expect(rejections(['陈欣怡', '不详', chenId], chen)).toEqual([[2, '性别', 'sex_unknown']]);
  });

  it('may share a student number within a school, but not across schools', () => {
    expect(rejections(chen, ['吴晨曦', '男', wuId, null, '1', '一中'])).toEqual([
      [3, '学号', 'student_number_repeated'],
    ]);
    expect(rejections(chen, ['吴晨曦', '男', wuId, null, '1', '二中'])).toEqual([]);
  });
});

describe('merged cells', () => {
  const merged = (cells: Cell[][], ...merges: [top: number, left: number, bottom: number, right: number][]) =>
    readRoster(
      [
        {
          ...sheetOf(cells),
          merges: merges.map(([top, left, bottom, right]) => ({ top, left, bottom, right })),
        },
      ],
      { today },
    );

  it('of a class count for all rows that they cover, and for no column beside', () => {
    const result = merged(
      [
        ['姓名', '学校', '班级'],
        ['陈欣怡', '一中', '1班'],
        ['吴晨曦', null, null],
        ['李明', null, '2班'],
      ],
      [1, 1, 3, 1],
      [1, 2, 2, 2],
      [3, 0, 3, 1],
    );
    expect(result.ok && result.rows).toMatchObject([
      { name: '陈欣怡', school: '一中', className: '1班' },
      { name: '吴晨曦', school: '一中', className: '1班' },
      { name: '李明', school: '一中', className: '2班' },
    ]);
  });

  it('of a name make one child of rows that say nothing else of it, and two of rows that do', () => {
    const family = merged(
      [
        ['姓名', '班级', '监护人姓名', '监护人电话'],
        ['陈欣怡', '1班', '陈大', '13800138000'],
        [null, null, '林小', '13900139000'],
      ],
      [1, 0, 2, 0],
      [1, 1, 2, 1],
    );
    expect(family.ok && family.rows).toMatchObject([
      { row: 2, guardians: [{ name: '陈大' }, { name: '林小' }] },
    ]);
    const two = merged(
      [
        ['姓名', '班级', '出生日期', '监护人姓名'],
        ['王伟', '1班', '2014-02-03', '王大'],
        [null, '1班', '2014-09-09', '李大'],
      ],
      [1, 0, 2, 0],
    );
    expect(two.ok && two.rows).toMatchObject([
      { birthDate: '2014-02-03', guardians: [{ name: '王大' }] },
      { birthDate: '2014-09-09', guardians: [{ name: '李大' }] },
    ]);
  });
});

describe('laws of the roster', () => {
  const cell: fc.Arbitrary<Cell> = fc.oneof(
    fc.constant(null),
    fc.string({ unit: 'binary' }),
    fc.double(),
    fc.boolean(),
    fc.date(),
    fc.constantFrom('姓名', '陈欣怡', '女', chenId, '2012-03-04', '13800138000'),
  );

  it('never throws, and every filled row is either read or rejected', () => {
    fc.assert(
      fc.property(fc.array(fc.array(cell, { maxLength: 9 }), { maxLength: 12 }), (rows) => {
        const result = readRoster([sheetOf([headings, ...rows])], { today });
        const read = result.ok ? result.rows.map(({ row }) => row) : [];
        const rejected = result.ok ? result.rejected.map(({ row }) => row) : [];
        expect(read.some((row) => rejected.includes(row))).toBe(false);
        expect([...read, ...rejected].every((row) => row >= 2 && row <= rows.length + 1)).toBe(true);
      }),
    );
  });

  it('has a sentence for each rejection in both languages, with nothing left to fill in', () => {
    const result = readRoster(
      [
        sheetOf([
          headings,
          ['陈'.repeat(51), '不详', '1', '1905-01-01', '学', null, '1'],
          ['陈欣怡', '女', chenId],
          ['吴', '女', chenId],
        ]),
      ],
      { today },
    );
    const rejected = result.ok ? result.rejected : [];
    expect(rejected).toHaveLength(7);
    for (const rejection of rejected) {
      expect(rejectionMessage(rejection, 'zh')).toMatch(/^[^{}]*\p{Script=Han}[^{}]*$/u);
      expect(rejectionMessage(rejection, 'en')).toMatch(/^[^{}\p{Script=Han}]+(?:男[^{}]*)?$/u);
    }
  });
});

describe('the document of a row', () => {
  const head = ['姓名', '证件类型', '证件号码', '签发地'];
  const read = (...rows: Cell[][]) => {
    const result = readRoster([sheetOf([head, ...rows])], { today });
    return result.ok
      ? result.rows.map(({ document, idNumber, idCountry }) => [document?.kind, idNumber, idCountry])
      : [];
  };

  it('is of the kind that the file says, else of the one that its number is', () => {
    expect(
      read(
        ['甲', '護照', '12345678', '日本'],
        ['乙', '', '12345678', ''],
        ['丙', '居民身份证', 'E12345678'],
        ['丁', '香港特区护照/身份证明', 'A123456(3)'],
        ['戊', '港澳台居民居住证', '83000020120229009X'],
        ['己', '其他', '出生医学证明K330012345'],
      ),
    ).toEqual([
      ['passport', '12345678', '日本'],
      ['taiwan_travel_permit', '12345678', undefined],
      ['passport', 'E12345678', undefined],
      ['hong_kong_id', 'A123456(3)', undefined],
      ['residence_permit', '83000020120229009X', undefined],
      ['other', '出生医学证明K330012345', undefined],
    ]);
  });

  it('may not be there yet', () => {
    expect(read(['甲', '', '无'], ['乙', '暂无', null], ['丙', '身份证', '办理中'])).toEqual([
      ['none', undefined, undefined],
      ['none', undefined, undefined],
      ['none', undefined, undefined],
    ]);
  });
});

describe('rows of one name’s cell', () => {
  it('are left out with the first, where that is rejected', () => {
    const cells = [
      ['姓名', '性别', '监护人', '电话'],
      ['陈欣怡', '不详', '陈大', '13800138000'],
      ['', '', '林芳', '13800138001'],
      ['吴晨曦', '男', '', ''],
    ];
    const sheet = { ...sheetOf(cells), merges: [{ top: 1, left: 0, bottom: 2, right: 0 }] };
    const result = readRoster([sheet], { today });
    expect(result.ok && result.rows.map(({ name }) => name)).toEqual(['吴晨曦']);
    expect(result.ok && result.rejected.map(({ row, code }) => [row, code])).toEqual([
      [2, 'sex_unknown'],
      [3, 'first_row_rejected'],
    ]);
  });
});

describe('a child on two rows', () => {
  const withGuardians = ['姓名', '性别', '身份证号', '监护人', '监护人电话', '住址'];
  const read = (...rows: Cell[][]) => {
    const result = readRoster([sheetOf([withGuardians, ...rows])], { today });
    if (!result.ok) throw new Error(result.reason);
    return result;
  };

  it('has the guardians of both where the later row says nothing else of it', () => {
    const { rows, rejected, tables } = read(
      ['陈欣怡', '女', chenId, '陈建国', '13800138000'],
      ['陈欣怡', null, chenId, '李梅', '13800138001'],
    );
    expect(rejected).toEqual([]);
    expect(rows.map(({ guardians }) => guardians.map(({ name }) => name))).toEqual([['陈建国', '李梅']]);
    expect(tables[0]?.joined).toEqual([{ row: 3, first: { sheet: null, row: 2 } }]);
  });

  it('is on the first alone where the later says something else of it', () => {
    const { rows, rejected } = read(
      ['陈欣怡', null, chenId, '陈建国', '13800138000'],
      ['陈欣怡', '女', chenId, '李梅', '13800138001', '幸福路'],
    );
    expect(rows.map(({ guardians }) => guardians.length)).toEqual([1]);
    expect(rejected.map(({ row, code }) => [row, code])).toEqual([[3, 'id_number_repeated']]);
  });
});
