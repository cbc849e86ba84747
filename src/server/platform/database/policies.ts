import { createHash } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';

/** What is written down beside the migrations: the policies as they were last applied. */
export const POLICIES = 'policies';

export interface SqlFile {
  readonly name: string;
  readonly text: string;
}

/** A statement that waits longer for a table would hold up everybody who comes after it. */
const LOCK_TIMEOUT = '2s';
const ATTEMPTS = 15;
const LOCK_NOT_AVAILABLE = '55P03';

/**
 * Makes the row rules and grants of the tables exactly what the files say: what they no longer say is gone. Nothing is
 * touched when they were applied before over the same migrations; beside a live server it waits for its turn in short
 * steps.
 * @param migrations names of all that were applied: a new table has no rules yet
 * @throws DatabaseError 55P03 when the tables are never free
 */
export async function applyPolicies(
  client: pg.Client,
  files: readonly SqlFile[],
  migrations: readonly string[],
): Promise<void> {
  const checksum = createHash('sha256')
    .update(JSON.stringify([files.map(({ name, text }) => [name, text]), migrations]))
    .digest('hex');
  const { rows } = await client.query<{ checksum: string }>(
    'select checksum from migration where name = $1',
    [POLICIES],
  );
  if (rows[0]?.checksum === checksum) return;
  for (let attempts = 1; ; attempts += 1) {
    try {
      return await replacePolicies(client, files, checksum);
    } catch (error) {
      await client.query('rollback');
      const isBusy = error instanceof pg.DatabaseError && error.code === LOCK_NOT_AVAILABLE;
      if (!isBusy || attempts === ATTEMPTS) throw error;
      await sleep(1_000);
    }
  }
}

async function replacePolicies(
  client: pg.Client,
  files: readonly SqlFile[],
  checksum: string,
): Promise<void> {
  await client.query('begin');
  await client.query(`set local lock_timeout = '${LOCK_TIMEOUT}'`);
  await client.query(`do $$
    declare
      rule record;
    begin
      for rule in select policyname, tablename from pg_policies where schemaname = 'public' loop
        execute format('drop policy %I on public.%I', rule.policyname, rule.tablename);
      end loop;
      revoke all on all tables in schema public from nuantu_app, nuantu_report;
    end
  $$`);
  for (const { text } of files) await client.query(text);
  await client.query(
    `insert into migration values ($1, $2, $3)
     on conflict (name) do update set checksum = excluded.checksum, applied_at = excluded.applied_at`,
    [POLICIES, checksum, new Date()],
  );
  await client.query('commit');
}
