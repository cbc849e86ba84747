import type { Language, Texts } from '../language.ts';
import type { Doubt } from './match-client.ts';
import type { Rejection, RejectionCode } from './rejection.ts';

/** Why a file as a whole cannot be read as a roster. */
export type RosterFileCode =
  | 'file_empty'
  | 'file_too_large'
  | 'file_too_costly'
  | 'file_readers_busy'
  | 'file_too_many_rows'
  | 'file_too_many_columns'
  | 'file_old_excel'
  | 'file_encrypted'
  | 'file_open_document'
  | 'file_not_spreadsheet'
  | 'file_encoding'
  | 'file_quotes'
  | 'no_header'
  | 'no_rows'
  | 'heading_twice';

const doubtTexts: Record<Doubt, Texts> = {
  id_number: {
    zh: '这个证件号在系统里属于另一个姓名：是写错了，还是改了名？',
    en: 'this ID number is on record under another name: a mistake, or a changed name?',
  },
  student_number: {
    zh: '这个学号在本校属于另一个人：是写错了，还是改了名？',
    en: 'this student number is on record at this school for somebody else: a mistake, or a changed name?',
  },
  student_number_zeros: {
    zh: '姓名相同，学号只差前面的 0（如 7 和 0007），从其他学号看不出是不是同一个号：是同一个人吗？',
    en: 'the same name, and student numbers that differ by leading zeros only (7 and 0007), where the others do not tell whether they are one: the same person?',
  },
  id_check_digit: {
    zh: '证件号校验位不符：请对照证件。证件上就是这样写的，选“照此保存”；写错了，就改正文件再导入',
    en: 'the check digit of the ID number is wrong: look at the document. Is it written so there, choose “save as written”; is it a mistake, correct the file',
  },
  same_in_file: {
    zh: '与第 {firstRow} 行像是同一个人。是同一个人就不用选，这一行不导入；是另一个人就选“另一个人”',
    en: 'this seems to be the person of row {firstRow}. If so, leave it: the row is not imported; if it is somebody else, say so',
  },
  other_name: {
    zh: '出生日期和监护人与已有的人相同，姓名不同：是改了名，还是双胞胎？',
    en: 'birth date and guardian are those of somebody on record under another name: a correction, or a twin?',
  },
  corrected: {
    zh: '姓名相同，出生日期、号码或性别不同：是更正，还是同名的另一个人？',
    en: 'somebody of this name is on record with another birth date, number or sex: a correction, or a namesake?',
  },
  elsewhere: {
    zh: '已有同名的人在别的班级、学校或站点：是同一个人换了地方，还是另一个人？',
    en: 'somebody of this name is on record in another class, school or site: the same person moved, or somebody else?',
  },
  namesakes: {
    zh: '有同名的人，文件里的信息不足以区分是谁',
    en: 'there are namesakes, and the file says too little to tell who is meant',
  },
  claimed_twice: {
    zh: '文件里有两行都像是同一个已有的人',
    en: 'two rows of the file seem to mean the same person on record',
  },
};

/** Why somebody has to decide whom a row means. */
export function doubtMessage(
  doubt: Doubt,
  language: Language,
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  return fill(doubtTexts[doubt][language], parameters);
}

