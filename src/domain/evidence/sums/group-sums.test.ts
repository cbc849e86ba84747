import { describe, expect, it } from 'vitest';
import type { DataTable } from '../tables/data-table.ts';
import { fitFromSums } from './fit-from-sums.ts';
import { fixtureTable } from '../tables/fixture-table.ts';
import trial from '../mixed/fixtures/cluster-trial.json' with { type: 'json' };
import sleepstudy from '../mixed/fixtures/sleepstudy.json' with { type: 'json' };
import { groupSums, poolGroupSums, withoutSmallGroups } from './group-sums.ts';
import { fitMixedModel } from '../mixed/mixed-model.ts';
import { relativeError } from '../numbers/relative-error.ts';

const { pre, ...rest } = trial.data;
const data = { ...rest, preC: pre.map((value) => value - trial.preCentre) };
const options = { outcome: 'post', terms: ['preC', 'female', 'arm'], group: 'school' };

function part(keep: (school: string, row: number) => boolean): DataTable {
  const rows = data.school.flatMap((school, row) => (keep(school, row) ? [row] : []));
  const pick = (values: ReadonlyArray<number | string>): Array<number | string> =>
    rows.map((row) => values[row] ?? '');
  return fixtureTable({
    post: pick(data.post),
    preC: pick(data.preC),
    female: pick(data.female),
    arm: pick(data.arm),
    school: pick(data.school),
  });
}

describe('the random-intercept model from sums', () => {
  it.each(['satterthwaite', 'kenward-roger'] as const)(
    'is the model of the rows, with %s degrees of freedom',
    (df) => {
      const fromRows = fitMixedModel(fixtureTable(data), { ...options, random: [{ group: 'school' }], df });
      const fromSums = fitFromSums(groupSums(fixtureTable(data), options), { df });
      expect(fromSums.used).toBe(3447);
      expect(relativeError(fromSums.logLik, fromRows.logLik)).toBeLessThan(1e-13);
      expect(
        relativeError(fromSums.random[0]?.variance ?? 0, fromRows.random[0]?.variance ?? 1),
      ).toBeLessThan(1e-10);
      for (const [position, row] of fromRows.fixed.entries()) {
        const other = fromSums.fixed[position];
        expect(relativeError(other?.estimate ?? 0, row.estimate)).toBeLessThan(1e-10);
        expect(relativeError(other?.se ?? 0, row.se)).toBeLessThan(1e-10);
        expect(relativeError(other?.df ?? 0, row.df ?? 1)).toBeLessThan(1e-7);
      }
    },
  );

  it('agrees with the exact score root of R, by REML and ML', () => {
    const sums = groupSums(fixtureTable(sleepstudy.data), {
      outcome: 'Reaction',
      terms: ['Days'],
      group: 'Subject',
    });
    for (const method of ['REML', 'ML'] as const) {
      const exact = sleepstudy.exact[`random_intercept_${method}`];
      const model = fitFromSums(sums, { method });
      expect(relativeError(model.random[0]?.variance ?? 0, exact.tau2)).toBeLessThan(1e-10);
      expect(relativeError(model.logLik, exact.logLik)).toBeLessThan(1e-12);
    }
  });

  it('pools regions exactly, whether a school lies in one of them or in two, and after a trip through JSON', () => {
    const whole = fitFromSums(groupSums(fixtureTable(data), options));
    const bySchool = [part((school) => school < 'S015'), part((school) => school >= 'S015')];
    const byRow = [part((_, row) => row % 3 === 0), part((_, row) => row % 3 !== 0)];
    for (const regions of [bySchool, byRow]) {
      const sums = regions.map(
        (region) => JSON.parse(JSON.stringify(groupSums(region, options))) as ReturnType<typeof groupSums>,
      );
      const pooled = fitFromSums(poolGroupSums(sums));
      expect(pooled.groups).toEqual({ school: 40 });
      expect(relativeError(pooled.logLik, whole.logLik)).toBeLessThan(1e-13);
      expect(relativeError(pooled.fixed[3]?.se ?? 0, whole.fixed[3]?.se ?? 1)).toBeLessThan(1e-11);
    }
  });

  it('lets regions agree on levels that one of them does not have', () => {
    const north = fixtureTable({
      y: [1, 2, 4, 3],
      g: ['a', 'a', 'b', 'b'],
      arm: ['x', 'x', 'x', 'x'],
      region: ['n', 'n', 'n', 'n'],
    });
    const south = fixtureTable({
      y: [5, 3, 2, 7, 8, 1],
      g: ['c', 'c', 'd', 'd', 'e', 'e'],
      arm: ['x', 'x', 'z', 'z', 'z', 'z'],
      region: ['s', 's', 's', 's', 's', 's'],
    });
    const shared = {
      outcome: 'y',
      terms: ['arm', 'region'],
      group: 'g',
      levels: { arm: ['x', 'z'], region: ['n', 's'] },
    };
    const pooled = fitFromSums(poolGroupSums([groupSums(north, shared), groupSums(south, shared)]));
    expect(pooled.fixed.map(({ term }) => term)).toEqual(['(Intercept)', 'arm[z]', 'region[s]']);
    expect(() => groupSums(north, { ...shared, levels: { arm: ['z', 'w'] } })).toThrow('unknown_level');
  });

  it('keeps its digits after a shift by 1e9', () => {
    const whole = { ...data, post: data.post.map((value) => Math.round(value * 1000)) };
    const far = { ...whole, post: whole.post.map((value) => value + 1e9) };
    const near = fitFromSums(groupSums(fixtureTable(whole), options));
    const moved = fitFromSums(groupSums(fixtureTable(far), options));
    expect(relativeError(moved.fixed[3]?.estimate ?? 0, near.fixed[3]?.estimate ?? 1)).toBeLessThan(1e-9);
    expect(relativeError(moved.fixed[3]?.se ?? 0, near.fixed[3]?.se ?? 1)).toBeLessThan(1e-9);
  });

  it('leaves out small groups and says how many persons that cost', () => {
    const sums = groupSums(fixtureTable(data), options);
    const smallest = Math.min(...sums.groups.map(({ n }) => n));
    const { sums: kept, dropped, persons } = withoutSmallGroups(sums, smallest + 1);
    expect([kept.groups.length + dropped, persons]).toEqual([40, dropped * smallest]);
  });

  it('refuses sums of other columns, constant and collinear columns, and a single group', () => {
    const sums = groupSums(fixtureTable(data), options);
    const fewer = groupSums(fixtureTable(data), { ...options, terms: ['preC', 'arm'] });
    expect(() => poolGroupSums([sums, fewer])).toThrow('sums_do_not_match');
    const twice = fixtureTable({
      ...data,
      same: data.preC.map((value) => 2 * value + 1),
      one: data.preC.map(() => 7),
    });
    expect(() => fitFromSums(groupSums(twice, { ...options, terms: ['preC', 'same'] }))).toThrow(
      'collinear_term {"term":"same"}',
    );
    expect(() => fitFromSums(groupSums(twice, { ...options, terms: ['one'] }))).toThrow(
      'constant_term {"term":"one"}',
    );
    expect(() => fitFromSums({ ...sums, groups: sums.groups.slice(0, 1) })).toThrow('one_cluster');
    const broken = sums.groups.map((one) => ({ ...one, means: one.means.map(() => Number.NaN) }));
    expect(() => fitFromSums({ ...sums, groups: broken })).toThrow('number_not_finite');
  });
});
