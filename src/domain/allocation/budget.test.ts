import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { AllocationError } from './allocation-error.ts';
import { type BudgetProblem, selectEqualShares, selectGreedily } from './budget.ts';

const problems: fc.Arbitrary<BudgetProblem> = fc
  .uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { minLength: 1 })
  .chain((ids) =>
    fc.record({
      budget: fc.integer({ min: 0, max: 400 }).map((cents) => cents / 10),
      projects: fc.tuple(
        ...ids.map((id) => fc.record({ id: fc.constant(id), cost: fc.integer({ min: 1, max: 20 }) })),
      ),
      ballots: fc.array(fc.subarray(ids), { maxLength: 9 }),
    }),
  );

/** The method of equal shares as its definition reads, with the highest payment found by trying them all. */
function slowEqualShares({ budget, projects, ballots }: BudgetProblem): string[] {
  const purse = ballots.map(() => budget / ballots.length);
  const selected: string[] = [];
  for (;;) {
    const payable = projects
      .filter(({ id }) => !selected.includes(id))
      .flatMap(({ id, cost }) => {
        const own = purse.filter((_, voter) => ballots[voter]?.includes(id));
        const paid = (most: number) => own.reduce((sum, money) => sum + Math.min(money, most), 0);
        if (own.length === 0 || paid(Number.POSITIVE_INFINITY) < cost - 1e-9) return [];
        let [low, high] = [0, cost];
        for (let step = 0; step < 200; step += 1) {
          const middle = (low + high) / 2;
          if (paid(middle) < cost) low = middle;
          else high = middle;
        }
        return [{ id, cost, payment: high }];
      });
    const [best] = payable.sort(
      (left, right) =>
        (Math.abs(left.payment - right.payment) < 1e-9 ? 0 : left.payment - right.payment) ||
        left.cost - right.cost ||
        (left.id < right.id ? -1 : 1),
    );
    if (best === undefined) return selected;
    selected.push(best.id);
    for (const [voter, ballot] of ballots.entries()) {
      if (ballot.includes(best.id)) purse[voter] = Math.max((purse[voter] ?? 0) - best.payment, 0);
    }
  }
}

const spentOn = ({ projects }: BudgetProblem, ids: readonly string[]) =>
  projects.filter(({ id }) => ids.includes(id)).reduce((sum, { cost }) => sum + cost, 0);

describe('a budget shared greedily', () => {
  it('takes most approvals first, ties by lower cost and then by id, and passes over what does not fit', () => {
    const projects = [
      { id: 'park', cost: 60 },
      { id: 'bikes', cost: 30 },
      { id: 'lamp', cost: 30 },
      { id: 'bench', cost: 20 },
    ];
    const ballots = [
      ['park', 'bench'],
      ['park', 'lamp'],
      ['lamp', 'bikes'],
      ['bikes', 'park'],
    ];
    // oracle: by hand. park (3 votes), bikes before lamp (2 each, same cost), then lamp and bench fit no more but 10 are left
    expect(selectGreedily({ budget: 100, projects, ballots })).toEqual({
      selected: ['park', 'bikes'],
      spent: 90,
    });
    expect(selectGreedily({ budget: 110, projects, ballots })).toEqual({
      selected: ['park', 'bikes', 'bench'],
      spent: 110,
    });
  });
});

describe('a budget in equal shares', () => {
  it('gives a minority its share where greedy gives it nothing', () => {
    const projects = ['n1', 'n2', 'n3', 's1'].map((id) => ({ id, cost: 10 }));
    const north = ['n1', 'n2', 'n3'];
    const ballots = [north, north, north, ['s1']];
    // oracle: by hand. Each has 7.5; the three in the north pay 10/3 each twice and cannot a third time; the south cannot pay 10
    expect(selectEqualShares({ budget: 30, projects, ballots })).toEqual({
      selected: ['n1', 'n2'],
      spent: 20,
    });
    // with 10 each: the north pays three times, and the south buys its own
    expect(selectEqualShares({ budget: 40, projects, ballots }).selected).toEqual(['n1', 'n2', 'n3', 's1']);
    expect(selectGreedily({ budget: 30, projects, ballots }).selected).toEqual(north);
  });

  it('agrees with its definition, written slowly', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        expect(selectEqualShares(problem).selected).toEqual(slowEqualShares(problem));
      }),
      { numRuns: 500 },
    );
  });

  it('is exact where thirds add up', () => {
    const projects = [
      { id: 'a', cost: 0.1 },
      { id: 'b', cost: 0.2 },
    ];
    const ballots = [
      ['a', 'b'],
      ['a', 'b'],
      ['a', 'b'],
    ];
    expect(selectEqualShares({ budget: 0.3, projects, ballots })).toEqual({
      selected: ['a', 'b'],
      spent: 0.3,
    });
  });
});

describe('both rules', () => {
  it('stay within the budget, and do not depend on the order of ballots and projects', () => {
    fc.assert(
      fc.property(problems, (problem) => {
        for (const rule of [selectGreedily, selectEqualShares]) {
          const { selected, spent } = rule(problem);
          expect(spent).toBeLessThanOrEqual(problem.budget);
          expect(spent).toBeCloseTo(spentOn(problem, selected), 9);
          const turned = {
            ...problem,
            projects: problem.projects.toReversed(),
            ballots: problem.ballots.toReversed().map((ballot) => ballot.toReversed()),
          };
          expect(rule(turned)).toEqual({ selected, spent });
        }
      }),
    );
  });

  it('refuse what is no budget problem, naming the place', () => {
    const projects = [{ id: 'a', cost: 1 }];
    const refusal = (problem: BudgetProblem) => {
      try {
        selectEqualShares(problem);
      } catch (error) {
        return error instanceof AllocationError ? [error.code, error.parameters['place']] : error;
      }
      return undefined;
    };
    expect(refusal({ budget: -1, projects, ballots: [] })).toEqual(['too_small', 'budget']);
    expect(refusal({ budget: 1, projects: [{ id: 'a', cost: 0 }], ballots: [] })).toEqual([
      'too_small',
      'projects[0].cost',
    ]);
    expect(refusal({ budget: 1, projects: [...projects, ...projects], ballots: [] })).toEqual([
      'project_repeated',
      'projects[1].id',
    ]);
    expect(refusal({ budget: 1, projects, ballots: [['a'], ['b']] })).toEqual([
      'ballot_unknown_project',
      'ballots[1][0]',
    ]);
    expect(refusal({ budget: 1, projects, ballots: [['a', 'a']] })).toEqual([
      'ballot_repeated',
      'ballots[0][1]',
    ]);
  });
});
