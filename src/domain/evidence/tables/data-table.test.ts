import { describe, expect, it } from 'vitest';
import { type DataTable, completeRows, getColumn, getFactor, getNumbers, takeFactor } from './data-table.ts';
import { modelMatrix } from './model-matrix.ts';
import { type ColumnUse, TextTable } from './text-table.ts';

/** Every column as the term of a model, unless it is said to be something else. */
function tableFromText(
  names: readonly string[],
  rows: ReadonlyArray<readonly string[]>,
  uses: Readonly<Record<string, Partial<ColumnUse>>> = {},
  missing: readonly string[] = [],
): DataTable {
  const term = { isNumber: false, isLabel: false, isTerm: true };
  const options = {
    uses: new Map(names.map((name) => [name, { ...term, ...uses[name] }])),
    missing: new Set(missing),
  };
  const read = (labelled?: ReadonlySet<string>) => {
    const text = new TextTable(names, { ...options, ...(labelled && { labelled }) });
    // the header is row 1 of the file
    for (const [index, cells] of rows.entries()) text.add(cells, index + 2);
    return text;
  };
  return read(read().labelled).finish();
}

const label = { isLabel: true, isTerm: false };
const number = { isNumber: true, isTerm: false };

const table = tableFromText(
  ['y', 'x', 'arm', 'site'],
  [
    ['1.5', '1', 'treated', 'Z'],
    ['', '2', 'control', 'W'],
    ['2', '3', 'treated', ''],
    ['-3e2', '4', 'control', 'Z'],
    ['7', '5', 'treated', 'W'],
  ],
);

