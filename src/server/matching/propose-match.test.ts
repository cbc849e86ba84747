import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeMatchProblem } from '../../../test/match-problem.ts';
import { Allotment } from '../../domain/matching/allotment.ts';
import { fixedPairs } from '../../domain/matching/decided.ts';
import { collide, Judge, loadsOf } from '../../domain/matching/judge.ts';
import { type MatchPair, type MatchProblem, numberPairs } from '../../domain/matching/match-problem.ts';
import { type MatchProposal, type ProgramSolver, proposeMatch } from '../../domain/matching/propose.ts';
import { loadHighs, programSolver } from '../allocation/public.ts';

let solve: ProgramSolver;
beforeAll(async () => {
  solve = programSolver(await loadHighs());
});

function propose(problem: MatchProblem, seconds = 60): MatchProposal {
  return proposeMatch(problem, {
    solve,
    seconds,
    now: () => performance.now(),
    onProgress: () => undefined,
    onProposal: () => undefined,
  });
}

const pairsOf = (problem: MatchProblem, { proposed }: MatchProposal) => numberPairs(problem, proposed);

/** Tries every way to fill every place: the oracle of problems that are small enough. */
function bestOfAll(problem: MatchProblem): { worth: number; filled: number } {
  const judge = new Judge(problem);
  const given = fixedPairs(problem, judge);
  const open = problem.places.flatMap((place, at) =>
    Array.from(
      { length: Math.max(0, place.free - given.filter((pair) => pair.place === at).length) },
      () => at,
    ),
  );
  let best = { worth: Number.NEGATIVE_INFINITY, filled: 0 };
  const go = (next: number, chosen: readonly MatchPair[]) => {
    const allotment = new Allotment(problem, [...given, ...chosen]);
    const place = open[next];
    if (place === undefined) {
      const found = { worth: allotment.worth, filled: allotment.pairs.length };
      if (found.worth > best.worth) best = found;
      return;
    }
    go(next + 1, chosen);
    for (const volunteer of problem.volunteers.keys()) {
      const pair = { place, volunteer };
      // of equal places the later one has the later volunteer: each way is tried once
      const before = open[next - 1] === place ? chosen.findLast((one) => one.place === place) : undefined;
      if (before !== undefined && before.volunteer > volunteer) continue;
      if (judge.judge(place, volunteer).isPossible && allotment.blockerOf(pair) === undefined)
        go(next + 1, [...chosen, pair]);
    }
  };
  go(0, []);
  return best;
}

const levels = fc.constantFrom(0, 1, 2);
const wishes = fc.record({ fairness: levels, continuity: levels, preferences: levels, nearness: levels });

const small = fc
  .record({
    seed: fc.integer({ min: 1, max: 1_000_000 }),
    volunteers: fc.integer({ min: 1, max: 5 }),
    places: fc.integer({ min: 1, max: 5 }),
    windows: fc.integer({ min: 10, max: 28 }),
    wishes,
    mostShiftsPerWeek: fc.integer({ min: 1, max: 3 }),
    mostMinutesPerWeek: fc.constantFrom(120, 240, 480),
    free: fc.array(fc.constantFrom(1, 1, 2), { minLength: 5, maxLength: 5 }),
    decided: fc.array(
      fc.record({
        place: fc.nat(4),
        volunteer: fc.nat(4),
        decision: fc.constantFrom('fixed' as const, 'barred' as const),
      }),
      { maxLength: 2 },
    ),
  })
  .map(({ seed, volunteers, places, windows, free, decided, ...options }): MatchProblem => {
    const size = { seed, volunteers, places, windows, skills: 1, weeks: 1, opportunities: 3 };
    const problem = makeMatchProblem({ ...size, options: { ...options, reach: 'anywhere' } });
    const withFree = problem.places.map((place, at) => ({ ...place, free: free[at] ?? 1 }));
    const decisions = decided.flatMap(({ place, volunteer, decision }) => {
      const [at, who] = [withFree[place], problem.volunteers[volunteer]];
      return at === undefined || who === undefined
        ? []
        : [{ shiftId: at.shiftId, role: at.role, volunteerId: who.id, decision }];
    });
    // one decision at a place, as a page takes them
    const once = decisions.filter(
      (one, at) => decisions.findIndex((other) => other.shiftId === one.shiftId) === at,
    );
    return { ...problem, places: withFree, decisions: once };
  });

