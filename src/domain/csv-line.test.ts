import { expect, test } from 'vitest';
import { csvLine } from './csv-line.ts';

test('cells with commas, quotes and line ends are quoted, empty ones are empty', () => {
  expect(csvLine(['李静', null, 'a,b', 'say "hi"', 'two\nlines'])).toBe(
    '李静,,"a,b","say ""hi""","two\nlines"\r\n',
  );
});

test('what begins a formula is no formula any more, and a telephone number stays one', () => {
  expect(csvLine(['=1+1', '@cmd', '-2+3', '+86 577-8866'])).toBe("'=1+1,'@cmd,'-2+3,+86 577-8866\r\n");
});

test.each([...'=@＝＠﹦﹫+-＋－﹢﹣'])(
  'a cell that begins with %s computes nothing, in whatever width',
  (sign) => {
    expect(csvLine([`${sign}SUM(A1)`])).toBe(`'${sign}SUM(A1)\r\n`);
    expect(csvLine([`\t${sign}1`, `　${sign}A1`])).toBe(`'\t${sign}1,'　${sign}A1\r\n`);
  },
);

test('an apostrophe of its own is still there when one is taken away', () => {
  expect(csvLine(["'s Graven", '’七里'])).toBe("''s Graven,'’七里\r\n");
});
