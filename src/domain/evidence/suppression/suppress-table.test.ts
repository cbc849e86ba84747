import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type SuppressedCount, suppressTable } from './suppress-table.ts';

const byRegionAndStatus = [
  { keys: ['温州', 'open'], count: 40 },
  { keys: ['温州', 'closed'], count: 25 },
  { keys: ['郑州', 'open'], count: 3 },
  { keys: ['郑州', 'closed'], count: 60 },
  { keys: ['柳州', 'open'], count: 31 },
  { keys: ['柳州', 'closed'], count: 22 },
];

const name = (keys: SuppressedCount['keys']): string => keys.map((key) => key ?? '*').join(' ');

function shown(table: readonly SuppressedCount[]): Record<string, number | null> {
  return Object.fromEntries(table.map(({ keys, count }) => [name(keys), count]));
}

/**
 * The attacker, by brute force: every table of counts up to `most` that agrees with all published numbers. Returns for
 * each hidden cell how many values it takes among these, at least up to two.
 */
function attack(published: readonly SuppressedCount[], most: number): Map<string, number> {
  const cells = published.filter(({ keys }) => !keys.includes(null));
  const sums = published.map((one) => ({
    name: name(one.keys),
    published: one.count,
    members: cells.flatMap(({ keys }, cell) =>
      one.keys.every((key, dimension) => key === null || key === keys[dimension]) ? [cell] : [],
    ),
  }));
  const values = sums.map(() => new Set<number>());
  const guess = cells.map(() => 0);
  const known = sums.filter((sum) => sum.published !== null);
  const hidden = sums.flatMap((sum, index) => (sum.published === null ? [index] : []));
  const visit = (cell: number): void => {
    // two values are enough to know nothing for sure
    if (hidden.every((index) => (values[index]?.size ?? 0) > 1)) return;
    const isImpossible = known.some(({ members, published: total }) => {
      const sum = members.reduce((part, member) => part + (member < cell ? (guess[member] ?? 0) : 0), 0);
      return sum > (total ?? 0) || (sum < (total ?? 0) && members.every((member) => member < cell));
    });
    if (isImpossible) return;
    if (cell === cells.length) {
      for (const [index, { members }] of sums.entries()) {
        values[index]?.add(members.reduce((part, member) => part + (guess[member] ?? 0), 0));
      }
      return;
    }
    const own = cells[cell]?.count;
    for (const value of typeof own === 'number'
      ? [own]
      : Array.from({ length: most + 1 }, (_, index) => index)) {
      guess[cell] = value;
      visit(cell + 1);
    }
  };
  visit(0);
  return new Map(
    sums.flatMap((sum, index) => (sum.published === null ? [[sum.name, values[index]?.size ?? 0]] : [])),
  );
}