describe('a proposal', () => {
  it('is worth as much as the best of all ways, and says so', () => {
    fc.assert(
      fc.property(small, (problem) => {
        const proposal = propose(problem);
        const best = bestOfAll(problem);
        const found = new Allotment(problem, pairsOf(problem, proposal));
        expect(found.worth).toBeCloseTo(best.worth, 4);
        expect(proposal).toMatchObject({ filled: best.filled, proof: 'optimal', gap: 0 });
      }),
      { numRuns: 150 },
    );
  });

  it('puts nobody in two places at once, fills no week beyond its limit, and explains every open place by everybody', () => {
    const problem = makeMatchProblem({ volunteers: 60, places: 160, seed: 3, windows: 6, skills: 3 });
    const { proposed, open, filled, wanted, proof } = propose(problem);
    expect(proof).toBe('optimal');
    expect(filled).toBe(proposed.length);
    expect(open.reduce((sum, place) => sum + place.open, 0)).toBe(wanted - filled);
    expect(open.length).toBeGreaterThan(0);
    for (const { reasons } of open)
      expect(reasons.reduce((sum, { count }) => sum + count, 0)).toBe(problem.volunteers.length);
    expect(open.flatMap(({ reasons }) => reasons).filter(({ reason }) => reason === 'possible')).toEqual([]);
    const places = new Map(problem.places.map((place) => [place.shiftId, place]));
    for (const [, own] of Map.groupBy(proposed, ({ volunteerId }) => volunteerId)) {
      const shifts = own.flatMap(({ shiftId }) => places.get(shiftId) ?? []);
      for (const [at, one] of shifts.entries())
        for (const other of shifts.slice(at + 1)) expect(collide(one, other, problem.options)).toBe(false);
      for (const load of loadsOf(shifts).values())
        expect(load.shifts).toBeLessThanOrEqual(problem.options.mostShiftsPerWeek);
    }
  });

  it('fills as many places without time for the solver as by hand one after the other, and does not claim more', () => {
    const problem = makeMatchProblem({ volunteers: 80, places: 120, seed: 5, windows: 6, skills: 3 });
    const { filled, proof, gap } = propose(problem, 0);
    expect(filled).toBeGreaterThan(80);
    expect(gap === 0).toBe(proof === 'optimal');
  });

  it('shares hours where that is wished', () => {
    const size = { volunteers: 12, places: 24, seed: 2, windows: 28, skills: 1, weeks: 4, opportunities: 2 };
    const spread = (fairness: 0 | 2) => {
      const options = {
        wishes: { fairness, continuity: 0, preferences: 0, nearness: 0 } as const,
        reach: 'anywhere' as const,
        mostShiftsPerWeek: 14,
        mostMinutesPerWeek: 10_000,
      };
      const problem = makeMatchProblem({ ...size, options });
      const allotment = new Allotment(problem, pairsOf(problem, propose(problem)));
      const hours = problem.volunteers.map(
        ({ minutes }, volunteer) => minutes / 60 + 2 * allotment.placesOf(volunteer).length,
      );
      return Math.max(...hours) - Math.min(...hours);
    };
    expect(spread(2)).toBeLessThan(spread(0));
  });

  it('has as few faces as can be at each activity where that is much wished', () => {
    const faces = (continuity: 0 | 2) => {
      const options = {
        wishes: { fairness: 0, continuity, preferences: 0, nearness: 0 } as const,
        reach: 'anywhere' as const,
        mostShiftsPerWeek: 3,
        mostMinutesPerWeek: 10_000,
      };
      const problem = makeMatchProblem({
        volunteers: 10,
        places: 16,
        seed: 4,
        windows: 28,
        skills: 1,
        opportunities: 3,
        options,
      });
      const pairs = pairsOf(problem, propose(problem));
      return new Set(
        pairs.map(({ place, volunteer }) => `${problem.places[place]?.opportunityId} ${volunteer}`),
      ).size;
    };
    expect(faces(2)).toBeLessThan(faces(0));
  });
});
