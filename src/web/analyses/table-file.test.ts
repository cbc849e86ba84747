import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { TableError } from '../../domain/evidence/tables/table-error.ts';
import { FileRefused, rowsOf } from './table-file.ts';

const text = 'sep=;\n班级;分数\n\n七年级1班;12\n七年级2班;13\n';
const expected = [
  { cells: ['班级', '分数'], line: 2 },
  { cells: ['七年级1班', '12'], line: 4 },
  { cells: ['七年级2班', '13'], line: 5 },
];

test.each(['utf8', 'gb18030', 'utf16-le', 'utf16-be'])(
  'a table in %s is read, its rows by their numbers in the file',
  (encoding) => {
    const bytes = iconv.encode(text, encoding, { addBOM: encoding.startsWith('utf16') });
    expect(rowsOf(bytes, 'a.csv')).toEqual(expected);
  },
);

test('a cell over several lines is one row, and a mark before the first heading is none', () => {
  const rows = rowsOf(Buffer.from('\ufeff"a\nb",c\r\n1,2\r\n'), 'a.csv');
  expect(rows).toEqual([
    { cells: ['a\nb', 'c'], line: 1 },
    { cells: ['1', '2'], line: 2 },
  ]);
});

test('a quotation that does not end is refused by its row', () => {
  const read = () => rowsOf(Buffer.from('a,b\n1,2\n3,"4\n5,6\n'), 'a.csv');
  expect(read).toThrow(TableError);
  expect(read).toThrow('"row":3');
});

test.each([
  ['', 'empty'],
  ['\n\n', 'empty'],
  ['<!doctype html><table></table>', 'no_text'],
  ['\u0000\u0001\u0002\u0003', 'no_text'],
  ['PK\u0003\u0004 and so on', 'spreadsheet'],
])('%j is refused as %s', (content, code) => {
  expect(() => rowsOf(Buffer.from(content), 'a.csv')).toThrow(new FileRefused(code as 'empty'));
});
