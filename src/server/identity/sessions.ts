import { type Permission, permissionsOf, reachOf, type Role } from '../../domain/access/roles.ts';
import { type ActorDatabase, systemSettings } from '../platform/database/database.ts';
import { RememberedSessions, type StoredSessions } from '../platform/http/remembered-sessions.ts';
import * as sql from './sql.ts';

/** Sessions and tokens of staff, with what their roles reach. */
export class Sessions extends RememberedSessions {
  constructor(database: ActorDatabase, clock: () => Date) {
    super(database, clock, { load, touch: sql.touchSession });
  }
}

const load: StoredSessions['load'] = async (database, { organisationId, tokenHash, now }) => {
  const input = { organisationId, tokenHash };
  const reader = database.reader(systemSettings(organisationId));
  const [[session], rows] = await reader.all(sql.findSession(input), sql.listRolesOfSession(input));
  const isOpen =
    session !== undefined &&
    session.revoked_at === null &&
    session.status === 'active' &&
    session.expires_at > now;
  if (!isOpen) return undefined;
  const assignments = rows.map(({ role, site_ids }) => ({ role: role as Role, siteIds: site_ids }));
  const allowed = session.permissions === null ? undefined : new Set(session.permissions);
  const isAllowed = (permission: string) => allowed === undefined || allowed.has(permission);
  const granted = Object.entries(permissionsOf(assignments)).filter(([permission]) => isAllowed(permission));
  const actor = {
    organisationId,
    accountId: session.account_id,
    sessionId: session.id,
    isProgram: session.kind === 'token',
    permissions: Object.fromEntries(granted),
    reach: (permission: string) =>
      isAllowed(permission) ? reachOf(assignments, permission as Permission) : undefined,
  };
  return { actor, usedAt: session.used_at };
};
