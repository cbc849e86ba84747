import { Allotment } from '../src/domain/matching/allotment.ts';
import { findCandidates } from '../src/domain/matching/candidates.ts';
import { Judge } from '../src/domain/matching/judge.ts';
import { matchProgram } from '../src/domain/matching/match-program.ts';
import { loadHighs, programSolver } from '../src/server/allocation/public.ts';
import { runMatch } from '../src/server/matching/run-match.ts';
import { makeMatchProblem } from '../test/match-problem.ts';
import { median } from './load.ts';

/** Two thousand volunteers and shifts; some eleven could come to each. */
const SIZE = { volunteers: 2_000, places: 2_000, windows: 2, skills: 7 };
const SECONDS = 60;

/** Milliseconds from a problem to its explained proposal in a thread, and of the solver alone on the same integer program. */
export interface MatchFigure {
  readonly matchMs: number;
  readonly limitMs: number;
}

/**
 * Other problems in each round, of the same seeds in every run.
 * @throws Error when a proposal is not within a hundredth of what nothing can be better than, or finds few to choose among
 */
export async function measureMatching(rounds: number): Promise<MatchFigure> {
  const solve = programSolver(await loadHighs());
  const [matches, limits]: [number[], number[]] = [[], []];
  for (let round = 0; round < rounds; round += 1) {
    const problem = makeMatchProblem({ ...SIZE, seed: round + 1 });
    const fixed = new Allotment(problem, []);
    const { pairs } = findCandidates(problem, new Judge(problem), fixed);
    if (pairs.length < 10 * SIZE.places) throw new Error(`only ${pairs.length} pairs`);
    const program = matchProgram(problem, fixed, { pairs, fewFaces: false });
    const start = new Float64Array(program.worth.length);
    const solveAlone = () => solve(program, { seconds: SECONDS, start, onBound: () => undefined });
    limits.push(await timed(async () => solveAlone()));
    matches.push(
      await timed(async () => {
        const proposal = await runMatch(problem, async () => true);
        if (proposal === undefined || proposal.gap === null || proposal.gap > 0.01)
          throw new Error(`no proposal within a hundredth: ${proposal?.proof} ${proposal?.gap}`);
      }),
    );
  }
  return { matchMs: median(matches), limitMs: median(limits) };
}

async function timed(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}
