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
  const jobs = await startJobs(jobsUrl, { nothing: () => undefined }, []);
  await jobs.stop();
  await expect.poll(countConnections).toBe(0);
});

it('tasks with a place of their own keep no other waiting, however long they take', async () => {
  const done: string[] = [];
  const { promise: isOver, resolve: end } = Promise.withResolvers<undefined>();
  const slow = async () => {
    done.push('slow begins');
    await isOver;
  };
  const jobs = await startJobs(jobsUrl, { quick: () => void done.push('quick') }, [], { slow });
  try {
    for (const task of ['slow', 'slow', 'slow', 'quick'])
      await server.admin.query('select graphile_worker.add_job($1)', [task]);
    await expect.poll(() => done.includes('quick')).toBe(true);
    expect(done.filter((line) => line === 'slow begins')).toHaveLength(2);
  } finally {
    end(undefined);
    await jobs.stop();
  }
});

async function countConnections(): Promise<number> {
  const { rows } = await server.admin.query(
    `select count(*)::int as open from pg_stat_activity where usename = 'nuantu_jobs' and datname = current_database()`,
  );
  return rows[0].open;
}
