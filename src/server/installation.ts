import { randomBytes } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import pg from 'pg';
import { loadRegions } from './organisations/public.ts';
import { loadMasterKeys, type MasterKeys } from './platform/master-key.ts';
import { databaseRoles, type LoginRole, migrate, type RolePasswords } from './platform/migrate.ts';
import { findRunningPostgres, type PostgresAddress } from './platform/postgres/find-postgres.ts';
import { startPostgres, type Step } from './platform/postgres/start-postgres.ts';

export type InstallationStep =
  | Step
  | { id: 'database.migrate' | 'database.regions'; state: 'started' | 'finished' };

type Environment = Readonly<Record<string, string | undefined>>;

/** A migrated database, the ways into it, and the keys to what it holds. */
export interface Installation {
  readonly appUrl: string;
  readonly adminUrl: string;
  readonly jobsUrl: string;
  readonly masterKeys: MasterKeys;
  /** ends the database where this call started it */
  stop(): Promise<void>;
}

export interface OpenOptions {
  readonly folder: string;
  readonly environment: Environment;
  readonly onStep?: (step: InstallationStep) => void;
  /** use a PostgreSQL that a running server started, and leave it running */
  readonly beside: boolean;
}

const DATABASE = 'nuantu';
const PASSWORDS = 'role-passwords';

/**
 * Brings up everything below the server: PostgreSQL over the data folder (or DATABASE_URL), the schema, the keys.
 * @throws StartError, MigrationError, MasterKeyMissing, MasterKeyInvalid
 */
export async function openInstallation(options: OpenOptions): Promise<Installation> {
  const { folder, environment, onStep } = options;
  const outside = environment['DATABASE_URL'];
  const postgres = outside === undefined ? await embedded(options) : undefined;
  try {
    const adminUrl = postgres?.address.url('superuser', DATABASE) ?? outside ?? '';
    if (postgres !== undefined) await createDatabase(postgres.address.url('superuser', 'postgres'));
    const masterKeys = await loadMasterKeys(folder, environment);
    const passwords = await rolePasswords(folder);
    onStep?.({ id: 'database.migrate', state: 'started' });
    await migrate({ adminUrl, passwords });
    onStep?.({ id: 'database.migrate', state: 'finished' });
    onStep?.({ id: 'database.regions', state: 'started' });
    await loadRegions(adminUrl);
    onStep?.({ id: 'database.regions', state: 'finished' });
    return {
      adminUrl,
      appUrl: urlOf(adminUrl, 'app', passwords),
      jobsUrl: urlOf(adminUrl, 'jobs', passwords),
      masterKeys,
      stop: async () => postgres?.stop(),
    };
  } catch (error) {
    await postgres?.stop();
    throw error;
  }
}

async function embedded({
  folder,
  onStep,
  beside,
}: OpenOptions): Promise<{ address: PostgresAddress; stop: () => Promise<void> }> {
  const running = beside ? await findRunningPostgres(folder) : undefined;
  if (running !== undefined) return { address: running, stop: async () => undefined };
  const started = await startPostgres({ folder, ...(onStep === undefined ? {} : { onStep }) });
  return { address: started, stop: () => started.stop() };
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
