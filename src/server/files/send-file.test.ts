import { expect, it } from 'vitest';
import { dispositionOf, rangeOf } from './send-file.ts';

it('a name stands in the header in its own letters and in plain ones, and nothing in it ends the header', () => {
  expect(dispositionOf('inline', '同意书 (1).jpg')).toBe(
    `inline; filename="___ (1).jpg"; filename*=UTF-8''%E5%90%8C%E6%84%8F%E4%B9%A6%20%281%29.jpg`,
  );
  expect(dispositionOf('attachment', 'a"; filename=b.html\u{20bb7}%41.pdf')).toBe(
    `attachment; filename="a_; filename=b.html___41.pdf"; filename*=UTF-8''a%22%3B%20filename%3Db.html%F0%A0%AE%B7%2541.pdf`,
  );
});

it.each([
  ['bytes=0-99', { start: 0, end: 99 }],
  ['bytes=900-', { start: 900, end: 999 }],
  ['bytes=-10', { start: 990, end: 999 }],
  ['bytes=-5000', { start: 0, end: 999 }],
  ['bytes=990-5000', { start: 990, end: 999 }],
  ['bytes=0-1,5-6', undefined],
  ['lines=0-1', undefined],
  ['bytes=-', undefined],
  [undefined, undefined],
])('%s of a thousand bytes is %j', (header, range) => {
  expect(rangeOf(header, 1000)).toEqual(range);
});

it.each(['bytes=1000-', 'bytes=5-4', 'bytes=-0'])('%s is outside of it', (header) => {
  expect(() => rangeOf(header, 1000)).toThrow('range_unsatisfiable');
});
