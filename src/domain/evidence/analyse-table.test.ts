import { describe, expect, it } from 'vitest';
import type { OneWay } from './comparisons/one-way.ts';
import { analyseTable } from './analyse-table.ts';
import type { Analysis } from './analysis.ts';
import { factorFromLabels } from './tables/data-table.ts';
import { fixtureTable } from './tables/fixture-table.ts';

const rows = Array.from({ length: 48 }, (_, row) => row);
const table = fixtureTable({
  y: rows.map((row) => (row % 5) * (row % 2) + 9 * ((row % 6) % 4)),
  x: rows.map((row) => row % 7),
  arm: rows.map((row) => (row % 2 === 0 ? 'c' : 't')),
  sex: rows.map((row) => (row % 3 === 0 ? '男' : '女')),
  class: rows.map((row) => `k${row % 6}`),
  empty: rows.map(() => null),
});
const mixed = { kind: 'mixed', outcome: 'y', random: [{ group: 'class' }] } as const;

describe('an analysis', () => {
  it.each<[string, Analysis]>([
    ['mixed', { ...mixed, terms: ['x', 'x:arm'] }],
    ['mixed, alone', { ...mixed, terms: ['x:arm'] }],
    ['mixed, of three', { ...mixed, terms: ['x', 'arm', 'sex', 'x:arm', 'x:arm:sex'] }],
    ['robust', { kind: 'robust', outcome: 'y', terms: ['arm', 'arm:x'], cluster: 'class' }],
    ['ancova', { kind: 'ancova', outcome: 'y', covariates: ['x', 'x:sex'], group: 'arm' }],
    ['meta', { kind: 'meta', estimate: 'y', variance: 'x', moderators: ['sex', 'sex:arm'] }],
  ])('is refused with an interaction whose main effects are not all there: %s', (_, analysis) => {
    expect(() => analyseTable(table, analysis)).toThrow('interaction_alone');
  });

  it('takes main effects and interactions in any order', () => {
    const plain = analyseTable(table, { ...mixed, terms: ['x', 'arm', 'x:arm'] });
    const turned = analyseTable(table, { ...mixed, terms: ['arm:x', 'arm', 'x'] });
    expect(plain).toMatchObject({
      logLik: expect.closeTo((turned as { logLik: number }).logLik, 8) as number,
    });
  });

  it('is refused with a column that is empty, by its name', () => {
    expect(() => analyseTable(table, { ...mixed, terms: ['x', 'empty'] })).toThrow(
      'empty_column {"column":"empty"}',
    );
  });

  it('is refused with a reference that would change nothing', () => {
    const references = (reference: Readonly<Record<string, string>>) => () =>
      analyseTable(table, { ...mixed, terms: ['x', 'arm'], reference });
    expect(references({ arm: 'z' })).toThrow('unknown_level {"column":"arm","level":"z","levels":"c, t"}');
    expect(references({ x: '3' })).toThrow('reference_of_number');
    expect(references({ class: 'k1' })).toThrow('reference_unused');
    expect(references({ sex: '男' })).toThrow('reference_unused');
    expect(references({ arm: 't' })()).toMatchObject({ fixed: [{}, {}, { term: 'arm[c]' }] });
    const anova = analyseTable(table, {
      kind: 'anova',
      outcome: 'y',
      group: 'class',
      reference: { class: 'k3' },
    }) as OneWay;
    expect(anova.groups.map(({ level }) => level)).toEqual(['k3', 'k0', 'k1', 'k2', 'k4', 'k5']);
  });
});

describe('rows with gaps', () => {
  const gaps = fixtureTable({ a: [1, 2, null, null], b: [null, null, 3, 4], g: ['k', 'k', 'l', null] });

  it('are told column by column where no row is complete', () => {
    expect(() => analyseTable(gaps, { kind: 'paired', before: 'a', after: 'b' })).toThrow(
      'no_complete_row {"gaps":"a (2), b (2)"}',
    );
    expect(() => analyseTable(gaps, { kind: 'compare', outcome: 'b', group: 'g' })).toThrow(
      'group_needs_two',
    );
  });

  it('are counted where they are left out', () => {
    const some = fixtureTable({ y: [1, 2, 4, 5, null, 7], arm: ['a', 'a', 'b', 'b', 'b', null] });
    expect(analyseTable(some, { kind: 'compare', outcome: 'y', group: 'arm' })).toMatchObject({
      groups: [{ n: 2 }, { n: 2 }],
      notes: [{ code: 'rows_left_out', rows: 2, of: 6 }],
    });
  });

  it('are persons whose change cannot be computed', () => {
    const change = {
      kind: 'change',
      before: 'a',
      after: 'b',
      reliability: 0.8,
      sd: 2,
      direction: 'up',
    } as const;
    expect(analyseTable(gaps, change)).toMatchObject({ counts: { notComputable: 4 } });
  });
});

