import * as fc from 'fast-check';
import iconv from 'iconv-lite';
import { Buffer } from 'node:buffer';
import { describe, expect, it, vi } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { zip } from '../../../../test/zip-file.ts';
import { brokenRoster } from '../../../../test/roster-file.ts';
import { readRoster } from '../../../../test/all-at-once.ts';
import { SpreadsheetError } from './spreadsheet-error.ts';
import { decodeSpreadsheet } from './decode-spreadsheet.ts';
import { sheetsOf } from './sheet-part.ts';
import { type Cell, type Sheet, sheetOf } from '../../../domain/roster/sheet.ts';
import { readSpreadsheet } from './spreadsheet.ts';

const today = '2026-11-23';
const table = [
  ['姓名', '性别', '住址'],
  ['陈欣怡', '女', '幸福路1号，2单元'],
  ['吴晨曦', '男', null],
];

function joined(delimiter: string): string {
  return table.map((row) => row.map((cell) => cell ?? '').join(delimiter)).join('\r\n');
}

/** With their rows as plain lists. */
const sheetsIn = async (bytes: Buffer, fileName: string) =>
  (await sheetsOf(decodeSpreadsheet(bytes, fileName))).map(withPlainRows);

function withPlainRows(sheet: Sheet): Sheet & { cells: (readonly Cell[])[] } {
  return { ...sheet, cells: [...sheet.cells] };
}

/** Cells of the first sheet. */
async function cellsOf(bytes: Buffer, fileName: string): Promise<readonly (readonly Cell[])[]> {
  return (await sheetsIn(bytes, fileName))[0]?.cells ?? [];
}

async function codeOf(bytes: Buffer, fileName = 'roster.csv'): Promise<string> {
  try {
    await sheetsIn(bytes, fileName);
    return 'read';
  } catch (error) {
    if (error instanceof SpreadsheetError) return error.code;
    throw error;
  }
}

describe('text tables', () => {
  it.each([
    ['UTF-8 with commas', Buffer.from(joined(','))],
    ['UTF-8 with a byte order mark', Buffer.from(`\uFEFF${joined(',')}`)],
    ['UTF-8 with semicolons', Buffer.from(joined(';'))],
    ['UTF-8 with tabs', Buffer.from(joined('\t'))],
    ['GB18030 with commas', iconv.encode(joined(','), 'gb18030')],
    ['GB18030 with tabs', iconv.encode(joined('\t'), 'gb18030')],
    ['UTF-16 as Excel saves "Unicode text"', iconv.encode(joined('\t'), 'utf-16le', { addBOM: true })],
    ['big-endian UTF-16', iconv.encode(joined(';'), 'utf-16be', { addBOM: true })],
    ['line feeds alone', Buffer.from(joined(',').replaceAll('\r\n', '\n'))],
    [
      'all cells quoted',
      Buffer.from(table.map((row) => row.map((cell) => `"${cell ?? ''}"`).join(',')).join('\n')),
    ],
  ])('are read in %s', async (_, bytes) => {
    expect(await cellsOf(bytes, 'roster.csv')).toEqual(table);
  });

  it('keep rare characters that only GB18030 has', async () => {
    const bytes = iconv.encode('姓名,性别\n𠮷䶮,男\n', 'gb18030');
    expect(await cellsOf(bytes, 'roster.csv')).toEqual([
      ['姓名', '性别'],
      ['𠮷䶮', '男'],
    ]);
  });

  it('keep the numbers of rows across empty lines and line breaks in quotes', async () => {
    const bytes = Buffer.from('花名册\n\n姓名,住址\n陈欣怡,"幸福路\n1号"\n\n吴晨曦,\n');
    const cells = await cellsOf(bytes, 'roster.csv');
    expect(cells.map((row) => row[0] ?? null)).toEqual(['花名册', null, '姓名', '陈欣怡', null, '吴晨曦']);
  });

  it('are not split at commas of the other kind', async () => {
    const bytes = Buffer.from('姓名;住址\n陈欣怡;幸福路1号,2单元\n吴晨曦;幸福路2号,1单元,3楼\n');
    const cells = await cellsOf(bytes, 'roster.csv');
    expect(cells.map((row) => row.length)).toEqual([2, 2, 2]);
  });
});

