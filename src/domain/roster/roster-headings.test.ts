import { describe, expect, it } from 'vitest';
import { findRosterHeader } from './roster-header.ts';
import { type Cell, sheetOf } from './sheet.ts';
import { readRoster } from '../../../test/all-at-once.ts';

const today = '2026-11-23';
const headings = ['姓名', '性别', '身份证号', '出生日期', '学号', '学校', '监护人电话'];

describe('the headings of a roster', () => {
  it('are found below titles, in any order, under other names, with spaces and remarks', () => {
    const found = findRosterHeader([
      ['某某中学学生花名册', null, null, null],
      [null, null, null, null],
      ['制表人：王老师', null, '2026-09-01', null],
      ['序号', '家长联系电话', '学 生　姓 名', '出生日期（必填）', '班别*', '民族'],
    ]);
    expect(found).toMatchObject({
      ok: true,
      header: {
        row: 4,
        columns: [
          { field: 'guardianPhone', index: 1, heading: '家长联系电话' },
          { field: 'name', index: 2, heading: '学 生 姓 名' },
          { field: 'birthDate', index: 3, heading: '出生日期(必填)'.replace('(', '（').replace(')', '）') },
          { field: 'className', index: 4, heading: '班别*' },
        ],
        ignored: [{ heading: '序号' }, { heading: '民族' }],
      },
    });
  });

  it('of two rows are read together where cells are merged', () => {
    const found = findRosterHeader([
      ['学生信息', null, '家长', null, '住址'],
      ['姓名', '性别', '姓名', '电话', null],
      ['陈欣怡', '女', '陈建国', '13800138000', '幸福路'],
    ]);
    const fields = found.ok ? found.header.columns.map(({ field }) => field) : [];
    expect(fields).toEqual(['name', 'sex', 'guardianName', 'guardianPhone', 'address']);
  });

  it('may be English', () => {
    const found = findRosterHeader([['Name', 'Sex', 'Date of birth', 'Guardian phone']]);
    expect(found.ok && found.header.columns.map(({ field }) => field)).toEqual([
      'name',
      'sex',
      'birthDate',
      'guardianPhone',
    ]);
  });

  it('that mean the same twice are refused, since nobody can tell which counts', () => {
    expect(readRoster([sheetOf([['姓名', '性别', '学生姓名']])], { today })).toEqual({
      ok: false,
      reason: 'heading_twice',
      heading: '学生姓名',
      row: 1,
    });
  });

  it('must name people', () => {
    expect(
      readRoster(
        [
          sheetOf([
            ['性别', '班级'],
            ['女', '1'],
          ]),
        ],
        { today },
      ),
    ).toEqual({ ok: false, reason: 'no_header' });
    expect(readRoster([], { today })).toEqual({ ok: false, reason: 'no_header' });
    expect(readRoster([sheetOf([headings, [null, ' ']])], { today })).toEqual({
      ok: false,
      reason: 'no_rows',
    });
  });
});