describe('a note', () => {
  it('says of 40 groups or fewer that the correction for few was not asked for', () => {
    const analysis = { ...mixed, terms: ['x'] };
    expect(analyseTable(table, analysis)).toMatchObject({
      df: 'satterthwaite',
      notes: [{ code: 'few_groups', group: 'class', groups: 6, df: 'satterthwaite' }],
    });
    expect(analyseTable(table, { ...analysis, df: 'kenward-roger' })).toMatchObject({ notes: [] });
  });

  it('says of a level of one row that it may be a slip', () => {
    const slips = rows.map((row) => (row === 7 ? 'T' : row % 2 === 0 ? 'c' : 't'));
    const columns = new Map(table.columns).set('arm', factorFromLabels(slips));
    expect(
      analyseTable({ ...table, columns }, { ...mixed, terms: ['arm'], df: 'kenward-roger' }),
    ).toMatchObject({ notes: [{ code: 'rare_level', column: 'arm', level: 'T' }] });
  });

  it('says of an arm without spread that it has none', () => {
    const flat = fixtureTable({ y: [3, 3, 3, 1, 2, 4], arm: ['a', 'a', 'a', 'b', 'b', 'b'] });
    // by hand: variances 0 and 7/3, so t = (7/3 - 3) / sqrt(7/9) on 2 degrees of freedom
    expect(analyseTable(flat, { kind: 'compare', outcome: 'y', group: 'arm' })).toMatchObject({
      welch: { df: 2, statistic: expect.closeTo(-2 / 3 / Math.sqrt(7 / 9), 12) as number },
      notes: [{ code: 'no_spread', column: 'arm', level: 'a' }],
    });
    expect(analyseTable(flat, { kind: 'anova', outcome: 'y', group: 'arm' })).toMatchObject({
      welch: null,
      notes: [{ code: 'no_spread', column: 'arm', level: 'a' }],
    });
  });

  it('says why an interval or an effect size is missing', () => {
    const alike = fixtureTable({ yi: [1, 1.001, 0.999, 1], vi: [1, 1, 1, 2], class: ['a', 'b', 'c', 'd'] });
    const meta = { kind: 'meta', estimate: 'yi', variance: 'vi' } as const;
    expect(analyseTable(alike, meta)).toMatchObject({ tau2Low: null, notes: [{ code: 'alike_studies' }] });
    expect(analyseTable(alike, { ...meta, method: 'EE' })).toMatchObject({ notes: [] });
    const scores = fixtureTable({ before: [3, 3, 3], after: [1, 2, 4] });
    expect(analyseTable(scores, { kind: 'paired', before: 'before', after: 'after' })).toMatchObject({
      drm: null,
      notes: [{ code: 'constant_scores', column: 'before' }],
    });
    // every class has the same mean: nothing is left for a variance between them
    const equal = fixtureTable({
      y: rows.map((row) => Math.floor(row / 6) % 4),
      class: rows.map((row) => `k${row % 6}`),
    });
    expect(analyseTable(equal, { ...mixed, terms: [], df: 'kenward-roger' })).toMatchObject({
      icc: 0,
      notes: [{ code: 'no_group_variance', group: 'class', term: '(Intercept)' }],
    });
  });

  it('says why there is no omega', () => {
    const items = fixtureTable({ a: [1, 2, 3, 4, 5], b: [2, 1, 4, 3, 5], c: [5, 4, 1, 2, 3] });
    const omegaOf = (...names: string[]) => analyseTable(items, { kind: 'reliability', items: names });
    expect(omegaOf('a', 'b')).toMatchObject({
      omega: null,
      notes: [{ code: 'no_omega', reason: 'too_few_items', parameters: { items: 2, needed: 3 } }],
    });
    expect(() => omegaOf('a', 'b', 'a')).toThrow('item_twice {"item":"a"}');
    expect(() => analyseTable(items, { kind: 'agreement', ratings: ['a', 'a'] })).toThrow('item_twice');
  });
});
