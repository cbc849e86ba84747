import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { allocate, explainAllocationError } from './allocate.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'nuantu-allocate-'));
});

afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function allocateSpec(spec: unknown): Promise<object> {
  const path = join(folder, 'problem.json');
  await writeFile(path, typeof spec === 'string' ? spec : JSON.stringify(spec));
  return await allocate(path);
}

async function refusal(spec: unknown): Promise<string | undefined> {
  try {
    await allocateSpec(spec);
  } catch (error) {
    return explainAllocationError(error, 'zh');
  }
  return undefined;
}

const assignment = {
  kind: 'generalisedAssignment',
  sense: 'max',
  capacity: [4, 3],
  weight: [
    [2, 3, 2],
    [1, 3, 2],
  ],
  value: [
    [5, 9, 4],
    [6, 2, 7],
  ],
};

describe('nuantu allocate', () => {
  it('assigns every task once, in the wanted sense', async () => {
    // oracle: by hand. Task 2 only pays with agent 0 (9), which leaves it 1; tasks 1 and 3 fill agent 1 (6 + 7)
    expect(await allocateSpec(assignment)).toMatchObject({
      status: 'optimal',
      objective: 22,
      bound: 22,
      gap: 0,
      assignment: [1, 0, 1],
    });
    expect(await allocateSpec({ ...assignment, capacity: [1, 1] })).toMatchObject({
      status: 'infeasible',
      objective: null,
      bound: null,
      assignment: [],
    });
  });

  it('spends a budget by either rule', async () => {
    const budget = {
      kind: 'budget',
      rule: 'greedy',
      budget: 10,
      projects: [
        { id: 'a', cost: 6 },
        { id: 'b', cost: 4 },
      ],
      ballots: [['a'], ['a', 'b']],
    };
    expect(await allocateSpec(budget)).toMatchObject({ selected: ['a', 'b'], spent: 10 });
    // oracle: by hand. Each has 5: both pay 3 for a, then the second has 2 and b costs 4
    expect(await allocateSpec({ ...budget, rule: 'equalShares' })).toMatchObject({
      selected: ['a'],
      spent: 6,
    });
  });

  it('refuses what is no problem, with the place, in the reader’s language', async () => {
    expect(await refusal('{')).toMatch(/不是有效的 JSON/);
    expect(await refusal({ kind: 'knapsack' })).toMatch(/"knapsack"/);
    expect(await refusal({ ...assignment, sense: 'most' })).toMatch(/sense/);
    expect(await refusal({ ...assignment, extra: 1 })).toMatch(/extra/);
    expect(await refusal({ ...assignment, timeLimit: 0 })).toMatch(/timeLimit/);
    expect(
      await refusal({
        ...assignment,
        weight: [
          [2, 3, 2],
          [1, 3],
        ],
      }),
    ).toBe('weight[1] 有 2 项，应为 3 项。');
    expect(await refusal({ ...assignment, capacity: [4, -3] })).toBe('capacity[1]：-3 太小，下限为 0。');
    expect(await refusal({ ...assignment, capacity: [] })).toBe('capacity：没有承担者。');
    expect(await refusal(JSON.stringify(assignment).replace('[5,9,4]', '[5,1e999,4]'))).toMatch(/value/);
  });
});
