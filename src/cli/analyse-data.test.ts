import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { encode } from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';

import type { Comparison } from '../domain/evidence/comparisons/compare.ts';
import type { MixedModel } from '../domain/evidence/mixed/mixed-model.ts';
import { analyse, explainAnalysisError } from './analyse.ts';

const CASES = join(import.meta.dirname, 'fixtures/analyse');

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuantu-analyse-data-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function refusalOf(work: () => Promise<unknown>): Promise<string | undefined> {
  try {
    await work();
  } catch (error) {
    const sentences = [explainAnalysisError(error, 'en'), explainAnalysisError(error, 'zh')];
    const hole = /\{\w+\}|undefined|NaN/.exec(sentences.join('\n'));
    if (hole !== null) throw new Error(`a sentence says ${hole[0]}`, { cause: error });
    return sentences[0];
  }
  return undefined;
}

/** The answer for this data and specification. */
async function analyseData(data: string | Buffer, spec: object, name = 'data.csv'): Promise<unknown> {
  await writeFile(join(folder, name), data);
  await writeFile(join(folder, 'spec.json'), JSON.stringify({ data: name, ...spec }));
  return await analyse(join(folder, 'spec.json'));
}

function refusal(data: string | Buffer, spec: object, name?: string): Promise<string | undefined> {
  return refusalOf(() => analyseData(data, spec, name));
}

const COMPARE = { kind: 'compare', outcome: 'y', group: 'arm' };
const ARMS = 'arm,y\nt,1\nt,2\nc,4\nc,6\n';

describe('files that evaluators brought', () => {
  it('groups children by numbers of 18 digits', async () => {
    const { groups, fixed, residual } = (await analyse(join(CASES, 'i_ids.json'))) as MixedModel;
    expect(groups).toEqual({ 身份证号: 24 });
    // by hand: every child has the waves 0 to 3, whose squares about their mean are 5; with six groups it was twice that
    expect(fixed[1]?.se).toBeCloseTo(Math.sqrt(residual.variance / (24 * 5)), 12);
    expect(fixed[1]?.se).toBeCloseTo(0.0948, 4);
  });

  it('takes the classes 1 and 01 for two', async () => {
    const { groups } = (await analyse(join(CASES, 'i_zeros.json'))) as MixedModel;
    expect(groups).toEqual({ 班级编号: 8 });
  });

  it('reads GB18030 and semicolons as it reads UTF-8 and commas', async () => {
    const chinese = (await analyse(join(CASES, 'x_gb.json'))) as MixedModel;
    const semicolons = (await analyse(join(CASES, 'x_semi.json'))) as MixedModel;
    expect(chinese).toMatchObject({ n: 240, used: 240, groups: { 班级: 12 } });
    expect(chinese.fixed).toEqual(semicolons.fixed);
  });

  it.each([
    ['x_p_queshi', 'pre', '缺失'],
    ['x_p_div0', 'pre', '#DIV/0!'],
    ['x_p_slash', 'pre', '/'],
    ['x_y_null', 'post', '#NULL!'],
  ])('names row and value of the one cell that is no number: %s', async (name, column, value) => {
    expect(await refusalOf(() => analyse(join(CASES, `${name}.json`)))).toContain(
      `The column ${column} must hold numbers, but row 52 says "${value}"`,
    );
  });
});

