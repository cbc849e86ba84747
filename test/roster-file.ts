import iconv from 'iconv-lite';
import { identityCheckCharacter } from '../src/domain/people/identity-number.ts';
import type { RejectionCode } from '../src/domain/roster/rejection.ts';

/** A fault that `brokenRoster` puts into one row, and how the import must answer. */
export interface ExpectedRejection {
  row: number;
  column: string;
  code: RejectionCode;
}

export interface BrokenRoster {
  /** CSV in GB18030 with two title rows above the headings, as a school office sends it. */
  bytes: Buffer;
  headings: string[];
  /** All rows of the file, titles and headings included. */
  lines: string[][];
  /** Rows below the headings. */
  rowCount: number;
  /** Sorted by row; one for each broken row. */
  rejected: ExpectedRejection[];
}

interface Fault {
  column: string;
  code: RejectionCode;
  change: (cells: Map<string, string>, earlier: Map<string, string>) => void;
}

const headings = [
  '班级',
  '姓名',
  '性别',
  '身份证号',
  '出生日期',
  '学号',
  '学校',
  '年级',
  '家长姓名',
  '联系电话',
  '家庭住址',
];
const surnames = Array.from('王李张刘陈杨黄吴赵周徐孙马朱胡林郭何高罗曾单仇解');
const givenNames = '欣怡 子涵 梓轩 浩然 雨桐 思远 佳琪 俊杰 诗涵 宇航 若曦 明轩 乐怡 晨曦 文博 静雯'.split(
  ' ',
);
const dateNotations = [
  (year: number, month: string, day: string) => `${year}-${month}-${day}`,
  (year: number, month: string, day: string) => `${year}/${Number(month)}/${Number(day)}`,
  (year: number, month: string, day: string) => `${year}年${Number(month)}月${Number(day)}日`,
  (year: number, month: string, day: string) => `${year}.${month}.${day}`,
];

const faults: Fault[] = [
  { column: '姓名', code: 'missing', change: (cells) => cells.set('姓名', '') },
  { column: '姓名', code: 'name_characters', change: (cells) => cells.set('姓名', '李雷@3') },
  { column: '姓名', code: 'too_long', change: (cells) => cells.set('姓名', '长'.repeat(51)) },
  { column: '性别', code: 'sex_unknown', change: (cells) => cells.set('性别', '不详') },
  {
    column: '性别',
    code: 'sex_contradicts_id_number',
    change: (cells) => cells.set('性别', cells.get('性别') === '男' ? '女' : '男'),
  },
  {
    column: '身份证号',
    code: 'id_number_date',
    change: (cells) => cells.set('身份证号', '110101201302290014'),
  },
  {
    column: '身份证号',
    code: 'id_number_length',
    change: (cells) => cells.set('身份证号', '33030220120304'),
  },
  { column: '身份证号', code: 'id_number_rounded', change: (cells) => cells.set('身份证号', '3.30302E+17') },
  {
    column: '出生日期',
    code: 'birth_date_impossible',
    change: (cells) => cells.set('出生日期', '2013-02-30'),
  },
  {
    column: '出生日期',
    code: 'birth_date_contradicts_id_number',
    change: (cells) => cells.set('出生日期', '1999-09-09'),
  },
  { column: '联系电话', code: 'phone_length', change: (cells) => cells.set('联系电话', '1380013800') },
  {
    column: '身份证号',
    code: 'id_number_with_two_names',
    change: (cells, earlier) => {
      for (const column of ['身份证号', '性别', '出生日期']) cells.set(column, earlier.get(column) ?? '');
      cells.set('姓名', '另有其人');
    },
  },
];

/**
 * A roster of a school with as many rows, the same each time, of which twelve are broken in twelve different ways. All
 * names and numbers are made up: the identity numbers only have valid check digits.
 * @param rowCount at least 60
 */
export function brokenRoster(rowCount = 500): BrokenRoster {
  if (rowCount < 60) throw new RangeError('at least 60 rows');
  const pupils = Array.from({ length: rowCount }, (_, index) => pupil(index));
  const titles = [
    ['某某市第三中学学生花名册', ...headings.slice(1).map(() => '')],
    ['填表日期：2026年9月1日', ...headings.slice(1).map(() => '')],
  ];
  const firstRow = titles.length + 2;
  const step = Math.floor(rowCount / (faults.length + 1));
  const rejected = faults.map(({ column, code, change }, index) => {
    const place = (index + 1) * step;
    const cells = pupils[place] ?? new Map<string, string>();
    change(cells, pupils[place - 1] ?? cells);
    return { row: firstRow + place, column, code };
  });
  const lines = [
    ...titles,
    headings,
    ...pupils.map((cells) => headings.map((heading) => cells.get(heading) ?? '')),
  ];
  const text = lines.map((line) => line.join(',')).join('\r\n') + '\r\n';
  return { bytes: iconv.encode(text, 'gb18030'), headings, lines, rowCount, rejected };
}

function pupil(index: number): Map<string, string> {
  const year = 2011 + (index % 4);
  const month = String(1 + (index % 12)).padStart(2, '0');
  const day = String(1 + (index % 28)).padStart(2, '0');
  const order = String(index).padStart(3, '0').slice(-3);
  // pupils 1,000 apart may share a birth date and an order number: another county tells them apart
  const region = `3303${String(2 + Math.floor(index / 1000)).padStart(2, '0')}`;
  const digits = `${region}${year}${month}${day}${order}`;
  const notation = dateNotations[index % dateNotations.length];
  const name = surnames[index % surnames.length] ?? '';
  const givenName = givenNames[(index * 7) % givenNames.length] ?? '';
  return new Map([
    ['班级', `${1 + (index % 6)}班`],
    ['姓名', index % 9 === 4 ? ` ${name}　${givenName}` : name + givenName],
    ['性别', Number(order) % 2 === 1 ? '男' : '女'],
    ['身份证号', digits + identityCheckCharacter(digits)],
    ['出生日期', notation?.(year, month, day) ?? ''],
    ['学号', `2026${String(index + 1).padStart(5, '0')}`],
    ['学校', '某某市第三中学'],
    ['年级', `${7 + (index % 3)}年级`],
    ['家长姓名', `${name}建国`],
    ['联系电话', `138${String(10_000_000 + index)}`],
    ['家庭住址', index % 5 === 0 ? '' : `幸福路${index + 1}号`],
  ]);
}
