import { Logger, type Runner, run, type TaskList } from 'graphile-worker';

export interface Schedule {
  readonly task: string;
  /** crontab fields, UTC */
  readonly pattern: string;
}

/** Runs queued and scheduled jobs; enqueue with Change.enqueue, so that a job exists only once its cause is committed. */
export async function startJobs(
  jobsUrl: string,
  tasks: TaskList,
  schedule: readonly Schedule[],
): Promise<Runner> {
  return run({
    connectionString: jobsUrl,
    taskList: tasks,
    crontab: schedule.map(({ task, pattern }) => `${pattern} ${task}`).join('\n'),
    concurrency: 2,
    maxPoolSize: 3,
    noHandleSignals: true,
    pollInterval: 2_000,
    // its own lines name payloads; failures are counted in the queue's table
    logger: new Logger(() => () => undefined),
  });
}
