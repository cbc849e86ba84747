import { countFailure, delayLeft, type Failures } from '../../domain/access/attempt-delay.ts';
import { AppError } from '../platform/work/errors.ts';

/** About 150 bytes each. Each costs its maker a slow hash, or a place at a shift, so that pushing others out takes a quarter of an hour. */
const REMEMBERED = 50_000;

/**
 * Wrong attempts by what they were made at and from where. Kept in memory: what strangers do writes no row, and a
 * restart forgets what an hour's rest forgets as well.
 */
export class Attempts {
  readonly #failures = new Map<string, Failures>();

  /**
   * Whether it was right. It counts as a failure from its start, so that many at once are no more guesses than one by
   * one; when it was right, what failed before it is forgotten, and when nothing came of it, it never was.
   * @throws AppError attempts_delayed, and what `check` throws
   */
  async attempt(key: string, at: Date, check: () => Promise<boolean>): Promise<boolean> {
    const now = at.getTime();
    const left = delayLeft(this.#failures.get(key), now);
    if (left > 0) throw new AppError('attempts_delayed', { parameters: { seconds: Math.ceil(left / 1000) } });
    this.#keep(key, countFailure(this.#failures.get(key), now));
    try {
      const isRight = await check();
      if (isRight) this.#failures.delete(key);
      return isRight;
    } catch (error) {
      const { count, lastAt } = this.#failures.get(key) ?? { count: 1, lastAt: now };
      this.#keep(key, { count: count - 1, lastAt });
      throw error;
    }
  }

  /** Whoever tried last stands last; who has not tried for longest is forgotten first. */
  #keep(key: string, failures: Failures): void {
    this.#failures.delete(key);
    this.#failures.set(key, failures);
    const [oldest] = this.#failures.keys();
    if (this.#failures.size > REMEMBERED && oldest !== undefined) this.#failures.delete(oldest);
  }
}
