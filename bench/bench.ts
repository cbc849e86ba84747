import { readFile, rm, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { type ExitCode, type Invocation, UsageError } from '../src/cli/command.ts';
import { CHECKOUT } from '../src/cli/environment.ts';
import { fill } from '../src/cli/language.ts';
import { USAGE } from '../src/cli/messages.ts';
import { withServices } from '../src/cli/open-services.ts';
import { createRandom, pick } from '../src/domain/random.ts';
import { CITY, CITY_USER } from '../src/server/demo/city.ts';
import { type CityRows, prepareCity, signInAll, superuserUrl, withSearches } from './city.ts';
import { load, type MakeRequest, median, type Round, type Target } from './load.ts';
import { type Measure, measures } from './measures.ts';
import type { MixedMemory } from './mixed-memory.ts';
import { measureMatching } from './matching.ts';
import { measureMixedModels } from './mixed-model.ts';
import { measureNestedModel } from './nested-model.ts';
import { prepareAttendance, prepareVerification } from './attendance.ts';
import { measureOpening } from './opening.ts';
import { prepareVolunteering } from './volunteering.ts';
import { importLargestRoster, measureRosterImport, removeLeftovers } from './roster-import.ts';
import { type Child, outputOf, startChild } from './servers.ts';
import { measureStolenDatabase, type StolenDatabase } from './stolen-database.ts';

const SECONDS = 3;
const WARM_SECONDS = 2;
const NAMES: readonly string[] = [
  'clients.read',
  'clients.read@all',
  'clients.read@site',
  'clients.list',
  'clients.list@site',
  'cases.list@own',
  'clients.search',
  'clients.search@site',
  'encounters.create',
  'responses.create',
  'statistics.clients',
  'clients.read@signIns',
  'volunteers.signUp',
  'volunteers.opening',
  'opportunities.list',
  'attendance.checkIn',
  'certificates.verify',
  'roster.import',
  'roster.memory',
  'memory.rss',
  'start.warm',
  'stolen.database',
  'allocation.match',
  'evidence.mixed',
  'evidence.slopes',
  'evidence.nested',
  'evidence.memory',
];

/** The largest roster is written into a city of its own, which goes with its folder: to take a hundred thousand clients out again takes many minutes. */
const ROSTER_FOLDER = join(CHECKOUT, '.nuantu-bench-roster');
const ROSTER_CITY_CLIENTS = 1_000;

interface Figure {
  rate?: number;
  limit?: number;
  ratio?: number;
  p50Ms?: number;
  p99Ms?: number;
  budget: string;
}

type Figures = Record<string, Figure>;

interface Run {
  readonly wanted: (...names: readonly string[]) => boolean;
  readonly rounds: number;
  readonly language: Invocation['language'];
}

/** `npm run bench`: each budget beside its limit, in interleaved rounds of one run; medians. */
export async function run({ positionals, values, language }: Invocation): Promise<ExitCode> {
  const clients = Number(values['clients'] ?? CITY.clients);
  const rounds = Number(values['rounds'] ?? 5);
  const unknown = positionals.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(fill(USAGE.unknownName, language, { name: unknown, names: NAMES.join(' ') }));
  }
  const wanted: Run['wanted'] = (...names) =>
    positionals.length === 0 || names.some((name) => positionals.includes(name));
  process.env['NUANTU_DATA'] ??= join(CHECKOUT, `.nuantu-bench-${clients}`);
  const before = loadavg();
  const figures = {
    ...(await measureServer({ wanted, rounds, language }, clients)),
    ...(await measureAlone({ wanted, rounds, language })),
  };
  report(figures, before, { clients, rounds });
  const file = values['json'];
  if (typeof file === 'string') await writeFile(file, `${JSON.stringify(figures, undefined, 2)}\n`);
  return 0;
}

