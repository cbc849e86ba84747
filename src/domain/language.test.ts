import { expect, it } from 'vitest';
import { spokenLanguage } from './language.ts';

it.each([
  ['en', 'en'],
  ['en-GB', 'en'],
  ['EN', 'en'],
  ['zh-CN', 'zh'],
  ['zh', 'zh'],
  ['english', 'zh'],
  ['ug', 'zh'],
  ['', 'zh'],
])('words for %s are %s', (tag, spoken) => {
  expect(spokenLanguage(tag)).toBe(spoken);
});