describe('headings that could mean the same', () => {
  function understood(...rows: Cell[][]) {
    const found = findRosterHeader(rows);
    if (!found.ok) return found.reason;
    const columns = found.header.columns.map(({ field, index }) => [field, index]);
    return { ...Object.fromEntries(columns), ignored: found.header.ignored.map(({ heading }) => heading) };
  }

  it.each([
    [['全国学籍号', '姓名', '学号'], { name: 1, studentNumber: 2, ignored: ['全国学籍号'] }],
    [['姓名', '现住址', '家庭住址'], { name: 0, address: 2, ignored: ['现住址'] }],
    [['姓名', '手机', '联系电话'], { name: 0, guardianPhone: 2, ignored: ['手机'] }],
    [
      ['姓名', '手机', '联系电话', '监护人电话'],
      { name: 0, guardianPhone: 3, ignored: ['手机', '联系电话'] },
    ],
    [['姓名', '联系电话', '联系电话'], { name: 0, guardianPhone: 1, ignored: ['联系电话'] }],
  ])('are taken by the most exact one: %s', (row, meaning) => {
    expect(understood(row)).toEqual(meaning);
  });

  it('are refused where both name children', () => {
    expect(understood(['姓名', '性别', '学生姓名'])).toBe('heading_twice');
    expect(understood(['学生', '', '其他', ''], ['姓名', '性别', '姓名', '电话'])).toBe('heading_twice');
  });

  it.each(['学生', '学生信息', '个人信息', '基本信息'])(
    "leave out the pupil's own telephone below %s",
    (group) => {
      expect(understood([group, '', '', '家长信息', ''], ['姓名', '性别', '电话', '姓名', '手机'])).toEqual({
        name: 0,
        sex: 1,
        guardianName: 3,
        guardianPhone: 4,
        ignored: ['电话'],
      });
      expect(understood([group, '', '班级信息'], ['姓名', '手机', '班级'])).toEqual({
        name: 0,
        className: 2,
        ignored: ['手机'],
      });
    },
  );

  it("read a telephone as the guardian's below a title of the whole table", () => {
    expect(understood(['学生信息', ''], ['姓名', '电话'])).toEqual({
      name: 0,
      guardianPhone: 1,
      ignored: [],
    });
  });

  it.each([
    ['爷爷', 'grandfather'],
    ['奶奶', 'grandmother'],
    ['外公', 'maternalGrandfather'],
    ['外婆', 'maternalGrandmother'],
    ['姑姑', 'paternalAunt'],
    ['舅妈', 'auntByMarriage'],
    ['法定监护人', 'legalGuardian'],
    ['其他监护人', 'otherGuardian'],
    ['紧急联系人', 'emergencyContact'],
  ])(
    'read %s as somebody beside the guardians, over two rows and in one, and never as the child',
    (group, slot) => {
      const own = ['姓名', '性别', '姓名', '电话'];
      const meant = { name: 0, sex: 1, [`${slot}Name`]: 2, [`${slot}Phone`]: 3 };
      expect(understood(['学生', '', group, ''], own)).toEqual({ ...meant, ignored: [] });
      expect(understood(['姓名', '性别', `${group}姓名`, `${group}电话`])).toEqual({ ...meant, ignored: [] });
      expect(understood(['学生', '', group, '', '家长', ''], [...own, '姓名', '电话'])).toEqual({
        ...meant,
        guardianName: 4,
        guardianPhone: 5,
        ignored: [],
      });
    },
  );

  it('read all of a family, and as many guardians as are numbered', () => {
    expect(
      understood(
        ['爷爷', '', '奶奶', '', '外公', '', '学生'],
        ['姓名', '电话', '姓名', '手机', '姓名', '电话', '姓名'],
      ),
    ).toEqual({
      grandfatherName: 0,
      grandfatherPhone: 1,
      grandmotherName: 2,
      grandmotherPhone: 3,
      maternalGrandfatherName: 4,
      maternalGrandfatherPhone: 5,
      name: 6,
      ignored: [],
    });
    expect(
      understood([
        '姓名',
        '监护人1姓名',
        '监护人1关系',
        '监护人2姓名',
        '监护人2电话',
        '第三监护人',
        '家长四电话',
      ]),
    ).toEqual({
      name: 0,
      guardianName: 1,
      guardianRelation: 2,
      guardian2Name: 3,
      guardian2Phone: 4,
      guardian3Name: 5,
      guardian4Phone: 6,
      ignored: [],
    });
  });

  it('may be in traditional characters', () => {
    expect(
      understood([
        '姓名',
        '性別',
        '學校',
        '班級',
        '學號',
        '證件號碼',
        '監護人',
        '聯絡電話',
        '監護人聯絡電話',
        '備註',
      ]),
    ).toEqual({
      name: 0,
      sex: 1,
      school: 2,
      className: 3,
      studentNumber: 4,
      idNumber: 5,
      guardianName: 6,
      guardianPhone: 8,
      ignored: ['聯絡電話', '備註'],
    });
  });

  it("keep a parent's identity number and sex from the child", () => {
    expect(
      understood(['学生', '家长', '', '', ''], ['姓名', '姓名', '性别', '身份证号', '学生身份证号']),
    ).toEqual({ name: 0, guardianName: 1, idNumber: 4, ignored: ['性别', '身份证号'] });
  });
});
