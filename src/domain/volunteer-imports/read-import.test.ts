import { describe, expect, it } from 'vitest';
import type { Cell, Sheet } from '../roster/sheet.ts';
import { ambiguousRows, type KnownVolunteer, matchPersons, personsOf } from './import-people.ts';
import { type ReadImport, readImport } from './read-import.ts';
import { volunteerNumber } from '../volunteers/volunteer-number.ts';
import { NO_AVAILABILITY } from '../volunteers/availability.ts';

const sheet = (name: string, cells: readonly (readonly Cell[])[], more: Partial<Sheet> = {}): Sheet => ({
  name,
  isHidden: false,
  cells,
  merges: [],
  hiddenRows: [],
  startsIn1904: false,
  ...more,
});

function read(...sheets: Sheet[]): Extract<ReadImport, { ok: true }> {
  const steps = readImport(sheets, { today: '2026-03-20', choices: () => undefined });
  for (;;) {
    const { done, value } = steps.next();
    if (done !== true) continue;
    if (!value.ok) throw new Error(value.reason);
    return value;
  }
}

const persons = (file: ReturnType<typeof read>) => personsOf(file.rows, (_, field) => field);

function known(name: string, more: Partial<NonNullable<KnownVolunteer['profile']>> = {}): KnownVolunteer {
  return {
    id: name,
    number: '0000000000000000',
    name,
    isBrought: true,
    profile: {
      birthDate: '1999-02-03',
      sex: null,
      idKind: null,
      idNumber: null,
      idNumberConfirmed: false,
      phone: '13900010001',
      regionCode: null,
      skills: [],
      categories: [],
      languages: [],
      availability: NO_AVAILABILITY,
      guardian: null,
      ...more,
    },
  };
}

describe('a workbook', () => {
  it('has volunteers in one sheet and hours in another, and is of each person together', () => {
    const file = read(
      sheet('志愿者', [
        ['2025 年志愿者名册', null, null],
        ['姓名', '出生年月日', '联系电话（手机）'],
        ['李晓燕', new Date('1999-02-03T00:00:00Z'), 13_900_010_001],
        ['王建国', '1988/8/8', '139 0001 0002'],
      ]),
      sheet('时长', [
        ['姓名', '活动名称', '日期', '开始', '结束', '工时'],
        ['李晓燕', '植树', '2025.3.8', new Date('1899-12-30T09:00:00Z'), 0.5, 2.5],
        ['王建国', '植树', 45_724, null, null, '2小时30分'],
        ['合计', null, null, null, null, 5],
      ]),
      sheet('说明', [['请按月填写']]),
      sheet('旧表', [['姓名'], ['谁']], { isHidden: true }),
    );
    expect(file.tables.map(({ state }) => state)).toEqual(['read', 'read', 'no_header', 'hidden']);
    expect(file.rejected).toEqual([]);
    const all = persons(file);
    expect(all.rejected).toEqual([]);
    expect(all.persons.map(({ said, rows }) => [said.name, said.phone, rows.length])).toEqual([
      ['李晓燕', '13900010001', 2],
      ['王建国', '13900010002', 2],
    ]);
    expect(file.rows.map(({ service }) => service)).toMatchObject([
      null,
      null,
      { title: '植树', day: '2025-03-08', clock: { from: 540, until: 720 }, minutes: 150 },
      { title: '植树', day: '2025-03-08', clock: null, minutes: 150 },
    ]);
    expect(file.tables[1]?.passedOver).toEqual([{ row: 4, reason: 'total' }]);
  });

  it('with namesakes says whose hours it is by more than a name', () => {
    const file = read(
      sheet('一', [
        ['姓名', '手机号', '活动名称', '日期', '时长'],
        ['张伟', '13900010001', '植树', '2025-03-08', 1],
        ['张伟', '13900010002', '植树', '2025-03-08', 2],
        ['张伟', null, '植树', '2025-03-09', 3],
      ]),
    );
    const all = persons(file);
    expect(all.persons.map(({ rows }) => rows.map(({ row }) => row))).toEqual([[2], [3]]);
    expect(all.rejected).toMatchObject([{ row: 4, code: 'person_ambiguous' }]);
  });

  it('keeps what means nothing here in sight', () => {
    const [row] = read(
      sheet('一', [
        ['姓名', '手机号', '技能'],
        ['李晓燕', '13900010001', '急救、开飞机，课业辅导'],
      ]),
    ).rows;
    expect(row).toMatchObject({ person: { skills: ['first_aid', 'tutoring'] }, unknownWords: ['开飞机'] });
  });
});

const NOBODY = volunteerNumber(1n);
const GONE = '13900010099';

