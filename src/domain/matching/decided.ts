import { collide, type Judge } from './judge.ts';
import { type MatchPair, type MatchProblem, placeKey } from './match-problem.ts';

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
  const { decisions, places, volunteers } = problem;
  const placeOf = new Map(places.map((place, at) => [placeKey(place), at]));
  const volunteerOf = new Map(volunteers.map(({ id }, at) => [id, at]));
  const fixed: MatchPair[] = [];
  for (const one of decisions) {
    const place = placeOf.get(placeKey(one));
    const volunteer = volunteerOf.get(one.volunteerId);
    if (one.decision !== 'fixed' || place === undefined || volunteer === undefined) continue;
    const pair = { place, volunteer };
    const given = fixed.filter((other) => other.place === place).length;
    if (given < (places[place]?.free ?? 0) && mayFix(problem, judge, pair, fixed)) fixed.push(pair);
  }
  return fixed;
}
