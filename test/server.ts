import { argon2Sync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { inject } from 'vitest';
import type { Role } from '../src/domain/access/roles.ts';
import { assignRoles, createAccount } from '../src/server/identity/public.ts';
import { createServer, type Server, type ServerOptions } from '../src/server/main.ts';
import {
  foundOrganisation,
  insertSite,
  listOrganisations,
  loadRegions,
} from '../src/server/organisations/public.ts';
import { LocalBlobs } from '../src/server/platform/blobs/local-blobs.ts';
import { systemSettings } from '../src/server/platform/database/database.ts';
import { newId } from '../src/server/platform/database/ids.ts';
import type { MasterKeys } from '../src/server/platform/keys/master-key.ts';
import { newSealingKey } from '../src/server/platform/keys/sealing.ts';
import { migrate } from '../src/server/platform/database/migrate.ts';
import { Work } from '../src/server/platform/work/work.ts';
import { publishShippedPlaybooks } from '../src/server/playbooks/public.ts';

/** of the database's roles */
export const PASSWORDS = { app: 'app', report: 'report', jobs: 'jobs' };
const TEMPLATE = 'nuantu_template';
/** advisory lock: one test file makes the template, the others wait */
const LOCK = 4_711;
export const PASSWORD = 'a long enough password';
/** signs in by the same door as any other, and waits there for no computing that is made to be slow */
const PASSWORD_HASH = hashCheaply(PASSWORD);

export interface TestServer extends Server {
  /** the database as its superuser: for looking behind the row rules */
  readonly admin: pg.Client;
  readonly appUrl: string;
  readonly adminUrl: string;
  /** Another server over the same rows: it has nothing in memory yet. Whoever starts it closes it. */
  readonly startBeside: () => Promise<Server>;
  readonly masterKeys: MasterKeys;
  /** where its files lie */
  readonly filesFolder: string;
  /** what the server finds when it reads its master keys again */
  newestMasterKeys: MasterKeys;
  dispose(): Promise<void>;
}

/** The real server over a database of its own, copied from a migrated template, connected as the application's role. */
export async function startTestServer(
  options: Partial<
    Pick<
      ServerOptions,
      | 'clock'
      | 'closedOrganisations'
      | 'messages'
      | 'requestsPerMinute'
      | 'codesPerDay'
      | 'trustProxy'
      | 'metricsToken'
      | 'webFolder'
      | 'rememberedPersons'
      | 'webhooksPrivate'
      | 'blobs'
      | 'fileQuotaBytes'
      | 'scan'
    >
  > & {
    /** fills an empty database where the template is not wanted: rows of an older version, brought to this one */
    fill?: (adminUrl: string, masterKeys: MasterKeys) => Promise<void>;
  } = {},
): Promise<TestServer> {
  const { fill, ...serverOptions } = options;
  const superuser = inject('postgresUrl');
  const name = `test_${randomBytes(6).toString('hex')}`;
  await makeTemplate(superuser);
  await asSuperuser(superuser, (client) =>
    client.query(`create database ${name} template ${fill === undefined ? TEMPLATE : 'template1'}`),
  );
  const adminUrl = withDatabase(superuser, name);
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const appUrl = withUser(adminUrl, 'nuantu_app', PASSWORDS.app);
  const key = newSealingKey(1);
  const masterKeys = { current: key, byVersion: new Map([[1, key]]) };
  await fill?.(adminUrl, masterKeys);
  const filesFolder = await mkdtemp(join(tmpdir(), 'nuantu-files-'));
  const start = () =>
    createServer({
      appUrl,
      masterKeys,
      reloadMasterKeys: async () => testServer.newestMasterKeys,
      secureCookie: false,
      trustProxy: undefined,
      requestsPerMinute: 1_000_000,
      log: false,
      blobs: new LocalBlobs(filesFolder),
      fileQuotaBytes: 1e9,
      ...serverOptions,
    });
  const server = await start();
  await server.app.ready();
  const testServer: TestServer = {
    ...server,
    admin,
    appUrl,
    adminUrl,
    masterKeys,
    filesFolder,
    newestMasterKeys: masterKeys,
    startBeside: async () => {
      const beside = await start();
      await beside.app.ready();
      return beside;
    },
    dispose: async () => {
      await server.close();
      await admin.end();
      await rm(filesFolder, { recursive: true, force: true });
      await asSuperuser(superuser, (client) => client.query(`drop database ${name} with (force)`));
    },
  };
  return testServer;
}

async function makeTemplate(superuser: string): Promise<void> {
  await asSuperuser(superuser, async (client) => {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    const { rowCount } = await client.query('select from pg_database where datname = $1', [TEMPLATE]);
    if (rowCount !== 0) return;
    await client.query(`create database ${TEMPLATE}`);
    const adminUrl = withDatabase(superuser, TEMPLATE);
    await migrate({ adminUrl, passwords: PASSWORDS });
    await loadRegions(adminUrl);
    await publishShippedPlaybooks(adminUrl);
  });
}

async function asSuperuser(url: string, body: (client: pg.Client) => Promise<unknown>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await body(client);
  } finally {
    await client.end();
  }
}

