import { describe, expect, it } from 'vitest';
import { completeRows, getColumn, getFactor, getNumbers, tableFromText, takeFactor } from './data-table.ts';
import { modelMatrix } from './model-matrix.ts';

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
