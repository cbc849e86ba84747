import { expect, test } from 'vitest';
import { isIn, numbersSigned, signs, standingOn } from './alliance.ts';

test('whoever gave notice is in until its day, and out on it', () => {
  const leaving = { state: 'leaving', until: '2026-12-31' } as const;
  expect(standingOn('2026-12-30', leaving)).toBe('leaving');
  expect(standingOn('2026-12-31', leaving)).toBe('left');
  expect(standingOn('2027-01-01', leaving)).toBe('left');
  expect(standingOn('2027-01-01', { state: 'member', until: null })).toBe('member');
  expect(isIn('leaving')).toBe(true);
  for (const standing of ['invited', 'left', 'declined', 'removed'] as const)
    expect(isIn(standing)).toBe(false);
});

test('a version binds once all whose signature it needs have signed', () => {
  expect(numbersSigned([1, 2], [{ signed: [1, 2] }, { signed: [1] }])).toEqual([1]);
  expect(numbersSigned([1, 2], [{ signed: [1, 2] }, { signed: [2, 1] }])).toEqual([1, 2]);
  expect(numbersSigned([1], [{ signed: [1] }, { signed: [] }])).toEqual([]);
  expect(numbersSigned([1], [])).toEqual([]);
});

test('observers sign nothing', () => {
  expect(signs({ role: 'observer', standing: 'member' })).toBe(false);
  expect(signs({ role: 'member', standing: 'leaving' })).toBe(true);
  expect(signs({ role: 'host', standing: 'removed' })).toBe(false);
});
