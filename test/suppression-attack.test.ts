import highsModule from 'highs';
import { beforeAll, describe, expect, it } from 'vitest';
import {
  type CountRow,
  type SuppressedCount,
  suppressTable,
} from '../src/domain/evidence/suppression/suppress-table.ts';
import { countInSteps } from '../src/domain/privacy/steps.ts';
import { createRandom, type Random } from '../src/domain/random.ts';

// the package's types are those of its CommonJS build, whose `default` the module build exports as itself
const loadHighs = highsModule as unknown as typeof highsModule.default;
let highs: Awaited<ReturnType<typeof loadHighs>>;

beforeAll(async () => {
  highs = await loadHighs();
});

/**
 * The attacker's problem for one hidden number: whole counts that are not negative and agree with every published one.
 * Returns the least and the most that the number can be.
 */
function rangeOf(
  target: SuppressedCount,
  published: readonly SuppressedCount[],
): { low: number; high: number } {
  const cells = published.filter(({ keys }) => !keys.includes(null));
  const sumOf = ({ keys }: SuppressedCount): string =>
    cells
      .flatMap((cell, index) =>
        keys.every((key, dimension) => key === null || key === cell.keys[dimension]) ? [`x${index}`] : [],
      )
      .join(' + ');
  const totals = published.filter(({ keys, count }) => count !== null && keys.includes(null));
  const model = (sense: string): string =>
    [
      sense,
      ` goal: ${sumOf(target)}`,
      'Subject To',
      ...totals.map((total, index) => ` c${index}: ${sumOf(total)} = ${total.count}`),
      'Bounds',
      ...cells.map(({ count }, index) =>
        count === null ? ` 0 <= x${index} <= 100000` : ` x${index} = ${count}`,
      ),
      'General',
      ` ${cells.map((_, index) => `x${index}`).join(' ')}`,
      'End',
    ].join('\n');
  const [low, high] = ['Minimize', 'Maximize'].map((sense) => highs.solve(model(sense)).ObjectiveValue);
  return { low: low ?? Number.NaN, high: high ?? Number.NaN };
}

function randomTable(random: Random, sizes: readonly number[], mean: number): CountRow[] {
  const keys = sizes.reduce<string[][]>(
    (all, size, dimension) =>
      all.flatMap((own) => Array.from({ length: size }, (_, level) => [...own, `${dimension}.${level}`])),
    [[]],
  );
  // many small counts, a few large ones
  return keys.map((own) => ({ keys: own, count: Math.floor(-mean * Math.log(1 - random())) }));
}

/** Hidden numbers that have one value only. */
function derivable(published: readonly SuppressedCount[]): string[] {
  return published
    .filter(({ count }) => count === null)
    .flatMap((target) => {
      const { low, high } = rangeOf(target, published);
      return high - low < 0.5 ? [`${target.keys.join(' ')} is ${low}`] : [];
    });
}

describe('an attacker who polls around each event', () => {
  it('sees no count change by less than a full step, whatever happens in which order', () => {
    const random = createRandom(20_261_127);
    for (let table = 0; table < 20; table += 1) {
      const step = 3 + Math.floor(random() * 20);
      let count = Math.floor(random() * 60);
      let told = countInSteps(count, step);
      for (let event = 0; event < 200; event += 1) {
        count = Math.max(0, count + (random() < 0.6 ? 1 : -1));
        const next = countInSteps(count, step);
        expect(next).toBeLessThanOrEqual(count);
        expect(Math.abs(next - told) % step).toBe(0);
        told = next;
      }
    }
  });
});

describe('an attacker with an integer solver', () => {
  it('finds a number that was hidden alone', () => {
    const published = suppressTable(
      [
        { keys: ['a'], count: 4 },
        { keys: ['b'], count: 30 },
        { keys: ['c'], count: 50 },
      ],
      { smallest: 10 },
    );
    // what suppression would be without companions
    const careless = published.map(({ keys, count }) =>
      keys[0] === 'b' ? { keys, count: 30 } : { keys, count },
    );
    expect(derivable(careless)).toEqual(['a is 4']);
    expect(derivable(published)).toEqual([]);
  });

  it.each([
    [[6, 7], 8, true],
    [[6, 7], 8, false],
    [[12, 4], 20, false],
    [[3, 4, 5], 9, true],
    [[3, 4, 5], 9, false],
    [[2, 2, 6], 15, false],
    [[2, 3, 2, 3], 10, false],
  ])(
    'derives no hidden number of tables of %j with counts about %i (zeros hidden: %s)',
    (sizes, mean, hideZeros) => {
      const random = createRandom(20_261_125);
      for (let table = 0; table < 3; table += 1) {
        const rows = randomTable(random, sizes, mean);
        const published = suppressTable(rows, { smallest: 10, hideZeros });
        expect(derivable(published)).toEqual([]);
        expect(published.some(({ count }) => count === null)).toBe(true);
      }
    },
    120_000,
  );
});
