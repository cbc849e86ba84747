import type { Highs } from 'highs';
import { type AssignmentProblem, canTake } from '../../domain/allocation/assignment-problem.ts';

interface ModelOptions {
  /** seconds */
  readonly timeLimit: number;
  readonly start: Int32Array | undefined;
  readonly onBetter: (assignment: Int32Array) => void;
  readonly onBound: (bound: number) => void;
}

/** Least time that the solver is given, in seconds. */
const LEAST_TIME = 0.01;

/**
 * The problem as a mixed-integer model: a binary column for each task and agent that fits it, a row for each task and one
 * for each agent. Solved to the end or until the time is over.
 */
export function solveModel(
  highs: Highs,
  problem: AssignmentProblem,
  { timeLimit, start, onBetter, onBound }: ModelOptions,
): 'solved' | 'infeasible' | 'stopped' {
  const { tasks } = problem;
  const cells = fittingCells(problem);
  return highs.withModel(modelOf(highs, problem, cells), (model) => {
    model.options.set({
      output_flag: false,
      time_limit: Math.max(timeLimit, LEAST_TIME),
      mip_rel_gap: 0,
      mip_abs_gap: 1e-6,
    });
    if (start !== undefined) {
      const isChosen = (cell: number) => start[cell % tasks] === Math.floor(cell / tasks);
      model.setSolution({ colValue: Float64Array.from(cells, (cell) => (isChosen(cell) ? 1 : 0)) });
    }
    const { mipImprovingSolution, mipInterrupt } = highs.constants.callbackType;
    model.run({
      [mipImprovingSolution]: ({ data }) => {
        if (data.mip_solution !== undefined) onBetter(assignmentOf(tasks, cells, data.mip_solution));
      },
      [mipInterrupt]: ({ data }) => {
        if (data.mip_dual_bound !== undefined) onBound(data.mip_dual_bound);
      },
    });
    const { modelStatus } = highs.constants;
    const status = model.getModelStatus();
    if (status === modelStatus.infeasible) return 'infeasible';
    const bound = model.info.get('mip_dual_bound');
    if (typeof bound === 'number' && Number.isFinite(bound)) onBound(bound);
    onBetter(assignmentOf(tasks, cells, model.getSolution().colValue));
    return status === modelStatus.optimal ? 'solved' : 'stopped';
  });
}

/** Cells of the matrices that may be used: their columns are the model's. */
export function fittingCells(problem: AssignmentProblem): Int32Array {
  const { agents, tasks } = problem;
  return Int32Array.from({ length: agents * tasks }, (_, cell) => cell).filter((cell) =>
    canTake(problem, Math.floor(cell / tasks), cell % tasks),
  );
}

function modelOf(
  highs: Highs,
  { agents, tasks, cost, weight, capacity }: AssignmentProblem,
  cells: Int32Array,
) {
  const columns = cells.length;
  const rows = tasks + agents;
  const indices = new Int32Array(2 * columns);
  const values = new Float64Array(2 * columns);
  for (const [column, cell] of cells.entries()) {
    indices[2 * column] = cell % tasks;
    values[2 * column] = 1;
    indices[2 * column + 1] = tasks + Math.floor(cell / tasks);
    values[2 * column + 1] = weight[cell] ?? 0;
  }
  const ofRows = (ofTask: number, ofAgent: (agent: number) => number) =>
    Float64Array.from({ length: rows }, (_, row) => (row < tasks ? ofTask : ofAgent(row - tasks)));
  return {
    numCols: columns,
    numRows: rows,
    sense: highs.constants.objectiveSense.minimize,
    colCost: Float64Array.from(cells, (cell) => cost[cell] ?? 0),
    colLower: new Float64Array(columns),
    colUpper: new Float64Array(columns).fill(1),
    rowLower: ofRows(1, () => -highs.infinity),
    rowUpper: ofRows(1, (agent) => capacity[agent] ?? 0),
    matrix: {
      format: 'csc' as const,
      numRows: rows,
      numCols: columns,
      starts: Int32Array.from({ length: columns + 1 }, (_, column) => 2 * column),
      indices,
      values,
    },
    integrality: new Int32Array(columns).fill(highs.constants.variableType.integer),
  };
}

function assignmentOf(tasks: number, cells: Int32Array, solution: ArrayLike<number>): Int32Array {
  const assignment = new Int32Array(tasks).fill(-1);
  for (const [column, cell] of cells.entries()) {
    if ((solution[column] ?? 0) > 0.5) assignment[cell % tasks] = Math.floor(cell / tasks);
  }
  return assignment;
}
