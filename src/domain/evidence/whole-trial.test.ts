import { describe, expect, it } from 'vitest';
import { clusterRobust } from './comparisons/cluster-robust.ts';
import { type Column, type DataTable, factorFromLabels, numericColumn } from './tables/data-table.ts';
// oracle: score roots, lme4, lmerTest, clubSandwich and metafor in R 4.2
import trial from './fixtures/cluster-trial-whole.json' with { type: 'json' };
import { fitFromSums } from './sums/fit-from-sums.ts';
import { groupSums } from './sums/group-sums.ts';
import { metaAnalysis } from './meta-analysis/meta-analysis.ts';
import { type MixedModel, fitMixedModel } from './mixed/mixed-model.ts';
import { relativeError } from './numbers/relative-error.ts';

const { expected } = trial;
const whole = tableOfTrial();
const reference = { site: 'Wenzhou' };
const additive = ['preC', 'female', 'site', 'arm'];
const interacting = [...additive, 'site:arm'];
const random = [{ group: 'school' }];

function tableOfTrial(): DataTable {
  const lost = new Set(trial.lost);
  const schools = trial.schools.flatMap(([school, site, arm, size]) =>
    Array.from({ length: Number(size) }, () => ({
      school: String(school),
      site: String(site),
      arm: Number(arm),
    })),
  );
  const columns = new Map<string, Column>([
    ['school', factorFromLabels(schools.map(({ school }) => school))],
    ['site', factorFromLabels(schools.map(({ site }) => site))],
    ['arm', numericColumn(schools.map(({ arm }) => arm))],
    ['female', numericColumn([...trial.female].map(Number))],
    ['preC', numericColumn(trial.pre.map((value) => value - 10))],
    ['postFull', numericColumn(trial.post)],
    ['post', numericColumn(trial.post.map((value, row) => (lost.has(row) ? Number.NaN : value)))],
  ]);
  return { rows: trial.post.length, columns };
}

function only(site: string): DataTable {
  const column = whole.columns.get('site');
  if (column?.kind !== 'factor') throw new Error('no sites');
  const level = column.levels.indexOf(site);
  const post = trial.post.map((value, row) =>
    column.codes[row] === level && !trial.lost.includes(row) ? value : Number.NaN,
  );
  return { rows: whole.rows, columns: new Map(whole.columns).set('post', numericColumn(post)) };
}

interface Exact {
  readonly fixef: object;
  readonly se: object;
  readonly tau2: number;
  readonly sigma2: number;
  readonly logLik: number;
}

type Fitted = Pick<MixedModel, 'fixed' | 'random' | 'residual' | 'logLik'>;

/** The largest relative error of estimates, standard errors, variances and the likelihood. */
function exactError(model: Fitted, exact: Exact): number {
  return Math.max(
    termError(model, exact.fixef, 'estimate'),
    termError(model, exact.se, 'se'),
    relativeError(model.random[0]?.variance ?? Number.NaN, exact.tau2),
    relativeError(model.residual.variance, exact.sigma2),
    relativeError(model.logLik, exact.logLik),
  );
}

/** R writes a level behind its factor's name, and orders levels by hand. */
function termError(
  { fixed }: Pick<Fitted, 'fixed'>,
  wanted: object,
  part: 'estimate' | 'se' | 'df' | 'p',
): number {
  const entries: ReadonlyArray<readonly [string, number]> = Object.entries(wanted);
  if (entries.length !== fixed.length) return Infinity;
  const errors = entries.map(([name, value]) => {
    const term = name.replace(/site(Zhengzhou|Liuzhou)/, 'site[$1]');
    return relativeError(fixed.find((row) => row.term === term)?.[part] ?? Number.NaN, value);
  });
  return Math.max(...errors);
}