function withDatabase(url: string, name: string): string {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
}

function withUser(url: string, name: string, password: string): string {
  const changed = new URL(url);
  changed.username = name;
  changed.password = password;
  return changed.href;
}

export interface TestOrganisation {
  readonly id: string;
  readonly code: string;
  /** ids of the sites 1, 2, 3 */
  readonly siteIds: readonly [string, string, string];
}

const ORIGIN = { requestId: 'test', language: 'zh-CN' } as const;
let founded = 0;

/** An organisation with its keys and three sites. */
export async function makeOrganisation(server: Server, regionCode = '330300'): Promise<TestOrganisation> {
  founded += 1;
  const id = newId();
  const code = `org-${founded}-${randomBytes(3).toString('hex')}`;
  const now = new Date();
  const siteIds = [newId(), newId(), newId()] as const;
  const kind = 'social_work_agency';
  const row = { id, code, kind, name: `机构${founded}`, nameEn: null, regionCode, demo: false, now };
  await foundOrganisation(server.services, ORIGIN, row, async (change) => {
    for (const [index, siteId] of siteIds.entries()) {
      const site = {
        code: String(index + 1),
        kind: 'school_station',
        name: `站点${index + 1}`,
        regionCode,
        now,
      };
      change.push(insertSite({ organisationId: id, id: siteId, ...site }));
    }
  });
  return { id, code, siteIds };
}

export interface TestUser {
  readonly id: string;
  readonly username: string;
  call(method: string, url: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Record<string, unknown>;
  // tests look into answers of any shape
  // oxlint-disable-next-line typescript/no-explicit-any
  readonly body: any;
  /** of a file */
  readonly bytes: Buffer;
}

/** A signed-in member of staff. */
export async function makeUser(
  server: Server,
  organisation: TestOrganisation,
  role: Role,
  siteIds: readonly string[] = [],
): Promise<TestUser> {
  const id = newId();
  const username = `u-${randomBytes(5).toString('hex')}`;
  await new Work(server.services, systemSettings(organisation.id), ORIGIN).change(async (change) => {
    await createAccount(change, {
      accountId: id,
      username,
      displayName: username,
      passwordHash: PASSWORD_HASH,
    });
    assignRoles(change, id, [{ role, siteIds: [...siteIds] }]);
  });
  return signIn(server, { id, username });
}

/** Again, where the session that somebody had has ended by the clock. */
export async function signIn(
  server: Server,
  { id, username }: Pick<TestUser, 'id' | 'username'>,
): Promise<TestUser> {
  const signedIn = await request(server, 'POST', '/api/v1/auth/sign-in', { username, password: PASSWORD });
  const cookie = String(signedIn.headers['set-cookie']).split(';')[0] ?? '';
  return {
    id,
    username,
    call: (method, url, body, headers) => request(server, method, url, body, { cookie, ...headers }),
  };
}

/** PHC string of argon2id, as the product writes it, at the least cost that there is. */
function hashCheaply(password: string): string {
  const nonce = randomBytes(16);
  const cost = { memory: 8, passes: 1, parallelism: 1, tagLength: 32 };
  const tag = argon2Sync('argon2id', { message: password, nonce, ...cost });
  const [salt, hash] = [nonce, tag].map((bytes) => bytes.toString('base64').replaceAll('=', ''));
  return `$argon2id$v=19$m=8,t=1,p=1$${salt}$${hash}`;
}

/** What was answered, where it was not refused. */
export async function must(sent: Promise<Answer>): Promise<Answer['body']> {
  const { status, body } = await sent;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
}

/** What the job of deliveries does soon after a commit; tests without a queue do it themselves. */
export async function deliverAll({ services, deliveries }: Server): Promise<void> {
  const [organisations] = await services.database.global(listOrganisations({}));
  for (const { id } of organisations) await deliveries.deliverDue(id);
}

/** What the jobs of notifications do; tests without a queue do it themselves. */
export async function notifyAll({ services, notifications }: Server): Promise<void> {
  const [organisations] = await services.database.global(listOrganisations({}));
  for (const { id } of organisations) {
    await notifications.followMatters(id);
    await notifications.spreadNew(id);
    await notifications.sendDue(id, () => false);
  }
}

/** A request through the real server's whole stack. */
export async function request(
  server: Server,
  method: string,
  url: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const response = await server.app.inject({
    method: method as 'GET',
    url,
    headers,
    ...(body === undefined ? {} : { payload: body as object }),
  });
  const isJson = /json/.test(response.headers['content-type'] ?? '');
  return {
    status: response.statusCode,
    headers: response.headers,
    body: isJson && response.body !== '' ? JSON.parse(response.body) : response.body,
    bytes: response.rawPayload,
  };
}
