import { collide, isWeekFull, type Load, loadIn, loadsOf, minutesOf } from './judge.ts';
import {
  type MatchPair,
  type MatchPlace,
  type MatchProblem,
  type MatchVolunteer,
  timesKnown,
} from './match-problem.ts';
import { blocksFrom, costOfMinutes, NEW_FACE, sumMinutes, worthOf } from './worth.ts';

/** What keeps somebody who could come from a place: another one that they got, or a week that is full with it. */
export type Blocker = { readonly by: 'other'; readonly place: number } | { readonly by: 'week' };

/** Who gets which place, built up pair by pair; what was fixed by hand is in it from the beginning. */
export class Allotment {
  readonly #problem: MatchProblem;
  /** places of each volunteer, in the order in which they were given */
  readonly #placesOf: number[][];
  readonly #volunteersAt: number[][];
  readonly #loads: Map<string, Load>[];

  /** @param fixed by hand: neither weeks nor times hold them back */
  constructor(problem: MatchProblem, fixed: readonly MatchPair[]) {
    this.#problem = problem;
    this.#placesOf = problem.volunteers.map(() => []);
    this.#volunteersAt = problem.places.map(() => []);
    this.#loads = problem.volunteers.map(({ engaged }) => loadsOf(engaged));
    for (const pair of fixed) this.take(pair);
  }

  take({ place, volunteer }: MatchPair): void {
    const taken = this.#place(place);
    this.#placesOf[volunteer]?.push(place);
    this.#volunteersAt[place]?.push(volunteer);
    const { shifts, minutes } = loadIn(this.#loads[volunteer], taken.week);
    this.#loads[volunteer]?.set(taken.week, { shifts: shifts + 1, minutes: minutes + minutesOf(taken) });
  }

  freeAt(place: number): number {
    return this.#place(place).free - this.volunteersAt(place).length;
  }

  volunteersAt(place: number): readonly number[] {
    return this.#volunteersAt[place] ?? [];
  }

  get pairs(): MatchPair[] {
    return this.#volunteersAt.flatMap((own, place) => own.map((volunteer) => ({ place, volunteer })));
  }

  placesOf(volunteer: number): readonly number[] {
    return this.#placesOf[volunteer] ?? [];
  }

  /** Undefined: nothing that they got holds them back. */
  blockerOf({ place, volunteer }: MatchPair): Blocker | undefined {
    const { options } = this.#problem;
    const wanted = this.#place(place);
    const other = this.placesOf(volunteer).find((taken) => collide(wanted, this.#place(taken), options));
    if (other !== undefined) return { by: 'other', place: other };
    return isWeekFull(wanted, this.#loads[volunteer], options) ? { by: 'week' } : undefined;
  }

  /** What it is worth by all wishes together. */
  get worth(): number {
    const { volunteers } = this.#problem;
    return volunteers.reduce((sum, _, volunteer) => sum + this.#worthOfOne(volunteer), 0);
  }

  #worthOfOne(volunteer: number): number {
    const { options, volunteers } = this.#problem;
    const person = volunteers[volunteer];
    const places = this.placesOf(volunteer).map((place) => this.#place(place));
    if (person === undefined || places.length === 0) return 0;
    const worth = places.reduce((sum, place) => sum + worthOf(options, place, person), 0);
    const minutes = costOfMinutes(blocksFrom(options, person.minutes), sumMinutes(places));
    return worth - minutes - newFaces(this.#problem, person, places) * NEW_FACE;
  }

  #place(place: number): MatchPlace {
    const known = this.#problem.places[place];
    if (known === undefined) throw new RangeError(`no place ${place}`);
    return known;
  }
}

/** Whether as few different people as can be are wished at each opportunity. */
export function wishesFewFaces({ options }: MatchProblem): boolean {
  return options.wishes.continuity === 2;
}

function newFaces(
  problem: MatchProblem,
  person: Pick<MatchVolunteer, 'servedAt' | 'helpedAt'>,
  places: readonly MatchPlace[],
): number {
  if (!wishesFewFaces(problem)) return 0;
  const opportunities = new Set(places.map(({ opportunityId }) => opportunityId));
  return [...opportunities].filter((id) => timesKnown(person, id) === 0).length;
}
