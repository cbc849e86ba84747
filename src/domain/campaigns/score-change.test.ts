import { expect, test } from 'vitest';
import { growthCheck } from '../scoring/instruments/growth-check.ts';
import { phq9 } from '../scoring/instruments/phq-9.ts';
import { SMALLEST_SPREAD } from './not-computable.ts';
import { scoreChange } from './score-change.ts';

const spread = { n: 120, sd: 5 };

test('a fall on a scale where lower is better improves, and only beyond its error', () => {
  // oracle: Jacobson & Truax 1991: 1.96 · 5 · √2 · √(1 − .80) = 6.198
  expect(scoreChange(phq9, 'total', 16, 9, spread)).toMatchObject({ difference: -7, class: 'improved' });
  expect(scoreChange(phq9, 'total', 16, 10, spread)).toMatchObject({ difference: -6, class: 'unchanged' });
  expect(scoreChange(phq9, 'total', 9, 16, spread)).toMatchObject({ difference: 7, class: 'deteriorated' });
});

test('a retest coefficient goes before an alpha, and both name their source', () => {
  expect(scoreChange(phq9, 'total', 9, 9, spread).basis).toMatchObject({ kind: 'retest', reliability: 0.8 });
  const [alpha] = phq9.reliability;
  if (alpha === undefined) throw new Error('PHQ-9 has an alpha');
  const known = { ...phq9, reliability: [alpha] };
  expect(scoreChange(known, 'total', 9, 9, spread).basis).toMatchObject({
    kind: 'alpha',
    reliability: 0.84,
  });
});

test('what cannot be judged says why, and tells the difference where there is one', () => {
  const unknown = { index: null, class: 'not_computable', basis: null, persons: null };
  const told = (reason: string, difference: number | null = 1) => ({ ...unknown, difference, reason });
  expect(scoreChange(growthCheck, 'total', 3, 4, spread)).toEqual(told('no_reliability'));
  const few = { n: SMALLEST_SPREAD - 1, sd: 5 };
  expect(scoreChange(phq9, 'total', 3, 4, few)).toEqual({ ...told('few_persons'), persons: 29 });
  expect(scoreChange(phq9, 'total', 3, 4, { n: 50, sd: 0 })).toEqual(told('no_spread'));
  expect(scoreChange(phq9, 'total', 3, 4, undefined)).toEqual(told('first_outside_round'));
  expect(scoreChange(phq9, 'total', null, 4, spread)).toEqual(told('first_incomplete', null));
  expect(scoreChange(phq9, 'total', 3, null, spread)).toEqual(told('later_incomplete', null));
});