describe('suppression of small counts', () => {
  it('hides a small count together with the cheapest companions that make it underivable', () => {
    const table = shown(suppressTable(byRegionAndStatus, { smallest: 10 }));
    expect(table).toMatchObject({
      '郑州 open': null,
      '郑州 closed': null,
      '柳州 open': null,
      '柳州 closed': null,
    });
    expect(table).toMatchObject({
      '温州 open': 40,
      '温州 closed': 25,
      '* *': 181,
      '郑州 *': 63,
      '* open': 74,
    });
  });

  it('shows everything when nothing is small', () => {
    const table = suppressTable(byRegionAndStatus, { smallest: 3 });
    expect(table.every(({ count }) => count !== null)).toBe(true);
  });

  it('hides two counts of a list, never one alone beside the total', () => {
    const list = [5, 30, 12, 50].map((count, index) => ({ keys: [`month ${index}`], count }));
    expect(shown(suppressTable(list, { smallest: 10 }))).toEqual({
      'month 0': null,
      'month 1': 30,
      'month 2': null,
      'month 3': 50,
      '*': 97,
    });
  });

  it('hides two zeros behind a third count, for two hidden zeros with a known sum are known', () => {
    const list = [0, 0, 20, 30].map((count, index) => ({ keys: [`${index}`], count }));
    const table = shown(suppressTable(list, { smallest: 10 }));
    expect([table['0'], table['1'], table['2']]).toEqual([null, null, null]);
    expect(shown(suppressTable(list, { smallest: 10, hideZeros: false }))).toMatchObject({
      '0': 0,
      '1': 0,
      '*': 50,
    });
  });

  it('hides all of a table whose total is small', () => {
    const table = suppressTable(
      [
        { keys: ['a'], count: 2 },
        { keys: ['b'], count: 3 },
      ],
      { smallest: 10 },
    );
    expect(table.map(({ count }) => count)).toEqual([null, null, null]);
  });

  it('adds up repeated keys and fills missing combinations with zero', () => {
    const table = suppressTable(
      [
        { keys: ['a', 'x'], count: 4 },
        { keys: ['a', 'x'], count: 8 },
        { keys: ['b', 'y'], count: 15 },
      ],
      { smallest: 1, hideZeros: false },
    );
    expect(shown(table)).toMatchObject({ 'a x': 12, 'a y': 0, 'b x': 0, 'b y': 15, '* *': 27 });
  });

  it('refuses fractions, negative counts and keys of unequal length', () => {
    expect(() => suppressTable([{ keys: ['a'], count: 1.5 }], { smallest: 10 })).toThrow('"count"');
    expect(() => suppressTable([{ keys: ['a'], count: -1 }], { smallest: 10 })).toThrow('"count"');
    const uneven = [
      { keys: ['a'], count: 1 },
      { keys: ['a', 'b'], count: 1 },
    ];
    expect(() => suppressTable(uneven, { smallest: 10 })).toThrow('"keys"');
  });
});

/** Hidden counts that the attacker can tell, and shown ones that are small or wrong. */
function weaknesses(
  published: readonly SuppressedCount[],
  raw: ReadonlyArray<{ keys: string[]; count: number }>,
): string[] {
  const derived = [...attack(published, 8)]
    .filter(([, possible]) => possible < 2)
    .map(([cell]) => `${cell} derived`);
  const betrayed = raw.filter(({ keys, count: truth }) => {
    const value = published.find((one) => name(one.keys) === name(keys))?.count ?? null;
    return value !== null && (value !== truth || truth < 3);
  });
  return [...derived, ...betrayed.map(({ keys }) => `${name(keys)} betrayed`)];
}

describe('an attacker who solves for all tables', () => {
  const count = fc.nat({ max: 5 });

  it('derives no hidden count of a list', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 4 }), (counts) => {
        const rows = counts.map((value, index) => ({ keys: [`${index}`], count: value }));
        expect(weaknesses(suppressTable(rows, { smallest: 3 }), rows)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('derives no hidden count of a cross table with all its totals', () => {
    const tables = fc.array(fc.array(count, { minLength: 2, maxLength: 2 }), { minLength: 2, maxLength: 3 });
    fc.assert(
      fc.property(tables, (table) => {
        const rows = table.flatMap((line, i) =>
          line.map((value, j) => ({ keys: [`r${i}`, `c${j}`], count: value })),
        );
        expect(weaknesses(suppressTable(rows, { smallest: 3 }), rows)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('derives no hidden count inside any two-way slice of a cube', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 8, maxLength: 8 }), (counts) => {
        const rows = counts.map((value, index) => ({
          keys: [`a${index & 1}`, `b${(index >> 1) & 1}`, `c${(index >> 2) & 1}`],
          count: value,
        }));
        const published = suppressTable(rows, { smallest: 3 });
        for (const layer of ['c0', 'c1', null]) {
          const slice = published.filter(({ keys }) => keys[2] === layer);
          const flat = slice.map(({ keys, count: value }) => ({ keys: keys.slice(0, 2), count: value }));
          expect([...attack(flat, 14).values()].every((possible) => possible > 1)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });
});
