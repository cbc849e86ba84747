import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { TestProject } from 'vitest/node';

import { startPostgres } from '../src/server/platform/postgres/start-postgres.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** the superuser's connection to the test run's own PostgreSQL, database `postgres` */
    postgresUrl: string;
  }
}

/** One PostgreSQL for the whole run, in a folder of its own, gone afterwards. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'nuantu-test-'));
  // nothing here outlives the run, so nothing has to reach the disk
  const settings = { fsync: 'off', full_page_writes: 'off', synchronous_commit: 'off' };
  const postgres = await startPostgres({ folder, settings });
  project.provide('postgresUrl', postgres.url('superuser', 'postgres'));
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true, force: true });
  };
}
