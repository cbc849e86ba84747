import { describe, expect, it } from 'vitest';
import { columnKeys, type ColumnMeaning, readWrittenChoices } from './column-choice.ts';
import { findRosterHeader } from './roster-header.ts';
import type { Cell } from './sheet.ts';

describe('what columns are said to mean', () => {
  it('is read by heading, in the words of the program and of people', () => {
    expect(
      readWrittenChoices('家长手机（必填）=guardian.phone, 民族=-,电话#2=motherPhone,备注=auto'),
    ).toEqual([
      { key: '家长手机', meaning: 'guardianPhone' },
      { key: '民族', meaning: null },
      { key: '电话#2', meaning: 'motherPhone' },
      { key: '备注', meaning: 'automatic' },
    ]);
    expect(readWrittenChoices('')).toEqual([]);
  });

  it.each(['家长手机', '家长手机=', '=name', '家长手机=guardian.hat', '学号=studentNumber,'])(
    'is refused as %s',
    (written) => {
      expect(readWrittenChoices(written)).toBeUndefined();
    },
  );

  it('is told apart for two columns of one heading', () => {
    expect(columnKeys(['电话', '电 话*', '学号'])).toEqual(['电话', '电话#2', '学号']);
  });
});

describe('headings with choices', () => {
  const fieldsOf = (cells: Cell[][], chosen: Record<string, ColumnMeaning>) => {
    const found = findRosterHeader(cells, (key) => chosen[key]);
    return found.ok ? found.header.columns.map(({ heading, field }) => `${heading} ${field}`) : found.reason;
  };

  it('count before what they say themselves', () => {
    const cells = [['姓名', '电话', '电话', '编号', '学号']];
    const chosen: Record<string, ColumnMeaning> = {
      '电话#2': 'motherPhone',
      编号: 'studentNumber',
      电话: null,
    };
    expect(fieldsOf(cells, chosen)).toEqual(['姓名 name', '电话 motherPhone', '编号 studentNumber']);
  });

  it('find a table whose name column has some other heading', () => {
    const cells = [['大班'], ['小朋友', '生日'], ['陈欣怡', '2020-03-04']];
    expect(fieldsOf(cells, {})).toBe('no_header');
    expect(fieldsOf(cells, { 小朋友: 'name' })).toEqual(['小朋友 name', '生日 birthDate']);
  });

  it('settle which of two names is the child’s', () => {
    const cells = [['姓名', '学生姓名', '性别']];
    expect(fieldsOf(cells, {})).toBe('heading_twice');
    expect(fieldsOf(cells, { 学生姓名: 'name' })).toEqual(['学生姓名 name', '性别 sex']);
  });

  it('are found by the group that they stand below', () => {
    const cells = [
      ['学生', '', '家长', ''],
      ['姓名', '性别', '姓名', '电话'],
    ];
    expect(fieldsOf(cells, { 家长电话: 'fatherPhone' })).toContain('电话 fatherPhone');
  });
});
