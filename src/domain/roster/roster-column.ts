/** What a column of a roster may hold. */
export type RosterField =
  | 'name'
  | 'sex'
  | 'idNumber'
  | 'birthDate'
  | 'studentNumber'
  | 'school'
  | 'grade'
  | 'className'
  | 'guardianName'
  | 'guardianPhone'
  | 'secondGuardianName'
  | 'secondGuardianPhone'
  | 'fatherName'
  | 'fatherPhone'
  | 'motherName'
  | 'motherPhone'
  | 'address';

/** Whoever stands before one of these: their name, or how they are reached. */
const NAMES = ['', '姓名', '名字', 'name'];
const PHONES = '电话 联系电话 手机 手机号 手机号码 电话号码 联系方式 phone mobile'.split(' ');

const headingsOf = (persons: string, kinds: readonly string[]): string =>
  persons
    .split(' ')
    .flatMap((person) => kinds.map((kind) => `${person}${kind}`))
    .join(' ');

const FIRST = '监护人1 监护人一 第一监护人 家长1 家长一 第一联系人';
const SECOND = '监护人2 监护人二 第二监护人 家长2 家长二 第二联系人';
const FATHER = '父亲 爸爸 father';
const MOTHER = '母亲 妈妈 mother';

/** Headings as schools write them, the one of our own template first and the more exact before the vaguer. */
const headings: Record<RosterField, string> = {
  name: '姓名 学生姓名 名字 学生名字 服务对象姓名 服务对象 学生 name studentname fullname',
  sex: '性别 学生性别 sex gender',
  idNumber:
    '身份证号 身份证 身份证号码 身份证件号 身份证件号码 证件号 证件号码 公民身份号码 居民身份证号 学生身份证号 学生身份证号码 idnumber nationalid',
  birthDate: '出生日期 出生年月日 生日 出生时间 出生年月 birthdate dateofbirth birthday dob',
  studentNumber: '学号 学籍号 学籍号码 全国学籍号 学生编号 学籍辅号 studentnumber studentid studentno',
  school: '学校 学校名称 所在学校 就读学校 school schoolname',
  grade: '年级 所在年级 grade',
  className: '班级 班别 所在班级 班级名称 班 class classname',
  guardianName: `监护人姓名 监护人 家长姓名 家长 父母姓名 联系人 联系人姓名 紧急联系人 guardian guardianname parent parentname ${headingsOf(FIRST, NAMES)}`,
  guardianPhone: `监护人电话 监护人联系电话 监护人手机 监护人手机号 监护人手机号码 监护人联系方式 家长电话 家长联系电话 家长手机 家长手机号 家长手机号码 家长联系方式 联系电话 联系方式 电话 电话号码 手机 手机号 手机号码 紧急联系电话 guardianphone parentphone phone mobile ${headingsOf(FIRST, PHONES)}`,
  secondGuardianName: headingsOf(SECOND, NAMES),
  secondGuardianPhone: headingsOf(SECOND, PHONES),
  fatherName: headingsOf(FATHER, NAMES),
  fatherPhone: headingsOf(FATHER, PHONES),
  motherName: headingsOf(MOTHER, NAMES),
  motherPhone: headingsOf(MOTHER, PHONES),
  address:
    '住址 家庭住址 家庭地址 现住址 现住地址 居住地址 居住地 地址 联系地址 详细地址 address homeaddress',
};

/** Headings of our own template. */
export const rosterHeadings = Object.fromEntries(
  Object.entries(headings).map(([field, synonyms]) => [field, synonyms.split(' ')[0]]),
) as Readonly<Record<RosterField, string>>;

const meanings = new Map(
  (Object.entries(headings) as [RosterField, string][]).flatMap(([field, synonyms]) =>
    synonyms
      .split(' ')
      .map((synonym, vagueness): [string, { field: RosterField; vagueness: number }] => [
        synonym,
        { field, vagueness },
      ]),
  ),
);

/**
 * The field that a heading means. Spaces, full-width letters, remarks in brackets (`出生日期（必填）`), stars and colons
 * do not matter.
 */
export function findRosterField(heading: string): RosterField | undefined {
  return meanings.get(plainHeading(heading))?.field;
}

/** Of two headings that mean the same field, the one with less of it is the one to take: 学号 0, 全国学籍号 more. */
export function vaguenessOf(heading: string): number {
  return meanings.get(plainHeading(heading))?.vagueness ?? Number.POSITIVE_INFINITY;
}

export function plainHeading(heading: string): string {
  return heading
    .normalize('NFKC')
    .replace(/[([【〔][^)\]】〕]*[)\]】〕]/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
