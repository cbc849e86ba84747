import { drawPerson, drawPhone } from '../../domain/demo/draw-person.ts';
import { createRandom, integerBetween, pick, type Random } from '../../domain/random.ts';
import { newId } from '../platform/database/ids.ts';
import { seedWork } from '../platform/work/seed-work.ts';
import { dayIn } from '../platform/work/organisation-day.ts';
import type { Change, Services } from '../platform/work/work.ts';
import { type NewPerson, registerMany } from './register-many.ts';
import { linkRelative } from './relatives.ts';
import { insertClass } from './sql.ts';
import { insertManyConsents } from './sql-seed.ts';
import type { NewConsent } from './sql-consents.ts';

export { type NewPerson, registerMany } from './register-many.ts';

export interface DemoClass {
  readonly id: string;
  readonly siteId: string;
  readonly name: string;
  /** gets the eight-week groups at once; the others wait */
  readonly arm: 'intervention' | 'comparison';
  readonly students: readonly DemoStudent[];
}

export interface DemoStudent {
  readonly id: string;
  readonly wrapped: Buffer;
  readonly siteId: string;
  readonly hasConsent: boolean;
}

export interface DemoStation {
  readonly organisationId: string;
  readonly code: string;
  readonly regionCode: string;
  /** account that signs what the demo records */
  readonly supervisorId: string;
  /** its other workers */
  readonly colleagueIds: readonly string[];
  readonly sites: readonly { id: string; name: string; regionCode: string }[];
}

/** 1,161 in all, as in the study that the first users published. */
const STUDENTS: Readonly<Record<string, number>> = {
  'wz-station': 398,
  'zz-station': 389,
  'lz-station': 374,
};
const CLASSES_PER_SITE = 4;
const CONSENTING = 0.96;
/** pupils of every second class with a brother or sister in the class before */
const SIBLINGS = 2;
const DAY = 86_400_000;

/** Students of one station in twelve classes, with guardians and consents; the same seed gives the same people. */
export async function seedStudents(
  services: Services,
  station: DemoStation,
  seed: number,
): Promise<DemoClass[]> {
  const random = createRandom(seed);
  const total = STUDENTS[station.code] ?? 0;
  const registeredAt = new Date(services.clock().getTime() - 84 * DAY);
  const { organisationId, supervisorId } = station;
  const work = seedWork(services, { organisationId, actorId: supervisorId }, registeredAt);
  return work.change(async (change) => {
    const classes: DemoClass[] = [];
    const classCount = station.sites.length * CLASSES_PER_SITE;
    for (const [siteIndex, site] of station.sites.entries()) {
      const { school, ofSite } = drawSchool(site.name);
      registerClasses(change, site.id, [school, ...ofSite]);
      let classBefore: readonly NewPerson[] = [];
      for (const [index, schoolClass] of ofSite.entries()) {
        const position = siteIndex * CLASSES_PER_SITE + index;
        const size = Math.floor(total / classCount) + (position < total % classCount ? 1 : 0);
        // a grade apart: the classes before are of the other grade
        const siblings = index % 2 === 1 ? classBefore.slice(0, SIBLINGS) : [];
        const people = Array.from({ length: size }, (_, number) => {
          const place = { site, classId: schoolClass.id, grade: schoolClass.grade, number, registeredAt };
          return inFamilyOf(drawStudent(random, place), siblings[number]);
        });
        classBefore = people;
        const wrappedKeys = await registerMany(change, people);
        const students = people.map((person) => ({
          id: person.id,
          wrapped: wrappedKeys.get(person.id) ?? Buffer.alloc(0),
          siteId: person.siteId,
          hasConsent: random() < CONSENTING,
        }));
        recordManyConsents(
          change,
          people.filter((_, number) => students[number]?.hasConsent === true),
          supervisorId,
        );
        for (const [number, sibling] of siblings.entries()) {
          const person = people[number];
          if (person !== undefined) await linkRelative(change, person.id, sibling.id, 'sibling');
        }
        const arm = index % 2 === siteIndex % 2 ? 'intervention' : 'comparison';
        classes.push({ id: schoolClass.id, siteId: site.id, name: schoolClass.name, arm, students });
      }
    }
    return classes;
  });
}

