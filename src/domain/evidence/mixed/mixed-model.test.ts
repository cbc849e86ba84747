import { describe, expect, it } from 'vitest';
import { fixtureTable } from '../tables/fixture-table.ts';
import trial from './fixtures/cluster-trial.json' with { type: 'json' };
import orthodont from './fixtures/orthodont.json' with { type: 'json' };
import sleepstudy from './fixtures/sleepstudy.json' with { type: 'json' };
import { type MixedModel, type MixedOptions, fitMixedModel } from './mixed-model.ts';
import { relativeError } from '../numbers/relative-error.ts';

const sleep = fixtureTable(sleepstudy.data);
const sleepOptions = { outcome: 'Reaction', terms: ['Days'] };
const growth = fixtureTable(orthodont.data);
const growthOptions = {
  outcome: 'distance',
  terms: ['age11', 'Sex', 'age11:Sex'],
  reference: { Sex: 'Male' },
};

function expectClose(actual: number | null | undefined, expected: number, digits = 1e-10): void {
  expect(relativeError(actual ?? Number.NaN, expected)).toBeLessThan(digits);
}

interface ExactIntercept {
  fixef: object;
  se: object;
  tau2: number;
  sigma2: number;
  logLik: number;
}

function expectExactIntercept(model: MixedModel, exact: ExactIntercept): void {
  const [fixef, se] = [Object.values(exact.fixef) as number[], Object.values(exact.se) as number[]];
  expect(model.converged).toBe(true);
  expect(model.singular).toBe(false);
  for (const [position, row] of model.fixed.entries()) {
    expectClose(row.estimate, fixef[position] ?? 0);
    expectClose(row.se, se[position] ?? 0);
  }
  expectClose(model.random[0]?.variance, exact.tau2);
  expectClose(model.residual.variance, exact.sigma2);
  expectClose(model.logLik, exact.logLik);
  expectClose(model.icc, exact.tau2 / (exact.tau2 + exact.sigma2));
}

function expectDegrees(model: MixedModel, degrees: object): void {
  for (const [position, value] of (Object.values(degrees) as number[]).entries()) {
    // lmerTest differentiates numerically: four digits
    expectClose(model.fixed[position]?.df, value, 1e-4);
  }
}

describe('random intercepts against exact score roots', () => {
  it.each([
    ['REML', 'random_intercept_REML'],
    ['ML', 'random_intercept_ML'],
  ] as const)('fits sleepstudy by %s to ten digits, with lmerTest degrees of freedom', (method, name) => {
    const model = fitMixedModel(sleep, { ...sleepOptions, random: [{ group: 'Subject' }], method });
    expectExactIntercept(model, sleepstudy.exact[name]);
    expectDegrees(model, sleepstudy.lme4[name].satterthwaite);
    expect(model.groups).toEqual({ Subject: 18 });
    expectClose(model.aic, sleepstudy.lme4[name].AIC);
    expectClose(model.bic, sleepstudy.lme4[name].BIC);
    expect(model.deviance).toBe(-2 * model.logLik);
  });

  it.each([
    ['REML', 'random_intercept_REML'],
    ['ML', 'random_intercept_ML'],
  ] as const)('fits orthodont with an interaction by %s', (method, name) => {
    const model = fitMixedModel(growth, { ...growthOptions, random: [{ group: 'Subject' }], method });
    expectExactIntercept(model, orthodont.exact[name]);
    expect(model.fixed.map(({ term }) => term)).toEqual([
      '(Intercept)',
      'age11',
      'Sex[Female]',
      'age11:Sex[Female]',
    ]);
  });

  it('fits a model without terms', () => {
    const model = fitMixedModel(sleep, { outcome: 'Reaction', terms: [], random: [{ group: 'Subject' }] });
    expect(model.fixed).toHaveLength(1);
    expectExactIntercept(model, sleepstudy.exact.null_REML);
    // the mean of balanced groups has one degree of freedom less than there are groups
    expectClose(model.fixed[0]?.df, 17, 1e-9);
  });

  it('fits 3447 pupils of 40 unequal schools', () => {
    const { pre, ...data } = trial.data;
    const table = fixtureTable({ ...data, preC: pre.map((value) => value - trial.preCentre) });
    const model = fitMixedModel(table, {
      outcome: 'post',
      terms: ['preC', 'female', 'arm'],
      random: [{ group: 'school' }],
    });
    expect(model.used).toBe(3447);
    expectExactIntercept(model, trial.exact);
    expectDegrees(model, trial.lme4.satterthwaite);
  });
});

