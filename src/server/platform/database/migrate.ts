import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { runMigrations } from 'graphile-worker';
import pg from 'pg';
import { MigrationError } from './migration-error.ts';
import { applyPolicies, POLICIES, type SqlFile } from './policies.ts';
import { openPool } from './pool.ts';
import type { Statement } from './statement.ts';

/** Roles of the database: who owns, who serves, who counts, who runs the queue. */
export const databaseRoles = {
  owner: 'nuantu_owner',
  app: 'nuantu_app',
  report: 'nuantu_report',
  jobs: 'nuantu_jobs',
} as const;

export type LoginRole = 'app' | 'report' | 'jobs';
export type RolePasswords = Readonly<Record<LoginRole, string>>;

const folder = new URL('../../../../db/', import.meta.url);
/** one migrating program at a time */
const LOCK = 7_211_904;

export interface MigrateOptions {
  readonly adminUrl: string;
  readonly passwords: RolePasswords;
  readonly onStep?: (step: string) => void;
}

/**
 * Brings a database to this program's schema: roles, forward-only migrations (each in its transaction, its text
 * remembered), policies as they are now, the job queue.
 * @throws MigrationError when an applied migration's text changed, the database is newer, or roles may not be made
 */
export async function migrate({ adminUrl, passwords, onStep }: MigrateOptions): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('select pg_advisory_lock($1)', [LOCK]);
    await prepareRoles(client, passwords);
    await client.query(`set role ${databaseRoles.owner}`);
    await applyMigrations(client, onStep);
    await bringPolicies(client, onStep);
    await client.query('reset role');
    await installQueue(client, adminUrl, passwords.jobs);
  } finally {
    await client.end();
  }
}

export type RunStatement = <Row>(statement: Statement<Row>) => Promise<Row[]>;

/** SQL as the database's administrator: for reference data that the application may only read. */
export async function asAdministrator(
  adminUrl: string,
  body: (run: RunStatement) => Promise<void>,
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await body(
      async <Row>({ text, values }: Statement<Row>) => (await client.query(text, [...values])).rows as Row[],
    );
  } finally {
    await client.end();
  }
}

/** What an administrator runs where the program's own role may not create roles. */
export function rolesSql(database: string, passwords: RolePasswords): string {
  const { owner, app, report, jobs } = databaseRoles;
  const name = pg.escapeIdentifier(database);
  return [
    `create role ${owner} nologin;`,
    ...([['app', ''] as const, ['report', ' bypassrls'] as const, ['jobs', ''] as const] as const).map(
      ([role, right]) =>
        `create role ${databaseRoles[role]} login${right} password ${pg.escapeLiteral(passwords[role])};`,
    ),
    `grant ${owner}, ${jobs} to current_user;`,
    `grant connect on database ${name} to ${app}, ${report}, ${jobs};`,
    `grant create on database ${name} to ${owner}, ${jobs};`,
    `grant all on schema public to ${owner};`,
    'revoke create on schema public from public;',
  ].join('\n');
}

async function prepareRoles(client: pg.Client, passwords: RolePasswords): Promise<void> {
  const names = Object.values(databaseRoles);
  const { rows } = await client.query<{ rolname: string }>(
    'select rolname from pg_roles where rolname = any ($1)',
    [names],
  );
  const existing = new Set(rows.map(({ rolname }) => rolname));
  const { rows: database } = await client.query<{ name: string }>('select current_database() as name');
  const sql = rolesSql(database[0]?.name ?? '', passwords)
    .split('\n')
    .map((line) => {
      const created = /^create role (\w+) (.*)$/.exec(line);
      // known roles get this installation's passwords
      return created !== null && existing.has(created[1] ?? '')
        ? `alter role ${created[1]} ${created[2]}`
        : line;
    });
  try {
    await client.query(sql.join('\n'));
  } catch (error) {
    const isRefused = error instanceof pg.DatabaseError && error.code === '42501';
    if (isRefused && existing.size === names.length) return;
    if (isRefused)
      throw new MigrationError('roles_missing', names.filter((name) => !existing.has(name)).join(', '));
    throw error;
  }
}

async function applyMigrations(client: pg.Client, onStep?: (step: string) => void): Promise<void> {
  await client.query(`create table if not exists public.migration (
    name text constraint migration_pkey primary key, checksum text not null, applied_at timestamptz not null)`);
  const { rows } = await client.query<{ name: string; checksum: string }>(
    'select name, checksum from migration where name <> $1',
    [POLICIES],
  );
  const applied = new Map(rows.map(({ name, checksum }) => [name, checksum]));
  const files = await sqlFiles('migrations');
  const texts = await knownTexts();
  const newer = [...applied.keys()].find((name) => !files.some((file) => file.name === name));
  if (newer !== undefined) throw new MigrationError('database_newer', newer);
  for (const { name, text } of files) {
    const checksum = checksumOf(text);
    const known = applied.get(name);
    if (known !== undefined && known !== checksum && texts.get(name)?.includes(known) !== true)
      throw new MigrationError('migration_changed', name);
    if (known !== undefined) continue;
    onStep?.(name);
    await inTransaction(client, name, async () => {
      await client.query(text);
      await client.query('insert into migration values ($1, $2, $3)', [name, checksum, new Date()]);
    });
  }
}

export function checksumOf(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/**
 * Checksums of every text that a migration ever had, the one that its file has now last. A text was changed a few times
 * after somebody had run it: whoever ran either is right, and where the two made a difference, a later migration made it
 * good. A line is added with a migration and never changed.
 */
export async function knownTexts(): Promise<Map<string, string[]>> {
  const texts = new Map<string, string[]>();
  const list = await readFile(new URL('migrations/checksums', folder), 'utf8');
  for (const line of list.split('\n').filter((line) => line !== '')) {
    const [checksum = '', name = ''] = line.split('  ');
    texts.set(name, [...(texts.get(name) ?? []), checksum]);
  }
  return texts;
}

async function bringPolicies(client: pg.Client, onStep?: (step: string) => void): Promise<void> {
  onStep?.('policies');
  const migrations = (await sqlFiles('migrations')).map(({ name }) => name);
  await applyPolicies(client, await sqlFiles('policies'), migrations).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError('migration_failed', `policies: ${reason}`);
  });
}

async function installQueue(client: pg.Client, adminUrl: string, password: string): Promise<void> {
  const url = new URL(adminUrl);
  url.username = databaseRoles.jobs;
  url.password = password;
  const pgPool = openPool({ connectionString: url.href, max: 1 });
  try {
    await runMigrations({ pgPool });
  } finally {
    await pgPool.end();
  }
  await client.query(`alter function app.enqueue_job owner to ${databaseRoles.jobs}`);
}

export async function sqlFiles(kind: 'migrations' | 'policies'): Promise<SqlFile[]> {
  const names = (await readdir(new URL(`${kind}/`, folder)))
    .filter((name) => name.endsWith('.sql'))
    .toSorted();
  return Promise.all(
    names.map(async (name) => ({ name, text: await readFile(new URL(`${kind}/${name}`, folder), 'utf8') })),
  );
}

async function inTransaction(client: pg.Client, name: string, body: () => Promise<void>): Promise<void> {
  await client.query('begin');
  try {
    await body();
    await client.query('commit');
  } catch (error) {
    await client.query('rollback');
    const reason = error instanceof Error ? error.message : String(error);
    throw new MigrationError('migration_failed', `${name}: ${reason}`);
  }
}
