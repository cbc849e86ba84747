import { type AssignmentProblem, canTake, costOf, isFeasible } from './assignment-problem.ts';

export interface SearchOptions {
  /** the same number gives the same walk, as long as `isOver` says the same */
  readonly seed: number;
  /** asked again and again; true ends the search */
  readonly isOver: () => boolean;
  readonly onBetter: (assignment: Int32Array) => void;
  /** where the walk begins, and what a unit of overload costs each agent there */
  readonly start: { readonly assignment: ArrayLike<number>; readonly price: ArrayLike<number> };
}

const TINY = 1e-9;
/** by how much the penalty of the most overloaded agent grows after a descent */
const GROWTH = 0.1;
/** and by how much faster, the longer somebody stays overloaded */
const ACCELERATION = 1.05;
/** how far above the prices a new round may begin: near ones suit tasks whose cost falls with their weight, far ones others */
const REACHES = [0.02, 0.1, 0.3, 1];
const RETURNS_OF_TEN = 4;
/** how often all penalties are only eased, which keeps the search near what is feasible */
const EASINGS_OF_TEN = 7;
/** agents that are tried for a task; more find little and take long */
const WIDEST = 16;

/**
 * Looks for good assignments: shifts, swaps and chains of two shifts over a penalty for overload that grows until nobody
 * is overloaded and then begins anew at the prices of the capacities (the neighbourhoods after Yagiura, Yamaguchi and
 * Ibaraki 1998, Optimization Methods and Software 10:419-441). Every feasible assignment that is better than those before
 * is handed to `onBetter`. Ends only when `isOver` says so.
 */
export function improveAssignment(problem: AssignmentProblem, options: SearchOptions): void {
  new AssignmentSearch(problem, options).run();
}

class AssignmentSearch {
  readonly #problem: AssignmentProblem;
  readonly #options: SearchOptions;
  readonly #agentOf: Int32Array;
  readonly #load: Float64Array;
  readonly #penalty: Float64Array;
  /** tasks of each agent, and where each task stands in its agent's list */
  readonly #members: number[][];
  readonly #placeOf: Int32Array;
  /** agents worth trying for each task, the cheapest at the prices first: `#width` of them per task */
  readonly #candidates: Int32Array;
  readonly #width: number;
  /** what a task costs at least */
  readonly #leastCost: Float64Array;
  readonly #order: Int32Array;
  #cost: number;
  #best: Int32Array | undefined;
  #bestCost = Number.POSITIVE_INFINITY;
  #growth = GROWTH;
  #state: number;

