import { stepsBetween } from '../region-steps.ts';
import { isAvailableOn, isUntold } from '../volunteers/availability.ts';
import { missingOn, type MissingRequirement } from '../volunteers/requirements.ts';
import type { MatchOptions, Reach } from './match-options.ts';
import {
  type Engagement,
  type MatchPlace,
  type MatchProblem,
  type MatchVolunteer,
  placeKey,
} from './match-problem.ts';

/** What somebody could change by a word, the weightiest first. */
const softObstacles = ['away', 'too_far', 'untold', 'week_full'] as const;
type SoftObstacle = (typeof softObstacles)[number];

/**
 * Why somebody cannot be asked for a place, the weightiest first. Each volunteer has one of them at each place, so that their numbers add up.
 */
export const obstacles = ['barred', 'there', 'left', 'requirement', 'busy', ...softObstacles] as const;
export type Obstacle = (typeof obstacles)[number];

export type Verdict =
  | { readonly isPossible: true }
  | {
      readonly isPossible: false;
      readonly obstacle: Obstacle;
      /** of `requirement`: which, at least one */
      readonly missing?: readonly MissingRequirement[];
    };

const POSSIBLE: Verdict = { isPossible: true };
const HINDERED = Object.fromEntries(
  obstacles.map((obstacle) => [obstacle, { isPossible: false, obstacle } as const]),
) as Readonly<Record<Obstacle, Verdict>>;

/**
 * Who could be asked for which place. What many places have in common (requirements on a day, clock times, a region) is judged once for each
 * volunteer: thousands of each make millions of pairs.
 */
export class Judge {
  readonly #problem: MatchProblem;
  readonly #barred: ReadonlySet<string>;
  readonly #people: readonly Known[];
  readonly #requirements: Remembered;
  readonly #times: Remembered;
  readonly #regions: Remembered;

