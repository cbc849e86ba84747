import { expect } from 'vitest';
import type { TestServer } from './server.ts';

/** So many statements wait for what the transaction of `server.admin` holds: all have read, and none has written. */
export async function untilWaiting({ admin }: TestServer, statements: number): Promise<void> {
  const count = async () => {
    // what a transaction saw of others once it would see for ever
    await admin.query('select pg_stat_clear_snapshot()');
    const { rows } = await admin.query(
      `select count(*)::int as waiting from pg_stat_activity
       where datname = current_database() and wait_event_type = 'Lock'`,
    );
    return rows[0].waiting;
  };
  await expect.poll(count, { timeout: 10_000 }).toBe(statements);
}
