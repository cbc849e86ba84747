import fc from 'fast-check';
import { expect, it } from 'vitest';
import { plainCell } from '../csv-line.ts';
import { readTextCell } from './roster-cell.ts';

const read = (text: string) => {
  const result = readTextCell(text, 'words');
  return result.ok ? result.value : result.code;
};

it.each([
  ['="330302199902030017"', '330302199902030017'],
  ['=0577', '0577'],
  ["'0577", '0577'],
  ['’0577', '0577'],
  ["'李静", '李静'],
])('digits and words that %s keeps as text are %s', (cell, text) => {
  expect(read(cell)).toBe(text);
});

it.each(['=1+1', '=A1', '＝SUM(A1)', '@家', '-2+3', '‘春风’行动', "'春风'行动", '’s 胡同', "'s Graven"])(
  '%s is the text that stands in the table, and comes back from ours',
  (text) => {
    expect(read(text)).toBe(text);
    expect(read(plainCell(text))).toBe(text);
  },
);

it('what our tables keep from being a formula comes back as it went, whatever it is', () => {
  const signs = fc.constantFrom("'", '’', '‘', '=', '"', '+', '-', '＝', '@', '1', '路', 's', ' ');
  fc.assert(
    fc.property(fc.array(signs, { minLength: 1, maxLength: 8 }), (parts) => {
      const text = parts.join('').trim().replaceAll(/ +/gu, ' ');
      // what a table of ours does not hold a mark before is read as any other
      fc.pre(text !== '' && plainCell(text) !== text);
      expect(read(plainCell(text))).toBe(text);
    }),
  );
});
