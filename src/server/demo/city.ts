import { drawPerson } from '../../domain/demo/draw-person.ts';
import { growthCheck } from '../../domain/scoring/instruments/growth-check.ts';
import type { Answers } from '../../domain/scoring/score.ts';
import { integerBetween, pick, createRandom } from '../../domain/random.ts';
import { assignRoles, createAccount, hashPassword } from '../identity/public.ts';
import { insertManyCases, type SyntheticCase } from '../casework/seed.ts';
import { compactClientCounts } from '../clients/public.ts';
import { registerMany } from '../clients/seed.ts';
import { insertManyResponses } from '../measures/seed.ts';
import { foundOrganisation, insertSite } from '../organisations/public.ts';
import { newId } from '../platform/database/ids.ts';
import { seedWork } from '../platform/work/seed-work.ts';
import type { Change, Services } from '../platform/work/work.ts';

export interface CitySize {
  readonly clients: number;
  readonly encounters: number;
  readonly responses: number;
}

export const CITY: CitySize = { clients: 100_000, encounters: 300_000, responses: 100_000 };

/** The city with so many clients, everything else in proportion. */
export function citySize(clients: number): CitySize {
  const inProportion = (count: number) => Math.round((count * clients) / CITY.clients);
  return { clients, encounters: inProportion(CITY.encounters), responses: inProportion(CITY.responses) };
}

export const CITY_USER = 'supervisor.city';
/** of the first site */
export const CITY_WORKER = workerName(0);

const SITES = 20;
const WORKERS_PER_SITE = 20;
const REGIONS = ['330302', '330303', '330304', '330305', '330381'];
const STATUSES = ['registered', 'in_service', 'closed', 'archived'];
const BATCH = 500;
const ENCOUNTERS_PER_CASE = 10;
const DAY = 86_400_000;
const origin = { requestId: 'seed', language: 'zh-CN' } as const;

/** A large synthetic organisation for measuring: the same seed gives the same people. */
export async function seedCity(
  services: Services,
  size: CitySize,
  password: string,
  onProgress: (done: number) => void,
): Promise<void> {
  const plan: CityPlan = {
    organisationId: newId(),
    siteIds: Array.from({ length: SITES }, () => newId()),
    workerIds: Array.from({ length: SITES * WORKERS_PER_SITE }, () => newId()),
    now: services.clock(),
    random: createRandom(20_261_101),
    size,
  };
  await foundCity(services, plan, await hashPassword(password));
  const work = seedWork(services, { organisationId: plan.organisationId });
  for (let start = 0; start < size.clients; start += BATCH) {
    await work.change((change) => seedPeople(change, plan, start));
    onProgress(Math.min(start + BATCH, size.clients));
  }
  await compactClientCounts(services.database, plan.organisationId);
}

interface CityPlan {
  readonly organisationId: string;
  readonly siteIds: readonly string[];
  readonly workerIds: readonly string[];
  readonly now: Date;
  readonly random: () => number;
  readonly size: CitySize;
}

async function foundCity(services: Services, plan: CityPlan, passwordHash: string): Promise<void> {
  const { organisationId, siteIds, workerIds, now } = plan;
  const names = { name: '测速城市社会工作中心', nameEn: 'Benchmark City' };
  const row = { id: organisationId, code: 'city', kind: 'social_work_agency', ...names };
  const city = { ...row, regionCode: '330300', demo: true, now };
  await foundOrganisation(services, origin, city, async (change) => {
    for (const [index, id] of siteIds.entries()) {
      const regionCode = REGIONS[index % REGIONS.length] ?? '330302';
      const site = { code: String(index + 1), name: `第${index + 1}站`, kind: 'school_station', regionCode };
      change.push(insertSite({ organisationId, id, ...site, now }));
    }
    const supervisorId = newId();
    const supervisor = { accountId: supervisorId, username: CITY_USER, displayName: '城市督导' };
    await createAccount(change, { ...supervisor, passwordHash });
    assignRoles(change, supervisorId, [{ role: 'supervisor', siteIds: [] }]);
    for (const [index, accountId] of workerIds.entries()) {
      const worker = { accountId, username: workerName(index), displayName: `社工 ${index + 1}` };
      await createAccount(change, { ...worker, passwordHash });
      assignRoles(change, accountId, [{ role: 'worker', siteIds: [siteIds[siteOf(index)] ?? ''] }]);
    }
  });
}

/** The next of them, with cases and answers in proportion. */
async function seedPeople(change: Change, plan: CityPlan, start: number): Promise<void> {
  const { random, size } = plan;
  const people = Array.from({ length: Math.min(BATCH, size.clients - start) }, (_, index) =>
    drawClient(plan, start + index),
  );
  const wrappedKeys = await registerMany(change, people);
  const about = ({ id, siteId, workerIds }: (typeof people)[number]) => ({
    clientId: id,
    wrapped: wrappedKeys.get(id) ?? Buffer.alloc(0),
    siteId,
    workerIds,
  });
  const casesWanted = Math.ceil(size.encounters / ENCOUNTERS_PER_CASE);
  const cases = people
    .filter(({ status }) => status !== 'registered')
    .slice(0, Math.ceil((casesWanted * BATCH) / size.clients));
  insertManyCases(
    change,
    cases.map((person, index): SyntheticCase => ({
      ...about(person),
      id: newId(),
      number: `C${start + index}`,
      encounters: ENCOUNTERS_PER_CASE,
      openedAt: person.createdAt,
      isOpen: person.status === 'in_service',
    })),
  );
  const answering = people.slice(0, Math.round((size.responses * people.length) / size.clients));
  insertManyResponses(
    change,
    answering.map((person) => ({
      ...about(person),
      instrumentId: growthCheck.id,
      answers: drawAnswers(random),
      answeredAt: person.createdAt,
    })),
  );
}

function drawClient({ siteIds, workerIds, now, random, size }: CityPlan, index: number) {
  const siteIndex = integerBetween(random, 0, SITES - 1);
  const regionCode = REGIONS[siteIndex % REGIONS.length] ?? '330302';
  // registered over two years, so that months and newest-first order mean something
  const createdAt = new Date(now.getTime() - 730 * DAY * (1 - index / size.clients));
  return {
    ...drawPerson(random, { from: 2009, to: 2018 }, regionCode),
    id: newId(createdAt.getTime()),
    siteId: siteIds[siteIndex] ?? '',
    workerIds: [workerIds[siteIndex + SITES * integerBetween(random, 0, WORKERS_PER_SITE - 1)] ?? ''],
    classId: null,
    regionCode,
    status: pick(random, STATUSES),
    studentNumber: String(index).padStart(10, '0'),
    address: '合成路 1 号',
    guardians: [],
    createdAt,
  };
}

/** The first twenty workers are one of each site, and so on. */
function siteOf(worker: number): number {
  return worker % SITES;
}

function workerName(index: number): string {
  return `worker${index + 1}.city`;
}

function drawAnswers(random: () => number): Answers {
  return Object.fromEntries(growthCheck.items.map(({ id }) => [id, integerBetween(random, 1, 5)]));
}
