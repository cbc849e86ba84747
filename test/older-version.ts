import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { loadRegions } from '../src/server/organisations/public.ts';
import { checksumOf } from '../src/server/platform/database/migrate.ts';

const folder = new URL('../db/migrations/', import.meta.url);
/** texts that migrations had when somebody may have run them */
export const formerTexts = new URL('fixtures/former-migrations/', import.meta.url);

/**
 * Brings an empty database to the schema as it was before a migration, with the regions and without row rules.
 * @param former names of migrations that are run with their former text
 */
export async function migrateUntil(
  adminUrl: string,
  migration: string,
  former: readonly string[] = [],
): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  const database = pg.escapeIdentifier(new URL(adminUrl).pathname.slice(1));
  await client.query(
    `grant create on database ${database} to nuantu_owner; grant all on schema public to nuantu_owner`,
  );
  await client.query('set role nuantu_owner');
  await client.query(`create table public.migration (
    name text constraint migration_pkey primary key, checksum text not null, applied_at timestamptz not null)`);
  const names = (await readdir(folder)).filter((name) => name < migration).toSorted();
  for (const name of names) {
    const text = await readFile(new URL(name, former.includes(name) ? formerTexts : folder), 'utf8');
    await client.query(text);
    await client.query('insert into migration values ($1, $2, now())', [name, checksumOf(text)]);
  }
  await client.end();
  await loadRegions(adminUrl);
}
