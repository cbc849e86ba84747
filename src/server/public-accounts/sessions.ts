import { type ActorDatabase, systemSettings } from '../platform/database/database.ts';
import { newId } from '../platform/database/ids.ts';
import { hashToken, newToken } from '../platform/http/bearer-token.ts';
import { RememberedSessions, type StoredSessions } from '../platform/http/remembered-sessions.ts';
import type { Change } from '../platform/work/work.ts';
import * as sql from './sql.ts';
import { isPublicTenant } from './tenant.ts';

/** On one's own telephone: as long as people stay away between two shifts. */
export const SESSION_DAYS = 30;
const DAY_MS = 86_400_000;

/** Sessions of accounts of the public. They hold no permission of staff, and open nothing but what is the holder's own. */
export class PublicSessions extends RememberedSessions {
  constructor(database: ActorDatabase, clock: () => Date) {
    super(database, clock, { load, touch: sql.touchSession });
  }
}

const load: StoredSessions['load'] = async (database, { organisationId, tokenHash, now }) => {
  if (!isPublicTenant(organisationId)) return undefined;
  const session = await database
    .reader(systemSettings(organisationId))
    .first(sql.findSession({ organisationId, tokenHash }));
  if (session === undefined || session.expires_at <= now) return undefined;
  const actor = {
    organisationId,
    accountId: session.account_id,
    sessionId: session.id,
    isProgram: false,
    permissions: {},
    reach: () => undefined,
  };
  return { actor, usedAt: session.used_at };
};

export function openSession(change: Change, accountId: string, name: string): string {
  const { organisationId, now } = change;
  const token = newToken(organisationId);
  const expiresAt = new Date(now.getTime() + SESSION_DAYS * DAY_MS);
  const id = newId(now.getTime());
  change.push(
    sql.insertSession({ organisationId, accountId, tokenHash: hashToken(token), id, name, now, expiresAt }),
  );
  change.audit({ action: 'public_session.start', subjectKind: 'public_account', subjectIds: [accountId] });
  return token;
}

export function endSession(change: Change, accountId: string, id: string): void {
  change.push(sql.deleteSession({ organisationId: change.organisationId, accountId, id }));
  change.audit({ action: 'public_session.end', subjectKind: 'public_account', subjectIds: [accountId] });
}
