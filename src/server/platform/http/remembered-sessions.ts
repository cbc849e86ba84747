import { type ActorDatabase, systemSettings } from '../database/database.ts';
import type { Statement } from '../database/statement.ts';
import { readToken } from './bearer-token.ts';
import type { SessionActor, SessionSource } from './route.ts';

/** How long another server may not notice a revocation; this server notices at once. */
const TRUSTED_MS = 5_000;
const REMEMBERED = 20_000;
/** When a session was used last is written no more often than this. */
const TOUCH_MS = 5 * 60_000;

interface Remembered {
  readonly actor: SessionActor;
  readonly until: number;
}

interface OfToken {
  /** that the token names */
  readonly organisationId: string;
  readonly tokenHash: Buffer;
  readonly now: Date;
}

/** Where one kind of session is stored. */
export interface StoredSessions {
  /** undefined: it is none, or over */
  load(database: ActorDatabase, token: OfToken): Promise<{ actor: SessionActor; usedAt: Date } | undefined>;
  /** It was used now. */
  touch(token: OfToken): Statement<unknown>;
}

/** Sessions by token hash, read from the database at most every five seconds each. */
export class RememberedSessions implements SessionSource {
  readonly #database: ActorDatabase;
  readonly #clock: () => Date;
  readonly #stored: StoredSessions;
  readonly #remembered = new Map<string, Remembered>();
  /** how often all were forgotten */
  #generation = 0;

  constructor(database: ActorDatabase, clock: () => Date, stored: StoredSessions) {
    this.#database = database;
    this.#clock = clock;
    this.#stored = stored;
  }

  async find(token: string): Promise<SessionActor | undefined> {
    const known = this.remembered(token);
    if (known !== undefined) return known;
    const now = this.#clock();
    this.#remembered.delete(token);
    const parts = readToken(token);
    if (parts === undefined) return undefined;
    const generation = this.#generation;
    const actor = await this.#read({ organisationId: parts.organisationId, tokenHash: parts.hash, now });
    if (actor === undefined) return undefined;
    // read before a revocation, perhaps: this request was under way, the next one reads anew
    if (generation !== this.#generation) return actor;
    if (this.#remembered.size >= REMEMBERED) this.#remembered.clear();
    this.#remembered.set(token, { actor, until: now.getTime() + TRUSTED_MS });
    return actor;
  }

  async #read(token: OfToken): Promise<SessionActor | undefined> {
    const session = await this.#stored.load(this.#database, token);
    if (session === undefined) return undefined;
    if (token.now.getTime() - session.usedAt.getTime() > TOUCH_MS)
      await this.#database.transaction(systemSettings(token.organisationId), async (transaction) =>
        transaction.push(this.#stored.touch(token)),
      );
    return session.actor;
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
