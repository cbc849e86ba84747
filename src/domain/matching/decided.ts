import { collide, type Judge } from './judge.ts';
import { type MatchPair, type MatchProblem, numberPairs } from './match-problem.ts';

/**
 * Whether somebody may be put there by hand. Wishes, days away and full weeks are for whoever decides to judge; what a shift requires is
 * not, nor is anybody in two places at once.
 * @param fixed where they and others were put so before
 */
export function mayFix(
  problem: MatchProblem,
  judge: Judge,
  { place, volunteer }: MatchPair,
  fixed: readonly MatchPair[],
): boolean {
  const [wanted, person] = [problem.places[place], problem.volunteers[volunteer]];
  if (wanted === undefined || person === undefined || judge.missing(place, volunteer).length > 0)
    return false;
  const given = fixed.flatMap((pair) =>
    pair.volunteer === volunteer && pair.place !== place ? (problem.places[pair.place] ?? []) : [],
  );
  return ![...person.engaged, ...given].some((other) => collide(wanted, other, { travelMinutes: 0 }));
}

/** What was fixed by hand, as pairs of the problem; what holds no more since it was fixed is left out, and whoever has no place any more. */
export function fixedPairs(problem: MatchProblem, judge: Judge): MatchPair[] {
  const wanted = problem.decisions.filter(({ decision }) => decision === 'fixed');
  const fixed: MatchPair[] = [];
  for (const pair of numberPairs(problem, wanted)) {
    const given = fixed.filter(({ place }) => place === pair.place).length;
    const free = problem.places[pair.place]?.free ?? 0;
    if (given < free && mayFix(problem, judge, pair, fixed)) fixed.push(pair);
  }
  return fixed;
}
