import { AppError } from '../platform/errors.ts';

interface Waiter {
  readonly start: () => void;
  readonly refuse: (error: AppError) => void;
}

/** When the refused may try again: the whole queue is done by then. */
const RETRY_SECONDS = 3;

/**
 * Slow work, a few at a time, in turn by whom it is for. When all places are taken, whoever holds the most of them
 * loses the newest: a stranger who sends more than can be done keeps others waiting a moment, and out never.
 */
export class FairQueue {
  readonly #lanes: number;
  readonly #places: number;
  /** by whom; a key that was served moves to the end */
  readonly #waiting = new Map<string, Waiter[]>();
  #running = 0;
  #taken = 0;

  constructor({ lanes, places }: { lanes: number; places: number }) {
    this.#lanes = lanes;
    this.#places = places;
  }

  /** @throws AppError sign_in_busy */
  async run<Result>(from: string, work: () => Promise<Result>): Promise<Result> {
    if (this.#running < this.#lanes) this.#running += 1;
    else await this.#wait(from);
    try {
      return await work();
    } finally {
      if (!this.#startNext()) this.#running -= 1;
    }
  }

  #wait(from: string): Promise<void> {
    if (this.#taken >= this.#places) this.#makePlace(from);
    return new Promise((start, refuse) => {
      const own = this.#waiting.get(from);
      if (own === undefined) this.#waiting.set(from, [{ start, refuse }]);
      else own.push({ start, refuse });
      this.#taken += 1;
    });
  }

  /** @throws AppError sign_in_busy when nobody else holds more places than `from` would */
  #makePlace(from: string): void {
    const busy = new AppError('sign_in_busy', { parameters: { seconds: RETRY_SECONDS } });
    const most = [...this.#waiting.values()].reduce((left, right) =>
      right.length > left.length ? right : left,
    );
    if (most.length <= (this.#waiting.get(from)?.length ?? 0) + 1) throw busy;
    most.pop()?.refuse(busy);
    this.#taken -= 1;
  }

  /** The place of whoever is done goes to the next; false when nobody waits. */
  #startNext(): boolean {
    const [first] = this.#waiting;
    if (first === undefined) return false;
    const [from, waiters] = first;
    const next = waiters.shift();
    this.#waiting.delete(from);
    if (waiters.length > 0) this.#waiting.set(from, waiters);
    this.#taken -= 1;
    next?.start();
    return true;
  }
}