describe('workbooks', () => {
  it('keep titles, blank rows, dates, numbers and texts in place', async () => {
    const birth = new Date('2012-03-04T00:00:00Z');
    const bytes = await writeXlsxFile([
      [{ value: '花名册', columnSpan: 4 }, null, null, null],
      [],
      ['姓名', '出生日期', '联系电话', '身份证号'].map((value) => ({ value })),
      [
        { value: '陈欣怡' },
        { value: birth, type: Date, format: 'yyyy/mm/dd' },
        { value: 13_800_138_000 },
        { value: '11010519491231002X' },
      ],
    ]).toBuffer();
    const cells = await cellsOf(bytes, 'roster.xlsx');
    expect(cells[0]?.[0]).toBe('花名册');
    expect(cells[3]).toEqual(['陈欣怡', birth, 13_800_138_000, '11010519491231002X']);
  });

  it.each(['"', "'"])(
    'tell of formulas in error, which are not empty, in quotation marks %s',
    async (mark) => {
      const row = `<row r="1"><c r="A1"><v>5</v></c><c r="B1" t=${mark}e${mark}><v>#DIV/0!</v></c></row>`;
      const computed = `<row r="2"><c r="C2" t=${mark}e${mark}><f>A1/0</f><v>#DIV/0!</v></c></row>`;
      expect(await cellsOf(workbook(row + computed), 'a.xlsx')).toEqual([
        [5, '#DIV/0!'],
        [null, null, '#DIV/0!'],
      ]);
    },
  );

  it('are read with all their sheets and the names of these', async () => {
    const bytes = await writeXlsxFile([
      { data: [[]], sheet: '说明' },
      { data: [[{ value: '姓名' }], [{ value: '陈欣怡' }]], sheet: '名单' },
    ]).toBuffer();
    const sheets = await sheetsIn(bytes, 'roster.xlsx');
    expect(sheets.map(({ name, cells }) => [name, cells])).toEqual([
      ['说明', []],
      ['名单', [['姓名'], ['陈欣怡']]],
    ]);
  });

  it.each(['1', 'true'])(
    'count days from 1904 on where date1904 is %s, and dates in words from nothing',
    async (said) => {
      const row = '<row><c s="1"><v>40000.5</v></c><c t="d"><v>2013-07-07</v></c><c><v>40000</v></c></row>';
      const parts: Record<string, string> = { ...workbookParts(row), 'xl/styles.xml': STYLES };
      const from1904 =
        parts['xl/workbook.xml']?.replace('<sheets>', `<workbookPr date1904="${said}"/><sheets>`) ?? '';
      expect(await cellsOf(zip(parts), 'a.xlsx')).toEqual([
        [new Date('2009-07-06T12:00:00Z'), new Date('2013-07-07T00:00:00Z'), 40_000],
      ]);
      expect(await cellsOf(zip({ ...parts, 'xl/workbook.xml': from1904 }), 'a.xlsx')).toEqual([
        [new Date('2013-07-07T12:00:00Z'), new Date('2013-07-07T00:00:00Z'), 40_000],
      ]);
    },
  );

  it('have times of dates in words as they are written, wherever the server stands', async () => {
    vi.stubEnv('TZ', 'Asia/Shanghai');
    try {
      expect(new Date(0).getHours()).toBe(8);
      const cells = [
        '2013-07-07T16:00:00',
        '2013-07-07',
        '2013-07-07T16:00:00.5Z',
        '2013-07-07T16:00:00+08:00',
      ];
      const row = `<row>${cells.map((cell) => `<c t="d"><v>${cell}</v></c>`).join('')}</row>`;
      expect(await cellsOf(zip(workbookParts(row)), 'a.xlsx')).toEqual([
        [
          new Date('2013-07-07T16:00:00Z'),
          new Date('2013-07-07T00:00:00Z'),
          new Date('2013-07-07T16:00:00.500Z'),
          new Date('2013-07-07T08:00:00Z'),
        ],
      ]);
    } finally {
      vi.unstubAllEnvs();
    }
  });

  it('may have texts beside the cells or in them, in runs, with how they are spoken, and rare characters', async () => {
    const texts = [
      '<si><t xml:space="preserve"> 陈欣怡 </t></si>',
      '<si><r><t>陈</t></r><r><rPr><b/></rPr><t>欣怡</t></r><rPh sb="0" eb="1"><t>チン</t></rPh></si>',
      '<si><t>&#134071;䶮 &amp;lt; _x0041_</t></si>',
    ];
    const row = [
      ...[0, 1, 2].map((index) => `<c t="s"><v>${index}</v></c>`),
      '<c t="inlineStr"><is><r><t>吴</t></r><r><t><![CDATA[<晨>]]></t></r></is></c>',
      '<c t="str"><f>A1&amp;B1</f><v>合_x0041_</v></c><c t="b"><v>1</v></c><c t="s"/><c t="str"><f>A1</f></c>',
    ];
    const bytes = zip({
      ...workbookParts(`<row>${row.join('')}</row>`),
      'xl/sharedStrings.xml': `<x:sst>${texts.join('')}</x:sst>`.replaceAll(
        /<(\/?)(si|t|r|rPh)\b/gu,
        '<$1x:$2',
      ),
    });
    expect(await cellsOf(bytes, 'a.xlsx')).toEqual([
      ['陈欣怡', '陈欣怡', '𠮷䶮 &lt; A', '吴<晨>', '合A', true],
    ]);
  });

  it('leave out nobody where rows are hidden, merged or missing, and end with their last content', async () => {
    const rows = [
      '<row r="2" hidden="1"><c r="B2"><v>1</v></c></row>',
      '<row r="4"><c r="A4" s="1"/></row>',
      '<row r="5" hidden="true"><c r="A5"><v>2</v></c></row>',
      '<row r="9" hidden="1"/>',
    ];
    const merges =
      '<mergeCells><mergeCell ref="A2:A4"/><mergeCell ref="A1:C1"/><mergeCell ref="A9:A12"/></mergeCells>';
    const [sheet] = await sheetsIn(workbook(rows.join(''), merges), 'a.xlsx');
    expect(sheet).toMatchObject({
      cells: [[], [null, 1], [], [], [2]],
      merges: [{ top: 1, left: 0, bottom: 3, right: 0 }],
      hiddenRows: [2, 5, 9],
    });
  });

  it('are read as WPS 表格 writes them: absolute names of parts, texts in cells, formats of its own and marks of other vocabularies', async () => {
    const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
    const part = (id: string, type: string, target: string) =>
      `<Relationship Id="${id}" Type="${office}/${type}" Target="${target}"/>`;
    const inline = (place: string, text: string) =>
      `<c r="${place}" s="1" t="inlineStr"><is><t xml:space="preserve">${text}</t></is></c>`;
    const extensions =
      'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" mc:Ignorable="x14ac" xmlns:x14ac="http://schemas.microsoft.com/office/spreadsheetml/2009/9/ac"';
    const bytes = zip({
      '[Content_Types].xml': '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>',
      'docProps/app.xml': '<Properties><Application>WPS 表格</Application></Properties>',
      'xl/workbook.xml': `\uFEFF<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <workbook xmlns:r="${office}"><fileVersion appName="xl" lastEdited="3"/><workbookPr/>
        <sheets><sheet name="三（1）班" sheetId="1" r:id="rId1"/><sheet name="WpsReserved_CellImgList" sheetId="2" state="veryHidden" r:id="rId2"/></sheets></workbook>`,
      'xl/_rels/workbook.xml.rels': `<Relationships>${[
        part('rId4', 'sharedStrings', '/xl/sharedStrings.xml'),
        part('rId3', 'styles', '/xl/styles.xml'),
        part('rId2', 'worksheet', '/xl/worksheets/sheet2.xml'),
        part('rId1', 'worksheet', '/xl/worksheets/sheet1.xml'),
      ].join('')}</Relationships>`,
      'xl/styles.xml': `<styleSheet ${extensions}><numFmts count="3">
        <numFmt numFmtId="44" formatCode="_ &quot;￥&quot;* #,##0.00_ ;@_ "/>
        <numFmt numFmtId="176" formatCode="yyyy\\年m\\月d\\日;@"/>
        <numFmt numFmtId="177" formatCode="000000"/></numFmts>
        <cellStyleXfs count="1"><xf numFmtId="0"/></cellStyleXfs>
        <cellXfs count="4"><xf numFmtId="0" xfId="0"/><xf numFmtId="49" xfId="0"/><xf numFmtId="176" xfId="0"/><xf numFmtId="177" xfId="0"/></cellXfs></styleSheet>`,
      'xl/sharedStrings.xml':
        '<sst count="1" uniqueCount="1"><si><t>女</t><phoneticPr fontId="1"/></si></sst>',
      'xl/worksheets/sheet1.xml': `<worksheet ${extensions}><dimension ref="A1:F3"/>
        <sheetFormatPr defaultColWidth="9" x14ac:dyDescent="0.15"/><sheetData>
        <row r="1" spans="1:6" x14ac:dyDescent="0.15">${inline('A1', '姓 名')}${inline('B1', '身份证号')}</row>
        <row r="2" spans="1:6" x14ac:dyDescent="0.15">${inline('A2', ' 陈欣怡 ')}${inline('B2', '110105194912310021')}
          <c r="C2" s="2"><v>40972</v></c><c r="D2" t="s"><v>0</v></c><c r="E2" s="3"><v>7</v></c>
          <c r="F2" s="1" t="str"><f>D2&amp;&quot;生&quot;</f><v>女生</v></c></row>
        </sheetData><mc:AlternateContent><mc:Choice Requires="x14"><controls/></mc:Choice></mc:AlternateContent></worksheet>`,
      'xl/worksheets/sheet2.xml': '<worksheet><sheetData/></worksheet>',
    });
    expect(await sheetsIn(bytes, '花名册.xlsx')).toMatchObject([
      {
        name: '三（1）班',
        isHidden: false,
        cells: [
          ['姓 名', '身份证号'],
          ['陈欣怡', '110105194912310021', new Date('2012-03-04T00:00:00Z'), '女', 7, '女生'],
        ],
      },
      { name: 'WpsReserved_CellImgList', isHidden: true, cells: [] },
    ]);
  });

  it('may have a name that does not tell, since the bytes do', async () => {
    const bytes = await writeXlsxFile([[{ value: '姓名' }]]).toBuffer();
    expect(await cellsOf(bytes, 'roster.csv')).toEqual([['姓名']]);
  });
});

