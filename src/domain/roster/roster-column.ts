import { type GuardianField, guardianHeadings, isGuardianField } from './guardian-slot.ts';
import { inSimplified } from './simplified.ts';

type OwnField =
  | 'name'
  | 'sex'
  | 'idKind'
  | 'idNumber'
  | 'idCountry'
  | 'birthDate'
  | 'studentNumber'
  | 'school'
  | 'grade'
  | 'className'
  | 'address';

/** What a column of a roster may hold. */
export type RosterField = OwnField | GuardianField;

/** Headings as schools write them, the one of our own template first and the more exact before the vaguer. */
const headings: Record<OwnField, string> = {
  name: '姓名 学生姓名 名字 学生名字 服务对象姓名 服务对象 学生 name studentname fullname',
  sex: '性别 学生性别 sex gender',
  idKind:
    '证件类型 身份证件类型 学生证件类型 证件种类 身份证件种类 证件类别 身份证件类别 证件名称 idtype documenttype',
  idNumber:
    '身份证号 身份证 身份证号码 身份证件号 身份证件号码 证件号 证件号码 公民身份号码 居民身份证号 居民身份证号码 学生身份证号 学生身份证号码 学生证件号 学生证件号码 护照号 护照号码 idnumber nationalid passport passportnumber',
  idCountry: '证件签发地 签发国家 证件签发国家 签发地 签发机关 护照国家 issuedby',
  birthDate: '出生日期 出生年月日 生日 出生时间 出生年月 birthdate dateofbirth birthday dob',
  studentNumber: '学号 学籍号 学籍号码 全国学籍号 学生编号 学籍辅号 studentnumber studentid studentno',
  school: '学校 学校名称 所在学校 就读学校 school schoolname',
  grade: '年级 所在年级 grade',
  className: '班级 班别 所在班级 班级名称 班 class classname',
  address:
    '住址 家庭住址 家庭地址 现住址 现住地址 居住地址 居住地 地址 联系地址 详细地址 address homeaddress',
};

const all: readonly (readonly [RosterField, readonly string[]])[] = [
  ...(Object.entries(headings) as [OwnField, string][]).map(
    ([field, synonyms]) => [field, synonyms.split(' ')] as const,
  ),
  ...guardianHeadings,
];

/** Whatever a column may mean. */
export const rosterFields: readonly RosterField[] = all.map(([field]) => field);

/** undefined where the word is no meaning */
export function rosterField(word: string): RosterField | undefined {
  return rosterFields.find((field) => field === word);
}

/** The heading of our own template. */
export function rosterHeading(field: RosterField): string {
  return all.find(([one]) => one === field)?.[1][0] ?? '';
}

/** By which words a kind of table says what its columns hold. */
export interface TableWords<Field extends string> {
  /** whatever a column may mean, the heading of our own template beside it */
  readonly fields: readonly Field[];
  /** one of these a table has that names people */
  readonly naming: readonly Field[];
  /** said of somebody beside the person whose row it is */
  readonly isOfRelative: (field: Field) => boolean;
  /**
   * The field that a heading means. Spaces, full-width letters, traditional characters, remarks in brackets (`出生日期（必填）`), stars
   * and colons do not matter.
   */
  readonly fieldOf: (heading: string) => Field | undefined;
  /** Of two headings that mean the same field, the one with less of it is the one to take: 学号 0, 全国学籍号 more. */
  readonly vaguenessOf: (heading: string) => number;
}

/** @param synonyms of each field, the more exact before the vaguer */
export function tableWords<Field extends string>(
  synonyms: readonly (readonly [Field, readonly string[]])[],
  { naming, isOfRelative }: Pick<TableWords<Field>, 'naming' | 'isOfRelative'>,
): TableWords<Field> {
  const meanings = new Map(
    synonyms.flatMap(([field, words]) =>
      words.map((word, vagueness): [string, { field: Field; vagueness: number }] => [
        word,
        { field, vagueness },
      ]),
    ),
  );
  return {
    fields: synonyms.map(([field]) => field),
    naming,
    isOfRelative,
    fieldOf: (heading) => meanings.get(plainHeading(heading))?.field,
    vaguenessOf: (heading) => meanings.get(plainHeading(heading))?.vagueness ?? Number.POSITIVE_INFINITY,
  };
}

export const rosterWords: TableWords<RosterField> = tableWords(all, {
  naming: ['name'],
  isOfRelative: isGuardianField,
});
export const findRosterField = rosterWords.fieldOf;

export function plainHeading(heading: string): string {
  return inSimplified(heading.normalize('NFKC'))
    .replace(/[([【〔][^)\]】〕]*[)\]】〕]/gu, '')
    .replace(/[^\p{L}\p{N}]/gu, '')
    .toLowerCase();
}