/** `{word}` stands for a parameter of the rejection. Each text says what is wrong and, where it helps, what to do. */
const rejectionTexts: Record<RejectionCode, Texts> = {
  id_number_held_elsewhere: {
    zh: '本机构已有人登记了这个证件号，不在您的范围内；请联系督导或管理员核对',
    en: 'somebody of this organisation, outside of your reach, has this ID number; ask a supervisor or administrator',
  },
  record_unreadable: {
    zh: '系统里这个人的记录无法读取，没有更新；请告诉平台运维',
    en: 'the record of this person cannot be read and was not updated; tell whoever runs the platform',
  },
  id_number_just_registered: {
    zh: '刚刚有人登记了这个证件号；请再预演一次，看是不是同一个人',
    en: 'somebody was registered with this ID number just now; preview the file again to see whether it is the same person',
  },
  guardians_too_many: {
    zh: '加上这一行，监护人会有 {count} 位，最多 {most} 位；这一行没有导入，请先删去不用的监护人',
    en: 'with this row there would be {count} guardians, and {most} is the most; the row was left out: remove guardians first',
  },
  missing: { zh: '必填，不能为空', en: 'required, but empty' },
  too_long: { zh: '超过 {longest} 个字', en: 'longer than {longest} characters' },
  control_character: {
    zh: '含有不可见的控制字符，请重新输入',
    en: 'contains an invisible control character; type it again',
  },
  unreadable_character: {
    zh: '含有无法识别的字符，可能是乱码',
    en: 'contains an unreadable character, perhaps from a wrong encoding',
  },
  spreadsheet_error: {
    zh: '单元格是公式错误（如 #N/A）',
    en: 'the cell holds a formula error (such as #N/A)',
  },
  turned_into_date: {
    zh: '被表格软件当成了日期，请把该列设为“文本”后重新输入',
    en: 'the spreadsheet turned this into a date; format the column as text and type it again',
  },
  name_characters: {
    zh: '姓名含有数字或符号',
    en: 'a name holds letters only, no digits or signs',
  },
  sex_unknown: { zh: '性别请填“男”或“女”', en: 'write 男 or 女 (male or female)' },
  sex_contradicts_id_number: {
    zh: '性别与证件号不一致',
    en: 'does not agree with the sex in the ID number',
  },
  birth_date_format: {
    zh: '日期格式无法识别，请写成 2012-03-04',
    en: 'not readable as a date; write 2012-03-04',
  },
  birth_date_impossible: { zh: '没有这一天', en: 'this day does not exist' },
  birth_date_future: { zh: '出生日期在今天之后', en: 'lies in the future' },
  birth_date_time: {
    zh: '日期后面的时刻让人无法判断是哪一天（可能经过时区换算），请只写日期',
    en: 'the time of day behind the date leaves open which day is meant (perhaps a time zone was applied); write the date alone',
  },
  birth_date_too_old: { zh: '年龄超过 {oldestAge} 岁', en: 'makes the person older than {oldestAge}' },
  birth_date_contradicts_id_number: {
    zh: '出生日期与证件号不一致',
    en: 'does not agree with the birth date in the ID number',
  },
  student_number_characters: {
    zh: '学号只能含字母、数字和 - _ / .',
    en: 'a student number holds letters, digits and - _ / . only',
  },
  student_number_rounded: {
    zh: '学号被表格软件改成了科学计数，请把该列设为“文本”后重新输入',
    en: 'the spreadsheet rounded this number; format the column as text and type it again',
  },
  student_number_repeated: {
    zh: '与第 {firstRow} 行的学号相同',
    en: 'the same student number as in row {firstRow}',
  },
  id_number_with_two_names: {
    zh: '证件号与第 {firstRow} 行相同，姓名却不同',
    en: 'the ID number of row {firstRow}, but another name',
  },
  id_number_repeated: {
    zh: '与第 {firstRow} 行的证件号相同',
    en: 'the same ID number as in row {firstRow}',
  },
  first_row_rejected: {
    zh: '与第 {firstRow} 行是同一个人（姓名合并在一格），那一行被退回，这一行也没有导入',
    en: 'the same person as row {firstRow} (one cell for the name), which was rejected; this row is left out with it',
  },
  duplicate_row: { zh: '与第 {firstRow} 行完全相同', en: 'an exact copy of row {firstRow}' },
  id_number_length: { zh: '身份证号应为 18 位', en: 'an ID number has 18 characters' },
  id_number_rounded: {
    zh: '身份证号被表格软件改成了科学计数，末几位已丢失，请把该列设为“文本”后重新输入',
    en: 'the spreadsheet rounded this ID number and lost its last digits; format the column as text and type it again',
  },
  id_number_characters: {
    zh: '身份证号只能是数字，末位可为 X',
    en: 'an ID number holds digits only, the last may be X',
  },
  id_number_region: { zh: '身份证号的地区码不存在', en: 'the ID number begins with an unknown region' },
  id_number_date: {
    zh: '身份证号中的出生日期不存在',
    en: 'the birth date inside the ID number does not exist',
  },
  id_number_future: {
    zh: '身份证号中的出生日期在今天之后',
    en: 'the birth date inside the ID number lies ahead',
  },
  id_number_check_digit: {
    zh: '证件号校验位不符，请核对是否输错',
    en: 'the check digit of the number is wrong; look for a mistyped digit',
  },
  id_number_kind: {
    zh: '号码与所选的证件种类不符',
    en: 'this is no number of the chosen kind of document',
  },
  phone_length: {
    zh: '电话位数不对（手机 11 位，座机请加区号）',
    en: 'wrong number of digits (mobile 11; landlines need an area code)',
  },
  phone_characters: { zh: '电话只能含数字', en: 'a phone number holds digits only' },
  phone_prefix: { zh: '号段或区号不存在', en: 'no such mobile prefix or area code' },
  phone_rounded: {
    zh: '电话被表格软件改成了科学计数，请把该列设为“文本”后重新输入',
    en: 'the spreadsheet rounded this number; format the column as text and type it again',
  },
};

