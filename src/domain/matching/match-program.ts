import type { Allotment } from './allotment.ts';
import { type IntegerProgram, ProgramBuilder } from './integer-program.ts';
import { collide, loadIn, loadsOf, minutesOf } from './judge.ts';
import {
  type MatchPair,
  type MatchPlace,
  type MatchProblem,
  type MatchVolunteer,
  timesKnown,
} from './match-problem.ts';
import { blocksFrom, NEW_FACE, sumMinutes, worthOf } from './worth.ts';

/** A pair with its column, which is 1 where the volunteer gets the place. */
interface Choice {
  readonly column: number;
  readonly place: MatchPlace;
}

/**
 * Who gets what is left beside what is fixed, as an integer program: a column for each pair, in their order; no place twice, nobody at two
 * places at once, no week fuller than it may be, and hours that cost the more, the more somebody has.
 * @param fewFaces as few different people as can be at each opportunity: a column more for each of them there, which takes long
 */
export function matchProgram(
  problem: MatchProblem,
  fixed: Allotment,
  { pairs, fewFaces }: { pairs: readonly MatchPair[]; fewFaces: boolean },
): IntegerProgram {
  const { options, places, volunteers } = problem;
  const builder = new ProgramBuilder();
  const ofPlace = new Map<number, number[]>();
  const ofVolunteer = new Map<number, Choice[]>();
  for (const { place: at, volunteer } of pairs) {
    const place = places[at];
    const person = volunteers[volunteer];
    if (place === undefined || person === undefined) throw new RangeError('no such pair');
    const column = builder.addColumn(worthOf(options, place, person), { upper: 1, isWhole: true });
    (ofPlace.get(at) ?? remember(ofPlace, at)).push(column);
    (ofVolunteer.get(volunteer) ?? remember(ofVolunteer, volunteer)).push({ column, place });
  }
  for (const [place, columns] of ofPlace) {
    const free = fixed.freeAt(place);
    if (columns.length > free) builder.addLimit(columns, free);
  }
  for (const [volunteer, choices] of ofVolunteer) {
    const person = volunteers[volunteer];
    if (person === undefined) continue;
    const given = fixed.placesOf(volunteer).flatMap((at) => places[at] ?? []);
    const part = { problem, builder, choices, person, given };
    forbidCollisions(part);
    limitWeeks(part);
    chargeMinutes(part);
    if (fewFaces) chargeFaces(part);
  }
  return builder.build();
}

function remember<Value>(lists: Map<number, Value[]>, key: number): Value[] {
  const list: Value[] = [];
  lists.set(key, list);
  return list;
}

/** What one volunteer could get. */
interface Part {
  readonly problem: MatchProblem;
  readonly builder: ProgramBuilder;
  readonly choices: readonly Choice[];
  readonly person: MatchVolunteer;
  /** fixed by hand */
  readonly given: readonly MatchPlace[];
}

/** Of places of which no two go together one at most: as few such rows as are found by going on from the earliest. */
function forbidCollisions({ problem: { options }, builder, choices }: Part): void {
  const inOrder = choices.toSorted((left, right) => left.place.startsAt - right.place.startsAt);
  let before: readonly Choice[] = [];
  for (const [at, choice] of inOrder.entries()) {
    let left = inOrder.slice(0, at).filter(({ place }) => collide(choice.place, place, options));
    // one row for all that begin while the same one goes on
    if (before.length > 0 && before.every((other) => left.includes(other))) {
      left = left.filter((other) => !before.includes(other));
      before = [...before, choice];
    } else {
      forbid(builder, before);
      before = [choice];
    }
    while (left.length > 0) {
      const together: Choice[] = [choice];
      const others: Choice[] = [];
      for (const other of left) {
        const goes = together.every(({ place }) => collide(other.place, place, options));
        (goes ? together : others).push(other);
      }
      if (before.length === 1) before = together;
      else forbid(builder, together);
      left = others;
    }
  }
  forbid(builder, before);
}

function forbid(builder: ProgramBuilder, choices: readonly Choice[]): void {
  if (choices.length > 1)
    builder.addLimit(
      choices.map(({ column }) => column),
      1,
    );
}

function limitWeeks({ problem: { options }, builder, choices, person, given }: Part): void {
  const loads = loadsOf([...person.engaged, ...given]);
  for (const [week, own] of Map.groupBy(choices, ({ place }) => place.week)) {
    const { shifts, minutes } = loadIn(loads, week);
    const shiftsLeft = options.mostShiftsPerWeek - shifts;
    if (own.length > shiftsLeft)
      builder.addLimit(
        own.map(({ column }) => column),
        shiftsLeft,
      );
    const minutesLeft = options.mostMinutesPerWeek - minutes;
    if (sumMinutes(own.map(({ place }) => place)) > minutesLeft)
      builder.addRow(
        own.map(({ column, place }) => ({ column, factor: minutesOf(place) })),
        { lowest: Number.NEGATIVE_INFINITY, highest: minutesLeft },
      );
  }
}

/** A column for each block of minutes that costs the same; where all lies in one block the price is the pair's own. */
function chargeMinutes({ problem: { options }, builder, choices, person, given }: Part): void {
  if (options.wishes.fairness === 0) return;
  const blocks = blocksFrom(options, person.minutes + sumMinutes(given));
  const most = sumMinutes(choices.map(({ place }) => place));
  const [first] = blocks;
  if (first === undefined) return;
  if (most <= first.minutes) {
    for (const { column, place } of choices) builder.addWorth(column, -minutesOf(place) * first.cost);
    return;
  }
  const entries = choices.map(({ column, place }) => ({ column, factor: minutesOf(place) }));
  let reached = 0;
  for (const { minutes, cost } of blocks) {
    if (reached >= most) break;
    const upper = Math.min(minutes, most - reached);
    entries.push({ column: builder.addColumn(-cost, { upper, isWhole: false }), factor: -1 });
    reached += upper;
  }
  builder.addRow(entries, { lowest: 0, highest: 0 });
}

/** Whoever comes to an opportunity for the first time costs once, however often they come then. */
function chargeFaces({ builder, choices, person, given }: Part): void {
  const known = new Set(given.map(({ opportunityId }) => opportunityId));
  for (const [id, own] of Map.groupBy(choices, ({ place }) => place.opportunityId)) {
    if (known.has(id) || timesKnown(person, id) > 0) continue;
    const [only] = own;
    if (own.length === 1 && only !== undefined) {
      builder.addWorth(only.column, -NEW_FACE);
      continue;
    }
    // never dearer in part than in whole, so that it is whole by itself
    const face = builder.addColumn(-NEW_FACE, { upper: 1, isWhole: false });
    for (const { column } of own)
      builder.addRow(
        [
          { column, factor: 1 },
          { column: face, factor: -1 },
        ],
        { lowest: Number.NEGATIVE_INFINITY, highest: 0 },
      );
  }
}
