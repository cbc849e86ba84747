import type { Words } from './language.ts';
import type { SpecFileErrorCode } from './spec-file-error.ts';

export const SPEC_FILE_ERRORS: Readonly<Record<SpecFileErrorCode, Words>> = {
  data_malformed: {
    en: 'The data file {file} cannot be read as CSV: {reason}',
    zh: '数据文件 {file} 无法按 CSV 读取：{reason}',
  },
  data_unreadable: {
    en: 'The data file {file} cannot be opened ({reason}).',
    zh: '无法打开数据文件 {file}（{reason}）。',
  },
  spec_invalid: {
    en: 'The specification is wrong at {path}: {problem}',
    zh: '说明文件在 {path} 处有误：{problem}',
  },
  spec_kind_unknown: {
    en: 'The specification has the unknown kind {kind}; known are {kinds}.',
    zh: '说明文件的 kind 为 {kind}，无法识别；可用的有 {kinds}。',
  },
  spec_not_json: {
    en: 'The specification is not JSON: {reason}',
    zh: '说明文件不是有效的 JSON：{reason}',
  },
  spec_unreadable: {
    en: 'The specification {file} cannot be opened ({reason}).',
    zh: '无法打开说明文件 {file}（{reason}）。',
  },
};
