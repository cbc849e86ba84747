import { readFile, writeFile } from 'node:fs/promises';
import { cpus, loadavg } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import { type ExitCode, type Invocation, UsageError } from '../src/cli/command.ts';
import { CHECKOUT } from '../src/cli/environment.ts';
import { fill } from '../src/cli/language.ts';
import { USAGE } from '../src/cli/messages.ts';
import { withServices } from '../src/cli/open-services.ts';
import { phq9 } from '../src/domain/scoring/instruments/phq-9.ts';
import { createRandom, integerBetween, pick } from '../src/domain/random.ts';
import { CITY, CITY_USER, citySize, seedCity } from '../src/server/demo/city.ts';
import { demoPassword } from '../src/server/demo/public.ts';
import { newId } from '../src/server/platform/database/ids.ts';
import { load, type MakeRequest, median, type Round, type Target } from './load.ts';
import type { MixedMemory } from './mixed-memory.ts';
import { measureMixedModels } from './mixed-model.ts';
import { type Child, outputOf, startChild } from './servers.ts';
import { measureStolenDatabase, type StolenDatabase } from './stolen-database.ts';

const SECONDS = 3;
const WARM_SECONDS = 2;
const SAMPLE = 20_000;
const NAMES: readonly string[] = [
  'clients.read',
  'clients.list',
  'clients.search',
  'encounters.create',
  'responses.create',
  'statistics.clients',
  'clients.read@signIns',
  'memory.rss',
  'start.warm',
  'stolen.database',
  'evidence.mixed',
  'evidence.slopes',
  'evidence.memory',
];

interface Figure {
  rate?: number;
  limit?: number;
  ratio?: number;
  p50Ms?: number;
  p99Ms?: number;
  budget: string;
}

interface City {
  readonly organisationId: string;
  readonly clientIds: readonly string[];
  readonly cases: readonly { id: string; clientId: string; siteId: string; workerId: string }[];
}