describe('kinds of files', () => {
  const table = '班级,arm,y\n一班,t,1\n一班,t,2\n二班,c,4\n二班,c,6\n';
  const expected = { welch: { difference: -3.5 } };

  it.each([
    ['UTF-8', Buffer.from(table)],
    ['UTF-8 with a mark', Buffer.from(`\uFEFF${table}`)],
    ['GB18030', encode(table, 'gb18030')],
    ['UTF-16, little-endian', encode(table, 'utf-16le', { addBOM: true })],
    ['UTF-16, big-endian', encode(table, 'utf-16be', { addBOM: true })],
    ['tabs in GB18030', encode(table.replaceAll(',', '\t'), 'gb18030')],
    ['semicolons in UTF-16', encode(table.replaceAll(',', ';'), 'utf-16le', { addBOM: true })],
    ['line ends of old programs', Buffer.from(table.replaceAll('\n', '\r'))],
  ])('reads %s', async (_, data) => {
    expect(await analyseData(data, COMPARE)).toMatchObject(expected);
  });

  it('takes labels and headings that differ in what nobody sees for one', async () => {
    const marked = '\u200e班级,arm\ufeff,y\n一班,t,1\n一班,\ufefft\u200f,2\n二班,c,4\n二班,c\u202c,6\n';
    expect(await analyseData(Buffer.from(marked), COMPARE)).toMatchObject(expected);
  });

  it('reads a specification in GB18030 too', async () => {
    await writeFile(join(folder, 'data.csv'), encode('组别,分\n甲,1\n甲,2\n乙,4\n乙,6\n', 'gb18030'));
    const spec = { kind: 'compare', data: 'data.csv', outcome: '分', group: '组别' };
    await writeFile(join(folder, 'gb.json'), encode(JSON.stringify(spec), 'gb18030'));
    expect(await analyse(join(folder, 'gb.json'))).toMatchObject({
      groups: [{ level: '乙' }, { level: '甲' }],
    });
  });

  it('says of a specification in no known encoding that this is it', async () => {
    await writeFile(join(folder, 'bytes.json'), Buffer.from([0x7b, 0xff, 0xff, 0x7d]));
    expect(await refusalOf(() => analyse(join(folder, 'bytes.json')))).toMatch(/unknown text encoding/);
  });

  it('finds the one Chinese word at the end of a long file in GB18030', async () => {
    const long = `arm,y,note\n${'t,1,\nt,2,\nc,4,\nc,6,\n'.repeat(20_000)}t,2,好\n`;
    expect(await analyseData(encode(long, 'gb18030'), COMPARE)).toMatchObject({
      groups: [{ n: 40_000 }, { n: 40_001 }],
    });
  });

  it('reads a spreadsheet, whose long numbers are refused as groups and taken as numbers', async () => {
    const cell = (value: string | number) => ({ value });
    const sheet = await writeXlsxFile([
      ['arm', 'id', 'y', 'big'].map(cell),
      ['t', Number('330302201209151000'), 1, 2e15].map(cell),
      ['t', Number('330302201209151007'), 2, 3e15].map(cell),
      ['c', Number('330302201209151014'), 4, 2e15].map(cell),
      ['c', Number('330302201209151021'), 6, 4e15].map(cell),
    ]).toBuffer();
    expect(await analyseData(sheet, COMPARE, 'data.xlsx')).toMatchObject(expected);
    expect(await analyseData(sheet, { ...COMPARE, outcome: 'big' }, 'data.xlsx')).toMatchObject({
      welch: { difference: -0.5e15 },
    });
    expect(await refusal(sheet, { ...COMPARE, group: 'id' }, 'data.xlsx')).toMatch(
      /^Row 2 of the column id says 3\.30302201209151e\+17: the number was rounded/,
    );
  });

  it.each([
    ['an old spreadsheet', Buffer.from('d0cf11e0a1b11ae1', 'hex'), /an old spreadsheet \(\.xls or \.et\)/],
    ['a broken spreadsheet', Buffer.from('PK\u0003\u0004nothing'), /neither an \.xlsx nor a \.csv/],
    ['a page that calls itself a table', Buffer.from('<html><table></table></html>'), /neither an \.xlsx/],
    ['an empty file', Buffer.alloc(0), /the file is empty\.$/],
    ['bytes of no known encoding', Buffer.from([0x61, 0x2c, 0xff, 0xff, 0x0a]), /unknown text encoding/],
    [
      'such bytes far behind',
      Buffer.concat([Buffer.from(`arm,y\n${'t,1\n'.repeat(100_000)}`), Buffer.from([0xff, 0xff, 0x0a])]),
      /unknown text encoding/,
    ],
    ['blank lines only', Buffer.from('\n\n \n'), /the file is empty\.$/],
    ['a header only', Buffer.from('arm,y\n\n'), /has a header and no row below it/],
    ['an open quotation mark', Buffer.from(`${ARMS}"t,3\n`), /in row 6 or a later one a quotation mark/],
    ['a row too long', Buffer.from(`${ARMS}t,3,4\n`), /row 6 has 3 cells, the header has 2\./],
    ['a row too short', Buffer.from(`${ARMS}t\n`), /row 6 has 1 cells, the header has 2\./],
    ['two columns of one name', Buffer.from('arm,y,y\nt,1,2\n'), /two columns are named y;/],
  ])('refuses %s in words', async (_, data, sentence) => {
    expect(await refusal(data, COMPARE)).toMatch(sentence);
  });

  it('reads a spreadsheet twice where a term turns from numbers to labels, and never half of two sheets', async () => {
    const cells = (rows: Array<Array<string | number>>) => rows.map((row) => row.map((value) => ({ value })));
    const grades = ['1', 'K', 'L', 'M'].flatMap((grade, place) =>
      [0, 1, 3].map((y) => [grade, y + place * (y % 2), `k${y}`]),
    );
    const data = cells([['grade', 'y', 'class'], ...grades]);
    const spec = { kind: 'mixed', outcome: 'y', terms: ['grade'], random: [{ group: 'class' }] };
    const sheet = await writeXlsxFile(data).toBuffer();
    const { fixed } = (await analyseData(sheet, spec, 'data.xlsx')) as MixedModel;
    expect(fixed.map(({ term }) => term)).toEqual(['(Intercept)', 'grade[K]', 'grade[L]', 'grade[M]']);
    const notes = { data: [[]], sheet: '说明' };
    const one = await writeXlsxFile([notes, { data, sheet: '数据' }]).toBuffer();
    expect(await analyseData(one, spec, 'data.xlsx')).toMatchObject({ n: 12 });
    const two = await writeXlsxFile([
      { data, sheet: '一班' },
      { data, sheet: '二班' },
    ]).toBuffer();
    expect(await refusal(two, spec, 'data.xlsx')).toMatch(/has 2 sheets with content/);
  });

  it('says that a spreadsheet of too many rows can be read as text', async () => {
    const rows = Array.from({ length: 100_101 }, (_, row) => [
      { value: row % 2 === 0 ? 't' : 'c' },
      { value: row },
    ]);
    const sheet = await writeXlsxFile([[{ value: 'arm' }, { value: 'y' }], ...rows]).toBuffer();
    expect(await refusal(sheet, COMPARE, 'data.xlsx')).toMatch(/too many rows.*Save it as \.csv/);
  });

  it('reads what programs write for spreadsheet programs: a separator in the first line, digits kept as text', async () => {
    const data = 'sep=;\nclass;arm;y\n="001";t;="1"\n="01";t;2\n="001";c;4\n="01";c;6\n';
    expect(await analyseData(data, COMPARE)).toMatchObject(expected);
    expect(await analyseData(data, { ...COMPARE, group: 'class' })).toMatchObject({
      groups: [{ level: '001' }, { level: '01' }],
    });
  });

  it('passes over what does not concern the analysis: other columns, rows without content, cells beyond the table', async () => {
    const data = 'note,arm,y,note,\n他说"好",t,1,缺失,\n,t,2,,,\n,,,,\n,c,4,#N/A,\n\n,c,6,1,\n';
    expect(await analyseData(data, COMPARE)).toMatchObject({ groups: [{ n: 2 }, { n: 2 }] });
  });
});

