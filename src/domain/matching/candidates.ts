import type { Allotment } from './allotment.ts';
import type { Judge } from './judge.ts';
import type { MatchPair, MatchProblem } from './match-problem.ts';
import { blocksFrom, costOfMinutes, sumMinutes, worthOf } from './worth.ts';

/** More pairs than this are not looked at together: of each place the best remain. */
const MOST_PAIRS = 60_000;
const FEWEST_PER_PLACE = 12;

export interface Candidates {
  /** by place: who could be asked */
  readonly pairs: readonly MatchPair[];
  /** by place, before some were left out */
  readonly counts: Int32Array;
  /** some who could be asked were left out, since there are too many to look at */
  readonly isCut: boolean;
}

/** Everybody who could be asked for each place that is still free beside what is fixed. */
export function findCandidates(problem: MatchProblem, judge: Judge, fixed: Allotment): Candidates {
  const { places } = problem;
  const counts = new Int32Array(places.length);
  const most = Math.floor(MOST_PAIRS / Math.max(1, places.length));
  const pairs: MatchPair[] = [];
  let isCut = false;
  for (const place of places.keys()) {
    const found = whoCould(problem, judge, fixed, place);
    counts[place] = found.length;
    if (fixed.freeAt(place) <= 0) continue;
    const wanted = Math.max(most, fixed.freeAt(place) + FEWEST_PER_PLACE);
    if (found.length > wanted) isCut = true;
    pairs.push(...(found.length > wanted ? bestOf(problem, found).slice(0, wanted) : found));
  }
  return { pairs, counts, isCut };
}

/** Nothing that they have or got holds them back. */
function whoCould(
  { volunteers }: MatchProblem,
  judge: Judge,
  allotment: Allotment,
  place: number,
): MatchPair[] {
  const found: MatchPair[] = [];
  for (const volunteer of volunteers.keys()) {
    if (!judge.isPossible(place, volunteer)) continue;
    const pair = { place, volunteer };
    if (allotment.blockerOf(pair) === undefined) found.push(pair);
  }
  return found;
}

/** By what they are worth alone; of equal ones others at each place, so that not all places keep the same few. */
function bestOf(problem: MatchProblem, pairs: readonly MatchPair[]): MatchPair[] {
  const { options, places, volunteers } = problem;
  const rated = pairs.map((pair) => {
    const place = places[pair.place];
    const volunteer = volunteers[pair.volunteer];
    if (place === undefined || volunteer === undefined) throw new RangeError('no such pair');
    const cost = costOfMinutes(blocksFrom(options, volunteer.minutes), sumMinutes([place]));
    const turn = (pair.volunteer + pair.place * 7) % volunteers.length;
    return { pair, worth: worthOf(options, place, volunteer) - cost, turn };
  });
  return rated
    .sort((left, right) => right.worth - left.worth || left.turn - right.turn)
    .map(({ pair }) => pair);
}

/** The places with the fewest candidates first, each to whoever costs the least: a beginning for the solver, or what it left open. */
export function fillGreedily(problem: MatchProblem, allotment: Allotment, pairs: readonly MatchPair[]): void {
  const byPlace = Map.groupBy(pairs, ({ place }) => place);
  const order = [...byPlace].sort(([, left], [, right]) => left.length - right.length);
  for (const [place, own] of order) takeBest(problem, allotment, place, own);
}

/** Places that are open still though somebody could come who was not looked at. */
export function fillFromAll(problem: MatchProblem, judge: Judge, allotment: Allotment): void {
  for (const place of problem.places.keys())
    if (allotment.freeAt(place) > 0)
      takeBest(problem, allotment, place, whoCould(problem, judge, allotment, place));
}

function takeBest(
  problem: MatchProblem,
  allotment: Allotment,
  place: number,
  pairs: readonly MatchPair[],
): void {
  for (const pair of bestOf(problem, pairs)) {
    if (allotment.freeAt(place) <= 0) break;
    if (allotment.blockerOf(pair) === undefined) allotment.take(pair);
  }
}
