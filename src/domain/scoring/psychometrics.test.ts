import { describe, expect, it } from 'vitest';
import attitude from '../evidence/reliability/fixtures/attitude.json' with { type: 'json' };
import { relativeError } from '../evidence/numbers/relative-error.ts';
import { createRandom, normal } from '../random.ts';
import type { Instrument } from './instrument.ts';
import { growthCheck } from './instruments/growth-check.ts';
import { psychometrics, SMALLEST_SAMPLE } from './psychometrics.ts';
import type { Answers } from './score.ts';

/** Answers that follow one trait; reverse items are answered the other way round. */
function simulate(instrument: Instrument, persons: number): Answers[] {
  const random = createRandom(3);
  return Array.from({ length: persons }, () => {
    const trait = normal(random);
    return Object.fromEntries(
      instrument.items.flatMap((item) => {
        if (item.kind !== 'choice') return [];
        const middle = (item.minimum + item.maximum) / 2;
        const value = Math.round(middle + trait + normal(random));
        const kept = Math.min(item.maximum, Math.max(item.minimum, value));
        return [[item.id, item.isReverse ? item.minimum + item.maximum - kept : kept]];
      }),
    );
  });
}

describe('how well an instrument measured', () => {
  it('repeats psych::alpha, item by item, when persons answer as in its data', () => {
    const names = Object.keys(attitude.data) as (keyof typeof attitude.data)[];
    const instrument = {
      ...growthCheck,
      items: names.map((id) => ({ kind: 'choice' as const, id, minimum: 0, maximum: 100, isReverse: false })),
      scales: [{ ...(growthCheck.scales[0] as (typeof growthCheck.scales)[0]), id: 'all', items: names }],
    };
    const persons = attitude.data.rating.map((_, row) =>
      Object.fromEntries(names.map((name) => [name, attitude.data[name][row] ?? 0])),
    );
    // twice the same thirty persons: the covariances keep their proportions
    const [quality] = psychometrics(instrument, [...persons, ...persons], []);
    expect(quality?.n).toBe(60);
    expect(
      relativeError(quality?.reliability?.alpha ?? Number.NaN, attitude.expected.raw_alpha),
    ).toBeLessThan(1e-10);
    for (const { itemId, itemRestCorrelation } of quality?.items ?? []) {
      const wanted = attitude.expected.corrected_item_total_r[itemId as 'rating'];
      expect(relativeError(itemRestCorrelation ?? Number.NaN, wanted)).toBeLessThan(1e-10);
    }
  });

  it('turns reverse items, so that every item agrees with the others', () => {
    const scales = psychometrics(growthCheck, simulate(growthCheck, 200), []);
    expect(scales.map(({ scale }) => scale)).toContain('total');
    for (const { items, reliability, omega } of scales) {
      expect(items.every(({ itemRestCorrelation }) => (itemRestCorrelation ?? 0) > 0.2)).toBe(true);
      expect(reliability?.alpha).toBeGreaterThan(reliability?.alphaLow ?? 1);
      expect(omega === null || (omega.low < omega.omega && omega.omega < omega.high)).toBe(true);
    }
  });

  it('leaves out who skipped an item, and says nothing about too few persons or items that do not vary', () => {
    const persons = simulate(growthCheck, 80);
    const [first] = growthCheck.items;
    const skipped = persons.map((answers, index) =>
      index < 10 ? { ...answers, [first?.id ?? '']: null } : answers,
    );
    const total = psychometrics(growthCheck, skipped, []).find(({ scale }) => scale === 'total');
    expect(total?.n).toBe(70);
    const few = psychometrics(growthCheck, persons.slice(0, SMALLEST_SAMPLE - 1), []);
    expect(few.every(({ reliability, n }) => reliability === null && n === SMALLEST_SAMPLE - 1)).toBe(true);
    const same = Array.from({ length: 60 }, () => persons[0] ?? {});
    expect(psychometrics(growthCheck, same, []).every(({ reliability }) => reliability === null)).toBe(true);
    expect(psychometrics(growthCheck, [], []).every(({ n }) => n === 0)).toBe(true);
  });

  it('counts who is at the ends of a scale', () => {
    const all = (value: 'minimum' | 'maximum'): Answers =>
      Object.fromEntries(
        growthCheck.items.flatMap((item) => {
          if (item.kind !== 'choice') return [];
          return [[item.id, item.isReverse ? item.minimum + item.maximum - item[value] : item[value]]];
        }),
      );
    const forms = [...simulate(growthCheck, 60), ...Array.from({ length: 40 }, () => all('maximum'))];
    const total = psychometrics(growthCheck, forms, []).find(({ scale }) => scale === 'total');
    expect(total?.ceiling).toBeGreaterThanOrEqual(0.4);
    expect(total?.floor).toBeLessThan(0.05);
  });

  it('compares two answers of a person: the planted retest reliability and error are found again', () => {
    const random = createRandom(5);
    // spread of persons 1, of one measurement 0.5: ICC 1 / 1.25, smallest change 1.96 · √2 · 0.5
    const repeats = Array.from({ length: 400 }, (_, index) => {
      const person = normal(random);
      const once = () => ({ total: 3 + person + 0.5 * normal(random) });
      return { first: once(), second: once(), days: 14 + (index % 3) };
    });
    const retestOf = (of: typeof repeats) =>
      psychometrics(growthCheck, [], of).find(({ scale }) => scale === 'total')?.retest;
    const retest = retestOf(repeats);
    expect(retest).toMatchObject({ n: 400, medianDays: 15 });
    // its standard error is 0.018
    expect(Math.abs((retest?.icc?.estimate ?? 0) - 0.8)).toBeLessThan(0.05);
    expect(relativeError(retest?.detectableChange ?? 0, 1.96 * Math.SQRT2 * 0.5)).toBeLessThan(0.1);
    const few = retestOf(repeats.slice(0, SMALLEST_SAMPLE - 1));
    expect(few).toMatchObject({ n: SMALLEST_SAMPLE - 1, icc: null, detectableChange: null });
    const other = psychometrics(growthCheck, [], repeats).find(({ scale }) => scale !== 'total');
    expect(other?.retest).toBeNull();
  });
});
