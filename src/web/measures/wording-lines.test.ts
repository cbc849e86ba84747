import { expect, test } from 'vitest';
import { who5 } from '../../domain/scoring/instruments/who-5.ts';
import { findWordingFaults } from '../../domain/scoring/own-wording.ts';
import { linesOf, wordingOf } from './wording-lines.ts';

test('a list that was copied with its numbers and empty lines is a text for each question', () => {
  expect(linesOf('1. 我觉得快乐\n\n 2、我觉得平静 \n3）我有 3 个朋友')).toEqual([
    '我觉得快乐',
    '我觉得平静',
    '我有 3 个朋友',
  ]);
});

test('what is pasted fits the key, and stands for both languages where nobody wrote the English', () => {
  const wording = wordingOf(who5, {
    instrumentId: who5.id,
    items: '甲\n乙\n丙\n丁\n戊',
    labels: '零\n一\n二\n三\n四\n五',
    englishLabels: '0\n1\n2\n3\n4\n5',
    licenceNote: ' 许可 ',
  });
  expect(findWordingFaults(who5, wording)).toEqual([]);
  expect(wording.items['who5-2']).toEqual({ zh: '乙', en: '乙' });
  expect(wording.labels[1]).toEqual({ zh: '一', en: '1' });
  expect(wording.licenceNote).toBe('许可');
});
