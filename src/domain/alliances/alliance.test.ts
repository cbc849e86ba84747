import { expect, test } from 'vitest';
import { isIn, numberInForce, signs, standingOn } from './alliance.ts';

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

test('a version binds once all who are in it signed, and the one before until then', () => {
  expect(numberInForce([1, 2], [{ signed: [1, 2] }, { signed: [1] }])).toBe(1);
  expect(numberInForce([1, 2], [{ signed: [1, 2] }, { signed: [2, 1] }])).toBe(2);
  // who joined later never saw the first
  expect(numberInForce([1, 2], [{ signed: [1, 2] }, { signed: [2] }])).toBe(2);
  expect(numberInForce([1], [{ signed: [1] }, { signed: [] }])).toBeNull();
  expect(numberInForce([1], [])).toBeNull();
});

test('observers sign nothing', () => {
  expect(signs({ role: 'observer', standing: 'member' })).toBe(false);
  expect(signs({ role: 'member', standing: 'leaving' })).toBe(true);
  expect(signs({ role: 'host', standing: 'removed' })).toBe(false);
});
