import type { Highs } from 'highs';
import type { ProgramSolver } from '../../domain/matching/propose.ts';

/** Least time that the solver is given, in seconds. */
const LEAST_SECONDS = 0.01;
/** a share of the worth: less than any wish, among thousands of places */
const CLOSE_ENOUGH = 1e-9;

/** Integer programs by HiGHS; it blocks its thread until it has come to its end or its seconds are over. */
export function programSolver(highs: Highs): ProgramSolver {
  return (program, { seconds, start, onBound }) => {
    const { worth, upper, isWhole, starts, columns, factors, lowest, highest } = program;
    const [numCols, numRows] = [worth.length, lowest.length];
    const { objectiveSense, variableType, callbackType, modelStatus } = highs.constants;
    const finite = (bound: number) => (Number.isFinite(bound) ? bound : Math.sign(bound) * highs.infinity);
    const model = {
      numCols,
      numRows,
      sense: objectiveSense.maximize,
      colCost: worth,
      colLower: new Float64Array(numCols),
      colUpper: upper,
      rowLower: lowest.map(finite),
      rowUpper: highest.map(finite),
      matrix: {
        format: 'csr' as const,
        numRows,
        numCols,
        starts,
        indices: columns,
        values: factors,
      },
      integrality: Int32Array.from(isWhole, (whole) =>
        whole === 1 ? variableType.integer : variableType.continuous,
      ),
    };
    return highs.withModel(model, (made) => {
      made.options.set({
        output_flag: false,
        time_limit: Math.max(seconds, LEAST_SECONDS),
        mip_rel_gap: CLOSE_ENOUGH,
        // these programs are nearly whole by themselves: presolving takes longer than it saves (ADR 34)
        presolve: 'off',
      });
      made.setSolution({ colValue: start });
      made.run({
        [callbackType.mipInterrupt]: ({ data }) => {
          if (data.mip_dual_bound !== undefined) onBound(data.mip_dual_bound);
        },
      });
      const bound = made.info.get('mip_dual_bound');
      const isFound = made.info.get('mip_gap') !== highs.infinity;
      const isBounded = typeof bound === 'number' && Math.abs(bound) < highs.infinity;
      return {
        values:
          made.getModelStatus() !== modelStatus.infeasible && isFound
            ? made.getSolution().colValue
            : undefined,
        bound: isBounded ? bound : Number.POSITIVE_INFINITY,
      };
    });
  };
}
