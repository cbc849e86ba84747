import fc from 'fast-check';
import { expect, it } from 'vitest';
import '../../../test/property-seed.ts';
import { coveredMinutes } from './covered-minutes.ts';

const span = (from: number, until: number) => ({ from: from * 60_000, until: until * 60_000 });

it('counts what lies in several once, in whatever order they are said', () => {
  expect(coveredMinutes([])).toBe(0);
  expect(coveredMinutes([span(60, 120), span(0, 60)])).toBe(120);
  expect(coveredMinutes([span(0, 90), span(60, 120), span(70, 80)])).toBe(120);
  expect(coveredMinutes([span(0, 100), span(10, 20), span(90, 110), span(200, 201)])).toBe(111);
});

it('counts each minute that lies in any', () => {
  const spans = fc.array(
    fc.tuple(fc.nat(50), fc.nat(20)).map(([from, length]) => [from, from + length] as const),
  );
  fc.assert(
    fc.property(spans, (pairs) => {
      const minutes = Array.from({ length: 80 }, (_, minute) => minute);
      const held = minutes.filter((minute) =>
        pairs.some(([from, until]) => minute >= from && minute < until),
      );
      expect(coveredMinutes(pairs.map(([from, until]) => span(from, until)))).toBe(held.length);
    }),
  );
});
