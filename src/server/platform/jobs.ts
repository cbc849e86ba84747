import { Logger, run, type TaskList } from 'graphile-worker';
import { openPool } from './pool.ts';

export interface Schedule {
  readonly task: string;
  /** crontab fields, UTC */
  readonly pattern: string;
}

export interface Jobs {
  /** resolves when the running jobs are done and their connections told to end */
  stop(): Promise<void>;
}

/** Runs queued and scheduled jobs; enqueue with Change.enqueue, so that a job exists only once its cause is committed. */
export async function startJobs(
  jobsUrl: string,
  tasks: TaskList,
  schedule: readonly Schedule[],
): Promise<Jobs> {
  // ours: one of its own it stops listening to before it ends it, and a database that stops then ends the process
  const pgPool = openPool({ connectionString: jobsUrl, max: 3 });
  const runner = await run({
    pgPool,
    taskList: tasks,
    crontab: schedule.map(({ task, pattern }) => `${pattern} ${task}`).join('\n'),
    concurrency: 2,
    noHandleSignals: true,
    pollInterval: 2_000,
    // its own lines name payloads; failures are counted in the queue's table
    logger: new Logger(() => () => undefined),
  });
  return {
    stop: async () => {
      await runner.stop();
      await pgPool.end();
    },
  };
}
