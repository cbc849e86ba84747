import { Allotment, wishesFewFaces } from './allotment.ts';
import { fillFromAll, fillGreedily, findCandidates } from './candidates.ts';
import { fixedPairs } from './decided.ts';
import { explainMatch, type MatchExplanation } from './explain.ts';
import type { IntegerProgram } from './integer-program.ts';
import { Judge } from './judge.ts';
import { matchProgram } from './match-program.ts';
import type { MatchPair, MatchProblem } from './match-problem.ts';

/** Makes an integer program's worth as large as it can within its seconds. */
export type ProgramSolver = (
  program: IntegerProgram,
  options: {
    readonly seconds: number;
    /** values of the columns to begin at; what is not whole is found by the solver */
    readonly start: Float64Array;
    readonly onBound: (bound: number) => void;
  },
) => {
  /** undefined: nothing was found in time */
  readonly values: ArrayLike<number> | undefined;
  /** nothing is worth more; infinite where nothing is known */
  readonly bound: number;
};

export interface MatchProgress {
  readonly step: 'judged' | 'begun' | 'matched';
  /** places that have somebody */
  readonly filled: number;
}

export interface MatchProposal extends MatchExplanation {
  /** places that have somebody, of those that are free */
  readonly filled: number;
  readonly wanted: number;
  /** nothing better is left: proved; or some who could be asked were not looked at, as they are too many */
  readonly proof: 'optimal' | 'bounded' | 'cut';
  /** how much better it could be at most, as a share of what it is worth */
  readonly gap: number;
}

const SECONDS_FOR_FACES = 10;
/** rounding of sums of some thousand summands */
const SAME = 1e-7;

/**
 * Who could be asked for what: as many places as possible filled, and among all ways to do that the one that meets the wishes best. What is
 * fixed by hand stays. Few faces are looked for only from what is best without: a program that has them takes longer than anybody waits, and
 * what nothing can be better than without them nothing can be better than with them.
 */
export function proposeMatch(
  problem: MatchProblem,
  {
    solve,
    seconds,
    now,
    onProgress,
  }: {
    solve: ProgramSolver;
    seconds: number;
    /** in milliseconds */
    now: () => number;
    onProgress: (progress: MatchProgress) => void;
  },
): MatchProposal {
  const begun = now();
  const left = () => seconds - (now() - begun) / 1000;
  const judge = new Judge(problem);
  const given = fixedPairs(problem, judge);
  const fixed = new Allotment(problem, given);
  const { pairs, counts, isCut } = findCandidates(problem, judge, fixed);
  onProgress({ step: 'judged', filled: given.length });
  // with whoever is free still at a place that is open still: what a solver leaves when its time is over
  const completed = (chosen: readonly MatchPair[]) => {
    const allotment = new Allotment(problem, given);
    // a solver rounds: what it chose is looked at once more
    for (const pair of chosen)
      if (allotment.freeAt(pair.place) > 0 && allotment.blockerOf(pair) === undefined) allotment.take(pair);
    fillGreedily(problem, allotment, pairs);
    return allotment;
  };
  let best = completed([]);
  let bound = pairs.length === 0 ? best.worth : Number.POSITIVE_INFINITY;
  onProgress({ step: 'begun', filled: best.pairs.length });
  const improve = (fewFaces: boolean, most: number) => {
    const program = matchProgram(problem, fixed, { pairs, fewFaces });
    const start = startOf(program, pairs, best);
    const onBound = (told: number) => {
      bound = Math.min(bound, fixed.worth + told);
    };
    const solved = solve(program, { seconds: Math.max(0, Math.min(most, left())), start, onBound });
    onBound(solved.bound);
    const { values } = solved;
    if (values === undefined) return;
    const found = completed(pairs.filter((_, column) => (values[column] ?? 0) > 0.5));
    if (found.worth > best.worth) best = found;
  };
  if (pairs.length > 0) {
    improve(false, seconds);
    onProgress({ step: 'matched', filled: best.pairs.length });
    if (wishesFewFaces(problem) && left() > 0) improve(true, SECONDS_FOR_FACES);
  }
  if (isCut) fillFromAll(problem, judge, best);
  const gap = Math.max(0, bound - best.worth) / Math.max(1, Math.abs(best.worth));
  const isOptimal = gap <= SAME;
  return {
    filled: best.pairs.length,
    wanted: problem.places.reduce((sum, { free }) => sum + free, 0),
    proof: isCut ? 'cut' : isOptimal ? 'optimal' : 'bounded',
    gap: isOptimal ? 0 : gap,
    ...explainMatch(problem, { judge, allotment: best, given, counts }),
  };
}

function startOf(program: IntegerProgram, pairs: readonly MatchPair[], from: Allotment): Float64Array {
  const start = new Float64Array(program.worth.length);
  for (const [column, { place, volunteer }] of pairs.entries())
    if (from.volunteersAt(place).includes(volunteer)) start[column] = 1;
  return start;
}
