import { expect, test } from 'vitest';
import { errorCatalogue } from './errors.ts';
import { mergeOnce } from './merge-once.ts';

test('an id that two features have is refused when the catalogue is put together', () => {
  const one = { not_found: 1, forbidden: 2 };
  expect(mergeOnce<string, number>([one, { gone: 3 }])).toEqual({ not_found: 1, forbidden: 2, gone: 3 });
  expect(() => mergeOnce<string, number>([one, { forbidden: 2 }])).toThrow('forbidden stands in two lists');
});

test('every error has a status of HTTP, and words in both languages with the same places to fill', () => {
  const placesOf = (words: string) => words.match(/\{\w+\}/g)?.toSorted() ?? [];
  for (const [code, { status, zh, en }] of Object.entries(errorCatalogue)) {
    expect(status, code).toBeGreaterThanOrEqual(400);
    expect(status, code).toBeLessThan(600);
    expect(zh, code).toMatch(/\p{Script=Han}/u);
    expect(en, code).toMatch(/^[A-Z]/);
    expect(placesOf(en), code).toEqual(placesOf(zh));
  }
});
