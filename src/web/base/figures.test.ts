import { expect, test } from 'vitest';
import { formatNumber, formatP } from './figures.ts';

test('figures have a true minus sign, and nothing that rounds to zero is negative', () => {
  expect(formatNumber(-1.256, 2, 'zh-CN')).toBe('−1.26');
  expect(formatNumber(-0.001, 2, 'en')).toBe('0.00');
  expect(formatNumber(1234.5, 1, 'en')).toBe('1,234.5');
});

test('a p value is never zero', () => {
  expect(formatP(0.0004)).toBe('<\u00a00.001');
  expect(formatP(0.0316)).toBe('0.032');
  expect(formatP(1)).toBe('1.000');
});
