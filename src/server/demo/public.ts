import { randomBytes } from 'node:crypto';
import { type Role, roleTable } from '../../domain/access/roles.ts';
import { warmWayPlaybook } from '../../domain/playbooks/warm-way-playbook.ts';
import { type DemoMember, seedAlliance } from '../alliances/seed.ts';
import { openDemoBook, welcomeDemoVolunteers } from '../books/seed.ts';
import { seedCases } from '../casework/seed.ts';
import { seedExchange } from '../deliveries/seed.ts';
import { answerers, receivers } from '../exchange.ts';
import { type DemoClass, type DemoStation, seedStudents } from '../clients/seed.ts';
import { seedGroups } from '../groups/seed.ts';
import { assignRoles, createAccount, hashPassword, makeLink } from '../identity/public.ts';
import { addWaySheet } from '../materials/seed.ts';
import { seedWaves } from '../measures/seed.ts';
import { foundOrganisation, insertSite, listOrganisations } from '../organisations/public.ts';
import { newId } from '../platform/database/ids.ts';
import { createRandom } from '../../domain/random.ts';
import { StartError } from '../platform/start/start-error.ts';
import type { Services } from '../platform/work/work.ts';
import { type DemoTeam, seedPlaybooks } from '../playbooks/seed.ts';
import { seedPublicAccounts } from '../public-accounts/seed.ts';
import { demoAgreement, demoShares, LATE_STATION } from './alliance.ts';
import { demoMeetings, demoSayings } from './meetings.ts';
import { seedMeetings } from '../meetings/seed.ts';
import { BOOK_OF, demoPeople } from './people.ts';
import { demoVolunteers } from './volunteers.ts';
import type { StartPolicy } from '../start-policy.ts';
import { type DemoAlliance, type DemoParticipant, seedReleases, seedStudy } from '../studies/seed.ts';
import { type DemoProfessional, seedTalent, seedTalentReports } from '../talent/seed.ts';
import { demoProfessionals } from './staff.ts';
import { seedPlacement } from '../placements/seed.ts';
import { seedTraining } from '../training/seed.ts';
import { seedVolunteering, stationVolunteers } from './volunteering.ts';
import { registerDemoVolunteers } from '../volunteers/seed.ts';
import { type DemoOrganisation, demoOrganisations } from './organisations.ts';

type Environment = Readonly<Record<string, string | undefined>>;

export interface Welcome {
  readonly demoAccounts: readonly { username: string; roles: string; organisation: string }[];
  readonly demoPassword: string;
  /** path of the link that makes the first administrator, where there is none yet */
  readonly firstLink: string | undefined;
  /** organisations of the demo, where this start keeps the demo closed */
  readonly closedOrganisations: readonly string[];
}

const DEFAULT_PASSWORD = 'nuantu-demo';
const origin = { requestId: 'demo', language: 'zh-CN' } as const;

export function demoPassword(environment: Environment): string {
  return environment['NUANTU_DEMO_PASSWORD'] ?? DEFAULT_PASSWORD;
}

/** Where whoever looks at the demo verifies its certificates. */
export function demoAddress({ publicUrl, port }: Pick<StartPolicy, 'publicUrl' | 'port'>): string {
  return publicUrl ?? `http://127.0.0.1:${port}`;
}

/**
 * What a new installation starts with: the demo where it is asked for, else an operator without a password.
 * @throws StartError demo_in_production
 */
export async function fillEmptyPlatform(
  services: Services,
  environment: Environment,
  policy: Pick<StartPolicy, 'isProduction' | 'seedsDemo' | 'demoOpen' | 'publicUrl' | 'port'>,
): Promise<Welcome> {
  const { isProduction, seedsDemo, demoOpen } = policy;
  const password = demoPassword(environment);
  const isEmpty = (await findOrganisations(services)).length === 0;
  const firstLink = isEmpty && !seedsDemo ? await createOperator(services) : undefined;
  if (isEmpty && seedsDemo) await seedDemo(services, password, demoAddress(policy));
  const demo = (await findOrganisations(services)).filter((organisation) => organisation.demo);
  if (demo.length > 0 && isProduction) throw new StartError('demo_in_production');
  return {
    demoAccounts: demo.length > 0 && demoOpen ? listDemoAccounts() : [],
    demoPassword: password,
    firstLink,
    closedOrganisations: demoOpen ? [] : demo.map(({ id }) => id),
  };
}

async function findOrganisations(services: Services) {
  const [organisations] = await services.database.global(listOrganisations({}));
  return organisations;
}

