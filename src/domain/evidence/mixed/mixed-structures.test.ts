import * as fc from 'fast-check';
import { Matrix } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { type DenseModel, denseMixedReference } from './dense-mixed-reference.ts';
import { fixtureTable } from '../tables/fixture-table.ts';
import { type MixedModel, type RandomOptions, fitMixedModel } from './mixed-model.ts';
import { relativeError } from '../numbers/relative-error.ts';

/** A reproducible stream of roughly normal numbers: sums of twelve uniforms from a linear congruential generator. */
function normals(seed: number): () => number {
  let state = seed;
  const uniform = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  return () => Array.from({ length: 12 }, uniform).reduce((sum, value) => sum + value, -6);
}

const label = (prefix: string, values: number[]): string[] => values.map((value) => `${prefix}${value}`);

/** Pupils in classes in schools, each rated by one of several raters: nested and crossed at once, with gaps. */
function pupils(seed: number, rows = 96) {
  const normal = normals(seed);
  const school = Array.from({ length: rows }, (_, row) => row % 8);
  const classOf = school.map((value, row) => value * 3 + (Math.floor(row / 8) % 3));
  const rater = school.map((_, row) => (row * 7 + Math.floor(row / 11)) % 5);
  const effects = Array.from({ length: 8 + 24 + 5 + 8 }, normal);
  const x = school.map(() => normal() + 3);
  const arm = school.map((value) => (value % 2 === 0 ? 'control' : 'treated'));
  const y = x.map((value, row) => {
    const [s, c, r] = [school[row] ?? 0, classOf[row] ?? 0, rater[row] ?? 0];
    const shared = 1.2 * (effects[s] ?? 0) + 0.8 * (effects[8 + c] ?? 0) + 0.7 * (effects[32 + r] ?? 0);
    return 10 + 0.5 * value + (s % 2) + shared + 0.4 * (effects[37 + s] ?? 0) * value + normal();
  });
  return { y, x, arm, school: label('s', school), class: label('c', classOf), rater: label('r', rater) };
}

type Pupils = ReturnType<typeof pupils>;

/** The naive model with the parameters in the order of `parametersOf`. */
function denseModel(data: Pupils, random: readonly RandomOptions[]): DenseModel {
  const n = data.y.length;
  const parts = random.flatMap(({ group, slopes = [] }) => {
    const labels = data[group as 'school'];
    const columns = [data.y.map(() => 1), ...slopes.map(() => data.x)];
    return columns.flatMap((left, i) =>
      columns.slice(i).map((right, offset) => {
        const part = Matrix.zeros(n, n);
        for (let a = 0; a < n; a += 1) {
          for (let b = 0; b < n; b += 1) {
            if (labels[a] !== labels[b]) continue;
            const forward = (left[a] ?? 0) * (right[b] ?? 0);
            part.set(a, b, offset === 0 ? forward : forward + (right[a] ?? 0) * (left[b] ?? 0));
          }
        }
        return part;
      }),
    );
  });
  const x = new Matrix(data.x.map((value, row) => [1, value, data.arm[row] === 'treated' ? 1 : 0]));
  return { x, y: Matrix.columnVector(data.y), parts: [...parts, Matrix.eye(n, n)] };
}

function parametersOf(model: MixedModel, random: readonly RandomOptions[]): number[] {
  const perGroup = random.flatMap(({ group }) => {
    const own = model.random.filter((one) => one.group === group);
    return own.flatMap((left, i) =>
      own.slice(i).map((right) => {
        if (left === right) return left.variance;
        const correlation = model.correlations.find((one) => one.group === group)?.value ?? 0;
        return correlation * left.sd * right.sd;
      }),
    );
  });
  return [...perGroup, model.residual.variance];
}

