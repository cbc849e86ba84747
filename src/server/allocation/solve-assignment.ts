import { Worker } from 'node:worker_threads';
import {
  type AssignmentProblem,
  costOf,
  isPlainlyInfeasible,
} from '../../domain/allocation/assignment-problem.ts';
import type { SolverMessage, SolverTask } from './assignment-worker.ts';

export interface SolvedAssignment {
  readonly status: 'optimal' | 'feasible' | 'infeasible';
  /** agent of each task; empty where there is none */
  readonly assignment: readonly number[];
  /** cost, added from the problem's own numbers */
  readonly cost: number | null;
  /** no assignment costs less */
  readonly bound: number | null;
}

/** Neither an assignment nor the proof that there is none came in time. */
export class NothingFoundError extends Error {
  override readonly name = 'NothingFoundError';
}

/** Time for the worker to leave by itself after its limit. */
const GRACE_MS = 1_000;

/**
 * Solves a generalised assignment in a thread of its own, so that the limit holds whatever the solver does: the best
 * assignment and bound that it told so far are the answer then.
 * @param timeLimit seconds
 * @throws NothingFoundError
 */
export async function solveAssignment(
  problem: AssignmentProblem,
  { timeLimit, seed = 1 }: { timeLimit: number; seed?: number },
): Promise<SolvedAssignment> {
  if (isPlainlyInfeasible(problem)) return INFEASIBLE;
  const task: SolverTask = { problem, timeLimit, seed };
  const worker = new Worker(new URL('./assignment-worker.ts', import.meta.url), { workerData: task });
  const found = await follow(worker, timeLimit);
  if (found.isInfeasible) return INFEASIBLE;
  if (found.assignment === undefined) throw new NothingFoundError('no assignment within the time limit');
  const cost = costOf(problem, found.assignment);
  const bound = Math.min(tighten(problem, found.bound), cost);
  return {
    status: cost - bound <= tolerance(cost) ? 'optimal' : 'feasible',
    assignment: [...found.assignment],
    cost,
    bound: Number.isFinite(bound) ? bound : null,
  };
}

const INFEASIBLE: SolvedAssignment = { status: 'infeasible', assignment: [], cost: null, bound: null };

interface Found {
  assignment?: Int32Array;
  bound: number;
  isInfeasible: boolean;
}

/** The worker tells assignments that fit, each better than the one before. */
async function follow(worker: Worker, timeLimit: number): Promise<Found> {
  const found: Found = { bound: Number.NEGATIVE_INFINITY, isInfeasible: false };
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  const timer = setTimeout(resolve, timeLimit * 1000 + GRACE_MS);
  worker.on('message', ({ assignment, bound, isInfeasible }: SolverMessage) => {
    if (isInfeasible === true) found.isInfeasible = true;
    if (bound !== undefined) found.bound = Math.max(found.bound, bound);
    if (assignment !== undefined) found.assignment = assignment;
  });
  worker.once('error', reject);
  worker.once('exit', () => resolve());
  try {
    await promise;
  } finally {
    clearTimeout(timer);
    await worker.terminate();
  }
  return found;
}

/** Where all costs are whole numbers, so is the least cost. */
function tighten({ cost }: AssignmentProblem, bound: number): number {
  if (!cost.every((value) => Number.isInteger(value))) return bound;
  return Math.ceil(bound - 1e-6);
}

function tolerance(cost: number): number {
  return 1e-9 * Math.max(1, Math.abs(cost));
}
