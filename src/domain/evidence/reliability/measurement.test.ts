import { describe, expect, it } from 'vitest';
import { fixtureTable } from '../tables/fixture-table.ts';
import attitude from './fixtures/attitude.json' with { type: 'json' };
import items17 from './fixtures/items17.json' with { type: 'json' };
import jacobsonTruax from './fixtures/reliable-change.json' with { type: 'json' };
import { createRandom } from '../../random.ts';
import { covariance } from '../numbers/moments.ts';
import { factorOmega } from './omega.ts';
import { relativeError } from '../numbers/relative-error.ts';
import { scaleReliability } from './reliability.ts';
import { reliableChange } from './reliable-change.ts';

const expectClose = (actual: number | null | undefined, expected: number, digits = 1e-10): void => {
  expect(relativeError(actual ?? Number.NaN, expected)).toBeLessThan(digits);
};

function correlation(left: readonly number[], right: readonly number[]): number {
  return covariance(left, right) / Math.sqrt(covariance(left, left) * covariance(right, right));
}

describe('reliability of a scale', () => {
  it('agrees with psych::alpha on complete data', () => {
    const result = scaleReliability(fixtureTable(attitude.data), { items: Object.keys(attitude.data) });
    const { expected } = attitude;
    expect(result.n).toBe(30);
    expectClose(result.alpha, expected.raw_alpha);
    expectClose(result.standardisedAlpha, expected.std_alpha);
    expectClose(result.alphaLow, expected.feldt95.lo);
    expectClose(result.alphaHigh, expected.feldt95.hi);
    for (const { item, alphaIfDropped, itemRestCorrelation } of result.items) {
      expectClose(alphaIfDropped, expected.alpha_if_dropped[item as 'rating']);
      expectClose(itemRestCorrelation, expected.corrected_item_total_r[item as 'rating']);
    }
  });

  it('finds omega of the one-factor model, and its interval around it', () => {
    const columns = Object.values(attitude.data);
    const correlations = columns.map((left) => columns.map((right) => correlation(left, right)));
    const { omega, low, high, loadings, uniquenesses } = factorOmega(correlations, 30);
    // R's optimiser stops at about six digits; the likelihood equations below hold to the last ones
    expectClose(omega, attitude.expected.omegaOnCorrelations, 1e-6);
    expect(low).toBeLessThan(omega);
    expect(high).toBeGreaterThan(omega);
    // Lawley & Maxwell 1971, eqs. 4.13 and 4.14: S Sigma^-1 lambda = lambda, diag Sigma = diag S
    const weights = loadings.map((loading, item) => loading / (uniquenesses[item] ?? Number.NaN));
    const scale = 1 + loadings.reduce((sum, loading, item) => sum + loading * (weights[item] ?? 0), 0);
    for (const [item, loading] of loadings.entries()) {
      const image =
        weights.reduce((sum, weight, k) => sum + weight * (correlations[item]?.[k] ?? 0), 0) / scale;
      expectClose(image, loading, 1e-11);
      expectClose(loading * loading + (uniquenesses[item] ?? 0), 1, 1e-12);
    }
  });

  it('omega is free of units and of the items’ order, and null where no common factor is', () => {
    const table = fixtureTable(attitude.data);
    const items = Object.keys(attitude.data);
    const scaled = { ...attitude.data, rating: attitude.data.rating.map((value) => 1e6 * value) };
    const plain = scaleReliability(table, { items }).omega;
    expectClose(
      scaleReliability(table, { items: items.toReversed() }).omega?.omega,
      plain?.omega ?? 0,
      1e-11,
    );
    const loading = scaleReliability(fixtureTable(scaled), { items }).omega?.loadings[0] ?? 0;
    expectClose(loading, 1e6 * (plain?.loadings[0] ?? 0), 1e-9);
    // two pairs that have nothing to do with each other
    const random = createRandom(5);
    const noise = () => Array.from({ length: 60 }, random);
    const [a, b] = [noise(), noise()];
    const pairs = { a, a2: a.map((x) => x + 0.01 * random()), b, b2: b.map((x) => x + 0.01 * random()) };
    expect(scaleReliability(fixtureTable(pairs), { items: ['a', 'a2', 'b', 'b2'] }).omega).toBeNull();
  });

  it('agrees with psych::alpha on 17 items with reversed ones and missing answers', () => {
    const result = scaleReliability(fixtureTable(items17.data), {
      items: Object.keys(items17.data),
      reverse: items17.reverse,
      scale: [1, 5],
    });
    const { expected } = items17;
    expect(result.n).toBe(expected.n);
    expectClose(result.alpha, expected.raw_alpha);
    expectClose(result.alphaHigh, expected.feldt95.hi);
    for (const { item, alphaIfDropped, itemRestCorrelation } of result.items) {
      expectClose(alphaIfDropped, expected.alpha_if_dropped[item as 'i01']);
      expectClose(itemRestCorrelation, expected.corrected_item_total_r[item as 'i01']);
    }
  });

  it('refuses a constant item, an answer outside the scale and a single item', () => {
    const table = fixtureTable({ a: [1, 2, 3, 4], b: [2, 2, 2, 2], c: [1, 2, 9, 4] });
    expect(() => scaleReliability(table, { items: ['a', 'b'] })).toThrow(
      'constant_item {"item":"b","value":2,"rows":4}',
    );
    expect(() => scaleReliability(table, { items: ['a', 'c'], scale: [1, 5] })).toThrow(
      'value_outside_scale',
    );
    expect(() => scaleReliability(table, { items: ['a'] })).toThrow('too_few_items');
    expect(() => scaleReliability(table, { items: ['a', 'c'], reverse: ['a'] })).toThrow('scale');
  });
});

