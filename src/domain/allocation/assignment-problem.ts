import { AllocationError } from './allocation-error.ts';

/** As it is written down: matrices by agent, then task. */
export interface WrittenAssignment {
  readonly sense: 'min' | 'max';
  readonly capacity: readonly number[];
  readonly weight: ReadonlyArray<readonly number[]>;
  readonly value: ReadonlyArray<readonly number[]>;
}

/**
 * Generalised assignment: every task goes to exactly one agent, and no agent carries more than its capacity. Matrices lie
 * row by row: `weight[agent * tasks + task]`. `cost` is to be made small: the value, or its negative where it is to be
 * made large.
 */
export interface AssignmentProblem {
  readonly agents: number;
  readonly tasks: number;
  readonly capacity: Float64Array<ArrayBuffer>;
  readonly weight: Float64Array<ArrayBuffer>;
  readonly cost: Float64Array<ArrayBuffer>;
}

/** Cells of a matrix that are taken: 2,000 agents by 2,000 tasks. */
const LARGEST = 4_000_000;
/** Sums of weights are compared up to rounding. */
const ROUNDING = 1e-9;

/** @throws AllocationError naming the place of the first fault */
export function readAssignment({ sense, capacity, weight, value }: WrittenAssignment): AssignmentProblem {
  const agents = capacity.length;
  const tasks = weight[0]?.length ?? 0;
  if (agents === 0) throw new AllocationError('no_agents', { place: 'capacity' });
  if (tasks === 0) throw new AllocationError('no_tasks', { place: 'weight' });
  if (agents * tasks > LARGEST) {
    throw new AllocationError('too_large', { place: 'weight', value: agents * tasks, largest: LARGEST });
  }
  for (const [agent, amount] of capacity.entries()) requireAtLeastZero(amount, `capacity[${agent}]`);
  const cost = flatten(value, 'value', agents, tasks, requireFinite);
  if (sense === 'max') for (let at = 0; at < cost.length; at += 1) cost[at] = -(cost[at] ?? 0);
  return {
    agents,
    tasks,
    capacity: Float64Array.from(capacity),
    weight: flatten(weight, 'weight', agents, tasks, requireAtLeastZero),
    cost,
  };
}

function flatten(
  rows: ReadonlyArray<readonly number[]>,
  name: string,
  agents: number,
  tasks: number,
  require: (value: number, place: string) => void,
): Float64Array<ArrayBuffer> {
  if (rows.length !== agents) {
    throw new AllocationError('shape_mismatch', { place: name, found: rows.length, wanted: agents });
  }
  const flat = new Float64Array(agents * tasks);
  for (const [agent, row] of rows.entries()) {
    if (row.length !== tasks) {
      const place = `${name}[${agent}]`;
      throw new AllocationError('shape_mismatch', { place, found: row.length, wanted: tasks });
    }
    for (const [task, value] of row.entries()) {
      require(value, `${name}[${agent}][${task}]`);
      flat[agent * tasks + task] = value;
    }
  }
  return flat;
}

function requireFinite(value: number, place: string): void {
  if (!Number.isFinite(value)) throw new AllocationError('not_a_number', { place });
}

function requireAtLeastZero(value: number, place: string): void {
  requireFinite(value, place);
  if (value < 0) throw new AllocationError('too_small', { place, value, least: 0 });
}

/** What an agent may carry, with the rounding of a sum. */
export function mostOf(capacity: number): number {
  return capacity + ROUNDING * Math.max(1, Math.abs(capacity));
}

/** Whether a task fits into an agent that has nothing else. */
export function canTake(
  { capacity, weight, tasks }: AssignmentProblem,
  agent: number,
  task: number,
): boolean {
  return (weight[agent * tasks + task] ?? 0) <= mostOf(capacity[agent] ?? 0);
}

/** A reason that can be seen at once: a task that fits nobody, or more to carry than all can carry together. */
export function isPlainlyInfeasible(problem: AssignmentProblem): boolean {
  const { agents, tasks, weight, capacity } = problem;
  let least = 0;
  for (let task = 0; task < tasks; task += 1) {
    let lightest = Number.POSITIVE_INFINITY;
    for (let agent = 0; agent < agents; agent += 1) {
      if (canTake(problem, agent, task)) lightest = Math.min(lightest, weight[agent * tasks + task] ?? 0);
    }
    least += lightest;
  }
  return least > mostOf(capacity.reduce((sum, amount) => sum + amount, 0));
}

/** Cost of an assignment (agent of each task), added from the given numbers. */
export function costOf({ cost, tasks }: AssignmentProblem, assignment: ArrayLike<number>): number {
  let sum = 0;
  for (let task = 0; task < tasks; task += 1) sum += cost[(assignment[task] ?? 0) * tasks + task] ?? 0;
  return sum;
}

/** Whether every task has an agent and no agent carries too much. */
export function isFeasible(
  { agents, tasks, weight, capacity }: AssignmentProblem,
  assignment: ArrayLike<number>,
): boolean {
  const load = new Float64Array(agents);
  for (let task = 0; task < tasks; task += 1) {
    const agent = assignment[task];
    if (agent === undefined || !Number.isInteger(agent) || agent < 0 || agent >= agents) return false;
    load[agent] = (load[agent] ?? 0) + (weight[agent * tasks + task] ?? 0);
  }
  return load.every((sum, agent) => sum <= mostOf(capacity[agent] ?? 0));
}
