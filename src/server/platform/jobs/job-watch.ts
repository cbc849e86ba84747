import { describe } from '../log/log.ts';

interface Log {
  error(line: object, message: string): void;
}

/** What becomes of the jobs: a line for each failure, and figures for whoever watches the server. */
export class JobWatch {
  readonly #log: Log;
  readonly #clock: () => Date;
  readonly #failures = new Map<string, number>();
  readonly #finished = new Map<string, number>();

  constructor(log: Log, clock: () => Date) {
    this.#log = log;
    this.#clock = clock;
  }

  /** Runs one part of a task (an organisation's); its failure is told and stops no other part. */
  async part(task: string, part: string, body: () => Promise<unknown>): Promise<void> {
    try {
      await body();
    } catch (error) {
      this.#tell(task, part, error);
    }
  }

  /** Runs a whole task; its failure is told, and thrown on to the queue, which tries again and keeps the error's text. */
  async attempt(task: string, part: string, body: () => Promise<unknown>): Promise<void> {
    await body().catch((error: unknown) => {
      this.#tell(task, part, error);
      const { code, name } = describe(error);
      throw new Error(code ?? name ?? 'unknown');
    });
    this.finished(task);
  }

  finished(task: string): void {
    this.#finished.set(task, this.#clock().getTime());
  }

  #tell(task: string, part: string, error: unknown): void {
    this.#failures.set(task, (this.#failures.get(task) ?? 0) + 1);
    this.#log.error({ task, part, error: describe(error) }, 'job failed');
  }

  /** In the Prometheus text format; how long ago each task was last through. */
  figures(): string[] {
    const now = this.#clock().getTime();
    return [
      '# TYPE nuantu_job_failures_total counter',
      ...[...this.#failures].map(([task, count]) => `nuantu_job_failures_total{task="${task}"} ${count}`),
      '# TYPE nuantu_job_age_seconds gauge',
      ...[...this.#finished].map(
        ([task, at]) => `nuantu_job_age_seconds{task="${task}"} ${(now - at) / 1000}`,
      ),
    ];
  }
}
