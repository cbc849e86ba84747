import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom, normal } from '../../random.ts';
import { type ClusterRobust, clusterRobust } from './cluster-robust.ts';
import { fixtureTable } from '../tables/fixture-table.ts';
import { moments } from '../numbers/moments.ts';
import { relativeError } from '../numbers/relative-error.ts';

const options = { outcome: 'y', terms: ['x', 'arm'], cluster: 'school' };

interface Rows {
  readonly y: number[];
  readonly x: number[];
  readonly arm: number[];
  readonly school: string[];
}

/** Schools of unequal size, half of them treated. */
function simulate(seed: number, schools = 8): Rows {
  const random = createRandom(seed);
  const rows: Rows = { y: [], x: [], arm: [], school: [] };
  for (let school = 0; school < schools; school += 1) {
    const level = normal(random);
    for (let pupil = 0; pupil < 3 + (school % 4) * 3; pupil += 1) {
      const x = normal(random);
      rows.x.push(x);
      rows.arm.push(school % 2);
      rows.school.push(`s${school}`);
      rows.y.push(level + 0.5 * x + 0.3 * (school % 2) + normal(random));
    }
  }
  return rows;
}

/** The largest relative difference of estimates, errors and degrees of freedom. */
function distance(left: ClusterRobust, right: ClusterRobust, scale = 1): number {
  const errors = left.fixed.flatMap((row, index) => {
    const other = right.fixed[index];
    return [
      relativeError(other?.se ?? Number.NaN, Math.abs(scale) * row.se),
      relativeError(other?.df ?? Number.NaN, row.df ?? Number.NaN),
    ];
  });
  return Math.max(...errors);
}

describe('least squares with errors by cluster', () => {
  it('is Welch’s test of the schools’ means when all schools are alike in size', () => {
    const random = createRandom(4);
    const [schools, size] = [10, 6];
    const school = Array.from({ length: schools * size }, (_, row) => `s${Math.floor(row / size)}`);
    const arm = Array.from({ length: schools * size }, (_, row) => Math.floor(row / size) % 2);
    const levels = Array.from({ length: schools }, () => 2 * normal(random));
    const y = school.map((_, row) => (levels[Math.floor(row / size)] ?? 0) + normal(random));
    const { fixed } = clusterRobust(fixtureTable({ y, arm, school }), { ...options, terms: ['arm'] });
    const means = (wanted: number) =>
      moments(
        levels.flatMap((_, index) =>
          index % 2 === wanted ? [moments(y.slice(index * size, (index + 1) * size)).mean] : [],
        ),
      );
    const [comparison, intervention] = [means(0), means(1)];
    const k = schools / 2;
    const se = Math.sqrt((comparison.squares + intervention.squares) / (k - 1) / k);
    const effect = fixed[1];
    expect(effect?.estimate).toBeCloseTo(intervention.mean - comparison.mean, 12);
    expect(relativeError(effect?.se ?? Number.NaN, se)).toBeLessThan(1e-11);
    expect(effect?.df).toBeCloseTo(schools - 2, 9);
  });

  it('has the HC2 errors of White when every person is a cluster', () => {
    const { y, x } = simulate(2);
    const school = y.map((_, row) => String(row));
    const { fixed } = clusterRobust(fixtureTable({ y, x, school }), { ...options, terms: ['x'] });
    const of = moments(x);
    const slope = fixed[1]?.estimate ?? Number.NaN;
    const intercept = fixed[0]?.estimate ?? Number.NaN;
    const meat = x.reduce((sum, value, row) => {
      const leverage = 1 / x.length + (value - of.mean) ** 2 / of.squares;
      const residual = (y[row] ?? 0) - intercept - slope * value;
      return sum + ((value - of.mean) ** 2 * residual ** 2) / (1 - leverage);
    }, 0);
    expect(relativeError(fixed[1]?.se ?? Number.NaN, Math.sqrt(meat) / of.squares)).toBeLessThan(1e-11);
  });

  it('does not depend on the order of rows, on units or on shifts', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 1e-3, max: 1e3, noNaN: true }),
        fc.double({ min: -1e4, max: 1e4, noNaN: true }),
        (seed, unit, shift) => {
          const rows = simulate(seed);
          const plain = clusterRobust(fixtureTable({ ...rows }), options);
          const turned = Object.fromEntries(
            Object.entries(rows).map(([name, cells]) => [name, (cells as (number | string)[]).toReversed()]),
          );
          expect(distance(plain, clusterRobust(fixtureTable(turned), options))).toBeLessThan(1e-9);
          const scaled = { ...rows, y: rows.y.map((value) => unit * value) };
          expect(distance(plain, clusterRobust(fixtureTable(scaled), options), unit)).toBeLessThan(1e-9);
          const moved = { ...rows, x: rows.x.map((value) => value + shift) };
          const shifted = clusterRobust(fixtureTable(moved), options);
          expect(relativeError(shifted.fixed[1]?.se ?? Number.NaN, plain.fixed[1]?.se ?? 0)).toBeLessThan(
            1e-7,
          );
          expect(relativeError(shifted.fixed[2]?.df ?? Number.NaN, plain.fixed[2]?.df ?? 0)).toBeLessThan(
            1e-7,
          );
        },
      ),
      { numRuns: 40 },
    );
  });

  it('refuses one school, and an arm that rests on one school alone', () => {
    const { y, x, arm } = simulate(1);
    const one = fixtureTable({ y, x, arm, school: y.map(() => 's') });
    expect(() => clusterRobust(one, options)).toThrow('one_cluster');
    const rows = simulate(1, 3);
    const alone = fixtureTable({ ...rows, arm: rows.school.map((school) => Number(school === 's1')) });
    expect(() => clusterRobust(alone, options)).toThrow('degrees_of_freedom_undefined');
  });
});
