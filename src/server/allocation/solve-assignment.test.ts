import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import fixture from '../../domain/allocation/fixtures/generalised-assignment.json' with { type: 'json' };
import {
  costOf,
  isFeasible,
  readAssignment,
  type WrittenAssignment,
} from '../../domain/allocation/assignment-problem.ts';
import { solveAssignment } from './solve-assignment.ts';

const WORKER_TIME = 60_000;

/** Every assignment tried: the oracle of small problems. */
function leastCost(problem: ReturnType<typeof readAssignment>): number | null {
  const { agents, tasks } = problem;
  let least: number | null = null;
  for (let code = 0; code < agents ** tasks; code += 1) {
    const assignment = Array.from({ length: tasks }, (_, task) => Math.floor(code / agents ** task) % agents);
    if (!isFeasible(problem, assignment)) continue;
    const cost = costOf(problem, assignment);
    if (least === null || cost < least) least = cost;
  }
  return least;
}

const written: fc.Arbitrary<WrittenAssignment> = fc
  .record({ agents: fc.integer({ min: 1, max: 3 }), tasks: fc.integer({ min: 1, max: 5 }) })
  .chain(({ agents, tasks }) => {
    const matrix = (least: number, most: number) =>
      fc.array(fc.array(fc.integer({ min: least, max: most }), { minLength: tasks, maxLength: tasks }), {
        minLength: agents,
        maxLength: agents,
      });
    return fc.record({
      sense: fc.constantFrom('min' as const, 'max' as const),
      capacity: fc.array(fc.integer({ min: 0, max: 12 }), { minLength: agents, maxLength: agents }),
      weight: matrix(0, 7),
      value: matrix(-9, 9),
    });
  });

describe('generalised assignment', () => {
  it.each(fixture.instances)(
    'finds and proves the published optimum of $name',
    async ({ optimum, capacity, weight, value }) => {
      const problem = readAssignment({ sense: 'min', capacity, weight, value });
      const solved = await solveAssignment(problem, { timeLimit: 60 });
      expect(solved).toMatchObject({ status: 'optimal', cost: optimum, bound: optimum });
      expect(isFeasible(problem, solved.assignment)).toBe(true);
    },
    WORKER_TIME,
  );

  it(
    'agrees with trying everything, and says when nothing fits',
    async () => {
      await fc.assert(
        fc.asyncProperty(written, async (drawn) => {
          const problem = readAssignment(drawn);
          const least = leastCost(problem);
          const solved = await solveAssignment(problem, { timeLimit: 20 });
          expect(solved.cost).toBe(least);
          expect(solved.status).toBe(least === null ? 'infeasible' : 'optimal');
        }),
        { numRuns: 15 },
      );
    },
    WORKER_TIME,
  );

  it(
    'keeps the limit on what it cannot prove, with an assignment that fits and a bound that holds',
    async () => {
      const [agents, tasks] = [20, 100];
      const cell = (agent: number, task: number) => 1 + ((agent * 7919 + task * 104_729) % 100);
      const rows = (value: (agent: number, task: number) => number) =>
        Array.from({ length: agents }, (_, agent) =>
          Array.from({ length: tasks }, (_, task) => value(agent, task)),
        );
      const weight = rows(cell);
      // type D of the literature: what is cheap is heavy
      const value = rows((agent, task) => 111 - cell(agent, task) + (((agent + 3) * (task + 5)) % 21) - 10);
      const capacity = weight.map((row) =>
        Math.floor((0.8 * row.reduce((sum, own) => sum + own, 0)) / agents),
      );
      const problem = readAssignment({ sense: 'min', capacity, weight, value });
      const solved = await solveAssignment(problem, { timeLimit: 3 });
      expect(isFeasible(problem, solved.assignment)).toBe(true);
      expect(solved.cost).toBe(costOf(problem, solved.assignment));
      expect(solved.bound ?? Number.NaN).toBeLessThanOrEqual(solved.cost ?? Number.NaN);
      // how close the two come depends on the machine; the linear relaxation is 6123.25 (scipy 1.17.1, linprog), and a machine that
      // does not come to it in time has a bound by prices that is little below
      expect(solved.bound ?? 0).toBeGreaterThanOrEqual(0.99 * 6123.25);
    },
    WORKER_TIME,
  );
});
