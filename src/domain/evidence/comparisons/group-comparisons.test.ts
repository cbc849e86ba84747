import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ancova } from './ancova.ts';
import { compareGroups } from './compare.ts';
import { fixtureTable } from '../tables/fixture-table.ts';
import anorexia from './fixtures/anorexia.json' with { type: 'json' };
import sleep from './fixtures/student-sleep.json' with { type: 'json' };
import { pairedChange } from './paired.ts';
import { relativeError } from '../numbers/relative-error.ts';

const expectClose = (actual: number | null | undefined, expected: number, digits = 1e-10): void => {
  expect(relativeError(actual ?? Number.NaN, expected)).toBeLessThan(digits);
};

function anorexiaOf(...arms: string[]) {
  const { treat, pre, post } = anorexia.data;
  const kept = treat.flatMap((arm, row) => (arms.includes(arm) ? [row] : []));
  return fixtureTable({
    treat: kept.map((row) => treat[row] ?? null),
    pre: kept.map((row) => pre[row] ?? null),
    post: kept.map((row) => post[row] ?? null),
    change: kept.map((row) => (post[row] ?? 0) - (pre[row] ?? 0)),
  });
}

describe('comparing two groups', () => {
  it('agrees with R on the anorexia trial: Welch, d, and g with its noncentral-t interval', () => {
    const expected = anorexia.expected.change_FT_vs_Cont;
    const result = compareGroups(anorexiaOf('FT', 'Cont'), { outcome: 'change', group: 'treat' });
    expect(result.groups.map(({ level, n }) => [level, n])).toEqual([
      ['Cont', 26],
      ['FT', 17],
    ]);
    expectClose(result.groups[0]?.sd, expected.sd2);
    expectClose(result.groups[1]?.mean, expected.m1);
    expectClose(result.welch.statistic, expected.welch.t);
    expectClose(result.welch.df, expected.welch.df);
    expectClose(result.welch.p, expected.welch.p);
    expectClose(result.welch.low, expected.welch.ci[0] ?? 0);
    expectClose(result.welch.high, expected.welch.ci[1] ?? 0);
    expectClose(result.cohensD, expected.cohen_d);
    expectClose(result.hedgesG.estimate, expected.hedges_g);
    // R's own root search stops at about 1e-8
    expectClose(result.hedgesG.low, expected.J_exact * expected.ci95_d_noncentral_t.lo, 1e-7);
    expectClose(result.hedgesG.high, expected.J_exact * expected.ci95_d_noncentral_t.hi, 1e-7);
  });

  it('turns every sign when the other level is the reference', () => {
    const forward = compareGroups(anorexiaOf('FT', 'Cont'), { outcome: 'change', group: 'treat' });
    const turned = compareGroups(anorexiaOf('FT', 'Cont'), {
      outcome: 'change',
      group: 'treat',
      reference: { treat: 'FT' },
    });
    expectClose(turned.welch.difference, -forward.welch.difference);
    expectClose(turned.welch.low, -forward.welch.high);
    expect(relativeError(turned.hedgesG.low, -forward.hedgesG.high)).toBeLessThan(1e-9);
  });

  it('agrees with R on the sleep data taken as two groups', () => {
    const { drug1, drug2 } = sleep.data;
    const table = fixtureTable({
      extra: [...drug1, ...drug2],
      drug: [...drug1.map(() => 'one'), ...drug2.map(() => 'two')],
    });
    const result = compareGroups(table, { outcome: 'extra', group: 'drug' });
    const expected = sleep.expected.independent;
    expect(result.groups.map(({ level }) => level)).toEqual(['one', 'two']);
    // the fixture subtracts the other way round
    expectClose(result.welch.statistic, -expected.welch.t);
    expectClose(result.welch.df, expected.welch.df);
    expectClose(result.hedgesG.estimate, -expected.hedges_g);
    expectClose(result.hedgesG.high, -expected.J_exact * expected.ci95_d_noncentral_t.lo, 1e-7);
  });

  it.each([
    [
      'three levels',
      { y: [1, 2, 3, 4, 5, 6], arm: ['a', 'a', 'b', 'b', 'c', 'c'] },
      'group_needs_two_levels',
    ],
    ['one level', { y: [1, 2, 3], arm: ['a', 'a', 'a'] }, 'group_needs_two_levels'],
    [
      'a group of one',
      { y: [1, 2, 3], arm: ['a', 'a', 'b'] },
      'too_few_in_group {"column":"arm","level":"b","rows":1,"needed":2}',
    ],
    ['no spread at all', { y: [0.1, 0.1, 0.1, 0.3, 0.3], arm: ['a', 'a', 'a', 'b', 'b'] }, 'zero_variance'],
    ['an infinite outcome', { y: [1, 2, Infinity, 4], arm: ['a', 'a', 'b', 'b'] }, 'number_not_finite'],
    ['nothing but missing values', { y: [null, null], arm: ['a', 'b'] }, 'too_few_rows'],
    ['a text outcome', { y: ['low', 'high'], arm: ['a', 'b'] }, 'not_numeric'],
  ])('refuses %s', (_, data, code) => {
    expect(() => compareGroups(fixtureTable(data), { outcome: 'y', group: 'arm' })).toThrow(code);
  });

  it('does not change under order, shift and scale, but for the unit', () => {
    const values = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 3, maxLength: 20 });
    fc.assert(
      fc.property(
        values,
        values,
        fc.integer({ min: 1, max: 50 }),
        fc.constantFrom(0, 7, 1e6),
        (a, b, scale, shift) => {
          fc.pre(new Set(a).size > 1 && new Set(b).size > 1);
          const arms = [...a.map(() => 'a'), ...b.map(() => 'b')];
          const y = [...a, ...b];
          const plain = compareGroups(fixtureTable({ y, arm: arms }), { outcome: 'y', group: 'arm' });
          const moved = compareGroups(
            fixtureTable({ y: y.map((value) => value * scale + shift).toReversed(), arm: arms.toReversed() }),
            { outcome: 'y', group: 'arm' },
          );
          expect(Math.abs(moved.cohensD - plain.cohensD)).toBeLessThan(1e-9);
          expect(Math.abs(moved.welch.p - plain.welch.p)).toBeLessThan(1e-9);
          expect(Math.abs(moved.welch.low - scale * plain.welch.low)).toBeLessThan(1e-6);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('paired change', () => {
  it.each(['Cont', 'CBT', 'FT'] as const)('agrees with R on the anorexia arm %s', (arm) => {
    const expected = anorexia.expected.paired[arm];
    const result = pairedChange(anorexiaOf(arm), { before: 'pre', after: 'post' });
    expect(result.n).toBe(expected.n);
    expectClose(result.meanChange, expected.mean_diff);
    expectClose(result.statistic, expected.t_test.t);
    expectClose(result.p, expected.t_test.p);
    expectClose(result.low, expected.t_test.ci[0] ?? 0);
    expectClose(result.high, expected.t_test.ci[1] ?? 0);
    expectClose(result.dz, expected.d_z);
    expectClose(result.drm, expected.d_rm);
    expectClose(result.dav, expected.d_av_rms);
    expectClose(result.dzLow, expected.ci95_d_z_noncentral_t.lo, 1e-7);
    expectClose(result.dzHigh, expected.ci95_d_z_noncentral_t.hi, 1e-7);
  });

  it('agrees with R on the sleep data', () => {
    const result = pairedChange(fixtureTable(sleep.data), { before: 'drug1', after: 'drug2' });
    expect(result.n).toBe(10);
    expectClose(result.statistic, sleep.expected.paired.t_test.t);
    expectClose(result.dz, sleep.expected.paired.d_z);
  });

  it('refuses changes that are all equal and a single pair', () => {
    const equal = fixtureTable({ a: [1, 2, 3], b: [2, 3, 4] });
    expect(() => pairedChange(equal, { before: 'a', after: 'b' })).toThrow('zero_variance');
    const single = fixtureTable({ a: [1, null], b: [2, 3] });
    expect(() => pairedChange(single, { before: 'a', after: 'b' })).toThrow('too_few_rows');
  });
});

describe('analysis of covariance', () => {
  const table = anorexiaOf('Cont', 'CBT', 'FT');
  const options = { outcome: 'post', covariates: ['pre'], group: 'treat', reference: { treat: 'Cont' } };

  it('agrees with R lm on the anorexia trial', () => {
    const expected = anorexia.expected.ancova;
    const result = ancova(table, options);
    const nameInR = {
      '(Intercept)': '(Intercept)',
      pre: 'pre',
      'treat[CBT]': 'treatCBT',
      'treat[FT]': 'treatFT',
    } as const;
    expect(result.fixed.map(({ term }) => term)).toEqual(Object.keys(nameInR));
    for (const [position, name] of Object.values(nameInR).entries()) {
      const row = result.fixed[position];
      expectClose(row?.estimate, expected.coef[name]);
      expectClose(row?.se, expected.se[name]);
      expectClose(row?.p, expected.p[name]);
      expectClose(row?.low, expected.ci95[name][0] ?? 0);
    }
    expectClose(result.residual.sd, expected.sigma);
    expect(result.residual.df).toBe(expected.df_resid);
    expectClose(result.r2, expected.r2);
    for (const { level, mean, se } of result.adjustedMeans) {
      const row = anorexia.expected.adjustedMeans[level as 'Cont' | 'CBT' | 'FT'];
      expectClose(mean, row.mean);
      expectClose(se, row.se);
    }
  });

  it('keeps every estimate when the covariate moves by 1e6', () => {
    const shifted = { rows: table.rows, columns: new Map(table.columns) };
    const pre = table.columns.get('pre');
    if (pre?.kind !== 'numeric') throw new Error('pre is numeric');
    shifted.columns.set('pre', { kind: 'numeric', values: pre.values.map((value) => value + 1e6) });
    const plain = ancova(table, options);
    const moved = ancova(shifted, options);
    expect(moved.fixed.map(({ term }) => term)).toEqual(plain.fixed.map(({ term }) => term));
    expectClose(moved.fixed[1]?.estimate, plain.fixed[1]?.estimate ?? 0, 1e-8);
    expectClose(moved.fixed[3]?.se, plain.fixed[3]?.se ?? 0, 1e-8);
    expectClose(moved.adjustedMeans[2]?.mean, plain.adjustedMeans[2]?.mean ?? 0, 1e-8);
  });

  it('refuses constant and collinear covariates by name', () => {
    const bad = fixtureTable({
      y: [1, 2, 4, 3, 5, 7],
      x: [1, 2, 3, 4, 5, 7],
      twice: [2, 4, 6, 8, 10, 14],
      same: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1],
      arm: ['a', 'b', 'a', 'b', 'a', 'b'],
    });
    expect(() => ancova(bad, { outcome: 'y', covariates: ['x', 'twice'], group: 'arm' })).toThrow(
      'collinear_term {"term":"twice"}',
    );
    expect(() => ancova(bad, { outcome: 'y', covariates: ['same'], group: 'arm' })).toThrow(
      'constant_term {"term":"same"}',
    );
    expect(() => ancova(bad, { outcome: 'y', covariates: ['z'], group: 'arm' })).toThrow(
      'unknown_column {"column":"z","columns":"y, x, twice, same, arm"}',
    );
    expect(() => ancova(bad, { outcome: 'x', covariates: ['twice'], group: 'arm' })).toThrow('zero_variance');
  });
});
