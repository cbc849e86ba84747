import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import { sideBySide, type Span } from './side-by-side.ts';

const textOf = (spans: readonly Span[] | null) => spans?.map(({ text }) => text).join('');

it('marks what differs within a line, character by character (a number as a whole) in Chinese and word by word in English', () => {
  expect(sideBySide(['给心情起名字'], ['给心情画天气'])).toEqual([
    {
      before: [
        { text: '给心情', isOwn: false },
        { text: '起名字', isOwn: true },
      ],
      after: [
        { text: '给心情', isOwn: false },
        { text: '画天气', isOwn: true },
      ],
    },
  ]);
  const [number] = sideBySide(['时长 45 分钟'], ['时长 15 分钟']);
  expect(number?.before?.filter(({ isOwn }) => isOwn)).toEqual([{ text: '45', isOwn: true }]);
  const [english] = sideBySide(['Name the feeling'], ['Draw the feeling']);
  expect(english?.after?.filter(({ isOwn }) => isOwn)).toEqual([{ text: 'Draw', isOwn: true }]);
});

it('puts a line that is on one side alone opposite to nothing', () => {
  expect(sideBySide(['一', '二', '三'], ['一', '三'])[1]).toEqual({
    before: [{ text: '二', isOwn: true }],
    after: null,
  });
});

it('loses no line and no character on either side, whatever is compared', () => {
  const lines = fc.array(fc.string({ unit: 'grapheme', maxLength: 8 }), { maxLength: 8 });
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      const pairs = sideBySide(before, after);
      expect(pairs.flatMap((pair) => textOf(pair.before) ?? [])).toEqual(before);
      expect(pairs.flatMap((pair) => textOf(pair.after) ?? [])).toEqual(after);
    }),
  );
});