/** The school of a station's site, with its classes of two grades in turn. */
function drawSchool(siteName: string): { school: NewClass; ofSite: NewClass[] } {
  const name = siteName.replace(/社工站$/, '');
  const school: NewClass = { id: newId(), parentId: null, kind: 'school', name, grade: null };
  const grades = name.includes('小学') ? ['五年级', '六年级'] : ['七年级', '八年级'];
  const ofSite = Array.from({ length: CLASSES_PER_SITE }, (_, index): NewClass => {
    const grade = grades[index % 2] ?? null;
    const className = `${grade}${Math.floor(index / 2) + 1}班`;
    return { id: newId(), parentId: school.id, kind: 'class', name: className, grade };
  });
  return { school, ofSite };
}

export interface NewClass {
  readonly id: string;
  readonly parentId: string | null;
  readonly kind: 'school' | 'class';
  readonly name: string;
  readonly grade: string | null;
}

/** Schools and classes of a site, parents first. */
export function registerClasses(change: Change, siteId: string, classes: readonly NewClass[]): void {
  const { organisationId, now } = change;
  for (const item of classes) change.push(insertClass({ ...item, organisationId, siteId, now }));
}

/** A guardian's signed form for service, assessment and research, for each person who has a guardian. */
export function recordManyConsents(change: Change, people: readonly NewPerson[], recordedBy: string): void {
  const { organisationId, now, timeZone } = change;
  const givenOn = (person: NewPerson) => dayIn(timeZone, person.createdAt ?? now);
  const consents = people.flatMap((person): NewConsent[] => {
    const { id: clientId, siteId, workerIds } = person;
    const [guardian] = person.guardians;
    if (guardian === undefined) return [];
    return ['service', 'assessment', 'research'].map((purpose) => ({
      organisationId,
      id: newId(now.getTime()),
      clientId,
      siteId,
      workerIds: [...workerIds],
      purpose,
      givenBy: 'guardian',
      guardianId: guardian.id,
      evidence: 'signed_form',
      sealedNote: null,
      givenOn: givenOn(person),
      expiresOn: null,
      recordedBy,
      now,
    }));
  });
  for (const insert of insertManyConsents(consents)) change.push(insert);
}

/** The same name, home and guardian. */
function inFamilyOf(person: NewPerson, sibling: NewPerson | undefined): NewPerson {
  if (sibling === undefined) return person;
  const { address, guardians } = sibling;
  return {
    ...person,
    name: sibling.name.charAt(0) + person.name.slice(1),
    address,
    guardians: guardians.map((guardian) => ({ ...guardian, id: newId() })),
  };
}

const BORN: Readonly<Record<string, number>> = { 五年级: 2015, 六年级: 2014, 七年级: 2013, 八年级: 2012 };

function drawStudent(
  random: Random,
  place: {
    site: DemoStation['sites'][number];
    classId: string;
    grade: string | null;
    number: number;
    registeredAt: Date;
  },
): NewPerson {
  const year = BORN[place.grade ?? ''] ?? 2013;
  const person = drawPerson(random, { from: year, to: year }, place.site.regionCode);
  const surname = person.name.charAt(0);
  return {
    ...person,
    id: newId(place.registeredAt.getTime()),
    siteId: place.site.id,
    workerIds: [],
    classId: place.classId,
    regionCode: place.site.regionCode,
    status: 'registered',
    studentNumber: `${year + 12}${String(place.number + 1).padStart(3, '0')}${String(integerBetween(random, 100, 999))}`,
    phone: null,
    address: `合成路 ${integerBetween(random, 1, 300)} 号`,
    guardians: [
      { id: newId(), name: `${surname}${pick(random, ['女士', '先生'])}`, phone: drawPhone(random) },
    ],
    createdAt: place.registeredAt,
  };
}