describe('a file that is no table, or too much of one', () => {
  it.each([
    ['nothing', Buffer.alloc(0), 'roster.csv', 'file_empty'],
    ['line ends only', Buffer.from('\r\n,,\r\n'), 'roster.csv', 'file_empty'],
    ['100,101 rows', Buffer.from('a\n'.repeat(100_101)), 'roster.csv', 'file_too_many_rows'],
    [
      '201 columns',
      Buffer.from(','.repeat(200).replaceAll(',', 'a,')),
      'roster.csv',
      'file_too_many_columns',
    ],
    ['the old Excel format', Buffer.from('d0cf11e0a1b11ae1', 'hex'), 'roster.xls', 'file_old_excel'],
    [
      'a workbook with a password',
      Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.from('EncryptedPackage', 'utf16le')]),
      'roster.xlsx',
      'file_encrypted',
    ],
    [
      'an OpenDocument spreadsheet',
      zip({ mimetype: 'application/vnd.oasis.opendocument.spreadsheet', 'content.xml': '<a/>' }),
      'roster.ods',
      'file_open_document',
    ],
    ['a text called .xlsx', Buffer.from('姓名\n陈'), 'roster.xlsx', 'file_not_spreadsheet'],
    ['a web page called .csv', Buffer.from('<html><table>'), 'roster.csv', 'file_not_spreadsheet'],
    [
      'bytes of a picture',
      Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex'),
      'roster.csv',
      'file_not_spreadsheet',
    ],
    ['text in no known encoding', Buffer.from([0x41, 0x0a, 0xff, 0xff, 0x0a]), 'roster.csv', 'file_encoding'],
    ['control characters', Buffer.from('\u0000\u0001\u0002姓名'), 'roster.csv', 'file_not_spreadsheet'],
    ['an open quote', Buffer.from('姓名,住址\n"陈,路\n吴,路\n'), 'roster.csv', 'file_quotes'],
    [
      'a truncated archive',
      Buffer.from('504b0304140000000800', 'hex'),
      'roster.xlsx',
      'file_not_spreadsheet',
    ],
    ['an archive without sheets', zip({ 'a.xml': '<a/>' }), 'roster.xlsx', 'file_not_spreadsheet'],
    ['a cell far below', workbook(sheetRow(100_101, 'A100101')), 'a.xlsx', 'file_too_many_rows'],
    ['a cell far right', workbook(sheetRow(1, 'GS1')), 'a.xlsx', 'file_too_many_columns'],
    ['a row without end', workbook('<row r="999999999"></row>'), 'a.xlsx', 'file_not_spreadsheet'],
    [
      'a row above the one before it',
      workbook(sheetRow(2, 'A2') + sheetRow(1, 'A1')),
      'a.xlsx',
      'file_not_spreadsheet',
    ],
    ['a cell that is not closed', workbook('<row><c><v>1</row>'), 'a.xlsx', 'file_not_spreadsheet'],
    ['elements in elements without end', workbook('<a>'.repeat(1_000)), 'a.xlsx', 'file_not_spreadsheet'],
    [
      'a text without end',
      workbook(`<row><c t="str"><v>${' '.repeat(9 * 2 ** 20)}</v></c></row>`),
      'a.xlsx',
      'file_too_costly',
    ],
  ])('%s is refused', async (_, bytes, fileName, code) => {
    expect(await codeOf(bytes, fileName)).toBe(code);
  });

  it('is refused when its merges cover more than any school merges, each of them small', async () => {
    const rows = Array.from(
      { length: 2_000 },
      (_, row) => `<row r="${row + 1}"><c r="A${row + 1}"><v>1</v></c></row>`,
    );
    const merges = (count: number) =>
      `<mergeCells>${'<mergeCell ref="A1:A2000"/>'.repeat(count)}</mergeCells>`;
    expect(await codeOf(workbook(rows.join(''), merges(50)), 'a.xlsx')).toBe('read');
    expect(await codeOf(workbook(rows.join(''), merges(51)), 'a.xlsx')).toBe('file_too_costly');
    // wide ones cover no cell below each other
    const wide = '<mergeCells><mergeCell ref="A1:ZZ1"/></mergeCells>'.repeat(10_000);
    expect(await codeOf(workbook(rows.join(''), wide), 'a.xlsx')).toBe('read');
  });

  it('is judged by the place of a cell, however that is spelled', async () => {
    const spelled = (place: string) => workbook(`<row r="1"><c s=">" r="${place}"><v>1</v></c></row>`);
    expect(await cellsOf(spelled('A1'), 'a.xlsx')).toEqual([[1]]);
    expect(await cellsOf(spelled('&#66;1'), 'a.xlsx')).toEqual([[null, 1]]);
    expect(await codeOf(spelled('&#67;SG1'), 'a.xlsx')).toBe('file_too_many_columns');
  });

  it('is refused before it is unpacked when its directory promises too much', async () => {
    const bomb = zip({ 'xl/worksheets/sheet1.xml': ' '.repeat(97 * 1024 * 1024) });
    expect(bomb.length).toBeLessThan(100_000);
    expect(await codeOf(bomb, 'bomb.xlsx')).toBe('file_too_large');
  });

  it('is refused while it is unpacked when its directory lies', async () => {
    const liar = zip({ 'xl/workbook.xml': ' '.repeat(97 * 1024 * 1024) }, { declaredBytes: 100 });
    expect(await codeOf(liar, 'bomb.xlsx')).toBe('file_not_spreadsheet');
  });

  it('never brings anything but the typed error, whatever its bytes', async () => {
    const start = fc.constantFrom('', '504b0304', 'fffe', 'feff', 'efbbbf', 'd0cf11e0');
    await fc.assert(
      fc.asyncProperty(
        start,
        fc.uint8Array({ maxLength: 400 }),
        fc.constantFrom('a.csv', 'a.xlsx'),
        async (head, tail, name) => {
          expect(await codeOf(Buffer.concat([Buffer.from(head, 'hex'), tail]), name)).toMatch(
            /^(?:read|file_)/u,
          );
        },
      ),
      { numRuns: 300 },
    );
  });

  it('never brings anything but the typed error when a workbook is damaged anywhere', async () => {
    const whole = await writeXlsxFile(
      table.map((row) => row.map((value) => ({ value: value ?? '' }))),
    ).toBuffer();
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(255), fc.boolean(), async (place, byte, cut) => {
        const damaged = Buffer.from(cut ? whole.subarray(0, place) : whole);
        if (!cut) damaged[place] = byte;
        expect(await codeOf(damaged, 'a.xlsx')).toMatch(/^(?:read|file_)/u);
      }),
      { numRuns: 200 },
    );
  });
});

