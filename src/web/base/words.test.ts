import { globSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const web = join(import.meta.dirname, '..');
const slices = globSync('*/words.zh.ts', { cwd: web }).map((file) => file.split('/')[0] ?? '');

type Words = { readonly [key: string]: string | Words };

async function wordsOf(slice: string, language: 'zh' | 'en'): Promise<[string, string][]> {
  const module = (await import(join(web, slice, `words.${language}.ts`))) as Record<string, Words>;
  return flat(module[language] ?? {});
}

function flat(words: Words, above = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]): [string, string][] =>
    typeof value === 'string' ? [[above + key, value]] : flat(value, `${above}${key}.`),
  );
}

/** Each placeholder once: a sentence may name the same thing twice. */
const placeholders = (text: string) =>
  [...new Set([...text.matchAll(/\{\{(\w+)\}\}/g)].map(([found]) => found))].toSorted((left, right) =>
    left < right ? -1 : 1,
  );

test('every slice has words', () => {
  expect(slices.length).toBeGreaterThan(10);
});

test.each(slices)('the words of %s have the same keys and placeholders in both languages', async (slice) => {
  const [zh, en] = await Promise.all([wordsOf(slice, 'zh'), wordsOf(slice, 'en')]);
  const shape = (words: [string, string][]) =>
    Object.fromEntries(words.map(([key, text]) => [key, placeholders(text)]));
  expect(shape(en)).toEqual(shape(zh));
});

test.each(slices)('no word of %s is empty', async (slice) => {
  const all = [...(await wordsOf(slice, 'zh')), ...(await wordsOf(slice, 'en'))];
  expect(all.filter(([, text]) => text.trim() === '')).toEqual([]);
});
