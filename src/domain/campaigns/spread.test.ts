import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Spreads } from './spread.ts';

const round = { campaignId: 'autumn', instrumentId: 'phq-9@1' };

function spreadOf(values: readonly (number | null)[]) {
  const spreads = new Spreads();
  for (const total of values) spreads.add(round, { total });
  return spreads.list()[0];
}

describe('the spread of a scale', () => {
  it('is the mean and the standard deviation of a sample', () => {
    // R 4.5: mean and sd of c(2, 4, 4, 4, 5, 5, 7, 9)
    expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])).toMatchObject({ n: 8, mean: 5 });
    expect(spreadOf([2, 4, 4, 4, 5, 5, 7, 9])?.sd).toBeCloseTo(2.138089935299395, 14);
  });

  it('leaves out who has no score, and has no spread below two', () => {
    expect(spreadOf([null, 3, null])).toMatchObject({ n: 1, mean: 3, sd: null });
    expect(spreadOf([null])).toMatchObject({ n: 0, mean: null, sd: null });
  });

  it('keeps rounds, questionnaires and scales apart, in the order of their names', () => {
    const spreads = new Spreads();
    spreads.add({ ...round, instrumentId: 'who-5@1' }, { total: 40 });
    spreads.add({ ...round, campaignId: 'spring' }, { total: 1 });
    spreads.add(round, { total: 3, family: 2 });
    expect(
      spreads
        .list()
        .map(({ campaignId, instrumentId, scale, mean }) => [campaignId, instrumentId, scale, mean]),
    ).toEqual([
      ['autumn', 'phq-9@1', 'family', 2],
      ['spring', 'phq-9@1', 'total', 1],
      ['autumn', 'phq-9@1', 'total', 3],
      ['autumn', 'who-5@1', 'total', 40],
    ]);
  });

  it('is the same in any order, also far from zero', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 27 }), { minLength: 2, maxLength: 60 }), (values) => {
        const far = values.map((value) => value + 1e6);
        const turned = spreadOf(far.toReversed());
        expect(turned?.sd).toBeCloseTo(spreadOf(far)?.sd ?? Number.NaN, 6);
        expect(turned?.sd).toBeCloseTo(spreadOf(values)?.sd ?? Number.NaN, 6);
      }),
    );
  });
});
