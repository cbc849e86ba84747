import { type Permission, permissionsOf, reachOf, type Role } from '../../domain/access/roles.ts';
import { type ActorDatabase, systemSettings } from '../platform/database/database.ts';
import { RememberedSessions } from '../platform/http/remembered-sessions.ts';
import type { SessionActor } from '../platform/http/route.ts';
import * as sql from './sql.ts';

const TOUCH_MS = 5 * 60_000;

/** Sessions and tokens of staff, with what their roles reach. */
export class Sessions extends RememberedSessions {
  constructor(database: ActorDatabase, clock: () => Date) {
    super((organisationId, tokenHash, now) => load(database, { organisationId, tokenHash }, now), clock);
  }
}

async function load(
  database: ActorDatabase,
  input: { organisationId: string; tokenHash: Buffer },
  now: Date,
): Promise<SessionActor | undefined> {
  const { organisationId } = input;
  const reader = database.reader(systemSettings(organisationId));
  const [[session], rows] = await reader.all(sql.findSession(input), sql.listRolesOfSession(input));
  const isOpen =
    session !== undefined &&
    session.revoked_at === null &&
    session.status === 'active' &&
    session.expires_at > now;
  if (!isOpen) return undefined;
  if (now.getTime() - session.used_at.getTime() > TOUCH_MS)
    await database.transaction(systemSettings(organisationId), async (transaction) =>
      transaction.push(sql.touchSession({ ...input, now })),
    );
  const assignments = rows.map(({ role, site_ids }) => ({ role: role as Role, siteIds: site_ids }));
  const allowed = session.permissions === null ? undefined : new Set(session.permissions);
  const isAllowed = (permission: string) => allowed === undefined || allowed.has(permission);
  const granted = Object.entries(permissionsOf(assignments)).filter(([permission]) => isAllowed(permission));
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
