import { Logger, run, type TaskList } from 'graphile-worker';
import { openPool } from '../database/pool.ts';

export interface Schedule {
  readonly task: string;
  /** crontab fields, UTC */
  readonly pattern: string;
  /**
   * A job that is tried again until it succeeds: of two with one name the newer alone is kept. A server that was down at
   * the time makes it up at its start; `id` tells what was done already.
   */
  readonly kept?: { readonly id: string; readonly name: string; readonly payload: object };
}

/** What a scheduled job is given. */
export type CronPayload<Payload> = Payload & { readonly _cron: { readonly ts: string } };

export interface Jobs {
  /** resolves when the running jobs are done and their connections told to end */
  stop(): Promise<void>;
}

/**
 * Runs queued and scheduled jobs; enqueue with Change.enqueue, so that a job exists only once its cause is committed.
 * @param apart tasks that may be slow: they have a place of their own and keep no other waiting
 */
export async function startJobs(
  jobsUrl: string,
  tasks: TaskList,
  schedule: readonly Schedule[],
  apart: TaskList = {},
): Promise<Jobs> {
  // ours: one of its own it stops listening to before it ends it, and a database that stops then ends the process
  const pgPool = openPool({ connectionString: jobsUrl, max: 6 });
  const common = {
    pgPool,
    noHandleSignals: true,
    pollInterval: 2_000,
    // its own lines name payloads; failures are counted in the queue's table
    logger: new Logger(() => () => undefined),
  };
  // whoever keeps the schedule queues each task, and whoever knows it takes it
  const crontab = schedule.map(lineOf).join('\n');
  const runners = [await run({ ...common, taskList: tasks, crontab, concurrency: 2 })];
  if (Object.keys(apart).length > 0) runners.push(await run({ ...common, taskList: apart, concurrency: 2 }));
  return {
    stop: async () => {
      await Promise.all(runners.map((runner) => runner.stop()));
      await pgPool.end();
    },
  };
}

/** As long as the day's own job can still be the newest: a day later the next one is due. */
const MADE_UP = '23h';

function lineOf({ task, pattern, kept }: Schedule): string {
  if (kept === undefined) return `${pattern} ${task}`;
  const { id, name, payload } = kept;
  return `${pattern} ${task} ?id=${id}&jobKey=${name}&fill=${MADE_UP} ${JSON.stringify(payload)}`;
}
