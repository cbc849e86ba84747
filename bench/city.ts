import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import process from 'node:process';
import pg from 'pg';
import type { Language } from '../src/cli/language.ts';
import { withServices } from '../src/cli/open-services.ts';
import { CITY_USER, CITY_WORKER, citySize, seedCity } from '../src/server/demo/city.ts';
import { demoPassword } from '../src/server/demo/public.ts';
import type { Target } from './load.ts';

/** Who asks: of the whole organisation, or of one site. */
export type Person = 'supervisor' | 'worker';

const USERS: Readonly<Record<Person, string>> = { supervisor: CITY_USER, worker: CITY_WORKER };
/** As many as the server remembers persons. */
const REMEMBERED = 20_000;
const WORDS = ['王', '李', '欣', '浩然', '子轩', 'wang', 'zhang', 'cx', 'lhr', 'wzx', 'chen', '19900'];
const FOUND = 20;

/** What is measured with; ids in an order that has nothing to do with when they were made. */
export interface CityRows {
  readonly organisationId: string;
  readonly clientIds: readonly string[];
  readonly remembered: readonly string[];
  readonly caseIds: readonly string[];
  /** of the worker, and of the worker's site */
  readonly workerId: string;
  readonly siteId: string;
  readonly siteClientIds: readonly string[];
}

export interface City extends CityRows {
  /** word → entries under which those whom it finds stand */
  readonly searches: Readonly<Record<Person, ReadonlyMap<string, readonly string[]>>>;
}

/** Seeds the city where it is not there yet. */
export async function prepareCity(language: Language, clients: number): Promise<CityRows> {
  return withServices(language, (services, { adminUrl }) =>
    withClient(adminUrl, async (client) => {
      const found = await client.query("select id from organisation where code = 'city'");
      if (found.rows.length === 0) {
        process.stderr.write(`seeding ${clients} clients …\n`);
        await seedCity(services, citySize(clients), demoPassword(process.env), () => undefined);
        await vacuumFilled(client);
      }
      return readCity(client);
    }),
  );
}

/** A table that is vacuumed while it is empty is planned for as empty, by all who prepare a statement until it is analysed again. */
async function vacuumFilled(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ name: string }>(
    `select format('%I.%I', schemaname, relname) as name from pg_stat_user_tables where n_live_tup > 0`,
  );
  await client.query(`vacuum analyze ${rows.map(({ name }) => name).join(', ')}`);
}

async function readCity(client: pg.Client): Promise<CityRows> {
  const { rows } = await client.query<{ organisationId: string; workerId: string; siteId: string }>(
    `select account.organisation_id as "organisationId", account.id as "workerId", role.site_ids[1] as "siteId"
     from account join role_assignment as role on role.organisation_id = account.organisation_id and role.account_id = account.id
     where account.login_name = $1`,
    [CITY_WORKER],
  );
  const [worker] = rows;
  if (worker === undefined) throw new Error('the city has no workers: it is an older one, remove its folder');
  const idsOf = async (text: string, values: readonly unknown[]) =>
    (await client.query<{ id: string }>(`${text} order by md5(id::text)`, [...values])).rows.map(
      ({ id }) => id,
    );
  const { organisationId, siteId } = worker;
  const clientIds = await idsOf('select id from client where organisation_id = $1', [organisationId]);
  return {
    ...worker,
    clientIds,
    remembered: clientIds.slice(0, REMEMBERED),
    siteClientIds: await idsOf('select id from client where organisation_id = $1 and site_id = $2', [
      organisationId,
      siteId,
    ]),
    caseIds: await idsOf('select id from client_case where organisation_id = $1', [organisationId]),
  };
}

/** What words find for each person, asked of the product once, and one entry of each who is found. */
export async function withSearches(city: CityRows, targets: Readonly<Record<Person, Target>>): Promise<City> {
  return withClient(await superuserUrl(), async (client) => {
    const searchesOf = async (target: Target) => {
      const searches = new Map<string, readonly string[]>();
      for (const word of WORDS) {
        const path = `/api/v1/clients?limit=${FOUND}&q=${encodeURIComponent(word)}`;
        const answer = await fetch(`${target.url}${path}`, { headers: { ...target.headers } });
        const { items } = (await answer.json()) as { items: { id: string }[] };
        const { rows } = await client.query<{ label: string }>(
          `select min(label)::text as label from client_entry
           where organisation_id = $1 and client_id = any($2::uuid[]) group by client_id`,
          [city.organisationId, items.map(({ id }) => id)],
        );
        searches.set(
          word,
          rows.map(({ label }) => label),
        );
      }
      return searches;
    };
    const searches = {
      supervisor: await searchesOf(targets.supervisor),
      worker: await searchesOf(targets.worker),
    };
    return { ...city, searches };
  });
}

export async function signInAll(url: string): Promise<Record<Person, Target>> {
  const target = async (person: Person): Promise<Target> => ({
    url,
    headers: { cookie: await signIn(url, USERS[person]) },
  });
  return { supervisor: await target('supervisor'), worker: await target('worker') };
}

async function signIn(address: string, username: string): Promise<string> {
  const response = await fetch(`${address}/api/v1/auth/sign-in`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ username, password: demoPassword(process.env) }),
  });
  if (!response.ok) throw new Error(`sign-in failed: ${response.status}`);
  return (response.headers.get('set-cookie') ?? '').split(';')[0] ?? '';
}

/** Of the database that the product started beside these figures. */
export async function superuserUrl(): Promise<string> {
  const folder = process.env['NUANTU_DATA'] ?? '';
  const password = await readFile(join(folder, 'superuser-password'), 'utf8');
  const { port } = JSON.parse(await readFile(join(folder, 'instance.json'), 'utf8')) as { port: number };
  return `postgres://postgres:${encodeURIComponent(password.trim())}@127.0.0.1:${port}/nuantu`;
}

export async function withClient<Result>(
  connectionString: string,
  body: (client: pg.Client) => Promise<Result>,
): Promise<Result> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return await body(client);
  } finally {
    await client.end();
  }
}
