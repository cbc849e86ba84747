import { Allotment, wishesFewFaces } from './allotment.ts';
import { type Candidates, fillFromAll, fillGreedily, findCandidates } from './candidates.ts';
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
  readonly step: 'begun' | 'matched';
  /** places that have somebody */
  readonly filled: number;
}

export interface MatchProposal extends MatchExplanation {
  /** places that have somebody, of those that are free */
  readonly filled: number;
  readonly wanted: number;
  /** nothing better is left: proved; or some who could be asked were not looked at, as they are too many */
  readonly proof: 'optimal' | 'bounded' | 'cut';
  /** how much better it could be at most, as a share of what it is worth; null: nobody knows */
  readonly gap: number | null;
}

interface Solving {
  readonly solve: ProgramSolver;
  readonly seconds: number;
  /** in milliseconds */
  readonly now: () => number;
  readonly onProgress: (progress: MatchProgress) => void;
  /** a proposal that holds, should whoever waits for a better one have waited long enough */
  readonly onProposal: (proposal: MatchProposal) => void;
}

const SECONDS_FOR_FACES = 10;
/** A solver does not always keep its time with more pairs than these. */
const LARGE = 20_000;
/** less than a wish is worth; a solver takes as whole what is nearly so */
const SAME = 0.5;

/**
 * Who could be asked for what: as many places as possible filled, and among all ways to do that the one that meets the wishes best. What is
 * fixed by hand stays. Few faces are looked for only from what is best without: a program that has them takes longer than anybody waits, and
 * what nothing can be better than without them nothing can be better than with them.
 */
export function proposeMatch(problem: MatchProblem, solving: Solving): MatchProposal {
  const { seconds, now, onProgress, onProposal } = solving;
  const begun = now();
  const left = () => seconds - (now() - begun) / 1000;
  const search = new MatchSearch(problem, solving.solve);
  onProgress({ step: 'begun', filled: search.filled });
  if (search.isLarge) onProposal(search.proposal);
  search.improve({ fewFaces: false, seconds: left() });
  onProgress({ step: 'matched', filled: search.filled });
  if (wishesFewFaces(problem) && left() > 0)
    search.improve({ fewFaces: true, seconds: Math.min(SECONDS_FOR_FACES, left()) });
  search.fillFromAll();
  return search.proposal;
}

/** The best that was found so far, and what nothing is worth more than. */
class MatchSearch {
  readonly #problem: MatchProblem;
  readonly #solve: ProgramSolver;
  readonly #judge: Judge;
  /** by hand */
  readonly #given: readonly MatchPair[];
  readonly #fixed: Allotment;
  readonly #candidates: Candidates;
  #best: Allotment;
  #bound: number;

  constructor(problem: MatchProblem, solve: ProgramSolver) {
    this.#problem = problem;
    this.#solve = solve;
    this.#judge = new Judge(problem);
    this.#given = fixedPairs(problem, this.#judge);
    this.#fixed = new Allotment(problem, this.#given);
    this.#candidates = findCandidates(problem, this.#judge, this.#fixed);
    this.#best = this.#completed([]);
    this.#bound = this.#candidates.pairs.length === 0 ? this.#best.worth : Number.POSITIVE_INFINITY;
  }

  get filled(): number {
    return this.#best.pairs.length;
  }

  get isLarge(): boolean {
    return this.#candidates.pairs.length > LARGE;
  }

  improve({ fewFaces, seconds }: { fewFaces: boolean; seconds: number }): void {
    const { pairs } = this.#candidates;
    if (pairs.length === 0) return;
    const program = matchProgram(this.#problem, this.#fixed, { pairs, fewFaces });
    const given = this.#fixed.worth;
    const onBound = (told: number) => {
      this.#bound = Math.min(this.#bound, given + told);
    };
    const start = startOf(program, pairs, this.#best);
    const { values, bound } = this.#solve(program, { seconds: Math.max(0, seconds), start, onBound });
    onBound(bound);
    if (values === undefined) return;
    const found = this.#completed(pairs.filter((_, column) => (values[column] ?? 0) > 0.5));
    if (found.worth > this.#best.worth) this.#best = found;
  }

  /** With whom nobody looked at, since there were too many. */
  fillFromAll(): void {
    if (this.#candidates.isCut) fillFromAll(this.#problem, this.#judge, this.#best);
  }

  get proposal(): MatchProposal {
    const { worth } = this.#best;
    const { counts, isCut } = this.#candidates;
    const gap = Math.max(0, this.#bound - worth) / Math.max(1, Math.abs(worth));
    const isOptimal = this.#bound - worth <= SAME;
    const explained = { judge: this.#judge, allotment: this.#best, given: this.#given, counts };
    return {
      filled: this.filled,
      wanted: this.#problem.places.reduce((sum, { free }) => sum + free, 0),
      proof: isCut ? 'cut' : isOptimal ? 'optimal' : 'bounded',
      // of those that were not compared nothing is known
      gap: isCut || !Number.isFinite(gap) ? null : isOptimal ? 0 : gap,
      ...explainMatch(this.#problem, explained),
    };
  }

  /** With whoever is free still at a place that is open still: what a solver leaves when its time is over. */
  #completed(chosen: readonly MatchPair[]): Allotment {
    const allotment = new Allotment(this.#problem, this.#given);
    // what it chose is looked at once more
    for (const pair of chosen)
      if (allotment.freeAt(pair.place) > 0 && allotment.blockerOf(pair) === undefined) allotment.take(pair);
    fillGreedily(this.#problem, allotment, this.#candidates.pairs);
    return allotment;
  }
}

function startOf(program: IntegerProgram, pairs: readonly MatchPair[], from: Allotment): Float64Array {
  const start = new Float64Array(program.worth.length);
  for (const [column, { place, volunteer }] of pairs.entries())
    if (from.volunteersAt(place).includes(volunteer)) start[column] = 1;
  return start;
}
