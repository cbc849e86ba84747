import { describe, expect, it } from 'vitest';
import { chiSquareTest, fisherExact } from './contingency.ts';
import { compareGroups } from './compare.ts';
import { crossTable } from './cross-table.ts';
import { fixtureTable } from '../tables/fixture-table.ts';
import anorexia from './fixtures/anorexia.json' with { type: 'json' };
import { oneWay } from './one-way.ts';
import { compareProportions } from './proportions.ts';
import { relativeError } from '../numbers/relative-error.ts';

function expectClose(actual: number | null | undefined, wanted: number, digits = 1e-10): void {
  expect(relativeError(actual ?? Number.NaN, wanted)).toBeLessThan(digits);
}

describe('shares of two groups', () => {
  // Newcombe 1998, Statistics in Medicine 17:873-890, table II, method 10
  it.each([
    [56, 70, 48, 80, 0.0524, 0.3339],
    [9, 10, 3, 10, 0.1705, 0.809],
    [6, 7, 2, 7, 0.0582, 0.8062],
    [5, 56, 0, 29, -0.0381, 0.1926],
    [0, 10, 0, 20, -0.1611, 0.2775],
    [10, 10, 0, 10, 0.6075, 1],
  ])('%i of %i against %i of %i', (a, m, b, n, low, high) => {
    const result = compareProportions({ count: b, n }, { count: a, n: m });
    expect(result.difference).toBeCloseTo(a / m - b / n, 14);
    expect(result.low).toBeCloseTo(low, 4);
    expect(result.high).toBeCloseTo(high, 4);
  });
});

describe('tables of counts', () => {
  it('repeats Fisher’s tea tasting as R’s fisher.test does', () => {
    const { p, oddsRatio, low, high } = fisherExact([
      [3, 1],
      [1, 3],
    ]);
    expect(relativeError(p, 34 / 70)).toBeLessThan(1e-12);
    // R's root finder stops at about five digits
    expectClose(oddsRatio, 6.408309, 1e-5);
    // the limits by scipy.optimize.brentq on the tails
    expectClose(low, 0.211_735_595_446_578_58, 1e-9);
    expectClose(high, 626.243_530_588_814_1, 1e-9);
    // the conditional mean of the first cell at the estimate is the cell itself
    const weights = [1, 16, 36, 16, 1].map((ways, x) => ways * (oddsRatio ?? 0) ** x);
    const mean =
      weights.reduce((sum, weight, x) => sum + x * weight, 0) / weights.reduce((sum, w) => sum + w, 0);
    expectClose(mean, 3, 1e-12);
  });

  it('an empty cell has an odds ratio without a limit, and margins of thousands keep their digits', () => {
    expect(
      fisherExact([
        [5, 0],
        [2, 7],
      ]),
    ).toMatchObject({ oddsRatio: null, high: null });
    // the two-sided p of equal shares is 1
    expectClose(
      fisherExact([
        [3000, 3000],
        [3000, 3000],
      ]).p,
      1,
      1e-10,
    );
  });

  it('Pearson’s test: R’s chisq.test(table(HairEyeColor by hair and eye))', () => {
    const hairByEye = [
      [68, 20, 15, 5],
      [119, 84, 54, 29],
      [26, 17, 14, 14],
      [7, 94, 10, 16],
    ];
    const { statistic, df, p, n } = chiSquareTest(hairByEye);
    expect({ df, n }).toEqual({ df: 9, n: 592 });
    expect(statistic).toBeCloseTo(138.2898, 4);
    expect(p).toBeLessThan(2.4e-25);
  });

  it('counts columns of labels against each other', () => {
    const table = fixtureTable({
      arm: ['a', 'a', 'a', 'b', 'b', 'b', 'b', ''],
      better: ['no', 'no', 'yes', 'yes', 'yes', 'yes', 'no', 'yes'],
    });
    const { groups, outcomes, counts, proportions, fisher } = crossTable(table, {
      group: 'arm',
      outcome: 'better',
    });
    expect({ groups, outcomes, counts }).toEqual({
      groups: ['a', 'b'],
      outcomes: ['no', 'yes'],
      counts: [
        [2, 1],
        [1, 3],
      ],
    });
    expect(proportions?.difference).toBeCloseTo(3 / 4 - 1 / 3, 14);
    expect(fisher?.p).toBeGreaterThan(0.4);
  });

  it('refuses fractions, negative counts, ragged and empty tables', () => {
    expect(() => chiSquareTest([[1, 2]])).toThrow('group_needs_two_levels');
    expect(() =>
      chiSquareTest([
        [1, 2.5],
        [3, 4],
      ]),
    ).toThrow('argument_out_of_range');
    expect(() => chiSquareTest([[1, 2], [3]])).toThrow('argument_out_of_range');
    expect(() =>
      chiSquareTest([
        [0, 0],
        [3, 4],
      ]),
    ).toThrow('zero_variance');
    expect(() =>
      fisherExact([
        [1, 2, 3],
        [3, 4, 5],
      ]),
    ).toThrow('2 x 3');
  });
});

