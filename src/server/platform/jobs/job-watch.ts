import { Counter, Gauge } from 'prom-client';
import type { Figures } from '../log/figures.ts';
import { describe } from '../log/log.ts';

interface Log {
  error(line: object, message: string): void;
}

/** What becomes of the jobs: a line for each failure, and figures for whoever watches the server. */
export class JobWatch {
  readonly #log: Log;
  readonly #clock: () => Date;
  readonly #failures = new Counter({
    name: 'nuantu_job_failures_total',
    help: 'Failures of jobs, by task',
    labelNames: ['task'],
    registers: [],
  });
  readonly #finished = new Map<string, number>();
  readonly figures: Figures;

  constructor(log: Log, clock: () => Date) {
    this.#log = log;
    this.#clock = clock;
    const finished = this.#finished;
    const age = new Gauge({
      name: 'nuantu_job_age_seconds',
      help: 'How long ago each task was last through',
      labelNames: ['task'],
      registers: [],
      collect() {
        const now = clock().getTime();
        for (const [task, at] of finished) this.set({ task }, (now - at) / 1000);
      },
    });
    this.figures = [this.#failures, age];
  }

  /** Runs one part of a task (an organisation's); its failure is told and stops no other part. */
  async part(task: string, part: string, body: () => Promise<unknown>): Promise<void> {
    try {
      await body();
    } catch (error) {
      this.tell(task, part, error);
    }
  }

  /** Runs a whole task; its failure is told, and thrown on to the queue, which tries again and keeps the error's text. */
  async attempt(task: string, part: string, body: () => Promise<unknown>): Promise<void> {
    await body().catch((error: unknown) => {
      this.tell(task, part, error);
      const { code, name } = describe(error);
      throw new Error(code ?? name ?? 'unknown');
    });
    this.finished(task);
  }

  finished(task: string): void {
    this.#finished.set(task, this.#clock().getTime());
  }

  /** A failure that ends no task. */
  tell(task: string, part: string, error: unknown): void {
    this.#failures.inc({ task });
    this.#log.error({ task, part, error: describe(error) }, 'job failed');
  }
}
