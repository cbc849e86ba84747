import type { Language, Texts } from '../language.ts';
import { rejectionMessage } from '../roster/messages.ts';
import type { RejectionCode, RejectionParameters } from '../roster/rejection.ts';
import type { ImportDoubt } from './import-people.ts';
import type { ImportRejectionCode } from './import-row.ts';

type OwnCode = Exclude<ImportRejectionCode, RejectionCode>;

/** `{word}` stands for a parameter. Each text says what is wrong and, where it helps, what to do. */
const ownTexts: Record<OwnCode, Texts> = {
  person_missing: {
    zh: '没有写是谁：请填姓名或志愿者编号',
    en: 'it does not say who: give a name or a volunteer number',
  },
  day_format: {
    zh: '日期看不懂：请写成 2025-03-08',
    en: 'this is no date that could be read: write 2025-03-08',
  },
  day_future: { zh: '服务日期在今天之后', en: 'the day of the service is yet to come' },
  minutes_unclear: {
    zh: '时长看不懂：请写小时数，如 2.5，或“2小时30分”',
    en: 'this is no length of time: write hours, such as 2.5 or “2 h 30 min”',
  },
  minutes_vague: {
    zh: '“半天”“约”这类写法不知道是几小时：请写小时数',
    en: 'nobody knows how many hours “half a day” or “about” are: write the hours',
  },
  minutes_none: { zh: '时长要大于 0', en: 'there have to be more hours than none' },
  minutes_missing: {
    zh: '没有时长：请填服务时长，或开始和结束时间',
    en: 'no hours: fill in how long it was, or when it began and ended',
  },
  minutes_over_day: { zh: '一次服务不能超过 24 小时', en: 'no service lasts longer than 24 hours' },
  minutes_unit: {
    zh: '这一列没有写单位，又有大于 12 的数：请先在下面“改列的含义”里选小时或分钟',
    en: 'the column names no unit and has numbers above 12: first choose hours or minutes below, under what columns mean',
  },
  minutes_of_day: {
    zh: '这个数像是没有设格式的时间（一天的几分之几）：请把单元格设成时间，或写小时数',
    en: 'this looks like a time without a format (a part of a day): give the cell the format of a time, or write hours',
  },
  minutes_beyond_times: {
    zh: '时长比开始到结束的时间还长',
    en: 'the hours are more than from the beginning to the end',
  },
  clock_unclear: { zh: '时间看不懂：请写成 14:00', en: 'this is no time of day: write 14:00' },
  clock_next_day: {
    zh: '“晚上 12 点”是第二天的 0 点：请写 24:00，或分成两行',
    en: 'twelve at night is the beginning of the next day: write 24:00, or two rows',
  },
  clock_half: {
    zh: '开始和结束时间只有一个，时长又没有或对不上',
    en: 'only one of beginning and end is there, and the hours do not tell the other',
  },
  clock_backwards: {
    zh: '结束时间不晚于开始时间；跨夜的请分成两行',
    en: 'it ends before it begins; write a night in two rows',
  },
  service_future: { zh: '结束时间还没有到', en: 'it has not ended yet' },
  service_overlaps: {
    zh: '与同一个人已有的服务时间重叠{firstRow}',
    en: 'at the same time as another service of the same person{firstRow}',
  },
  service_day_over: {
    zh: '同一个人这一天的时长合计超过 24 小时',
    en: 'more than 24 hours of one person on this day',
  },
  service_other_length: {
    zh: '这一天的同一活动已有 {minutes} 分钟的记录{firstRow}，时长不同：要改就在志愿者页面上更正；是另外一次，请写明开始和结束时间',
    en: 'the same activity is there on this day with {minutes} minutes{firstRow}: correct it on the volunteer’s page, or write when this one began and ended where it was another',
  },
  service_before_birth: {
    zh: '服务日期早于出生日期',
    en: 'the day of the service lies before the date of birth',
  },
  number_of_nobody: {
    zh: '这个志愿者编号在本机构没有人（可能已经离开）：请核对；确实是新登记的人，请删去编号再导入',
    en: 'nobody here has this volunteer number (they may have left): look again, and leave the number out where it is somebody new',
  },
  person_contradicts_row: {
    zh: '与第 {firstRow} 行是同一个人，这一项却不一样',
    en: 'the person of row {firstRow}, of whom this says something else',
  },
  person_ambiguous: {
    zh: '文件或名册里有多个同名的人：请补上编号、手机号或出生日期',
    en: 'several people of the file or of the book have this name: add a number, telephone or date of birth',
  },
  person_refused: {
    zh: '这个人没有导入，所以这一行也没有：见第 {firstRow} 行',
    en: 'this person was not taken in, and so was this row: see row {firstRow}',
  },
  new_needs_name: {
    zh: '这个编号不认识，又没有姓名',
    en: 'nobody has this number, and there is no name',
  },
  new_needs_birth_date: {
    zh: '新志愿者要有出生日期或身份证号，才知道是否成年',
    en: 'a new volunteer needs a date of birth or an ID number, by which it is known whether they are of full age',
  },
  new_needs_phone: {
    zh: '新志愿者要有手机号，以后才能认领自己的记录',
    en: 'a new volunteer needs a telephone number, by which they can claim their record later',
  },
  new_invalid: {
    zh: '这个人的信息有误：{reason}',
    en: 'what is said of this person is not right: {reason}',
  },
  minor_by_correction: {
    zh: '按这份表未满 18 周岁，而现有记录已成年：没有改，请先核对',
    en: 'under 18 by this table and of full age on record: nothing was changed, look at the document first',
  },
  guardian_phone_same: {
    zh: '监护人电话不能与本人相同',
    en: 'the guardian’s telephone number cannot be the volunteer’s own',
  },
};

