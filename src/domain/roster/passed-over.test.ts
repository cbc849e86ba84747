import { describe, expect, it } from 'vitest';
import { passedOverAs } from './passed-over.ts';
import { findRosterHeader } from './roster-header.ts';
import type { Cell } from './sheet.ts';

function reasonFor(headings: string[], row: Cell[]) {
  const found = findRosterHeader([headings]);
  if (!found.ok) throw new Error(found.reason);
  return passedOverAs(row, found.header);
}

describe('a child', () => {
  it.each([
    ['备注', '备注：单亲'],
    ['备注', '说明:低保'],
    ['班主任', '班主任'],
    ['备注', '日期：9月1日转入'],
    ['单位', '单位：第一小学'],
    ['班级', '合计'],
  ])('is not passed over for the %s `%s` in the first column', (heading, cell) => {
    expect(reasonFor([heading, '姓名', '性别'], [cell, '陈欣怡', null])).toBeUndefined();
    expect(reasonFor([heading, '姓名', '性别'], [cell, '张伟2', null])).toBeUndefined();
    // the name is missing, which is said of the row
    expect(reasonFor([heading, '姓名', '性别'], [cell, null, '女'])).toBeUndefined();
  });

  it.each<[heading: string, value: Cell]>([
    ['性别', '男'],
    ['身份证号', '330302201203040021'],
    ['出生日期', '2012-03-04'],
    ['出生日期', '2012年3月4日'],
    ['出生日期', new Date('2012-03-04')],
    ['出生日期', 40_972],
    ['学号', 'G2026001'],
    ['学号', 20_260_001],
    ['父亲电话', '138 0013 8000'],
    ['家长电话', 13_800_138_000],
  ])('may be called like a sum or a remark where the row has its %s', (heading, value) => {
    for (const name of ['Sum', 'Note', '完', '学生'])
      expect(reasonFor(['姓名', heading], [name, value])).toBeUndefined();
  });

  it('is no heading for having a mother instead of the name of one', () => {
    expect(reasonFor(['姓名', '班级', '监护人'], ['陈欣怡', '班', '母亲'])).toBeUndefined();
  });
});

describe('nobody', () => {
  it.each(
    '总数 人数 本页合计 全校合计 男生合计 女生合计 合计人数 统计 平均 平均分 合\u3000计 合计2人 合计：2人 （合计） 共2人'.split(
      ' ',
    ),
  )('is called %s', (name) => {
    expect(reasonFor(['序号', '姓名', '性别', '学号'], [3, name, '男1人，女1人', 25])).toBe('total');
  });

  it.each(
    '以下空白 ——以下空白—— 以上 以下无正文 班主任签字 家长签名 家长签名： 制表单位 填表时间：九月 示例 例 样例 必填 *选填 完 （完） 注意事项 备注说明 注1：略'.split(
      ' ',
    ),
  )('is called %s either', (name) => {
    expect(reasonFor(['序号', '姓名', '性别'], [null, name, null])).toBe('note');
  });

  it('is counted or has signed in the column of the name, below the words in the first', () => {
    const headings = ['序号', '姓名', '性别'];
    expect(reasonFor(headings, ['合计', '2人', null])).toBe('total');
    expect(reasonFor(headings, ['合计', 2, null])).toBe('total');
    expect(reasonFor(headings, ['审核', '填表人：李老师', null])).toBe('note');
    expect(reasonFor(headings, ['注', null, '男1人，女1人'])).toBe('note');
  });

  it('has the date and the telephone of a signature', () => {
    const headings = ['姓名', '性别', '出生日期', '家长电话'];
    expect(reasonFor(headings, ['填表日期', null, '2026-09-01', null])).toBe('note');
    expect(reasonFor(headings, ['负责人', null, null, '13800138000'])).toBe('note');
    expect(reasonFor(headings, ['负责人', '男', null, '13800138000'])).toBeUndefined();
  });

  it('is called true or false', () => {
    expect(reasonFor(['姓名', '性别'], [false, null])).toBe('note');
  });

  it('is named by headings that come again, also in another order', () => {
    expect(reasonFor(['姓名', '性别', '班级'], ['姓名', null, null])).toBe('heading');
    expect(reasonFor(['姓名', '性别', '班级'], ['班级', '姓名', '性别'])).toBe('heading');
    expect(reasonFor(['姓名', '性别', '民族'], ['民族', '姓名', '性别'])).toBe('heading');
  });
});