function listDemoAccounts(): Welcome['demoAccounts'] {
  return demoOrganisations.flatMap(({ code, accounts, name }) => {
    const staff = accounts.map(({ username, roles }) => ({
      username,
      roles: roles.map((role) => roleTable[role].zh).join('、'),
      organisation: name,
    }));
    // one of them is enough to look at what they see
    const [volunteer] = demoVolunteers[code] ?? [];
    if (volunteer === undefined) return staff;
    return [...staff, { username: volunteer.loginName, roles: '志愿者', organisation: name }];
  });
}

const SEED = 1_161;

/**
 * The whole demo: organisations, sites, staff, students with consents, a registered study with two waves of answers, groups,
 * cases in every state, volunteers with hours and certificates.
 * @param address under which certificates are verified
 */
export async function seedDemo(services: Services, password: string, address: string): Promise<DemoClass[]> {
  const passwordHash = await hashPassword(password);
  const participants: SeededStation[] = [];
  let alliance: (DemoAlliance & { readonly team: DemoTeam }) | undefined;
  const receiverIds: string[] = [];
  for (const [index, organisation] of demoOrganisations.entries()) {
    const seeded = await seedOrganisation(services, organisation, passwordHash);
    const { station, workerId, coordinatorId, professionals, evaluatorId, managerId } = seeded;
    const { organisationId, code } = station;
    if (organisation.kind === 'alliance' || organisation.kind === 'department')
      receiverIds.push(organisationId);
    if (organisation.kind === 'alliance') {
      const team = { organisationId, code, authorId: evaluatorId, reviewerId: managerId };
      alliance = { organisationId, evaluatorId, team };
    }
    if (station.sites.length === 0) continue;
    const classes = await seedStudents(services, station, SEED + index);
    participants.push({ station, workerId, coordinatorId, professionals, classes });
  }
  if (alliance === undefined) throw new Error('the demo has an alliance');
  const playbooks = await seedPlaybooks(
    services,
    alliance.team,
    participants.map(({ station, workerId }) => ({
      organisationId: station.organisationId,
      code: station.code,
      authorId: workerId,
      reviewerId: station.supervisorId,
    })),
    (author) => addWaySheet(author, services.blobs),
  );
  const exchangeAt = (at: Services) => seedExchange(at, receivers, answerers);
  // registered before the waves: a study is not registered once a later wave was answered
  const studyId = await seedStudy(services, alliance, participants, exchangeAt);
  for (const [index, { station, workerId, professionals, classes }] of participants.entries()) {
    await seedWaves(services, station, classes, { studyTag: studyId, seed: SEED + 20 + index });
    await seedGroups(services, station, workerId, classes, {
      playbook: playbooks.get(station.code) ?? warmWayPlaybook,
      seed: SEED + 30 + index,
    });
    await seedCases(services, station, workerId, classes, SEED + 10 + index);
    await seedTalent(services, station, professionals);
  }
  await seedReleases(services, studyId, participants, exchangeAt);
  await seedTogether(services, alliance, participants, exchangeAt);
  await seedBook(services, participants, { passwordHash, address });
  const { deliveries } = exchangeAt(services);
  for (const { station } of participants)
    await seedTalentReports(services, station, { receiverIds, deliveries });
  return participants.flatMap(({ classes }) => classes);
}

/** What the stations do together: their alliance, and how it meets. */
async function seedTogether(
  services: Services,
  alliance: DemoAlliance & { readonly team: DemoTeam },
  participants: readonly SeededStation[],
  exchangeAt: (at: Services) => ReturnType<typeof seedExchange>,
): Promise<void> {
  const host = { organisationId: alliance.organisationId, actorId: alliance.team.reviewerId };
  const allianceId = await seedAlliance(services, host, demoMembers(participants), {
    agreement: demoAgreement,
    exchangeAt,
  });
  const stations = participants.map(({ station, workerId }) => ({
    organisationId: station.organisationId,
    actorId: station.supervisorId,
    workerId,
    said: demoSayings[station.code] ?? { topics: [], items: [] },
  }));
  await seedMeetings(services, { allianceId, host, stations }, { meetings: demoMeetings, exchangeAt });
}

function demoMembers(participants: readonly SeededStation[]): DemoMember[] {
  return participants.map(({ station: { organisationId, code, supervisorId: actorId } }) => ({
    organisationId,
    code,
    actorId,
    shares: demoShares[code] ?? [],
    isUpToDate: code !== LATE_STATION,
  }));
}

/**
 * Stations take people of the public into their books: some have asked where somebody looks first, and volunteers have come, all
 * at once where the station wishes it.
 */
