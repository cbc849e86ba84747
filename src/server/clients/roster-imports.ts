import type { Static } from 'typebox';
import type { RosterProgress, RosterReport } from '../../contract/roster.ts';
import { AppError } from '../platform/work/errors.ts';

type Progress = Static<typeof RosterProgress>;
type Report = Static<typeof RosterReport>;

/** How far an import is; `total` is null where nobody knows yet. */
export type Tell = (stage: 'reading' | 'comparing' | 'writing', done: number, total: number | null) => void;

interface Running {
  /** of the file and what was asked to be done with it */
  readonly digest: string;
  readonly answer: Promise<Report>;
  far: Pick<Progress, 'stage' | 'done' | 'total'>;
  endedAt: number | undefined;
  hasFailed: boolean;
}

/** Whose connection broke may ask so long what became of the import. */
const KEPT_MS = 10 * 60_000;
/** Ended ones; a report of a hundred thousand rows has a megabyte. */
const MOST_KEPT = 20;

/** Imports of this server by who asked for them and the id that they gave: how far each is, and what became of it. */
export class RosterImports {
  readonly #running = new Map<string, Running>();
  readonly #now: () => number;

  constructor(now: () => number) {
    this.#now = now;
  }

  /**
   * One that is sent again is the one that is under way, or that has ended; one that failed wrote nothing, and is tried again.
   * @throws AppError id_taken where the same id meant something else, and what the import itself failed with
   */
  async run(
    { key, digest }: { key: string; digest: string },
    work: (tell: Tell) => Promise<Report>,
  ): Promise<Report> {
    this.#forgetOld();
    const known = this.#running.get(key);
    if (known?.hasFailed === false) {
      if (known.digest !== digest) throw new AppError('id_taken');
      return known.answer;
    }
    const tell: Tell = (stage, done, total) => {
      running.far = { stage, done, total };
    };
    const running: Running = {
      digest,
      // begins in its turn: `tell` needs this very object
      answer: Promise.resolve().then(() => work(tell)),
      far: { stage: 'reading', done: 0, total: null },
      endedAt: undefined,
      hasFailed: false,
    };
    this.#running.delete(key);
    this.#running.set(key, running);
    const end = () => (running.endedAt = this.#now());
    running.answer.then(end, () => {
      running.hasFailed = true;
      end();
    });
    return running.answer;
  }

  /** @throws AppError not_found, and what the import itself failed with */
  async read(key: string): Promise<Progress> {
    this.#forgetOld();
    const running = this.#running.get(key);
    if (running === undefined) throw new AppError('not_found');
    if (running.endedAt === undefined) return { ...running.far, report: null };
    const report = await running.answer;
    return { stage: 'done', done: report.rows, total: report.rows, report };
  }

  #forgetOld(): void {
    const ended = [...this.#running].filter(([, { endedAt }]) => endedAt !== undefined);
    for (const [at, [key, { endedAt = 0 }]] of ended.entries())
      if (this.#now() - endedAt > KEPT_MS || at < ended.length - MOST_KEPT) this.#running.delete(key);
  }
}
