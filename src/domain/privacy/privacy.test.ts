import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRandom } from '../random.ts';
import { decideSpending, YEARLY_BUDGET } from './budget.ts';
import { discreteLaplace, laplaceReach, type RandomBytes } from './discrete-laplace.ts';
import { noisyTable } from './noisy-table.ts';

function repeatable(seed: number): RandomBytes {
  const random = createRandom(seed);
  return (count) => Uint8Array.from({ length: count }, () => Math.floor(256 * random()));
}

const half = { numerator: 1n, denominator: 2n };

describe('discrete noise', () => {
  it.each([
    [1n, 2n],
    [1n, 1n],
    [3n, 10n],
  ])(
    'has the probabilities of the discrete Laplace distribution at epsilon %i / %i',
    (numerator, denominator) => {
      const draws = 40_000;
      const bytes = repeatable(7);
      const seen = new Map<number, number>();
      for (let draw = 0; draw < draws; draw += 1) {
        const value = Number(discreteLaplace({ numerator, denominator }, bytes));
        seen.set(value, (seen.get(value) ?? 0) + 1);
      }
      const epsilon = Number(numerator) / Number(denominator);
      const q = Math.exp(-epsilon);
      // closed form: P(x) = (1 - q) / (1 + q) q^|x|
      const cells = Array.from({ length: 9 }, (_, index) => index - 4);
      const statistic = cells.reduce((sum, x) => {
        const expected = (draws * (1 - q) * q ** Math.abs(x)) / (1 + q);
        return sum + ((seen.get(x) ?? 0) - expected) ** 2 / expected;
      }, 0);
      // the 99.9% point of chi-square with 9 degrees of freedom
      expect(statistic).toBeLessThan(27.88);
    },
  );

  it('changes the probability of any outcome by no more than a factor of e^epsilon between neighbours', () => {
    const draws = 60_000;
    const histogram = (count: number, seed: number) => {
      const bytes = repeatable(seed);
      const seen = new Map<number, number>();
      for (let draw = 0; draw < draws; draw += 1) {
        const value = count + Number(discreteLaplace(half, bytes));
        seen.set(value, (seen.get(value) ?? 0) + 1);
      }
      return seen;
    };
    const [with_, without] = [histogram(8, 1), histogram(7, 2)];
    for (let value = 3; value <= 12; value += 1) {
      const ratio = (with_.get(value) ?? 0) / (without.get(value) ?? 1);
      // within the reach of counting noise
      expect(Math.abs(Math.log(ratio))).toBeLessThan(0.5 + 0.1);
    }
  });

  it('stays within its reach as often as it says', () => {
    for (const [epsilon, fraction] of [
      [0.5, half],
      [0.1, { numerator: 1n, denominator: 10n }],
    ] as const) {
      const reach = laplaceReach(epsilon, 0.95);
      const bytes = repeatable(3);
      let inside = 0;
      for (let draw = 0; draw < 20_000; draw += 1) {
        const value = discreteLaplace(fraction, bytes);
        if (value <= BigInt(reach) && value >= BigInt(-reach)) inside += 1;
      }
      expect(inside / 20_000).toBeGreaterThan(0.945);
      const q = Math.exp(-epsilon);
      // one less would not be enough
      expect((2 * q ** reach) / (1 + q)).toBeGreaterThan(0.05);
    }
  });

  it('is refused an epsilon of nothing', () => {
    expect(() => discreteLaplace({ numerator: 0n, denominator: 1n }, repeatable(1))).toThrow('positive');
  });
});

describe('a table with noise', () => {
  const levels = [
    ['open', 'closed'],
    ['a', 'b', 'c'],
  ];

  it('has every cell, whoever is in it, none below zero, and nothing from outside its levels', () => {
    const rows = [
      { keys: ['open', 'a'], count: 500 },
      { keys: ['open', 'nowhere'], count: 900 },
    ];
    const table = noisyTable(rows, levels, 500, repeatable(5));
    expect(table.map(({ keys }) => keys.join(' '))).toEqual([
      'open a',
      'open b',
      'open c',
      'closed a',
      'closed b',
      'closed c',
    ]);
    expect(table.every(({ count }) => Number.isInteger(count) && count >= 0)).toBe(true);
    expect(Math.abs((table[0]?.count ?? 0) - 500)).toBeLessThan(40);
    expect(Math.max(...table.slice(1).map(({ count }) => count))).toBeLessThan(40);
  });
});

describe('the budget', () => {
  it('is never overspent, and says what is left', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -5, max: 600 }), { maxLength: 20 }), (wishes) => {
        let spent = 0;
        for (const wanted of wishes) {
          const decision = decideSpending(spent, wanted);
          if (decision.ok) spent += wanted;
          expect(decision.left).toBe(YEARLY_BUDGET - spent);
        }
        expect(spent).toBeLessThanOrEqual(YEARLY_BUDGET);
      }),
    );
    expect(decideSpending(0, 0.5).ok).toBe(false);
    expect(decideSpending(0, YEARLY_BUDGET)).toEqual({ ok: true, left: 0 });
  });
});