const doubtTexts: Record<ImportDoubt, Texts> = {
  number_other_name: {
    zh: '这个志愿者编号是另一个姓名的：是写错了，还是改了名？',
    en: 'this volunteer number is somebody’s of another name: a mistake, or a changed name?',
  },
  id_other_name: {
    zh: '这个证件号是另一个姓名的：是写错了，还是改了名？',
    en: 'this ID number is somebody’s of another name: a mistake, or a changed name?',
  },
  phone_other_name: {
    zh: '这个手机号是另一位志愿者的：是同一个人，还是家人？',
    en: 'this telephone number is another volunteer’s: the same person, or somebody of the family?',
  },
  namesake: {
    zh: '有同名的志愿者，文件里的信息不足以确定是不是同一个人',
    en: 'there is a volunteer of this name, and the file says too little to tell whether it is the same person',
  },
  corrected: {
    zh: '姓名相同，出生日期或证件号不同：是更正，还是同名的另一个人？',
    en: 'the same name with another date of birth or ID number: a correction, or a namesake?',
  },
  several: {
    zh: '有多位志愿者都可能是这个人',
    en: 'several volunteers may be this person',
  },
  has_left: {
    zh: '有这样信息的人曾在本机构，后来离开了或被结束：本人知道要重新登记吗？时长可能已经算过一次',
    en: 'somebody with these details was here and left, or was ended: do they know that they would be in the book again? Their hours may have counted once',
  },
  claimed_twice: {
    zh: '文件里前面已有人对应这位志愿者',
    en: 'somebody earlier in the file is this volunteer already',
  },
};

export function importRejectionMessage(
  { code, parameters }: { readonly code: ImportRejectionCode; readonly parameters: RejectionParameters },
  language: Language,
): string {
  const own = (ownTexts as Partial<Record<string, Texts>>)[code];
  if (own === undefined) return rejectionMessage({ code: code as RejectionCode, parameters }, language);
  return own[language].replace(/\{(\w+)\}/gu, (_, name: string) => String(parameters[name] ?? ''));
}

export function importDoubtMessage(doubt: ImportDoubt, language: Language): string {
  return doubtTexts[doubt][language];
}

/** `（第 7 行）`: beside which row of the file it is. */
export function besideRow(row: number | null, language: Language): string {
  if (row === null) return '';
  return language === 'zh' ? `（第 ${row} 行）` : ` (row ${row})`;
}