describe('a file that is made to stop the server', () => {
  /** Little to send, and a million rows without a cell to read. */
  const deep = () =>
    workbook(
      Array.from({ length: 1_048_576 }, (_, row) => `<row r="${row + 1}" ht="15.0" customHeight="1"/>`).join(
        '',
      ),
    );

  it('is refused by its cost while everybody else is served', async () => {
    let served = 0;
    const everybodyElse = setInterval(() => (served += 1), 5);
    await expect(readSpreadsheet(deep(), 'a.xlsx', { cpuMs: 50 })).rejects.toMatchObject({
      code: 'file_too_costly',
    });
    clearInterval(everybodyElse);
    expect(served).toBeGreaterThan(5);
  });

  it('keeps nobody from reading a good one after it', async () => {
    const [bad, good] = await Promise.allSettled([
      readSpreadsheet(deep(), 'a.xlsx'),
      readSpreadsheet(Buffer.from(joined(',')), 'b.csv'),
    ]);
    expect(bad.status).toBe('rejected');
    expect(good.status === 'fulfilled' && good.value.map(withPlainRows)).toMatchObject([{ cells: table }]);
  });

  it('leaves the bytes as they are, unless they are handed over', async () => {
    const bytes = Buffer.from(new Uint8Array(Buffer.from(joined(','))).buffer);
    const first = await readSpreadsheet(bytes, 'a.csv');
    const second = await readSpreadsheet(bytes, 'a.csv', { handsOver: true });
    expect(second.map(withPlainRows)).toEqual(first.map(withPlainRows));
    expect(bytes).toHaveLength(0);
  });

  it('is refused unread where too many wait already, and when it is empty or too large', async () => {
    const files = Array.from({ length: 22 }, () => readSpreadsheet(Buffer.from(joined(',')), 'a.csv'));
    const answers = await Promise.allSettled(files);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(20);
    expect(answers.at(-1)).toMatchObject({ reason: { code: 'file_readers_busy' } });
    await expect(readSpreadsheet(Buffer.of(), 'a.csv')).rejects.toMatchObject({ code: 'file_empty' });
    const large = Buffer.alloc(11 * 2 ** 20, 'a');
    await expect(readSpreadsheet(large, 'a.csv')).rejects.toMatchObject({ code: 'file_too_large' });
  });

  it('hides nothing large in a part that is no sheet', async () => {
    expect(await codeOf(zip({ 'xl/media/1.png': ' '.repeat(97 * 2 ** 20) }), 'a.xlsx')).toBe(
      'file_too_large',
    );
  });
});

