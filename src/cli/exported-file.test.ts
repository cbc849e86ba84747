import { expect, test } from 'vitest';
import { decodeSpreadsheet } from '../server/platform/files/decode-spreadsheet.ts';
import { sheetsOf } from '../server/platform/files/sheet-part.ts';
import { type ExportedTable, fileOf } from './exported-file.ts';

const headings = ['姓名', '学号', '证件号码', '电话', '住址'];
const row = ['𠮷䶮㛃ئالىم', '0007', '11010519491231002X', '13900138605', '＝1+1'];

async function* pagesOf(...rows: string[][]) {
  for (const one of rows) yield [one];
}

async function written(table: ExportedTable, shape: Parameters<typeof fileOf>[1]): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const part of fileOf(table, shape)) parts.push(part);
  return Buffer.concat(parts);
}

async function cellsOf(bytes: Buffer) {
  return (await sheetsOf(decodeSpreadsheet(bytes, 'x'))).map(({ cells }) => [...cells])[0];
}

test.each([
  { format: 'csv', encoding: 'utf-8' },
  { format: 'csv', encoding: 'gb18030' },
  { format: 'xlsx', encoding: 'utf-8' },
] as const)(
  'a table as $format in $encoding is read as it was, numbers of persons as text',
  async (shape) => {
    const bytes = await written({ headings, pages: pagesOf(row, row) }, shape);
    const shown = [...row.slice(0, -1), "'＝1+1"];
    expect(await cellsOf(bytes)).toEqual([headings, shown, shown]);
  },
);

test('CSV tells its encoding by a mark, and ends its lines as Windows does', async () => {
  const utf8 = await written({ headings, pages: pagesOf(row) }, { format: 'csv', encoding: 'utf-8' });
  expect([...utf8.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  expect(utf8.toString().match(/\r\n/g)).toHaveLength(2);
  const gb = await written({ headings, pages: pagesOf(row) }, { format: 'csv', encoding: 'gb18030' });
  // 姓 in GBK: no mark, which programs of old Windows would show
  expect([...gb.subarray(0, 2)]).toEqual([0xd0, 0xd5]);
});

test('every Chinese character is the same in GB 18030', async () => {
  const all = [
    ...Array.from({ length: 0x9fff - 0x3400 + 1 }, (_, index) => String.fromCodePoint(0x3400 + index)),
    ...Array.from({ length: 0x2a6df - 0x20000 + 1 }, (_, index) => String.fromCodePoint(0x20000 + index)),
  ].join('');
  const bytes = await written({ headings: [all], pages: pagesOf() }, { format: 'csv', encoding: 'gb18030' });
  expect(await cellsOf(bytes)).toEqual([[all]]);
});

test('numbers for programs that compute are numbers, and no more digits than they keep', async () => {
  const pages = pagesOf(['3', '-0.5', '007', '123456789012345678', '']);
  const bytes = await written(
    { headings: ['a', 'b', 'c', 'd', 'e'], pages, hasNumbers: true },
    { format: 'xlsx', encoding: 'utf-8' },
  );
  const [, cells] = (await cellsOf(bytes)) ?? [];
  expect(cells?.slice(0, 4)).toEqual([3, -0.5, '007', '123456789012345678']);
});

test('a workbook holds nothing that no program opens', async () => {
  const pages = pagesOf(['甲\ufffe\u0000\ud800', 'b', 'c', 'd', 'e\u000bf']);
  const bytes = await written({ headings, pages }, { format: 'xlsx', encoding: 'utf-8' });
  const [, cells] = (await cellsOf(bytes)) ?? [];
  expect([cells?.[0], cells?.[4]]).toEqual(['甲□□□', 'e\nf']);
});