  constructor(problem: MatchProblem) {
    this.#problem = problem;
    const { decisions, options, places, volunteers } = problem;
    this.#barred = new Set(
      decisions
        .filter(({ decision }) => decision === 'barred')
        .map((one) => `${placeKey(one)} ${one.volunteerId}`),
    );
    this.#people = volunteers.map(({ engaged, leftShiftIds }) => ({
      weeks: loadsOf(engaged),
      shifts: new Set([...engaged.map(({ shiftId }) => shiftId), ...leftShiftIds]),
    }));
    this.#requirements = new Remembered({
      places,
      volunteers,
      keyOf: ({ requirements, spans }) => [spans[0]?.day, requirements],
      lacksOf: ({ requirements, spans }, person) => missingOn(requirements, person, spans[0]?.day ?? ''),
    });
    this.#times = new Remembered({
      places,
      volunteers,
      keyOf: ({ spans }) => spans,
      lacksOf: ({ spans }, { availability }) =>
        spans.every((span) => isAvailableOn(availability, span)) ? NOTHING_LACKS : ['time'],
    });
    this.#regions = new Remembered({
      places,
      volunteers,
      keyOf: ({ regionCode }) => regionCode,
      lacksOf: (place, { regionCode }) =>
        isWithin(options.reach, place.regionCode, regionCode) ? NOTHING_LACKS : ['region'],
    });
  }

  /** Whether nothing is in the way; what hinders the most is looked at first. */
  isPossible(place: number, volunteer: number): boolean {
    return (
      this.#times.isMet(place, volunteer) &&
      this.#regions.isMet(place, volunteer) &&
      this.#requirements.isMet(place, volunteer) &&
      this.judge(place, volunteer).isPossible
    );
  }

  /** What a place requires and somebody lacks, whatever else is in the way. */
  missing(place: number, volunteer: number): readonly MissingRequirement[] {
    return this.#requirements.lacks(place, volunteer);
  }

  /** Everything in the way that somebody could change by a word: their own times, how far they would come, a week that is full. */
  soft(place: number, volunteer: number): readonly Obstacle[] {
    return softObstacles.filter((obstacle) => this.#isInTheWay(obstacle, place, volunteer));
  }

  judge(place: number, volunteer: number): Verdict {
    const { asking, asked, known } = this.#pair(place, volunteer);
    const { shiftId } = asking;
    if (this.#barred.size > 0 && this.#barred.has(`${placeKey(asking)} ${asked.id}`)) return HINDERED.barred;
    if (known.shifts.has(shiftId))
      return asked.engaged.some((one) => one.shiftId === shiftId) ? HINDERED.there : HINDERED.left;
    const missing = this.missing(place, volunteer);
    if (missing.length > 0) return { isPossible: false, obstacle: 'requirement', missing };
    if (asked.engaged.some((other) => collide(asking, other, this.#problem.options))) return HINDERED.busy;
    const first = softObstacles.find((obstacle) => this.#isInTheWay(obstacle, place, volunteer));
    return first === undefined ? POSSIBLE : HINDERED[first];
  }

  #isInTheWay(obstacle: SoftObstacle, place: number, volunteer: number): boolean {
    const { options } = this.#problem;
    const { asking, asked, known } = this.#pair(place, volunteer);
    switch (obstacle) {
      case 'away':
        return !this.#times.isMet(place, volunteer);
      case 'too_far':
        return !this.#regions.isMet(place, volunteer);
      case 'untold':
        return !options.asksUntold && isUntold(asked.availability);
      case 'week_full':
        return isWeekFull(asking, known.weeks, options);
    }
  }

  #pair(place: number, volunteer: number) {
    const { places, volunteers } = this.#problem;
    const [asking, asked, known] = [places[place], volunteers[volunteer], this.#people[volunteer]];
    if (asking === undefined || asked === undefined || known === undefined)
      throw new RangeError(`no pair ${place}, ${volunteer}`);
    return { asking, asked, known };
  }
}

interface Known {
  readonly weeks: ReadonlyMap<string, Load>;
  /** that they have, had or wait for a place at */
  readonly shifts: ReadonlySet<string>;
}

const NOTHING_LACKS: readonly string[] = [];

interface Asking extends Pick<MatchProblem, 'places' | 'volunteers'> {
  /** what places have in common that ask the same */
  readonly keyOf: (place: MatchPlace) => unknown;
  readonly lacksOf: (place: MatchPlace, volunteer: MatchVolunteer) => readonly string[];
}

/** What volunteers lack of what places ask, judged once for all places that ask the same. */
class Remembered {
  readonly #asking: Asking;
  /** by place: by volunteer 0 where nothing is known yet, else the number of what they lack, from 1 */
  readonly #known: readonly Uint16Array[];
  readonly #lacks: (readonly string[])[] = [NOTHING_LACKS];
  readonly #numbers = new Map<string, number>([['', 1]]);

  constructor(asking: Asking) {
    this.#asking = asking;
    const { places, volunteers, keyOf } = asking;
    const known = new Map<string, Uint16Array>();
    this.#known = places.map((place) => {
      const key = JSON.stringify(keyOf(place));
      const numbers = known.get(key) ?? new Uint16Array(volunteers.length);
      known.set(key, numbers);
      return numbers;
    });
  }

  isMet(place: number, volunteer: number): boolean {
    return this.lacks(place, volunteer).length === 0;
  }

  lacks(place: number, volunteer: number): readonly string[] {
    const numbers = this.#known[place];
    const { places, volunteers, lacksOf } = this.#asking;
    const [asking, asked] = [places[place], volunteers[volunteer]];
    if (numbers === undefined || asking === undefined || asked === undefined)
      throw new RangeError(`no pair ${place}, ${volunteer}`);
    let number = numbers[volunteer] ?? 0;
    if (number === 0) {
      number = this.#numberOf(lacksOf(asking, asked));
      numbers[volunteer] = number;
    }
    return this.#lacks[number - 1] ?? NOTHING_LACKS;
  }

  #numberOf(lacks: readonly string[]): number {
    const key = lacks.join(' ');
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    this.#lacks.push(lacks);
    this.#numbers.set(key, this.#lacks.length);
    return this.#lacks.length;
  }
}

/** Whether nobody can be at both: one begins before the other has ended, and before one has come from its site. */
export function collide(
  one: Engagement,
  other: Engagement,
  { travelMinutes }: Pick<MatchOptions, 'travelMinutes'>,
): boolean {
  const between = one.siteId === other.siteId ? 0 : travelMinutes * 60_000;
  return one.startsAt < other.endsAt + between && other.startsAt < one.endsAt + between;
}

/** What somebody has in a week. */
export interface Load {
  readonly shifts: number;
  readonly minutes: number;
}

const NOTHING: Load = { shifts: 0, minutes: 0 };

/** Of one week. */
export function loadIn(loads: ReadonlyMap<string, Load> | undefined, week: string): Load {
  return loads?.get(week) ?? NOTHING;
}

/** By week. */
export function loadsOf(engagements: readonly Engagement[]): Map<string, Load> {
  const loads = new Map<string, Load>();
  for (const one of engagements) {
    const { shifts, minutes } = loadIn(loads, one.week);
    loads.set(one.week, { shifts: shifts + 1, minutes: minutes + minutesOf(one) });
  }
  return loads;
}

/** Whether a week has no room for one more. */
export function isWeekFull(
  place: Engagement,
  loads: ReadonlyMap<string, Load> | undefined,
  options: MatchOptions,
): boolean {
  const { shifts, minutes } = loadIn(loads, place.week);
  return shifts + 1 > options.mostShiftsPerWeek || minutes + minutesOf(place) > options.mostMinutesPerWeek;
}

export function minutesOf({ startsAt, endsAt }: Pick<Engagement, 'startsAt' | 'endsAt'>): number {
  return (endsAt - startsAt) / 60_000;
}

const FURTHEST: Readonly<Record<Reach, number>> = { county: 0, city: 1, province: 2, anywhere: 3 };

/** Whoever never told where they live is nobody's guess, and may be asked. */
function isWithin(reach: Reach, site: string, home: string | null): boolean {
  return (stepsBetween(site, home) ?? 0) <= FURTHEST[reach];
}