describe('the broken roster of a school office', () => {
  it('gives 488 pupils and exactly the twelve rejections that were put in', async () => {
    const roster = brokenRoster();
    const result = readRoster(await sheetsIn(roster.bytes, '花名册.csv'), { today });
    const rejected = result.ok ? result.rejected.map(({ row, column, code }) => ({ row, column, code })) : [];
    expect(rejected).toEqual(roster.rejected);
    expect(new Set(rejected.map(({ code }) => code)).size).toBe(12);
    expect(result.ok && result.rows.length).toBe(488);
  });

  it('gives the same from a workbook', async () => {
    const roster = brokenRoster(120);
    const sheet = roster.lines.map((line) => line.map((value) => (value === '' ? null : { value })));
    const bytes = await writeXlsxFile(sheet).toBuffer();
    const fromText = readRoster(await sheetsIn(roster.bytes, 'a.csv'), { today });
    expect(readRoster([sheetOf(await cellsOf(bytes, 'a.xlsx'))], { today })).toEqual(fromText);
  });
});

function sheetRow(row: number, cell: string): string {
  return `<row r="${row}"><c r="${cell}" t="n"><v>1</v></c></row>`;
}

/** The second style is a date's. */
const STYLES = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';

/** The least that a spreadsheet program opens: one sheet with these rows. */
function workbookParts(rows: string, behind = ''): Record<string, string> {
  const office = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships';
  const sheetPart = `${office}/worksheet`;
  return {
    'xl/workbook.xml': `<workbook xmlns:r="${office}"><sheets><sheet name="1" sheetId="1" r:id="a"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="a" Type="${sheetPart}" Target="worksheets/1.xml"/></Relationships>`,
    'xl/worksheets/1.xml': `<worksheet><sheetData>${rows}</sheetData>${behind}</worksheet>`,
  };
}

function workbook(rows: string, behind?: string): Buffer {
  return zip(workbookParts(rows, behind));
}
