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

export interface JobsParts {
  readonly tasks: TaskList;
  readonly schedule: readonly Schedule[];
  /** names of tasks that wait for other machines or do others' work: they have places of their own and hold up no other */
  readonly apart: ReadonlySet<string>;
}

/** Places of each of the two kinds of tasks. */
const AT_ONCE = 2;

/** Runs queued and scheduled jobs; enqueue with Change.enqueue, so that a job exists only once its cause is committed. */
export async function startJobs(jobsUrl: string, { tasks, schedule, apart }: JobsParts): Promise<Jobs> {
  // ours: one of its own it stops listening to before it ends it, and a database that stops then ends the process
  const pgPool = openPool({ connectionString: jobsUrl, max: 2 * (AT_ONCE + 1) });
  const start = (isOurs: (task: string) => boolean) =>
    run({
      pgPool,
      taskList: Object.fromEntries(Object.entries(tasks).filter(([task]) => isOurs(task))),
      crontab: schedule
        .filter(({ task }) => isOurs(task))
        .map(lineOf)
        .join('\n'),
      concurrency: AT_ONCE,
      noHandleSignals: true,
      pollInterval: 2_000,
      // its own lines name payloads; failures are counted in the queue's table
      logger: new Logger(() => () => undefined),
    });
  const runners = [await start((task) => !apart.has(task)), await start((task) => apart.has(task))];
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
