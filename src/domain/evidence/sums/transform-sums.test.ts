import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Column, factorFromLabels, numericColumn } from '../tables/data-table.ts';
import { groupSums } from './group-sums.ts';
import { transformSums } from './transform-sums.ts';

const score = fc.double({ min: -50, max: 50, noNaN: true });
const rows = fc.array(fc.record({ before: score, after: score, arm: fc.constantFrom(0, 1) }), {
  minLength: 6,
  maxLength: 30,
});

function table(columns: Record<string, number[]>) {
  const [first = []] = Object.values(columns);
  const labels = first.map((_, row) => (row % 2 === 0 ? 'a' : 'b'));
  return {
    rows: first.length,
    columns: new Map<string, Column>([
      ['class', factorFromLabels(labels)],
      ...Object.entries(columns).map(([name, values]) => [name, numericColumn(values)] as const),
    ]),
  };
}

describe('sums of linear functions of columns', () => {
  it('are the sums of the rows that were computed first', () => {
    fc.assert(
      fc.property(rows, fc.constantFrom(-1, 0, 1), (drawn, region) => {
        const before = drawn.map((row) => row.before);
        const after = drawn.map((row) => row.after);
        const arm = drawn.map((row) => row.arm);
        const sums = groupSums(table({ before, after, arm }), {
          outcome: 'after',
          terms: ['before', 'arm'],
          group: 'class',
        });
        const transformed = transformSums(sums, {
          terms: [
            { name: 'arm', of: { arm: 1 } },
            { name: 'region', of: {}, constant: region },
            { name: 'arm:region', of: { arm: region } },
          ],
          outcome: { name: 'change', of: { after: 1, before: -1 } },
        });
        const change = after.map((value, row) => value - (before[row] ?? 0));
        const expected = groupSums(table({ change, arm, region: arm.map(() => region) }), {
          outcome: 'change',
          terms: ['arm', 'region', 'arm:region'],
          group: 'class',
        });
        expect(transformed.terms).toEqual(expected.terms);
        for (const [position, group] of expected.groups.entries()) {
          const own = transformed.groups[position];
          group.means.forEach((mean, i) => expect(own?.means[i]).toBeCloseTo(mean, 8));
          group.products.forEach((product, i) => expect(own?.products[i]).toBeCloseTo(product, 6));
        }
      }),
    );
  });

  it('refuse a column that is not there', () => {
    const sums = groupSums(table({ x: [1, 2, 3], y: [2, 1, 4] }), {
      outcome: 'y',
      terms: ['x'],
      group: 'class',
    });
    expect(() => transformSums(sums, { terms: [], outcome: { name: 'z', of: { z: 1 } } })).toThrow(
      'unknown_column',
    );
  });
});