  constructor(problem: AssignmentProblem, options: SearchOptions) {
    const { agents, tasks, cost } = problem;
    this.#problem = problem;
    this.#options = options;
    this.#state = (options.seed >>> 0) + 0x9e3779b9;
    this.#agentOf = new Int32Array(tasks);
    this.#placeOf = new Int32Array(tasks);
    this.#load = new Float64Array(agents);
    this.#members = Array.from({ length: agents }, () => []);
    this.#order = Int32Array.from({ length: tasks }, (_, task) => task);
    this.#leastCost = new Float64Array(tasks).fill(Number.POSITIVE_INFINITY);
    for (let task = 0; task < tasks; task += 1) {
      for (let agent = 0; agent < agents; agent += 1) {
        this.#leastCost[task] = Math.min(this.#leastCost[task] ?? 0, cost[agent * tasks + task] ?? 0);
      }
      this.#add(task, options.start.assignment[task] ?? 0);
    }
    this.#width = Math.min(agents, WIDEST);
    this.#candidates = candidatesOf(problem, options.start.price, this.#width);
    this.#penalty = Float64Array.from({ length: agents }, (_, agent) =>
      Math.max(options.start.price[agent] ?? 0, TINY),
    );
    this.#cost = costOf(problem, this.#agentOf);
  }

  run(): void {
    this.#note();
    while (!this.#options.isOver()) {
      this.#descend();
      this.#weigh();
    }
  }

  /** xorshift, from 0 below `below` */
  #random(below: number): number {
    let state = this.#state;
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    this.#state = state;
    return (state >>> 0) % below;
  }

  #add(task: number, agent: number): void {
    const own = this.#members[agent] ?? [];
    this.#agentOf[task] = agent;
    this.#placeOf[task] = own.length;
    own.push(task);
    const { weight, tasks } = this.#problem;
    this.#load[agent] = (this.#load[agent] ?? 0) + (weight[agent * tasks + task] ?? 0);
  }

  #move(task: number, to: number): void {
    const { weight, cost, tasks } = this.#problem;
    const from = this.#agentOf[task] ?? 0;
    const own = this.#members[from] ?? [];
    const last = own.pop() ?? task;
    if (last !== task) {
      const place = this.#placeOf[task] ?? 0;
      own[place] = last;
      this.#placeOf[last] = place;
    }
    this.#load[from] = (this.#load[from] ?? 0) - (weight[from * tasks + task] ?? 0);
    this.#cost += (cost[to * tasks + task] ?? 0) - (cost[from * tasks + task] ?? 0);
    this.#add(task, to);
  }

  #goTo(assignment: Int32Array): void {
    for (let task = 0; task < assignment.length; task += 1) {
      const wanted = assignment[task] ?? 0;
      if (this.#agentOf[task] !== wanted) this.#move(task, wanted);
    }
  }

  /** Keeps what is feasible and better; counted anew, so that no rounding adds up. */
  #note(): void {
    if (this.#cost >= this.#bestCost - TINY || !isFeasible(this.#problem, this.#agentOf)) return;
    this.#cost = costOf(this.#problem, this.#agentOf);
    if (this.#cost >= this.#bestCost - TINY) return;
    this.#best = this.#agentOf.slice();
    this.#bestCost = this.#cost;
    this.#options.onBetter(this.#best.slice());
  }

  /** What one agent's penalty changes by when its load changes. */
  #penaltyChange(agent: number, change: number): number {
    const excess = (this.#load[agent] ?? 0) - (this.#problem.capacity[agent] ?? 0);
    const after = excess + change;
    return (this.#penalty[agent] ?? 0) * ((after > 0 ? after : 0) - (excess > 0 ? excess : 0));
  }

  #descend(): void {
    let isBetter = true;
    while (isBetter && !this.#options.isOver()) {
      this.#shuffle();
      isBetter = this.#shiftAll();
      this.#note();
      if (this.#swapAll()) isBetter = true;
      this.#note();
      if (!isBetter && this.#chainAll()) isBetter = true;
      this.#note();
    }
  }

  #shuffle(): void {
    const order = this.#order;
    for (let at = order.length - 1; at > 0; at -= 1) {
      const other = this.#random(at + 1);
      const kept = order[at] ?? 0;
      order[at] = order[other] ?? 0;
      order[other] = kept;
    }
  }

  #shiftAll(): boolean {
    let isBetter = false;
    for (const task of this.#order) if (this.#shiftOne(task)) isBetter = true;
    return isBetter;
  }

  #shiftOne(task: number): boolean {
    const { tasks, weight, cost } = this.#problem;
    const from = this.#agentOf[task] ?? 0;
    const released =
      this.#penaltyChange(from, -(weight[from * tasks + task] ?? 0)) - (cost[from * tasks + task] ?? 0);
    let best = -TINY;
    let to = -1;
    for (let at = task * this.#width; at < (task + 1) * this.#width; at += 1) {
      const agent = this.#candidates[at] ?? 0;
      if (agent === from) continue;
      const own = released + (cost[agent * tasks + task] ?? 0);
      // the penalty is never negative
      if (own >= best) continue;
      const change = own + this.#penaltyChange(agent, weight[agent * tasks + task] ?? 0);
      if (change >= best) continue;
      best = change;
      to = agent;
    }
    if (to < 0) return false;
    this.#move(task, to);
    return true;
  }

  #swapAll(): boolean {
    let isBetter = false;
    for (const task of this.#order) {
      if (this.#options.isOver()) return isBetter;
      if (this.#swapOne(task)) isBetter = true;
    }
    return isBetter;
  }

  #swapOne(task: number): boolean {
    const { tasks, weight, cost } = this.#problem;
    const from = this.#agentOf[task] ?? 0;
    const ownCost = cost[from * tasks + task] ?? 0;
    const ownWeight = weight[from * tasks + task] ?? 0;
    let best = -TINY;
    let partner = -1;
    for (let at = task * this.#width; at < (task + 1) * this.#width; at += 1) {
      const to = this.#candidates[at] ?? 0;
      if (to === from) continue;
      const moved = (cost[to * tasks + task] ?? 0) - ownCost;
      const brought = weight[to * tasks + task] ?? 0;
      for (const other of this.#members[to] ?? []) {
        const change = moved + (cost[from * tasks + other] ?? 0) - (cost[to * tasks + other] ?? 0);
        const penalty =
          this.#penaltyChange(from, (weight[from * tasks + other] ?? 0) - ownWeight) +
          this.#penaltyChange(to, brought - (weight[to * tasks + other] ?? 0));
        if (change + penalty >= best) continue;
        best = change + penalty;
        partner = other;
      }
    }
    if (partner < 0) return false;
    const to = this.#agentOf[partner] ?? 0;
    this.#move(partner, from);
    this.#move(task, to);
    return true;
  }

  #chainAll(): boolean {
    let isBetter = false;
    for (const task of this.#order) {
      if (this.#options.isOver()) return isBetter;
      if (this.#chainOne(task)) isBetter = true;
    }
    return isBetter;
  }

  /** One task moves in, another of that agent moves on to a third agent. */
  #chainOne(task: number): boolean {
    const { tasks, weight, cost } = this.#problem;
    const from = this.#agentOf[task] ?? 0;
    const released =
      this.#penaltyChange(from, -(weight[from * tasks + task] ?? 0)) - (cost[from * tasks + task] ?? 0);
    for (let at = task * this.#width; at < (task + 1) * this.#width; at += 1) {
      const through = this.#candidates[at] ?? 0;
      if (through === from) continue;
      const moved = released + (cost[through * tasks + task] ?? 0);
      const brought = weight[through * tasks + task] ?? 0;
      for (const ejected of this.#members[through] ?? []) {
        const left =
          moved +
          this.#penaltyChange(through, brought - (weight[through * tasks + ejected] ?? 0)) -
          (cost[through * tasks + ejected] ?? 0);
        if (left + (this.#leastCost[ejected] ?? 0) >= -TINY) continue;
        const to = this.#bestPlaceFor(ejected, left, from, through);
        if (to < 0) continue;
        this.#move(ejected, to);
        this.#move(task, through);
        return true;
      }
    }
    return false;
  }

  #bestPlaceFor(task: number, left: number, from: number, through: number): number {
    const { tasks, weight, cost } = this.#problem;
    let best = -TINY;
    let to = -1;
    for (let at = task * this.#width; at < (task + 1) * this.#width; at += 1) {
      const agent = this.#candidates[at] ?? 0;
      if (agent === from || agent === through) continue;
      const own = left + (cost[agent * tasks + task] ?? 0);
      if (own >= best) continue;
      const change = own + this.#penaltyChange(agent, weight[agent * tasks + task] ?? 0);
      if (change >= best) continue;
      best = change;
      to = agent;
    }
    return to;
  }

  /**
   * Where agents are overloaded their penalty grows, until nobody is; then the penalties are eased, or start anew near the
   * prices, where overload is as dear as the capacity is worth; from here or from the best assignment.
   */
  #weigh(): void {
    const { agents } = this.#problem;
    const over = Float64Array.from({ length: agents }, (_, agent) => this.#overload(agent));
    const most = over.reduce((largest, own) => Math.max(largest, own), 0);
    if (most > TINY) {
      for (let agent = 0; agent < agents; agent += 1) {
        const factor = 1 + (this.#growth * Math.max(over[agent] ?? 0, 0)) / most;
        this.#penalty[agent] = Math.max((this.#penalty[agent] ?? 0) * factor, TINY);
      }
      this.#growth *= ACCELERATION;
      return;
    }
    this.#growth = GROWTH;
    if (this.#best !== undefined && this.#random(10) < RETURNS_OF_TEN) this.#goTo(this.#best);
    if (this.#random(10) < EASINGS_OF_TEN) {
      const less = 0.7 + (0.28 * this.#random(1000)) / 1000;
      for (let agent = 0; agent < agents; agent += 1)
        this.#penalty[agent] = (this.#penalty[agent] ?? 0) * less;
      return;
    }
    const reach = REACHES[this.#random(REACHES.length)] ?? 0;
    for (let agent = 0; agent < agents; agent += 1) {
      const more = 1 + (reach * this.#random(1000)) / 1000;
      this.#penalty[agent] = (this.#options.start.price[agent] ?? 0) * more + TINY;
    }
  }

  /** Relative to the agent's capacity. */
  #overload(agent: number): number {
    const capacity = this.#problem.capacity[agent] ?? 0;
    return ((this.#load[agent] ?? 0) - capacity) / (capacity + 1);
  }
}

function candidatesOf(
  problem: AssignmentProblem,
  price: ArrayLike<number>,
  width: number,
): Int32Array<ArrayBuffer> {
  const { agents, tasks, cost, weight } = problem;
  const candidates = new Int32Array(tasks * width);
  const order = Array.from({ length: agents }, (_, agent) => agent);
  const priced = new Float64Array(agents);
  for (let task = 0; task < tasks; task += 1) {
    for (let agent = 0; agent < agents; agent += 1) {
      const cell = agent * tasks + task;
      // whom it does not fit comes last
      priced[agent] = canTake(problem, agent, task)
        ? (cost[cell] ?? 0) + (price[agent] ?? 0) * (weight[cell] ?? 0)
        : Number.MAX_VALUE;
    }
    order.sort((left, right) => (priced[left] ?? 0) - (priced[right] ?? 0));
    for (let at = 0; at < width; at += 1) candidates[task * width + at] = order[at] ?? 0;
  }
  return candidates;
}
