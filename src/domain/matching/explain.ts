import type { Allotment } from './allotment.ts';
import { type Judge, obstacles } from './judge.ts';
import type { MatchPair, MatchProblem } from './match-problem.ts';
import { type Fit, fitOf, worthOf } from './worth.ts';

/** Why somebody is not at a place that stays open: an obstacle, or what they got instead; `possible`: nothing is in the way. */
export const openReasons = [...obstacles, 'taken', 'week_given', 'possible'] as const;
export type OpenReason = (typeof openReasons)[number];

/** So many of the organisation's volunteers for one reason. */
export interface ReasonCount {
  readonly reason: OpenReason;
  /** of `requirement`: the first that they lack */
  readonly missing?: string;
  readonly count: number;
}

/** Somebody whom only one thing keeps away that a word could change. */
export interface Askable {
  readonly volunteerId: string;
  readonly reason: OpenReason;
  /** of `taken`: which place they got */
  readonly instead?: { readonly shiftId: string; readonly role: string };
}

export interface Proposed {
  readonly shiftId: string;
  readonly role: string;
  readonly volunteerId: string;
  readonly isFixed: boolean;
  readonly fit: Fit;
  /** so many more could have been asked */
  readonly others: number;
}

export interface OpenPlace {
  readonly shiftId: string;
  readonly role: string;
  readonly open: number;
  /** the most first; they add up to all volunteers that are not there */
  readonly reasons: readonly ReasonCount[];
  readonly askable: readonly Askable[];
}

export interface MatchExplanation {
  readonly proposed: readonly Proposed[];
  readonly open: readonly OpenPlace[];
}

const MOST_ASKABLE = 5;
/** of thousands these are enough to choose among */
const MOST_LOOKED_AT = 100;
/** who is told first: what is easiest to change by asking */
const ASKABLE: readonly OpenReason[] = [
  'possible',
  'untold',
  'away',
  'week_full',
  'week_given',
  'taken',
  'too_far',
];

export function explainMatch(
  problem: MatchProblem,
  {
    judge,
    allotment,
    given,
    counts,
  }: {
    readonly judge: Judge;
    readonly allotment: Allotment;
    /** fixed by hand */
    readonly given: readonly MatchPair[];
    /** by place: how many could be asked beside what is fixed */
    readonly counts: Int32Array;
  },
): MatchExplanation {
  const { places, volunteers } = problem;
  const fixed = new Set(given.map(({ place, volunteer }) => `${place} ${volunteer}`));
  const byChoice = (at: number) =>
    allotment.volunteersAt(at).filter((volunteer) => !fixed.has(`${at} ${volunteer}`)).length;
  const proposed = allotment.pairs.flatMap(({ place: at, volunteer }): Proposed[] => {
    const place = places[at];
    const person = volunteers[volunteer];
    if (place === undefined || person === undefined) return [];
    const isFixed = fixed.has(`${at} ${volunteer}`);
    return [
      {
        shiftId: place.shiftId,
        role: place.role,
        volunteerId: person.id,
        isFixed,
        fit: fitOf(place, person),
        others: Math.max(0, (counts[at] ?? 0) - byChoice(at)),
      },
    ];
  });
  const open = [...places.keys()].flatMap((place) =>
    allotment.freeAt(place) > 0 ? [openPlace(problem, { allotment, judge, place })] : [],
  );
  return { proposed, open };
}

interface At {
  readonly allotment: Allotment;
  readonly judge: Judge;
  readonly place: number;
}

function openPlace(problem: MatchProblem, at: At): OpenPlace {
  const { places, volunteers } = problem;
  const place = places[at.place];
  if (place === undefined) throw new RangeError(`no place ${at.place}`);
  const counts = new Map<string, ReasonCount>();
  const near: Near[] = [];
  const there = new Set(at.allotment.volunteersAt(at.place));
  for (const [volunteer, person] of volunteers.entries()) {
    if (there.has(volunteer)) continue;
    const why = whyNotAt(problem, { ...at, volunteer });
    const { reason, missing } = why;
    const key = missing === undefined ? reason : `${reason} ${missing}`;
    const count = (counts.get(key)?.count ?? 0) + 1;
    counts.set(key, { reason, count, ...(missing === undefined ? {} : { missing }) });
    if (near.length < MOST_LOOKED_AT && isNear(at, volunteer, why))
      near.push({ ...why, id: person.id, worth: worthOf(problem.options, place, person) });
  }
  const { shiftId, role } = place;
  return {
    shiftId,
    role,
    open: at.allotment.freeAt(at.place),
    reasons: [...counts.values()].sort((left, right) => right.count - left.count),
    askable: near
      .sort(
        (left, right) =>
          ASKABLE.indexOf(left.reason) - ASKABLE.indexOf(right.reason) || right.worth - left.worth,
      )
      .slice(0, MOST_ASKABLE)
      .map(({ id, reason, instead }) => ({
        volunteerId: id,
        reason,
        ...(instead === undefined ? {} : { instead }),
      })),
  };
}

interface Near extends WhyNot {
  readonly id: string;
  readonly worth: number;
}

/** Whether nothing else is in the way. */
function isNear({ judge, allotment, place }: At, volunteer: number, { reason }: WhyNot): boolean {
  if (!ASKABLE.includes(reason)) return false;
  const blocked = allotment.blockerOf({ place, volunteer }) === undefined ? 0 : 1;
  return reason === 'possible' || judge.soft(place, volunteer).length + blocked === 1;
}

export interface WhyNot {
  readonly reason: OpenReason;
  readonly missing?: string;
  readonly instead?: Askable['instead'] & object;
}

/** What keeps somebody from a place that they do not have. */
export function whyNotAt(
  problem: MatchProblem,
  { allotment, judge, place, volunteer }: At & { readonly volunteer: number },
): WhyNot {
  const verdict = judge.judge(place, volunteer);
  if (!verdict.isPossible) {
    const { obstacle, missing } = verdict;
    const [first] = missing ?? [];
    return { reason: obstacle, ...(first === undefined ? {} : { missing: first }) };
  }
  const blocker = allotment.blockerOf({ place, volunteer });
  // nobody who could is left out for a wish; should it be so once, it is said as it is
  if (blocker === undefined) return { reason: 'possible' };
  if (blocker.by === 'week') return { reason: 'week_given' };
  const { shiftId, role } = problem.places[blocker.place] ?? { shiftId: '', role: '' };
  return { reason: 'taken', instead: { shiftId, role } };
}
