import { expect, it } from 'vitest';
import { isWithinBounds } from './bounds.ts';

const nested = (levels: number): unknown => (levels === 0 ? 1 : { inside: nested(levels - 1) });

it('lets through what is no larger or deeper than a credential', () => {
  for (const one of [
    null,
    1,
    'text',
    [],
    {},
    nested(10),
    { '@context': ['a'] },
    Array.from({ length: 999 }, () => 1),
  ])
    expect(isWithinBounds(one)).toBe(true);
});

it('refuses what is', () => {
  for (const one of [
    nested(11),
    Array.from({ length: 1000 }, () => 1),
    Array.from({ length: 100 }, () => Array.from({ length: 100 }, () => 1)),
    'x'.repeat(50_001),
    { ['x'.repeat(50_001)]: 1 },
    { '@graph': [] },
    { inside: { '@context': 'a' } },
    [{ '@context': 'a' }],
  ])
    expect(isWithinBounds(one)).toBe(false);
});