describe('correlated random slopes against closed forms', () => {
  it.each([
    ['REML', 'random_slope_REML'],
    ['ML', 'random_slope_ML'],
  ] as const)('fits sleepstudy by %s to ten digits where lme4 keeps four', (method, name) => {
    const model = fitMixedModel(sleep, {
      ...sleepOptions,
      random: [{ group: 'Subject', slopes: ['Days'] }],
      method,
    });
    const { G, sigma2, corr, group_coef: coefficients } = sleepstudy.exact[name];
    expect(model.converged).toBe(true);
    expectClose(model.random[0]?.variance, G[0]?.[0] ?? 0);
    expectClose(model.random[1]?.variance, G[1]?.[1] ?? 0);
    expectClose(model.residual.variance, sigma2);
    expectClose(model.correlations[0]?.value, corr);
    for (const position of [0, 1]) {
      expectClose(model.fixed[position]?.estimate, coefficients['1'].fixef[position] ?? 0);
      expectClose(model.fixed[position]?.se, coefficients['1'].se[position] ?? 0);
    }
    expectDegrees(model, sleepstudy.lme4[name].satterthwaite);
  });

  it('fits orthodont with slopes of age', () => {
    const model = fitMixedModel(growth, {
      ...growthOptions,
      random: [{ group: 'Subject', slopes: ['age11'] }],
    });
    const { G, sigma2, corr, group_coef: coefficients } = orthodont.exact.random_slope_REML;
    expect(model.converged).toBe(true);
    expectClose(model.random[0]?.variance, G[0]?.[0] ?? 0);
    expectClose(model.random[1]?.variance, G[1]?.[1] ?? 0);
    expectClose(model.residual.variance, sigma2);
    expectClose(model.correlations[0]?.value, corr);
    expectClose(model.fixed[1]?.se, coefficients.Male.se[1] ?? 0);
    expectDegrees(model, orthodont.lme4.random_slope_REML.satterthwaite);
  });
});

describe('degrees of freedom', () => {
  it.each([
    [
      'sleepstudy, intercepts',
      sleep,
      { ...sleepOptions, random: [{ group: 'Subject' }] },
      sleepstudy.lme4.random_intercept_REML,
    ],
    [
      'sleepstudy, slopes',
      sleep,
      { ...sleepOptions, random: [{ group: 'Subject', slopes: ['Days'] }] },
      sleepstudy.lme4.random_slope_REML,
    ],
    [
      'orthodont, intercepts',
      growth,
      { ...growthOptions, random: [{ group: 'Subject' }] },
      orthodont.lme4.random_intercept_REML,
    ],
    [
      'orthodont, slopes',
      growth,
      { ...growthOptions, random: [{ group: 'Subject', slopes: ['age11'] }] },
      orthodont.lme4.random_slope_REML,
    ],
  ] as const)('Kenward-Roger agrees with pbkrtest on %s', (_, table, options, expected) => {
    const model = fitMixedModel(table, { ...options, df: 'kenward-roger' });
    const plain = fitMixedModel(table, { ...options, df: 'normal' });
    for (const [position, value] of Object.values(expected.kenwardRoger).entries()) {
      expect(relativeError(model.fixed[position]?.df ?? 0, value)).toBeLessThan(1e-6);
      // balanced data need no correction of the standard error
      expect(relativeError(model.fixed[position]?.se ?? 0, plain.fixed[position]?.se ?? 1)).toBeLessThan(
        1e-9,
      );
      expect(plain.fixed[position]?.df).toBeNull();
    }
  });

  it('refuses Kenward-Roger with maximum likelihood', () => {
    const options: MixedOptions = {
      ...sleepOptions,
      random: [{ group: 'Subject' }],
      method: 'ML',
      df: 'kenward-roger',
    };
    expect(() => fitMixedModel(sleep, options)).toThrow('kenward_roger_needs_reml');
  });
});
