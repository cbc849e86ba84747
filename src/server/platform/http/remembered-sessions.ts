import { readToken } from './bearer-token.ts';
import type { SessionActor, SessionSource } from './route.ts';

/** How long another server may not notice a revocation; this server notices at once. */
const TRUSTED_MS = 5_000;
const REMEMBERED = 20_000;

interface Remembered {
  readonly actor: SessionActor;
  readonly until: number;
}

/** The session of a token in the tenant that the token names; undefined where it is none, or over. */
export type LoadSession = (
  organisationId: string,
  tokenHash: Buffer,
  now: Date,
) => Promise<SessionActor | undefined>;

/** Sessions by token hash, read from the database at most every five seconds each. */
export class RememberedSessions implements SessionSource {
  readonly #load: LoadSession;
  readonly #clock: () => Date;
  readonly #remembered = new Map<string, Remembered>();
  /** how often all were forgotten */
  #generation = 0;

  constructor(load: LoadSession, clock: () => Date) {
    this.#load = load;
    this.#clock = clock;
  }

  async find(token: string): Promise<SessionActor | undefined> {
    const known = this.remembered(token);
    if (known !== undefined) return known;
    const now = this.#clock();
    this.#remembered.delete(token);
    const parts = readToken(token);
    if (parts === undefined) return undefined;
    const generation = this.#generation;
    const actor = await this.#load(parts.organisationId, parts.hash, now);
    if (actor === undefined) return undefined;
    // read before a revocation, perhaps: this request was under way, the next one reads anew
    if (generation !== this.#generation) return actor;
    if (this.#remembered.size >= REMEMBERED) this.#remembered.clear();
    this.#remembered.set(token, { actor, until: now.getTime() + TRUSTED_MS });
    return actor;
  }

  remembered(token: string): SessionActor | undefined {
    const known = this.#remembered.get(token);
    return known !== undefined && known.until > this.#clock().getTime() ? known.actor : undefined;
  }

  /** After a revocation, a suspension or a change of roles. */
  forgetAll(): void {
    this.#generation += 1;
    this.#remembered.clear();
  }
}