/** `npm run bench`: each budget beside its limit, in interleaved rounds of one run; medians. */
export async function run({ positionals, values, language }: Invocation): Promise<ExitCode> {
  const clients = Number(values['clients'] ?? CITY.clients);
  const rounds = Number(values['rounds'] ?? 5);
  const unknown = positionals.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) {
    throw new UsageError(fill(USAGE.unknownName, language, { name: unknown, names: NAMES.join(' ') }));
  }
  const wanted = (name: string) => positionals.length === 0 || positionals.includes(name);
  process.env['NUANTU_DATA'] ??= join(CHECKOUT, `.nuantu-bench-${clients}`);
  const before = loadavg();
  const city = await prepareCity(language, clients);
  const figures: Record<string, Figure> = {};
  const server = await startProduct();
  const limit = await startLimit(city);
  try {
    const target = await signIn(server.address);
    const product: Target = { url: server.address, headers: { cookie: target } };
    const bare: Target = { url: limit.address };
    for (const [name, measure] of Object.entries(measures(city))) {
      if (!wanted(name)) continue;
      process.stderr.write(`${name} …\n`);
      figures[name] = await compare(product, bare, measure, rounds);
    }
    if (wanted('statistics.clients')) {
      const { rate, p50Ms, p99Ms } = await load(
        product,
        () => ({ method: 'GET', path: '/api/v1/statistics/clients?by=status,region,month' }),
        SECONDS,
      );
      figures['statistics.clients'] = { rate, p50Ms, p99Ms, budget: '≤ 50 ms' };
    }
    if (wanted('clients.read@signIns'))
      figures['clients.read@signIns'] = await readBesideSignIns(product, city, rounds);
    if (wanted('memory.rss')) {
      figures['memory.rss'] = { rate: await residentMegabytes(server.pid), budget: '≤ 250 MB' };
    }
  } finally {
    await limit.stop();
    await server.stop();
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
  if (wanted('evidence.mixed') || wanted('evidence.slopes')) {
    process.stderr.write('evidence …\n');
    const { interceptsMs, slopesMs, limitMs } = measureMixedModels(rounds);
    figures['evidence.mixed'] = { p50Ms: interceptsMs, ratio: limitMs / interceptsMs, budget: '≤ 1000 ms' };
    figures['evidence.slopes'] = { p50Ms: slopesMs, ratio: limitMs / slopesMs, budget: '≤ 5000 ms' };
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
  report(figures, before, { clients, rounds });
  const file = values['json'];
  if (typeof file === 'string') await writeFile(file, `${JSON.stringify(figures, undefined, 2)}\n`);
  return 0;
}

interface Measure {
  readonly product: MakeRequest;
  readonly limit?: MakeRequest;
  readonly budget: string;
}

const REGIONS = ['330302', '330303', '330304', '330305', '330381'];
const STATUSES = ['registered', 'in_service', 'closed', 'archived'];
const WORDS = ['王', '李', '欣', '浩然', '子轩', 'wang', 'zhang', 'cx', 'lhr', 'wzx', 'chen', '19900'];

function measures(city: City): Record<string, Measure> {
  const random = createRandom(7);
  const filter = () => `region=${pick(random, REGIONS)}&status=${pick(random, STATUSES)}`;
  const encounter = (): Record<string, string | number> => ({
    id: newId(),
    caseId: pick(random, city.cases).id,
    kind: 'individual',
    occurredAt: '2026-11-01T02:00:00.000Z',
    minutes: 45,
    note: '今天和孩子谈了最近的睡眠、作业和与同学的相处，约好下周再见，并请家长一起来。',
  });
  // item nine asks about self-harm: as rare as in a school, so that alerts take their part
  const response = (): Record<string, string | Record<string, number>> => ({
    id: newId(),
    instrumentId: 'phq-9@1',
    clientId: pick(random, city.clientIds),
    answers: Object.fromEntries(
      phq9.items.map(({ id }, index) => [
        id,
        integerBetween(random, 0, index === 8 ? Number(random() < 0.03) : 3),
      ]),
    ),
    answeredAt: '2026-11-01T02:00:00.000Z',
  });
  return {
    'clients.read': {
      product: () => ({ method: 'GET', path: `/api/v1/clients/${pick(random, city.clientIds)}` }),
      limit: () => ({ method: 'GET', path: `/clients/${pick(random, city.clientIds)}` }),
      budget: '≥ 0.5 × limit',
    },
    'clients.list': {
      product: () => ({ method: 'GET', path: `/api/v1/clients?limit=50&${filter()}` }),
      limit: () => ({ method: 'GET', path: `/clients?${filter()}` }),
      budget: '≥ 0.5 × limit',
    },
    'clients.search': {
      product: () => ({
        method: 'GET',
        path: `/api/v1/clients?limit=20&q=${encodeURIComponent(pick(random, WORDS))}`,
      }),
      budget: 'p99 ≤ 30 ms',
    },
    'encounters.create': {
      product: () => ({ method: 'POST', path: '/api/v1/encounters', body: encounter() }),
      limit: () => ({ method: 'POST', path: '/encounters', body: encounter() }),
      budget: '≥ 0.4 × limit',
    },
    'responses.create': {
      product: () => ({ method: 'POST', path: '/api/v1/responses', body: response() }),
      limit: () => ({ method: 'POST', path: '/responses', body: response() }),
      budget: '≥ 2000/s',
    },
  };
}

/** What a colleague waits for a record while a stranger tries passwords for one name, a hundred in a second. */
async function readBesideSignIns(product: Target, city: City, rounds: number): Promise<Figure> {
  const random = createRandom(11);
  const read: MakeRequest = () => ({
    method: 'GET',
    path: `/api/v1/clients/${pick(random, city.clientIds)}`,
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

async function compare(product: Target, bare: Target, measure: Measure, rounds: number): Promise<Figure> {
  await load(product, measure.product, WARM_SECONDS);
  if (measure.limit !== undefined) await load(bare, measure.limit, WARM_SECONDS);
  const ours: Round[] = [];
  const theirs: Round[] = [];
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await load(product, measure.product, SECONDS));
    if (measure.limit !== undefined) theirs.push(await load(bare, measure.limit, SECONDS));
  }
  const failures = [...ours, ...theirs].reduce((sum, round) => sum + round.failures, 0);
  if (failures > 0) throw new Error(`${failures} requests failed: nothing was measured`);
  const rate = median(ours.map((round) => round.rate));
  const limit = theirs.length === 0 ? undefined : median(theirs.map((round) => round.rate));
  return {
    rate,
    ...(limit === undefined ? {} : { limit, ratio: rate / limit }),
    p50Ms: median(ours.map(({ p50Ms }) => p50Ms)),
    p99Ms: median(ours.map(({ p99Ms }) => p99Ms)),
    budget: measure.budget,
  };
}

async function prepareCity(language: Invocation['language'], clients: number): Promise<City> {
  return withServices(language, async (services, { adminUrl }) => {
    const client = new pg.Client({ connectionString: adminUrl });
    await client.connect();
    try {
      const found = await client.query<{ id: string }>("select id from organisation where code = 'city'");
      if (found.rows.length === 0) {
        process.stderr.write(`seeding ${clients} clients …\n`);
        await seedCity(services, citySize(clients), demoPassword(process.env), () => undefined);
        await client.query('vacuum analyze');
      }
      const { rows } = await client.query<{ id: string }>("select id from organisation where code = 'city'");
      const organisationId = rows[0]?.id ?? '';
      const sample = await client.query<{ id: string }>(
        'select id from client where organisation_id = $1 order by md5(id::text) limit $2',
        [organisationId, SAMPLE],
      );
      const cases = await client.query<City['cases'][number]>(
        `select id, client_id as "clientId", site_id as "siteId", worker_ids[1] as "workerId"
         from client_case where organisation_id = $1 order by md5(id::text) limit $2`,
        [organisationId, SAMPLE],
      );
      return { organisationId, clientIds: sample.rows.map(({ id }) => id), cases: cases.rows };
    } finally {
      await client.end();
    }
  });
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

async function startLimit({ organisationId, cases }: City): Promise<Child> {
  const [first] = cases;
  const url = await readFile(join(process.env['NUANTU_DATA'] ?? '', 'superuser-password'), 'utf8');
  const instance = JSON.parse(
    await readFile(join(process.env['NUANTU_DATA'] ?? '', 'instance.json'), 'utf8'),
  ) as { port: number };
  return startChild('./limit-server.ts', [], {
    LIMIT_URL: `postgres://postgres:${encodeURIComponent(url.trim())}@127.0.0.1:${instance.port}/nuantu`,
    LIMIT_ORGANISATION: organisationId,
    LIMIT_CLIENT: first?.clientId ?? '',
    LIMIT_SITE: first?.siteId ?? '',
    LIMIT_WORKER: first?.workerId ?? '',
  });
}

async function signIn(address: string): Promise<string> {
  const response = await fetch(`${address}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username: CITY_USER, password: demoPassword(process.env) }),
  });
  if (!response.ok) throw new Error(`sign-in failed: ${response.status}`);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

async function residentMegabytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number(/VmRSS:\s+(\d+) kB/.exec(status)?.[1] ?? Number.NaN) / 1024;
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
  const number = (value: number | undefined, digits: number) =>
    (value === undefined ? '' : value.toFixed(digits)).padStart(10);
  const load = (averages: readonly number[]) => averages.map((value) => value.toFixed(2)).join(' ');
  const lines = [
    `${cpus().length} × ${cpus()[0]?.model ?? '?'}, Node ${process.version}, ${clients} clients, medians of ${rounds} rounds`,
    `load average before ${load(before)}, after ${load(loadavg())}`,
    `${'name'.padEnd(20)}${'rate'.padStart(10)}${'limit'.padStart(10)}${'ratio'.padStart(10)}${'p50 ms'.padStart(10)}${'p99 ms'.padStart(10)}  budget`,
    ...Object.entries(figures).map(
      ([name, { rate, limit, ratio, p50Ms, p99Ms, budget }]) =>
        `${name.padEnd(20)}${number(rate, 0)}${number(limit, name === 'stolen.database' ? 2 : 0)}${number(ratio, 2)}${number(p50Ms, 1)}${number(p99Ms, 1)}  ${budget}`,
    ),
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}
