import { drawPerson, drawPhone } from '../../domain/demo/draw-person.ts';
import { integerBetween, pick, type Random } from '../../domain/random.ts';
import type { WeeklyWindow } from '../../domain/volunteers/availability.ts';
import type {
  ServiceCategory,
  SpokenLanguage,
  VolunteerSkill,
} from '../../domain/volunteers/profile-words.ts';
import type { DemoVolunteer } from '../volunteers/seed.ts';
import { accident, firstSteps, minors } from './volunteers.ts';

/** Who comes to a station: which years they were born in, what they can do and like, when they could come. */
interface Walk {
  /** of so many in a hundred */
  readonly share: number;
  /** years that they were born before this one */
  readonly ages: readonly [number, number];
  readonly skills: readonly VolunteerSkill[];
  readonly categories: readonly ServiceCategory[];
  readonly windows: readonly WeeklyWindow[];
}

const weekdays = (from: string, to: string): WeeklyWindow[] =>
  [1, 2, 3, 4, 5].map((weekday) => ({ weekday, from, to }));
const saturday = { weekday: 6, from: '08:30', to: '17:30' };
const sunday = { weekday: 7, from: '09:00', to: '18:00' };

const walks: readonly Walk[] = [
  {
    // students
    share: 46,
    ages: [20, 23],
    skills: ['tutoring', 'sports', 'music', 'art', 'computing', 'science', 'group_activities'],
    categories: ['children', 'school', 'environment', 'culture'],
    windows: [saturday, sunday, { weekday: 5, from: '13:30', to: '18:00' }],
  },
  {
    // people at work
    share: 26,
    ages: [25, 55],
    skills: ['driving', 'first_aid', 'event_support', 'counselling', 'repairs', 'translation', 'computing'],
    categories: ['community', 'riders', 'families', 'emergency'],
    windows: [saturday, sunday, { weekday: 3, from: '17:30', to: '21:30' }],
  },
  {
    // retired
    share: 19,
    ages: [60, 68],
    skills: ['companionship', 'reading_aloud', 'crafts', 'repairs', 'music'],
    categories: ['elderly', 'community', 'families', 'children'],
    windows: weekdays('08:30', '17:30'),
  },
  {
    // pupils of the upper classes
    share: 9,
    ages: [16, 17],
    skills: ['music', 'sports', 'event_support', 'art'],
    categories: ['environment', 'culture', 'school'],
    windows: [sunday],
  },
];
const OF_AGE = 18;

/** Days before today on which there were registrations: after a talk at a school, a market, the new year. */
const JOINED = [330, 290, 255, 210, 160, 110, 75, 40];
/** Whoever is under age came lately: so they are still. */
const JOINED_LATELY = [40, 20];
/** Nobody waits longer until somebody has spoken with the guardian. */
const JOINED_NOW = 2;

export interface StationVolunteers {
  /** login names go on after those that are written out: `volunteer6.liuzhou` */
  readonly town: string;
  readonly from: number;
  readonly count: number;
  readonly languages: readonly SpokenLanguage[];
  readonly regionCodes: readonly string[];
}

/** Volunteers of a station that nobody wrote out; nobody's data. @param year of today */
export function drawVolunteers(
  random: Random,
  { town, from, count, languages, regionCodes }: StationVolunteers,
  year: number,
): DemoVolunteer[] {
  const names = new Set<string>();
  return Array.from({ length: count }, (_, index) => {
    const walk = drawWalk(random);
    const [youngest, oldest] = walk.ages;
    const born = { from: year - oldest, to: year - youngest };
    const regionCode = pick(random, regionCodes);
    let person = drawPerson(random, born, regionCode);
    while (names.has(person.name)) person = drawPerson(random, born, regionCode);
    names.add(person.name);
    const isMinor = oldest < OF_AGE;
    // of one in four nobody has spoken with the guardian yet
    const isWaiting = isMinor && random() < 0.25;
    const joined = pick(random, isMinor ? JOINED_LATELY : JOINED);
    const daysAgo = isWaiting ? JOINED_NOW : joined;
    const { name, birthDate, sex, phone } = person;
    return {
      loginName: `volunteer${from + index}.${town}`,
      name,
      birthDate,
      sex,
      phone,
      regionCode,
      daysAgo,
      skills: some(random, walk.skills, 3),
      categories: some(random, walk.categories, 2),
      languages: ['cmn', ...(random() < 0.5 ? some(random, languages, 1) : [])],
      // a few never said when
      ...(random() < 0.1
        ? {}
        : { availability: { weekly: drawWindows(random, walk.windows), exceptions: [] } }),
      ...(isMinor ? drawGuardian(random, name) : {}),
      qualifications: isWaiting ? [] : isMinor ? [consent(joined)] : drawQualifications(random, joined),
    };
  });
}

function drawWalk(random: Random): Walk {
  let left = random() * 100;
  for (const walk of walks) {
    left -= walk.share;
    if (left < 0) return walk;
  }
  return pick(random, walks);
}

/** One to so many of them. */
function some<Item>(random: Random, items: readonly Item[], most: number): Item[] {
  const chosen = new Set<Item>();
  const wanted = integerBetween(random, 1, most);
  while (chosen.size < wanted) chosen.add(pick(random, items));
  return [...chosen];
}

function drawWindows(random: Random, windows: readonly WeeklyWindow[]): WeeklyWindow[] {
  const chosen = windows.filter(() => random() < 0.7);
  return chosen.length === 0 ? [pick(random, windows)] : chosen;
}

function drawGuardian(random: Random, name: string): Pick<DemoVolunteer, 'guardian'> {
  const relation = pick(random, ['mother', 'father'] as const);
  return { guardian: { relation, name: `${name.slice(0, 1)}家长`, phone: drawPhone(random) } };
}

type Qualifications = NonNullable<DemoVolunteer['qualifications']>;

function consent(joined: number): Qualifications[number] {
  return { kind: 'check', code: 'guardian_consent', daysAgo: joined - 3, forDays: 365 };
}

/** Most checks hold, some end soon, some have ended; each was seen after somebody came. */
function drawQualifications(random: Random, joined: number): Qualifications {
  const daysAgo = joined - integerBetween(random, 3, 15);
  const fate = random();
  const lasts = fate < 0.7 ? daysAgo + 400 : fate < 0.84 ? daysAgo + integerBetween(random, 6, 50) : 180;
  const isChecked = fate < 0.84 || daysAgo > 180;
  return [
    ...(random() < 0.8 ? [{ ...firstSteps, daysAgo }] : []),
    ...(isChecked && fate < 0.94 ? [{ ...minors, daysAgo, forDays: lasts }] : []),
    ...(random() < 0.55 ? [{ ...accident, daysAgo, forDays: daysAgo + 200 }] : []),
  ];
}