describe('nested, crossed and mixed structures against the naive n x n model', () => {
  const structures: Array<[string, RandomOptions[], number]> = [
    ['one factor with slopes', [{ group: 'school', slopes: ['x'] }], 7],
    ['classes nested in schools', [{ group: 'school' }, { group: 'class' }], 5],
    ['schools crossed with raters', [{ group: 'school' }, { group: 'rater' }], 11],
    ['slopes crossed with raters', [{ group: 'school', slopes: ['x'] }, { group: 'rater' }], 7],
    [
      'raters first, slopes in the smaller factor',
      [{ group: 'class' }, { group: 'school', slopes: ['x'] }],
      13,
    ],
    ['three factors, nested and crossed', [{ group: 'school' }, { group: 'class' }, { group: 'rater' }], 2],
  ];

  it.each(structures)('%s: maximum, covariance and degrees of freedom agree', (_, random, seed) => {
    const data = pupils(seed);
    const options = { outcome: 'y', terms: ['x', 'arm'], random };
    const model = fitMixedModel(fixtureTable(data), options);
    const adjusted = fitMixedModel(fixtureTable(data), { ...options, df: 'kenward-roger' });
    expect([model.converged, model.singular]).toEqual([true, false]);
    const dense = denseMixedReference(denseModel(data, random), parametersOf(model, random));
    expect(relativeError(model.deviance, dense.criterion)).toBeLessThan(1e-11);
    for (const slope of dense.gradient) expect(Math.abs(slope)).toBeLessThan(1e-6);
    for (const [position, row] of model.fixed.entries()) {
      expect(relativeError(row.estimate, dense.beta[position] ?? 0)).toBeLessThan(1e-9);
      expect(relativeError(row.se, Math.sqrt(dense.covariance.get(position, position)))).toBeLessThan(1e-9);
      expect(relativeError(row.df ?? 0, dense.satterthwaite[position] ?? 0)).toBeLessThan(1e-6);
      const kenwardRoger = adjusted.fixed[position];
      expect(relativeError(kenwardRoger?.df ?? 0, dense.kenwardRoger.df[position] ?? 0)).toBeLessThan(1e-6);
      expect(relativeError(kenwardRoger?.se ?? 0, dense.kenwardRoger.se[position] ?? 0)).toBeLessThan(1e-8);
    }
  });

  it('lets the order of the factors and joined labels change nothing', () => {
    const data = pupils(5);
    const numbered = { ...data, class: data.class.map((_, row) => `c${Math.floor(row / 8) % 3}`) };
    const plain = fitMixedModel(fixtureTable(data), {
      outcome: 'y',
      terms: ['x'],
      random: [{ group: 'school' }, { group: 'class' }],
    });
    const joined = fitMixedModel(fixtureTable(numbered), {
      outcome: 'y',
      terms: ['x'],
      random: [{ group: 'school:class' }, { group: 'school' }],
    });
    expect(joined.random.map(({ group }) => group)).toEqual(['school:class', 'school']);
    expect(relativeError(joined.logLik, plain.logLik)).toBeLessThan(1e-13);
    expect(relativeError(joined.random[0]?.variance ?? 0, plain.random[1]?.variance ?? 1)).toBeLessThan(1e-9);
  });
});

describe('two columns joined to one grouping', () => {
  it('keep groups apart whose labels hold the colon that joins them', () => {
    const y = Array.from({ length: 24 }, (_, row) => (row % 4) * 3 + (row % 5));
    const school = y.map((_, row) => ['a', 'a:b', 'c', 'd'][row % 4] ?? '');
    const one = y.map((_, row) => ['b:1', '1', '1', '1'][row % 4] ?? '');
    const table = fixtureTable({ y, school, one });
    const { groups, predictions } = fitMixedModel(table, {
      outcome: 'y',
      terms: [],
      random: [{ group: 'school:one' }],
      predict: [
        { school: 'a', one: 'b:1' },
        { school: 'a:b', one: '1' },
      ],
    });
    expect(groups).toEqual({ 'school:one': 4 });
    expect(predictions?.[1]?.inGroups).toBeGreaterThan(predictions?.[0]?.inGroups ?? Infinity);
  });
});

describe('boundaries, told as they are', () => {
  it('finds a variance of exactly zero where groups differ less than chance, and says so', () => {
    const y = [1, 5, 3, 3, 2, 4, 4, 2, 5, 1, 3, 3.5];
    const group = ['a', 'a', 'a', 'b', 'b', 'b', 'c', 'c', 'c', 'd', 'd', 'd'];
    const model = fitMixedModel(fixtureTable({ y, group }), {
      outcome: 'y',
      terms: [],
      random: [{ group: 'group' }],
    });
    expect(model.random[0]?.variance).toBe(0);
    expect([model.converged, model.singular, model.icc]).toEqual([true, true, 0]);
    // without the variance it is the plain mean
    expect(relativeError(model.fixed[0]?.df ?? 0, 11)).toBeLessThan(1e-9);
  });

  it('reports a correlation of one where the data allow no slope variance of their own', () => {
    const normal = normals(17);
    const group = Array.from({ length: 60 }, (_, row) => `g${row % 6}`);
    const x = group.map((_, row) => Math.floor(row / 6));
    const effect = [-2, -1, 0, 1, 2, 0.5];
    const y = x.map((value, row) => (effect[row % 6] ?? 0) * (1 + 0.1 * value) + 0.3 * normal());
    const model = fitMixedModel(fixtureTable({ y, x, group }), {
      outcome: 'y',
      terms: ['x'],
      random: [{ group: 'group', slopes: ['x'] }],
    });
    expect(model.converged).toBe(true);
    expect(model.singular).toBe(Math.abs(model.correlations[0]?.value ?? 0) > 1 - 1e-9);
  });
});

