import { AppError } from '../platform/work/errors.ts';

interface Waiter {
  readonly start: () => void;
  readonly refuse: (error: AppError) => void;
}

/** When the refused may try again: the whole queue is done by then. */
const RETRY_SECONDS = 3;

/** About 100 bytes each; who has not been there for longest is forgotten first. */
const REMEMBERED = 10_000;

/**
 * Slow work, a few at a time, in turn by whom it is for. When all places are taken, whoever holds the most of them
 * loses the newest. Strangers at many addresses hold one place each, and nothing tells one of them from another: whoever
 * comes from a place where nobody was right before is refused while they go on. Known places, from where somebody was
 * right, are not put out by them: a known one takes strangers' places but for a quarter of all, and a stranger takes one
 * of a known one's several as long as strangers hold less than that quarter, or of a stranger's where no known one has
 * several. A restart forgets who is known.
 */
export class FairQueue {
  readonly #lanes: number;
  readonly #places: number;
  readonly #forStrangers: number;
  /** by whom; a key that was served moves to the end */
  readonly #waiting = new Map<string, Waiter[]>();
  readonly #known = new Set<string>();
  #running = 0;
  #taken = 0;

  constructor({ lanes, places }: { lanes: number; places: number }) {
    this.#lanes = lanes;
    this.#places = places;
    this.#forStrangers = Math.max(1, Math.floor(places / 4));
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

  /** Whoever comes from there was right. */
  remember(from: string): void {
    this.#known.delete(from);
    this.#known.add(from);
    const [oldest] = this.#known;
    if (this.#known.size > REMEMBERED && oldest !== undefined) this.#known.delete(oldest);
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

  /** @throws AppError sign_in_busy when nobody's newest may go for `from` */
  #makePlace(from: string): void {
    const busy = new AppError('sign_in_busy', { parameters: { seconds: RETRY_SECONDS } });
    const isKnown = this.#known.has(from);
    const strangers = [...this.#waiting].filter(([other]) => !this.#known.has(other));
    const knownOnes = [...this.#waiting].filter(([other]) => this.#known.has(other));
    const held = strangers.reduce((sum, [, waiters]) => sum + waiters.length, 0);
    const own = this.#waiting.get(from)?.length ?? 0;
    // the least that the one who loses a place must hold
    const hasSeveral = knownOnes.some(([, waiters]) => waiters.length > 1);
    const [losers, least] =
      isKnown && held > this.#forStrangers
        ? [strangers, 1]
        : !isKnown && held < this.#forStrangers && hasSeveral
          ? [knownOnes, 2]
          : [isKnown ? knownOnes : strangers, own + 2];
    const [loser, most] = losers.reduce<[string, Waiter[]]>(
      (left, right) => (right[1].length > left[1].length ? right : left),
      ['', []],
    );
    if (most.length < least) throw busy;
    most.pop()?.refuse(busy);
    if (most.length === 0) this.#waiting.delete(loser);
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
