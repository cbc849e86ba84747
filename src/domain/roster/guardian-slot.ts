import { type GuardianRelation, MOST_GUARDIANS } from '../clients/guardian-relation.ts';

/** Whoever may stand in columns of their own, with the words that schools have for them, the one of our own template first. */
const relatives = {
  father: ['father', '父亲 爸爸 父 养父 father'],
  mother: ['mother', '母亲 妈妈 母 养母 mother'],
  stepfather: ['other_relative', '继父'],
  stepmother: ['other_relative', '继母'],
  grandfather: ['grandparent', '爷爷 祖父'],
  grandmother: ['grandparent', '奶奶 祖母'],
  maternalGrandfather: ['grandparent', '外公 姥爷 外祖父'],
  maternalGrandmother: ['grandparent', '外婆 姥姥 外祖母'],
  paternalAunt: ['other_relative', '姑姑 姑妈 姑母'],
  maternalAunt: ['other_relative', '姨妈 姨母 阿姨 小姨 大姨 姨'],
  auntByMarriage: ['other_relative', '舅妈 舅母 婶婶 婶母 伯母'],
  paternalUncle: ['other_relative', '叔叔 叔父 伯伯 伯父 大伯'],
  maternalUncle: ['other_relative', '舅舅 舅父'],
  uncleByMarriage: ['other_relative', '姑父 姑丈 姨父 姨丈'],
  brother: ['other_relative', '哥哥 兄长 兄'],
  sister: ['other_relative', '姐姐'],
  familyMember: ['other_relative', '家庭成员 亲属'],
  legalGuardian: ['legal_guardian', '法定监护人'],
  otherGuardian: ['other', '其他监护人'],
  emergencyContact: ['other', '紧急联系人 紧急联络人'],
} as const satisfies Record<string, readonly [GuardianRelation, string]>;

export type RelativeSlot = keyof typeof relatives;
/** `guardian` is the first, `guardian2` the second. */
export type GuardianSlot = RelativeSlot | 'guardian' | `guardian${number}`;
export type GuardianPart = 'Name' | 'Phone' | 'Relation';
export type GuardianField = `${GuardianSlot}${GuardianPart}`;

export const relativeSlots = Object.keys(relatives) as RelativeSlot[];
export const numberedSlots: readonly GuardianSlot[] = Array.from(
  { length: MOST_GUARDIANS },
  (_, index): GuardianSlot => (index === 0 ? 'guardian' : `guardian${index + 1}`),
);
export const guardianSlots: readonly GuardianSlot[] = [...relativeSlots, ...numberedSlots];

/** undefined: a column of its own may say it */
export function relationOfSlot(slot: GuardianSlot): GuardianRelation | undefined {
  return (relatives as Partial<Record<string, readonly [GuardianRelation, string]>>)[slot]?.[0];
}

export function isGuardianField(field: string): field is GuardianField {
  return /^(?!class)\w+(?:Name|Phone|Relation)$/u.test(field);
}

export function guardianField(slot: GuardianSlot, part: GuardianPart): GuardianField {
  return `${slot}${part}`;
}

export function partsOfField(field: GuardianField): { slot: GuardianSlot; part: GuardianPart } {
  const [, slot = '', part = ''] = /^(\w+?)(Name|Phone|Relation)$/u.exec(field) ?? [];
  return { slot: slot as GuardianSlot, part: part as GuardianPart };
}

const PARTS: Readonly<Record<GuardianPart, readonly string[]>> = {
  Name: ['姓名', '名字', 'name', ''],
  Phone: '电话 联系电话 手机 手机号 手机号码 电话号码 联系方式 联系手机 联系号码 联络电话 phone mobile'.split(
    ' ',
  ),
  Relation: '关系 与学生关系 与孩子关系 与本人关系 与幼儿关系 与儿童关系 relation'.split(' '),
};
const COUNTED = '一 二 三 四 五 六 七 八 九 十'.split(' ');
/** Columns of the only guardian, or of the first. */
const bare: Readonly<Record<GuardianPart, string>> = {
  Name: '父母姓名 联系人 联系人姓名 guardian guardianname parent parentname',
  Phone:
    '联系电话 联系方式 电话 电话号码 手机 手机号 手机号码 紧急联系电话 guardianphone parentphone phone mobile',
  Relation: '关系 与学生关系 与孩子关系 与本人关系 relation',
};

/** Headings of each of a guardian's columns, the more exact before the vaguer. */
export const guardianHeadings: ReadonlyMap<GuardianField, readonly string[]> = new Map(
  guardianSlots.flatMap((slot) =>
    (['Name', 'Phone', 'Relation'] as const).map((part): [GuardianField, string[]] => {
      const more = slot === 'guardian' ? bare[part].split(' ') : [];
      return [guardianField(slot, part), [...headingsOf(wordsOf(slot), PARTS[part]), ...more]];
    }),
  ),
);

function wordsOf(slot: GuardianSlot): string[] {
  if (slot in relatives) return relatives[slot as RelativeSlot][1].split(' ');
  const number = numberedSlots.indexOf(slot) + 1;
  const counted = [String(number), COUNTED[number - 1]].flatMap((one) => [
    `监护人${one}`,
    `家长${one}`,
    `联系人${one}`,
    `第${one}监护人`,
    `第${one}联系人`,
  ]);
  return slot === 'guardian' ? ['监护人', '家长', ...counted] : counted;
}

function headingsOf(persons: readonly string[], parts: readonly string[]): string[] {
  return persons.flatMap((person) => parts.map((part) => `${person}${part}`));
}

/** Words for a relation, as they stand in a cell; those of a relative's columns too. */
const relationWords: readonly [RegExp, GuardianRelation][] = [
  [/^(?:父女?|父子|爸)$/u, 'father'],
  [/^(?:母女?|母子|妈)$/u, 'mother'],
  [/^(?:祖孙|爷孙|外祖父母|祖父母|隔代|祖父母或外祖父母|grandparent)$/u, 'grandparent'],
  [/^(?:法定监护人|监护人|legalguardian)$/u, 'legal_guardian'],
  [/^(?:其他亲属|亲戚|otherrelative)$/u, 'other_relative'],
];
const relationOfWord = new Map<string, GuardianRelation>(
  relativeSlots.flatMap((slot) =>
    wordsOf(slot).map((word): [string, GuardianRelation] => [word, relatives[slot][0]]),
  ),
);

/** What the words of a cell mean; whatever is none of them is somebody else who looks after the child. */
export function relationOfWords(text: string): GuardianRelation {
  const plain = text.replace(/[^\p{L}\p{N}]/gu, '').toLowerCase();
  return relationOfWord.get(plain) ?? relationWords.find(([pattern]) => pattern.test(plain))?.[1] ?? 'other';
}

/** As an exported roster writes a relation, which relationOfWords reads. */
export const writtenRelations: Readonly<Record<GuardianRelation, string>> = {
  father: '父亲',
  mother: '母亲',
  grandparent: '祖父母或外祖父母',
  other_relative: '其他亲属',
  legal_guardian: '法定监护人',
  other: '其他',
};
