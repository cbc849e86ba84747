import type { AssignmentProblem } from './assignment-problem.ts';

export interface CapacityPrices {
  /** what a unit of each agent's capacity is worth */
  readonly price: Float64Array;
  /** no assignment costs less */
  readonly bound: number;
  /** each task with the agent that is cheapest at these prices */
  readonly assignment: Int32Array;
}

/**
 * Prices of the agents' capacities by Lagrangian relaxation, with subgradient steps (Held, Wolfe and Crowder 1974,
 * Mathematical Programming 6:62-88). The bound is at most that of the linear relaxation and holds for any prices.
 */
export function priceCapacity(
  problem: AssignmentProblem,
  { steps, isOver }: { steps: number; isOver: () => boolean },
): CapacityPrices {
  const { agents, tasks, capacity } = problem;
  const price = new Float64Array(agents);
  let best = relax(problem, price);
  let current = best;
  let scale = 1;
  let since = 0;
  for (let step = 0; step < steps && !isOver(); step += 1) {
    const { bound, load } = current;
    const excess = load.map((sum, agent) => sum - (capacity[agent] ?? 0));
    // where nothing is overloaded at price zero the relaxation is solved
    const active = excess.map((over, agent) => (over < 0 && (price[agent] ?? 0) === 0 ? 0 : over));
    const squares = active.reduce((sum, over) => sum + over * over, 0);
    if (squares === 0) break;
    const target = bound + Math.max(Math.abs(best.bound) * 0.02, 1e-6 * tasks);
    const length = (scale * (target - bound)) / squares;
    for (let agent = 0; agent < agents; agent += 1) {
      price[agent] = Math.max(0, (price[agent] ?? 0) + length * (active[agent] ?? 0));
    }
    current = relax(problem, price);
    since += 1;
    if (current.bound > best.bound) {
      best = current;
      since = 0;
    } else if (since >= 12) {
      scale /= 2;
      since = 0;
      price.set(best.price);
      current = best;
    }
  }
  return { price: best.price, bound: best.bound, assignment: best.assignment };
}

interface Relaxed extends CapacityPrices {
  readonly load: Float64Array;
}

function relax({ agents, tasks, weight, cost, capacity }: AssignmentProblem, price: Float64Array): Relaxed {
  const assignment = new Int32Array(tasks);
  const least = new Float64Array(tasks).fill(Number.POSITIVE_INFINITY);
  for (let agent = 0; agent < agents; agent += 1) {
    const own = price[agent] ?? 0;
    for (let task = 0, at = agent * tasks; task < tasks; task += 1, at += 1) {
      const priced = (cost[at] ?? 0) + own * (weight[at] ?? 0);
      if (priced >= (least[task] ?? 0)) continue;
      least[task] = priced;
      assignment[task] = agent;
    }
  }
  const load = new Float64Array(agents);
  let bound = 0;
  for (let task = 0; task < tasks; task += 1) {
    const agent = assignment[task] ?? 0;
    load[agent] = (load[agent] ?? 0) + (weight[agent * tasks + task] ?? 0);
    bound += least[task] ?? 0;
  }
  for (let agent = 0; agent < agents; agent += 1) bound -= (price[agent] ?? 0) * (capacity[agent] ?? 0);
  return { price: price.slice(), bound, assignment, load };
}
