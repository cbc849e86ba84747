import { expect, it } from 'vitest';
import { isDateFormat } from './date-styles.ts';

it.each([
  'yyyy\\-mm\\-dd',
  'yyyy/m/d;@',
  'yyyy"年"m"月"d"日"',
  'yyyy\\年m\\月d\\日;@',
  '[$-804]yyyy"年"m"月"d"日";@',
  'YYYYMMDD',
  '[h]:mm:ss',
  'h:mm AM/PM',
  'mm:ss.0',
  '[DBNum1][$-804]yyyy"年"m"月"d"日";@',
  'd mmmm yyyy г.',
  '[$-411]ggge"年"m"月"d"日"',
  'yyyy',
  'm"月"d"日"',
  'mmm',
])('%s shows a date or a time', (format) => {
  expect(isDateFormat(format)).toBe(true);
});

it.each([
  'General',
  '0',
  '0.00',
  '#,##0.00',
  '0.0%',
  '@',
  '',
  '"年"0',
  '0"人"',
  '##0.0E+0',
  '_ * #,##0.00_ ;@',
  '00000000',
  '0\\m',
  'G/通用格式',
  'G/通用格式;@',
  '[DBNum1][$-804]G/通用格式',
  'G/通用格式"班"',
  'G/標準',
  'G/표준',
  'ggg',
  'A',
  'S',
  'H',
  'm²',
  'd班',
])('%s shows a number', (format) => {
  expect(isDateFormat(format)).toBe(false);
});
