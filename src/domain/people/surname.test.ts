import { expect, it } from 'vitest';
import { surnameOf } from './surname.ts';

it.each([
  ['李小满', '李'],
  ['欧阳娜娜', '欧阳'],
  ['欧阳', '欧'],
  ['𠮷田', '𠮷'],
  ['阿依古丽·买买提', '阿依古丽'],
  ['Mary Ann Smith', 'Smith'],
  ['—', '—'],
  ['', ''],
])('the surname of %s is %s', (name, surname) => {
  expect(surnameOf(name)).toBe(surname);
});