describe('rows', () => {
  it('are counted as a spreadsheet shows them, over blank lines and lines within a cell', async () => {
    const data = '\narm,y,note\nt,1,\n\nt,2,"two\nlines"\n,,\nc,缺失,\n';
    expect(await refusal(data, COMPARE)).toContain('row 7 says "缺失"');
  });

  it('have their number in the file beside their place among the data', async () => {
    const change = { kind: 'change', before: 'a', after: 'b', reliability: 0.8, sd: 3, direction: 'down' };
    expect(await analyseData('a,b\n5,1\n\n5,\n', change)).toMatchObject({
      rows: [
        { row: 1, line: 2 },
        { row: 2, line: 4 },
      ],
    });
    const studies = 'yi,vi\n1,1\n\n2,1\n3,1\n,1\n';
    expect(await analyseData(studies, { kind: 'leaveOneOut', estimate: 'yi', variance: 'vi' })).toMatchObject(
      [
        { row: 1, line: 2 },
        { row: 2, line: 4 },
        { row: 3, line: 5 },
      ],
    );
    expect(await refusal('yi,vi\n\n1,1\n2,0\n', { kind: 'egger', estimate: 'yi', variance: 'vi' })).toContain(
      'in row 4 it is zero or less',
    );
  });
});

describe('what the specification says of the data', () => {
  it('names what stands for no answer', async () => {
    const data = 'arm,y\nt,1\nt,2\nc,4\nc,6\nc,缺失\n—,3\nc,-99.0\n';
    const { groups } = (await analyseData(data, {
      ...COMPARE,
      missing: ['缺失', '—', -99],
    })) as Comparison;
    expect(groups.map(({ n }) => n)).toEqual([2, 2]);
  });

  it('declares codes to be labels, so that one of them can be the reference', async () => {
    const rows = ['1', '2', '3', '1', '2', '3', '1', '2', '3', '1', '2', '3'];
    const data = `grade,class,y\n${rows.map((grade, row) => `${grade},k${row % 4},${row * row}`).join('\n')}\n`;
    const mixed = { kind: 'mixed', outcome: 'y', terms: ['grade'], random: [{ group: 'class' }] };
    const asNumber = (await analyseData(data, mixed)) as MixedModel;
    expect(asNumber.fixed.map(({ term }) => term)).toEqual(['(Intercept)', 'grade']);
    const declared = { ...mixed, columns: { grade: 'factor' }, reference: { grade: '3' } };
    const asFactor = (await analyseData(data, declared)) as MixedModel;
    expect(asFactor.fixed.map(({ term }) => term)).toEqual(['(Intercept)', 'grade[1]', 'grade[2]']);
    expect(await refusal(data, { ...mixed, reference: { grade: '3' } })).toMatch(/this column holds numbers/);
    expect(await refusal(data, { ...mixed, reference: { class: 'k1' } })).toMatch(/does not compare/);
    expect(await refusal(data, { ...mixed, columns: { y: 'factor' } })).toMatch(/needs its numbers/);
    expect(await refusal(data, { ...mixed, columns: { grad: 'factor' } })).toMatch(/no column grad/);
    expect(await refusal(data, { ...mixed, columns: { grade: 'labels' } })).toBe(
      'The specification is wrong at /columns/grade: "labels" stands there instead of "factor", "number".',
    );
  });

  it('predicts rows whose groups are spelt as in the data', async () => {
    const rows = Array.from(
      { length: 40 },
      (_, row) => `${row % 2 === 0 ? '1' : '01'}${row % 8},${row % 5},${10 * (row % 8) + (row % 3)}`,
    );
    const spec = { kind: 'mixed', outcome: 'y', terms: ['x'], random: [{ group: 'class' }] };
    const predict = [
      { x: 1, class: '10' },
      { x: 1, class: '011' },
    ];
    const data = `class,x,y\n${rows.join('\n')}\n`;
    const { predictions, groups } = (await analyseData(data, { ...spec, predict })) as MixedModel;
    expect(groups).toEqual({ class: 8 });
    expect(predictions?.[0]?.inGroups).not.toBe(predictions?.[1]?.inGroups);
    expect(await refusal(data, { ...spec, predict: [{ x: 1, class: '11' }] })).toMatch(/no level "11"/);
    expect(await refusal(data, { ...spec, predict: [{ class: '10' }] })).toBe(
      'Row 1 of "predict" names no x, which the terms of the model need.',
    );
    expect(await refusal(data, { ...spec, predict: [{ x: 1, clas: '10' }] })).toMatch(
      /names clas, which is no column/,
    );
    expect(await refusal(data, { ...spec, predict: [{ x: '1' }] })).toMatch(
      /write it without quotation marks/,
    );
    expect(
      await refusal(data, { ...spec, predict: [{ x: 1, class: Number('330302201209151007') }] }),
    ).toMatch(/was rounded/);
  });
});
