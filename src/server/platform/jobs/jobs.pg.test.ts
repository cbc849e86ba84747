import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type TestServer } from '../../../../test/server.ts';
import { startJobs } from './jobs.ts';
import { openPool } from '../database/pool.ts';

let server: TestServer;
let jobsUrl: string;

beforeAll(async () => {
  server = await startTestServer();
  const url = new URL(server.adminUrl);
  url.username = 'nuantu_jobs';
  url.password = 'jobs';
  jobsUrl = url.href;
});
afterAll(() => server.dispose());

it('a connection that the database ends is replaced, and its error ends nothing', async () => {
  const pool = openPool({ connectionString: jobsUrl, max: 1 });
  const { rows } = await pool.query('select pg_backend_pid() as pid');
  await server.admin.query('select pg_terminate_backend($1)', [rows[0].pid]);
  await expect.poll(() => pool.totalCount).toBe(0);
  expect((await pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
  await pool.end();
});

it('jobs that were started can be stopped', async () => {
  const jobs = await startJobs(jobsUrl, [{ tasks: { nothing: () => undefined }, schedule: [] }]);
  await jobs.stop();
  await expect.poll(countConnections).toBe(0);
});

it('a queue whose tasks all wait for somebody holds up no other', async () => {
  let heard = 0;
  const told = Promise.withResolvers<void>();
  const jobs = await startJobs(jobsUrl, [
    { tasks: { wait: () => told.promise }, schedule: [] },
    { tasks: { hear: () => void (heard += 1) }, schedule: [] },
  ]);
  try {
    for (const task of ['wait', 'wait', 'wait', 'hear'])
      await server.admin.query("select app.enqueue_job($1, '{}')", [task]);
    await expect.poll(() => heard).toBe(1);
  } finally {
    told.resolve();
    await jobs.stop();
  }
});

async function countConnections(): Promise<number> {
  const { rows } = await server.admin.query(
    `select count(*)::int as open from pg_stat_activity where usename = 'nuantu_jobs' and datname = current_database()`,
  );
  return rows[0].open;
}
