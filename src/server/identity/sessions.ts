import { type Permission, permissionsOf, reachOf, type Role } from '../../domain/access/roles.ts';
import { type ActorDatabase, systemSettings } from '../platform/database/database.ts';
import type { SessionActor, SessionSource } from '../platform/http/route.ts';
import * as sql from './sql.ts';
import { readToken } from '../platform/http/bearer-token.ts';

/** How long another server may not notice a revocation; this server notices at once. */
const TRUSTED_MS = 5_000;
const TOUCH_MS = 5 * 60_000;
const REMEMBERED = 20_000;

interface Remembered {
  readonly actor: SessionActor;
  readonly until: number;
}

/** Sessions by token hash, read from the database at most every five seconds each. */
export class Sessions implements SessionSource {
  readonly #database: ActorDatabase;
  readonly #clock: () => Date;
  readonly #remembered = new Map<string, Remembered>();
  /** how often all were forgotten */
  #generation = 0;

  constructor(database: ActorDatabase, clock: () => Date) {
    this.#database = database;
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

  async #load(organisationId: string, tokenHash: Buffer, now: Date): Promise<SessionActor | undefined> {
    const reader = this.#database.reader(systemSettings(organisationId));
    const input = { organisationId, tokenHash };
    const [[session], rows] = await reader.all(sql.findSession(input), sql.listRolesOfSession(input));
    const isOpen =
      session !== undefined &&
      session.revoked_at === null &&
      session.status === 'active' &&
      session.expires_at > now;
    if (!isOpen) return undefined;
    if (now.getTime() - session.used_at.getTime() > TOUCH_MS)
      await this.#database.transaction(systemSettings(organisationId), async (transaction) =>
        transaction.push(sql.touchSession({ ...input, now })),
      );
    const assignments = rows.map(({ role, site_ids }) => ({ role: role as Role, siteIds: site_ids }));
    const allowed = session.permissions === null ? undefined : new Set(session.permissions);
    const isAllowed = (permission: string) => allowed === undefined || allowed.has(permission);
    const granted = Object.entries(permissionsOf(assignments)).filter(([permission]) =>
      isAllowed(permission),
    );
    return {
      organisationId,
      accountId: session.account_id,
      sessionId: session.id,
      isProgram: session.kind === 'token',
      permissions: Object.fromEntries(granted),
      reach: (permission) =>
        isAllowed(permission) ? reachOf(assignments, permission as Permission) : undefined,
    };
  }
}
