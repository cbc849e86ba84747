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
