import fc from 'fast-check';
import { expect, test } from 'vitest';

import { findFirstDifference } from './first-difference.ts';

test('the first differing line is named with both versions', () => {
  expect(findFirstDifference('a\nb\nc', 'a\nx\nd')).toEqual({ line: 2, left: 'b', right: 'x' });
  expect(findFirstDifference('a', 'a\nb')).toEqual({ line: 2, left: '', right: 'b' });
});

test('there is a difference exactly when the texts differ', () => {
  const texts = fc.array(fc.constantFrom('a', 'b', '\n'), { maxLength: 8 }).map((parts) => parts.join(''));
  fc.assert(
    fc.property(texts, texts, (left, right) => {
      expect(findFirstDifference(left, right) === undefined).toBe(left === right);
    }),
  );
});
