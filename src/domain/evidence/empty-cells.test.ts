import { describe, expect, it } from 'vitest';
import { clusterRobust } from './comparisons/cluster-robust.ts';
import { fitMixedModel } from './mixed/mixed-model.ts';
import { fixtureTable } from './tables/fixture-table.ts';
import { requireSeparableGroups } from './tables/confounded-terms.ts';
import { estimableMatrix } from './tables/model-matrix.ts';

/** Four rows of each combination of arm and site but for those named; outcomes are the cell's mean +-1, +-2. */
function tableWithout(...empty: readonly string[]) {
  const cells = ['c', 't'].flatMap((arm) => ['A', 'B', 'C'].map((site) => ({ arm, site })));
  const means: Readonly<Record<string, number>> = { cA: 10, cB: 12, cC: 15, tA: 13, tB: 19, tC: 14 };
  const rows = cells
    .filter(({ arm, site }) => !empty.includes(arm + site))
    .flatMap(({ arm, site }) =>
      [-2, -1, 1, 2].map((shift) => ({ arm, site, y: (means[arm + site] ?? 0) + shift })),
    );
  return fixtureTable({
    arm: rows.map(({ arm }) => arm),
    site: rows.map(({ site }) => site),
    y: rows.map(({ y }) => y),
    class: rows.map((_, row) => `k${(row * 7) % 9}`),
  });
}

const TERMS = ['arm', 'site', 'arm:site'];

describe('an interaction of factors with a combination that has no row', () => {
  it.each([
    ['beside the reference', 'tC', ['arm[t]:site[C]']],
    ['at the reference arm', 'cB', ['arm[t]:site[B]']],
  ])('loses the one term %s, by its name, as in R', (_, empty, dropped) => {
    const table = tableWithout(empty);
    const rows = Int32Array.from({ length: table.rows }, (__, row) => row);
    expect(estimableMatrix(table, TERMS, rows)).toMatchObject({ dropped });
    const whole = tableWithout();
    expect(
      estimableMatrix(
        whole,
        TERMS,
        Int32Array.from({ length: 24 }, (__, row) => row),
      ).dropped,
    ).toEqual([]);
  });

  it('keeps the other terms at what the means of the cells say', () => {
    const { fixed, notes } = clusterRobust(tableWithout('tC'), {
      outcome: 'y',
      terms: TERMS,
      cluster: 'class',
    });
    // by hand from the cells' means: cA, tA - cA, cB - cA, cC - cA, (tB - cB) - (tA - cA)
    const byHand = [
      ['(Intercept)', 10],
      ['arm[t]', 3],
      ['site[B]', 2],
      ['site[C]', 5],
      ['arm[t]:site[B]', 4],
    ] as const;
    expect(fixed.map(({ term }) => term)).toEqual(byHand.map(([term]) => term));
    for (const [position, [, estimate]] of byHand.entries())
      expect(fixed[position]?.estimate).toBeCloseTo(estimate, 10);
    expect(notes).toEqual([{ code: 'empty_cell', term: 'arm[t]:site[C]' }]);
  });

  it('predicts the combinations that there are, and refuses the one that there is not', () => {
    const options = {
      outcome: 'y',
      terms: TERMS,
      random: [{ group: 'class' }],
      df: 'kenward-roger',
    } as const;
    const { predictions, fixed } = fitMixedModel(tableWithout('tC'), {
      ...options,
      predict: [
        { arm: 'c', site: 'C' },
        { arm: 't', site: 'B' },
      ],
    });
    const [intercept = 0, arm = 0, siteB = 0, siteC = 0, both = 0] = fixed.map(({ estimate }) => estimate);
    expect(predictions?.[0]?.estimate).toBeCloseTo(intercept + siteC, 10);
    expect(predictions?.[1]?.estimate).toBeCloseTo(intercept + arm + siteB + both, 10);
    expect(() =>
      fitMixedModel(tableWithout('tC'), { ...options, predict: [{ arm: 't', site: 'C' }] }),
    ).toThrow('predict_empty_cell {"term":"arm[t]:site[C]","row":1}');
  });

  it('still refuses what no empty combination explains', () => {
    const table = fixtureTable({ a: [0, 1, 0, 1, 1], b: [0, 2, 0, 2, 2], g: ['x', 'x', 'y', 'y', 'x'] });
    const rows = Int32Array.of(0, 1, 2, 3, 4);
    const terms = ['a', 'b', 'g'];
    expect(estimableMatrix(table, terms, rows).dropped).toEqual([]);
    expect(() => clusterRobust(table, { outcome: 'b', terms: ['a', 'g'], cluster: 'g' })).toThrow(
      'confounded_with_group',
    );
  });
});

describe('an effect between groups', () => {
  const groups = { group: 'class', levels: 3, codes: Int32Array.of(0, 0, 1, 1, 2, 2) };
  const arm = Float64Array.of(0, 0, 1, 1, 1, 1);
  const size = Float64Array.of(20, 20, 30, 30, 25, 25);
  const pre = Float64Array.of(1, 2, 3, 4, 5, 6);

  it('is refused by name when the groups are no more than what differs between them', () => {
    expect(() => requireSeparableGroups(['arm[t]', 'pre', 'size'], [arm, pre, size], [groups])).toThrow(
      'confounded_with_group {"term":"arm[t], size","group":"class","groups":3}',
    );
  });

  it('of a mixed model is refused by the arm’s name where each arm is one class', () => {
    const table = fixtureTable({
      y: [1, 2, 4, 3, 6, 5, 8, 7],
      arm: ['c', 'c', 'c', 'c', 't', 't', 't', 't'],
      class: ['k1', 'k1', 'k1', 'k1', 'k2', 'k2', 'k2', 'k2'],
    });
    const options = { outcome: 'y', terms: ['arm'] };
    const refused = 'confounded_with_group {"term":"arm[t]","group":"class","groups":2}';
    expect(() => fitMixedModel(table, { ...options, random: [{ group: 'class' }] })).toThrow(refused);
    expect(() => clusterRobust(table, { ...options, cluster: 'class' })).toThrow(refused);
  });

  it('is left alone where a group more can tell', () => {
    expect(() => requireSeparableGroups(['arm[t]', 'pre'], [arm, pre], [groups])).not.toThrow();
  });
});
