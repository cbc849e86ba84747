import type { Random } from '../../domain/random.ts';
import { seedAttendance } from '../attendance/seed.ts';
import { acceptDemoEntries } from '../books/seed.ts';
import { seedCertificates } from '../certificates/seed.ts';
import { entryFollowers } from '../exchange.ts';
import { seedMatch } from '../matching/seed.ts';
import { seedOpportunities } from '../opportunities/seed.ts';
import { Doors } from '../platform/work/doors.ts';
import type { Services } from '../platform/work/work.ts';
import { seedEvaluations, seedOwnPage } from '../recognition/seed.ts';
import { seedFormerServices } from '../volunteer-imports/seed.ts';
import { type DemoVolunteer, qualifyDemoVolunteers, seedTeams } from '../volunteers/seed.ts';
import { drawFormerServices } from './draw-former-services.ts';
import { drawVolunteers, type StationVolunteers } from './draw-volunteers.ts';
import { demoOpportunities, WINTER_PROGRAMME, WINTER_WEEKS } from './opportunities.ts';
import { demoVolunteers } from './volunteers.ts';

/** Of each station, after those who are written out: with two who only ask and ten of a table there are 120. */
const drawnAt: Readonly<Record<string, StationVolunteers>> = {
  'wz-station': {
    town: 'wenzhou',
    from: 3,
    count: 28,
    languages: ['wuu', 'nan', 'eng'],
    regionCodes: ['330302', '330304', '330382'],
  },
  'zz-station': {
    town: 'zhengzhou',
    from: 2,
    count: 19,
    languages: ['eng', 'csl'],
    regionCodes: ['410105', '410104'],
  },
  'lz-station': {
    town: 'liuzhou',
    from: 6,
    count: 53,
    languages: ['zha', 'yue', 'hak'],
    regionCodes: ['450202', '450203', '450206'],
  },
};

/** Whoever registers with a station of the demo. @param year of today */
export function stationVolunteers(random: Random, code: string, year: number): DemoVolunteer[] {
  const drawn = drawnAt[code];
  return [
    ...(demoVolunteers[code] ?? []),
    ...(drawn === undefined ? [] : drawVolunteers(random, drawn, year)),
  ];
}

interface StationVolunteering {
  readonly station: {
    readonly organisationId: string;
    readonly supervisorId: string;
    readonly code: string;
    readonly regionCode: string;
    readonly sites: readonly { readonly id: string }[];
  };
  /** undefined: the supervisor looks after volunteers alone */
  readonly coordinatorId: string | undefined;
  /** who has registered, by the id of the entry in the station's book */
  readonly entries: ReadonlyMap<string, DemoVolunteer>;
  readonly random: Random;
  /** under which certificates are verified */
  readonly address: string;
}

/** What volunteers of a station have and did in a year: checks, teams, shifts, hours, evaluations, certificates. */
export async function seedVolunteering(
  services: Services,
  { station, coordinatorId, entries, random, address }: StationVolunteering,
): Promise<void> {
  const { organisationId, supervisorId, code } = station;
  const at = { organisationId, actorId: supervisorId };
  await qualifyDemoVolunteers(services, at, entries);
  const followers = entryFollowers(new Doors(services, new Set()));
  const consented = [...entries].filter(([, volunteer]) => hasConsent(volunteer)).map(([id]) => id);
  await acceptDemoEntries(services, at, consented, followers);
  const accepted = [...entries].filter(([, volunteer]) => volunteer.guardian === undefined);
  await seedTeams(services, at, [
    { name: '周末学堂队', volunteerIds: whoCan(accepted, 'tutoring') },
    { name: '邻里守望队', volunteerIds: whoCan(accepted, 'companionship') },
  ]);
  const volunteers = new Map([...entries].map(([id, { loginName }]) => [loginName, id]));
  const asked = demoOpportunities[code] ?? [];
  const places = await seedOpportunities(services, at, asked, { volunteers, random });
  const attended = await seedAttendance(services, at, { colleagueId: coordinatorId, places, random });
  await seedEvaluations(services, at, attended);
  if (coordinatorId !== undefined) {
    const members = accepted.map(([, volunteer]) => volunteer);
    await seedYearsBefore(services, { station, coordinatorId, members, random });
    for (const [volunteerId, { name }] of accepted.slice(0, 1))
      await seedOwnPage(services, { organisationId }, { volunteerId, name });
    const matched = { programme: WINTER_PROGRAMME, weeks: WINTER_WEEKS };
    await seedMatch(services, { organisationId, actorId: coordinatorId }, matched);
  }
  await seedCertificates(services, { organisationId, actorId: coordinatorId ?? supervisorId }, address);
}

function hasConsent({ qualifications = [] }: DemoVolunteer): boolean {
  return qualifications.some(({ code }) => code === 'guardian_consent');
}

type Entry = readonly [id: string, volunteer: DemoVolunteer];

function whoCan(entries: readonly Entry[], skill: NonNullable<DemoVolunteer['skills']>[number]): string[] {
  return entries.filter(([, { skills = [] }]) => skills.includes(skill)).map(([id]) => id);
}

/** What the station's own table tells of the years before the platform. */
async function seedYearsBefore(
  services: Services,
  {
    station: { organisationId, supervisorId, regionCode, sites },
    coordinatorId,
    members,
    random,
  }: Pick<StationVolunteering, 'station' | 'random'> & {
    coordinatorId: string;
    members: readonly DemoVolunteer[];
  },
): Promise<void> {
  const year = services.clock().getUTCFullYear();
  await seedFormerServices(
    services,
    { organisationId, actorId: coordinatorId },
    {
      fileName: '往年志愿服务登记表.csv',
      siteId: sites[0]?.id ?? '',
      colleagueId: supervisorId,
      rows: drawFormerServices(random, members, { regionCode, year }),
    },
  );
}
