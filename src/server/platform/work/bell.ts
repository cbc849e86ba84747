import type { ActorDatabase } from '../database/database.ts';
import { plain } from '../database/statement.ts';

/** Whoever rings again within this time is heard at its end, with all others who did. */
const PAUSE_MS = 250;

/**
 * Wakes tasks that find what they do in committed rows: at once, and in a row of rings four times a second, however many make them
 * ring. Nothing depends on it: what is not rung for, because a server ended in the moment after its commit or the database was away,
 * is found by the task's next turn on its schedule. A job that must not be lost is enqueued with its change instead.
 */
export class Bell {
  readonly #database: Pick<ActorDatabase, 'global'>;
  /** task and organisation → pausing after a ring, with whether it rang again meanwhile */
  readonly #pausing = new Map<string, { isRungAgain: boolean; timer: NodeJS.Timeout }>();
  readonly #sending = new Set<Promise<unknown>>();

  constructor(database: Pick<ActorDatabase, 'global'>) {
    this.#database = database;
  }

  ring(task: string, organisationId: string): void {
    const key = `${task} ${organisationId}`;
    const pausing = this.#pausing.get(key);
    if (pausing !== undefined) {
      pausing.isRungAgain = true;
      return;
    }
    this.#send(task, organisationId);
    const timer = setTimeout(() => {
      const isRungAgain = this.#pausing.get(key)?.isRungAgain === true;
      this.#pausing.delete(key);
      if (isRungAgain) this.ring(task, organisationId);
    }, PAUSE_MS);
    timer.unref();
    this.#pausing.set(key, { isRungAgain: false, timer });
  }

  /** What rang is with the queue. */
  async close(): Promise<void> {
    for (const [key, { isRungAgain, timer }] of this.#pausing) {
      clearTimeout(timer);
      const [task = '', organisationId = ''] = key.split(' ');
      if (isRungAgain) this.#send(task, organisationId);
    }
    this.#pausing.clear();
    await Promise.all(this.#sending);
  }

  #send(task: string, organisationId: string): void {
    const job = plain('select app.enqueue_job($1, $2)', [task, JSON.stringify({ organisationId })]);
    const sent = this.#database.global(job).catch(() => undefined);
    this.#sending.add(sent);
    void sent.then(() => this.#sending.delete(sent));
  }
}
