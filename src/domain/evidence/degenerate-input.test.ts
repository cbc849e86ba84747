import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyseTable } from './analyse-table.ts';
import type { Analysis } from './analysis.ts';
import { EvidenceError } from './numbers/evidence-error.ts';
import { fixtureTable } from './tables/fixture-table.ts';

const analyses: Analysis[] = [
  { kind: 'mixed', outcome: 'y', terms: ['x', 'arm'], random: [{ group: 'g' }] },
  { kind: 'mixed', outcome: 'y', terms: ['x'], random: [{ group: 'g', slopes: ['x'] }], df: 'kenward-roger' },
  { kind: 'mixed', outcome: 'y', terms: ['arm'], random: [{ group: 'g' }, { group: 'h' }], method: 'ML' },
  { kind: 'meta', estimate: 'y', variance: 'x' },
  { kind: 'meta', estimate: 'y', variance: 'x', method: 'PM', hartungKnapp: 'plain' },
  { kind: 'compare', outcome: 'y', group: 'arm' },
  { kind: 'paired', before: 'x', after: 'y' },
  { kind: 'ancova', outcome: 'y', covariates: ['x'], group: 'arm' },
  { kind: 'reliability', items: ['x', 'y', 'z'] },
  { kind: 'change', before: 'x', after: 'y', reliability: 0.8, sd: 2, cutoff: 1, direction: 'down' },
  { kind: 'mixed', outcome: 'y', terms: [], random: [{ group: 'g' }], diagnostics: true },
  { kind: 'robust', outcome: 'y', terms: ['x', 'arm'], cluster: 'g' },
  { kind: 'anova', outcome: 'y', group: 'arm' },
  { kind: 'crosstab', group: 'arm', outcome: 'g' },
  { kind: 'agreement', ratings: ['x', 'y', 'z'] },
  { kind: 'agreement', ratings: ['x', 'y'] },
  { kind: 'imputations', estimate: 'y', se: 'x', completeDf: 20 },
  { kind: 'egger', estimate: 'y', variance: 'x' },
  { kind: 'leaveOneOut', estimate: 'y', variance: 'x', method: 'DL' },
];

/** Where a result holds a number that is none. */
function brokenNumbers(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [`${path} = ${value}`];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, inner]) => brokenNumbers(inner, `${path}/${key}`));
}

function outcomeOf(data: Parameters<typeof fixtureTable>[0], analysis: Analysis): string[] {
  try {
    return brokenNumbers(analyseTable(fixtureTable(data), analysis));
  } catch (error) {
    if (error instanceof EvidenceError) return [];
    throw error;
  }
}

const cell = fc.oneof(
  fc.constantFrom<number | null>(0, 1, 1, 2, null, Number.NaN, -1, 0.1, 1e12, 1e12 + 1),
  fc.integer({ min: -5, max: 5 }),
);
const wild = fc.oneof(
  cell,
  fc.constantFrom<number | null>(Infinity, -Infinity, 1e300, -1e300, 1e-300, 5e-324),
);
const label = fc.constantFrom<string | null>('a', 'b', 'b', 'c', null);

const tables = (number: fc.Arbitrary<number | null>) =>
  fc.integer({ min: 1, max: 14 }).chain((rows) => {
    const numbers = fc.array(number, { minLength: rows, maxLength: rows });
    const labels = fc
      .array(label, { minLength: rows, maxLength: rows })
      .map((list) => ['a', ...list.slice(1)]);
    return fc.record({ y: numbers, x: numbers, z: numbers, arm: labels, g: labels, h: labels });
  });

describe('degenerate input', () => {
  it.each(analyses.map((analysis) => [JSON.stringify(analysis), analysis] as const))(
    'gives finite numbers or a refusal: %s',
    (_, analysis) => {
      fc.assert(
        fc.property(tables(cell), (data) => {
          expect(outcomeOf(data, analysis)).toEqual([]);
        }),
        { numRuns: 150 },
      );
      fc.assert(
        fc.property(tables(wild), (data) => {
          expect(outcomeOf(data, analysis)).toEqual([]);
        }),
        { numRuns: 100 },
      );
    },
  );

  it.each(analyses.map((analysis) => [JSON.stringify(analysis), analysis] as const))(
    'refuses an empty table: %s',
    (_, analysis) => {
      const empty = { y: [], x: [], z: [], arm: [], g: [], h: [] };
      expect(outcomeOf(empty, analysis)).toEqual([]);
    },
  );
});
