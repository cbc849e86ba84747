import fc from 'fast-check';
import { expect, it } from 'vitest';
import { bytesOf, fitLines } from './fit-lines.ts';

const more = (left: number) => `还有 ${left} 件`;

it('keeps all lines where they fit to the byte, and says how many it left out where one byte is missing', () => {
  const lines = ['· 预警', '· 转介', '· 𠮷'];
  // 9, 9 and 7 bytes, with a break each
  expect(fitLines(lines, 9 + 9 + 8 + 2, more)).toEqual(lines);
  expect(fitLines(lines, 9 + 9 + 8 + 1, more)).toEqual(['· 预警', '还有 2 件']);
  // 12 bytes for the number, and a break
  expect(fitLines(['· 预警', '· 转介', '· 转介', '· 转介'], 9 + 1 + 14, more)).toEqual([
    '· 预警',
    '还有 3 件',
  ]);
});

it('never takes more room than there is, unless the number alone does, and leaves nothing out unsaid', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'grapheme' })), fc.nat(300), (lines, room) => {
      const kept = fitLines(lines, room, more);
      const size = kept.reduce((sum, line) => sum + bytesOf(line) + 1, 0);
      const whole = kept.filter((line, index) => line === lines[index]).length;
      expect(size <= room || (whole === 0 && kept.length === 1)).toBe(true);
      const left = lines.length - whole;
      expect(kept.slice(whole)).toEqual(left === 0 ? [] : [more(left)]);
    }),
  );
});