/** What the running server does, beside the bare limit on the same database. */
async function measureServer({ wanted, rounds, language }: Run, clients: number): Promise<Figures> {
  const figures: Figures = {};
  const city = await prepareCity(language, clients);
  const server = await startProduct();
  await removeLeftovers(city);
  const limit = await startLimit(city);
  try {
    const targets = await signInAll(server.address);
    const bare: Target = { url: limit.address };
    for (const [name, measure] of Object.entries(measures(await withSearches(city, targets)))) {
      if (!wanted(name)) continue;
      const figure = await compare(targets[measure.as], bare, measure, rounds);
      figures[name] = figure;
      process.stderr.write(`${lineOf(name, figure)}\n`);
    }
    if (wanted('statistics.clients')) figures['statistics.clients'] = await countClients(targets.supervisor);
    if (wanted('clients.read@signIns'))
      figures['clients.read@signIns'] = await readBesideSignIns(targets.supervisor, city, rounds);
    if (wanted(...OF_VOLUNTEERS))
      Object.assign(figures, await measureVolunteers({ wanted, rounds }, targets.supervisor, { city, bare }));
    if (wanted('roster.import')) {
      process.stderr.write('roster.import …\n');
      const { rate, limit } = await measureRosterImport(targets.supervisor, city, rounds);
      figures['roster.import'] = { rate, limit, ratio: rate / limit, budget: '≥ 250 rows/s' };
    }
    if (wanted('memory.rss'))
      figures['memory.rss'] = { rate: await megabytesOf(server.pid, 'VmRSS'), budget: '≤ 250 MB' };
  } finally {
    await limit.stop();
    await server.stop();
  }
  return figures;
}

/** What a server that has done nothing else needs at most for the largest roster. */
async function peakOfLargestRoster(language: Invocation['language']): Promise<number> {
  const { NUANTU_DATA: folder } = process.env;
  process.env['NUANTU_DATA'] = ROSTER_FOLDER;
  // what a run that ended early left
  await rm(ROSTER_FOLDER, { recursive: true, force: true });
  try {
    const city = await prepareCity(language, ROSTER_CITY_CLIENTS);
    const server = await startProduct();
    try {
      const { supervisor } = await signInAll(server.address);
      await importLargestRoster(supervisor, city);
      return await megabytesOf(server.pid, 'VmHWM');
    } finally {
      await server.stop();
    }
  } finally {
    process.env['NUANTU_DATA'] = folder;
    await rm(ROSTER_FOLDER, { recursive: true, force: true });
  }
}

const OF_VOLUNTEERS = [
  'volunteers.signUp',
  'volunteers.opening',
  'opportunities.list',
  'attendance.checkIn',
  'certificates.verify',
] as const;

/** What volunteers, and strangers, do. */
async function measureVolunteers(
  { wanted, rounds }: Pick<Run, 'wanted' | 'rounds'>,
  supervisor: Target,
  { city, bare }: { city: CityRows; bare: Target },
): Promise<Figures> {
  const figures: Figures = {};
  const { code, signUp, signUpBare, list } = await prepareVolunteering(supervisor, city);
  const product = { url: supervisor.url };
  if (wanted('volunteers.signUp')) {
    const measure = { product: signUp, limit: signUpBare, budget: '≥ 0.5 × limit' };
    figures['volunteers.signUp'] = await compare(product, bare, measure, rounds);
  }
  if (wanted('volunteers.opening')) {
    const { rate, p50Ms, p99Ms } = await measureOpening(supervisor, city, code);
    figures['volunteers.opening'] = { rate, p50Ms, p99Ms, budget: '3000 people within a minute: ≥ 50/s' };
  }
  if (wanted('opportunities.list')) {
    const { rate, p50Ms, p99Ms } = await load(product, list, SECONDS);
    figures['opportunities.list'] = { rate, p50Ms, p99Ms, budget: '≥ 3000/s' };
  }
  if (wanted('attendance.checkIn')) {
    const { checkIn, checkInBare } = await prepareAttendance(supervisor, city, code);
    const measure = { product: checkIn, limit: checkInBare, budget: '≥ 0.5 × limit' };
    figures['attendance.checkIn'] = await compare(product, bare, measure, rounds);
  }
  if (wanted('certificates.verify')) {
    const verify = await prepareVerification(supervisor, city, code);
    const { rate, p50Ms, p99Ms } = await load(product, verify, SECONDS);
    figures['certificates.verify'] = { rate, p50Ms, p99Ms, budget: '≥ 1000/s' };
  }
  return figures;
}

