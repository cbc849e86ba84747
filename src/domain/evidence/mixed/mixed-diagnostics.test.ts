import { describe, expect, it } from 'vitest';
import { chisquareAt } from '../numbers/distributions.ts';
import { fixtureTable } from '../tables/fixture-table.ts';
// oracle: ranef() of lme4 in R 4.2
import sleepstudy from './fixtures/sleepstudy.json' with { type: 'json' };
import { fitMixedModel } from './mixed-model.ts';
import { relativeError } from '../numbers/relative-error.ts';

const sleep = fixtureTable(sleepstudy.data);
const options = { outcome: 'Reaction', terms: ['Days'], diagnostics: true };

function expectClose(actual: number | null | undefined, wanted: number, digits: number): void {
  expect(relativeError(actual ?? Number.NaN, wanted)).toBeLessThan(digits);
}

describe('predicted effects', () => {
  it.each([
    ['random_intercept_REML', [], 1e-7],
    ['random_slope_REML', ['Days'], 1e-4],
  ] as const)('%s: those of lme4', (name, slopes, digits) => {
    const model = fitMixedModel(sleep, { ...options, random: [{ group: 'Subject', slopes }] });
    const effects = model.diagnostics?.effects ?? [];
    expect(effects).toHaveLength(18 * (1 + slopes.length));
    for (const [level, terms] of Object.entries(sleepstudy.lme4[name].blup)) {
      for (const [term, value] of Object.entries(terms)) {
        expectClose(
          effects.find((one) => one.level.endsWith(level) && one.term === term)?.value,
          value,
          digits,
        );
      }
    }
  });

  it('add up to nothing, also of crossed factors', () => {
    const rows = Array.from({ length: 240 }, (_, row) => ({
      school: row % 12,
      rater: Math.floor(row / 12) % 4,
    }));
    const table = fixtureTable({
      y: rows.map(
        ({ school, rater }, row) => Math.sin(7 * school) + 0.5 * Math.cos(3 * rater) + Math.sin(row * row),
      ),
      school: rows.map(({ school }) => `s${school}`),
      rater: rows.map(({ rater }) => `r${rater}`),
    });
    const random = [{ group: 'rater' }, { group: 'school' }];
    const model = fitMixedModel(table, { outcome: 'y', terms: [], random, diagnostics: true });
    const effects = model.diagnostics?.effects ?? [];
    expect(effects).toHaveLength(16);
    for (const { group } of random) {
      const own = effects.filter((one) => one.group === group).map(({ value }) => value);
      expect(Math.max(...own)).toBeGreaterThan(0);
      expect(own.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 10);
    }
  });
});

describe('residuals', () => {
  it('are reported by the row of the table, the farthest first', () => {
    const model = fitMixedModel(sleep, { ...options, random: [{ group: 'Subject', slopes: ['Days'] }] });
    const residuals = model.diagnostics?.residuals;
    // lme4: scaled residuals of the random-slope model run from -3.95 to 5.18
    expect(residuals?.outliers).toHaveLength(1);
    expect(residuals?.outliers[0]?.standardised).toBeCloseTo(5.179, 3);
    expect(residuals?.excessKurtosis).toBeGreaterThan(1);
    expect(residuals?.quantiles).toHaveLength(41);
  });

  it('come only where they are asked for', () => {
    const model = fitMixedModel(sleep, { ...options, diagnostics: false, random: [{ group: 'Subject' }] });
    expect(model.diagnostics).toBeUndefined();
  });
});

describe('intervals of variances', () => {
  it('of a balanced design are those of its mean squares', () => {
    const model = fitMixedModel(sleep, { outcome: 'Reaction', terms: [], random: [{ group: 'Subject' }] });
    const [groups, each] = [18, 10];
    const withinDf = groups * (each - 1);
    const within = model.residual.variance;
    expectClose(model.residual.low, (withinDf * within) / chisquareAt(0.975, withinDf), 1e-7);
    expectClose(model.residual.high, (withinDf * within) / chisquareAt(0.025, withinDf), 1e-7);
    // tau2 = (MSB - MSW) / m, each mean square a multiple of a chi-square: Satterthwaite's degrees of freedom
    const tau2 = model.random[0]?.variance ?? 0;
    const between = each * tau2 + within;
    const spread = (2 / each ** 2) * (between ** 2 / (groups - 1) + within ** 2 / withinDf);
    const df = (2 * tau2 * tau2) / spread;
    expectClose(model.random[0]?.low, (df * tau2) / chisquareAt(0.975, df), 1e-6);
    expectClose(model.random[0]?.high, (df * tau2) / chisquareAt(0.025, df), 1e-6);
    expect(model.iccLow).toBeLessThan(model.icc);
    expect(model.iccHigh).toBeGreaterThan(model.icc);
  });

  it('have none where the variance is zero', () => {
    const y = [1, 2, 3, 4, 4, 3, 2, 1, 2, 1, 4, 3];
    const school = ['a', 'a', 'a', 'a', 'b', 'b', 'b', 'b', 'c', 'c', 'c', 'c'];
    const model = fitMixedModel(fixtureTable({ y, school }), {
      outcome: 'y',
      terms: [],
      random: [{ group: 'school' }],
    });
    expect(model.random[0]).toMatchObject({ variance: 0, low: null, high: null });
    expect(model.iccLow).toBeNull();
    expect(model.residual.low).toBeGreaterThan(0);
  });
});