describe('reliable change', () => {
  it('repeats the example of Jacobson & Truax 1991: improved, not recovered', () => {
    const { inputs, exact } = jacobsonTruax.paper;
    const { rows } = reliableChange(fixtureTable({ a: [inputs.pre], b: [inputs.post] }), {
      before: 'a',
      after: 'b',
      reliability: inputs.rxx,
      sd: inputs.s1,
      cutoff: exact.cutoff_c,
      direction: 'up',
    });
    expectClose(rows[0]?.rci, exact.RC);
    expect(rows[0]?.class).toBe('improved');
  });

  it('classifies the whole grid of a scale where lower is better', () => {
    const { inputs, cutoff, rows: grid } = jacobsonTruax.grid;
    const table = fixtureTable({ a: grid.map(({ pre }) => pre), b: grid.map(({ post }) => post) });
    const { rows, counts } = reliableChange(table, {
      before: 'a',
      after: 'b',
      reliability: inputs.rxx,
      sd: inputs.s1,
      cutoff,
      direction: 'down',
    });
    for (const [position, expected] of grid.entries()) {
      expectClose(rows[position]?.rci, expected.rci, 1e-12);
      expect(rows[position]?.class).toBe(expected.class);
    }
    expect(Object.values(counts).reduce((sum, count) => sum + count, 0)).toBe(grid.length);
  });

  it('calls a missing score not computable and never recovers anyone without a cut-off', () => {
    const table = fixtureTable({ a: [20, null, 20], b: [1, 2, null] });
    const result = reliableChange(table, {
      before: 'a',
      after: 'b',
      reliability: 0.8,
      sd: 3,
      direction: 'down',
    });
    expect(result.rows.map((row) => row.class)).toEqual(['improved', 'notComputable', 'notComputable']);
    expect(result.rows[1]).toEqual({ row: 2, change: null, rci: null, class: 'notComputable' });
    expect(result.counts).toEqual({
      recovered: 0,
      improved: 1,
      unchanged: 0,
      deteriorated: 0,
      notComputable: 2,
    });
  });

  it('does not call a change of exactly 1.96 standard errors reliable', () => {
    const table = fixtureTable({ a: [0, 0], b: [1.96, 1.9600000001] });
    const result = reliableChange(table, {
      before: 'a',
      after: 'b',
      reliability: 0.5,
      sd: 1,
      direction: 'up',
    });
    expect(result.rows.map((row) => row.class)).toEqual(['unchanged', 'improved']);
  });

  it('refuses an impossible reliability or spread', () => {
    const table = fixtureTable({ a: [1], b: [2] });
    const options = { before: 'a', after: 'b', reliability: 0.8, sd: 3, direction: 'up' } as const;
    expect(() => reliableChange(table, { ...options, reliability: 1 })).toThrow('reliability');
    expect(() => reliableChange(table, { ...options, sd: 0 })).toThrow('"sd"');
  });
});