describe('whom a row means', () => {
  const fate = (said: Parameters<typeof matchPersons>[0][number]['said'], ...there: KnownVolunteer[]) => {
    const first = { sheet: null, row: 2 };
    const [found] = matchPersons([{ first, said, rows: [] }], there, {
      decisions: new Map(),
      hasLeft: ({ phone }) => phone === GONE,
    });
    return found?.kind === 'undecided' ? found.because : found?.kind;
  };

  it.each([
    ['the same name and telephone', { name: '李晓燕', phone: '13900010001' }, 'known'],
    ['the same name and birth date', { name: '李 晓燕', birthDate: '1999-02-03' }, 'known'],
    ['a telephone under another name', { name: '李大明', phone: '13900010001' }, 'phone_other_name'],
    ['a name alone', { name: '李晓燕' }, 'namesake'],
    ['a name with another telephone', { name: '李晓燕', phone: '13900010009' }, 'namesake'],
    ['a namesake of another age', { name: '李晓燕', phone: '13900010009', birthDate: '1990-01-01' }, 'new'],
    [
      'the telephone with another age',
      { name: '李晓燕', phone: '13900010001', birthDate: '1990-01-01' },
      'corrected',
    ],
    ['somebody else', { name: '王建国', phone: '13900010002', birthDate: '1988-08-08' }, 'new'],
    ['somebody who left', { name: '王建国', phone: GONE, birthDate: '1988-08-08' }, 'has_left'],
    ['a namesake of whom one left', { name: '李晓燕', phone: GONE }, 'has_left'],
    [
      'a number that nobody has',
      { name: '李晓燕', number: NOBODY, birthDate: '1999-02-03' },
      'unknown_number',
    ],
    ['a number of another system', { name: '李晓燕', number: '3303001', birthDate: '1999-02-03' }, 'known'],
  ])('%s', (_, said, expected) => {
    expect(fate(said, known('李晓燕'))).toBe(expected);
  });

  it('is nobody’s to choose among several', () => {
    const twin = { ...known('李晓燕', { phone: '13900010005' }), id: 'other' };
    expect(fate({ name: '李晓燕', birthDate: '1999-02-03' }, known('李晓燕'), twin)).toBe('several');
  });
});

describe('how long it was', () => {
  const lengths = (heading: string, ...cells: Cell[]) => {
    const { rows, rejected } = read(
      sheet('时长', [
        ['姓名', '活动名称', '服务日期', heading],
        ...cells.map((cell): Cell[] => ['李晓燕', '巡河', '2025-03-08', cell]),
        ['合计', null, null, 9999],
      ]),
    );
    return [...rows.map(({ service }) => service?.minutes), ...rejected.map(({ code }) => code)];
  };

  it.each([
    '服务时长（分）',
    '服务时长/分',
    '时长（分钟）',
    'Duration (min)',
    'Duration (mins)',
    'Duration (m)',
    '服务分钟数',
  ])('%s counts minutes', (heading) => {
    expect(lengths(heading, 20, '90')).toEqual([20, 90]);
  });

  it.each(['服务时长（小时）', '服务小时数', 'Duration (h)', '时长（时）'])('%s counts hours', (heading) => {
    expect(lengths(heading, 13, '2.5')).toEqual([780, 150]);
  });

  it('without a unit is hours as long as all may be, and nobody’s to choose where one can hardly be', () => {
    expect(lengths('服务时长', 12, '2.5')).toEqual([720, 150]);
    expect(lengths('服务时长', 20, '2.5', '90分钟')).toEqual([90, 'minutes_unit', 'minutes_unit']);
  });

  it('as a part of a day, which a program wrote without a format, is no number of hours', () => {
    expect(lengths('服务时长', 0.104_166_666_7, 0.083_333_333_3, 2)).toEqual([
      120,
      'minutes_of_day',
      'minutes_of_day',
    ]);
    expect(lengths('服务时长', 0.33, 0.5, 0.25)).toEqual([20, 30, 15]);
  });
});

describe('a row with a name alone', () => {
  const file = read(
    sheet('时长', [
      ['姓名', '手机号', '活动名称', '服务日期', '服务时长'],
      ['李晓燕', '13900010001', '巡河', '2025-03-08', 2],
      ['李晓燕', null, '义诊', '2025-03-09', 3],
    ]),
  );
  const [one] = persons(file).persons;
  const namesake = { ...known('李晓燕', { phone: '13900010005' }), id: 'other' };

  it('is of the one of that name in the file, unless the book has another', () => {
    const own = known('李晓燕');
    const fate = { kind: 'known', known: own } as const;
    const weak = (...there: KnownVolunteer[]) =>
      one === undefined ? [] : ambiguousRows(one, fate, there).map(({ row }) => row);
    expect(weak(own)).toEqual([]);
    expect(weak(own, namesake)).toEqual([3]);
    expect(one === undefined ? [] : ambiguousRows(one, { kind: 'new' }, [namesake])).toHaveLength(1);
  });
});