describe('a cluster trial of 120 schools against R', () => {
  it.each([
    ['site_by_arm_REML', 'post', interacting, 'REML'],
    ['site_by_arm_ML', 'post', interacting, 'ML'],
    ['additive_REML', 'post', additive, 'REML'],
    ['null_post_REML', 'post', [], 'REML'],
  ] as const)(
    '%s: exact estimates, lmerTest degrees of freedom, criteria',
    (name, outcome, terms, method) => {
      const model = fitMixedModel(whole, { outcome, terms, random, method, reference });
      expect(exactError(model, expected.exact[name])).toBeLessThan(1e-9);
      const { df, AIC, BIC } = expected[name];
      expect(termError(model, df, 'df')).toBeLessThan(1e-4);
      expect(relativeError(model.aic, AIC)).toBeLessThan(1e-10);
      expect(relativeError(model.bic, BIC)).toBeLessThan(1e-10);
    },
  );

  it('all pupils, as if none had been lost', () => {
    const model = fitMixedModel(whole, { outcome: 'postFull', terms: interacting, random, reference });
    expect(exactError(model, expected.exact.full_data_REML)).toBeLessThan(1e-9);
  });

  it('the schools’ predicted effects are lme4’s', () => {
    const options = { outcome: 'post', terms: interacting, random, reference, diagnostics: true };
    const effects = fitMixedModel(whole, options).diagnostics?.effects ?? [];
    expect(effects).toHaveLength(120);
    const { school } = expected.site_by_arm_REML.blup;
    for (const [level, { '(Intercept)': value }] of Object.entries(school)) {
      const own = effects.find((effect) => effect.level === level)?.value ?? Number.NaN;
      expect(relativeError(own, value)).toBeLessThan(1e-5);
    }
  });

  it('each site alone, and the three sites pooled in two stages', () => {
    const fits = Object.entries(expected.exact.per_site_REML).map(([site, exact]) => {
      const model = fitMixedModel(only(site), { outcome: 'post', terms: ['preC', 'female', 'arm'], random });
      expect(exactError(model, exact)).toBeLessThan(1e-9);
      return model.fixed.find(({ term }) => term === 'arm');
    });
    const table = {
      rows: fits.length,
      columns: new Map([
        ['yi', numericColumn(fits.map((fit) => fit?.estimate ?? Number.NaN))],
        ['vi', numericColumn(fits.map((fit) => (fit?.se ?? Number.NaN) ** 2))],
      ]),
    };
    for (const [name, method, hartungKnapp] of [
      ['EE', 'EE', 'none'],
      ['REML', 'REML', 'none'],
      ['DL', 'DL', 'none'],
      ['REML_HK', 'REML', 'plain'],
    ] as const) {
      const { coefficients, tau2 } = metaAnalysis(table, {
        estimate: 'yi',
        variance: 'vi',
        method,
        hartungKnapp,
      });
      const answer = expected.metaOfSites[name];
      // its input was lme4's estimates, which are good to about seven digits
      const [mean] = coefficients;
      expect(relativeError(mean?.estimate ?? Number.NaN, answer.b)).toBeLessThan(1e-6);
      expect(relativeError(mean?.se ?? Number.NaN, answer.se)).toBeLessThan(1e-6);
      expect(Math.abs(tau2 - answer.tau2)).toBeLessThanOrEqual(1e-5 * answer.tau2);
    }
  });

  it('released sums of the schools give the model of the rows', () => {
    const rows = fitMixedModel(whole, { outcome: 'post', terms: additive, random, reference });
    const sums = groupSums(whole, {
      outcome: 'post',
      terms: additive,
      group: 'school',
      levels: { site: ['Wenzhou', 'Zhengzhou', 'Liuzhou'] },
    });
    const pooled = fitFromSums(sums);
    const byTerm = (part: 'estimate' | 'se') =>
      Object.fromEntries(rows.fixed.map((row) => [row.term, row[part]]));
    expect(termError(pooled, byTerm('estimate'), 'estimate')).toBeLessThan(1e-9);
    expect(termError(pooled, byTerm('se'), 'se')).toBeLessThan(1e-9);
  });

  it('least squares with CR2 errors and their degrees of freedom are clubSandwich’s', () => {
    const robust = clusterRobust(whole, { outcome: 'post', terms: additive, cluster: 'school', reference });
    expect(robust.clusters).toBe(120);
    expect(robust.used).toBe(10_544);
    const { cr2, ols } = expected;
    const named = (values: readonly number[]) =>
      Object.fromEntries(cr2.names.map((name, i) => [name, values[i]]));
    expect(termError(robust, ols.coef, 'estimate')).toBeLessThan(1e-10);
    expect(termError(robust, named(cr2.se), 'se')).toBeLessThan(1e-10);
    expect(termError(robust, named(cr2.df), 'df')).toBeLessThan(1e-9);
    expect(termError(robust, named(cr2.p), 'p')).toBeLessThan(1e-8);
  });
});
