import { daysAfter } from '../src/domain/calendar/calendar-event.ts';
import { weekdayOf } from '../src/domain/calendar/weekday.ts';
import { MATCH_OPTIONS, type MatchOptions } from '../src/domain/matching/match-options.ts';
import type {
  Engagement,
  MatchPlace,
  MatchProblem,
  MatchVolunteer,
} from '../src/domain/matching/match-problem.ts';
import { createRandom, integerBetween, pick, type Random } from '../src/domain/random.ts';
import { categoryNames, serviceCategories, volunteerSkills } from '../src/domain/volunteers/profile-words.ts';
import { NO_REQUIREMENTS } from '../src/domain/volunteers/requirements.ts';

/** A Monday. */
const FIRST_DAY = '2026-03-02';
const CLOCKS = ['09:00', '14:00', '16:00', '18:00'] as const;
const REGIONS = ['330302', '330303', '330304', '410102'] as const;

export interface MatchSize {
  readonly volunteers: number;
  readonly places: number;
  readonly seed: number;
  /** hours of the week in which each could come, of 28 that there are */
  readonly windows: number;
  /** different skills that shifts ask for; each volunteer has one of them */
  readonly skills: number;
  readonly options?: Partial<MatchOptions>;
  readonly weeks?: number;
  readonly opportunities?: number;
}

/** A programme as it could be: shifts of two hours in some weeks at some sites, and volunteers with a few hours a week. */
export function makeMatchProblem({
  options,
  weeks = 4,
  opportunities = 40,
  ...size
}: MatchSize): MatchProblem {
  const random = createRandom(size.seed);
  const skills = volunteerSkills.slice(0, size.skills);
  const offers = Array.from({ length: opportunities }, (_, at) => ({
    opportunityId: `opportunity-${at}`,
    siteId: `site-${at % 8}`,
    regionCode: REGIONS[at % 3] ?? REGIONS[0],
    category: pick(random, serviceCategories),
    requirements: { ...NO_REQUIREMENTS, skills: [pick(random, skills)] },
  }));
  return {
    options: { ...MATCH_OPTIONS, ...options },
    places: Array.from({ length: size.places }, (_, at): MatchPlace => ({
      ...engagementOf(random, `shift-${at}`, weeks * 7),
      ...pick(random, offers),
      role: '',
      free: 1,
    })),
    volunteers: Array.from({ length: size.volunteers }, (_, at) =>
      volunteerOf(random, at, { ...size, skills }),
    ),
    decisions: [],
  };
}

function engagementOf(random: Random, shiftId: string, days: number): Engagement & Pick<MatchPlace, 'spans'> {
  const day = daysAfter(FIRST_DAY, integerBetween(random, 0, days - 1));
  const from = pick(random, CLOCKS);
  const startsAt = Date.parse(`${day}T${from}:00+08:00`);
  const to = `${String(Number(from.slice(0, 2)) + 2).padStart(2, '0')}:00`;
  return {
    shiftId,
    siteId: '',
    startsAt,
    endsAt: startsAt + 7_200_000,
    week: daysAfter(day, 1 - weekdayOf(day)),
    spans: [{ day, from, to }],
  };
}

function volunteerOf(
  random: Random,
  at: number,
  { windows, skills }: { windows: number; skills: readonly string[] },
): MatchVolunteer {
  const slots = new Set<number>();
  while (slots.size < windows) slots.add(integerBetween(random, 0, 27));
  const weekly = [...slots]
    .sort((left, right) => left - right)
    .map((slot) => {
      const from = CLOCKS[slot % 4] ?? CLOCKS[0];
      const to = `${String(Number(from.slice(0, 2)) + 2).padStart(2, '0')}:00`;
      return { weekday: Math.floor(slot / 4) + 1, from, to };
    });
  return {
    id: `volunteer-${at}`,
    birthDate: '2000-01-01',
    skills: [pick(random, skills)],
    qualifications: [],
    categories: [pick(random, Object.keys(categoryNames))],
    regionCode: pick(random, REGIONS),
    availability: { weekly, exceptions: [] },
    engaged: [],
    leftShiftIds: [],
    minutes: integerBetween(random, 0, 10) * 60,
    helpedAt: {},
    servedAt:
      random() < 0.3
        ? { [`opportunity-${integerBetween(random, 0, 39)}`]: integerBetween(random, 1, 6) }
        : {},
  };
}
