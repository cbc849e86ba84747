import { rosterFileMessage } from '../domain/roster/messages.ts';
import { SpreadsheetError } from '../server/platform/files/spreadsheet-error.ts';
import { fill, type Language, type Words } from './language.ts';
import type { SpecFileError, SpecFileErrorCode } from './spec-file-error.ts';

const SPEC_FILE_ERRORS: Readonly<Record<SpecFileErrorCode, Words>> = {
  data_no_table: {
    en: 'The data file {file} cannot be read: {reason}.',
    zh: '无法读取数据文件 {file}：{reason}。',
  },
  data_several_sheets: {
    en: 'The data file {file} has {sheets} sheets with content; save the one to be analysed as a file of its own.',
    zh: '数据文件 {file} 有 {sheets} 个工作表有内容；请把要分析的那个另存为单独的文件。',
  },
  data_too_large: {
    en: 'The data file {file} is too much for a spreadsheet here ({reason}). Save it as .csv, which may have any size.',
    zh: '数据文件 {file} 作为表格过大（{reason}）。请另存为 .csv，.csv 不限大小。',
  },
  data_unreadable: {
    en: 'The data file {file} cannot be opened ({reason}); it is looked for in the folder of the specification.',
    zh: '无法打开数据文件 {file}（{reason}）；数据文件应与说明文件放在同一文件夹。',
  },
  spec_empty: {
    en: 'The specification is wrong at {path}: it is empty.',
    zh: '说明文件在 {path} 处有误：内容为空。',
  },
  spec_key_missing: {
    en: 'The specification is wrong at {path}: the key "{key}" is missing.',
    zh: '说明文件在 {path} 处有误：缺少键“{key}”。',
  },
  spec_key_unknown: {
    en: 'The specification is wrong at {path}: there is no key "{key}"; possible are {keys}.',
    zh: '说明文件在 {path} 处有误：没有“{key}”这个键；可用的有 {keys}。',
  },
  spec_not_allowed: {
    en: 'The specification is wrong at {path}: {value} stands there instead of {allowed}.',
    zh: '说明文件在 {path} 处有误：现在是 {value}，应为 {allowed}。',
  },
  spec_kind_unknown: {
    en: 'The specification has the unknown kind {kind}; known are {kinds}.',
    zh: '说明文件的 kind 为 {kind}，无法识别；可用的有 {kinds}。',
  },
  spec_not_json: {
    en: 'The specification is not JSON: {reason}. Look near line {line} for a comma too many or missing, or a quotation mark that is not closed or not a straight one.',
    zh: '说明文件不是有效的 JSON（第 {line} 行附近）。常见原因：多了或少了逗号，引号没有成对，或用了中文的引号、逗号、冒号。',
  },
  spec_wrong_length: {
    en: 'The specification is wrong at {path}: {value} stands there; the list must have {needed} entries.',
    zh: '说明文件在 {path} 处有误：现在是 {value}，列表应有 {needed} 项。',
  },
  spec_unreadable: {
    en: 'The specification {file} cannot be opened ({reason}).',
    zh: '无法打开说明文件 {file}（{reason}）。',
  },
};

/** The sentence for a file that cannot be read; what is wrong with its bytes has words of its own. */
export function explainSpecFileError({ code, parameters, cause }: SpecFileError, language: Language): string {
  const reason = cause instanceof SpreadsheetError ? { reason: rosterFileMessage(cause.code, language) } : {};
  return fill(SPEC_FILE_ERRORS[code], language, { ...parameters, ...reason });
}
