import { collide, type Judge } from './judge.ts';
import { type MatchPair, type MatchProblem, placeKey } from './match-problem.ts';

/**
 * Whether somebody may be put there by hand. Wishes, days away and full weeks are for whoever decides to judge; what a shift requires is
 * not, nor is anybody in two places at once.
 */
export function mayFix(problem: MatchProblem, judge: Judge, { place, volunteer }: MatchPair): boolean {
  const verdict = judge.judge(place, volunteer);
  if (!verdict.isPossible && ['there', 'requirement'].includes(verdict.obstacle)) return false;
  const [wanted, person] = [problem.places[place], problem.volunteers[volunteer]];
  if (wanted === undefined || person === undefined) return false;
  return !person.engaged.some((other) => collide(wanted, other, { travelMinutes: 0 }));
}

/** What was fixed by hand, as pairs of the problem; what holds no more since it was fixed is left out. */
export function fixedPairs(problem: MatchProblem, judge: Judge): MatchPair[] {
  const { decisions, places, volunteers } = problem;
  const placeOf = new Map(places.map((place, at) => [placeKey(place), at]));
  const volunteerOf = new Map(volunteers.map(({ id }, at) => [id, at]));
  return decisions.flatMap((one) => {
    const place = placeOf.get(placeKey(one));
    const volunteer = volunteerOf.get(one.volunteerId);
    if (one.decision !== 'fixed' || place === undefined || volunteer === undefined) return [];
    return mayFix(problem, judge, { place, volunteer }) ? [{ place, volunteer }] : [];
  });
}
