import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { emptyOldTokens, hasOldTokens, rewriteOldTokens } from './clients/public.ts';
import { loadRegions } from './organisations/public.ts';
import { publishShippedPlaybooks } from './playbooks/public.ts';
import type { BlobStore } from './platform/blobs/blob-store.ts';
import { chooseStore } from './platform/blobs/choose-store.ts';
import { ReadAudit } from './platform/audit/audit.ts';
import { ActorDatabase } from './platform/database/database.ts';
import { findWrappedKey } from './platform/keys/find-wrapped-key.ts';
import { Bell } from './platform/work/bell.ts';
import { Keyring } from './platform/keys/keyring.ts';
import {
  loadMasterKeys,
  masterKeyFile,
  type MasterKeys,
  noteFingerprints,
} from './platform/keys/master-key.ts';
import { databaseRoles, type LoginRole, migrate, type RolePasswords } from './platform/database/migrate.ts';
import type { PostgresAddress } from './platform/postgres/find-postgres.ts';
import { startPostgres, type Step } from './platform/postgres/start-postgres.ts';
import { borrowPostgres } from './platform/postgres/use-postgres.ts';
import { OrganisationZones } from './platform/work/organisation-zone.ts';
import { StartError } from './platform/start/start-error.ts';
import { moveMaterialFiles } from './old-material-files.ts';
import { sealStates } from './unsealed-tables.ts';

export type InstallationStep =
  | Step
  | {
      id: 'database.migrate' | 'database.regions' | 'database.search' | 'database.states' | 'database.files';
      state: 'started' | 'finished';
    };

type Environment = Readonly<Record<string, string | undefined>>;

/** A migrated database, the ways into it, and the keys to what it holds. */
export interface Installation {
  readonly appUrl: string;
  readonly adminUrl: string;
  readonly jobsUrl: string;
  readonly masterKeys: MasterKeys;
  readonly blobs: BlobStore;
  /** ends the database where this call started it */
  stop(): Promise<void>;
}

export interface OpenOptions {
  readonly folder: string;
  readonly environment: Environment;
  readonly onStep?: (step: InstallationStep) => void;
  /** another start, or a command, brings the same database up to date; this one goes on when it is through */
  readonly onWait?: () => void;
  /** PostgreSQL was launched and is on its way: time for work that needs no database */
  readonly onLaunched?: () => void;
  /** PostgreSQL ended by itself, and was launched again */
  readonly onRelaunch?: (event: 'died' | 'launched') => void;
  /** a command: it uses the PostgreSQL of a running server and leaves it running, or takes the folder's lock itself */
  readonly beside: boolean;
}

const DATABASE = 'nuantu';
const PASSWORDS = 'role-passwords';

/**
 * Brings up everything below the server: PostgreSQL over the data folder (or DATABASE_URL), the schema, the keys.
 * @throws StartError, MigrationError
 */
