import { expect, test } from 'vitest';
import { regionAbove, regionPrefix } from './region-prefix.ts';

test('a region begins as all below it do', () => {
  expect(['330000', '330300', '330302'].map(regionPrefix)).toEqual(['33', '3303', '330302']);
});

test('a county stands in its city’s list, or in the municipality’s where there is no city', () => {
  expect(regionAbove('330302')).toBe('330300');
  expect(regionAbove('330300')).toBe('330000');
  expect(regionAbove('330000')).toBeUndefined();
  // Changning in Shanghai, a county of Chongqing, and Xiantao, which Hubei administers itself: 429000 stands for those
  expect(['310105', '500235', '429004'].map(regionAbove)).toEqual(['310000', '500000', '429000']);
});