async function measureAlone({ wanted, rounds, language }: Run): Promise<Figures> {
  const figures: Figures = {};
  if (wanted('roster.memory')) {
    process.stderr.write('roster.memory …\n');
    figures['roster.memory'] = { rate: await peakOfLargestRoster(language), budget: '≤ 300 MB' };
  }
  if (wanted('start.warm')) {
    const again = await startProduct();
    figures['start.warm'] = { p50Ms: again.startedInMs, budget: '≤ 2000 ms' };
    await again.stop();
  }
  if (wanted('stolen.database')) {
    process.stderr.write('stolen.database …\n');
    const { identified, guessed } = await attackDatabase(language);
    figures['stolen.database'] = { ratio: identified, limit: guessed, budget: '≤ 0.20 of a class' };
  }
  if (wanted('allocation.match')) {
    process.stderr.write('allocation.match …\n');
    const { matchMs, limitMs } = await measureMatching(rounds);
    figures['allocation.match'] = { p50Ms: matchMs, ratio: limitMs / matchMs, budget: '≤ 5000 ms' };
  }
  if (wanted('evidence.mixed', 'evidence.slopes')) {
    process.stderr.write('evidence …\n');
    const { interceptsMs, slopesMs, limitMs } = measureMixedModels(rounds);
    figures['evidence.mixed'] = { p50Ms: interceptsMs, ratio: limitMs / interceptsMs, budget: '≤ 1000 ms' };
    figures['evidence.slopes'] = { p50Ms: slopesMs, ratio: limitMs / slopesMs, budget: '≤ 5000 ms' };
  }
  if (wanted('evidence.nested')) {
    const { fitMs, limitMs } = measureNestedModel(rounds);
    figures['evidence.nested'] = { p50Ms: fitMs, ratio: limitMs / fitMs, budget: '≤ 500 ms' };
  }
  if (wanted('evidence.memory')) {
    const { dataMegabytes, extraMegabytes } = await measureMixedMemory(rounds);
    figures['evidence.memory'] = {
      rate: extraMegabytes,
      limit: dataMegabytes,
      ratio: dataMegabytes / extraMegabytes,
      budget: `≤ ${2 * dataMegabytes} MB`,
    };
  }
  return figures;
}

async function countClients(product: Target): Promise<Figure> {
  const path = '/api/v1/statistics/clients?by=status,region,month';
  const { rate, p50Ms, p99Ms } = await load(product, () => ({ method: 'GET', path }), SECONDS);
  return { rate, p50Ms, p99Ms, budget: '≤ 50 ms' };
}

/** What a colleague waits for a record while a stranger tries passwords for one name, a hundred in a second. */
async function readBesideSignIns(product: Target, city: CityRows, rounds: number): Promise<Figure> {
  const random = createRandom(11);
  const read: MakeRequest = () => ({
    method: 'GET',
    path: `/api/v1/clients/${pick(random, city.remembered)}`,
  });
  const guess: MakeRequest = () => ({
    method: 'POST',
    path: '/api/v1/auth/sign-in',
    body: { username: CITY_USER, password: `guess ${random()}` },
  });
  const reads: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const [colleague] = await Promise.all([
      load(product, read, SECONDS, { connections: 1 }),
      load({ url: product.url }, guess, SECONDS, { connections: 50, perSecond: 100 }),
    ]);
    if (colleague.failures > 0)
      throw new Error(`${colleague.failures} readings failed: nothing was measured`);
    reads.push(colleague);
  }
  const of = (figure: 'rate' | 'p50Ms' | 'p99Ms') => median(reads.map((round) => round[figure]));
  return { rate: of('rate'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms'), budget: 'p99 ≤ 50 ms' };
}

async function compare(
  product: Target,
  bare: Target,
  measure: Pick<Measure, 'product' | 'limit' | 'budget'>,
  rounds: number,
): Promise<Figure> {
  await load(product, measure.product, WARM_SECONDS);
  await load(bare, measure.limit, WARM_SECONDS);
  const ours: Round[] = [];
  const theirs: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await load(product, measure.product, SECONDS));
    theirs.push(await load(bare, measure.limit, SECONDS));
  }
  const failures = [...ours, ...theirs].reduce((sum, round) => sum + round.failures, 0);
  if (failures > 0) throw new Error(`${failures} requests failed: nothing was measured`);
  const rate = median(ours.map((round) => round.rate));
  const limit = median(theirs.map((round) => round.rate));
  return {
    rate,
    limit,
    ratio: rate / limit,
    p50Ms: median(ours.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(ours.map(({ p99Ms }) => p99Ms)),
    budget: measure.budget,
  };
}