describe('several groups', () => {
  // datasets::PlantGrowth of R: aov() and oneway.test()
  const plants = fixtureTable({
    weight: [
      4.17, 5.58, 5.18, 6.11, 4.5, 4.61, 5.17, 4.53, 5.33, 5.14, 4.81, 4.17, 4.41, 3.59, 5.87, 3.83, 6.03,
      4.89, 4.32, 4.69, 6.31, 5.12, 5.54, 5.5, 5.37, 5.29, 4.92, 6.15, 5.8, 5.26,
    ],
    group: ['ctrl', 'trt1', 'trt2'].flatMap((level) => Array.from({ length: 10 }, () => level)),
  });

  it('repeats R’s analysis of variance and Welch’s', () => {
    const { anova, welch } = oneWay(plants, { outcome: 'weight', group: 'group' });
    expect(anova.statistic).toBeCloseTo(4.846088, 6);
    expect(anova.df).toEqual([2, 27]);
    expect(anova.p).toBeCloseTo(0.01590996, 7);
    expect(welch?.statistic).toBeCloseTo(5.181, 3);
    expect(welch?.df[1]).toBeCloseTo(17.128, 3);
    expect(welch?.p).toBeCloseTo(0.01739, 5);
  });

  it('pairs are Welch’s tests, adjusted by Holm', () => {
    const { contrasts } = oneWay(plants, { outcome: 'weight', group: 'group' });
    expect(contrasts.map(({ levels }) => levels.join())).toEqual(['ctrl,trt1', 'ctrl,trt2', 'trt1,trt2']);
    const [, , last] = contrasts;
    const smallest = Math.min(...contrasts.map(({ p }) => p));
    expect(last?.adjustedP).toBeCloseTo(3 * smallest, 12);
    const two = fixtureTable({ y: [1, 2, 4, 8, 9, 10.5], g: ['a', 'a', 'a', 'b', 'b', 'b'] });
    const { welch } = compareGroups(two, { outcome: 'y', group: 'g' });
    const pair = oneWay(two, { outcome: 'y', group: 'g' });
    expectClose(pair.contrasts[0]?.p, welch.p, 1e-12);
    // with two groups Welch's F is the square of his t
    expectClose(pair.welch?.statistic, welch.statistic ** 2, 1e-12);
    expectClose(pair.welch?.df[1], welch.df, 1e-12);
  });

  it('three treatments of anorexia agree with the linear model of the changes', () => {
    const { pre, post, treat } = anorexia.data;
    const table = fixtureTable({ change: post.map((value, row) => value - (pre[row] ?? 0)), treat });
    const { anova } = oneWay(table, { outcome: 'change', group: 'treat' });
    expect(relativeError(anova.etaSquared, anorexia.expected.changeR2)).toBeLessThan(1e-10);
  });

  it('refuses a group of one and groups without spread', () => {
    const one = fixtureTable({ y: [1, 2, 3], g: ['a', 'a', 'b'] });
    expect(() => oneWay(one, { outcome: 'y', group: 'g' })).toThrow(
      'too_few_in_group {"column":"g","level":"b"',
    );
    const flat = fixtureTable({ y: [1, 1, 2, 2], g: ['a', 'a', 'b', 'b'] });
    expect(() => oneWay(flat, { outcome: 'y', group: 'g' })).toThrow('zero_variance');
  });
});
