import { describe, expect, it } from 'vitest';
import { type DataTable, completeRows, getColumn, getFactor, getNumbers, takeFactor } from './data-table.ts';
import { modelMatrix } from './model-matrix.ts';
import { TextTable } from './text-table.ts';

function tableFromText(names: readonly string[], rows: ReadonlyArray<readonly string[]>): DataTable {
  const read = (labelled?: ReadonlySet<string>) => {
    const text = new TextTable(names, labelled);
    for (const cells of rows) text.add(cells);
    return text;
  };
  return read(read().labelled).finish();
}

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
      'not_numeric {"column":"y","row":2,"value":"NA"}',
    );
    expect(() => tableFromText(['y'], [['1'], ['-Inf']])).toThrow('not_numeric');
    expect(() => tableFromText(['y'], [['1e999']])).toThrow('number_not_finite');
    expect(getColumn(tableFromText(['grade'], [['7'], ['K']]), 'grade').kind).toBe('factor');
  });

  it('keeps the spelling of numbers among labels, and reads twice only for that', () => {
    const rows = [
      ['', '08', 'K'],
      ['7', '8', '7'],
      ['07', '', '07'],
      ['K', '9', ''],
    ];
    const text = new TextTable(['grade', 'age', 'room']);
    for (const cells of rows) text.add(cells);
    expect([...text.labelled]).toEqual(['grade']);
    const { columns } = tableFromText(['grade', 'age', 'room'], rows);
    expect(columns.get('grade')).toMatchObject({
      levels: ['07', '7', 'K'],
      codes: Int32Array.of(-1, 1, 0, 2),
    });
    expect(columns.get('age')).toMatchObject({
      kind: 'numeric',
      values: Float64Array.of(8, 8, Number.NaN, 9),
    });
    expect(columns.get('room')).toMatchObject({
      levels: ['07', '7', 'K'],
      codes: Int32Array.of(2, 1, 0, -1),
    });
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
    expect(() => modelMatrix(table, ['z'], Int32Array.of(0))).toThrow('unknown_column {"column":"z"}');
    expect(() => modelMatrix(table, ['arm'], Int32Array.of(0, 2))).toThrow('constant_term {"term":"arm"}');
  });
});
