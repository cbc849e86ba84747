import type { AssignmentProblem } from './assignment-problem.ts';

/** Columns of a part's model: few enough to be solved well in seconds. */
const PART_CELLS = 900;

/** A few agents of a problem with the tasks that they have, as a problem of its own. */
export interface ProblemPart {
  readonly problem: AssignmentProblem;
  readonly assignment: Int32Array;
  readonly agents: readonly number[];
  readonly tasks: readonly number[];
}

/** Agents to be solved together: the first by turns, the others where its tasks would cost little more. */
export function chooseNeighbourhood(
  { agents, tasks, cost }: AssignmentProblem,
  assignment: Int32Array,
  turn: number,
): number[] {
  const first = turn % agents;
  const regret = new Float64Array(agents);
  let own = 0;
  for (let task = 0; task < tasks; task += 1) {
    if (assignment[task] !== first) continue;
    own += 1;
    for (let agent = 0; agent < agents; agent += 1) {
      const more = (cost[agent * tasks + task] ?? 0) - (cost[first * tasks + task] ?? 0);
      // cheap ones count, however dear the others are
      regret[agent] = (regret[agent] ?? 0) + 1 / (1 + Math.max(more, 0));
    }
  }
  const size = Math.max(2, Math.round(Math.sqrt(PART_CELLS / Math.max(own, 1))));
  // another start among the good ones at each turn
  const skip = Math.floor(turn / agents) % Math.max(1, agents - size);
  const others = Array.from({ length: agents }, (_, agent) => agent)
    .filter((agent) => agent !== first)
    .sort((left, right) => (regret[right] ?? 0) - (regret[left] ?? 0));
  return [first, ...others.slice(skip, skip + size - 1)];
}

export function partOf(
  { tasks, capacity, weight, cost }: AssignmentProblem,
  assignment: Int32Array,
  agents: readonly number[],
): ProblemPart {
  const placeOf = new Map(agents.map((agent, place) => [agent, place]));
  const own = Array.from({ length: tasks }, (_, task) => task).filter((task) =>
    placeOf.has(assignment[task] ?? -1),
  );
  const cut = (matrix: Float64Array) =>
    Float64Array.from(agents.flatMap((agent) => own.map((task) => matrix[agent * tasks + task] ?? 0)));
  return {
    problem: {
      agents: agents.length,
      tasks: own.length,
      capacity: Float64Array.from(agents, (agent) => capacity[agent] ?? 0),
      weight: cut(weight),
      cost: cut(cost),
    },
    assignment: Int32Array.from(own, (task) => placeOf.get(assignment[task] ?? -1) ?? 0),
    agents,
    tasks: own,
  };
}

/** The whole assignment with the part's tasks as they are assigned now. */
export function putBack(
  whole: Int32Array,
  { agents, tasks }: ProblemPart,
  assignment: Int32Array,
): Int32Array {
  const changed = whole.slice();
  for (const [place, task] of tasks.entries()) changed[task] = agents[assignment[place] ?? 0] ?? 0;
  return changed;
}