function attackDatabase(language: Invocation['language']): Promise<StolenDatabase> {
  return withServices(language, async (services, { adminUrl }) => {
    const thief = new pg.Client({ connectionString: adminUrl });
    await thief.connect();
    try {
      return await measureStolenDatabase(services, thief);
    } finally {
      await thief.end();
    }
  });
}

function startProduct(): Promise<Child> {
  return startChild('../src/cli/main.ts', ['start'], {
    PORT: '0',
    NUANTU_DEMO: '0',
    NUANTU_REQUESTS_PER_MINUTE: '100000000',
  });
}

async function startLimit({ organisationId, workerId, siteId, remembered }: CityRows): Promise<Child> {
  return startChild('./limit-server.ts', [], {
    LIMIT_URL: await superuserUrl(),
    LIMIT_ORGANISATION: organisationId,
    LIMIT_CLIENT: remembered[0] ?? '',
    LIMIT_SITE: siteId,
    LIMIT_WORKER: workerId,
  });
}

/** Of a process: what is resident now, or was at most. */
async function megabytesOf(pid: number, what: 'VmRSS' | 'VmHWM'): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(new RegExp(`${what}:\\s+(\\d+) kB`).exec(status)?.[1] ?? Number.NaN) / 1024;
}

async function measureMixedMemory(rounds: number): Promise<MixedMemory> {
  const measured: MixedMemory[] = [];
  for (let round = 0; round < rounds; round += 1) {
    measured.push(JSON.parse(await outputOf('mixed-memory.ts')) as MixedMemory);
  }
  return {
    dataMegabytes: measured[0]?.dataMegabytes ?? Number.NaN,
    extraMegabytes: median(measured.map(({ extraMegabytes }) => extraMegabytes)),
  };
}

function report(
  figures: Readonly<Record<string, Figure>>,
  before: readonly number[],
  { clients, rounds }: { clients: number; rounds: number },
): void {
  const load = (averages: readonly number[]) => averages.map((value) => value.toFixed(2)).join(' ');
  const lines = [
    `${cpus().length} × ${cpus()[0]?.model ?? '?'}, Node ${process.version}, ${clients} clients, medians of ${rounds} rounds`,
    `load average before ${load(before)}, after ${load(loadavg())}`,
    `${'name'.padEnd(20)}${'rate'.padStart(10)}${'limit'.padStart(10)}${'ratio'.padStart(10)}${'p50 ms'.padStart(10)}${'p99 ms'.padStart(10)}  budget`,
    ...Object.entries(figures).map(([name, figure]) => lineOf(name, figure)),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

function lineOf(name: string, { rate, limit, ratio, p50Ms, p99Ms, budget }: Figure): string {
  const number = (value: number | undefined, digits: number) =>
    (value === undefined ? '' : value.toFixed(digits)).padStart(10);
  const limitDigits = name === 'stolen.database' ? 2 : 0;
  return `${name.padEnd(20)}${number(rate, 0)}${number(limit, limitDigits)}${number(ratio, 2)}${number(p50Ms, 1)}${number(p99Ms, 1)}  ${budget}`;
}
