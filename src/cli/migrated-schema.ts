import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { Client } from 'pg';

import { migrate } from '../server/platform/database/migrate.ts';
import { startPostgres } from '../server/platform/postgres/start-postgres.ts';
import { dumpSchema } from '../server/platform/schema-dump/dump-schema.ts';
import { dumpTypes } from '../server/platform/schema-dump/dump-types.ts';

/** The generated files under `db/`, by their path in the checkout. */
export type SchemaFiles = { 'db/schema.sql': string; 'db/types.ts': string };

/** What the migrations and policies of this checkout make of an empty database, in a PostgreSQL for this purpose. */
export async function makeSchemaFiles(): Promise<SchemaFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'nuantu-schema-'));
  const postgres = await startPostgres({ folder, settings: { fsync: 'off', synchronous_commit: 'off' } });
  try {
    const administrator = new Client({ connectionString: postgres.url('superuser', 'postgres') });
    await administrator.connect();
    await administrator.query('create database nuantu');
    await administrator.end();

    const adminUrl = postgres.url('superuser', 'nuantu');
    await migrate({
      adminUrl,
      passwords: { app: makePassword(), report: makePassword(), jobs: makePassword() },
    });
    return await readSchema(adminUrl);
  } finally {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function makePassword(): string {
  return randomBytes(18).toString('base64url');
}

async function readSchema(connectionString: string): Promise<SchemaFiles> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    return { 'db/schema.sql': await dumpSchema(client), 'db/types.ts': await dumpTypes(client) };
  } finally {
    await client.end();
  }
}