describe('a table from text', () => {
  it('reads columns of numbers as numbers, others as factors in code-point order', () => {
    expect(Array.from(getNumbers(table, 'y'))).toEqual([1.5, Number.NaN, 2, -300, 7]);
    expect(getFactor(table, 'arm').levels).toEqual(['control', 'treated']);
    expect(tableFromText(['g'], [['é'], ['z'], ['Z'], ['中']]).columns.get('g')).toMatchObject({
      levels: ['Z', 'z', 'é', '中'],
    });
  });

  it('uses only rows where every column has a value', () => {
    expect(Array.from(completeRows(table, ['y', 'x']))).toEqual([0, 2, 3, 4]);
    expect(Array.from(completeRows(table, ['y', 'site']))).toEqual([0, 3, 4]);
  });

  it('refuses numbers mixed with NA or Inf instead of reading them as labels', () => {
    expect(() => tableFromText(['y'], [['1'], ['NA']])).toThrow(
      'bad_cell {"column":"y","row":3,"value":"NA","count":1}',
    );
    expect(() => tableFromText(['y'], [['1'], ['-Inf']])).toThrow('bad_cell');
    expect(() => tableFromText(['y'], [['1e999']])).toThrow('number_not_finite {"column":"y","row":2}');
    expect(getColumn(tableFromText(['grade'], [['7'], ['K']]), 'grade').kind).toBe('factor');
  });

  it.each([
    '缺失',
    '#NULL!',
    '#DIV/0!',
    '—',
    '/',
    '<5',
    '７',
    '50%',
    '1,234',
    '5,6',
    '3分',
    'N/A',
    '？',
    '缓考',
  ])('takes a column with one %s among numbers for numbers with a mistake in it', (value) => {
    const rows = ['1', '2', value, '4', '5', ''].map((cell) => [cell]);
    const refused = JSON.stringify({ column: 'pre', row: 4, value, count: 1 });
    expect(() => tableFromText(['pre'], rows)).toThrow(`bad_cell ${refused}`);
    expect(() => tableFromText(['pre'], rows, { pre: number })).toThrow(`bad_number ${refused}`);
    expect(() => tableFromText(['pre'], rows.toReversed())).toThrow('bad_cell {"column":"pre","row":5,');
    const missing = tableFromText(['pre'], rows, {}, [value]);
    expect(Array.from(getNumbers(missing, 'pre'))).toEqual([1, 2, Number.NaN, 4, 5, Number.NaN]);
  });

  it('reads a column of numbers as labels where it is declared so, and never an error of a formula', () => {
    const declared = (...cells: string[]) =>
      getFactor(
        tableFromText(
          ['x'],
          cells.map((cell) => [cell]),
          { x: { declared: 'factor' } },
        ),
        'x',
      ).levels;
    expect(declared('1', '2', '缺失', '2')).toEqual(['1', '2', '缺失']);
    expect(declared('1', '01')).toEqual(['01', '1']);
    expect(() => declared('3.30302E+17', '3.30302E+17')).toThrow('rounded_label');
    expect(() => declared('1', '2', '#DIV/0!')).toThrow(
      'cell_in_error {"column":"x","row":4,"value":"#DIV/0!"}',
    );
  });

  it('takes a column of mostly missing marks, of percentages or of decimal commas for numbers too', () => {
    const column = (...cells: string[]) =>
      tableFromText(
        ['x'],
        cells.map((cell) => [cell]),
      );
    expect(() => column('缺失', '缺失', '缺失', '3')).toThrow('bad_cell');
    expect(() => column('请假', '3', '请假', '请假', '5', '请假')).toThrow('bad_cell {"column":"x","row":2');
    expect(() => column('50%', '60%')).toThrow('bad_cell');
    expect(() => column('5,6', '7,1')).toThrow('bad_cell');
    expect(getFactor(column('<5', '>10', '5-10'), 'x').levels).toEqual(['5-10', '<5', '>10']);
    expect(getFactor(column('A1', 'B2', '3'), 'x').levels).toEqual(['3', 'A1', 'B2']);
  });

  it('asks what a missing mark among labels means, and refuses what a spreadsheet broke', () => {
    const column = (value: string, use: Partial<ColumnUse> = label, missing: string[] = []) =>
      tableFromText(['arm'], [['t'], ['c'], [value]], { arm: use }, missing);
    expect(() => column('缺失')).toThrow('unclear_label {"column":"arm","row":4,"value":"缺失"}');
    expect(() => column('NA', { isTerm: true })).toThrow('unclear_label');
    expect(getFactor(column('NA', { declared: 'factor' }), 'arm').levels).toEqual(['NA', 'c', 't']);
    expect(Array.from(getFactor(column('缺失', label, ['缺失']), 'arm').codes)).toEqual([1, 0, -1]);
    expect(() => column('#REF!', { declared: 'factor' })).toThrow('cell_in_error');
    expect(() => column('3.30302E+17')).toThrow(
      'rounded_label {"column":"arm","row":4,"value":"3.30302E+17"}',
    );
  });

  it('keeps labels as they are spelt, whether all, some or none of them are numbers', () => {
    const ids = Array.from({ length: 24 }, (_, child) => [
      `3303022012091510${String(child).padStart(2, '0')}`,
    ]);
    const { levels } = getFactor(tableFromText(['id'], ids, { id: label }), 'id');
    expect(levels).toEqual(ids.flat());
    const rows = [['1'], ['01'], ['1.0'], ['']];
    expect(getFactor(tableFromText(['class'], rows, { class: label }), 'class')).toMatchObject({
      levels: ['01', '1', '1.0'],
      codes: Int32Array.of(1, 0, 2, -1),
    });
    const both = tableFromText(['wave'], [['1'], ['01'], ['2']], { wave: { isLabel: true } });
    expect(getFactor(both, 'wave').levels).toEqual(['01', '1', '2']);
    expect(Array.from(getNumbers(both, 'wave'))).toEqual([1, 1, 2]);
  });

  it('keeps the spelling of numbers among labels, and reads twice only for that', () => {
    const rows = [
      ['', '08', 'K'],
      ['7', '8', '7'],
      ['07', '', 'L'],
      ['K', '9', ''],
      ['L', '', ''],
    ];
    const names = ['grade', 'age', 'room'];
    const text = new TextTable(names, {
      uses: new Map(names.map((name) => [name, { isNumber: false, isLabel: false, isTerm: true }])),
    });
    for (const cells of rows) text.add(cells, 1);
    expect([...text.labelled]).toEqual(['grade']);
    const { columns } = tableFromText(names, rows);
    expect(columns.get('grade')).toMatchObject({
      levels: ['07', '7', 'K', 'L'],
      codes: Int32Array.of(-1, 1, 0, 2, 3),
    });
    expect(columns.get('age')).toMatchObject({
      kind: 'numeric',
      values: Float64Array.of(8, 8, Number.NaN, 9, Number.NaN),
    });
    expect(columns.get('room')).toMatchObject({
      levels: ['7', 'K', 'L'],
      codes: Int32Array.of(1, 0, 2, -1, -1),
    });
  });

  it('takes a declared missing number for missing however it is written, and labels only as written', () => {
    const rows = [['1'], ['-99.0'], ['-99']];
    expect(Array.from(getNumbers(tableFromText(['y'], rows, { y: number }, ['-99']), 'y'))).toEqual([
      1,
      Number.NaN,
      Number.NaN,
    ]);
    expect(getFactor(tableFromText(['g'], rows, { g: label }, ['-99']), 'g').levels).toEqual(['-99.0', '1']);
  });

  it('grows with its rows', () => {
    const rows = Array.from({ length: 5000 }, (_, row) => [String(row), row % 2 === 0 ? 'even' : 'odd']);
    const long = tableFromText(['n', 'parity'], rows);
    expect(long.rows).toBe(5000);
    expect(Array.from(getNumbers(long, 'n'))).toEqual(rows.map((_, row) => row));
    expect(Array.from(getFactor(long, 'parity').codes)).toEqual(rows.map((_, row) => row % 2));
  });

  it('puts the reference level first and drops levels without rows', () => {
    const rows = Int32Array.from([0, 3, 4]);
    expect(takeFactor(getFactor(table, 'site'), rows, 'site', 'Z').levels).toEqual(['Z', 'W']);
    expect(takeFactor(getFactor(table, 'site'), Int32Array.of(0), 'site').levels).toEqual(['Z']);
    expect(() => takeFactor(getFactor(table, 'site'), rows, 'site', 'L')).toThrow('unknown_level');
  });
});

describe('the model matrix', () => {
  it('names and fills treatment contrasts and interactions', () => {
    const rows = Int32Array.from([0, 3, 4]);
    const { names, columns } = modelMatrix(table, ['x', 'arm', 'x:arm', 'arm:site'], rows);
    expect(names).toEqual(['x', 'arm[treated]', 'x:arm[treated]', 'arm[treated]:site[Z]']);
    expect(columns.map((column) => Array.from(column))).toEqual([
      [1, 4, 5],
      [1, 0, 1],
      [1, 0, 5],
      [1, 0, 0],
    ]);
  });

  it('refuses an unknown column and a factor with one level left, by name', () => {
    expect(() => modelMatrix(table, ['z'], Int32Array.of(0))).toThrow(
      'unknown_column {"column":"z","columns":"y, x, arm, site"}',
    );
    expect(() => modelMatrix(table, ['arm'], Int32Array.of(0, 2))).toThrow('constant_term {"term":"arm"}');
  });
});