export async function openInstallation(options: OpenOptions): Promise<Installation> {
  const { folder, environment, onStep } = options;
  const outside = environment['DATABASE_URL'];
  const postgres = outside === undefined ? await embedded(options) : undefined;
  try {
    const adminUrl = postgres?.address.url('superuser', DATABASE) ?? outside ?? '';
    if (postgres !== undefined) await createDatabase(postgres.address.url('superuser', 'postgres'));
    const masterKeys = await openKeys(adminUrl, folder, environment);
    const passwords = await rolePasswords(folder);
    onStep?.({ id: 'database.migrate', state: 'started' });
    await migrate({ adminUrl, passwords });
    onStep?.({ id: 'database.migrate', state: 'finished' });
    onStep?.({ id: 'database.regions', state: 'started' });
    await Promise.all([loadRegions(adminUrl), publishShippedPlaybooks(adminUrl)]);
    onStep?.({ id: 'database.regions', state: 'finished' });
    const appUrl = urlOf(adminUrl, 'app', passwords);
    const blobs = chooseStore(folder, environment);
    await renewSearch({ adminUrl, appUrl, masterKeys, blobs }, onStep);
    await sealStates(
      { adminUrl, masterKeys },
      {
        onStep: (state) => onStep?.({ id: 'database.states', state }),
        onWait: () => options.onWait?.(),
      },
    );
    await moveMaterialFiles({ adminUrl, masterKeys, blobs }, (state) =>
      onStep?.({ id: 'database.files', state }),
    );
    return {
      adminUrl,
      appUrl,
      jobsUrl: urlOf(adminUrl, 'jobs', passwords),
      masterKeys,
      blobs,
      stop: async () => postgres?.stop(),
    };
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

/** What older versions left of search tokens becomes entries before anybody searches, and does not stay on the disk. */
async function renewSearch(
  { adminUrl, appUrl, masterKeys, blobs }: Pick<Installation, 'adminUrl' | 'appUrl' | 'masterKeys' | 'blobs'>,
  onStep: OpenOptions['onStep'],
): Promise<void> {
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const database = new ActorDatabase({ url: appUrl, connections: 1, applicationName: 'nuantu-search' });
  try {
    const { rows } = await admin.query<{ there: boolean }>(hasOldTokens.text);
    if (rows[0]?.there !== true) return;
    onStep?.({ id: 'database.search', state: 'started' });
    const keyring = new Keyring(masterKeys);
    await rewriteOldTokens({
      database,
      keyring,
      zones: new OrganisationZones(),
      readAudit: new ReadAudit(database),
      blobs,
      bell: new Bell(database),
      clock: () => new Date(),
    });
    await admin.query(emptyOldTokens.text);
    onStep?.({ id: 'database.search', state: 'finished' });
  } finally {
    await database.close();
    await admin.end();
  }
}

async function embedded({
  folder,
  onStep,
  onLaunched,
  onRelaunch,
  beside,
}: OpenOptions): Promise<{ address: PostgresAddress; stop: () => Promise<void> }> {
  const options = {
    folder,
    ...(onStep === undefined ? {} : { onStep }),
    ...(onLaunched === undefined ? {} : { onLaunched }),
    ...(onRelaunch === undefined ? {} : { onRelaunch }),
  };
  if (beside) {
    const { address, giveBack } = await borrowPostgres(options);
    return { address, stop: giveBack };
  }
  const started = await startPostgres(options);
  return { address: started, stop: () => started.stop() };
}

/**
 * The master keys, checked against what they have wrapped: a folder that was copied or restored without its key must not
 * get a new one, which could open nothing.
 * @throws StartError master_key_missing, master_key_wrong, master_key_wanted, master_key_invalid
 */
async function openKeys(adminUrl: string, folder: string, environment: Environment): Promise<MasterKeys> {
  const wrapped = await findWrappedKey(adminUrl);
  const masterKeys = await loadMasterKeys(folder, environment, { isWanted: wrapped !== undefined });
  if (wrapped !== undefined && !new Keyring(masterKeys).opens(wrapped)) {
    throw new StartError('master_key_wrong', { path: masterKeyFile(folder, environment) });
  }
  await noteFingerprints(folder, masterKeys);
  return masterKeys;
}

async function createDatabase(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rowCount } = await client.query('select from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await client.query(`create database ${DATABASE}`);
  } finally {
    await client.end();
  }
}

/** Made once per data folder; the database learns them at each start. */
async function rolePasswords(folder: string): Promise<RolePasswords> {
  const file = join(folder, PASSWORDS);
  const stored = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (stored !== undefined) return JSON.parse(stored) as RolePasswords;
  const password = () => randomBytes(24).toString('base64url');
  const passwords: RolePasswords = { app: password(), report: password(), jobs: password() };
  await writeFile(`${file}.new`, JSON.stringify(passwords), { mode: 0o600, flush: true });
  await rename(`${file}.new`, file);
  return passwords;
}

function urlOf(adminUrl: string, role: LoginRole, passwords: RolePasswords): string {
  const url = new URL(adminUrl);
  url.username = databaseRoles[role];
  url.password = passwords[role];
  return url.href;
}