async function seedBook(
  services: Services,
  participants: readonly SeededStation[],
  { passwordHash, address }: { passwordHash: string; address: string },
): Promise<void> {
  const { deliveries } = seedExchange(services, receivers, answerers);
  for (const [index, { station, workerId, coordinatorId }] of participants.entries()) {
    const { organisationId, supervisorId: actorId, code } = station;
    // whoever asks while somebody looks first is there to be answered
    await openDemoBook(services, organisationId, actorId);
    const people = code === BOOK_OF ? demoPeople : [];
    const tenant = await seedPublicAccounts(services, organisationId, people, passwordHash);
    await deliveries.deliverDue(tenant);
    await welcomeDemoVolunteers(services, organisationId, actorId);
    const random = createRandom(SEED + 40 + index);
    const volunteers = stationVolunteers(random, code, services.clock().getUTCFullYear());
    const at = { tenant, organisationId };
    const entries = await registerDemoVolunteers(services, at, volunteers, passwordHash);
    await deliveries.deliverDue(tenant);
    await seedVolunteering(services, { station, coordinatorId, entries, random, address });
    await deliveries.deliverDue(organisationId);
    if (coordinatorId === undefined || code !== BOOK_OF) continue;
    await seedTraining(services, { organisationId, actorId }, { workerId, coordinatorId });
    const siteId = station.sites[0]?.id ?? '';
    await seedPlacement(services, { organisationId, actorId }, { siteId, supervisorId: workerId });
  }
}

interface SeededStation extends DemoParticipant {
  readonly station: DemoStation;
  readonly workerId: string;
  /** undefined: the supervisor looks after volunteers alone */
  readonly coordinatorId: string | undefined;
  readonly classes: readonly DemoClass[];
  readonly professionals: ReadonlyMap<string, DemoProfessional>;
}

async function seedOrganisation(
  services: Services,
  demo: DemoOrganisation,
  passwordHash: string,
): Promise<Omit<SeededStation, 'classes'> & { evaluatorId: string; managerId: string }> {
  const organisationId = newId();
  const now = services.clock();
  const siteIds = new Map(demo.sites.map(({ code }) => [code, newId()]));
  const accountIds = new Map(demo.accounts.map(({ username }) => [username, newId()]));
  const { code, kind, name, nameEn, regionCode } = demo;
  const row = { id: organisationId, code, kind, name, nameEn, regionCode, demo: true, now };
  await foundOrganisation(services, origin, row, async (change) => {
    for (const site of demo.sites) {
      const id = siteIds.get(site.code) ?? newId();
      change.push(insertSite({ organisationId, id, ...site, kind: 'school_station', now }));
    }
    for (const { username, displayName, roles, sites } of demo.accounts) {
      const accountId = accountIds.get(username) ?? newId();
      await createAccount(change, { accountId, username, displayName, passwordHash });
      const reach = sites.flatMap((siteCode) => siteIds.get(siteCode) ?? []);
      assignRoles(
        change,
        accountId,
        roles.map((role) => ({ role, siteIds: reach })),
      );
    }
  });
  const idsOf = (role: Role) =>
    demo.accounts
      .filter(({ roles }) => roles.includes(role))
      .map(({ username }) => accountIds.get(username) ?? '');
  const accountOf = (role: Role) => idsOf(role)[0] ?? '';
  const professionals = [...accountIds].flatMap(([username, id]) => {
    const known = demoProfessionals[username];
    return known === undefined ? [] : ([[id, known]] as const);
  });
  return {
    station: {
      organisationId,
      code: demo.code,
      regionCode: demo.regionCode,
      supervisorId: accountOf('supervisor'),
      colleagueIds: idsOf('worker').slice(1),
      sites: demo.sites.map(({ code, name, regionCode }) => ({
        id: siteIds.get(code) ?? '',
        name,
        regionCode,
      })),
    },
    workerId: accountOf('worker'),
    professionals: new Map(professionals),
    coordinatorId: accountOf('coordinator') || undefined,
    evaluatorId: accountOf('evaluator'),
    managerId: accountOf('manager'),
  };
}

/** The operator's organisation with one invited account; its link is printed once. */
async function createOperator(services: Services): Promise<string> {
  const operator = {
    id: newId(),
    code: `platform-${randomBytes(2).toString('hex')}`,
    kind: 'operator',
    name: '平台运维',
    nameEn: 'Platform operations',
    regionCode: '000000',
    demo: false,
    now: services.clock(),
  };
  return foundOrganisation(services, origin, operator, async (change) => {
    const accountId = newId();
    await createAccount(change, { accountId, username: 'admin', displayName: '管理员' });
    assignRoles(change, accountId, [
      { role: 'operator', siteIds: [] },
      { role: 'administrator', siteIds: [] },
    ]);
    return makeLink(change, accountId, 'first_administrator');
  });
}