const fileTexts: Record<RosterFileCode, Texts> = {
  file_empty: { zh: '文件是空的', en: 'the file is empty' },
  file_too_large: { zh: '文件过大', en: 'the file is too large' },
  file_too_costly: {
    zh: '读取这个文件所需的时间或内存过多，请另存为新的 .xlsx 或 .csv 后重试',
    en: 'reading this file takes too much time or memory; save it anew as .xlsx or .csv and try again',
  },
  file_readers_busy: {
    zh: '正在读取其他文件，请稍后再试',
    en: 'other files are being read; try again later',
  },
  file_too_many_rows: { zh: '行数过多，请分成几个文件', en: 'too many rows; split the file' },
  file_too_many_columns: { zh: '列数过多', en: 'too many columns' },
  file_old_excel: {
    zh: '这是旧版表格文件（.xls 或 .et）。请用 WPS 或 Excel 打开它，选“文件 → 另存为”，文件类型选“Microsoft Excel 文件（*.xlsx）”（WPS）或“Excel 工作簿（*.xlsx）”（Excel），再导入新文件',
    en: 'this is an old spreadsheet (.xls or .et). Open it, choose “File → Save As” and the type “Excel Workbook (*.xlsx)” (Excel) or “Microsoft Excel File (*.xlsx)” (WPS), and import the new file',
  },
  file_encrypted: {
    zh: '这个文件有打开密码。请用密码打开，去掉密码再保存：WPS 选“文件 → 文档加密 → 密码加密”，Excel 选“文件 → 信息 → 保护工作簿 → 用密码进行加密”，清空密码',
    en: 'this file opens with a password only. Open it and take the password off before you save it: in Excel “File → Info → Protect Workbook → Encrypt with Password”, in WPS “Menu → Document Encryption → Password Encryption”, and leave the password empty',
  },
  file_open_document: {
    zh: '这是 OpenDocument 表格（.ods）。请用 LibreOffice、WPS 或 Excel 打开它，选“文件 → 另存为”，文件类型选 .xlsx，再导入新文件',
    en: 'this is an OpenDocument spreadsheet (.ods). Open it in LibreOffice, WPS or Excel, choose “File → Save As” and the type .xlsx, and import the new file',
  },
  file_not_spreadsheet: { zh: '不是 .xlsx 或 .csv 表格', en: 'this is neither an .xlsx nor a .csv file' },
  file_encoding: {
    zh: '无法识别文字编码，请用 UTF-8 或 GB18030 保存',
    en: 'unknown text encoding; save the file as UTF-8 or GB18030',
  },
  file_quotes: { zh: '引号没有成对', en: 'a quotation mark is not closed' },
  no_header: { zh: '找不到含“姓名”的表头', en: 'no heading row with 姓名 (name) found' },
  no_rows: { zh: '表头下面没有数据', en: 'there is nothing below the headings' },
  heading_twice: {
    zh: '表头“{heading}”与另一列含义相同',
    en: 'the heading “{heading}” means the same as another',
  },
};

/** The sentence that tells a person why a row was rejected. */
export function rejectionMessage(
  rejection: Pick<Rejection, 'code' | 'parameters'>,
  language: Language,
): string {
  return fill(rejectionTexts[rejection.code][language], rejection.parameters);
}

/** The sentence that tells a person why a file cannot be read. */
export function rosterFileMessage(
  code: RosterFileCode,
  language: Language,
  parameters: Readonly<Record<string, string | number>> = {},
): string {
  return fill(fileTexts[code][language], parameters);
}

function fill(text: string, parameters: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/gu, (_, name: string) => String(parameters[name] ?? ''));
}
