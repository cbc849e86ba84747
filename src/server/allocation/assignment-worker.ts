import { parentPort, workerData } from 'node:worker_threads';
import { type AssignmentProblem, costOf, isFeasible } from '../../domain/allocation/assignment-problem.ts';
import { improveAssignment } from '../../domain/allocation/improve-assignment.ts';
import { priceCapacity } from '../../domain/allocation/price-capacity.ts';
import { chooseNeighbourhood, partOf, putBack } from '../../domain/allocation/neighbourhood.ts';
import { fittingCells, solveModel } from './assignment-model.ts';
import { loadHighs } from './load-highs.ts';

export interface SolverTask {
  readonly problem: AssignmentProblem;
  /** seconds */
  readonly timeLimit: number;
  readonly seed: number;
}

/** What the solver knows more than before. */
export interface SolverMessage {
  readonly assignment?: Int32Array;
  readonly bound?: number;
  readonly isInfeasible?: boolean;
}

const PRICE_STEPS = 400;
/** a problem of so few columns is proved in less time than it takes to search it */
const SMALL = 1000;
/** with more columns than these the exact solver is tried for a while only: it may be an easy one */
const LARGE = 20_000;
/** and with more than these not at all: it does not come beyond its first bound */
const LARGEST = 60_000;
/** seconds of one step of the neighbourhood search */
const STEP_SECONDS = 3;

/**
 * When each phase ends, as a share of the time limit; then parts are solved again and again. Measured on generated
 * instances of the published types C, D and E: docs/adr/0006-allocation.md.
 */
const ends = {
  normal: { search: 0.2, model: 0.75 },
  large: { firstSearch: 0.04, model: 0.25, search: 0.5 },
};

const { problem, timeLimit, seed } = workerData as SolverTask;
const begun = performance.now();
let best: Int32Array | undefined;
let bestCost = Number.POSITIVE_INFINITY;
let searches = 0;

const prices = priceCapacity(problem, { steps: PRICE_STEPS, isOver: () => seconds() > timeLimit });
tell({ bound: prices.bound });
const highs = await loadHighs();
const columns = fittingCells(problem).length;
if (columns <= LARGE) solveNormal();
else solveLarge();

function seconds(): number {
  return (performance.now() - begun) / 1000;
}

function tell(message: SolverMessage): void {
  // a thread's port has no origin
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  parentPort?.postMessage(message);
}

function take(assignment: Int32Array): void {
  const cost = costOf(problem, assignment);
  if (cost >= bestCost || !isFeasible(problem, assignment)) return;
  best = assignment;
  bestCost = cost;
  tell({ assignment });
}

/** Search for a start, then the exact solver. */
function solveNormal(): void {
  searchUntil(columns <= SMALL ? Math.min(0.2, timeLimit / 10) : timeLimit * ends.normal.search);
  if (!solveWhole(timeLimit * (columns <= SMALL ? 1 : ends.normal.model))) improveParts();
}

/** An easy one is solved at once; of a hard one small parts are solved again and again. */
function solveLarge(): void {
  if (columns <= LARGEST) {
    searchUntil(timeLimit * ends.large.firstSearch);
    if (solveWhole(timeLimit * ends.large.model)) return;
  }
  searchUntil(timeLimit * ends.large.search);
  if (best === undefined) searchUntil(timeLimit);
  improveParts();
}

/** Each search has a seed of its own, and begins where the prices lead. */
function searchUntil(end: number): void {
  improveAssignment(problem, {
    seed: seed + searches,
    start: prices,
    isOver: () => seconds() >= end,
    onBetter: take,
  });
  searches += 1;
}

/** @returns whether the exact solver came to its end */
function solveWhole(end: number): boolean {
  const outcome = solveModel(highs, problem, {
    timeLimit: end - seconds(),
    start: best,
    onBetter: take,
    onBound: (bound) => tell({ bound }),
  });
  if (outcome === 'infeasible') tell({ isInfeasible: true });
  return outcome !== 'stopped';
}

/** Takes a few agents with all their tasks and solves that part anew; the rest stays as it is. */
function improveParts(): void {
  for (let step = 0; seconds() < timeLimit; step += 1) {
    const whole = best;
    if (whole === undefined) return;
    const part = partOf(problem, whole, chooseNeighbourhood(problem, whole, seed + step));
    solveModel(highs, part.problem, {
      timeLimit: Math.min(STEP_SECONDS, timeLimit - seconds()),
      start: part.assignment,
      onBetter: (assignment) => take(putBack(whole, part, assignment)),
      onBound: () => undefined,
    });
  }
}