describe('laws of the mixed model', () => {
  it('does not change under order, shift and scale, but for the unit', () => {
    const shifts = fc.constantFrom(0, -40, 1e5);
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1e6 }),
        shifts,
        fc.constantFrom(0.001, 1, 1e6),
        (seed, shift, scale) => {
          const data = pupils(seed);
          const random = [{ group: 'school', slopes: ['x'] }];
          const plain = fitMixedModel(fixtureTable(data), { outcome: 'y', terms: ['x', 'arm'], random });
          const moved = fitMixedModel(
            fixtureTable({
              ...data,
              y: data.y.map((value) => value * scale).toReversed(),
              x: data.x.map((value) => value + shift).toReversed(),
              arm: data.arm.toReversed(),
              school: data.school.toReversed(),
            }),
            { outcome: 'y', terms: ['x', 'arm'], random },
          );
          const [before, after] = [plain.fixed[2], moved.fixed[2]];
          expect(Math.abs((after?.statistic ?? 0) - (before?.statistic ?? 0))).toBeLessThan(1e-5);
          expect(
            relativeError((moved.fixed[1]?.estimate ?? 0) / scale, plain.fixed[1]?.estimate ?? 0),
          ).toBeLessThan(1e-6);
          expect(relativeError(moved.residual.sd / scale, plain.residual.sd)).toBeLessThan(1e-6);
          expect(
            relativeError((moved.random[1]?.sd ?? 0) / scale + 1, (plain.random[1]?.sd ?? 0) + 1),
          ).toBeLessThan(1e-5);
        },
      ),
      { numRuns: 25 },
    );
  });

  it('keeps its digits when outcome and covariate sit at 1e12', () => {
    const data = pupils(3);
    // whole numbers, so that the shift itself loses nothing
    const whole = {
      ...data,
      y: data.y.map((value) => Math.round(value * 50)),
      x: data.x.map((value) => Math.round(value * 50)),
    };
    const far = {
      ...whole,
      y: whole.y.map((value) => value + 1e12),
      x: whole.x.map((value) => value + 1e12),
    };
    const options = { outcome: 'y', terms: ['x', 'arm'], random: [{ group: 'school' }] };
    const plain = fitMixedModel(fixtureTable(whole), options);
    const moved = fitMixedModel(fixtureTable(far), options);
    for (const position of [1, 2]) {
      expect(
        relativeError(moved.fixed[position]?.estimate ?? 0, plain.fixed[position]?.estimate ?? 1),
      ).toBeLessThan(1e-9);
      expect(relativeError(moved.fixed[position]?.se ?? 0, plain.fixed[position]?.se ?? 1)).toBeLessThan(
        1e-9,
      );
    }
  });
});

describe('what the mixed model refuses', () => {
  const y = [1, 2, 4, 3, 5, 7, 6, 9];
  const x = [1, 0, 2, 1, 0, 3, 2, 1];
  const g = ['a', 'a', 'b', 'b', 'c', 'c', 'd', 'd'];
  it.each([
    ['a single group', { y, g: g.map(() => 'a') }, [], {}, 'one_cluster {"group":"g"}'],
    ['a group per row', { y, g: y.map((_, row) => `r${row}`) }, [], {}, 'one_row_per_group {"group":"g"}'],
    ['a constant term', { y, g, x: y.map(() => 4) }, ['x'], {}, 'constant_term {"term":"x"}'],
    [
      'a term twice',
      { y, g, x, z: x.map((value) => 3 - 2 * value) },
      ['x', 'z'],
      {},
      'collinear_term {"term":"z"}',
    ],
    ['an unknown column', { y, g }, ['x'], {}, 'unknown_column {"column":"x","columns":"y, g"}'],
    [
      'one factor under two names',
      { y, g, h: g.map((label) => `h${label}`) },
      [],
      { also: 'h' },
      'duplicate_group',
    ],
    [
      'an outcome that the terms explain fully',
      { y: x.map((value) => 2 * value + 1), g, x },
      ['x'],
      {},
      'zero_variance',
    ],
    [
      'an outcome that only differs between groups',
      { y: [1, 1, 2, 2, 4, 4, 9, 9], g },
      [],
      {},
      'zero_variance',
    ],
    ['too few rows', { y: [1, 2], g: ['a', 'b'] }, [], {}, 'one_row_per_group'],
    [
      'an infinite outcome',
      { y: [1, 2, 3, Infinity, 1, 2, 3, 4], g },
      [],
      {},
      'number_not_finite {"column":"y","row":4}',
    ],
    ['a constant outcome', { y: y.map(() => 0.1), g }, [], {}, 'zero_variance'],
  ] as Array<[string, Record<string, Array<number | string>>, string[], { also?: string }, string]>)(
    'refuses %s',
    (_, data, terms, { also }, message) => {
      const random = [{ group: 'g' }, ...(also === undefined ? [] : [{ group: also }])];
      expect(() => fitMixedModel(fixtureTable(data), { outcome: 'y', terms, random })).toThrow(message);
    },
  );
});
