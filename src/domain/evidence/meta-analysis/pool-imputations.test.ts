import { describe, expect, it } from 'vitest';
import { fixtureTable } from '../tables/fixture-table.ts';
import { poolImputations } from './pool-imputations.ts';
import { relativeError } from '../numbers/relative-error.ts';

function expectClose(actual: number | null | undefined, wanted: number, digits = 1e-10): void {
  expect(relativeError(actual ?? Number.NaN, wanted)).toBeLessThan(digits);
}

describe('estimates from completed data sets', () => {
  const table = fixtureTable({ estimate: [1.2, 1.5, 1.1, 1.4, 1.3], se: [0.4, 0.42, 0.38, 0.41, 0.39] });
  const options = { estimate: 'estimate', se: 'se' };

  it('follows Rubin’s rules and Barnard and Rubin’s degrees of freedom', () => {
    // worked by hand: W = 0.1602, B = 0.025, T = W + 1.2 B = 0.1902
    const { estimate, se, df, within, between, total, riv, lambda } = poolImputations(table, options);
    expectClose(estimate, 1.3, 1e-14);
    expectClose(within, 0.1602, 1e-12);
    expectClose(between, 0.025, 1e-12);
    expectClose(total, 0.1902, 1e-12);
    expectClose(se, Math.sqrt(0.1902), 1e-12);
    expectClose(riv, 0.03 / 0.1602, 1e-12);
    expectClose(lambda, 0.03 / 0.1902, 1e-12);
    const old = 4 / (0.03 / 0.1902) ** 2;
    expectClose(df, old, 1e-12);
    const observed = (101 / 103) * 100 * (0.1602 / 0.1902);
    const bounded = poolImputations(table, { ...options, completeDf: 100 });
    expectClose(bounded.df, 1 / (1 / old + 1 / observed), 1e-12);
    expect(bounded.fmi).toBeGreaterThan(bounded.lambda);
  });

  it('data without missing values have their own degrees of freedom', () => {
    const same = fixtureTable({ estimate: [2, 2, 2], se: [0.5, 0.5, 0.5] });
    const pooled = poolImputations(same, { ...options, completeDf: 30 });
    expectClose(pooled.se, 0.5, 1e-14);
    expectClose(pooled.df, (31 / 33) * 30, 1e-12);
    expect(poolImputations(same, options).df).toBeNull();
  });

  it('refuses a single imputation and an error of zero', () => {
    expect(() => poolImputations(fixtureTable({ estimate: [1], se: [1] }), options)).toThrow('too_few_rows');
    expect(() => poolImputations(fixtureTable({ estimate: [1, 2], se: [1, 0] }), options)).toThrow('"row":2');
  });
});
